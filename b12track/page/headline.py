"""What stands first on every page: whose diary, the judgement in one sentence, the next dose."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from b12track.page.words import day_name

if TYPE_CHECKING:
    from b12track.page.tool import Document, Tool


class Headline(NamedTuple):
    """The first lines of a page; `next_dose` is "" where no schedule is followed."""

    sentence: str
    next_dose: str


def headline(tool: Tool, person: str) -> Headline:
    """The headline of a person as the tool tells it; raises B12TrackError."""
    week = tool.read("week", f"--for={person}")
    recorded, total = week["recorded_days"], week["total_days"]
    return Headline(
        f"Written down on {recorded} of the last {total} days.", next_dose(tool, person)
    )


def next_dose(tool: Tool, person: str) -> str:
    """When the next dose is due by the person's own schedule, or ""."""
    due = tool.read("regimen", "due", f"--for={person}")
    if due["due"]:
        return _due_words(due["due"][0])
    return _due_words(due["next"][0]) if due["next"] else ""


def _due_words(dose: Document) -> str:
    overdue = dose["days_overdue"]
    if overdue == 0:
        return f"Due today: {dose['regimen']}."
    on = day_name(date.fromisoformat(dose["due_on"]))
    return f"{'Due since' if overdue > 0 else 'Next dose'} {on}: {dose['regimen']}."
