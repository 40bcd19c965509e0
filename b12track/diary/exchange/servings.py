"""What a foreign diary says, row by row: servings, totals of days, and rows that are left out."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.journal import snapshot
from b12track.errors import InputRefused
from b12track.foods.table import food_key
from b12track.text import accepted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from b12track.foods.store import Foods

#: More than this in one serving is a wrong unit, not a dose: tablets go up to 5 mg.
LARGEST_SERVING_NG: Final = 20_000_000
#: More than this in one serving is a supplement: a portion of clams has 84 µg, of liver 70.
_MOST_IN_FOOD_NG: Final = 250_000
_SUPPLEMENT: Final = re.compile(
    r"\b(supplement|tablets?|capsules?|softgels?|multi-?vitamins?|lozenges?|gumm(y|ies)"
    r"|(methyl|cyano|hydroxo|adenosyl)?cobalamin|vitamin b-?12|b-?12|b-?complex)\b"
)
_LONGEST_AMOUNT: Final = 100


class Serving(NamedTuple):
    """One food at one time as another tracker keeps it; None is what it does not know.

    `at` is Unix seconds and the offset from UTC. `named` is what names the row there: an id, or
    its day and food.
    """

    line: int
    day: date
    food: str
    amount: str
    b12_ng: int | None
    at: tuple[int, int] | None = None
    occasion: str | None = None
    portion_mg: int | None = None
    b6_ng: int | None = None
    thiamin_ng: int | None = None
    note: str | None = None
    named: tuple[object, ...] = ()
    #: What an entry keeps of a food of our own table, where the file named one; then `said` is
    #: what the file said, which a newer food table must not make another.
    snapshot: dict[str, object] | None = None
    identity: tuple[object, ...] = ()
    #: The app that wrote it, where the tracker only gathers what apps write.
    via: str | None = None
    #: Whether the tracker itself says that it is a supplement.
    is_supplement: bool = False


class ImportedTotal(NamedTuple):
    """The B12 of a whole day without its foods; `is_least` where unknown was counted as zero."""

    line: int
    day: date
    b12_ng: int
    is_least: bool


class Skipped(NamedTuple):
    """A row that is left out, and why."""

    line: int
    reason: str


Row = Serving | ImportedTotal | Skipped


def is_foreign(food_code: str) -> bool:
    """Whether a food is another tracker's: "cronometer:stew"; no code of ours has a colon."""
    return ":" in food_code


# Foods, meals and amounts come back all the time; what was made of them is kept for a while.
@lru_cache(maxsize=5_000)
def name_of(text: str, what: str) -> str:
    """The name of a food or meal, exactly; raises InputRefused for one that is empty or acts."""
    clean = accepted(" ".join(text.split()), what)
    if not clean:
        raise InputRefused(f"{what} is empty.")
    return clean


@lru_cache(maxsize=5_000)
def occasion_of(text: str) -> str | None:
    """The meal's name in small letters, None where it is blank."""
    clean = accepted(text, "the meal's name").lower()
    if len(clean) > 50:
        raise InputRefused("the meal's name is longer than 50 characters.")
    return clean or None


@lru_cache(maxsize=5_000)
def amount_of(text: str) -> str:
    """The amount in the tracker's words; "?" where it says none."""
    clean = accepted(" ".join(text.split()), "the amount")
    if len(clean) > _LONGEST_AMOUNT:
        raise InputRefused(f"the amount is longer than {_LONGEST_AMOUNT} characters.")
    return clean or "?"


def plausible(b12_ng: int | None) -> bool:
    """Whether one serving can hold so much; more comes of a wrong unit."""
    return b12_ng is None or b12_ng <= LARGEST_SERVING_NG


def contents(serving: Serving, tracker: str) -> dict[str, object]:
    """The columns of an entry that say what the food contains.

    A tracker's own category may say that it is a supplement; nothing else says where B12 comes
    from. A name that speaks of a supplement, or more than any food has, makes it one;
    "fortified" in the name makes a food that; the rest is natural and of mixed matrix.
    """
    if serving.snapshot is not None:
        return serving.snapshot
    words = serving.food.casefold()
    large = serving.is_supplement or (serving.b12_ng or 0) > _MOST_IN_FOOD_NG
    is_fortified = "fortified" in words and "unfortified" not in words and not large
    is_supplement = large or (serving.b12_ng != 0 and bool(_SUPPLEMENT.search(words)))
    origin = "fortified" if is_fortified else "supplement" if is_supplement else "natural"
    matrix = "none" if serving.b12_ng == 0 else "mixed"
    if origin == "supplement":
        matrix = "crystalline"
    return {
        "food_code": f"{tracker}:{food_key(serving.food).replace(' ', '-') or 'food'}"[:100],
        "food_name": serving.food,
        "food_source": f"{serving.via} via {tracker}" if serving.via else f"as in {tracker}",
        "portion_mg": serving.portion_mg,
        "b12_ng": serving.b12_ng,
        "b12_origin": origin,
        "matrix": matrix,
        "b6_ng": serving.b6_ng,
        "thiamin_ng": serving.thiamin_ng,
    }


def once_a_meal(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows without what a second app wrote of the same minute and amount.

    Two equal rows of one app are two foods; so are the third and the fourth of the second app.
    """
    counts: dict[tuple[int, int], Counter[str]] = {}
    for row in rows:
        if not isinstance(row, Serving) or row.at is None or not row.b12_ng or not row.via:
            yield row
            continue
        # Apps round differently, so amounts are compared to 0.01 µg.
        apps = counts.setdefault((row.at[0] // 60, round(row.b12_ng / 10)), Counter())
        apps[row.via] += 1
        written = apps[row.via]
        first = next((app for app, n in apps.items() if app != row.via and n >= written), None)
        if first is None:
            yield row
        else:
            yield Skipped(row.line, f"{row.day}: {row.via} repeats what {first} wrote")


def looked_up(serving: Serving, foods: Foods) -> Row:
    """The serving with what our own food table says of it, by the grammar of `log`."""
    from b12track.foods.phrase import items

    amount = "" if serving.amount == "?" else serving.amount
    try:
        understood = items(f"{amount} {serving.food}".strip().lower(), foods)
    except InputRefused as fault:
        near = f" Near it: {', '.join(fault.suggestions[:3])}." if fault.suggestions else ""
        return Skipped(serving.line, f"{fault}{near}")
    if len(understood) != 1:
        return Skipped(serving.line, f"'{serving.food}' is read as {len(understood)} foods")
    item = understood[0]
    return serving._replace(
        amount=item.amount,
        portion_mg=item.portion_mg,
        snapshot=snapshot(item),
        identity=(*serving.named, serving.amount, serving.occasion, serving.at and sum(serving.at)),
    )
