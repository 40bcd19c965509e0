"""The page for a doctor: one HTML file without script or outside address, made to be printed."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track import __version__
from b12track.analysis.contributors import by_origin
from b12track.analysis.findings import days_below, intake_finding, share_text
from b12track.analysis.summary import Summary, summary
from b12track.analysis.vitamin_b6 import B6, days_above, upper_limits
from b12track.quantity import NG_PER_MG, plain, ug_text, whole
from b12track.report.beside import lab_document, range_words
from b12track.report.text import FOOTER
from b12track.science.body_store import retained_ug
from b12track.text import shown
from b12track.wording import authority_name, band_text, of_days, reference_name, span_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from b12track.analysis.beside import Beside
    from b12track.analysis.contributors import Contributor, Supplement
    from b12track.analysis.low_periods import LowPeriod
    from b12track.diary.days import Day
    from b12track.diary.labs import Lab
    from b12track.diary.symptoms import Noted
    from b12track.science.band import Band
    from b12track.science.reference_values import DietaryReferenceValue

_FOODS: Final = 12
_UNKNOWN_FOODS: Final = 30


class Drawing(NamedTuple):
    """A picture for the page: SVG bytes, and the words for who cannot see it."""

    svg: bytes
    alt: str

    @property
    def svg_base64(self) -> str:
        """The picture as it stands in a data: address, so that the page is one file."""
        return base64.b64encode(self.svg).decode("ascii")


class Eaten(NamedTuple):
    """What the entries of the span say beyond the days."""

    foods: Sequence[Contributor]
    food_sources: Mapping[str, str]
    supplements: Sequence[Supplement]
    b6: B6 | None


class Report(NamedTuple):
    """All that the page tells: who, which days, against which references, eaten what.

    `thresholds` hold the reference of each day in ng; `absorbed` is a mean per recorded day.
    """

    person: str
    made_on: date
    days: Sequence[Day]
    reference: DietaryReferenceValue
    thresholds: Sequence[int]
    others: Sequence[DietaryReferenceValue]
    periods: Sequence[LowPeriod]
    absorbed: Band | None
    eaten: Eaten
    beside: Beside

    @property
    def span(self) -> str:
        """The days of the report in words."""
        return span_name(self.days[0].date, self.days[-1].date)


def report_html(report: Report, drawings: Sequence[Drawing], *, large_print: bool = False) -> str:
    """The page; every name is escaped, and the policy forbids all but its own style and pictures.

    The style is allowed by its hash alone, so that nothing a name could bring in would act.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    folder = files("b12track.report")
    style = folder.joinpath("page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(folder.joinpath("page.html").read_text(encoding="utf-8"))
    return template.render(
        **_context(report),
        pictures=drawings,
        large_print=large_print,
        style=Markup(style),  # noqa: S704 - our own file, and its hash stands in the policy
        policy="default-src 'none'; img-src data:; base-uri 'none'; form-action 'none';"
        f" style-src 'sha256-{digest}'",
    )


def _context(report: Report) -> dict[str, Any]:
    """What the template prints, as plain text."""
    eaten = report.eaten
    return {
        "person": shown(report.person),
        "span": report.span,
        "made_on": report.made_on.isoformat(),
        "version": __version__,
        "finding": intake_finding(report.days, report.thresholds),
        "facts": _facts(report),
        "reference": reference_name(report.reference),
        "periods": [_period(period) for period in report.periods],
        "authorities": _authorities(report),
        "origins": [_part(part, eaten) for part in by_origin(eaten.foods)],
        "foods": [_part(part, eaten) for part in eaten.foods[:_FOODS] if part.b12_ng],
        "supplements": [_supplement(product) for product in eaten.supplements],
        "injections": _injections(report.beside),
        "symptoms": [_symptom(one) for one in report.beside.symptoms],
        "labs": [_lab(one) for one in report.beside.labs],
        **_unknown(eaten.foods),
        "b6": _b6(eaten.b6),
        "months": _months(report),
        "versions": _versions(),
        "food_tables": _food_tables(eaten),
        "footer": FOOTER,
    }


def summary_facts(report: Report) -> tuple[str, list[tuple[str, str]]]:
    """The finding and the numbers of the first page."""
    return intake_finding(report.days, report.thresholds), _facts(report)


def _facts(report: Report) -> list[tuple[str, str]]:
    """The numbers of the first page, each with its denominator."""
    days, mean = report.days, summary(report.days)
    counts = [
        f"{count} {state}"
        for state in ("partial", "paused", "unrecorded")
        if (count := sum(day.state == state for day in days))
    ]
    rest = f" ({', '.join(counts)})" if counts else ""
    low = days_below(days, report.thresholds)
    return [
        ("Recorded", f"{mean.recorded_days:,} of {of_days(mean.total_days)}{rest}"),
        ("Mean", _mean(mean)),
        (
            "Absorbed, by a model",
            f"{band_text(report.absorbed)} per day" if report.absorbed else "-",
        ),
        ("Median", "-" if mean.median_ng_per_day is None else _ug(whole(mean.median_ng_per_day))),
        ("Days without any B12", f"{mean.zero_days:,} of {mean.recorded_days:,} recorded"),
        ("Reference", reference_name(report.reference)),
        ("Days below it", f"{low:,} of {mean.recorded_days:,} recorded"),
        ("Low-intake periods", _periods_fact(report.periods)),
    ]


def _mean(mean: Summary) -> str:
    if mean.mean_ng_per_day is None:
        return "no complete recorded day"
    least = "at least " if mean.lower_bound_days else ""
    return f"{least}{_ug(whole(mean.mean_ng_per_day))} on {of_days(mean.recorded_days)}"


def _ug(ng: int) -> str:
    return f"{ug_text(ng)} µg"


def _periods_fact(periods: Sequence[LowPeriod]) -> str:
    """How many periods there are by each lens, and whether one is open."""
    swallowed = sum(period.lens == "intake" for period in periods)
    absorbed = len(periods) - swallowed
    counts = [f"{swallowed} by amounts swallowed"] if swallowed else []
    counts += [f"{absorbed} by amounts absorbed"] if absorbed else []
    still = "; one is still open" if any(period.is_open for period in periods) else ""
    return f"{', '.join(counts)}{still}" if periods else "none"


def _period(period: LowPeriod) -> dict[str, Any]:
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat() + (", still open" if period.is_open else ""),
        "days": period.days,
        "recorded": period.recorded_days,
        "mean": ug_text(whole(period.mean_ng_per_day)),
        "deficit": ug_text(period.deficit_ng),
        "lens": "absorbed, by a model" if period.lens == "absorbed" else "swallowed",
        "threshold": ug_text(period.threshold_ng_per_day),
    }


def _authorities(report: Report) -> list[dict[str, Any]]:
    """Each authority's value with the recorded days below it; the chosen one first."""
    recorded = summary(report.days).recorded_days
    return [
        {
            "name": authority_name(row.authority),
            "chosen": row is report.reference,
            "kind": f"{row.kind} {row.year}",
            "value": row.value,
            "below": f"{_below(report, row):,} of {recorded:,}",
            "source": row.source,
        }
        for row in (report.reference, *report.others)
    ]


def _below(report: Report, row: DietaryReferenceValue) -> int:
    """Recorded days below a value; below each day's own for the reference in use."""
    mine = row is report.reference
    return days_below(report.days, report.thresholds if mine else row.per_day_ng)


def _injections(beside: Beside) -> list[dict[str, Any]]:
    return [
        {
            "date": one.given_on,
            "dose": _ug(one.dose_ng),
            "form": shown(one.form),
            "kept": band_text(retained_ug(one.dose_ng / 1000, one.form)),
            "note": shown(one.note or ""),
        }
        for one in beside.injections
    ]


def _symptom(one: Noted) -> dict[str, Any]:
    """One symptom with its standard term; what a level means is said where it is logged."""
    term = "" if one.term == "other" else f"{one.term}{f', {one.hpo}' if one.hpo else ''}"
    return {
        "date": one.noted_on,
        "words": shown(one.words),
        "term": shown(term),
        "side": one.side or "",
        "severity": one.severity,
    }


def _lab(one: Lab) -> dict[str, Any]:
    """One blood test as printed, where it lies in its own range, and what sources call it."""
    document = lab_document(one)
    named = [f"{band['authority']}: {band['words']}" for band in document["bands"]]
    return {
        "date": one.taken_on,
        "marker": shown(one.marker),
        "value": shown(f"{one.value} {one.unit}"),
        "range": range_words(one),
        "bands": "; ".join(named),
    }


def _part(part: Contributor, eaten: Eaten) -> dict[str, Any]:
    total = sum(food.b12_ng for food in eaten.foods)
    return {
        "name": shown(part.name),
        "amount": ("≥" if part.unknown_entries else "") + ug_text(part.b12_ng),
        "share": share_text(part.b12_ng, total),
        "entries": f"{part.entries:,}",
        "unknown": f"{part.unknown_entries:,}",
        "source": shown(eaten.food_sources.get(part.food_code, "")),
    }


def _supplement(product: Supplement) -> dict[str, Any]:
    return {
        "name": shown(product.name),
        "times": f"{product.entries:,}",
        "first": product.first,
        "last": product.last,
        "most": "unknown" if product.most_ng is None else ug_text(product.most_ng),
        "total": ug_text(product.b12_ng),
    }


def _unknown(foods: Sequence[Contributor]) -> dict[str, Any]:
    """How many entries have no B12 value, and which foods they are, the most frequent first."""
    entries = sum(food.entries for food in foods)
    missing = sorted(
        (food for food in foods if food.unknown_entries),
        key=lambda food: (-food.unknown_entries, food.food_code),
    )
    count = sum(food.unknown_entries for food in missing)
    if not count:
        return {"unknown_words": f"Every one of {entries:,} entries has a B12 value.",
                "unknown": []}  # fmt: skip
    have = "has" if count == 1 else "have"
    words = (
        f"{count:,} of {entries:,} entries {have} no B12 value; the totals of their days are lower"
        " bounds."
    )
    listed = [
        f"{shown(food.name)}, {food.unknown_entries:,} times" for food in missing[:_UNKNOWN_FOODS]
    ]
    rest = len(missing) - _UNKNOWN_FOODS
    return {"unknown_words": words, "unknown": listed + [f"and {rest} others"] * (rest > 0)}


def _mg(ng: int) -> str:
    """Milligrams with two digits, without padding zeros.

    >>> _mg(1_400_000), _mg(12_000_000)
    ('1.4', '12')
    """
    from decimal import Decimal

    return plain((Decimal(ng) / NG_PER_MG).quantize(Decimal("0.01")))


def _b6(b6: B6 | None) -> dict[str, Any] | None:
    """The B6 of the entries beside each authority's upper limit for adults."""
    if b6 is None:
        return None
    least = "at least " if b6.unknown_entries else ""
    have = "has" if b6.unknown_entries == 1 else "have"
    unknown = (
        f" {b6.unknown_entries:,} of {b6.entries:,} entries {have} no B6 value."
        if b6.unknown_entries
        else ""
    )
    return {
        "words": f"Mean {least}{_mg(b6.mean_ng_per_day)} mg per day on {of_days(b6.days)} with"
        f" entries; most {_mg(b6.most_ng)} mg on {b6.most_on}.{unknown}",
        "limits": [
            {
                "name": authority_name(row.authority),
                "kind": f"{row.kind} {row.year}",
                "value": row.value,
                "above": f"{days_above(b6.daily_ng, row.per_day_ng):,} of {b6.days:,}",
                "source": f"{row.source}{f' ({row.note})' if row.note else ''}",
            }
            for row in upper_limits()
        ],
    }


def _months(report: Report) -> list[dict[str, Any]]:
    """Coverage, mean, median and days below the reference of each month."""
    rows = []
    judged = zip(report.days, report.thresholds, strict=True)
    for _, group in groupby(judged, lambda pair: (pair[0].date.year, pair[0].date.month)):
        pairs = list(group)
        month, thresholds = [day for day, _ in pairs], [ng for _, ng in pairs]
        mean = summary(month)
        least = "≥" if mean.lower_bound_days else ""
        amounts = [
            "-" if value is None else least + ug_text(whole(value))
            for value in (mean.mean_ng_per_day, mean.median_ng_per_day)
        ]
        rows.append(
            {
                "name": f"{month[0].date:%B %Y}",
                "recorded": f"{mean.recorded_days} of {mean.total_days}",
                "mean": amounts[0],
                "median": amounts[1],
                "below": days_below(month, thresholds),
            }
        )
    return rows


def _versions() -> str:
    import sqlite3

    from b12track.diary.storage.schema import SCHEMA_VERSION

    return f"b12track {__version__}, diary schema {SCHEMA_VERSION}, SQLite {sqlite3.sqlite_version}"


def _food_tables(eaten: Eaten) -> str:
    """The tables behind the values, without the codes of single foods.

    The last words of a food's source are its code and, in brackets, its year.
    """
    tables = {
        re.sub(r" \S+ \([^()]*\)$", "", source) for source in eaten.food_sources.values() if source
    }
    return "; ".join(sorted(shown(table) for table in tables)) or "none"
