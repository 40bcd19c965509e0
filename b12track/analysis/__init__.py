"""From days of a diary to means, frames and judgements; `open_diary` is the door for analysts."""

from __future__ import annotations

from b12track.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from b12track.analysis.frames import Diary

__all__ = ["open_diary"]


def open_diary(path: str | None = None) -> Diary:
    """A diary file to read as pandas frames, that of `b12track` without a path; never changed.

    Use it in a `with` block, or call `close`. Raises InputRefused where there is none. The frames
    are described in docs/analysis.md; their columns are stable.
    """
    from b12track.analysis.frames import Diary

    return Diary(path)
