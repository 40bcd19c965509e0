"""The five answers, each on the diaries that call for it, and the sentence of each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from b12track.analysis.absorbed import NOTHING
from b12track.analysis.day_intakes import DayIntake
from b12track.analysis.health_record import HealthRecord
from b12track.analysis.judgement import (
    Judgement,
    _regimen_covers,
    days_without_source,
    judgement,
)
from b12track.analysis.judgement_words import sentence, would_settle
from b12track.diary.doses import Injection
from b12track.diary.plans import Plan
from b12track.diary.regimens import Regimen
from b12track.science.band import Band
from tests.analysis.diaries import FIRST, day_intakes, span_of, span_with


def answer(text: str, *facts: tuple[str, str], record: HealthRecord | None = None) -> Judgement:
    return judgement(span_of(text, *facts, record=record))


@pytest.mark.parametrize(
    ("text", "facts", "expected", "because"),
    [
        (" ".join(["T 6*0.1"] * 8), (), "covered", "dose-by-mouth"),
        ("28*1.5", (), "enough", "mean"),
        ("14*1.5", (), "enough", "mean"),
        ("28*1.1", (), "enough", "below-recommendation"),
        ("28*1.1", (("authority", "efsa"),), "enough", "mean"),  # an AI is never a threshold
        ("28*0.2", (), "low", "absorbed"),
        ("7*0.2", (), "low", "absorbed"),
        ("7*0.2", (("diet", "vegan"),), "low", "no-reliable-source"),
        ("30*=1.2", (), "low-if-complete", "totals"),
        ("30*=5", (), "enough", "mean"),
        ("30*0.3?", (), "low-if-complete", "unknown-foods"),
        ("13*1.5", (), "cannot-be-judged", "few-recorded-days"),
        ("40*.", (), "cannot-be-judged", "few-recorded-days"),
        ("6*0.2", (), "cannot-be-judged", "few-recorded-days"),
    ],
)
def test_the_answers(
    text: str, facts: tuple[tuple[str, str], ...], expected: str, because: str
) -> None:
    judged = answer(text, *facts)
    assert (judged.answer, judged.because) == (expected, because)


def test_seven_zero_days_are_not_passed_over() -> None:
    judged = answer("7*0")
    assert (judged.answer, judged.tier) == ("low", "note")
    assert sentence(judged) == (
        "Low for 7 days: 0 µg absorbed a day, 7 of 7 days recorded."
        " A short stretch; stores last years."
    )


def test_a_due_sunday_that_is_not_recorded_is_named() -> None:
    judged = answer(" ".join(["T 6*0.1"] * 6 + [". 6*0.1"] * 4))
    assert (judged.answer, judged.because) == ("cannot-be-judged", "due-doses")
    assert sentence(judged) == ("Not judged: 4 Sundays on which a tablet was due are not recorded.")
    assert [day.weekday() for day in judged.due_days] == [6, 6, 6, 6]
    assert (would_settle(judged) or "").startswith("saying whether a tablet was taken on")


def test_a_recorded_sunday_without_the_tablet_counts_as_none() -> None:
    judged = answer(" ".join(["T 6*0.1"] * 6 + ["7*0.1"] * 5))
    assert (judged.answer, judged.tier) == ("low", "notice")


def test_an_injection_covers_as_long_as_published_schedules() -> None:
    given = Injection(1, 1, FIRST.isoformat(), None, None, 1_000_000, "hydroxocobalamin", None)
    record = HealthRecord(injections=[given])
    judged = answer("60*0.01", ("condition", "pernicious-anaemia"), record=record)
    assert (judged.answer, judged.until) == ("covered", FIRST + timedelta(days=91))
    assert sentence(judged) == "Covered until 5 Apr by the injection of 4 Jan."


def test_a_dose_says_what_was_low_before_it() -> None:
    judged = answer("84*0.1 T 3*0.1")
    assert (judged.answer, judged.until) == ("covered", date(2026, 4, 5))
    assert sentence(judged) == (
        "Covered until Sun 5 Apr by Sunday's tablet. Low before that, for 12 weeks up to 28 Mar."
    ).replace("28 Mar", "Sat 28 Mar")


def test_today_is_the_day_on_which_it_is_read() -> None:
    span = span_of("0.1 T")
    assert judgement(span).is_today
    assert sentence(judgement(span)).endswith(" by today's tablet.")
    span.today = span.last
    assert judgement(span).is_today
    span.today = span.last + timedelta(days=1)
    assert not judgement(span).is_today
    assert sentence(judgement(span)).endswith(" by Monday's tablet.")


@pytest.mark.parametrize(
    "facts", [("condition", "gastrectomy"), ("condition", "gastric-bypass"), ("born", "2025-01-01")]
)
def test_some_are_flagged_sooner(facts: tuple[str, str]) -> None:
    assert answer("28*0.2", facts).tier == "flag"
    assert answer("28*0.2").tier == "notice"


@pytest.mark.parametrize(("days", "tier"), [(6, None), (7, "note"), (28, "notice"), (84, "flag")])
def test_a_vegan_diet_without_a_source_by_recorded_days(days: int, tier: str | None) -> None:
    assert answer(f"{days}*0.1", ("diet", "vegan")).tier == tier


@pytest.mark.parametrize(
    ("text", "source", "days"),
    [
        ("9*0.1", None, 9),
        ("9*0.1", 0, 8),
        ("9*0.1", 1, 7),
        ("9*0.1", 8, 0),
        ("9*0.1 27*. 3*0.1", None, 12),
        ("9*0.1 28*. 3*0.1", None, 3),
        ("9*0.1 20*. 0.1 20*. 3*0.1", None, 13),
    ],
)
def test_days_count_from_the_last_source_or_four_weeks_of_silence(
    text: str, source: int | None, days: int
) -> None:
    intakes = [
        each._replace(has_source=place == source) for place, each in enumerate(day_intakes(text))
    ]
    span = span_with(intakes, [("diet", "vegan")])
    assert days_without_source(span.course(span.last)) == days
    omnivore = span_with(intakes)
    assert days_without_source(omnivore.course(span.last)) == 0


def test_sentences_of_the_rest() -> None:
    assert sentence(answer("1.5 4*. 23*1.5")) == (
        "Recorded food met the reference over the last 28 days (24 recorded)."
    )
    assert sentence(answer("30*=1.2")) == (
        "If those totals are complete: 1.20 µg a day on 28 of 28 days, below 2.4 µg."
    )
    assert sentence(answer("28*1.1")) == (
        "Enough for half of people: 2.20 µg a day on 28 recorded days, below the RDA of 2.4 µg."
    )
    assert sentence(answer("35*0.2"), "Ada") == (
        "Ada: Low for 5 weeks: about 0.2 µg absorbed a day, 35 of 35 days recorded."
    )
    assert sentence(answer("5*1.5")) == "Not judged yet: 5 days are recorded; 14 are needed."


def test_a_sentence_names_what_the_model_rests_on() -> None:
    assert sentence(answer("28*1.5", ("medicine", "metformin"))) == (
        "Recorded food met the reference over the last 28 days (28 recorded)."
        " Intake says less with metformin."
    )
    assert sentence(answer("28*0.2", ("medicine", "ppi"))) == (
        "Low for 4 weeks: about 0.2 µg absorbed a day by a model for ppi, 28 of 28 days recorded."
    )
    assert sentence(answer("6*1 T 21*1.5")).startswith("Recorded food and tablets met")


def test_the_model_alone_never_calls_a_recommended_intake_low() -> None:
    """2.7 µg in one meal: the curve says 0.85 µg, the RDA is met."""
    intakes = [
        DayIntake(i.day._replace(b12_ng=2_700), Band(0.5, 0.85, 1.8), 0.0, NOTHING, False)
        for i in day_intakes("30*0.85")
    ]
    judged = judgement(span_with(intakes))
    assert (judged.answer, judged.period) == ("enough", None)
    ppi = judgement(span_with(intakes, [("medicine", "ppi")]))
    assert (ppi.answer, ppi.tier) == ("low", "notice")


def test_an_answer_says_what_was_swallowed_and_absorbed_on_average() -> None:
    judged = answer("10*2 . ~9 3*7? 15*1")
    assert judged.absorbed == pytest.approx((56 / 28 / 2, 56 / 28, 56 / 28 * 2))
    assert judged.intake_ug == pytest.approx(2 * 56 / 28)


@pytest.mark.parametrize(
    ("total_ug", "expected"),
    [
        ("1.9", ("low-if-complete", "totals")),  # half of it is less than is required
        ("2.2", ("cannot-be-judged", "unknown-b12")),  # half is enough, eaten at once it is not
        ("5", ("enough", "mean")),
    ],
)
def test_totals_without_foods_are_low_only_where_half_of_them_is(
    total_ug: str, expected: tuple[str, str]
) -> None:
    judged = answer(f"28*={total_ug}")
    assert (judged.answer, judged.because) == expected


@pytest.mark.parametrize(
    ("text", "expected", "because"),
    [
        ("14*=1.2", "low-if-complete", "totals"),
        ("13*=1.2", "cannot-be-judged", "few-recorded-days"),
        ("14*0.3?", "low-if-complete", "unknown-foods"),
        ("14*0.2? 14*1.6?", "cannot-be-judged", "unknown-b12"),
        ("14*1.5 15*.", "enough", "mean"),
        ("14*1.1", "enough", "below-recommendation"),
        ("13*1.1 14*1.1?", "enough", "mean"),
        ("14*1.5 16*.", "cannot-be-judged", "few-recorded-days"),
    ],
)
def test_fourteen_recorded_days_are_enough_to_say_something(
    text: str, expected: str, because: str
) -> None:
    judged = answer(text)
    assert (judged.answer, judged.because) == (expected, because)


def test_a_total_that_may_leave_foods_out_is_not_low_if_complete() -> None:
    whole = day_intakes("30*=1.2")
    assert judgement(span_with(whole)).answer == "low-if-complete"
    least = [i._replace(day=i.day._replace(total_reading="least")) for i in whole[-1:]]
    assert judgement(span_with([*whole[:-1], *least])).answer == "cannot-be-judged"


def test_an_answer_says_its_tier_and_since_when() -> None:
    low, vegan = answer("2*1.5 28*0.2"), answer("9*1.5", ("diet", "vegan"))
    assert (low.tier, low.since) == ("notice", FIRST + timedelta(days=2))
    assert low.period is not None
    assert low.absorbed == low.period.band
    assert (vegan.tier, vegan.since, vegan.period) == ("note", FIRST, None)
    assert vegan.days_without_source == 9
    gaps = answer("3*1.5 4*. =3 ~1 6*1.5", ("diet", "vegan"))
    assert (gaps.days_without_source, gaps.since) == (9, FIRST)
    enough, half = answer("28*1.5"), answer("28*1.1")
    assert (enough.tier, enough.since) == (None, None)
    assert (half.tier, half.because) == ("note", "below-recommendation")


def test_the_cover_that_lasts_longest_is_named_and_of_two_the_injection() -> None:
    given = Injection(1, 1, FIRST.isoformat(), None, None, 1_000_000, "cyanocobalamin", None)
    judged = answer("20*0.1 T 0.1", record=HealthRecord(injections=[given]))
    assert judged.cover is not None
    assert (judged.cover.on, judged.because) == (FIRST, "injection")
    assert (judged.since, judged.until) == (FIRST, FIRST + timedelta(days=30))
    later = answer("25*0.1 T 0.1", record=HealthRecord(injections=[given]))
    assert (later.because, later.until) == ("dose-by-mouth", FIRST + timedelta(days=32))
    equal = answer("23*0.1 T 0.1", record=HealthRecord(injections=[given]))
    assert (equal.because, equal.until) == ("injection", FIRST + timedelta(days=30))


def test_a_schedule_that_is_followed_covers_though_each_dose_is_small() -> None:
    plan = Plan("oral", None, 50_000, 1, 1, "day", None)
    record = HealthRecord(regimens=[Regimen(1, 1, plan, FIRST, None, None)])
    intakes = [i._replace(day=i.day._replace(supplement_ng=50_000)) for i in day_intakes("5*0.1")]
    judged = judgement(span_with(intakes, record=record))
    assert (judged.answer, judged.because) == ("covered", "dose-by-mouth")
    assert judged.cover is not None
    last = FIRST + timedelta(days=4)
    assert (judged.cover.dose_ug, judged.since, judged.until) == (50.0, last, last + timedelta(1))
    assert judgement(span_with(intakes)).answer == "cannot-be-judged"
    yesterday = last - timedelta(days=1)
    assert judgement(span_with(intakes, record=record), yesterday).since == yesterday


def test_injections_of_one_day_are_one_dose_of_the_schedule() -> None:
    half = Injection(1, 1, FIRST.isoformat(), None, None, 500_000, "hydroxocobalamin", None)
    plan = Plan("injection", "hydroxocobalamin", 1_000_000, 1, 12, "week", None)
    regimens = [Regimen(1, 1, plan, FIRST, None, None)]
    untils = [
        [
            cover.until
            for cover in _regimen_covers(
                span_of("5*0.1", record=HealthRecord(injections, regimens)), FIRST
            )
        ]
        for injections in ([half, half._replace(injection_id=2)], [half], [])
    ]
    assert untils == [[FIRST + timedelta(weeks=12)], [], []]
