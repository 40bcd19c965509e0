"""Where a Parquet file that is sorted by person can be cut, so that it is summed piece by piece."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pyarrow.parquet as pq

#: Rows of a piece at least: whoever lies on a cut has one row group read twice.
_ROWS: Final = 2_000_000
#: Pieces at most: each looks at the ends of every row group, so that more would cost the square.
_PIECES: Final = 24
#: So many bytes of a text engines keep to tell which row groups a range needs.
_PREFIX: Final = 8


def cuts(path: str, rows: int = _ROWS) -> list[str]:
    """Return people, rising, before whom a file of person-days can be cut.

    By the least and greatest person of each row group as the file tells them. Where it tells
    nothing, or is not sorted, there is no cut. Any cuts are right; these are quick.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not os.path.isfile(path):
        return []
    try:
        metadata = pq.read_metadata(path)
    except pa.ArrowException:
        return []  # whoever reads the rows says what is wrong
    column = metadata.schema.names.index("person") if "person" in metadata.schema.names else -1
    rows = max(rows, -(-metadata.num_rows // _PIECES))
    people: list[str] = []
    greatest, before = "", 0
    for number in range(metadata.num_row_groups if column >= 0 else 0):
        group = metadata.row_group(number)
        ends = _ends(group.column(column).statistics)
        if ends is None or ends[0] < greatest:
            return []
        if before >= rows and _prefix(ends[0]) > _prefix(people[-1] if people else ""):
            people.append(ends[0])
            before = 0
        greatest, before = ends[1], before + group.num_rows
    return people


def _ends(statistics: pq.Statistics | None) -> tuple[str, str] | None:
    """The least and the greatest person of a row group; None where it is not told of all rows."""
    if statistics is None or not statistics.has_min_max or statistics.null_count != 0:
        return None
    ends = statistics.min, statistics.max
    return ends if all(isinstance(end, str) for end in ends) else None


def _prefix(person: str) -> bytes:
    return person.encode()[:_PREFIX]
