"""Mutated words and bytes at the doors: taken or refused in a sentence, never a crash."""

from __future__ import annotations

import io
import random
from datetime import date
from typing import TYPE_CHECKING

from b12track.diary import dates
from b12track.errors import B12TrackError
from b12track.foods.catalogue import open_catalogue
from b12track.foods.phrase import items
from b12track.foods.sources.lines import TextFile, records
from tests.foods.sources.test_lines import REFUSED, TAKEN
from tools.torture import rig

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

#: Pieces that readers and grammars stumble over.
_ODD = [*"0123456789.,;/-+x×½µμ\"'\n\r\t\0*()%&=", " of ", " and ", "1e9", "\ufeff", "\u202e", "٣"]
_DAYS = ("today", "yesterday", "-3d", "sunday", "7 apr", "2026-03-01", "3..9 may", "feb 29 2024")


def mutated(piece: str, corpus: Sequence[str], draw: random.Random) -> str:
    """The piece with one to four slips: cut, doubled, something odd put in, another joined on."""
    for _ in range(draw.randint(1, 4)):
        at, end = sorted(draw.randint(0, len(piece)) for _ in range(2))
        slip = draw.randrange(4)
        if slip == 0:
            piece = piece[:at] + piece[end:]
        elif slip == 1:
            piece = piece[:end] + piece[at:]
        elif slip == 2:
            piece = piece[:at] + draw.choice(_ODD) + piece[at:]
        else:
            piece = f"{piece[:at]} {draw.choice(corpus)}"
    return piece


def fuzzed(door: Callable[[str], object], corpus: Sequence[str], number: int) -> rig.Figures:
    """Gives a door so many mutated pieces; whatever is no refusal of ours is a violation."""
    draw = random.Random(number)
    violations = []
    for _ in range(number):
        piece = mutated(draw.choice(corpus), corpus, draw)
        try:
            door(piece)
        except B12TrackError:
            pass
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            violations.append(f"{piece!r}: {error!r}")
    return rig.Figures(number, violations)


def phrases(work: Path, number: int) -> rig.Figures:
    """Meals as people type them, mutated, through the whole grammar."""
    lines = (rig.ROOT / "tests/foods/phrases.txt").read_text(encoding="utf-8").splitlines()
    corpus = [line.rpartition(" | ")[0] for line in lines if not line.startswith("#")]
    with open_catalogue(str(work / "foods.db")) as foods:
        return fuzzed(lambda text: items(text, foods), corpus, number)


def tables(number: int) -> rig.Figures:
    """Tables good and bad, mutated, through the strict reader."""

    def read(text: str) -> None:
        raw = text.encode("utf-8", "surrogatepass")
        file = TextFile(io.BytesIO(raw), "table", len(raw))
        list(records(file, file.lines(), ","))

    contents = [content for content, _ in (*TAKEN.values(), *REFUSED.values())]
    return fuzzed(read, [text for text in contents if isinstance(text, str)], number)


def days(number: int) -> rig.Figures:
    """Words for days and ranges, mutated."""
    return fuzzed(lambda text: dates.days(text, date(2026, 11, 22)), _DAYS, number)


def steps(number: int) -> rig.Figures:
    """Series of log, edit, delete, mark, undo and redo against a stack of snapshots."""
    name = "diary/test_journal.py::test_any_series_of_steps_agrees_with_a_stack_of_snapshots"
    return rig.tested(name, number, B12TRACK_SERIES=str(number))
