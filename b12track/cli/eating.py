"""A meal that is understood: written as one act, and answered with what it did."""

from __future__ import annotations

from datetime import timedelta

from b12track.analysis.day_sentence import day_sentence
from b12track.analysis.summary import summary
from b12track.cli.meal_words import meal_in
from b12track.cli.saving import OneAct, Saving, eaten, one_act
from b12track.cli.session import Session, json_text, say_saved
from b12track.diary import dates, journal
from b12track.diary.days import days
from b12track.diary.storage import rows
from b12track.hints import TYPE_CHECKING
from b12track.record import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import date

    from b12track.diary.days import Day
    from b12track.diary.meal import Meal
    from b12track.foods.weighing import Item

_MOST_CORRECTIONS = 2


class Eating(NamedTuple):
    """Meals of one day to be saved as one act; `also` writes what belongs to them."""

    meals: list[tuple[journal.Eaten, Meal]]
    command: str
    also: Callable[[sqlite3.Connection, int, list[int]], None] | None = None
    may_ask: bool = False

    @property
    def items(self) -> list[Item]:
        """Every item in the order of its writing."""
        return [item for _, meal in self.meals for item in meal.items]


def log_phrase(session: Session, text: str, saving: Saving, *, may_ask: bool) -> None:
    """Saves what the words of a meal mean, asking where somebody can be asked."""
    meal = meal_in(session, text, may_ask=may_ask)
    saving = saving.joined(meal.time, session)
    save(session, saving, Eating([(eaten(session, saving), meal)], "log", may_ask=may_ask))


def save(session: Session, saving: Saving, eating: Eating) -> None:
    """Writes meals of one day as one act and tells what was understood and what it did."""
    on, items = eating.meals[0][0].on, eating.items
    doubt = _doubt(session, eating)
    with one_act(session, saving, eating.command, before=_write_agreed_doses) as act:
        if act.act_id is None:
            saved, verb, items = journal.entries_of(act.diary, act.key), act.verb, []
        else:
            ids = _written(act, act.act_id, eating)
            saved = [journal.entry(act.diary, number) for number in ids]
            verb = act.verb if saving.dry_run else f"{act.verb} #{_ids(ids)}"
        reply = _Reply(saved, items, verb + _when_said(session, eating.meals[0][0]), on, doubt)
        text = _reply_text(session, act.diary, reply, saving)
    say_saved(text)


def _doubt(session: Session, eating: Eating) -> str:
    """What to say of a dose that stands there already; loaded only where there is a dose."""
    if all(item.food.b12_origin != "supplement" for item in eating.items):
        return ""
    from b12track.cli.doubles import doubted_doses

    on = eating.meals[0][0].on
    return doubted_doses(session, on, eating.items, may_ask=eating.may_ask)


def _written(act: OneAct, act_id: int, eating: Eating) -> list[int]:
    from b12track.diary.meal import write

    ids = [n for when, meal in eating.meals for n in write(act.diary, act_id, when, meal)]
    if eating.also:
        eating.also(act.diary, act_id, ids)
    return ids


def _when_said(session: Session, meal: journal.Eaten) -> str:
    """The occasion and the time that were named, said back."""
    if not meal.occasion or not meal.at:
        return f", {meal.occasion}" if meal.occasion else ""
    from b12track.wording import time_text

    return f", {meal.occasion} at {time_text(meal.at.time(), session.preference('clock'))}"


def _write_agreed_doses(session: Session, diary: sqlite3.Connection) -> None:
    """Doses that count as taken come first; the rules are loaded only where there is one."""
    if rows.holds_any(diary, "regimen"):
        from b12track.diary import regimens

        regimens.catch_up(diary, session.person_id, session.today, session.now)


class _Reply(NamedTuple):
    """What is answered: the rows as saved, what was assumed, the verb, the day, a doubt."""

    saved: list[journal.Entry]
    items: list[Item]
    verb: str
    on: date
    doubt: str

    @property
    def assumed(self) -> list[str]:
        """What was assumed of each row."""
        return [item.remark for item in self.items] or ["" for _ in self.saved]

    @property
    def corrections(self) -> list[str]:
        """The commands that put assumptions right, for the first rows that have any."""
        return [
            f"b12track edit {row.entry_id} {item.correction}"
            for row, item in zip(self.saved, self.items, strict=False)
            if item.remark and item.correction
        ][:_MOST_CORRECTIONS]


def _reply_text(session: Session, diary: sqlite3.Connection, reply: _Reply, saving: Saving) -> str:
    """The answer, made inside the transaction so that it shows what is saved."""
    span = dates.span(reply.on - timedelta(days=6), reply.on)
    week = days(diary, session.person_id, span, session.today)
    if saving.as_json:
        return json_text(_document(reply, week))
    from b12track.report.text import reply_text, wrapped

    reference = session.reference(reply.on)
    lines = [reply_text(reply.saved, reply.assumed, week, summary(week), reference, reply.verb)]
    lines.append(wrapped(day_sentence(session.todays_span()), "  "))
    if reply.corrections and not saving.dry_run:
        lines.append(wrapped(f"Was it otherwise? {'; '.join(reply.corrections)}", "  "))
    if reply.doubt:
        lines.append(wrapped(reply.doubt, "  "))
    return "\n".join(lines)


def _document(reply: _Reply, week: list[Day]) -> dict[str, object]:
    from b12track.report.document import entry_document, ug

    day = {
        "date": reply.on.isoformat(),
        "b12_ug": ug(week[-1].b12_ng),
        "b12_unknown_entries": week[-1].b12_unknown_entries,
    }
    entries = [entry_document(row) for row in reply.saved]
    assumed = [
        {"id": row.entry_id, "text": text}
        for row, text in zip(reply.saved, reply.assumed, strict=False)
        if text
    ]
    return {"entries": entries, "day": day, "assumed": assumed, "doubt": reply.doubt or None}


def _ids(ids: list[int]) -> str:
    return str(ids[0]) if len(ids) == 1 else f"{ids[0]}-{ids[-1]}"
