"""A line on stderr that says what is being done, only in a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from b12track.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progress_line() -> Iterator[Callable[[str], None]]:
    """Takes words, each in place of the last; nothing is left of them at the end."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()

    def step(words: str) -> None:
        if is_terminal:
            sys.stderr.write(f"\r\x1b[K{escaped(words)} …")
            sys.stderr.flush()

    try:
        yield step
    finally:
        if is_terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
