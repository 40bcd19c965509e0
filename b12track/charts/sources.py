"""The sources: which foods, groups or origins gave the B12, as amounts and shares."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.analysis.contributors import Contributor
from b12track.analysis.findings import share_text, sources_finding
from b12track.charts.sheet import Margins, axes_in, sheet
from b12track.charts.style import PAGE, Look, columns, drawing, lettering, shortened
from b12track.charts.words import Words
from b12track.quantity import ug_text
from b12track.text import shown
from b12track.wording import of_days, span_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROWS: Final = {"page": 10, "slide": 10, "phone": 9}
_NAME_COLUMNS: Final = {"page": 30, "slide": 30, "phone": 20}
#: A bar is cut where it is this many times the next one, so that the others stay visible.
_CUT_RATIO: Final = 4
_MOST_CUT: Final = 3
_TOLD: Final = 10
ORIGINS: Final = {"natural": "food", "fortified": "fortified food", "supplement": "supplement"}


class Sources(NamedTuple):
    """Contributors, the largest first, over a span with its recorded days; `by` names the kind."""

    parts: Sequence[Contributor]
    start: date
    end: date
    recorded_days: int
    by: str = "food"


def sources_words(sources: Sources) -> Words:
    """What gave the most, with amounts, shares and what is unknown."""
    parts = sources.parts
    title = sources_finding(parts, shown(parts[0].name) if parts else None)
    total, unknown = sum(part.b12_ng for part in parts), sum(part.unknown_entries for part in parts)
    told = (
        f"Vitamin B12 swallowed by {sources.by}, µg and share of {ug_text(total)} µg:"
        f" {span_name(sources.start, sources.end)},"
        f" {of_days(sources.recorded_days, 'recorded day')}."
    )
    entries = sum(part.entries for part in parts)
    have = "has" if unknown == 1 else "have"
    foot = "Supplements count as swallowed; the body takes up a small part of a large dose."
    if unknown:
        foot = (
            f"{unknown:,} of {entries:,} entries {have} no B12 value and add nothing here. {foot}"
        )
    listed = [f"{shown(part.name)}: {_amount(part, total)}." for part in parts[:_TOLD]]
    alt = " ".join([f"Bar chart. {title}.", told, *listed, foot])
    return Words(title, told, foot, alt)


def _amount(part: Contributor, total_ng: int) -> str:
    if not part.b12_ng and part.unknown_entries:
        return "unknown"
    least = "≥" if part.unknown_entries else ""
    return f"{least}{ug_text(part.b12_ng)} µg, {share_text(part.b12_ng, total_ng)}"


def sources_figure(sources: Sources, look: Look = PAGE) -> Figure:
    """A bar for each of the largest contributors, and one for the rest."""
    rows = _rows(sources.parts, _ROWS[look.size_name])
    total = sum(part.b12_ng for part in sources.parts)
    families, names = lettering([part.name for part in rows])
    names = [shortened(name, _NAME_COLUMNS[look.size_name]) for name in names]
    words = sources_words(sources)
    drawn = words._replace(title=lettering([words.title])[1][0])
    with drawing(look):
        widest = max((columns(name) for name in names), default=10)
        figure, box = sheet(
            look,
            drawn,
            _legend(rows, look),
            Margins(left=2 + 0.53 * widest, right=10.5, bottom=1.2),
        )
        for text in figure.texts:
            text.set_fontfamily(families)
        axes = axes_in(figure, box)
        _frame(axes, names, families, look)
        _bars(axes, rows, total, look)
    return figure


def _rows(parts: Sequence[Contributor], most: int) -> list[Contributor]:
    """The largest contributors that gave anything, and the sum of the others."""
    giving = [part for part in parts if part.b12_ng or part.unknown_entries]
    if len(giving) <= most:
        return giving
    rest = giving[most - 1 :]
    other = Contributor(
        f"{len(rest)} others", "", "others", sum(part.b12_ng for part in rest),
        sum(part.entries for part in rest), sum(part.unknown_entries for part in rest),
    )  # fmt: skip
    return [*giving[: most - 1], other]


def cut_ng(amounts: Sequence[int]) -> int | None:
    """Where the largest bars are cut, or None: above the first that is near to the next.

    >>> cut_ng([52_000_000, 9_000, 8_000, 500])
    13500
    >>> cut_ng([9_000, 8_000, 3_000]) is None
    True
    """
    ordered = sorted(amounts, reverse=True)
    for index, (large, small) in enumerate(pairwise(ordered[: _MOST_CUT + 1])):
        if small and large > _CUT_RATIO * small:
            following = ordered[index + 2] if index + 2 < len(ordered) else 0
            if following and small > _CUT_RATIO * following:
                continue
            return small * 3 // 2
    return None


def _frame(axes: Axes, names: Sequence[str], families: list[str], look: Look) -> None:
    axes.set_ylim(max(len(names), 5) - 0.4, -0.6)
    axes.set_yticks(range(len(names)), names)
    for label in axes.get_yticklabels():
        label.set_fontfamily(families)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(bool(names))
    axes.tick_params(labelsize=look.size.points * 0.95)


def _bars(axes: Axes, rows: Sequence[Contributor], total_ng: int, look: Look) -> None:
    """The bars with amount and share; cut ones end torn, unknown parts hatched."""
    cut = cut_ng([part.b12_ng for part in rows])
    most = max([part.b12_ng for part in rows], default=0) or 1
    end = cut * 1.15 if cut else float(most)
    axes.set_xlim(0, end * (1.06 if any(part.unknown_entries for part in rows) else 1.0))
    colours = _colours(look)
    for row, part in enumerate(rows):
        length = min(float(part.b12_ng), end)
        axes.barh(row, length, 0.7, color=colours[part.b12_origin], edgecolor=look.palette.ink,
                  linewidth=0.5, label=part.b12_origin)  # fmt: skip
        if part.unknown_entries:
            axes.barh(row, end * 0.05, 0.7, length, facecolor="none", hatch="////", linewidth=0.5,
                      edgecolor=look.palette.soft, clip_on=False, label="unknown")  # fmt: skip
        if part.b12_ng > end:
            _tear(axes, row, end, look)
        axes.annotate(
            _amount(part, total_ng), (length + (end * 0.05 if part.unknown_entries else 0), row),
            (4, 0), textcoords="offset points", va="center", annotation_clip=False,
            size=look.size.points * 0.9, weight="bold" if part.b12_ng > end else "normal",
        )  # fmt: skip


def _tear(axes: Axes, row: int, end: float, look: Look) -> None:
    for place in (0.92, 0.945):
        axes.plot((end * place - end * 0.006, end * place + end * 0.006), (row + 0.42, row - 0.42),
                  color=look.palette.paper, linewidth=look.size.points / 6)  # fmt: skip


def _colours(look: Look) -> dict[str, str]:
    palette = look.palette
    return {"natural": palette.food, "fortified": palette.fortified,
            "supplement": palette.supplement, "others": palette.faint}  # fmt: skip


def _legend(rows: Sequence[Contributor], look: Look) -> list[Any]:
    from matplotlib.patches import Patch

    colours, found = _colours(look), {part.b12_origin for part in rows}
    entries = [
        Patch(facecolor=colours[origin], edgecolor=look.palette.ink, linewidth=0.5, label=name)
        for origin, name in ORIGINS.items()
        if origin in found
    ]
    if any(part.unknown_entries for part in rows):
        entries.append(
            Patch(
                facecolor="none",
                hatch="////",
                edgecolor=look.palette.soft,
                label="more, amount unknown",
            )
        )
    return entries
