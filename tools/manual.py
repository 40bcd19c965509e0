"""The manual page: every command with its text and options, as `man b12track` shows it.

Usage: python -m tools.manual docs/b12track.1
"""

from __future__ import annotations

import sys
from inspect import cleandoc
from pathlib import Path
from typing import Final

import click

from b12track import __version__
from b12track.cli.main import b12track

_CLOSING: Final = (
    (
        "ENVIRONMENT",
        (
            ("B12TRACK_DIARY", "the diary file, where --diary does not name one"),
            (
                "B12TRACK_HOME",
                "the folder of diary.db and foods.db, else the platform's data folder",
            ),
            ("B12TRACK_NOW", "the moment of this run as ISO 8601, for tests"),
            ("NO_COLOR", "no colour in the terminal"),
        ),
    ),
    (
        "EXIT STATUS",
        (
            ("0", "done"),
            ("1", "findings (flags, check), or another failure"),
            ("2", "the command line is not understood"),
            ("3", "input refused, nothing written"),
            ("4", "another program holds the diary, nothing written"),
            ("5", "the diary is damaged"),
            ("6", "the diary is of a newer program, or no diary"),
            ("7", "the disk is full, read-only or failing, nothing written"),
            ("8", "the outcome is unknown"),
            ("9", "saved, but the output failed"),
            ("130, 143", "ended by a signal"),
        ),
    ),
    (
        "FILES",
        (
            ("diary.db", "the diary: one SQLite file that only its owner can read"),
            ("foods.db", "the food catalogue: made anew where it is missing"),
            ("backups/", "one backup for each day on which the diary changed"),
        ),
    ),
)
_NAME: Final = r"b12track \- a dietary intake tracker for vitamin B12"
_LIMITS: Final = (
    "b12track records food and supplements. It does not diagnose, treat or replace a health"
    " professional."
)


def manual() -> str:
    """The whole page in roff."""
    context = click.Context(b12track, info_name="b12track", **b12track.context_settings)
    lines = [f'.TH B12TRACK 1 "" "b12track {__version__}" "User Commands"']
    lines += [".SH NAME", _NAME, ".SH SYNOPSIS", ".B b12track", "[\\-\\-diary PATH] COMMAND ..."]
    lines += [".SH DESCRIPTION", *_paragraphs(b12track.help or ""), ".SH COMMANDS"]
    lines += _commands(context, b12track)
    for title, rows in _CLOSING:
        lines.append(f".SH {title}")
        for term, words in rows:
            lines += [".TP", f".B {_escaped(term)}", _escaped(words)]
    return "\n".join([*lines, ".SH LIMITS", _escaped(_LIMITS)]) + "\n"


def _commands(context: click.Context, group: click.Group) -> list[str]:
    lines: list[str] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        own = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(own))
        lines += [f".SS {_escaped(f'{own.command_path} {usage}'.strip())}"]
        lines += _paragraphs(command.help or "")
        for parameter in command.params:
            record = parameter.get_help_record(own)
            if record is not None and record[1]:
                lines += [".TP", f".B {_escaped(record[0])}", _escaped(record[1] or "")]
        if isinstance(command, click.Group):
            lines += _commands(own, command)
    return lines


def _paragraphs(text: str) -> list[str]:
    """Help as roff: paragraphs filled, those that begin with \\b as they stand."""
    lines: list[str] = []
    # Newer Pythons take the indentation out of docstrings, older ones leave it.
    for part in cleandoc(text).replace("\f", "").strip().split("\n\n"):
        rows = part.strip("\n").split("\n")
        if rows[0].strip() == "\b":
            lines += [".PP", ".nf", *(_escaped(row) for row in rows[1:]), ".fi"]
        else:
            lines += [".PP", _escaped(" ".join(row.strip() for row in rows))]
    return lines


def _escaped(text: str) -> str:
    """Text in which nothing is a request or an escape of roff."""
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(manual(), encoding="utf-8")
