"""A line on stderr that says what is being done and how far it is, only in a terminal."""

from __future__ import annotations

import sys
import time
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


@contextmanager
def progress_bar(verb: str) -> Iterator[Callable[[float], None]]:
    """Takes how much is done, from 0 to 1; drawn once the work has taken a second."""
    started, drawn = time.monotonic(), 0
    with progress_line() as step:

        def draw(part: float) -> None:
            nonlocal drawn
            percent = int(100 * min(1, part))
            if percent != drawn and time.monotonic() - started > 1:
                drawn = percent
                step(f"{verb} [{'#' * (3 * percent // 10):<30}] {percent:3} %")

        yield draw
