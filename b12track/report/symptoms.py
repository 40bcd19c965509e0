"""The words after a symptom: how soon it matters, what else causes it, never what caused it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from b12track.report.beside import symptom_document, symptom_text
from b12track.report.text import wrapped
from b12track.science.symptoms import (
    ESCALATION_LEVELS,
    LOOK_ALIKES,
    NERVES_FIRST,
    SHARED_CAUSES,
    SYMPTOMS,
    urgency,
)
from b12track.wording import row_number

if TYPE_CHECKING:
    from b12track.diary.symptoms import Noted
    from b12track.science.symptoms import EscalationLevel, Symptom

#: So much stronger than the note before, and the red flags are said again.
_JUMP = 3
#: Levels that are said each time.
_URGENT = ("emergency", "within-24-hours")
#: A symptom of one side is an emergency only if it came suddenly, which only the person knows.
_ONE_SIDED = ("distal sensory impairment", "lower limb muscle weakness", "paraesthesia")


def meaning(one: Noted) -> Symptom:
    """The standard term of a symptom, with its group and its level."""
    from b12track.science.symptoms import OTHER

    return next((each for each in SYMPTOMS if each.term == one.term), OTHER)


def level_of(one: Noted) -> tuple[EscalationLevel, str] | None:
    """How soon a symptom matters, with the trigger; None for one that is gone or names none."""
    if one.severity == 0:
        return None
    return urgency(f"{one.words} {one.note or ''}", meaning(one))


def term_text(one: Noted) -> str:
    """The standard term with its id, or that there is none."""
    if one.term == "other":
        return "kept in your words; no standard term"
    return f"{one.term}, {one.hpo}" if one.hpo else f"{one.term}, no id checked"


def saved_text(one: Noted, verb: str, earlier: Noted | None = None) -> str:
    """The answer to `symptom log`: one line, and the red flags where they are due.

    They are due at the first note of a symptom, when it is stronger by 3 or more than the one
    before, and whenever the words themselves are urgent.
    """
    lines = [f"{verb}: {symptom_text(one)} ({term_text(one)})."]
    found = level_of(one)
    is_urgent = found is not None and found[0].key in _URGENT
    if earlier and one.severity - earlier.severity < _JUMP and not is_urgent:
        return wrapped(lines[0], "  ")
    if found:
        lines.append(level_text(*found))
    if found is None or found[0].key != "emergency":
        lines += _emergency(one)
    return "\n".join(wrapped(line, "  ") for line in [*lines, *causes(one)])


def changed_text(one: Noted) -> str:
    """The answer to `symptom edit`."""
    number = row_number("symptom", one.symptom_id)
    return wrapped(f"Changed {number}: {symptom_text(one)} ({term_text(one)}).", "  ")


def red_flags_text() -> str:
    """Every level with its signs, the most urgent first, and that symptoms have many causes."""
    lines = [
        f"{level.heading}: {level.text}, with any of these: {'; '.join(level.triggers)}."
        for level in ESCALATION_LEVELS[:-1]
    ]
    lines.append(f"{SHARED_CAUSES} Among them: {', '.join(LOOK_ALIKES)}.")
    return "\n".join(wrapped(line, "  ") for line in lines)


def level_text(level: EscalationLevel, trigger: str) -> str:
    """One level in its exact words: when, what to do, and for what it is printed."""
    return f"{level.heading}: {level.text} ({trigger})."


def _emergency(one: Noted) -> list[str]:
    """What would be an emergency, said beside every symptom of nerves that is not one."""
    if one.severity == 0 or meaning(one).group not in ("legs and nerves", "eyes", "blood"):
        return []
    level = ESCALATION_LEVELS[0]
    if one.side in ("left", "right") and one.term in _ONE_SIDED:
        return [f"If it came suddenly, on one side: {level.heading}: {level.text}."]
    signs = "; ".join(level.triggers)
    return [f"{level.heading}: {level.text}, if any of this is there: {signs}."]


def causes(one: Noted) -> list[str]:
    """That it has many causes, which ones look alike, and never which one it is."""
    lines = [f"{SHARED_CAUSES} Among them: {', '.join(LOOK_ALIKES)}."]
    if meaning(one).group in ("legs and nerves", "spinal cord"):
        lines.append(NERVES_FIRST)
    return lines


def list_text(found: list[Noted]) -> str:
    """Symptoms by day, the level of the most urgent one, and that they have many causes."""
    if not found:
        return 'No symptom recorded: b12track symptom log "tingling in both feet" 4'
    lines = [
        wrapped(
            f"{one.noted_on}  {row_number('symptom', one.symptom_id)} {symptom_text(one)}"
            f" ({one.term}).",
            " " * 12,
        )
        for one in found
    ]
    levels = [level for one in found if (level := level_of(one))]
    if levels:
        first = min(levels, key=lambda one: ESCALATION_LEVELS.index(one[0]))
        lines.append(wrapped(level_text(*first), "  "))
    lines.append(wrapped(f"{SHARED_CAUSES} Among them: {', '.join(LOOK_ALIKES)}.", "  "))
    return "\n".join(lines)


def documents(found: list[Noted]) -> list[dict[str, Any]]:
    """Symptoms for scripts, each with the level that its words name."""
    return [{**symptom_document(one), "level": _level_key(one)} for one in found]


def _level_key(one: Noted) -> str | None:
    found = level_of(one)
    return found[0].key if found else None
