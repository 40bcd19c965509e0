"""The nearest command or option to a word that is none: what people try, and slips of the hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: What it is called here → what people try, by the habit of other tools; the best first.
_COMMANDS: Final = {
    "log": "add eat ate new record write note save meal breakfast lunch dinner snack",
    "delete": "remove rm del",
    "edit": "change amend modify fix update",
    "today": "status now",
    "day": "list ls yesterday",
    "week": "stats summary weekly average mean statistics",
    "flags": "low alerts warnings",
    "foods search": "find search lookup",
    "foods": "food",
    "foods rank": "rank top sources",
    "chart": "graph plot draw",
    "chart calendar": "calendar year",
    "chart trend": "trend",
    "report": "print doc pdf",
    "profile": "person people user config settings me setup",
    "reference show": "target goal rda recommendation limit",
    "check": "verify fsck health",
    "lab": "blood test bloods",
    "inject": "injection shot jab",
    "take": "pill tablet supplement dose b12 vitamin",
    "open": "web gui ui tui page browser dashboard app server",
    "explain": "why info about learn glossary words",
    "symptom": "feel",
    "regimen": "schedule plan remind reminder",
    "regimen due": "due next",
    "meals save": "recipe",
    "import": "sync load",
    "export": "dump csv json",
    "help": "man usage manual commands init start begin",
    "--version": "version",
}
#: Words for which there is nothing to type.
_NOTHING_TO_DO: Final = dict.fromkeys(
    ("quit", "exit", "bye", "close", "logout"),
    "There is nothing to leave: each command ends by itself.",
)
_OPTIONS: Final = {
    "--on": "--date --day --when",
    "--at": "--time --hour",
    "--for": "--person --who --user --name --profile",
    "--from": "--since --start --begin --after",
    "--to": "--until --till --end --before",
    "--since": "--from --start --begin",
    "--start": "--from --since --begin",
    "--meal": "--occasion --mealtime",
    "--note": "--comment --text --remark",
    "--output": "--out --file",
    "--json": "--format",
    "--last": "--limit --count --n",
    "--limit": "--last --count --n",
    "--dry-run": "--test --trial --try",
    "--large": "--large-print",
    "--large-print": "--large",
}
#: A word of so many letters is like many others.
_SHORT: Final = 4
#: Options that name one day.
_DAYS: Final = {"--on"}


def mended(error: click.UsageError) -> click.UsageError:
    """The same error with what to type instead: the nearest word, else an example."""
    context = error.ctx
    if context is None:
        return error
    if isinstance(error, click.NoSuchOption):
        return _option(error.option_name, context)
    if refused := re.match(r"No such command '(.+?)'", error.message):
        return _command(refused.group(1), context)
    if refused := re.match(r"Got unexpected extra arguments? \((.+)\)", error.message):
        # A command that takes -1 for a number takes an unknown option for a word.
        if option := re.search(r"(?:^|\s)(--[\w-]+)", refused.group(1)):
            return _option(option[1], context)
        if context.info_name == "today" and _is_day(refused.group(1)):
            return click.UsageError(f"For that day: b12track day {refused.group(1)}", context)
        return _with_example(f"'{refused.group(1)}' is too much.", context)
    if isinstance(error, click.MissingParameter):
        return _with_example(error.format_message().partition(" Choose from")[0], context)
    return error


def _option(wanted: str, context: click.Context) -> click.UsageError:
    known = [
        name
        for parameter in context.command.get_params(context)
        if isinstance(parameter, click.Option) and not parameter.hidden
        for name in parameter.opts
        if name.startswith("--")
    ]
    sentence = f"No such option '{wanted}'."
    meant = [name for name, tried in _OPTIONS.items() if wanted in (name, *tried.split())]
    if meant and context.parent is None:
        sentence += f" It stands after a command: b12track COMMAND {meant[0]}"
        return click.UsageError(sentence, context)
    if _DAYS & {*meant} and not _DAYS & {*known} and "[DAY]" in _usage(context):
        sentence += f" The day stands alone: {context.command_path} yesterday"
        return click.UsageError(sentence, context)
    return _suggested(sentence, nearest(wanted, known, _OPTIONS), context)


def _command(wanted: str, context: click.Context) -> click.UsageError:
    sentence = f"No such command '{wanted}'."
    names = context.command
    known = names.list_commands(context) if isinstance(names, click.Group) else []
    if context.parent is not None:
        return _suggested(sentence, nearest(wanted, known, _COMMANDS), context)
    if wanted.lower() in _NOTHING_TO_DO:
        return click.UsageError(f"{sentence} {_NOTHING_TO_DO[wanted.lower()]}", context)
    if wanted.lower() != "today" and _is_day(wanted):
        return click.UsageError(f"{sentence} For that day: b12track day {wanted}", context)
    guesses = nearest(wanted, [*known, *_COMMANDS], _COMMANDS)
    if not guesses:
        is_help = context.invoked_subcommand == "help"
        to_log = f"To write down a meal: b12track log {wanted} …"
        sentence += f" {'b12track help lists them all.' if is_help else to_log}"
        return click.UsageError(sentence, context)
    return _suggested(sentence, guesses, context)


def _usage(context: click.Context) -> str:
    return " ".join(context.command.collect_usage_pieces(context))


def _suggested(sentence: str, guesses: list[str], context: click.Context) -> click.UsageError:
    if not guesses:
        return _with_example(sentence, context)
    return click.UsageError(f"{sentence} Did you mean {' or '.join(guesses)}?", context)


def _with_example(sentence: str, context: click.Context) -> click.UsageError:
    """What is wrong, and the first example of the command's help page."""
    example = re.search(r"Examples?:\n +(b12track .+)", context.command.help or "")
    return click.UsageError(
        f"{sentence} For example: {example[1]}" if example else sentence, context
    )


def _is_day(word: str) -> bool:
    from b12track.diary import dates
    from b12track.errors import InputRefused

    try:
        dates.day(word, dates.now().date())
    except InputRefused:
        return False
    return True


def nearest(wanted: str, known: Iterable[str], habits: Mapping[str, str]) -> list[str]:
    """At most two of the known words: what is meant by habit, else what is spelled alike.

    >>> nearest("lgo", ["log", "lab", "week"], {}), nearest("Add", ["log"], {"log": "add"})
    (['log'], ['log'])
    >>> nearest("tablets", ["take"], {"take": "pill tablet"})
    ['take']
    """
    from difflib import get_close_matches

    lower, names = wanted.lower(), list(dict.fromkeys(known))
    meanings = {word: name for name in names for word in habits.get(name, "").split()}
    if lower in meanings:
        return [name for name in names if lower in habits.get(name, "").split()][:2]
    if alike := get_close_matches(lower, names, n=2, cutoff=0.8):
        return alike
    habit = get_close_matches(lower, meanings, n=1, cutoff=0.75)
    if habit and (len(lower) > _SHORT or habit[0] in lower):
        return [meanings[habit[0]]]
    return get_close_matches(lower, names, n=2, cutoff=0.65)
