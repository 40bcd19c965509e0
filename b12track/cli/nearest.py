"""The nearest command or option to a word that is none: what people try, and slips of the hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What people try, by the habit of other tools → what it is called here, the best first.
_COMMANDS: Final = {
    "log": "add eat ate new record write note",
    "delete": "remove rm del",
    "edit": "change amend modify fix",
    "today": "status now",
    "week": "stats summary weeks weekly",
    "day": "list ls yesterday",
    "foods": "food find search lookup",
    "chart": "graph plot draw charts",
    "report": "print doc pdf",
    "profile": "person people user config settings me",
    "check": "verify fsck health",
    "lab": "labs blood test bloods",
    "inject": "injection shot jab",
    "take": "pill tablet supplement dose",
    "open": "web gui page browser dashboard app",
    "explain": "why info about learn",
    "symptom": "symptoms feel",
    "regimen": "schedule plan remind reminder",
    "import": "sync load",
    "export": "save dump",
}
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
}


def mended(error: click.UsageError) -> click.UsageError:
    """The same error with the nearest command or option named, where one of them was unknown."""
    context = error.ctx
    if context is None:
        return error
    if isinstance(error, click.NoSuchOption):
        known = [
            name
            for parameter in context.command.get_params(context)
            if isinstance(parameter, click.Option) and not parameter.hidden
            for name in parameter.opts
            if name.startswith("--")
        ]
        wanted, what, habits = error.option_name, "option", _OPTIONS
    elif refused := re.match(r"No such command '(.+?)'", error.message):
        names = context.command
        known = names.list_commands(context) if isinstance(names, click.Group) else []
        wanted, what, habits = refused.group(1), "command", _COMMANDS
    else:
        return error
    guesses = nearest(wanted, known, habits)
    hint = f" Did you mean {' or '.join(guesses)}?" if guesses else ""
    if not guesses and what == "command" and context.parent is None:
        hint = f" To write down a meal: b12track log {wanted} …"
    return click.UsageError(f"No such {what} '{wanted}'.{hint}", context)


def nearest(wanted: str, known: Iterable[str], habits: dict[str, str]) -> list[str]:
    """At most two of the known words: what is meant by habit, else what is spelled alike.

    >>> nearest("lgo", ["log", "lab", "week"], {}), nearest("add", ["log"], {"log": "add"})
    (['log'], ['log'])
    """
    from difflib import get_close_matches

    choices = list(known)
    lower = wanted.lower()
    meant = [name for name in choices if lower in habits.get(name, "").split()]
    return meant[:2] or get_close_matches(lower, choices, n=2, cutoff=0.6)
