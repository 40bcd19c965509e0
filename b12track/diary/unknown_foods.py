"""Foods that came without a B12 value: the most frequent first, and what was answered of them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary import journal
from b12track.diary.storage import rows
from b12track.errors import InputRefused
from b12track.quantity import DOSE_NG, MASS_MG, MG_PER_G, VOLUME_ML, decimal, plain, unit, whole

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

#: What people say when they do not know.
DO_NOT_KNOW: Final = "?"
_LABEL: Final = re.compile(r"([0-9.]+) ?([a-zµμ]+)(?:\s*(?:per|/|in)\s*(.+))?", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"([0-9.]+)\s*(.*)", re.ASCII)
#: More in one entry is a wrong unit, as in an import.
_LARGEST_NG: Final = 20_000_000


class UnknownFood(NamedTuple):
    """A food of which entries have no B12 value: how many, and its most usual amount."""

    food_code: str
    name: str
    times: int
    usual_amount: str
    last_day: str
    #: Whether the person said that they do not know, and need not be asked again.
    is_answered: bool


class Answer(NamedTuple):
    """So many nanograms in an amount; 0 in any; None where the person does not know."""

    b12_ng: int | None
    per: str = ""

    def in_entry(self, amount: str, portion_mg: int | None) -> int | None:
        """Nanograms in an entry with this amount and weight; None where that cannot be told.

        >>> Answer(1200, "100 g").in_entry("1 cup", 250_000), Answer(0).in_entry("?", None)
        (3000, 0)
        >>> cup = Answer(400, "1 cup")
        >>> cup.in_entry("2.00 cups", None), cup.in_entry("3", None)
        (800, None)
        """
        if self.b12_ng is None or not self.per:
            return self.b12_ng
        per, measure = _parts(self.per)
        eaten, word = _parts(amount)
        if measure in MASS_MG and portion_mg is not None:
            eaten, word = Decimal(portion_mg) / MG_PER_G, "g"
        factor = _factor(word, measure)
        return None if factor is None else whole(self.b12_ng * eaten * factor / per)


def _parts(amount: str) -> tuple[Decimal, str]:
    """Number and measure of an amount: 100 and "g", 1 and "cup"; no number is 1."""
    match = _AMOUNT.fullmatch(amount.strip())
    try:
        number = decimal(match.group(1)) if match else Decimal(1)
    except InputRefused:
        number = Decimal(1)
    word = (match.group(2) if match else amount).strip().casefold()
    return number, unit(word) or word.removesuffix("s")


def _factor(word: str, measure: str) -> Decimal | None:
    """How many of the second measure one of the first is, None where they cannot be compared."""
    if word == measure:
        return Decimal(1)
    for known in (MASS_MG, VOLUME_ML):
        if word in known and measure in known:
            return known[word] / known[measure]
    return None


def answer_of(text: str, usual_amount: str) -> Answer:
    """What "0", "1.2 µg per 100 g", "0.4 µg" (in the usual amount) or "?" says.

    >>> answer_of("1.2 mcg/100g", "1 cup"), answer_of("0", ""), answer_of("?", "")
    (Answer(b12_ng=1200, per='100g'), Answer(b12_ng=0, per=''), Answer(b12_ng=None, per=''))

    Raises InputRefused for all else.
    """
    words = text.strip()
    if words == DO_NOT_KNOW:
        return Answer(None)
    if re.fullmatch(r"0+(?:\.0+)?(?: ?(?:µg|μg|ug|mcg|mg))?", words, re.IGNORECASE):
        return Answer(0)
    match = _LABEL.fullmatch(words)
    measure = unit(match.group(2)) if match else None
    if match is None or measure not in DOSE_NG:
        raise InputRefused(
            f"'{text}' is no answer: 0, what the label says (1.2 µg per 100 g), or"
            f" {DO_NOT_KNOW} for not known."
        )
    per = (match.group(3) or usual_amount).strip()
    number, _ = _parts(per)
    ng = whole(decimal(match.group(1)) * DOSE_NG[str(measure)])
    if not number or not per or per == "?":
        raise InputRefused("Say in how much of it: 1.2 µg per 100 g.")
    if ng > _LARGEST_NG:
        raise InputRefused(
            f"{plain(Decimal(ng) / 1000)} µg is more B12 than any dose that is sold."
        )
    return Answer(ng, per)


def unknown_foods(
    connection: sqlite3.Connection, person_id: int, *, also_answered: bool = False
) -> list[UnknownFood]:
    """The foods without a value, the most frequent first; those answered with "?" on request."""
    known = answers(connection, person_id)
    selected = connection.execute(
        "WITH amounts AS (SELECT food_code, food_name, amount, count(*) AS times,"
        " max(eaten_on) AS last_day FROM entry WHERE person_id = ? AND b12_ng IS NULL"
        " GROUP BY food_code, amount)"
        " SELECT food_code, food_name, sum(times), amount, max(last_day), max(times) FROM amounts"
        " GROUP BY food_code ORDER BY sum(times) DESC, food_name",
        (person_id,),
    ).fetchall()
    foods = [
        UnknownFood(
            code, name, times, amount, last, any(a.b12_ng is None for a in known.get(code, ()))
        )
        for code, name, times, amount, last, _ in selected
    ]
    return [food for food in foods if also_answered or not food.is_answered]


def answers(connection: sqlite3.Connection, person_id: int) -> dict[str, list[Answer]]:
    """Food code → what a person answered of it, in one amount or several."""
    answer_rows = rows.select(
        connection, "food_answer", "person_id = ? ORDER BY food_answer_id", (person_id,)
    )
    by_code: dict[str, list[Answer]] = {}
    for _, _, code, ng, per in answer_rows:
        answer = Answer(None if ng is None else int(str(ng)), str(per))
        by_code.setdefault(str(code), []).append(answer)
    return by_code


def answer(
    connection: sqlite3.Connection, act_id: int, person_id: int, given: Mapping[str, Answer]
) -> tuple[int, int]:
    """Keeps answers by food code and gives entries their B12; how many got it, and how many not.

    An entry whose amount cannot be compared with the answer's stays unknown.
    """
    filled = left = 0
    for food_code, meant in given.items():
        _keep(connection, act_id, (person_id, food_code), meant)
        if meant.b12_ng is None:
            continue
        for entry in journal.entries(
            connection,
            "person_id = ? AND food_code = ? AND b12_ng IS NULL ORDER BY entry_id",
            (person_id, food_code),
        ):
            values = contents([meant], entry.amount, entry.portion_mg, entry.food_source)
            if values:
                journal.amend(connection, act_id, entry.entry_id, values)
            filled, left = filled + bool(values), left + (not values)
    return filled, left


def contents(
    given: Sequence[Answer], amount: str, portion_mg: int | None, source: str
) -> dict[str, object]:
    """The columns of an entry that answers give; none where none can be applied."""
    for meant in given:
        ng = meant.in_entry(amount, portion_mg)
        if ng is None or ng > _LARGEST_NG:
            continue
        label = f"{plain(Decimal(meant.b12_ng or 0) / 1000)} µg in {meant.per}"
        words = f"{source}; B12 as answered: {label if meant.per else 'none'}"
        values: dict[str, object] = {"b12_ng": ng, "food_source": words[:500]}
        return {**values, "matrix": "none"} if ng == 0 else values
    return {}


def _keep(
    connection: sqlite3.Connection, act_id: int, food: tuple[int, str], meant: Answer
) -> None:
    """One answer for each amount; what is known takes the place of "not known"."""
    answer_rows = rows.select(connection, "food_answer", "person_id = ? AND food_code = ?", food)
    for key, _, _, ng, per in answer_rows:
        if per == meant.per or ng is None or not meant.per:
            journal.drop(connection, act_id, ("food_answer", int(str(key))))
    values: dict[str, object] = {"b12_ng": meant.b12_ng, "per": meant.per}
    values |= {"person_id": food[0], "food_code": food[1]}
    journal.add(connection, act_id, "food_answer", values)
