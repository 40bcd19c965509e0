"""The words of a picture: finding, units, source and alternative text; no drawing library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.quantity import plain, ug_text
from b12track.wording import band_text, day_name, of_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.charts.timeline import Timeline
    from b12track.diary.days import Day
    from b12track.science.band import Band

#: Parts of a day in the order of its bar; the last is what another tracker's total says beyond
#: the foods that are named.
PARTS: Final = ("food", "fortified food", "supplement", "foods not named")


class ReferenceLine(NamedTuple):
    """A dietary reference value as charts say it; nanograms swallowed per day.

    `daily_ng` holds the value in force on each day where it changed between them.
    """

    per_day_ng: int
    authority: str
    kind: str
    source: str
    daily_ng: tuple[int, ...] = ()

    @property
    def thresholds(self) -> int | tuple[int, ...]:
        """What days are judged by: one value for all, or one for each."""
        return self.daily_ng or self.per_day_ng

    def on(self, index: int) -> int:
        """The value of the day at this place of the span."""
        return self.daily_ng[index] if self.daily_ng else self.per_day_ng

    @property
    def value(self) -> str:
        """The amount without padding zeros: "2.4 µg"."""
        from decimal import Decimal

        return f"{plain(Decimal(self.per_day_ng) / 1000)} µg"

    @property
    def name(self) -> str:
        """The value with who says it: "2.4 µg (US/Canada RDA 1998)"."""
        return f"{self.value} ({self.authority} {self.kind})"


class Mark(NamedTuple):
    """Something beside the meals on a day: an "injection", a "blood test" or a "symptom"."""

    date: date
    kind: str
    words: str


class Words(NamedTuple):
    """What stands in and beside a picture; `alt` says all of it to who cannot see it.

    Under a headline that judges, `finding` is what the picture itself says.
    """

    title: str
    subtitle: str
    footnote: str
    alt: str
    finding: str = ""

    @property
    def alone(self) -> Words:
        """These words without the headline, where a page says the judgement already."""
        if not self.finding:
            return self
        alt = self.alt.removeprefix(f"{self.title}. ")
        return Words(self.finding.rstrip("."), self.subtitle, self.footnote, alt)

    def under(self, headline: str) -> Words:
        """These words below the judgement's sentence, which the picture then opens with."""
        headline = headline.rstrip(".")
        if not headline:
            return self
        return Words(
            headline, self.subtitle, self.footnote, f"{headline}. {self.alt}", f"{self.title}."
        )


def parts_of(day: Day) -> tuple[int, ...]:
    """The nanograms of a day in the order of PARTS."""
    named = (day.food_ng, day.fortified_ng, day.supplement_ng)
    return (*named, max(0, (day.b12_ng or 0) - sum(named)))


def amount_label(day: Day) -> str:
    """The amount over a bar: "1.20", "≥1.20" for a lower bound, "?" where nothing is known."""
    if day.b12_ng is None:
        return "?" if day.entries else ""
    return f"{'≥' if day.is_lower_bound else ''}{ug_text(day.b12_ng)}"


def day_sentence(day: Day, absorbed: Band | None = None) -> str:
    """One day in words: its amount, where it came from, its state, what the model absorbs (µg)."""
    name = day_name(day.date)
    if day.b12_ng is None:
        return f"{name}: {'B12 unknown' if day.entries else day.state}."
    parts = [f"{name} {ug_text(ng)}" for name, ng in zip(PARTS, parts_of(day), strict=True) if ng]
    by_origin = f" ({', '.join(parts)})" if parts else ""
    least = "at least " if day.is_lower_bound else ""
    state = "" if day.state == "complete" else f", {day.state}"
    taken_up = f"; absorbed {band_text(absorbed)}" if absorbed and day.b12_ng else ""
    return f"{name}: {least}{ug_text(day.b12_ng)} µg{by_origin}{state}{taken_up}."


def states_finding(timeline: Timeline) -> str:
    """How the recorded days stand to the reference; where doses cover days, how many are fine."""
    from b12track.analysis.findings import intake_finding

    states = timeline.states
    covered = states.count("covered")
    if not covered:
        return intake_finding(timeline.days, timeline.line.thresholds)
    fine = covered + states.count("enough")
    rest = [
        f"{count} {name}"
        for count, name in (
            (states.count("below") + states.count("none"), "below"),
            (states.count("unsure"), "not certain"),
            (states.count("unrecorded") + states.count("paused"), "not recorded"),
        )
        if count
    ]
    tail = f"; {', '.join(rest)}" if rest else ""
    return f"At the reference or covered by a dose on {fine:,} of {of_days(len(states))}{tail}"


def dose_sentences(timeline: Timeline, most: int = 20) -> list[str]:
    """The newest injections and large tablets of the span in words, and how many more there are."""
    first, last = timeline.days[0].date, timeline.days[-1].date
    doses = [dose for dose in timeline.doses if first <= dose.on <= last]
    sentences = [
        f"{day_name(dose.on)}, {dose.kind}: {ug_text(dose.dose_ng)} µg, of which"
        f" {band_text(dose.kept_ug)} {'stay' if dose.kind == 'injection' else 'are absorbed'}."
        for dose in doses[-most:]
    ]
    return [f"{len(doses) - most} earlier doses.", *sentences] if len(doses) > most else sentences


def states_sentence(days: Sequence[Day]) -> str:
    """How many days are recorded, partial, paused, unrecorded or partly unknown."""
    counts = {
        "recorded": sum(day.is_recorded for day in days),
        "partial": sum(day.state == "partial" for day in days),
        "paused": sum(day.state == "paused" for day in days),
        "unrecorded": sum(day.state == "unrecorded" for day in days),
        "with unknown foods": sum(day.b12_unknown_entries > 0 for day in days),
    }
    counted = [f"{count} {name}" for name, count in counts.items() if count or name == "recorded"]
    return f"Days: {', '.join(counted)}, of {len(days)}."
