"""The annex of the report: pictures and tables behind the sheet, only what is not empty."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from b12track import __version__
from b12track.analysis.contributors import by_origin
from b12track.analysis.findings import days_below, share_text
from b12track.analysis.judgement_words import period_words
from b12track.analysis.other_nutrients import b6_limits
from b12track.analysis.summary import summary
from b12track.quantity import ug_text, whole
from b12track.report.blocks import Block, Figure, Listing, Paragraph, Section, TableBlock, table
from b12track.report.health_record import lab_bands
from b12track.report.sheet import MOST_LABS, day_of, lab_row
from b12track.science.body_store import retained_ug
from b12track.text import escaped
from b12track.wording import authority_name, band_text, mg_text, of_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.analysis.contributors import Contributor
    from b12track.report.facts import DoctorReport, Drawing

_FOODS: Final = 12
_UNKNOWN_FOODS: Final = 12
_NOTES: Final = 20
#: Beyond three years a row stands for a year, so that the table stays on one page.
_MONTHLY_DAYS: Final = 1100
_METHOD: Final = (
    "Amounts are what was swallowed, added up from entries that each keep the value and the source"
    " of their food as it was when they were written. A mean counts recorded days alone; a day"
    " without a record is not zero, a recorded zero counts, and a day that is not finished enters"
    " no mean. A value marked ≥ is a lower bound. What is absorbed is a model of means of studies;"
    " single people differ more. An intake below a reference value does not say that a person"
    " lacks the vitamin. The formulas and their sources stand in docs/method.md of b12track."
)


def annex_sections(report: DoctorReport, drawings: Sequence[Drawing]) -> list[Section]:
    """The sections that have something to show."""
    numbers = {drawing.key: number for number, drawing in enumerate(drawings)}

    def picture(key: str) -> list[Block]:
        return [Figure(numbers[key])] if key in numbers else []

    sections = [
        Section("trend", "What was taken up", picture("trend")),
        Section("symptom-pictures", "Symptoms over time", picture("symptoms")),
        Section("calendar", "Day by day", picture("calendar")),
        Section("periods", "Low periods", _periods(report)),
        Section("origins", "Where the B12 came from", _origins(report, picture("sources"))),
        Section("supplements", "Supplements by mouth", _supplements(report)),
        Section("injections", "Injections", _injections(report)),
        Section("guidelines", "What published sources call the blood tests", _guidelines(report)),
        Section("earlier-tests", "Earlier blood tests", _earlier_tests(report)),
        Section("notes", "Notes of symptoms", _notes(report)),
        Section("b6", "Vitamin B6", _b6(report)),
        Section("months", "Over time", _months(report)),
        Section("method", "Method and sources", _method(report)),
    ]
    return [section for section in sections if section.blocks]


def _periods(report: DoctorReport) -> list[Block]:
    last = report.days[-1].date
    words = [period_words(period, last) for period in report.periods]
    return [Listing(words)] if words else []


def _origins(report: DoctorReport, picture: list[Block]) -> list[Block]:
    foods = [food for food in report.eaten.foods if food.b12_ng or food.unknown_entries]
    if not foods:
        return []
    total = sum(food.b12_ng for food in report.eaten.foods)
    columns = ["Origin", "#µg in all", "#Share", "#Entries", "#Without a value"]
    rows = [
        [*_part(part, total), f"{part.unknown_entries:,}"] for part in by_origin(report.eaten.foods)
    ]
    caption = "As swallowed; injections do not pass the gut and are listed apart"
    origins = table("Origins", caption, columns, rows)
    return [*origins, *picture, *_foods(report, total), *_unknown(report)]


def _foods(report: DoctorReport, total: int) -> list[Block]:
    """The foods that gave most, each with the source of its value in full."""
    giving = [food for food in report.eaten.foods[:_FOODS] if food.b12_ng]
    sources = report.eaten.food_sources
    rows = [
        [*_part(food, total), escaped(sources.get(food.food_code, ""))]
        for food in giving
        if food.b12_origin != "supplement"
    ]
    columns = ["Food", "#µg in all", "#Share", "#Entries", "Source of the value"]
    return table("Foods", "The foods that gave most", columns, rows)


def _part(part: Contributor, total: int) -> list[str]:
    amount = ("≥" if part.unknown_entries else "") + ug_text(part.b12_ng)
    return [escaped(part.name), amount, share_text(part.b12_ng, total), f"{part.entries:,}"]


def _unknown(report: DoctorReport) -> list[Block]:
    """Which foods have no B12 value, the most frequent first."""
    missing = sorted(
        (food for food in report.eaten.foods if food.unknown_entries),
        key=lambda food: (-food.unknown_entries, food.food_code),
    )
    if not missing:
        return []
    names = [
        f"{escaped(food.name)} ({food.unknown_entries:,})" for food in missing[:_UNKNOWN_FOODS]
    ]
    rest = len(missing) - _UNKNOWN_FOODS
    names += [f"and {rest} others"] * (rest > 0)
    return [Paragraph(f"Without a B12 value, with how often: {', '.join(names)}.")]


def _supplements(report: DoctorReport) -> list[Block]:
    rows = [
        [
            escaped(product.name),
            f"{product.entries:,}",
            day_of(product.first),
            day_of(product.last),
            "unknown" if product.most_ng is None else ug_text(product.most_ng),
            ug_text(product.b12_ng),
        ]
        for product in report.eaten.supplements
    ]
    columns = ["Product", "#Times", "First", "Last", "#Largest, µg", "#µg in all"]
    caption = "Products taken; the body takes up a small part of a large dose"
    return table("Supplements", caption, columns, rows)


def _injections(report: DoctorReport) -> list[Block]:
    rows = [
        [
            day_of(given.given_on),
            f"{ug_text(given.dose_ng)} µg",
            escaped(given.form),
            band_text(retained_ug(given.dose_ng / 1000, given.form)),
            escaped(given.note or ""),
        ]
        for given in report.record.injections
    ]
    columns = ["Day", "#Dose", "Form", "Stays in the body", "Note"]
    caption = "Injections given, and what of each stays in the body by means of studies"
    return table("Injections", caption, *_filled(columns, rows))


def _filled(
    columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[str], list[list[str]]]:
    """The columns of a table that say something in any row."""
    kept = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    return [columns[place] for place in kept], [[row[place] for place in kept] for row in rows]


def _guidelines(report: DoctorReport) -> list[Block]:
    """The words of published sources; none for total B12 while it is being replaced."""
    rows = []
    for lab in report.record.labs:
        words = "; ".join(f"{band.authority.upper()}: {band.words}" for band in lab_bands(lab))
        if words:
            rows.append([*lab_row(lab)[:3], words])  # day, test, value
    columns = ["Day", "Test", "#Value", "In the words of the source"]
    caption = (
        "Cut-offs differ between sources and laboratories; the laboratory's own range is first"
    )
    return table("Sources of blood tests", caption, columns, rows)


def _earlier_tests(report: DoctorReport) -> list[Block]:
    rows = [lab_row(lab) for lab in report.record.labs[:-MOST_LABS]]
    columns = ["Day", "Test", "#Value", "Laboratory's range", "Mark"]
    caption = "Results before those on the first sheet"
    return table("Earlier tests", caption, columns, rows)


def _notes(report: DoctorReport) -> list[Block]:
    """The newest notes in the person's words."""
    notes = report.record.symptoms
    if not notes:
        return []
    rows: list[list[str]] = []
    for note in notes[-_NOTES:]:
        term = "" if note.term == "other" else note.term
        words, side = escaped(note.words), note.side or ""
        rows.append([day_of(note.noted_on), words, escaped(term), side, str(note.severity)])
    earlier = len(notes) - len(rows)
    caption = "As the person noted them; severity from 0 (gone) to 10"
    if earlier:
        caption += f". {of_days(earlier, 'earlier note')} not listed: b12track symptom list"
    columns = ["Day", "In their words", "Standard term", "Side", "#Severity"]
    return table("Notes of symptoms", caption, *_filled(columns, rows))


def _b6(report: DoctorReport) -> list[Block]:
    """B6 only where a day lay above somebody's upper limit: zeros would fill a page."""
    other, b6 = report.eaten.other_nutrients, report.eaten.other_nutrients.b6_all
    age = report.person.age_years
    limits = b6_limits(other, None if age is None else 12 * age, with_others=True)
    rows = [
        [
            authority_name(row.authority),
            f"{row.kind} {row.year}",
            row.value,
            f"{above:,} of {b6.days:,}",
            f"{row.source}{f' ({row.note})' if row.note else ''}",
        ]
        for row, _ in limits
        if (above := other.days_above(row.per_day_ng))
    ]
    if not rows:
        return []
    least = "at least " if b6.unknown_entries else ""
    most_ng, most_on = other.most_b6
    words = (
        f"Mean {least}{mg_text(b6.ng_per_day)} per day on {of_days(b6.days)} with entries;"
        f" most {mg_text(most_ng)} on {day_of(most_on)}."
    )
    if other.left_out_days:
        words += f" {of_days(other.left_out_days)} with a bare total left out."
    columns = ["Authority", "Kind and year", "#mg/day", "#Days above", "Source"]
    caption = "Upper limits that days lay above"
    return [Paragraph(words), TableBlock("B6", caption, columns, rows)]


def _months(report: DoctorReport) -> list[Block]:
    """Coverage, mean, median and days below the reference of each month, of years where many."""
    rows = []
    judged = zip(report.days, report.thresholds, strict=True)
    form = "%B %Y" if len(report.days) <= _MONTHLY_DAYS else "%Y"
    for name, group in groupby(judged, lambda pair: f"{pair[0].date:{form}}"):
        pairs = list(group)
        month, thresholds = [day for day, _ in pairs], [ng for _, ng in pairs]
        mean = summary(month)
        if mean.mean_ng_per_day is None:
            continue
        least = "≥" if mean.lower_bound_days else ""
        median = mean.median_ng_per_day
        rows.append(
            [
                name,
                f"{mean.recorded_days} of {mean.total_days}",
                least + ug_text(whole(mean.mean_ng_per_day)),
                "-" if median is None else least + ug_text(whole(median)),
                str(days_below(month, thresholds)),
            ]
        )
    columns = ["Time", "#Recorded days", "#Mean", "#Median", "#Days below, swallowed"]
    caption = "Swallowed, µg per day; times without a recorded day are left out"
    return table("Months", caption, columns, rows)


def _method(report: DoctorReport) -> list[Block]:
    tables = {
        # The last words of a food's source are its code and, in brackets, its year.
        re.sub(r" \S+ \([^()]*\)$", "", source)
        for source in report.eaten.food_sources.values()
        if source
    }
    made = f"Made with {_versions()}."
    if tables:
        made += f" Food values come from: {'; '.join(sorted(escaped(table) for table in tables))}."
    return [Paragraph(_METHOD), Paragraph(made)]


def _versions() -> str:
    import sqlite3

    from b12track.diary.storage.schema import SCHEMA_VERSION

    return f"b12track {__version__}, diary schema {SCHEMA_VERSION}, SQLite {sqlite3.sqlite_version}"
