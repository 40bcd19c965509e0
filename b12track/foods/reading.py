"""The ways to read the words of one item: which of them are the amount, which name the food."""

from __future__ import annotations

from decimal import Decimal

from b12track.errors import InputRefused
from b12track.foods.amount import Amount, leading_number, trailing_amounts
from b12track.foods.measures import JOINING, MEASURES
from b12track.foods.weighing import multiplied, own_portion, portion_word, weighed
from b12track.hints import TYPE_CHECKING, Final
from b12track.quantity import DOSE_NG, plain, unit
from b12track.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from b12track.foods.table import Food
    from b12track.foods.weighing import Item

_ONE: Final = Decimal(1)
#: Measures that may follow the name: two cheddar slices.
_MAY_FOLLOW: Final = "tablet capsule lozenge slice square piece fillet pot tin bottle packet carton"
#: "5000 µg methylcobalamin lozenge": beside a dose the piece says nothing more.
_PIECES: Final = ("tablet", "capsule", "lozenge", "spray", "drop")
_AFTER_NAME: Final = frozenset(_MAY_FOLLOW.split())


class Reading(NamedTuple):
    """One way to read an item: the food's name and its amount; every word is in one of them.

    `measure` is a unit, a portion's name or nothing; `is_of` says that "of" followed it. `times`
    is how many times that amount: 2 b12 tablets 1000 µg.
    """

    name: str
    number: Decimal
    measure: str = ""
    is_of: bool = False
    times: Decimal | None = None
    #: Whether a number was typed; "eggs" has none.
    is_counted: bool = True
    #: Whether the amount stands after the name: "egg yolk x3".
    is_after: bool = False

    @property
    def has_unit(self) -> bool:
        """Whether the measure is a general unit, which needs no food to be understood."""
        return unit(self.measure) is not None

    def typed(self, name: str) -> str:
        """What to type for the same amount of a food of this name."""
        amount = f"{plain(round(self.number, 9))} {self.measure}".strip()
        return f"{amount} {name}" if self.times is None else f"{plain(self.times)} {name} {amount}"

    def weighed(self, food: Food) -> Item | None:
        """This amount of the food; None where the measure is none of the food's portions.

        Raises InputRefused for units that do not measure this food, and for two amounts.
        """
        if self.measure and not self.has_unit and not own_portion(food, self.measure):
            return None
        item = weighed(food, Amount(self.number, self.measure))
        if self.times is None:
            return item
        if self.measure not in DOSE_NG:
            raise InputRefused(f"'{self.typed(food.name)}' gives two amounts; give one.")
        return multiplied(item, self.times)


def readings(words: list[str]) -> Iterator[Reading]:
    """Every way to read the words, the likeliest first."""
    number, rest = leading_number(words)
    count = _ONE if number is None else number
    if not rest:
        return
    yield Reading(" ".join(rest), count, is_counted=number is not None)
    yield from _measured(rest, count)
    several = None if number is None or number == 1 else number
    for head, last, measure in trailing_amounts(rest):
        yield Reading(" ".join(head), last, measure, times=several, is_after=True)
        if unit(measure):  # "2 tablets of b12 1000 µg": the portion says no more than the number
            yield from (
                each._replace(number=last, measure=measure, times=several)
                for each in _by_portion(head, count)
                if portion_word(each.measure) in MEASURES
            )
    yield from _by_portion(rest, count)
    is_said = number is not None or portion_word(rest[-1]) == rest[-1]
    if len(rest) > 1 and is_said and portion_word(rest[-1]) in _AFTER_NAME:  # "2 cheddar slices"
        yield Reading(" ".join(rest[:-1]), count, rest[-1])
    if number is None:
        yield from _in_the_middle(rest)


def _in_the_middle(words: list[str]) -> Iterator[Reading]:
    """An amount inside one name: "oat drink 300ml fortified", not "tea with 30 ml milk"."""
    for at in range(1, len(words) - 1):
        if words[at] in JOINING:
            return
        number, rest = leading_number(words[at:])
        measure = unit(rest[0]) if number is not None and len(rest) > 1 else None
        if number is not None and measure:
            yield Reading(" ".join([*words[:at], *rest[1:]]), number, measure)


def _measured(words: list[str], count: Decimal) -> Iterator[Reading]:
    """A unit at the front: "200 ml milk"; also a second number, "2 x 200 ml milk"."""
    inner, after = leading_number(words)
    if inner is not None and words[0][:1].isdecimal() and after and unit(after[0]):
        yield from _measured(after, count * inner)
    for length in (2, 1):
        measure = unit(" ".join(words[:length]))
        if measure and len(words) > length:
            is_of = words[length] == "of"
            name = words[length + 1 :] if is_of else words[length:]
            if name:
                yield Reading(" ".join(name), count, measure, is_of)
            if measure in DOSE_NG and portion_word(name[-1] if name else "") in _PIECES:
                yield Reading(" ".join(name[:-1]), count, measure, is_of)


def _by_portion(words: list[str], count: Decimal) -> Iterator[Reading]:
    """A portion at the front: "slice of cheddar", "small glass wine"."""
    for length in (1, 2, 3):
        if len(words) > length and not JOINING.intersection(words[:length]):
            is_of = words[length] == "of"
            name = words[length + 1 :] if is_of else words[length:]
            if name:
                yield Reading(" ".join(name), count, " ".join(words[:length]), is_of)
