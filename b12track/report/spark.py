"""A symptom over its injections in the space of a word: points that any paper can draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from b12track.report.blocks import Spark

WIDE: Final = 120.0
HIGH: Final = 16.0
_MOST_SEVERE: Final = 10
_EDGE: Final = 2.0
#: The same teal and blue as in the pictures; both differ from white by more than 3 : 1.
LINE: Final = "#0b4f8a"
INJECTION: Final = "#2f8083"


class Drawn(NamedTuple):
    """A spark in a box of WIDE by HIGH, y downward: the line, and where injections stand."""

    points: list[tuple[float, float]]
    injections: list[float]


def drawn(spark: Spark) -> Drawn:
    """Where the points and the injections of a spark lie."""
    days = max((spark.last - spark.first).days, 1)

    def x(day: date) -> float:
        share = (day - spark.first).days / days
        return round(_EDGE + (WIDE - 2 * _EDGE) * share, 2)

    room = HIGH - 2 * _EDGE
    points = [(x(on), round(HIGH - _EDGE - room * s / _MOST_SEVERE, 2)) for on, s in spark.points]
    inside = [on for on in spark.injected_on if spark.first <= on <= spark.last]
    return Drawn(points, [x(on) for on in inside])


def svg(spark: Spark) -> bytes:
    """The spark as a picture of its own, without a letter in it."""
    points, injections = drawn(spark)
    lines = "".join(
        f'<path d="M{x} 0V{HIGH}" stroke="{INJECTION}" stroke-width="1.4"/>' for x in injections
    )
    path = " ".join(f"{'L' if number else 'M'}{x} {y}" for number, (x, y) in enumerate(points))
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="1.7" fill="{LINE}"/>' for x, y in points[-1:])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE:g} {HIGH:g}"'
        f' width="{WIDE:g}" height="{HIGH:g}">'
        f'<path d="M0 {HIGH - 0.5}H{WIDE:g}" stroke="#9aa3ad" stroke-width="0.6"/>{lines}'
        f'<path d="{path}" fill="none" stroke="{LINE}" stroke-width="1.4"/>{dots}</svg>'
    ).encode()
