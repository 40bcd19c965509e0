"""How a run ends: every error a sentence on stderr and an exit code of docs/words.md."""

from __future__ import annotations

import os
import sys

from b12track.errors import B12TrackError, InputRefused
from b12track.hints import TYPE_CHECKING
from b12track.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable


def exit_code_of(work: Callable[[], int]) -> int:
    """Does the work of one command line and returns its exit code; messages go to stderr."""
    try:
        return work()
    except B12TrackError as error:
        _tell(str(error), error.suggestions if isinstance(error, InputRefused) else ())
        return error.exit_code
    except KeyboardInterrupt:
        _tell("Interrupted.", ())
        return 130
    except BrokenPipeError:
        # The reader of a pipe went away, as in `b12track show | head`: nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        _tell(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}", ())
        return 7


def _tell(sentence: str, suggestions: tuple[str, ...]) -> None:
    if sys.stderr is None:  # closed by the caller
        return
    lines = [escaped(line) for line in sentence.split("\n")]
    if suggestions:
        lines[-1] = lines[-1][:-1] + ":" if lines[-1].endswith(".") else lines[-1]
        lines += [f"  {escaped(name)}" for name in suggestions]
    try:
        sys.stderr.write("\n".join(lines) + "\n")
    except UnicodeEncodeError:
        sys.stderr.write("\n".join(lines).encode("ascii", "replace").decode("ascii") + "\n")
