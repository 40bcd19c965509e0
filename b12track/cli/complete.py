"""`complete`: what fits at the cursor, asked by the shell at every TAB; never a word on stderr."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, suppress
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from b12track.cli.session import Session

#: Tells the shell that a file name belongs here.
FILES = 10


@click.command(
    hidden=True, context_settings={"ignore_unknown_options": True, "help_option_names": []}
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def complete(session: Session, words: tuple[str, ...]) -> int:
    """Print what fits in place of the last word: text, tab, what it is; one a line."""
    from b12track.cli.candidates import at_cursor

    # Whatever is wrong with a diary is said by the command itself, not while it is typed.
    with redirect_stderr(io.StringIO()), suppress(Exception):
        fitting = at_cursor(session, list(words))
        if fitting is None:
            return FILES
        lines = "".join(f"{candidate.text}\t{candidate.what}\n" for candidate in fitting)
        sys.stdout.buffer.write(lines.encode("utf-8", "replace"))
        sys.stdout.flush()
    return 0
