"""`log` without words, at a terminal: one line that completes foods and shows what would be saved.

Signs that a shell would act on (&, (, ') are only letters here.
"""

from __future__ import annotations

import sys
from datetime import timedelta

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.output import create_output

from b12track.diary.meal import read
from b12track.diary.often import eaten_often
from b12track.errors import B12TrackError, InputRefused
from b12track.foods.measures import JOINING
from b12track.hints import TYPE_CHECKING, Final
from b12track.quantity import ug_text
from b12track.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from b12track.cli.session import Session
    from b12track.diary.own.personal_foods import PersonalFoods

_PROMPT: Final = "What did you eat? "
_HABIT_DAYS: Final = 90


def typed_meal(session: Session) -> str:
    """The line that was typed; "" where it was left empty. Nothing is saved by it."""
    foods = session.catalogue()
    prompt: PromptSession[str] = PromptSession(
        completer=_Foods(session),
        auto_suggest=_LastPortion(session),
        bottom_toolbar=lambda: _preview(prompt.default_buffer.text, foods, session),
        complete_while_typing=True,
        enable_open_in_editor=False,
        # stdout is data: the line that asks goes where questions go.
        output=create_output(stdout=sys.stderr),
    )
    return prompt.prompt(_PROMPT).strip()


def _preview(typed: str, foods: PersonalFoods, session: Session) -> str:
    """What Enter would save, with its µg; or what would be asked."""
    if not typed.strip():
        return "2 eggs, a glass of soy milk - Tab completes, Enter saves, Ctrl-C leaves"
    try:
        meal = read(typed, foods, session.today)
    except (InputRefused, B12TrackError) as refusal:
        return escaped(str(refusal).split("\n")[0])
    known = ["?" if item.b12_ng is None else ug_text(item.b12_ng) for item in meal.items]
    pairs = zip(meal.items, known, strict=True)
    return escaped("; ".join(f"{item.food.name} {item.amount}: {ug} µg" for item, ug in pairs))


class _Foods(Completer):
    """The same foods that TAB offers in the shell."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterator[Completion]:
        from b12track.cli.food_candidates import of_phrase

        before = document.text_before_cursor
        current = document.get_word_before_cursor(WORD=True)
        words = before[: len(before) - len(current)].split()
        for fit in of_phrase(self._session, words, current) if before.strip() else ():
            if fit.text.isprintable():
                yield Completion(
                    fit.text, start_position=-len(current), display_meta=escaped(fit.what)
                )


class _LastPortion(AutoSuggest):
    """The amount of last time, in grey behind the name of a food that is eaten often."""

    def __init__(self, session: Session) -> None:
        with session.reading() as diary:
            since = session.today - timedelta(days=_HABIT_DAYS - 1)
            habits = eaten_often(diary, session.person_id, since, 200)
        eaten = [(habit.entry.food_name, habit.entry.amount) for habit in habits]
        eaten = [pair for pair in eaten if "".join(pair).isprintable()]
        self._by_amount = [f"{amount} {name}" for name, amount in eaten]
        self._by_name = [f"{name} {amount}" for name, amount in eaten]

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        item = _last_item(document.text)
        if not item:
            return None
        for line in self._by_amount:
            if line.casefold().startswith(item.casefold()):
                return Suggestion(line[len(item) :])
        for line in self._by_name:
            # By the beginning of any word: "tof" goes on as "tofu 175 g" for firm tofu.
            place = f" {line.casefold()}".find(f" {item.casefold()}")
            if place >= 0:
                return Suggestion(line[place + len(item) :])
        return None


def _last_item(text: str) -> str:
    """What follows the last comma or joining word, without outer blanks before it."""
    item = text.rpartition(",")[2].lstrip()
    words = item.split(" ")
    for place in range(len(words) - 1, -1, -1):
        if words[place].lower() in JOINING - {"of"} or words[place] in ("&", "+"):
            return " ".join(words[place + 1 :])
    return item
