"""What each format of a diary says of itself; each importer's file ends in its own FORMAT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.diary.exchange.cells import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from b12track.diary.exchange.merging import OwnRow
    from b12track.diary.exchange.servings import Row
    from b12track.foods.store import Foods

#: The tracker of a file that this program wrote itself.
OURS: Final = "b12track"


class Asked(NamedTuple):
    """What the person said about the file, and what reading it needs."""

    now: datetime
    foods: Callable[[], Foods]
    format: str | None = None
    b12_column: str | None = None
    b12_unit: str | None = None
    style: Style = Style()
    app: str | None = None
    match_foods: bool = False
    #: Hears what reading the file had to put right.
    note: Callable[[str], None] = lambda _: None
    #: Hears how much of the file has been read, from 0 to 1.
    progress: Callable[[float], None] = lambda _: None


class About(NamedTuple):
    """What `import --formats` and docs/exchange.md say of a format."""

    files: str
    taken: str
    b12: str
    weight: str = "–"
    time: str = "–"


class Format(NamedTuple):
    """One kind of file: `word` is what --format says, and whose rows they are.

    `shape` is what such a file is read as: a Table, a JsonFile, an XmlFile, a Database or a
    Folder; `recognises` and `rows` are handed that.
    """

    word: str
    kind: str
    shape: type
    recognises: Callable[[Any], bool]
    rows: Callable[[Any, Asked], Iterable[Row] | Iterable[OwnRow]]
    about: About


class ForeignDiary(NamedTuple):
    """A recognised file: what it is, whose, and its rows."""

    kind: str
    tracker: str
    rows: Iterator[Any]

    @property
    def is_ours(self) -> bool:
        """Whether this program wrote it, so that its rows are rows of our tables."""
        return self.tracker == OURS
