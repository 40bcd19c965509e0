"""The report as a PDF of A4 with letters that can be searched and read aloud."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from b12track.report.annex import annex_sections
from b12track.report.blocks import Figure, Listing, Paragraph, Spark, TableBlock
from b12track.report.sheet import heading, made_words, sheet_sections, who
from b12track.report.spark import svg
from b12track.report.text import FOOTER
from b12track.wording import kept_together

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.report.blocks import Block, Section
    from b12track.report.facts import DoctorReport, Drawing

_FAMILY: Final = "DejaVu"
_POINTS: Final = 9.2
_LARGE: Final = 1.5
_MARGIN_MM: Final = 13.0
_SIDE_MM: Final = 15.0
_MM_PER_POINT: Final = 25.4 / 72
_LEADING: Final = 1.32
_INK: Final = (27, 31, 36)
_SOFT: Final = (87, 96, 106)
_LINE_GREY: Final = (200, 206, 214)
_ACCENT: Final = (11, 79, 138)
_CAPTION_LINES: Final = 6
#: What stands beside the words of a cell: its padding, and the margin that fpdf2 keeps.
_CELL_MM: Final = 3.4
_STYLES: Final = {"plain": ("", 1.0), "finding": ("B", 1.25), "small": ("", 0.9)}


def report_pdf(
    report: DoctorReport, drawings: Sequence[Drawing], *, large_print: bool = False
) -> bytes:
    """The sheet on a page of its own, the annex after it; the same report gives the same bytes."""
    paper = _Paper(heading(report), report.made_on, _POINTS * (_LARGE if large_print else 1.0))
    paper.text(heading(report), weight="B", scale=1.7)
    for line in (who(report), made_words(report)):
        if line:
            paper.text(line)
    paper.sections(sheet_sections(report), drawings)
    paper.text(FOOTER, weight="B", scale=0.9)
    annex = annex_sections(report, drawings)
    if annex:
        paper.pdf.add_page()
        paper.sections(annex, drawings)
    return bytes(paper.pdf.output())


class _Paper:
    """Pages under way: one font, sizes from one size of letters, blocks from top to bottom."""

    def __init__(self, title: str, made_on: date, points: float) -> None:
        from datetime import UTC, datetime
        from pathlib import Path

        import matplotlib as mpl
        from fpdf import FPDF
        from matplotlib.font_manager import get_font

        self.pdf = FPDF(format="A4")
        self.points = points
        fonts = Path(mpl.get_data_path(), "fonts", "ttf")  # the letters of the pictures
        self.pdf.add_font(_FAMILY, "", fonts / "DejaVuSans.ttf")
        self.pdf.add_font(_FAMILY, "B", fonts / "DejaVuSans-Bold.ttf")
        self._glyphs = set(get_font(str(fonts / "DejaVuSans.ttf")).get_charmap())
        self.pdf.set_title(title)
        self.pdf.set_lang("en")
        self.pdf.set_creator("b12track")
        self.pdf.set_creation_date(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC))
        self.pdf.set_margins(_SIDE_MM, _MARGIN_MM)
        self.pdf.set_auto_page_break(True, _MARGIN_MM)
        self.pdf.add_page()

    def letters(self, weight: str = "", scale: float = 1.0) -> float:
        """Sets weight and size and returns the height of a line in mm."""
        points = self.points * scale
        self.pdf.set_font(_FAMILY, weight, points)
        return points * _MM_PER_POINT * _LEADING

    def text(
        self, text: str, weight: str = "", scale: float = 1.0, colour: tuple[int, ...] = _INK
    ) -> None:
        """Writes a paragraph."""
        line_mm = self.letters(weight, scale)
        self.pdf.set_text_color(*colour)
        self.pdf.multi_cell(0, line_mm, self._known(text), new_x="LMARGIN", new_y="NEXT", align="L")

    def _known(self, text: str) -> str:
        """The text with □ for what the font has no letter for."""
        return "".join(letter if ord(letter) in self._glyphs else "□" for letter in text)

    def room_mm(self) -> float:
        """What is left of the page."""
        return float(self.pdf.page_break_trigger - self.pdf.get_y())

    def sections(self, sections: Sequence[Section], drawings: Sequence[Drawing]) -> None:
        """Writes sections; a heading never stands alone at the foot of a page."""
        for section in sections:
            line_mm = self.letters("B", 1.15)
            first = section.blocks[0]
            needs = (2 + _CAPTION_LINES if isinstance(first, TableBlock) else 5) * line_mm
            if isinstance(first, Figure):
                needs = line_mm * 2 + self._figure_mm(drawings[first.number])[1]
            if self.room_mm() < needs:
                self.pdf.add_page()
            self.pdf.ln(line_mm * 0.45)
            self.pdf.start_section(section.title, level=0)
            self.text(section.title, "B", 1.15, _ACCENT)
            self.pdf.set_draw_color(*_ACCENT)
            self.pdf.set_line_width(0.3)
            y = self.pdf.get_y()
            self.pdf.line(self.pdf.l_margin, y, self.pdf.w - self.pdf.r_margin, y)
            self.pdf.ln(0.8)
            for block in section.blocks:
                self._block(block, drawings)

    def _block(self, block: Block, drawings: Sequence[Drawing]) -> None:
        if isinstance(block, Paragraph):
            weight, scale = _STYLES[block.style]
            self.text(block.text, weight, scale, _SOFT if block.style == "small" else _INK)
        elif isinstance(block, Listing):
            for number, item in enumerate(block.items, 1):
                self.text(f"{f'{number}.' if block.is_numbered else '•'} {item}")
        elif isinstance(block, TableBlock):
            self._table(block)
        else:
            self._figure(drawings[block.number])

    def _figure_mm(self, drawing: Drawing) -> tuple[float, float]:
        """Width and height of a picture that fits the page."""
        from PIL import Image

        with Image.open(io.BytesIO(drawing.png)) as image:
            wide, high = image.size
        room = self.pdf.h - 2 * _MARGIN_MM - 20
        width = min(float(self.pdf.epw), room * wide / high)
        return width, width * high / wide

    def _figure(self, drawing: Drawing) -> None:
        width, height = self._figure_mm(drawing)
        if self.room_mm() < height:
            self.pdf.add_page()
        self.pdf.image(io.BytesIO(drawing.png), w=width, alt_text=drawing.alt, title=drawing.title)
        self.pdf.ln(1.5)

    def _columns_mm(self, table: TableBlock) -> tuple[float, ...]:
        """Columns as wide as their longest word, and what is left by the length of their cells.

        So no word is broken; pictures take a fifth of the width.
        """
        room = float(self.pdf.epw)
        least, whole = [], []
        for place, (name, _) in enumerate(table.heads):
            cells = [row[place] for row in table.rows]
            words = [kept_together(cell) for cell in cells if not isinstance(cell, Spark)]
            picture = 0.2 * room if len(words) < len(cells) else 0.0
            self.letters("B", 0.92)
            heads = [self._wide_mm(word) for word in name.split(" ")]
            head = self._wide_mm(name)
            self.letters(scale=0.92)
            longest = [self._wide_mm(word) for text in words for word in text.split(" ")]
            least.append(max([picture, *heads, *longest]))
            whole.append(max([picture, head, *map(self._wide_mm, words)]))
        if sum(whole) <= room:
            return tuple(wide * room / sum(whole) for wide in whole)
        wanted = [max(0.0, most - few) for most, few in zip(whole, least, strict=True)]
        spare = max(0.0, room - sum(least))
        share = spare / sum(wanted) if sum(wanted) else 0.0
        widths = [few + share * more for few, more in zip(least, wanted, strict=True)]
        return tuple(wide * room / sum(widths) for wide in widths)

    def _wide_mm(self, text: str) -> float:
        return float(self.pdf.get_string_width(self._known(text))) + _CELL_MM

    def _table(self, table: TableBlock) -> None:
        """A table whose head is repeated on every page it runs over."""
        from fpdf.fonts import FontFace

        # The caption stays with its head and two rows of two lines.
        if self.room_mm() < _CAPTION_LINES * self.letters():
            self.pdf.add_page()
        self.text(table.caption, scale=0.85, colour=_SOFT)
        line_mm = self.letters(scale=0.92)
        self.pdf.set_draw_color(*_LINE_GREY)
        self.pdf.set_text_color(*_INK)
        aligned = tuple("RIGHT" if is_number else "LEFT" for _, is_number in table.heads)
        with self.pdf.table(
            borders_layout="HORIZONTAL_LINES",
            col_widths=self._columns_mm(table),
            text_align=aligned,
            line_height=line_mm,
            headings_style=FontFace(emphasis="BOLD", color=_INK),
            padding=(0.35, 1.0, 0.35, 0),
        ) as rows:
            head = rows.row()
            for name, _ in table.heads:
                head.cell(name)
            for cells in table.rows:
                row = rows.row()
                for cell in cells:
                    if isinstance(cell, Spark):
                        row.cell(img=svg(cell), img_fill_width=True)
                    else:
                        row.cell(self._known(kept_together(cell)))
        self.pdf.ln(0.8)
