"""The words after a symptom: how soon it matters, what else causes it, never what caused it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from b12track.report.health_record import symptom_document, symptom_text
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


def meaning(note: Noted) -> Symptom:
    """The standard term of a symptom, with its group and its level."""
    from b12track.science.symptoms import OTHER

    return next((each for each in SYMPTOMS if each.term == note.term), OTHER)


def level_of(note: Noted) -> tuple[EscalationLevel, str] | None:
    """How soon a symptom matters, with the trigger; None for one that is gone or names none."""
    if note.severity == 0:
        return None
    return urgency(f"{note.words} {note.note or ''}", meaning(note))


def term_text(note: Noted) -> str:
    """The standard term with its id, or that there is none."""
    if note.term == "other":
        return "kept in your words; no standard term"
    return f"{note.term}, {note.hpo}" if note.hpo else f"{note.term}, no id checked"


def saved_text(note: Noted, verb: str, earlier: Noted | None = None) -> str:
    """The answer to `symptom log`: one line, and the red flags where they are due.

    They are due at the first note of a symptom, when it is stronger by 3 or more than the one
    before, and whenever the words themselves are urgent.
    """
    lines = [f"{verb}: {symptom_text(note)} ({term_text(note)})."]
    level = level_of(note)
    is_urgent = level is not None and level[0].key in _URGENT
    if earlier and note.severity - earlier.severity < _JUMP and not is_urgent:
        return wrapped(lines[0], "  ")
    if level:
        lines.append(level_text(*level))
    if level is None or level[0].key != "emergency":
        lines += _emergency(note)
    return "\n".join(wrapped(line, "  ") for line in [*lines, *causes(note)])


def changed_text(note: Noted) -> str:
    """The answer to `symptom edit`."""
    number = row_number("symptom", note.symptom_id)
    return wrapped(f"Changed {number}: {symptom_text(note)} ({term_text(note)}).", "  ")


def red_flags_text() -> str:
    """Every level with its signs, the most urgent first, and that symptoms have many causes."""
    lines = [
        f"{level.heading}: {level.text}, with any of these: {'; '.join(level.triggers)}."
        for level in ESCALATION_LEVELS[:-1]
    ]
    lines.append(f"{SHARED_CAUSES} Among them: {', '.join(LOOK_ALIKES)}.")
    return "\n".join(wrapped(line, "  ") for line in lines)


def red_flag_documents() -> list[dict[str, object]]:
    """Every sign that needs help, how soon and which, the most urgent first."""
    return [
        {"urgency": level.heading, "sign": sign, "what_to_do": level.text}
        for level in ESCALATION_LEVELS[:-1]
        for sign in level.triggers
    ]


def level_text(level: EscalationLevel, trigger: str) -> str:
    """One level in its exact words: when, what to do, and for what it is printed."""
    return f"{level.heading}: {level.text} ({trigger})."


def _emergency(note: Noted) -> list[str]:
    """What would be an emergency, said beside every symptom of nerves that is not one."""
    if note.severity == 0 or meaning(note).group not in ("legs and nerves", "eyes", "blood"):
        return []
    level = ESCALATION_LEVELS[0]
    if note.side in ("left", "right") and note.term in _ONE_SIDED:
        return [f"If it came suddenly, on one side: {level.heading}: {level.text}."]
    signs = "; ".join(level.triggers)
    return [f"{level.heading}: {level.text}, if any of this is there: {signs}."]


def causes(note: Noted) -> list[str]:
    """That it has many causes, which ones look alike, and never which one it is."""
    lines = [f"{SHARED_CAUSES} Among them: {', '.join(LOOK_ALIKES)}."]
    if meaning(note).group in ("legs and nerves", "spinal cord"):
        lines.append(NERVES_FIRST)
    return lines


def list_text(notes: list[Noted]) -> str:
    """Symptoms by day, the level of the most urgent one, and that they have many causes."""
    if not notes:
        return 'No symptom recorded: b12track symptom log "tingling in both feet" 4'
    lines = [
        wrapped(
            f"{note.noted_on}  {row_number('symptom', note.symptom_id)} {symptom_text(note)}"
            f" ({note.term}).",
            " " * 12,
        )
        for note in notes
    ]
    levels = [level for note in notes if (level := level_of(note))]
    if levels:
        first = min(levels, key=lambda level: ESCALATION_LEVELS.index(level[0]))
        lines.append(wrapped(level_text(*first), "  "))
    lines.append(wrapped(f"{SHARED_CAUSES} Among them: {', '.join(LOOK_ALIKES)}.", "  "))
    return "\n".join(lines)


def documents(notes: list[Noted]) -> list[dict[str, object]]:
    """Symptoms for scripts, each with the level that its words name."""
    return [{**symptom_document(note), "level": _level_key(note)} for note in notes]


def _level_key(note: Noted) -> str | None:
    level = level_of(note)
    return level[0].key if level else None
