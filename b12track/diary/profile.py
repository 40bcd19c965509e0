"""What a person said about themselves, each thing with the days it holds for."""

from __future__ import annotations

from b12track.diary import journal
from b12track.diary.storage import rows
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date

#: Before every day: what holds from here on holds for the whole past.
ALWAYS: Final = "0001-01-01"

DEFAULT_AUTHORITY: Final = "us"
DIETS: Final = ("omnivore", "pescatarian", "vegetarian", "vegan")
SEXES: Final = ("f", "m")

#: Of these one holds at a time, the last one begun; of the others several do.
ONE_AT_A_TIME: Final = ("authority", "diet")
#: These are so for good: a new answer corrects the old one, for the past as well.
FOR_GOOD: Final = ("born", "sex")
STAGES: Final = {"pregnant": "pregnancy", "lactating": "lactation"}
SEVERAL: Final = ("condition", "medicine")
KINDS: Final = (*FOR_GOOD, *ONE_AT_A_TIME, *STAGES, *SEVERAL)


class Fact(NamedTuple):
    """One thing said: `value` is a day for "born", "" for pregnancy and lactation, else a word.

    It holds from `from_day` up to and with `to_day`, without an end where that is None.
    """

    profile_fact_id: int
    person_id: int
    kind: str
    value: str
    from_day: str
    to_day: str | None

    def holds_on(self, day: str) -> bool:
        """Whether it holds on a day, given as 2026-03-01."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


class Circumstances(NamedTuple):
    """What holds for a person on one day; `stage` is None, "pregnancy" or "lactation"."""

    born: str | None
    sex: str | None
    authority: str
    diet: str | None
    stage: str | None
    conditions: tuple[str, ...]
    medicines: tuple[str, ...]


def facts(connection: sqlite3.Connection, person_id: int) -> list[Fact]:
    """Everything a person said, in the order of its days and of its saying."""
    order = "person_id = ? ORDER BY from_day, profile_fact_id"
    return rows.records(connection, "profile_fact", Fact, order, (person_id,))


def circumstances(facts: Iterable[Fact], day: str) -> Circumstances:
    """What holds on a day, given as 2026-03-01.

    >>> circumstances([Fact(1, 1, "diet", "vegan", "2026-03-01", None)], "2026-03-02").diet
    'vegan'
    """
    several: dict[str, list[str]] = {kind: [] for kind in SEVERAL}
    latest: dict[str, str] = {}
    for fact in facts:
        if not fact.holds_on(day):
            continue
        if fact.kind in SEVERAL:
            several[fact.kind].append(fact.value)
        elif fact.kind in STAGES:
            latest["stage"] = STAGES[fact.kind]
        else:
            latest[fact.kind] = fact.value
    return Circumstances(
        latest.get("born"),
        latest.get("sex"),
        latest.get("authority", DEFAULT_AUTHORITY),
        latest.get("diet"),
        latest.get("stage"),
        *(tuple(dict.fromkeys(several[kind])) for kind in SEVERAL),
    )


def say(
    connection: sqlite3.Connection, act_id: int, person_id: int, answer: tuple[str, str], since: str
) -> None:
    """Writes an answer (kind, value) that holds from a day on.

    "born" and "sex" replace what was said before. Of what holds one at a time, earlier days keep
    their answer and later answers are replaced. What holds already is not written twice.
    """
    kind, value = answer
    known = [fact for fact in facts(connection, person_id) if fact.kind == kind]
    if kind in FOR_GOOD:
        since = ALWAYS
    if any(f.value == value and f.from_day <= since and f.to_day is None for f in _now(known)):
        return
    for fact in known:
        if fact.from_day >= since and (kind not in SEVERAL or fact.value == value):
            journal.drop(connection, act_id, ("profile_fact", fact.profile_fact_id))
    _write(connection, act_id, (person_id, kind, value, since, None))


def _now(facts: list[Fact]) -> list[Fact]:
    """What holds without an end: all of what may hold together, the last of what may not."""
    return facts if facts and facts[0].kind in SEVERAL else facts[-1:]


def say_span(
    connection: sqlite3.Connection, act_id: int, person_id: int, kind: str, ends: tuple[date, date]
) -> None:
    """Writes a pregnancy or a lactation; those of the same kind that overlap it are replaced."""
    first, last = (end.isoformat() for end in ends)
    for fact in facts(connection, person_id):
        overlaps = fact.from_day <= last and (fact.to_day or last) >= first
        if fact.kind == kind and overlaps:
            journal.drop(connection, act_id, ("profile_fact", fact.profile_fact_id))
    _write(connection, act_id, (person_id, kind, "", first, last))


def end(
    connection: sqlite3.Connection, act_id: int, person_id: int, kind: str, since: date
) -> None:
    """Ends all conditions or all medicines with the day before `since`; the past keeps them."""
    from datetime import timedelta

    # "always" ends what was said altogether.
    is_all = since.isoformat() == ALWAYS
    last = "" if is_all else (since - timedelta(days=1)).isoformat()
    for fact in facts(connection, person_id):
        if fact.kind != kind or (fact.to_day is not None and fact.to_day <= last):
            continue
        row = ("profile_fact", fact.profile_fact_id)
        if fact.from_day > last:
            journal.drop(connection, act_id, row)
        else:
            journal.change(connection, act_id, row, {"to_day": last})


def _write(
    connection: sqlite3.Connection, act_id: int, row: tuple[int, str, str, str, str | None]
) -> None:
    names = ("person_id", "kind", "value", "from_day", "to_day")
    journal.add(connection, act_id, "profile_fact", dict(zip(names, row, strict=True)))
