"""Which foods and measures fit while a meal is typed: own history first, then names by any word."""

from __future__ import annotations

import os
import re
from contextlib import closing
from typing import TYPE_CHECKING, Final

from b12track.cli.candidates import Candidate
from b12track.foods.measures import JOINING, MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from b12track.cli.session import Session
    from b12track.foods.table import Food

_MOST: Final = 20
#: How what is said of a person's own foods begins.
_OWN: Final = ("eaten", "your own")
_UNITS: Final = ("g", "ml", "cup", "tbsp", "tsp", "oz", "µg")
_NUMBER: Final = re.compile(r"[0-9]+(?:[.,/][0-9]+)?|[½¼¾⅓]|an?|half|two|three|four")
#: A year of entries is what a person remembers; counting them all would take longer every year.
_HISTORY: Final = (
    "SELECT food_name, count(*) FROM entry INDEXED BY entry_by_day WHERE person_id = ?"
    " AND eaten_on >= ? GROUP BY food_code ORDER BY count(*) DESC, max(entry_id) DESC LIMIT 200"
)


def of_phrase(session: Session, words: list[str], current: str) -> list[Candidate]:
    """What may stand in place of `current` after these words of a meal, best first.

    A food is found by the beginning of any word of its name; words of the name that are typed
    already are not repeated. After a number come measures as well.
    """
    typed = _last_item(" ".join(words))
    amount, name = _taken_apart(typed)
    candidates: list[Candidate] = []
    if amount and not name:
        measures = (*sorted(MEASURES), *_UNITS)
        candidates += [Candidate(word) for word in measures if word.startswith(current)]
    if current or not candidates:
        names = _names(session, [*name, current])
        candidates += [Candidate(text, what) for text, what in _rests(names, name, current)]
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        first.setdefault(candidate.text, candidate)
    return list(first.values())[:_MOST]


def _last_item(typed: str) -> list[str]:
    """The words of the item that is being typed: what follows the last comma or joining word."""
    words = typed.rpartition(",")[2].split() if not typed.endswith(",") else []
    for place in range(len(words) - 1, -1, -1):
        if words[place].lower() in JOINING - {"of"} or words[place] in ("+", "&"):
            return words[place + 1 :]
    return words


def _taken_apart(words: list[str]) -> tuple[list[str], list[str]]:
    """Amount and name: ["2", "slices", "of"], ["smoked"]."""
    number = 0
    while number < len(words) and (
        _NUMBER.fullmatch(words[number].lower())
        or re.fullmatch(r"[0-9.,]+ ?(?:g|ml|kg|l|oz)", words[number].lower())
        or (number and words[number].rstrip("s") in (*MEASURES, *_UNITS, "of"))
    ):
        number += 1
    return words[:number], words[number:]


def _names(session: Session, words: list[str]) -> Iterator[tuple[str, str]]:
    """Names with what is said of them: eaten before, owned, then of the food table."""
    yield from _of_diary(session)
    text = " ".join(words)
    if not text.strip() or not os.path.exists(session.foods_path):
        return
    from b12track.foods.catalogue import Catalogue
    from b12track.foods.catalogue_file import opened_as_it_is

    connection = opened_as_it_is(session.foods_path)
    if connection is None:
        return
    with closing(connection):
        for food in Catalogue(connection).with_prefixes(text, _MOST):
            for name in (food.name, *food.aliases):
                yield name, _said(food)


def _of_diary(session: Session) -> Iterator[tuple[str, str]]:
    if not os.path.exists(session.path):
        return
    with session.reading() as diary:
        person, year_ago = session.person_id, session.today.replace(day=1)
        since = year_ago.replace(year=year_ago.year - 1).isoformat()
        for name, times in diary.execute(_HISTORY, (person, since)):
            yield str(name), f"eaten {times} {'time' if times == 1 else 'times'}"
        for (name,) in diary.execute(_OWNED, {"person": person}):
            yield str(name), "your own"


_OWNED: Final = (
    "SELECT name FROM own_food UNION ALL SELECT name FROM product"
    " UNION ALL SELECT name FROM saved_meal WHERE person_id = :person"
)


def _said(food: Food) -> str:
    if food.b12_ng_per_100g is None:
        return "no B12 value"
    from b12track.quantity import ug_text

    return f"{ug_text(food.b12_ng_per_100g)} µg/100 g"


def _rests(
    names: Iterable[tuple[str, str]], typed: list[str], current: str
) -> Iterator[tuple[str, str]]:
    """What is left to type of each name that fits: one's own first, then those that go on so."""
    start = " ".join([*typed, current]).casefold()
    fitting: list[tuple[tuple[bool, bool, int], tuple[str, str]]] = []
    for name, what in names:
        place = f" {name.casefold()}".find(f" {start}")
        if place < 0:
            continue
        # Where words of the name stand already, only what is left of it is put in.
        text = " ".join(name[place:].split(" ")[len(typed) :]) if typed else name
        is_own = what.startswith(_OWN)
        # One's own by habit; of the table the shortest says it: egg before egg curry.
        fitting.append(((not is_own, place > 0, 0 if is_own else len(text)), (text, what)))
    yield from (fit for _, fit in sorted(fitting, key=lambda fit: fit[0]))
