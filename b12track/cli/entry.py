"""Where the program begins: the line that everybody types goes straight to its work.

`log` with words alone needs no option parser, and that costs more than the rest of it
(docs/decisions.md); every other line goes through click.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from b12track.cli.outcome import exit_code_of


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
    if _is_plain_log(arguments):
        return exit_code_of(lambda: _logged(" ".join(arguments[1:])))
    from b12track.cli import main

    return main.run(arguments)


def _is_plain_log(arguments: list[str]) -> bool:
    """Whether it is `log` with the words of a meal and nothing that begins like an option."""
    words = arguments[1:]
    return (
        arguments[:1] == ["log"]
        and any(word.strip() for word in words)
        and not any(word.startswith("-") for word in words)
    )


def _logged(text: str) -> int:
    from b12track.cli.eating import log_phrase
    from b12track.cli.saving import Saving
    from b12track.cli.session import Session

    session = Session(None)
    try:
        log_phrase(session, text, Saving(), may_ask=True)
        session.finish()
    finally:
        session.close()
    return 0
