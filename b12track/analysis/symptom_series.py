"""The notes of symptoms as series: one for each term and side, under the person's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.diary.symptoms import Noted


class Series(NamedTuple):
    """The notes of one symptom in order of time, under the words its person mostly uses."""

    name: str
    notes: Sequence[Noted]

    @property
    def worst(self) -> Noted:
        """The first of the strongest notes."""
        return max(self.notes, key=lambda note: note.severity)


def series_of(noted: Sequence[Noted]) -> list[Series]:
    """The notes by term and side, the most often noted first; own words without a term apart."""
    groups: dict[tuple[str, str | None], list[Noted]] = {}
    for note in noted:
        term = note.words.casefold() if note.term == "other" else note.term
        groups.setdefault((term, note.side), []).append(note)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0][0], item[0][1] or ""))
    return [Series(_name(notes), notes) for _, notes in ordered]


def _name(notes: Sequence[Noted]) -> str:
    """The person's own words, the most frequent ones, with the side where they do not say it."""
    words = [note.words for note in notes]
    name = max(words, key=words.count)
    side = notes[0].side or ""
    if side and side not in name:
        name += ", both sides" if side == "both" else f", {side}"
    return name
