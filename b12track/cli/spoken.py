"""Command lines run inside this process for the page: the same commands, what they print, and
their refusals as exceptions."""

from __future__ import annotations

import io
import os
import time
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Final

import click

from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from b12track.cli.session import Session

#: File times advance in steps of a few milliseconds.
_TICK_NS: Final = 50_000_000


def command(diary: str) -> Callable[[Sequence[str]], str]:
    """Runs words as `b12track` does on this diary, and gives what they print on stdout.

    One at a time, for the streams belong to the process. Raises B12TrackError as the command does.
    """
    from b12track.cli.main import b12track

    def run(words: Sequence[str]) -> str:
        printed = io.BytesIO()
        out = io.TextIOWrapper(printed, encoding="utf-8")
        line = ["--diary", diary, *words]
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            try:
                b12track.main(line, prog_name="b12track", standalone_mode=False)
            except click.ClickException as error:
                raise InputRefused(error.format_message()) from None
        out.flush()
        return printed.getvalue().decode()

    return run


def state(session: Session) -> Callable[[], Hashable]:
    """What tells whether the diary or the foods may have changed, without opening either.

    Closing a descriptor of the diary would drop SQLite's locks of this process, so names alone
    are asked.
    """
    return lambda: (_seen(session.path), _seen(session.foods_path))


def _seen(path: str) -> Hashable:
    """The state of a file; never the same twice while it is too young to tell two writes apart."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    if time.time_ns() - status.st_mtime_ns < _TICK_NS:
        return object()
    return status.st_mtime_ns, status.st_size, status.st_ino
