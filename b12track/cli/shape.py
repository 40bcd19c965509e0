"""The shape of an answer: JSON for scripts, CSV for tables, lines for people."""

from __future__ import annotations

from b12track.cli.session import say, say_json
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple
from b12track.text import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Rows = Sequence[Mapping[str, object]]


class Shape(NamedTuple):
    """How an answer is wanted: as JSON, as CSV, or as text with the statistics or without."""

    as_json: bool
    as_csv: bool
    detail: bool = False

    @property
    def is_for_scripts(self) -> bool:
        """Whether no person reads it."""
        return self.as_json or self.as_csv

    def say(self, document: Mapping[str, object], rows: Rows, columns: str, text: str = "") -> None:
        """Prints the document, or the columns (names with blanks between) of the rows, or text."""
        if self.as_json:
            say_json(document)
        elif self.as_csv:
            say(table_text(columns.split(), rows))
        else:
            say(text)


#: Lines for people, without the statistics: what is printed where nothing was asked for.
TEXT: Final = Shape(as_json=False, as_csv=False)


def csv_text(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows as CSV (RFC 4180, LF); unknown is an empty cell; no cell can be a formula."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(
        [[harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    )
    return out.getvalue().rstrip("\n")


def table_text(columns: Sequence[str], rows: Rows) -> str:
    """Documents as CSV: the columns named, a row each; empty where a document has none of them."""
    return csv_text(columns, [[row.get(name) for name in columns] for row in rows])
