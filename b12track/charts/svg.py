"""A figure as SVG: each style written once for a group, each shape once for all its places.

matplotlib's own writer sets every line of letters anew and repeats the style of every dot; the nine
pictures of a report took twice as long with it, and three times the bytes.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex, to_rgba
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from b12track.charts.glyphs import UNITS_PER_EM, glyph_run, outline

if TYPE_CHECKING:
    from matplotlib.backend_bases import GraphicsContextBase
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.transforms import Transform
    from matplotlib.typing import ColorType

_POINTS_PER_INCH: Final = 72
_HATCH_SIDE: Final = 72
_COMMANDS: Final = {
    int(Path.MOVETO): "M",
    int(Path.LINETO): "L",
    int(Path.CURVE3): "Q",
    int(Path.CURVE4): "C",
}
_CAPS: Final = {"butt": "butt", "round": "round", "projecting": "square"}
_HEAD: Final = (
    '<?xml version="1.0" encoding="utf-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"'
)


def svg_text(figure: Figure) -> str:
    """The figure as an SVG document; one unit is a point."""
    dpi = figure.dpi
    figure.set_dpi(_POINTS_PER_INCH)
    try:
        wide, high = (float(side) * _POINTS_PER_INCH for side in figure.get_size_inches())
        renderer = SvgRenderer(wide, high)
        figure.draw(renderer)
    finally:
        figure.set_dpi(dpi)
    return renderer.document()


class SvgRenderer(RendererBase):
    """Draws artists as the elements of an SVG; `document` gives all of them."""

    def __init__(self, wide: float, high: float) -> None:
        super().__init__()
        self._wide, self._high = wide, high
        self._flip = Affine2D().scale(1, -1).translate(0, high)
        self._shared: dict[str, str] = {}
        self._elements: list[str] = []

    def document(self) -> str:
        """What was drawn so far."""
        wide, high = _number(self._wide), _number(self._high)
        size = f'width="{wide}pt" height="{high}pt" viewBox="0 0 {wide} {high}"'
        shared = f"<defs>{''.join(self._shared.values())}</defs>"
        return "\n".join([f"{_HEAD} {size}>", shared, *self._elements, "</svg>\n"])

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The size in points."""
        return self._wide, self._high

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: object
    ) -> tuple[float, float, float]:
        """The size of a line in points."""
        run, scale = glyph_run(s, prop), prop.get_size_in_points() / UNITS_PER_EM
        return run.width * scale, run.height * scale, run.descent * scale

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: ColorType | None = None,
    ) -> None:
        """One shape; what has neither fill nor line is left out."""
        style = self._style(gc, rgbFace)
        is_line = rgbFace is None and gc.get_hatch() is None
        if is_line and not gc.get_linewidth():
            return
        clip = (0.0, 0.0, self._wide, self._high) if is_line else None
        flipped = transform + self._flip
        simpler = bool(path.should_simplify) and is_line
        whole = path.cleaned(flipped, remove_nans=True, clip=clip, simplify=simpler, curves=True)
        self._elements.append(f'<path d="{_data(whole)}"{self._clip(gc)} style="{style}"/>')

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: ColorType | None = None,
    ) -> None:
        """One shape at each point of a path."""
        shape = marker_trans.transform_path(marker_path).transformed(Affine2D().scale(1, -1))
        name = self._named("m", f'<path id="{{}}" d="{_data(shape)}"/>')
        flipped = path.transformed(trans + self._flip)
        points = np.asarray(flipped.vertices).round(2).tolist()
        places = "".join(
            f'<use xlink:href="#{name}" x="{x:g}" y="{y:g}"/>'
            for x, y in points
            if x == x and y == y
        )
        style = self._style(gc, rgbFace)
        self._elements.append(f'<g{self._clip(gc)} style="{style}">{places}</g>')

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: object = False,
        mtext: object = None,
    ) -> None:
        """One line, as the outlines of its glyphs."""
        size = prop.get_size_in_points() / UNITS_PER_EM
        turned = f" rotate({_number(-angle)})" if angle else ""
        place = f"translate({_number(x)} {_number(y)}){turned} scale({size:g})"
        uses = []
        for name, right, up in glyph_run(s, prop).glyphs:
            self._shared[name] = _glyph(name)
            raised = f' y="{_number(-up)}"' if up else ""
            uses.append(f'<use xlink:href="#{name}" x="{_number(right)}"{raised}/>')
        fill = _paint("fill", gc.get_rgb(), gc)
        self._elements.append(f'<g transform="{place}" style="{fill}">{"".join(uses)}</g>')

    def _style(self, gc: GraphicsContextBase, face: ColorType | None) -> str:
        """Fill and line as CSS, what is the default of SVG left out."""
        parts = [_paint("fill", face, gc)]
        if gc.get_hatch() is not None:
            parts = [f"fill: url(#{self._hatch(gc, face)})"]
        if gc.get_forced_alpha() and gc.get_alpha() != 1.0:
            parts.append(f"opacity: {_number(gc.get_alpha())}")
        if gc.get_linewidth():
            parts.append(_paint("stroke", gc.get_rgb(), gc))
            parts.append(f"stroke-width: {_number(gc.get_linewidth())}")
            if gc.get_joinstyle() != "miter":
                parts.append(f"stroke-linejoin: {gc.get_joinstyle()}")
            if gc.get_capstyle() != "butt":
                parts.append(f"stroke-linecap: {_CAPS[gc.get_capstyle()]}")
            offset, dashes = gc.get_dashes()
            if dashes is not None:
                lengths = ",".join(_number(length) for length in np.asarray(dashes).tolist())
                parts.append(f"stroke-dasharray: {lengths}")
                parts.append(f"stroke-dashoffset: {_number(offset)}")
        return "; ".join(parts)

    def _hatch(self, gc: GraphicsContextBase, face: ColorType | None) -> str:
        """The name of a pattern of lines on a ground."""
        side = _HATCH_SIDE
        place = Affine2D().scale(side, -side).translate(0, side)
        lines = _data(gc.get_hatch_path().transformed(place))
        colour, width = to_hex(gc.get_hatch_color()), _number(gc.get_hatch_linewidth())
        ground = f'<rect width="{side}" height="{side}" style="{_paint("fill", face, gc)}"/>'
        return self._named(
            "h",
            f'<pattern id="{{}}" patternUnits="userSpaceOnUse" width="{side}" height="{side}">'
            f'{ground}<path d="{lines}" style="fill: {colour}; stroke: {colour};'
            f' stroke-width: {width}"/></pattern>',
        )

    def _clip(self, gc: GraphicsContextBase) -> str:
        """The attribute that keeps a shape within its axes, which are rectangles here."""
        rectangle = gc.get_clip_rectangle()
        if rectangle is None:
            return ""
        x, y, wide, high = (float(side) for side in rectangle.bounds)
        place = f'x="{_number(x)}" y="{_number(self._high - y - high)}"'
        inner = f'<rect {place} width="{_number(wide)}" height="{_number(high)}"/>'
        name = self._named("c", f'<clipPath id="{{}}">{inner}</clipPath>')
        return f' clip-path="url(#{name})"'

    def _named(self, kind: str, element: str) -> str:
        """The id of a shared element, the same for the same content in every picture."""
        name = f"{kind}{zlib.crc32(element.encode()):08x}"
        self._shared.setdefault(name, element.format(name))
        return name


@cache
def _glyph(name: str) -> str:
    """The outline of a glyph, y downward, in tenths of a unit at the finest."""
    flipped = outline(name).transformed(Affine2D().scale(1, -1))
    return f'<path id="{name}" d="{_data(flipped, 1)}"/>'


def _paint(what: str, colour: ColorType | None, gc: GraphicsContextBase) -> str:
    """A fill or a line in a colour, which may let what lies below show through."""
    if colour is None:
        return f"{what}: none"
    seen = 1.0 if gc.get_forced_alpha() else to_rgba(colour)[3]
    through = "" if seen == 1.0 else f"; {what}-opacity: {_number(seen)}"
    return f"{what}: {to_hex(colour)}{through}"


def _data(path: Path, digits: int = 2) -> str:
    """A path as the commands of SVG."""
    points = np.asarray(path.vertices).round(digits).tolist()
    lines = [Path.MOVETO, *[Path.LINETO] * (len(points) - 1)]
    codes = np.asarray(lines if path.codes is None else path.codes).tolist()
    words, last = [], 0
    for (x, y), code in zip(points, codes, strict=True):
        if code == Path.CLOSEPOLY:
            words.append("z")
        elif code != Path.STOP:
            # A command holds on, but what follows a second M would be joined by a line.
            command = "" if code == last and code != Path.MOVETO else _COMMANDS[code]
            words.append(f"{command}{x:g} {y:g}")
        last = code
    return " ".join(words)


def _number(value: float) -> str:
    """A length to a hundredth, without padding zeros.

    >>> _number(518.4), _number(2.0), _number(-0.001)
    ('518.4', '2', '0')
    """
    return f"{round(float(value), 2) + 0.0:g}"
