"""A judgement and its low periods as sentences."""

from __future__ import annotations

from datetime import date

import pytest

from b12track.analysis.judgement import judgement
from b12track.analysis.judgement_words import (
    due_words,
    period_words,
    reference_fact,
    reserve_words,
    sentence,
    would_settle,
)
from b12track.analysis.low_periods import low_periods
from b12track.diary.flag_notes import FlagNote
from b12track.science.band import Band
from tests.analysis.diaries import span_of

START = (
    "By a rough model for people in general, 4 weeks at this amount take about {0} of what can be"
    " spared; at it the rest lasts {1}."
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("30*0.2", START.format("3 % (1 to 7)", "9 years (3 to never)")),
        ("30*0.9", START.format("2 % (0 to 6)", "for good")),
        ("30*0", START.format("3 % (2 to 7)", "6 years (3 to 13)")),
    ],
)
def test_what_a_time_takes_of_the_reserve(text: str, words: str) -> None:
    span = span_of(text)
    (period,) = low_periods(span, span.last)
    assert reserve_words(period) == words


def test_a_period_in_words() -> None:
    to = date(2026, 2, 2)
    (period,) = low_periods(span_of("30*0.2"), to)
    put_off = FlagNote(1, 1, "low-2026-01-04", "snoozed", "notice", "2026-02-02", "2026-03-01")
    days, tail = "Notice, 4 Jan to Mon 2 Feb", "30 of 30 days recorded; 1 µg needed."
    assert period_words(period, to) == (f"{days}, still open: about 0.2 µg absorbed a day, {tail}")
    assert period_words(period._replace(band=Band(0.0, 0.0, 0.0)), to) == (
        f"{days}, still open: 0 µg absorbed a day, {tail}"
    )
    assert period_words(period._replace(state="closed"), to).startswith(f"{days}: about")
    assert period_words(period._replace(state="stale"), to).startswith(
        f"{days}, stale: nothing recorded since: about"
    )
    assert period_words(period._replace(state="snoozed", snooze=put_off), to).startswith(
        f"{days}, snoozed until 1 Mar: about"
    )


FOODS = "the foods of these days, or their B12 values"


@pytest.mark.parametrize(
    ("text", "words", "settles"),
    [
        ("13*1.5", "Not judged yet: 13 days are recorded; 14 are needed.", "1 more recorded day"),
        ("3*1.5", "Not judged yet: 3 days are recorded; 14 are needed.", "11 more recorded days"),
        (
            "30*=1.2",
            "If those totals are complete: 1.20 µg a day on 28 of 28 days, below 2.4 µg.",
            FOODS,
        ),
        (
            "30*0.3?",
            "If those days are complete: 0.60 µg a day on 28 of 28 days, below 2.4 µg.",
            FOODS,
        ),
        (
            "6*1 T 21*1.5",
            "Recorded food and tablets met the reference over the last 28 days (28 recorded).",
            None,
        ),
    ],
)
def test_a_judgement_in_words_and_what_would_settle_it(
    text: str, words: str, settles: str | None
) -> None:
    judged = judgement(span_of(text))
    assert (sentence(judged), would_settle(judged)) == (words, settles)


def test_what_is_too_near_is_not_judged() -> None:
    judged = judgement(span_of(" ".join(["0.1 1.7"] * 14)))
    assert sentence(judged) == (
        "Not judged: about 0.9 µg absorbed a day on 28 recorded days is too near the 1 µg needed."
    )
    assert would_settle(judged) == "more recorded days"


def test_days_with_foods_of_unknown_b12_are_counted() -> None:
    judged = judgement(span_of("5*9 14*0.2? 14*1.6?"))._replace(because="unknown-b12")
    assert sentence(judged) == (
        "Not judged: 28 of the last 28 days hold foods without a B12 value, or a bare total."
    )
    assert would_settle(judged) == FOODS


def test_totals_may_be_called_complete() -> None:
    judged = judgement(span_of("30*=1.2"))._replace(has_totals=True)
    assert would_settle(judged) == (
        f"{FOODS}; or, where the totals of a tracker leave nothing out,"
        " b12track import --totals complete"
    )


def test_what_is_low_says_since_when_and_why() -> None:
    assert sentence(judgement(span_of("28*0.01", ("diet", "vegan")))) == (
        "Low for 4 weeks: about 0.01 µg absorbed a day, 28 of 28 days recorded."
        " No fortified food, supplement or injection on 28 recorded days."
    )
    assert sentence(judgement(span_of("7*1.5", ("diet", "vegan")))) == (
        "Low for 7 days: no fortified food, supplement or injection on 7 recorded days."
    )
    assert sentence(judgement(span_of("30*0.2 15*."))) == (
        "Low for 4 weeks up to 2 Feb: about 0.2 µg absorbed a day, 30 of 30 days recorded."
        " Nothing is recorded since."
    )


def test_where_no_authority_says_what_is_needed_nothing_is_judged() -> None:
    judged = judgement(span_of("30*1.5", ("born", "2025-12-30")))
    assert sentence(judged) == (
        "Not judged: no authority has set an average requirement for this age."
    )
    assert would_settle(judged) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0.1 T", "Covered until Mon 12 Jan by today's tablet."),
        ("0.1 T 0.1", "Covered until Mon 12 Jan by Monday's tablet."),
        ("T 6*0.1", "Covered until Sun 11 Jan by Sunday's tablet."),
        ("T 7*0.1", "Covered until Sun 11 Jan by the tablet of Sun 4 Jan."),
    ],
)
def test_a_dose_is_named_by_its_weekday_for_a_week(text: str, words: str) -> None:
    assert sentence(judgement(span_of(text))) == words


def test_a_cover_without_a_dose_is_said_in_a_word() -> None:
    judged = judgement(span_of("0.1 T"))._replace(cover=None)
    assert sentence(judged, "Ada") == "Ada: Covered."


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([1], "1 Thursday on which a tablet was due is not recorded"),
        ([1, 8], "2 Thursdays on which a tablet was due are not recorded"),
        ([8, 4, 1], "2 Thursdays and 1 Sunday on which a tablet was due are not recorded"),
        ([5, 6, 7], "3 days on which a tablet was due are not recorded"),
    ],
)
def test_due_days_are_named_by_their_weekdays(days: list[int], words: str) -> None:
    assert due_words([date(2026, 1, day) for day in days]) == words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ((("condition", "gastrectomy"),), " by a model for gastrectomy"),
        ((("born", "1950-01-01"),), ""),
        (
            (("born", "1950-01-01"), ("condition", "atrophic-gastritis"), ("medicine", "ppi")),
            " by a model for atrophic gastritis and ppi",
        ),
    ],
)
def test_a_model_of_a_condition_is_named(facts: tuple[tuple[str, str], ...], words: str) -> None:
    assert f"absorbed a day{words}, 28 of 28 days" in sentence(judgement(span_of("28*0.1", *facts)))


def test_the_reference_is_named_and_never_a_verdict() -> None:
    assert reference_fact(judgement(span_of("0.1"))) == "Reference 2.4 µg (US/Canada RDA 1998)."
