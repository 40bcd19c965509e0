"""The one sheet for a doctor, read in a minute: who, treatment, tests, symptoms, questions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from b12track.analysis.judgement_words import sentence, would_settle
from b12track.analysis.summary import summary
from b12track.analysis.symptom_series import series_of
from b12track.diary.plans import words_of
from b12track.quantity import ug_text, whole
from b12track.report.blocks import Block, Listing, Paragraph, Section, Spark, table
from b12track.report.health_record import place_in_range, range_text
from b12track.text import escaped
from b12track.wording import UNNAMED, day_name, of_days, reference_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.analysis.symptom_series import Series
    from b12track.diary.labs import Lab
    from b12track.report.facts import DoctorReport

#: So many fit on one sheet of A4; the rest stands in the annex, and the sheet says so.
MOST_LABS: Final = 12
MOST_SYMPTOMS: Final = 10
_MOST_TREATMENTS: Final = 5
_RECENT_DAYS: Final = 84
_TEST_DAYS: Final = 365
#: Tests that say more than total B12 does, and after a high dose still.
_FUNCTIONAL: Final = ("mma", "holotc", "homocysteine")
MARKERS: Final = {
    "b12": "B12, total",
    "holotc": "active B12 (holoTC)",
    "mma": "MMA",
    "homocysteine": "homocysteine",
    "folate": "folate",
    "haemoglobin": "haemoglobin",
    "mcv": "MCV",
}


def who(report: DoctorReport) -> str:
    """The person in one line: born, sex, diet, conditions, medicines; what is not said is left."""
    now, age = report.person.circumstances, report.person.age_years
    sex = {"f": "female", "m": "male"}.get(now.sex or "")
    birthday = day_of(now.born) if now.born else ""
    born = f"born {birthday}{f' ({age})' if age is not None else ''}" if now.born else None
    first = ", ".join(word for word in (born, sex, now.diet, now.stage) if word)
    named = {"conditions": now.conditions, "medicines": now.medicines}
    parts = [f"{what}: {', '.join(keys).replace('-', ' ')}" for what, keys in named.items() if keys]
    line = "; ".join([first, *parts] if first else parts)
    return escaped(f"{line[:1].upper()}{line[1:]}." if line else "")


def sheet_sections(report: DoctorReport) -> list[Section]:
    """The sections of the sheet, only those that have something to say, and what is not known."""
    sections = [
        Section("judgement", "In one sentence", _judgement(report)),
        Section("treatment", "B12 treatment", _treatment(report)),
        Section("tests", "Blood tests", _labs(report)),
        Section("symptoms", "Symptoms", _symptoms(report)),
        Section("questions", "My questions", _questions(report)),
        Section("unknown", "What is not known", [Listing(not_known(report))]),
    ]
    return [section for section in sections if section.blocks]


def _judgement(report: DoctorReport) -> list[Block]:
    answer = report.judgement
    facts = [f"Reference {reference_name(answer.reference)}."]
    mean = summary(report.days[-_RECENT_DAYS:])
    if mean.mean_ng_per_day is not None:
        least = "at least " if mean.lower_bound_days else ""
        facts.insert(
            0,
            f"Swallowed {least}{ug_text(whole(mean.mean_ng_per_day))} µg a day on"
            f" {mean.recorded_days} recorded of the last {mean.total_days} days.",
        )
    return [Paragraph(sentence(answer), "finding"), Paragraph(" ".join(facts))]


def _treatment(report: DoctorReport) -> list[Block]:
    """Schedules with last and next; injections and tablets without one by what is recorded."""
    rows: list[list[str]] = [
        [
            words_of(treatment.regimen.plan),
            short_day(treatment.regimen.starts_on),
            short_day(treatment.last_on) if treatment.last_on else "none recorded",
            short_day(treatment.next_on)
            + (" (past)" if treatment.next_on < report.made_on else ""),
        ]
        for treatment in report.treatments[:_MOST_TREATMENTS]
    ]
    planned = {treatment.regimen.plan.route == "injection" for treatment in report.treatments}
    given = report.record.injections
    if given and True not in planned:
        last = given[-1]
        what = f"{ug_text(last.dose_ng)} µg {last.form} injected, {len(given)} recorded"
        first = date.fromisoformat(given[0].given_on)
        rows.append([what, short_day(first), day_of(last.given_on), "no schedule"])
    if False not in planned:
        rows += [
            [
                f"{product.name}, {product.entries:,} times",
                day_of(product.first),
                day_of(product.last),
                "no schedule",
            ]
            for product in report.eaten.supplements[:3]
        ]
    rest = report.treatments[_MOST_TREATMENTS:]
    if rest:
        rows.append([f"and {len(rest)} more schedules", "", "", ""])
    columns = ["What", "Since", "Last", "Next"]
    cells = [[escaped(cell) for cell in row] for row in rows]
    nothing = Paragraph("No injection, tablet or schedule is recorded.")
    return table("Treatment", "Treatment as recorded", columns, cells) or [nothing]


def short_day(day: date) -> str:
    """A day without its weekday: "22 Nov 2026"."""
    return f"{day.day} {day:%b} {day.year}"


def day_of(iso: str) -> str:
    """A day as it is kept, "2026-11-22", in the words of `short_day`."""
    return short_day(date.fromisoformat(iso))


def lab_row(lab: Lab) -> list[str]:
    """One test: day, marker, value, the laboratory's own range, and where the value lies in it."""
    name, value = MARKERS.get(lab.marker, lab.marker), f"{lab.value} {lab.unit}"
    row = [day_of(lab.taken_on), name, value, range_text(lab) or "none given", lab_mark(lab)]
    return [escaped(cell) for cell in row]


def lab_mark(lab: Lab) -> str:
    """Where a value lies in the laboratory's own range, and whether B12 was being replaced."""
    place = "" if lab.low is None and lab.high is None else place_in_range(lab)
    mark = {"below": "▼ below", "above": "▲ above"}.get(place, place)
    replaced = "on B12" if lab.replaced_by else ""
    return ", ".join(part for part in (mark, replaced) if part)


def _labs(report: DoctorReport) -> list[Block]:
    """All tests, the newest last; the earliest are left to the annex where there are too many."""
    labs = report.record.labs
    columns = ["Day", "Test", "#Value", "Laboratory's range", "Mark"]
    rows = [lab_row(lab) for lab in labs[-MOST_LABS:]]
    blocks = table("Blood tests", "Values as printed by the laboratory", columns, rows)
    if any(lab.replaced_by for lab in labs):
        blocks.append(
            Paragraph(
                "On B12: an injection or a high dose in the 120 days before; total B12 cannot be"
                " interpreted then.",
                "small",
            )
        )
    if labs[MOST_LABS:]:
        earlier = of_days(len(labs) - MOST_LABS, "earlier result")
        blocks.append(Paragraph(f"{earlier} in the annex.", "small"))
    return blocks


def _symptoms(report: DoctorReport) -> list[Block]:
    """A row for each symptom: first, worst, now, and a spark over the lines of the injections."""
    series = series_of(report.record.symptoms)
    if not series:
        return []
    rows = [_symptom_row(each, report) for each in series[:MOST_SYMPTOMS]]
    columns = ["In the person's words", "#First", "#Worst", "#Last", "Noted", "Over time"]
    caption = "Severity from 0 (gone) to 10"
    if report.record.injections:
        caption += "; in the small pictures each upright line is an injection"
    rest = series[MOST_SYMPTOMS:]
    words = "Each of these has many causes; standing beside injections proves nothing."
    if rest:
        names = ", ".join(escaped(each.name) for each in rest)
        words += f" Noted too, see the annex: {names}."
    return [*table("Symptoms", caption, columns, rows), Paragraph(words, "small")]


def _symptom_row(series: Series, report: DoctorReport) -> list[str | Spark]:
    first, last = series.notes[0], series.notes[-1]
    points = [(date.fromisoformat(note.noted_on), note.severity) for note in series.notes]
    injected = [date.fromisoformat(given.given_on) for given in report.record.injections]
    begun, ended = record_ends(report)
    words = (
        f"{escaped(series.name)}: {of_days(len(points), 'note')}, first {first.severity}, worst"
        f" {series.worst.severity}, last {last.severity}"
    )
    spark = Spark(points, injected, begun, ended, words)
    since = f"{len(points):,} ×, last {short_day(points[-1][0])}"
    numbers = [str(value) for value in (first.severity, series.worst.severity, last.severity)]
    return [escaped(series.name), *numbers, since, spark]


def record_ends(report: DoctorReport) -> tuple[date, date]:
    """The days over which sparks run: from the first injection or note to the report's last."""
    known = [note.noted_on for note in report.record.symptoms]
    known += [given.given_on for given in report.record.injections]
    first = min(date.fromisoformat(day) for day in known)
    return first, max(report.days[-1].date, first + timedelta(days=1))


def _questions(report: DoctorReport) -> list[Block]:
    if not report.questions:
        return []
    return [Listing([escaped(question) for question in report.questions], is_numbered=True)]


def not_known(report: DoctorReport) -> list[str]:
    """What a reader might take for granted and the diary does not say."""
    recent = report.days[-_RECENT_DAYS:]
    missing = sum(not day.is_recorded for day in recent)
    items = []
    settle = would_settle(report.judgement)
    if settle:
        items.append(f"What would settle the judgement: {settle}.")
    if missing:
        items.append(f"{missing} of the last {of_days(len(recent))} are not recorded in full.")
    entries = sum(food.entries for food in report.eaten.foods)
    unknown = sum(food.unknown_entries for food in report.eaten.foods)
    if unknown:
        items.append(f"{unknown:,} of {entries:,} entries hold foods without a B12 value.")
    items += _tests_not_known(report)
    now = report.person.circumstances
    unsaid = [
        name
        for name, value in (
            ("name", report.person.name != UNNAMED),
            ("date of birth", now.born),
            ("diet", now.diet),
            ("conditions", now.conditions),
            ("medicines", now.medicines),
        )
        if not value
    ]
    if unsaid:
        items.append(f"Not said by the person: {', '.join(unsaid)}.")
    if report.outside:
        outside = ", ".join(f"{count:,} {name}" for name, count in report.outside.items())
        items.append(f"Outside {report.span}, and not counted in the intake: {outside}.")
    return items or ["Nothing that this page asks for is missing."]


def _tests_not_known(report: DoctorReport) -> Sequence[str]:
    labs = report.record.labs
    if not labs:
        return ["No blood test is recorded."]
    items = []
    year = (report.made_on - timedelta(days=_TEST_DAYS)).isoformat()
    recent = [lab.marker for lab in labs if lab.taken_on > year]
    if "b12" not in recent:
        items.append("No total B12 was recorded in the last 12 months.")
    if not any(marker in recent for marker in _FUNCTIONAL):
        items.append("No MMA, holoTC or homocysteine was recorded in the last 12 months.")
    without = sum(lab.low is None and lab.high is None for lab in labs)
    if without:
        items.append(f"{of_days(without, 'result')} without the laboratory's own range.")
    return items


def heading(report: DoctorReport) -> str:
    """The title of the sheet."""
    name = report.person.name
    return "Vitamin B12" if name == UNNAMED else f"Vitamin B12: {escaped(name)}"


def made_words(report: DoctorReport) -> str:
    """The span and the day it was made."""
    return f"Diary of {report.span}, made on {day_name(report.made_on)} with b12track."
