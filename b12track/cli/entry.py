"""Where the program begins: the lines that everybody types go straight to their work.

`log` and `foods search` with words alone, `today`, `week`, `month` and the bare command alone need
no option parser, and that costs more than the rest of them (docs/decisions.md); every other line
goes through click.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from b12track.cli.outcome import exit_code_of
from b12track.hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from b12track.cli.session import Session

    Work = Callable[[Session], None]

#: So many new objects are made before those that hold one another are looked for.
_YOUNG_OBJECTS: Final = 200_000


def main() -> None:
    """Runs the tool; every outcome is an exit code of docs/words.md."""
    os.umask(0o077)
    # Modules stay once loaded: looking through them for garbage takes 3% of a `log` and a tenth
    # of a picture.
    gc.set_threshold(_YOUNG_OBJECTS)
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


def _plain_work(arguments: list[str]) -> Work | None:
    """The work of a line that has nothing to parse, None for every other."""
    whole = PLAIN.get(tuple(arguments))
    if whole:
        return whole
    for command, work in WITH_WORDS.items():
        words = arguments[len(command) :]
        if arguments == [*command, *words] and _are_plain(words):
            return lambda session: work(session, " ".join(words))
    return None


def _are_plain(words: list[str]) -> bool:
    """Whether there are words, and none that begins like an option."""
    return any(map(str.strip, words)) and not any(word.startswith("-") for word in words)


def _glance(session: Session) -> None:
    from b12track.cli.day_page import show_glance

    show_glance(session)


def _today(session: Session) -> None:
    from b12track.cli.day_page import show_day
    from b12track.cli.shape import TEXT

    show_day(session, session.today, TEXT)


def _week(session: Session) -> None:
    from b12track.cli.span_page import WEEK_DAYS, show_days

    show_days(session, WEEK_DAYS)


def _month(session: Session) -> None:
    from b12track.cli.span_page import MONTH_DAYS, show_days

    show_days(session, MONTH_DAYS)


def _logged(session: Session, words: str) -> None:
    from b12track.cli.eating import log_phrase
    from b12track.cli.saving import Saving

    log_phrase(session, words, Saving(), may_ask=True)


def _searched(session: Session, words: str) -> None:
    from b12track.cli.food_list import search_foods

    search_foods(session, words)


#: The lines that are plain as they stand, and the commands that are where words follow.
PLAIN: Final[dict[tuple[str, ...], Work]] = {
    (): _glance,
    ("today",): _today,
    ("week",): _week,
    ("month",): _month,
}
WITH_WORDS: Final[dict[tuple[str, ...], Callable[[Session, str], None]]] = {
    ("log",): _logged,
    ("foods", "search"): _searched,
}


def _done(work: Work) -> int:
    """Does the work in a session of its own, as click's door does."""
    from b12track.cli.session import Session

    session = Session(None)
    try:
        work(session)
        session.finish()
    finally:
        session.close()
    return 0
