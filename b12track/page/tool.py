"""The tool as the page uses it: words of a command line in, its documents and refusals out.

What a form sends becomes the words that a shell would be given, so that the page has no way into
the diary of its own and decides nothing about B12.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import RLock
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar, cast

from b12track.diary import dates
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from b12track.page.document import Document

#: Runs one command line and gives what it prints; raises B12TrackError as the command does.
Command = Callable[[Sequence[str]], str]
#: What says whether an answer may have changed: the state of the diary's file, the day.
State = Callable[[], Hashable]

Made = TypeVar("Made")
_KEPT: Final = 200


class LastChange(NamedTuple):
    """The act that an undo would take back: its number, its command, and whom it was about."""

    number: int
    command: str
    person: str | None


class Tool:
    """Runs commands one at a time; what was read is kept until the diary changes."""

    def __init__(self, command: Command, state: State) -> None:
        self._command, self._state = command, state
        self._answers: OrderedDict[tuple[Hashable, ...], object] = OrderedDict()
        self._seen: Hashable = object()
        self._starts: list[int] = []
        #: Held while a form is saved, so that what is told belongs to what was saved.
        self.turn = RLock()

    def read(self, *words: str) -> Document:
        """The JSON of a reading command; raises B12TrackError."""
        document: Document = json.loads(self.text(*words, "--json"))
        return document

    def text(self, *words: str) -> str:
        """What a reading command prints, kept until the diary, the foods or the day changes."""
        return self.kept(words, lambda: self._command(words))

    def kept(self, key: Sequence[str], make: Callable[[], Made]) -> Made:
        """Something made from the diary, made once for each state of it."""
        with self.turn:
            full = (*self._moment(), *key)
            if full not in self._answers:
                self._answers[full] = make()
                while len(self._answers) > _KEPT:
                    self._answers.popitem(last=False)
            self._answers.move_to_end(full)
            return cast("Made", self._answers[full])

    def _moment(self) -> tuple[Hashable, ...]:
        """The state of the files, and which day it is for each start of a day that is in use."""
        state = self._state()
        if state != self._seen:
            self._answers.clear()  # an earlier state never comes back
            listed: Document = json.loads(self._command(("profile", "list", "--json")))
            self._seen, starts = state, {person["day_start"] for person in listed["people"]}
            self._starts = [60 * int(start[:2]) + int(start[3:]) for start in sorted(starts)]
        now = dates.now()
        return state, *(dates.day_of(now, minutes) for minutes in self._starts)

    def do(self, *words: str) -> str:
        """Runs a command that changes the diary, and gives what it says."""
        with self.turn:
            return self._command(words)

    def person_in_use(self) -> str:
        """The name of whom commands without --for are about."""
        everyone = self.read("profile", "list")["people"]
        return next(person["person"] for person in everyone if person["in_use"])

    def knows(self, person: str) -> bool:
        """Whether somebody in the diary is called so."""
        try:
            self.text("today", f"--for={person}", "--json")
        except InputRefused:
            return False
        return True

    def newest_change(self) -> LastChange | None:
        """The newest act that stands, or None where nothing was ever saved."""
        last = self.read("undo", "--show")["last"]
        return LastChange(last["change"], last["command"], last["person"]) if last else None
