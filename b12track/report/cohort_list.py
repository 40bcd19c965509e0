"""The round of a home or practice: lines for a terminal, a page to print, JSON for scripts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from b12track.cohort.round import urgency_words
from b12track.report.document import judgement_document
from b12track.report.text import wrapped
from b12track.text import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.cohort.folder import Damaged
    from b12track.cohort.round import DoseDue, Visit

#: Below this no share of a group is told.
_SMALL: Final = 10
_FOOTER: Final = (
    "Each line is the judgement of that person's own diary; it does not diagnose, treat or replace"
    " a health professional."
)


def round_text(visits: Sequence[Visit], today: date) -> str:
    """A paragraph a person, the most urgent first, below one line of counts."""
    lines = [_head(visits, today)]
    for number, visit in enumerate(visits, start=1):
        lines.append(wrapped(f"{number}. {visit.person}: {_words(visit)}", "   "))
    return "\n".join([*lines, wrapped(_FOOTER)])


def _head(visits: Sequence[Visit], today: date) -> str:
    people = f"{len(visits)} {'person' if len(visits) == 1 else 'people'}"
    return wrapped(
        f"Round of {today:%A} {today.day} {today:%B} {today.year}: {people}. {_counts(visits)}"
    )


def _counts(visits: Sequence[Visit]) -> str:
    """How many need what; shares only of ten people or more."""
    alarms = sum(visit.judgement.is_alarm for visit in visits)
    due = sum(any(dose.days_overdue >= 0 for dose in visit.due) for visit in visits)
    share = f" ({100 * alarms / len(visits):.0f} %)" if len(visits) >= _SMALL else ""
    return f"Low: {alarms}{share}. A dose due: {due}."


def _words(visit: Visit) -> str:
    more = "; ".join(urgency_words(visit))
    return f"{visit.sentence} {more[:1].upper()}{more[1:]}." if more else visit.sentence


def round_document(
    visits: Sequence[Visit], damaged: Sequence[Damaged], today: date
) -> dict[str, object]:
    """One object a person in the order of the round; people under pseudonyms unless named."""
    return {
        "as_of": today.isoformat(),
        "people": [
            {
                "person": visit.person,
                "urgency": visit.urgency,
                "sentence": visit.sentence,
                "judgement": judgement_document(visit.judgement),
                "days_without_source": visit.days_without_source,
                "due": [_due_document(due) for due in visit.due],
                "needs_test": visit.needs_test,
                "missing_days": visit.missing_days,
                "days": visit.days,
            }
            for visit in visits
        ],
        "left_out": [{"diary": diary.name, "reason": diary.reason} for diary in damaged],
    }


def _due_document(due: DoseDue) -> dict[str, object]:
    days = due.days_overdue
    return {"route": due.route, "due_on": due.due_on.isoformat(), "days_overdue": days}


def round_rows(visits: Sequence[Visit]) -> list[dict[str, object]]:
    """A row a person in the order of the round, with the dose that is due first."""
    return [
        {
            "person": visit.person,
            "urgency": visit.urgency,
            "answer": visit.judgement.answer,
            "sentence": visit.sentence,
            **(_due_document(visit.due[0]) if visit.due else {}),
            "needs_test": visit.needs_test,
            "missing_days": visit.missing_days,
            "days": visit.days,
        }
        for visit in visits
    ]


def round_page(visits: Sequence[Visit], damaged: Sequence[Damaged], today: date) -> str:
    """One page to print, in black on white, with a box to tick for each person."""
    rows = "\n".join(
        f"<tr><td>☐</td><th scope=row>{_html(visit.person)}</th><td>{_html(visit.sentence)}</td>"
        f"<td>{_html('; '.join(urgency_words(visit)))}</td></tr>"
        for visit in visits
    )
    left = "".join(
        f"<p>Left out: {_html(diary.name)}: {_html(diary.reason)}</p>" for diary in damaged
    )
    return _PAGE.format(head=_html(_head(visits, today)), rows=rows, left=left, foot=_html(_FOOTER))


_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>b12track: the round</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body {{ font: 11pt/1.35 sans-serif; color: #111; background: #fff; margin: 1.5em; }}
h1 {{ font-size: 13pt; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border-bottom: 1px solid #999; padding: .35em .5em; text-align: left; vertical-align: top; }}
tr {{ break-inside: avoid; }}
@page {{ size: A4; margin: 15mm; }}
</style></head><body>
<h1>{head}</h1>
<table><thead><tr><th scope="col">Done</th><th scope="col">Person</th><th scope="col">Judgement</th>
<th scope="col">Due and missing</th></tr></thead>
<tbody>
{rows}
</tbody></table>
{left}<p>{foot}</p>
</body></html>
"""  # noqa: E501


def _html(text: str) -> str:
    return escape(escaped(text))
