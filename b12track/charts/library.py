"""The drawing library, loaded without what no picture shows."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


def matplotlib() -> ModuleType:
    """The library, with its figures loaded.

    While it loads, it writes a help text for each of its classes, which takes a tenth of the time
    of a picture: where nobody has loaded it yet, it goes without.
    """
    # Pictures multiply 3 by 3 numbers: threads for large matrices cost more than all of that.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import matplotlib as library

    if "matplotlib.figure" not in sys.modules:
        from matplotlib import artist

        write_help = artist.kwdoc
        artist.kwdoc = _no_help
        try:
            import matplotlib.figure
        finally:
            artist.kwdoc = write_help
    return library


def _no_help(artist: object) -> str:  # noqa: ARG001 - the name by which it may be called
    return ""
