"""What a report is made of: sections of paragraphs, tables, lists and pictures, for any paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class Spark(NamedTuple):
    """Severities (0-10) by day over the days of injections, drawn in a cell; `words` say it."""

    points: Sequence[tuple[date, int]]
    injected_on: Sequence[date]
    first: date
    last: date
    words: str


class Paragraph(NamedTuple):
    """A paragraph; `style` is "plain", "finding" (the judgement) or "small"."""

    text: str
    style: str = "plain"
    kind: str = "paragraph"


class Listing(NamedTuple):
    """Short items, one a line."""

    items: Sequence[str]
    is_numbered: bool = False
    kind: str = "listing"


class TableBlock(NamedTuple):
    """A table; a column whose name begins with # holds numbers, the first names its row."""

    name: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | Spark]]
    kind: str = "table"

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """The columns as name and whether it holds numbers."""
        return [(name.removeprefix("#"), name.startswith("#")) for name in self.columns]


def table(
    name: str, caption: str, columns: Sequence[str], rows: Sequence[Sequence[str | Spark]]
) -> list[Block]:
    """The table as all that stands in a place; nothing where it has no rows."""
    return [TableBlock(name, caption, columns, rows)] if rows else []


class Figure(NamedTuple):
    """A picture by its number among the drawings of the report."""

    number: int
    kind: str = "figure"


Block = Paragraph | Listing | TableBlock | Figure


class Section(NamedTuple):
    """A heading with what stands below it; `key` is its id in a page."""

    key: str
    title: str
    blocks: Sequence[Block]
