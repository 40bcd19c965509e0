"""What fits at a place of a command line: commands, options, days, people, foods and amounts."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from b12track.cli.main import COMMANDS, b12track
from b12track.diary.storage import places
from b12track.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from b12track.cli.session import Session


class Candidate(NamedTuple):
    """What would stand there, and what it is in a few words."""

    text: str
    what: str = ""


_MOST: Final = 40
_DAYS: Final = (
    "today",
    "yesterday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "-2d",
    "-3d",
)
_OCCASIONS: Final = ("breakfast", "lunch", "dinner", "snack")
_STATES: Final = ("complete", "partial", "fasting", "paused", "clear")
_DAY_OPTIONS: Final = ("--on", "--from", "--to", "--since", "--as-of", "--start", "--born")
_FILE_COMMANDS: Final = ("import", "export", "backup", "restore", "foods import", "foods rebuild")


def at_cursor(session: Session, words: list[str]) -> list[Candidate] | None:
    """What fits in place of the last word, best first; None where a file name belongs."""
    current = words[-1] if words else ""
    if words[:1] in (["log"], ["take"]) and not any(word[:1] == "-" for word in words):
        # The words of a meal, as nearly always: the command itself need not be loaded.
        from b12track.cli.food_candidates import of_phrase

        return _harmless(of_phrase(session, words[1:-1], current))
    place = _Place(session, words[:-1])
    if current.startswith("-") and not current[1:2].isdecimal():
        candidates: Iterable[Candidate] | None = place.options()
    elif place.open_option is not None:
        candidates = _of_option(session, place.open_option)
    elif place.is_group:
        candidates = [*place.commands(), *(_of_command(session, place, current) or ())]
    else:
        candidates = _of_command(session, place, current)
    if candidates is None or place.foods_found:
        return None if candidates is None else list(candidates)[:_MOST]
    fitting = [
        candidate
        for candidate in candidates
        if candidate.text.casefold().startswith(current.casefold())
    ]
    return list(dict.fromkeys(_harmless(fitting)))[:_MOST]


def _harmless(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Text that can act in no terminal, and no tab or line end that would split it."""
    return [
        Candidate(candidate.text, escaped(candidate.what))
        for candidate in candidates
        if candidate.text.isprintable() and escaped(candidate.text) == candidate.text
    ]


class _Place:
    """Where the cursor stands: the command, its arguments so far, an option that wants a value."""

    def __init__(self, session: Session, words: list[str]) -> None:
        self.command: click.Command = b12track
        self.context = click.Context(b12track, info_name="b12track", **b12track.context_settings)
        self.arguments: list[str] = []
        self.open_option: click.Option | None = None
        #: Foods are matched by the start of any word, so they are not filtered by the first.
        self.foods_found = False
        for word in words:
            self._step(word)
            if self.open_option is None and words[0] == "--diary" and word == words[1]:
                session.path = places.location(word)

    def _step(self, word: str) -> None:
        if self.open_option is not None:
            if "--for" in self.open_option.opts:
                self.context.params["for"] = word
            self.open_option = None
        elif word.startswith("--") or (word[:1] == "-" and word[1:2].isalpha()):
            option = next((option for option in self._options() if word in option.opts), None)
            self.open_option = option if option and not option.is_flag else None
        elif isinstance(self.command, click.Group) and not self.arguments:
            command = self.command.get_command(self.context, word)
            if command is None:
                self.arguments.append(word)
            else:
                self.command = command
                self.context = click.Context(command, info_name=word, parent=self.context)
        else:
            self.arguments.append(word)

    def _options(self) -> list[click.Option]:
        # A command with parts beside its own work has the options of that work.
        own = getattr(self.command, "own", self.command)
        return [parameter for parameter in own.params if isinstance(parameter, click.Option)]

    @property
    def is_group(self) -> bool:
        return isinstance(self.command, click.Group) and not self.arguments

    @property
    def path(self) -> str:
        """The command without the program: "foods show"."""
        return self.context.command_path.partition(" ")[2]

    def commands(self) -> list[Candidate]:
        group = self.command
        if not isinstance(group, click.Group):
            return []
        names = group.list_commands(self.context)
        if group is b12track:  # the one-line texts would load every command
            return [Candidate(name) for name in names]
        return [
            Candidate(name, command.get_short_help_str(60))
            for name in names
            if (command := group.get_command(self.context, name)) and not command.hidden
        ]

    def options(self) -> list[Candidate]:
        return [
            Candidate(name, (option.help or "").partition(".")[0])
            for option in self._options()
            if not option.hidden
            for name in option.opts
            if name.startswith("--")
        ]


def _of_option(session: Session, option: click.Option) -> list[Candidate] | None:
    name = next((spelling for spelling in option.opts if spelling in _OF_OPTIONS), None)
    if name is not None:
        return _OF_OPTIONS[name](session)
    if isinstance(option.type, click.Choice):
        return [Candidate(str(choice)) for choice in option.type.choices]
    return None if "PATH" in (option.metavar or "") or "FILE" in (option.metavar or "") else []


def _of_command(session: Session, place: _Place, current: str) -> Iterable[Candidate] | None:
    if place.path in _FILE_COMMANDS:
        return None
    if place.path in ("log", "take", "foods show", "foods search"):
        from b12track.cli.food_candidates import of_phrase

        place.foods_found = True
        person = place.context.params.get("for")
        session.person_name = person or session.person_name
        return _harmless(of_phrase(session, place.arguments, current))
    if place.path in _OF_COMMANDS:
        first_only = place.arguments and place.path != "mark"
        return [] if first_only else _OF_COMMANDS[place.path](session)
    parameters = place.command.get_params(place.context)
    arguments = [parameter for parameter in parameters if isinstance(parameter, click.Argument)]
    for argument in arguments[len(place.arguments) :][:1] or arguments[-1:]:
        if isinstance(argument.type, click.Choice):
            return [Candidate(str(choice)) for choice in argument.type.choices]
    return []


def _fixed(words: Iterable[str]) -> Callable[[Session], list[Candidate]]:
    return lambda _: [Candidate(word) for word in words]


def _of_diary(statement: str) -> Callable[[Session], list[Candidate]]:
    """The first column of a question to the diary; nothing where there is none."""

    def answers(session: Session) -> list[Candidate]:
        if not os.path.exists(session.path):
            return []
        with session.reading() as diary:
            return [Candidate(str(row[0])) for row in diary.execute(statement)]

    return answers


def _known(module: str, names: str) -> Callable[[Session], list[Candidate]]:
    """The names that a table of the science room has, read when they are asked for."""

    def known(_: Session) -> list[Candidate]:
        listed: Iterable[str] = getattr(import_module(f"b12track.science.{module}"), names)
        return [Candidate(name) for name in listed]

    return known


def _terms(_: Session) -> list[Candidate]:
    from b12track.science.symptoms import SYMPTOMS

    return [
        Candidate(symptom.words.partition(" (")[0].partition(",")[0], symptom.term)
        for symptom in SYMPTOMS
    ]


_PEOPLE: Final = _of_diary("SELECT name FROM person ORDER BY in_use DESC, name")
_MEALS: Final = _of_diary("SELECT name FROM saved_meal ORDER BY name")
_REGIMENS: Final = _of_diary(
    "SELECT regimen_id FROM regimen WHERE stopped_on IS NULL ORDER BY regimen_id"
)
_OF_OPTIONS: Final[dict[str, Callable[[Session], list[Candidate]]]] = {
    "--for": _PEOPLE,
    "--meal": _fixed(_OCCASIONS),
    "--authority": _known("reference_values", "AUTHORITIES"),
    "--condition": _known("circumstances", "CONDITIONS"),
    "--medicine": _known("circumstances", "MEDICINES"),
    **{name: _fixed(_DAYS) for name in _DAY_OPTIONS},
}
_OF_COMMANDS: Final[dict[str, Callable[[Session], list[Candidate]]]] = {
    "again": _fixed(_OCCASIONS),
    "mark": _fixed((*_DAYS, *_STATES)),
    "day": _fixed(_DAYS),
    "week": _fixed(_DAYS),
    "month": _fixed(_DAYS),
    "explain": _known("explanations", "TOPICS"),
    "help": lambda _: [Candidate(name) for name in COMMANDS],
    "inject": _fixed(("1 mg hydroxocobalamin", "1 mg cyanocobalamin", "1 mg methylcobalamin")),
    "lab add": _known("biomarkers", "MARKERS"),
    "meals delete": _MEALS,
    "meals edit": _MEALS,
    "profile delete": _PEOPLE,
    "profile rename": _PEOPLE,
    "profile use": _PEOPLE,
    "regimen stop": _REGIMENS,
    "symptom log": _terms,
}
