"""The doctor's sheet as lines of text, for the terminal and to be read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from b12track.report.blocks import Figure, Listing, Paragraph, Spark
from b12track.report.sheet import heading, made_words, sheet_sections, who
from b12track.report.text import wrapped

if TYPE_CHECKING:
    from b12track.report.blocks import Block, TableBlock
    from b12track.report.facts import DoctorReport


def sheet_text(report: DoctorReport) -> str:
    """The sheet: a line a row, each cell under its name where a row would not fit one line."""
    lines = [wrapped(heading(report))]
    lines += [wrapped(line) for line in (who(report), made_words(report)) if line]
    for section in sheet_sections(report):
        lines += ["", f"{section.title}:"]
        for block in section.blocks:
            lines += _block_lines(block)
    return "\n".join(lines)


def _block_lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [wrapped(f"  {block.text}", "  ")]
    if isinstance(block, Listing):
        return [wrapped(f"  - {item}", "    ") for item in block.items]
    if isinstance(block, Figure):
        return []
    return _table_lines(block)


def _table_lines(table: TableBlock) -> list[str]:
    """Rows as sentences: the first cell, then each other cell after the name of its column."""
    lines = []
    for row in table.rows:
        first, *rest = row
        named = [
            f"{name.lower()} {cell}"
            for (name, _), cell in zip(table.heads[1:], rest, strict=True)
            if cell and not isinstance(cell, Spark)
        ]
        lines.append(wrapped(f"  {first}: {', '.join(named)}.", "    "))
    return lines
