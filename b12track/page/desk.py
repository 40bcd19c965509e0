"""Where forms are handed in: checked, saved once, and answered even when they come again."""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.errors import B12TrackError, InputRefused

if TYPE_CHECKING:
    from b12track.page.keys import Keys
    from b12track.page.tool import Tool

_FORMS_KEPT: Final = 2000
_FORM_ID: Final = re.compile(r"[0-9a-f]{32}")
#: What a browser is told of each exit code: refused, busy, damaged, foreign, no space, unknown.
STATUS: Final = {2: 422, 3: 422, 4: 409, 5: 409, 6: 409, 7: 507, 8: 409}


class Problem(NamedTuple):
    """Why a form was not saved: the sentence, what is meant instead, the field to go to."""

    sentence: str
    suggestions: tuple[str, ...] = ()
    field: str = "words"
    status: int = 422
    #: Whether the diary itself can be read at all while this is told.
    diary_readable: bool = True


class Saved(NamedTuple):
    """What a form did: for whom, in which words, and which change takes it back."""

    person: str
    title: str
    lines: tuple[str, ...]
    undo: int | None
    back: str


#: Does what a form asks for, and gives the words for the person who sent it.
Work = Callable[[str], tuple[str, tuple[str, ...]]]


def new_form_id() -> str:
    """A key for one showing of a form; with it the form is saved at most once."""
    return secrets.token_hex(16)


def is_form_id(text: str) -> bool:
    """Whether this can be the id of a form of ours."""
    return _FORM_ID.fullmatch(text) is not None


def problem_of(error: B12TrackError, field: str) -> Problem:
    """A refusal of the tool, in its own sentence."""
    suggestions = tuple(getattr(error, "suggestions", ()))
    code = error.exit_code
    return Problem(str(error), suggestions, field, STATUS.get(code, 409), code in (1, 2, 3, 7, 8))


class Desk:
    """The counter of a running page; it knows which forms it has saved."""

    def __init__(self, tool: Tool, keys: Keys, first_person: str | None = None) -> None:
        self.tool, self.keys = tool, keys
        #: Whose page is shown first; None is the person in use.
        self.first_person = first_person
        self.saved: OrderedDict[str, Saved] = OrderedDict()
        #: Whether the questions of a first visit were answered or left out.
        self.was_welcomed = False

    def hand_in(self, form_id: str, person: str, back: str, work: Work) -> Saved:
        """Does the work of a form unless that was done before; raises B12TrackError.

        The same form sent twice, by a double click or the back button, is answered alike.
        """
        with self.tool.turn:
            if form_id not in self.saved:
                before = self._newest()
                title, lines = work(form_id)
                after = self._newest()
                undo = after if after is not None and after > (before or 0) else None
                self.saved[form_id] = Saved(person, title, lines, undo, back)
                while len(self.saved) > _FORMS_KEPT:
                    self.saved.popitem(last=False)
            return self.saved[form_id]

    def _newest(self) -> int | None:
        """The newest change that stands; a failure to read it must not hide what was saved."""
        try:
            newest = self.tool.newest_change()
        except B12TrackError:
            return None
        return newest.number if newest else None


def option(name: str, value: str) -> list[str]:
    """One option of a command line; nothing at all for an empty value.

    >>> option("meal", "lunch"), option("note", " ")
    (['--meal=lunch'], [])
    """
    return [f"--{name}={value.strip()}"] if value.strip() else []


def on_day(form: Mapping[str, str]) -> list[str]:
    """The day that a form names, as an option: nothing for today; raises InputRefused.

    >>> on_day({"d": "3", "m": "11", "y": "2026"}), on_day({"day": "yesterday"}), on_day({})
    (['--on=2026-11-03'], ['--on=yesterday'], [])
    """
    day, month, year = boxes = [form.get(part, "").strip() for part in "dmy"]
    is_yesterday = form.get("day") == "yesterday"
    if not any(boxes):
        return ["--on=yesterday"] if is_yesterday else []
    if is_yesterday:
        raise InputRefused("Say either yesterday or another day, not both.")
    if not all(boxes):
        raise InputRefused("Another day has a day, a month and a year, for example: 3, 11, 2026.")
    return [f"--on={year}-{month.zfill(2)}-{day.zfill(2)}"]
