"""Numbers of rows as they are typed: 12 an entry, s3 a symptom, i3 an injection, b3 a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from b12track.errors import InputRefused
from b12track.wording import ROW_LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from b12track.cli.options import Command

_TABLES: Final = {letter: table for table, letter in ROW_LETTERS.items()}
#: Table → what it is called, and the command that deletes a row of it.
_NAMED: Final = {
    "entry": ("an entry", "b12track delete"),
    "symptom": ("a symptom", "b12track symptom delete"),
    "injection": ("an injection", "b12track inject delete"),
    "lab": ("a blood test", "b12track lab delete"),
    "regimen": ("a regimen", "b12track regimen stop"),
}


def row_number(table: str, *, may_count: bool = False) -> Callable[[str], int]:
    """What turns a typed number of one table into its id, with its letter or without.

    -1 is the last one where `may_count`. InputRefused names the command for another table's letter.
    """
    letter = ROW_LETTERS.get(table, "")

    def number(text: str) -> int:
        plain = text.strip().removeprefix("#").lower()
        meant = _TABLES.get(plain[:1], table)
        if meant != table:
            name, command = _NAMED[meant]
            raise InputRefused(f"{plain} is {name}: {command} {plain}")
        digits = plain.removeprefix(letter)
        if digits.removeprefix("-" if may_count else "").isdecimal() and digits.isascii():
            return int(digits)
        raise click.BadParameter(f"'{text}' is no number of {_NAMED[table][0]}, as {letter}3 is.")

    return number


def row_numbers(table: str) -> Callable[[Command], Command]:
    """The numbers of rows that are to be deleted."""
    kind = row_number(table)
    return click.argument("numbers", metavar="ID…", type=kind, nargs=-1, required=True)


def row_number_argument(table: str) -> Callable[[Command], Command]:
    """The number of the row that is to be changed."""
    return click.argument("number", metavar="ID", type=row_number(table))
