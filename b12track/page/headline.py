"""What stands first on every page: whose diary, the judgement in one sentence, the next dose."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from b12track.page.words import day_name

if TYPE_CHECKING:
    from b12track.page.document import Document
    from b12track.page.tool import Tool


class Headline(NamedTuple):
    """The first lines of a page: the judgement, what would settle it, and the next dose.

    The last two are "" where there is nothing to say.
    """

    sentence: str
    settled_by: str
    next_dose: str


def headline(tool: Tool, person: str) -> Headline:
    """The headline of a person as the tool tells it; raises B12TrackError."""
    judgement = tool.read("today", f"--for={person}")["judgement"]
    settles = judgement["would_settle"]
    return Headline(
        judgement["text"],
        f"What would settle it: {settles}." if settles else "",
        next_dose(tool, person),
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
