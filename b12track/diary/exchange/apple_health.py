"""Apple Health's export.xml, streamed: its B12 records, each meal once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat

from b12track.diary.exchange import cells
from b12track.diary.exchange.files import XmlFile
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import Row, Serving, name_of, once_a_meal
from b12track.errors import InputRefused
from b12track.quantity import nanograms, unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_B12: Final = "HKQuantityTypeIdentifierDietaryVitaminB12"
_FOOD: Final = "HKCorrelationTypeIdentifierFood"
_FOOD_NAME: Final = "HKFoodType"
_PIECE: Final = 1 << 13
_RECORD: Final = b"<Record "
#: What a piece of the file must hold for its elements to be looked at: the rest of a gigabyte is
#: checked for being XML by expat alone, without a call of Python for each element.
_NEEDLES: Final = (b"DietaryVitaminB12", b"CorrelationTypeIdentifierFood")
#: The root element stands within so much; a document type longer than this is no export.
_HEAD: Final = 1 << 20
_NG: Final = {"µg": 1_000, "mg": 1_000_000, "g": 1_000_000_000}
_MOMENT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}:[0-9]{2}) ([+-][0-9]{2})([0-9]{2})", re.ASCII
)
UNNAMED: Final = "unnamed food"


@dataclass(slots=True)
class _Record:
    """One B12 record; `is_inside` says that it stands in a food correlation."""

    line: int
    app: str
    start: str
    day: date
    at: tuple[int, int]
    b12_ng: int
    is_inside: bool
    food: str = ""

    @property
    def identity(self) -> tuple[str, str, int]:
        """What a correlation repeats of the record it belongs to."""
        return self.app, self.start, self.b12_ng


def rows(file: XmlFile, asked: Asked) -> Iterator[Row]:
    """The B12 records, one row each, of one app alone where that was asked for.

    Memory grows with the B12 records alone. Raises InputRefused for entities, for broken XML and
    for what no export holds.
    """
    reader = _Reader(file.name)
    records = reader.records(file.raw, file.progress)
    if not records:
        asked.note(f"{reader.seen:,} records, none of B12.")
    if asked.app is not None:
        apps = ", ".join(sorted({record.app for record in records})) or "no app"
        records = [record for record in records if record.app == asked.app]
        if not records:
            raise InputRefused(
                f"{file.name} holds no B12 of '{asked.app}': there is B12 of {apps}."
            )
    return once_a_meal(_serving(record) for record in _without_repeats(records))


class _Reader:
    """Reads the elements that matter; all others cost one comparison each."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: list[_Record] = []
        self._current: _Record | None = None
        self._correlation: list[_Record] | None = None
        self._food = ""
        #: How many records there are of whatever kind.
        self.seen = 0
        self._parser = expat.ParserCreate()
        self._parser.ordered_attributes = True
        self._hears_at_once = _at_once(self._parser)
        self._parser.EntityDeclHandler = self._entity
        self._parser.StartElementHandler = self._root

    def records(self, raw: IO[bytes], progress: Callable[[int], None]) -> list[_Record]:
        """All B12 records of the file in their order."""
        read = 0
        try:
            open_tag = b""
            for piece in _pieces(raw):
                window = open_tag + piece
                self._listen(window)
                self.seen += window.count(_RECORD) - open_tag.count(_RECORD)
                self._parser.Parse(piece, False)
                # A tag that is not finished is told of with the next piece.
                open_tag = window[window.rfind(b"<") :]
                if len(open_tag) > _HEAD:
                    raise InputRefused(f"longer than {_HEAD:,} bytes without a tag's end.")
                read += len(piece)
                progress(read)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise InputRefused(f"{self._name}, line {error.lineno}: {reason}.") from None
        except InputRefused as fault:
            line = self._parser.CurrentLineNumber
            raise InputRefused(f"{self._name}, line {line}: {fault}") from None
        return self._found

    def _listen(self, window: bytes) -> None:
        """Hears of elements only where some matter, or while one that matters is open."""
        if self._parser.StartElementHandler == self._root:
            return
        matters = not self._hears_at_once or any(needle in window for needle in _NEEDLES)
        inside = self._current is not None or self._correlation is not None
        self._parser.StartElementHandler = self._start if matters or inside else None

    def _entity(self, *_: object) -> None:
        raise InputRefused("the file defines entities, which no export does.")

    def _root(self, tag: str, _: list[str]) -> None:
        if tag != "HealthData":
            raise InputRefused(f"this is XML (<{tag}>), but no Apple Health export.")
        self._parser.StartElementHandler = self._start

    def _start(self, tag: str, attributes: list[str]) -> None:
        # Three million records are not B12, so the common case comes first and does least.
        if tag == "Record":
            if _B12 in attributes:
                self._begin(dict(zip(attributes[::2], attributes[1::2], strict=True)))
        elif tag == "Correlation":
            if _FOOD in attributes:
                self._correlation, self._food = [], ""
                self._parser.EndElementHandler = self._end
        elif tag == "MetadataEntry" and (self._current or self._correlation is not None):
            entry = dict(zip(attributes[::2], attributes[1::2], strict=True))
            if entry.get("key") == _FOOD_NAME:
                self._named(entry.get("value", ""))

    def _named(self, food: str) -> None:
        if self._current:
            self._current.food = name_of(food, "the food's name")
        else:
            self._food = name_of(food, "the food's name")

    def _begin(self, record: dict[str, str]) -> None:
        if record.get("type") != _B12:
            return
        start, app = record.get("startDate", ""), record.get("sourceName", "")
        day, at = _moment(start)
        inside = self._correlation is not None
        line = self._parser.CurrentLineNumber
        amount = _ng(record.get("value", ""), record.get("unit", ""))
        self._current = _Record(line, name_of(app, "sourceName"), start, day, at, amount, inside)
        self._parser.EndElementHandler = self._end

    def _end(self, tag: str) -> None:
        if tag == "Record" and self._current:
            self._found.append(self._current)
            if self._correlation is not None:
                self._correlation.append(self._current)
            self._current = None
        elif tag == "Correlation" and self._correlation is not None:
            for record in self._correlation:
                record.food = record.food or self._food
            self._correlation = None
        if self._current is None and self._correlation is None:
            self._parser.EndElementHandler = None


def _at_once(parser: expat.XMLParserType) -> bool:
    """Whether the parser tells of every tag in the piece that ends it.

    From version 2.6 on expat keeps an unfinished tag back until much more has come, and would
    then tell of it while nobody listens: a record lost without a word.
    """
    if expat.version_info < (2, 6, 0):
        return True
    if not hasattr(parser, "SetReparseDeferralEnabled"):
        return False
    parser.SetReparseDeferralEnabled(False)
    return True


def _pieces(raw: IO[bytes]) -> Iterator[bytes]:
    """The file without its document type, which is broken in some exports and never needed."""
    head = b""
    while b"<HealthData " not in head and b"<HealthData>" not in head and len(head) < _HEAD:
        piece = raw.read(_PIECE)
        if not piece:
            break
        head += piece
    root = head.find(b"<HealthData")
    if root < 0:
        raise InputRefused("this is XML, but no Apple Health export (or not in UTF-8).")
    start = head.find(b"<!DOCTYPE", 0, root)
    end = head.find(b"]>", start)
    if start >= 0 and end >= 0:
        if b"<!ENTITY" in head[start:end]:
            raise InputRefused("the file defines entities, which no export does.")
        # As many line ends as before, so that lines keep their numbers.
        head = head[:start] + b"\n" * head.count(b"\n", start, end) + head[end + 2 :]
    # The root alone, so that it is heard before anything can be left unheard.
    root = head.find(b">", head.find(b"<HealthData")) + 1
    yield head[:root]
    yield head[root:]
    while piece := raw.read(_PIECE):
        yield piece


def _moment(text: str) -> tuple[date, tuple[int, int]]:
    """The local day, and Unix seconds with offset, of "2025-03-06 08:00:00 +0100"."""
    parts = _MOMENT.fullmatch(text)
    try:
        if parts is None:
            raise ValueError(text)
        day, clock, hours, minutes = parts.groups()
        moment = datetime.fromisoformat(f"{day}T{clock}{hours}:{minutes}")
    except ValueError:
        raise InputRefused(f"startDate '{text}' is no moment.") from None
    offset = moment.utcoffset() or timedelta()
    return moment.date(), (int(moment.timestamp()), int(offset.total_seconds()))


def _ng(value: str, word: str) -> int:
    """Nanograms of a record's value in its unit."""
    factor = _NG.get(unit(word) or "")
    if factor is None:
        raise InputRefused(f"'{word}' is no unit of B12.")
    amount = cells.machine_number(value) * factor
    if amount > _NG["g"]:
        raise InputRefused(f"{value} {word} is no amount of B12.")
    return nanograms(amount, f"{value} {word}")


def _without_repeats(records: list[_Record]) -> list[_Record]:
    """The records, those that a correlation repeats once; one that stands only there is kept."""
    outside = Counter(record.identity for record in records if not record.is_inside)
    foods: dict[tuple[str, str, int], list[str]] = {}
    kept = []
    for record in records:
        if record.is_inside and outside[record.identity] > len(foods.get(record.identity, [])):
            foods.setdefault(record.identity, []).append(record.food)
        elif record.is_inside:
            kept.append(record)
    outer = [record for record in records if not record.is_inside]
    for record in outer:
        if record.food in foods.get(record.identity, []):
            foods[record.identity].remove(record.food)
    for record in outer:
        names = foods.get(record.identity)
        record.food = record.food or (names.pop(0) if names else "")
    return sorted([*outer, *kept], key=lambda record: record.line)


def _serving(record: _Record) -> Serving:
    return Serving(
        line=record.line,
        day=record.day,
        food=record.food or UNNAMED,
        amount="?",
        b12_ng=record.b12_ng,
        at=record.at,
        via=record.app,
        named=(record.start, record.app, record.food),
    )


_ABOUT: Final = About(
    "Apple Health `export.xml`, or the zip as the phone makes it",
    "one entry a B12 record",
    "in its unit",
    "–",
    "yes, with its offset",
)
#: The only XML that is read; what is none is refused by its root.
FORMAT: Final = Format("apple-health", "Apple Health", XmlFile, lambda _: True, rows, _ABOUT)
