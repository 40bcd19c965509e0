"""The sources: what food gave, to scale; supplements apart, on a scale of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.analysis.contributors import Contributor
from b12track.analysis.findings import share_text, sources_finding
from b12track.charts.letters import Letters, Spot, write
from b12track.charts.line_breaks import width_em
from b12track.charts.sheet import Box, Key, Margins, axes_in, em_of, sheet
from b12track.charts.style import PAGE, Look, drawing, lettering, shortened
from b12track.charts.words import Words
from b12track.quantity import ug_text
from b12track.text import escaped
from b12track.wording import of_days, span_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROWS: Final = 10
_SUPPLEMENT_ROWS: Final = 3
_ROW_EM: Final = 1.75
_TOLD: Final = 10
_NAMED_COLUMNS: Final = 30
_STACKED_EM: Final = 3.0
_NAME_SCALE: Final = 0.95
#: What a hatched end takes of the longest bar.
_HATCHED: Final = 0.05
_UNKNOWN: Final = "more, amount unknown"
ORIGINS: Final = {"natural": "food", "fortified": "fortified food", "supplement": "supplement"}


class Sources(NamedTuple):
    """Contributors, the largest first, over a span with its recorded days; `by` names the kind."""

    parts: Sequence[Contributor]
    start: date
    end: date
    recorded_days: int
    by: str = "food"
    headline: str = ""

    @property
    def foods(self) -> list[Contributor]:
        """What is no supplement."""
        return [part for part in self.parts if part.b12_origin != "supplement"]

    @property
    def supplements(self) -> list[Contributor]:
        """What was swallowed as a tablet or drops."""
        return [part for part in self.parts if part.b12_origin == "supplement"]


def sources_words(sources: Sources) -> Words:
    """What gave the most, with amounts, shares and what is unknown."""
    parts, foods = sources.parts, sources.foods
    if _gives(foods):
        title = sources_finding(foods, escaped(foods[0].name)).replace(
            "recorded B12", "B12 from food"
        )
    elif _gives(sources.supplements):
        title = "B12 from supplements alone"
    else:
        title = sources_finding(parts, None)
    span, recorded = span_name(sources.start, sources.end), sources.recorded_days
    subtitle = (
        f"µg of B12 swallowed by {sources.by}, and its share of all food: {span},"
        f" {of_days(recorded, 'recorded day')}."
    )
    unknown = sum(part.unknown_entries for part in parts)
    entries = sum(part.entries for part in parts)
    foot = "Supplements stand apart, on their own scale: of a large dose a small part is absorbed."
    if not _gives(parts):
        foot = ""
    elif not sources.supplements:
        foot = "As swallowed; of food about half is absorbed, of a large meal less."
    if unknown:
        have = "has" if unknown == 1 else "have"
        missing = f"{unknown:,} of {entries:,} entries {have} no B12 value and add nothing."
        foot = f"{missing} {foot}".rstrip()
    total_ng = _total(foods)
    listed = [f"{escaped(part.name)}: {_label(part, total_ng)}." for part in foods[:_TOLD]]
    listed += [
        f"Supplement {escaped(part.name)}: {_label(part, total_ng)}."
        for part in sources.supplements[:_TOLD]
    ]
    alt = " ".join([f"Bar chart. {title}.", subtitle, *listed, foot]).rstrip()
    return Words(title, subtitle, foot, alt).under(sources.headline)


def _total(parts: Sequence[Contributor]) -> int:
    return sum(part.b12_ng for part in parts)


def _gives(parts: Sequence[Contributor]) -> bool:
    return _total(parts) > 0


def _label(part: Contributor, total_ng: int) -> str:
    """An amount with its share of all food; of supplements with how often.

    A share of all B12 would say nothing of what is absorbed of a large dose.
    """
    if not part.b12_ng and part.unknown_entries:
        return "unknown"
    if part.b12_origin == "supplement":
        doses = "dose" if part.entries == 1 else "doses"
        return f"{ug_text(part.b12_ng)} µg in {part.entries:,} {doses}"
    least = "≥" if part.unknown_entries else ""
    return f"{least}{ug_text(part.b12_ng)} µg, {share_text(part.b12_ng, total_ng)}"


def sources_figure(sources: Sources, look: Look = PAGE) -> Figure:
    """Bars for the largest foods and one for the rest; bars for supplements below, apart."""
    foods, supplements = _rows(sources.foods, _ROWS), _rows(sources.supplements, _SUPPLEMENT_ROWS)
    rows = [*foods, *supplements]
    families, letters = lettering([part.name for part in rows])
    form = _form(look)
    names = [shortened(name, form.name_columns) for name in letters]
    amounts = [_label(part, _total(foods)) for part in rows]
    with drawing(look):
        beside = max((width_em(name) for name in names), default=5.0) * _NAME_SCALE
        after = max((width_em(amount) for amount in amounts), default=0.0) * form.amount_scale
        margins = Margins(1.0 if form.is_stacked else 2.0 + beside, 1.4 + after, 0.6)
        room = form.row_em * max(1, len(foods))
        apart = 2.0 + form.row_em * len(supplements) if supplements else 0.0
        words, keys = sources_words(sources), _legend(rows, look)
        figure, box = sheet(look, words, keys, margins, room + apart)
        # On a fixed sheet the rows share what there is.
        row_em = (box.top - box.bottom) / (room + apart)
        split = box.top - room * row_em
        _panel(axes_in(figure, Box(box.left, split, box.right, box.top)), foods, names, look)
        if supplements:
            top = split - 2.0 * row_em
            left = em_of(figure, look)[0]
            words_apart = "Supplements, on a scale of their own"
            figure.text(left, top + 0.5 * row_em, words_apart, color=look.palette.soft)
            below = axes_in(figure, Box(box.left, box.bottom, box.right, top))
            _panel(below, supplements, names[len(foods) :], look)
        for axes in figure.axes:
            for label in (*axes.get_yticklabels(), *axes.texts):
                label.set_fontfamily(families)
    return figure


class _Form(NamedTuple):
    """How a row looks: its height, whether the name stands above its bar, columns of the name."""

    row_em: float
    is_stacked: bool
    name_columns: int
    amount_scale: float


def _form(look: Look) -> _Form:
    """Beside one another where there is room, else the name above its bar."""
    if look.is_narrow:
        return _Form(_STACKED_EM, True, int(look.wide_em * 1.6), 0.8)
    return _Form(_ROW_EM, False, _NAMED_COLUMNS, 0.9)


def _rows(parts: Sequence[Contributor], most: int) -> list[Contributor]:
    """The largest contributors that gave anything, and the sum of the others."""
    giving = [part for part in parts if part.b12_ng or part.unknown_entries]
    if len(giving) <= most:
        return giving
    rest = giving[most - 1 :]
    other = Contributor(
        f"{len(rest)} others",
        "",
        "supplement" if rest[0].b12_origin == "supplement" else "others",
        _total(rest),
        sum(part.entries for part in rest),
        sum(part.unknown_entries for part in rest),
    )
    return [*giving[: most - 1], other]


def _panel(axes: Axes, rows: Sequence[Contributor], names: Sequence[str], look: Look) -> None:
    """Bars to one scale that begins at zero, each with its amount; unknown parts hatched."""
    form = _form(look)
    axes.set_ylim(len(rows) - 0.4 if rows else 0.6, -0.6)
    axes.set_yticks(range(len(rows)), names[: len(rows)])
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(bool(rows))
    axes.tick_params(labelsize=look.size.points * _NAME_SCALE, labelleft=not form.is_stacked)
    most = float(max([part.b12_ng for part in rows], default=0) or 1)
    axes.set_xlim(0, most * (1.06 if any(part.unknown_entries for part in rows) else 1.0))
    for row, part in enumerate(rows):
        y = row + (0.22 if form.is_stacked else 0.0)
        _row(axes, y, part, most, look)
        end = part.b12_ng + (most * _HATCHED if part.unknown_entries else 0)
        amount, letters = _label(part, _total(rows)), Letters(form.amount_scale)
        write(axes, amount, Spot(end, y, 4), look, letters)
        if form.is_stacked:
            write(axes, names[row], Spot(0, row - 0.26, 4), look, Letters(_NAME_SCALE))


def _row(axes: Axes, y: float, part: Contributor, most: float, look: Look) -> None:
    """The bar of one contributor, with a hatched end where more was eaten than is known."""
    high = 0.42 if _form(look).is_stacked else 0.7
    axes.barh(
        y,
        part.b12_ng,
        high,
        color=_colours(look)[part.b12_origin],
        edgecolor=look.palette.ink,
        linewidth=0.5,
        label=part.b12_origin,
    )
    if part.unknown_entries:
        axes.barh(
            y,
            most * _HATCHED,
            high,
            part.b12_ng,
            facecolor="none",
            hatch="////",
            linewidth=0.5,
            edgecolor=look.palette.soft,
            clip_on=False,
            label=_UNKNOWN,
        )


def _colours(look: Look) -> dict[str, str]:
    palette = look.palette
    return {
        "natural": palette.food,
        "fortified": palette.fortified,
        "supplement": palette.supplement,
        "others": palette.faint,
    }


def _legend(rows: Sequence[Contributor], look: Look) -> list[Key]:
    from matplotlib.patches import Patch

    colours, origins = _colours(look), {part.b12_origin for part in rows}
    keys = [
        Key(name, Patch(facecolor=colours[origin], edgecolor=look.palette.ink, linewidth=0.5))
        for origin, name in ORIGINS.items()
        if origin in origins
    ]
    if any(part.unknown_entries for part in rows):
        hatched = Patch(facecolor="none", hatch="////", edgecolor=look.palette.soft)
        keys.append(Key(_UNKNOWN, hatched))
    return keys
