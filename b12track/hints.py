"""The words of type hints, without `typing`: its import is a tenth of what `log` takes.

Hints are read by type checkers and by people, never when the program runs (`from __future__ import
annotations`), so these stand for nothing there.
"""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any, Final
else:
    Any = Final = None

__all__ = ["TYPE_CHECKING", "Any", "Final"]
