"""Where the program begins: the lines that everybody types go straight to their work.

`log` with words alone, `today` alone and the bare command need no option parser, and that costs
more than the rest of them (docs/decisions.md); every other line goes through click.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from b12track.cli.outcome import exit_code_of
from b12track.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from b12track.cli.session import Session


def main() -> None:
    """Runs the tool; every outcome is an exit code of docs/words.md."""
    os.umask(0o077)
    code = run(sys.argv[1:])
    # Every file is closed and every stream flushed by now; what Python would still take down
    # one by one costs a fifth of a whole `log`.
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.flush()
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Runs one command line and returns its exit code; messages go to stderr."""
    work = _plain_work(arguments)
    if work:
        return exit_code_of(lambda: _done(work))
    from b12track.cli import main

    return main.run(arguments)


def _plain_work(arguments: list[str]) -> Callable[[Session], None] | None:
    """The work of a line that has nothing to parse, None for every other."""
    if _is_plain_log(arguments):
        return lambda session: _logged(session, " ".join(arguments[1:]))
    if arguments == ["today"]:
        return _today
    return None if arguments else _glance


def _is_plain_log(arguments: list[str]) -> bool:
    """Whether it is `log` with the words of a meal and nothing that begins like an option."""
    words = arguments[1:]
    return (
        arguments[:1] == ["log"]
        and any(word.strip() for word in words)
        and not any(word.startswith("-") for word in words)
    )


def _logged(session: Session, text: str) -> None:
    from b12track.cli.eating import log_phrase
    from b12track.cli.saving import Saving

    log_phrase(session, text, Saving(), may_ask=True)


def _today(session: Session) -> None:
    from b12track.cli.day_page import show_day
    from b12track.cli.shape import Shape

    show_day(session, session.today, Shape(as_json=False, as_csv=False, detail=False))


def _glance(session: Session) -> None:
    from b12track.cli.day_page import show_glance

    show_glance(session)


def _done(work: Callable[[Session], None]) -> int:
    """Does the work in a session of its own, as click's door does."""
    from b12track.cli.session import Session

    session = Session(None)
    try:
        work(session)
        session.finish()
    finally:
        session.close()
    return 0
