"""What a table of person-days holds: its columns, their units, and what is absurd in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable

REQUIRED: Final = ("person", "day", "state", "b12_ng")
#: Kinds of cells by column, in the order in which they are written.
KINDS: Final = {
    "person": "text",
    "day": "text",
    "state": "state",
    "b12_ng": "amount",
    "absorbed_ng": "amount",
    "absorbed_supplement_ng": "amount",
    "supplement_ng": "amount",
    "at_least": "flag",
    "sex": "sex",
    "age": "age",
    "weight": "weight",
    "group": "text",
    "weekend": "flag",
    "recall": "count",
    "stratum": "text",
    "cluster": "text",
}
#: What else a column may be called: by whom, and with which factor to ours.
SAME: Final = {
    "b12_ug": ("b12_ng", 1000),
    "absorbed_ug": ("absorbed_ng", 1000),
    "supplement_ug": ("supplement_ng", 1000),
}
#: Replicate weights of a survey: balanced repeated replication, or jackknife.
REPLICATE: Final = re.compile(r"(brr|jackknife)_[0-9]+")
#: Days of these states hold all that was eaten; the others are counted and left out.
COUNTED_STATES: Final = ("complete", "fasting")
#: More than 100 mg of B12 in a day is a slip of units: the largest tablets hold 5 mg.
MOST_NG: Final = 100_000_000
OLDEST: Final = 120
#: Under this name a Parquet file of ours says that its rows were checked when it was written.
MARK: Final = (b"b12track.person_days", b"1")


class PersonDay(NamedTuple):
    """One day of one person; amounts in nanograms of B12, None where nothing is known.

    `at_least` marks an amount that is a lower bound; `recall` is the day's place among the
    person's days; stratum and cluster are those of the survey.
    """

    person: str
    day: str
    state: str
    b12_ng: int | None
    absorbed_ng: int | None = None
    absorbed_supplement_ng: int | None = None
    supplement_ng: int | None = None
    at_least: bool | None = None
    sex: str | None = None
    age: float | None = None
    weight: float | None = None
    group: str | None = None
    weekend: bool | None = None
    recall: int | None = None
    stratum: str | None = None
    cluster: str | None = None
    #: Replicate weights by the name of their column.
    replicates: tuple[tuple[str, float], ...] = ()


class Traits(TypedDict, total=False):
    """What is known of a person, by the names of PersonDay; what is not there stays as it is."""

    sex: str | None
    age: float | None
    weight: float | None
    group: str | None
    stratum: str | None
    cluster: str | None
    replicates: tuple[tuple[str, float], ...]


def kind_of(column: str) -> str | None:
    """The kind of cell that a column holds, or None for a column that is not ours.

    >>> kind_of("brr_12"), kind_of("b12_ng"), kind_of("height")
    ('weight', 'amount', None)
    """
    return "weight" if REPLICATE.fullmatch(column) else KINDS.get(column)


def missing(columns: Iterable[str]) -> list[str]:
    """The required columns that are not there.

    >>> missing(["person", "day", "b12_ug"])
    ['state']
    """
    known = {SAME.get(column, (column, 1))[0] for column in columns}
    return [column for column in REQUIRED if column not in known]
