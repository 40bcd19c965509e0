"""How the small cited tables beside this file are read: plain cells, no quote or mark inside."""

from __future__ import annotations

import os

_FOLDER = os.path.dirname(os.path.abspath(__file__))

# What stands behind a number, from a page that shows it to a memory nobody could check.
# docs/method.md#reference-values
EVIDENCE = ("seen", "copy", "computed", "recalled-high", "recalled-medium", "recalled-low")


def lines(file_name: str) -> list[str]:
    """Return the data lines of a table, without its heading, in the order of the file.

    >>> lines("labels.csv")[0].split(",")[:4]
    ['2.4', 'µg', 'b12', 'us']
    """
    # No csv module: a plain split keeps `log` instant, and a test holds the cells to it.
    with open(os.path.join(_FOLDER, file_name), encoding="utf-8") as table:
        return table.read().split("\n")[1:-1]


def nanograms(value: str, unit: str) -> int:
    """Return a printed amount in µg or mg as whole nanograms, exactly.

    Raises ValueError for a unit that is not an amount (mg/MJ) and for more digits than 1 ng.

    >>> nanograms("1.25", "µg"), nanograms("0.072", "mg"), nanograms("2000", "µg")
    (1250, 72000, 2000000)
    """
    digits = {"µg": 3, "mg": 6}.get(unit)
    whole, _, fraction = value.partition(".")
    if digits is None or len(fraction) > digits:
        raise ValueError(f"{value} {unit} is not an amount of whole nanograms")
    return int(whole + fraction.ljust(digits, "0"))
