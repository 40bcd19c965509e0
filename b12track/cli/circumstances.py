"""`profile set` and `profile show`: what a person says about themselves, and from when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from b12track.cli.options import WEEK_STARTS, diet_option, for_person, shaped
from b12track.cli.session import Session, say_saved
from b12track.diary import dates
from b12track.diary import profile as own_facts
from b12track.diary.days import first_and_last
from b12track.diary.preferences import PREFERENCES, prefer, preferences
from b12track.errors import InputRefused

if TYPE_CHECKING:
    import sqlite3

    from b12track.cli.shape import Shape
    from b12track.diary.profile import Fact

_OF_AN_ACT = ("authority", "diet", "condition", "medicine")
_NONE = "none"
_MANY = f"may be repeated; {_NONE} ends all"


def _choice(name: str) -> click.Choice[str]:
    return click.Choice(PREFERENCES[name])


@click.command("set")
@click.option("--born", metavar="DAY", help="The day of birth, as in 1950-05-01.")
@click.option("--sex", metavar="SEX", help="The sex, for values that differ by it: f, m.")
@diet_option("as it is")
@click.option(
    "--authority", metavar="NAME", help="Whose values: us, efsa, uk; reference list has all."
)
@click.option("--pregnant", metavar="DAY..DAY", help="First and last day; may lie ahead.")
@click.option("--lactating", metavar="DAY..DAY", help="First and last day; may lie ahead.")
@click.option(
    "--condition",
    metavar="NAME",
    multiple=True,
    help=f"A condition, as pernicious-anaemia; {_MANY}.",
)
@click.option(
    "--medicine", metavar="NAME", multiple=True, help=f"A medicine, as on its box; {_MANY}."
)
@click.option("--since", metavar="DAY", help="Since which day, or always (else today).")
@click.option(
    "--week-starts",
    type=_choice("week-starts"),
    metavar="WEEKDAY",
    help=WEEK_STARTS.format("as it is"),
)
@click.option(
    "--clock",
    type=_choice("clock"),
    metavar="CLOCK",
    help="How times are shown: 24h or 12h (else as it is).",
)
@for_person
@click.pass_obj
def set_profile(
    session: Session,
    /,
    since: str | None,
    condition: tuple[str, ...],
    medicine: tuple[str, ...],
    **options: str | None,
) -> None:
    """Say what decides about the reference: age, sex, diet and more.

    The reference is what an authority recommends a day. Authority, diet, conditions and medicines
    hold from today on, so that no day that is over is judged again; --since says otherwise. What
    is for life (pernicious anaemia, gastrectomy, resection of the ileum, bypass) holds for all
    days, and so do authority and diet in a diary without earlier days. What you do not name
    stays as it is. Nothing given here is a diagnosis.

    \b
    Examples:
      b12track profile set --born 1950-05-01 --sex f --diet vegan --authority efsa
      b12track profile set --pregnant 2026-03-01..2026-12-05
      b12track profile set --medicine metformin --since 2024-01-01
      b12track profile set --week-starts sunday --clock 12h
    """
    answers = [*_answers(session, options), *_risks(condition, medicine)]
    stages = {"pregnant": options["pregnant"], "lactating": options["lactating"]}
    spans = {kind: _span(ends, session.today) for kind, ends in stages.items() if ends}
    preferences = {"week-starts": options["week_starts"], "clock": options["clock"]}
    preferred = {name: value for name, value in preferences.items() if value}
    if not answers and not spans and not preferred:
        raise click.UsageError("Say something: b12track profile set --diet vegan")
    with session.acting("profile set") as (diary, act_id):
        start = _since(since, session.today)
        new = _new_kinds(diary, session)
        always = [each for each in answers if since is None and _holds_always(each, new)]
        for answer in answers:
            holds_from = own_facts.ALWAYS if answer in always else start
            _write(diary, act_id, session, answer, holds_from)
        for kind, ends in spans.items():
            own_facts.say_span(diary, act_id, session.person_id, kind, ends)
        for name, value in preferred.items():
            prefer(diary, act_id, session.person_id, name, value)
        facts = own_facts.facts(diary, session.person_id)
    dated = any(kind in _OF_AN_ACT for kind, value in answers if (kind, value) not in always)
    named = [value.replace("-", " ") for kind, value in always if kind not in new]
    lines = [_saved_text(facts, session.today.isoformat(), start if dated else None, named)]
    lines += [
        f"{name.replace('-', ' ').capitalize()}: {value}." for name, value in preferred.items()
    ]
    say_saved("\n".join(lines))


def _new_kinds(diary: sqlite3.Connection, session: Session) -> set[str]:
    """What is answered for the first time, in a diary without earlier days."""
    recorded = first_and_last(diary, session.person_id)
    if recorded and recorded[0] < session.today.isoformat():
        return set()
    facts = own_facts.facts(diary, session.person_id)
    answered = {fact.kind for fact in facts if fact.from_day != own_facts.ALWAYS}
    return set(own_facts.ONE_AT_A_TIME) - answered


def _holds_always(answer: tuple[str, str], new: set[str]) -> bool:
    """Whether an answer without a day holds for all days: for life, or before any was recorded."""
    from b12track.science.circumstances import LIFELONG

    kind, value = answer
    return value in LIFELONG or kind in new


def _write(
    diary: sqlite3.Connection, act_id: int, session: Session, answer: tuple[str, str], start: str
) -> None:
    kind, value = answer
    if value == _NONE:
        own_facts.end(diary, act_id, session.person_id, kind, date.fromisoformat(start))
    else:
        own_facts.say(diary, act_id, session.person_id, answer, start)


def _answers(session: Session, options: dict[str, str | None]) -> list[tuple[str, str]]:
    """Kind and value of each answer about a person; raises InputRefused for unknown words."""
    from b12track.science.reference_values import adult_reference

    answers = [("sex", _sex(options["sex"]))] if options["sex"] else []
    answers += [("diet", options["diet"])] if options["diet"] else []
    if options["born"]:
        born = dates.day(options["born"], session.today)
        if born.year < session.today.year - 130:
            raise InputRefused(f"{born} is more than 130 years ago.")
        answers.append(("born", born.isoformat()))
    if options["authority"]:
        authority = options["authority"].lower()
        adult_reference(authority)
        answers.append(("authority", authority))
    return answers


def _risks(conditions: tuple[str, ...], medicines: tuple[str, ...]) -> list[tuple[str, str]]:
    """Conditions and medicines as they are kept; raises InputRefused for unknown words."""
    from b12track.science.circumstances import CONDITIONS
    from b12track.science.medicine_names import medicine

    risks = [("condition", _condition(word, CONDITIONS)) for word in conditions]
    taken = (_NONE if word.strip().lower() == _NONE else medicine(word) for word in medicines)
    return risks + [("medicine", word) for word in taken]


def _sex(word: str) -> str:
    """f or m, as the whole word too."""
    letter = {"female": "f", "woman": "f", "male": "m", "man": "m"}.get(word.lower(), word.lower())
    if letter not in own_facts.SEXES:
        raise click.BadParameter(f"'{word}' is not f, m, female or male.", param_hint="'--sex'")
    return letter


def _condition(word: str, allowed: tuple[str, ...]) -> str:
    name = word.strip().lower().replace("anemia", "anaemia").replace("'", "").replace(" ", "-")
    if name not in (*allowed, _NONE):
        raise InputRefused(f"'{word}' is not a condition b12track knows:", allowed)
    return name


def _since(text: str | None, today: date) -> str:
    if text is None:
        return today.isoformat()
    return (
        own_facts.ALWAYS if text.strip().lower() == "always" else dates.day(text, today).isoformat()
    )


def _span(text: str, today: date) -> tuple[date, date]:
    """First and last day of a pregnancy or lactation; the last may be to come."""
    left, dots, right = text.partition("..")
    try:
        last = date.fromisoformat(right.strip())
    except ValueError:
        last = dates.day(right, today) if right.strip() else date.min
    if not dots or last == date.min:
        raise InputRefused(f"'{text}' is no span of days: 2026-03-01..2026-12-05.")
    first = dates.day(left, today)
    if not 0 <= (last - first).days <= 1500:
        raise InputRefused(f"{first} to {last} is no span of a pregnancy or a lactation.")
    return first, last


def _saved_text(facts: list[Fact], today: str, dated: str | None, always: list[str]) -> str:
    from b12track.report.circumstances import circumstances_words

    lines = [f"Saved: {circumstances_words(own_facts.circumstances(facts, today))}."]
    if always:
        name = " and ".join(always).capitalize()
        lines.append(f"{name}: for all days, earlier ones too; --since DAY says from when.")
    if dated == today:
        lines.append("It holds from today on; --since DAY lets it hold for earlier days as well.")
    return "\n".join(lines)


@click.command("show")
@for_person
@shaped
@click.pass_obj
def show_profile(session: Session, shape: Shape) -> None:
    """Show what is known of the person, and which reference follows.

    \b
    Examples:
      b12track profile show
      b12track profile show --for mum
    """
    from b12track.report import circumstances as report
    from b12track.report.document import reference_document

    with session.reading() as diary:
        facts = own_facts.facts(diary, session.person_id)
        preferred = preferences(diary, session.person_id)
    person, reference, age = session.person.name, session.reference(), session.age_months()
    age_years = None if age is None else age // 12
    profile = session.profile.name
    document = {
        **report.profile_document(person, facts, session.circumstances()),
        "age_years": age_years,
        "absorption_profile": profile,
        "preferences": preferred,
        "reference": reference_document(reference),
    }
    text = report.profile_text(person, facts, preferred, age_years, reference, profile)
    shape.say(document, report.fact_documents(facts), "kind value from to", text)
