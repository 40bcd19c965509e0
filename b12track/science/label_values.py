"""The reference amounts behind a percentage on a food label, by country and label generation."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from b12track.errors import InputRefused
from b12track.science import cited_table

_FILE = "labels.csv"


class LabelReferenceValue(NamedTuple):
    """What 100 % means on one kind of label for one nutrient and one group of people.

    `valid_from` and `valid_until` are ISO days or "" where the table knows none.
    """

    value: str
    unit: str
    nutrient: str
    label: str
    group: str
    valid_from: str
    valid_until: str
    source: str
    evidence: str
    note: str

    @property
    def per_day_ng(self) -> int:
        """The amount 100 % stands for, in whole nanograms.

        >>> label_value("us-old").per_day_ng
        6000
        """
        return cited_table.nanograms(self.value, self.unit)


def label_values(nutrient: str = "b12") -> list[LabelReferenceValue]:
    """Return every label's value for a nutrient (b12, b6, thiamin), in the order of the table.

    >>> [row.label for row in label_values() if row.group == "general"][:4]
    ['us', 'us-old', 'eu', 'eu-old']
    """
    rows = (LabelReferenceValue(*line.split(",")) for line in cited_table.lines(_FILE))
    return [row for row in rows if row.nutrient == nutrient]


def label_value(label: str, nutrient: str = "b12", group: str = "general") -> LabelReferenceValue:
    """Return what 100 % means on a label; InputRefused, with the known labels, where unknown.

    >>> label_value("anz", group="infants").value
    '0.7'
    """
    rows = label_values(nutrient)
    for row in rows:
        if (row.label, row.group) == (label, group):
            return row
    known = tuple(dict.fromkeys(row.label for row in rows))
    raise InputRefused(f'No {nutrient} value is known for the label "{label}" ({group}).', known)


def label_amount_ng(
    percent: int | str, label: str, nutrient: str = "b12", group: str = "general"
) -> int:
    """Return the amount behind a printed percentage, in ng, rounded half to even.

    The same 25 % was 1.5 µg on an old US label and is 0.6 µg on a new one.

    >>> label_amount_ng(25, "us-old"), label_amount_ng("25", "us")
    (1500, 600)
    """
    return round(Fraction(percent) * label_value(label, nutrient, group).per_day_ng / 100)
