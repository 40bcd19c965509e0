"""`flags`: low periods and other notices with their tiers; exit 1 for an open notice or flag."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import click

from b12track.analysis.flags import flags as flags_of
from b12track.analysis.flags import is_seen
from b12track.analysis.judgement import judgement
from b12track.analysis.judgement_words import (
    period_words,
    reference_fact,
    reserve_words,
    spoken,
    would_settle,
)
from b12track.analysis.low_periods import TIERS, LowPeriod
from b12track.analysis.notices import Notice, limits, rules
from b12track.cli.options import NEGATIVE_ARGUMENTS, detail, for_person, quiet, shaped
from b12track.cli.session import Session, say, say_saved
from b12track.diary import dates, flag_notes
from b12track.errors import InputRefused
from b12track.record import NamedTuple
from b12track.report import text
from b12track.text import accepted, escaped
from b12track.wording import day_name, near_day

if TYPE_CHECKING:
    from b12track.analysis.span import Span
    from b12track.cli.shape import Shape

_LONGEST_SNOOZE_DAYS: Final = 400
#: What a low period or a notice has in CSV.
_COLUMNS: Final = "kind id tier state snoozed_until because start end days recorded_days text"


class Standing(NamedTuple):
    """What stands on a day: low periods, and notices with whether each is snoozed."""

    span: Span
    periods: list[LowPeriod]
    notices: list[Notice]

    def snooze(self, notice: Notice) -> flag_notes.FlagNote | None:
        """How the person put a notice off, where they did."""
        return flag_notes.snooze(self.span.flag_notes, notice.code, self.span.last)

    @property
    def alarms(self) -> list[tuple[str, str]]:
        """Name and tier of every open notice and flag that is not snoozed."""
        periods = [(p.flag_id, p.tier) for p in self.periods if p.state in ("open", "stale")]
        notices = [(n.code, n.level) for n in self.notices if not self.snooze(n)]
        return [(name, tier) for name, tier in periods + notices if tier != "note"]


@click.group(invoke_without_command=True, context_settings=NEGATIVE_ARGUMENTS)
@click.option("--as-of", metavar="DAY", default="today", help="Judge as on this day (else today).")
@quiet
@for_person
@shaped
@detail
@click.pass_context
def flags(ctx: click.Context, as_of: str, quiet: bool, shape: Shape) -> int | None:
    """Show times of low B12 intake, and what else is worth a look.

    It compares what the body takes up, as estimated, with what it needs. Low for a week is a
    note, for 28 days a notice, for 84 days a flag. Days that were not recorded are never low.
    b12track explain judgement says more.

    For scripts: the exit code is 1 for a notice or a flag, else 0. With --quiet each is told on
    one day alone, so that a shell prompt can show it.

    \b
    Examples:
      b12track flags
      b12track flags --detail
      b12track flags --as-of 2026-10-31
    """
    if ctx.invoked_subcommand is not None:
        return None
    session: Session = ctx.obj
    standing = _standing(session, dates.day(as_of, session.today))
    if shape.is_for_scripts:
        shape.say(_document(standing), _rows(standing), _COLUMNS)
    elif quiet:
        return 1 if _is_to_tell(session, standing) else 0
    else:
        say(_text(standing, shape.detail))
    return 1 if standing.alarms else 0


def _standing(session: Session, on: date, history_days: int | None = 400) -> Standing:
    """What stands on a day; the most urgent notice comes first."""
    from b12track.analysis.risks import lately, risks

    with session.reading() as diary:  # one opening for all that is read
        span = session.span(on, on, history_days)
        periods = flags_of(span, on, span.flag_notes)
        recent = lately(diary, session.person_id, on, session.today)
    about = span.yardstick.circumstances(on), recent, periods
    reference_ng, age = span.yardstick.reference(on).per_day_ng, span.yardstick.age_months(on)
    notices = risks(*about, reference_ng, age) + rules(span, on) + limits(span.history)
    return Standing(span, periods, notices)


def _is_to_tell(session: Session, standing: Standing) -> bool:
    """Whether a prompt is told: each tier of a flag once, on one day, until it is seen."""
    from b12track.analysis import day_cache

    notes = standing.span.flag_notes
    alarms = [each for each in standing.alarms if not is_seen(*each, notes)]
    if standing.span.last != session.today or not alarms:
        return bool(alarms)
    return day_cache.tell(session.cache_path, session.person_id, alarms, session.today)


def _document(standing: Standing) -> dict[str, object]:
    from b12track.report.document import judgement_document, period_document

    return {
        "person": standing.span.person.name,
        "judgement": judgement_document(judgement(standing.span)),
        "periods": [period_document(period) for period in standing.periods],
        "notices": [
            {**notice._asdict(), **_state(standing.snooze(notice))} for notice in standing.notices
        ],
    }


def _state(snooze: flag_notes.FlagNote | None) -> dict[str, object]:
    """Whether a notice was put off, until when and why."""
    if snooze is None:
        return {"state": "open", "snoozed_until": None, "because": None}
    return {"state": "snoozed", "snoozed_until": snooze.until, "because": snooze.because}


def _rows(standing: Standing) -> list[dict[str, object]]:
    """Low periods, then notices, as the rows of one table."""
    from b12track.report.document import period_document

    rows: list[dict[str, object]] = []
    for period in standing.periods:
        words = period_words(period, standing.span.last)
        rows.append({**period_document(period), "kind": "period", "text": words})
    for notice in standing.notices:
        about = {"kind": "notice", "id": notice.code, "tier": notice.level, "text": notice.text}
        rows.append({**about, **_state(standing.snooze(notice))})
    return rows


def _put_off(snooze: flag_notes.FlagNote | None, to: date) -> tuple[str, str]:
    """Until when something is put off, and the person's own reason."""
    if snooze is None or snooze.until is None:
        return "", ""
    why = f"  You put it off because: {escaped(snooze.because)}" if snooze.because else ""
    return f", snoozed until {near_day(date.fromisoformat(snooze.until), to)}", why


def _text(standing: Standing, detail: bool) -> str:
    span, answer = standing.span, judgement(standing.span)
    lines = [text.wrapped(spoken(span, answer))]
    settles = would_settle(answer)
    lines += [text.wrapped(f"It would be settled by {settles}.", "  ")] if settles else []
    lines.append(text.wrapped(reference_fact(answer)))
    lines += _period_lines([period for period in standing.periods if period.is_open], span.last)
    # How a dose is thought to last is a matter of the model; that it covers stands above.
    notices = [n for n in standing.notices if detail or n.code != "covered"]
    for notice in sorted(notices, key=lambda notice: -TIERS.index(notice.level)):
        source = f" [{notice.source}]" if detail else ""
        until, why = _put_off(standing.snooze(notice), span.last)
        lines.append(text.wrapped(f"{notice.level.title()}{until}: {notice.text}{source}", "  "))
        lines += [text.wrapped(why, "  ")] if why else []
    return "\n".join([*lines, text.wrapped(text.FOOTER)])


def _period_lines(periods: list[LowPeriod], to: date) -> list[str]:
    """The periods with their names, the highest tier first."""
    lines = []
    for period in sorted(periods, key=lambda each: -TIERS.index(each.tier)):
        lines.append(text.wrapped(f"{period_words(period, to)} [{period.flag_id}]", "  "))
        _, why = _put_off(period.snooze, to)
        lines += [text.wrapped(why, "  ")] if why else []
        if period.tier == "flag":
            lines.append(text.wrapped(f"  {reserve_words(period)}", "  "))
    return lines


@flags.command("list")
@click.option("--all", "with_closed", is_flag=True, help="Show all, also those that are closed.")
@for_person
@shaped
@click.pass_obj
def list_flags(session: Session, with_closed: bool, shape: Shape) -> None:
    """List the open flags with their ids.

    \b
    Examples:
      b12track flags list
      b12track flags list --all
    """
    standing = _standing(session, session.today, None if with_closed else 400)
    periods = [period for period in standing.periods if with_closed or period.is_open]
    standing = standing._replace(periods=periods)
    lines = _period_lines(periods, session.today)
    lines += [
        text.wrapped(f"{notice.level.title()}: {notice.text} [{notice.code}]", "  ")
        for notice in standing.notices
        if notice.level != "note"
    ]
    page = "\n".join(lines) or "No flags."
    shape.say(_document(standing), _rows(standing), _COLUMNS, page)


@flags.command()
@click.argument("name", metavar="ID")
@for_person
@click.pass_obj
def seen(session: Session, name: str) -> None:
    """Say that a flag was seen, so that --quiet is still about it.

    ID is the name that flags list shows; its beginning is enough. The flag stays open, and is
    told again when it becomes more serious.

    \b
    Example:
      b12track flags seen low
    """
    flag, tier = _named(session, name)
    _note(session, flag_notes.FlagNote(0, session.person_id, flag, "seen", tier, _today(session)))
    say_saved(f"Seen: {flag}. It stays open until 14 recorded days reach the requirement.")


@flags.command()
@click.argument("name", metavar="ID")
@click.argument("days", metavar="DAYS")
@click.option("--because", metavar="TEXT", help="Why; it is kept with the flag.")
@for_person
@click.pass_obj
def snooze(session: Session, name: str, days: str, because: str | None) -> None:
    """Put a flag off for some days.

    ID is the name that flags list shows; its beginning is enough. DAYS is written 30d. The
    flag stays in the report.

    \b
    Example:
      b12track flags snooze low 30d --because travelling
    """
    number = re.fullmatch(r"([0-9]{1,3}) ?(?:d|days?)?", days.strip().lower())
    if number is None or not 1 <= int(number[1]) <= _LONGEST_SNOOZE_DAYS:
        raise InputRefused(f"'{days}' is no number of days: 30d; nothing was saved.")
    flag, tier = _named(session, name)
    until = session.today + timedelta(days=int(number[1]))
    why = accepted(because, "the reason") or None if because else None
    note = flag_notes.FlagNote(
        0, session.person_id, flag, "snoozed", tier, _today(session), until.isoformat(), why
    )
    _note(session, note)
    say_saved(f"Snoozed until {day_name(until)}: {flag}. It still stands in the report.")


def _today(session: Session) -> str:
    return session.today.isoformat()


def _named(session: Session, name: str) -> tuple[str, str]:
    """Name and tier of the open flag or notice that is meant; a beginning is enough."""
    standing = _standing(session, session.today)
    names = {period.flag_id: period.tier for period in standing.periods if period.is_open}
    names.update({notice.code: notice.level for notice in standing.notices})
    meant = [name] if name in names else [each for each in names if each.startswith(name)]
    if len(meant) != 1:
        raise InputRefused(f"There is no open flag '{name}'; these are open.", tuple(names))
    return meant[0], names[meant[0]]


def _note(session: Session, note: flag_notes.FlagNote) -> None:
    with session.acting(f"flags {note.kind}") as (diary, act_id):
        flag_notes.add(diary, act_id, note)
