"""Every picture for every eye: no word is cut by the edge, and none lies over another."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from matplotlib.text import Text

from b12track.analysis.contributors import Contributor
from b12track.charts.fridge import DueDose, Fridge
from b12track.charts.line_breaks import lines_of, width_em
from b12track.charts.picture import (
    Picture,
    calendar_picture,
    fridge_picture,
    sources_picture,
    store_picture,
    symptoms_picture,
    trend_picture,
    week_picture,
)
from b12track.charts.sources import Sources
from b12track.charts.style import Look
from b12track.charts.symptoms import Symptoms
from b12track.charts.trend import Trend
from b12track.charts.words import Mark
from b12track.science.band import Band
from tests.charts.diaries import FIRST, day, days, injection, long, tablet, timeline
from tests.charts.layout import laid_out
from tests.charts.test_store import projection
from tests.charts.test_symptoms import noted

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HEADLINE = (
    "Low for 7 months: about 0.3 µg absorbed a day, 178 of 200 days recorded. No fortified food,"
    " supplement or injection on 178 recorded days"
)
SHORT = timeline(days("-#.u00T"), headline=HEADLINE, doses=[tablet(6), injection(-40)])
YEAR = timeline(
    long(300, FIRST),
    headline=HEADLINE,
    doses=[tablet(6), injection(20), injection(120)],
    marks=[Mark(date(2026, 12, 20), kind, "x") for kind in ("blood test", "symptom")],
)
NOTES = [
    noted("2026-12-20", "paraesthesia", 3, "tingling in the toes"),
    noted("2027-01-25", "fatigue", 10, "tired"),
]
EATEN = Sources(
    [
        Contributor("cooked salmon", "a", "natural", 42_000, 40, 2),
        Contributor("fortified soy milk, unsweetened, 1 litre", "b", "fortified", 13_000, 9, 0),
        Contributor("vitamin B12 (cyanocobalamin)", "c", "supplement", 26_000_000, 13, 0),
    ],
    FIRST,
    date(2027, 2, 22),
    71,
    headline=HEADLINE,
)
DUE = [
    DueDose(date(2026, 11, 29), "2,000 µg by mouth, once a week on Sunday"),
    DueDose(date(2026, 10, 13), "1 mg hydroxocobalamin injected, every 3 months"),
]
ABSORBED = {f"2026-11-{number}": Band(0.3, 0.7, 1.8) for number in range(16, 22)}
ALIKE = [day(offset, food=2230) for offset in range(6)] + [day(6, "unrecorded")]
PICTURES: dict[str, Picture] = {
    "week": week_picture(SHORT),
    "week of like amounts": week_picture(timeline(ALIKE, absorbed=ABSORBED, headline=HEADLINE)),
    "trend": trend_picture(Trend(YEAR)),
    "calendar": calendar_picture(YEAR),
    "sources": sources_picture(EATEN),
    "symptoms": symptoms_picture(Symptoms(YEAR, NOTES)),
    "store that falls": store_picture(projection(0, 0, 0)),
    "store that rises": store_picture(projection(3.1, 3.1, 8.1)),
    "fridge": fridge_picture(Fridge("Maria", SHORT, date(2026, 11, 22), DUE)),
}
LOOKS = [
    Look("page"),
    Look("page", large=True),
    Look("phone"),
    Look("phone", large=True),
    Look("slide", dark=True),
    Look("a4", large=True),
]


def texts(figure: Figure) -> list[Text]:
    """The words that are drawn: a tick outside its axis has a label that is not."""
    unseen = {
        label
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks()
        for label in (tick.label1, tick.label2)
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    }
    return [
        text
        for text in figure.findobj(Text)
        if text.get_text().strip() and text.get_visible() and text not in unseen
    ]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PICTURES)
def test_no_word_is_cut_and_none_lies_over_another(name: str, look: Look) -> None:
    if name == "fridge":  # a sheet of paper unless a phone shows it
        look = look._replace(size_name="phone" if look.size_name == "phone" else "a4")
    figure = PICTURES[name].draw(look)
    renderer = laid_out(figure)
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts(figure)]
    paper = figure.bbox
    cut = [
        words
        for words, box in boxes
        if box.x0 < -1 or box.y0 < -1 or box.x1 > paper.width + 1 or box.y1 > paper.height + 1
    ]
    assert cut == []
    least = look.size.points / 72 * look.size.dpi * 0.25
    over = [
        (words, others)
        for (words, box), (others, other) in combinations(boxes, 2)
        if min(box.x1, other.x1) - max(box.x0, other.x0) > least
        and min(box.y1, other.y1) - max(box.y0, other.y0) > least
    ]
    assert over == []


def test_within_a_page_a_picture_says_its_own_finding_alone() -> None:
    figure = PICTURES["week"].draw(Look(has_headline=False))
    words = PICTURES["week"].words.alone
    assert " ".join(figure.texts[0].get_text().split()) == words.title
    assert HEADLINE not in words.alt
    assert words.alt.startswith(f"Bar chart. {words.title}.")


def test_a_calendar_of_two_years_in_large_letters_fits_a_sheet_of_paper() -> None:
    figure = calendar_picture(timeline(long(720))).draw(Look(large=True))
    wide, high = figure.get_size_inches()
    assert high / wide < 1.41


def test_no_line_of_words_ends_alone() -> None:
    subtitle = "Mean of 4 recorded days: 0.64 µg, median 0.71. And so on to the end."
    for room in range(12, 40):
        lines = lines_of(subtitle, room)
        assert all(width_em(line) <= room for line in lines)
        assert not any(line.endswith((" 0.64", " 4")) for line in lines)
        assert len(lines) == 1 or " " in lines[-1]
