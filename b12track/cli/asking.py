"""Questions at a terminal: asked on stderr, answered with a line that can be edited."""

from __future__ import annotations

import sys

from b12track.errors import InputRefused
from b12track.text import escaped

NOTHING_SAVED = "Nothing was saved."


def is_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def answer(prompt: str, typed: str = "") -> str | None:
    """The line that is typed, without outer blanks; None at the end of the input.

    What was typed before comes back with the arrow key.
    """
    sys.stderr.flush()
    try:
        if sys.stdout.isatty() and sys.stdin is sys.__stdin__:
            return _edited(prompt, typed)
        sys.stderr.write(prompt)
        sys.stderr.flush()
        line = sys.stdin.readline(1000)
    except EOFError:
        return None
    return line.strip() if line else None


def _edited(prompt: str, typed: str) -> str:
    try:
        import readline  # 2 ms that only a question waits for
    except ImportError:  # not on every system
        return input(prompt).strip()
    if typed:
        readline.add_history(typed)
    return input(prompt).strip()


def agreed(sentence: str) -> None:
    """Asks whether to go on; unless it is yes, InputRefused says that nothing was saved."""
    sys.stderr.write(f"{escaped(sentence)}\n")
    if (answer("Save it all the same? [y/N] ") or "").lower() not in ("y", "yes"):
        raise InputRefused(NOTHING_SAVED)
