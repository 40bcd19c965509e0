"""What every command shares: the moment, the files, the person and the reference."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, closing, contextmanager
from datetime import date, timedelta
from functools import cached_property

from b12track.diary import dates, journal, people
from b12track.diary.profile import facts
from b12track.diary.storage import failures, file, places
from b12track.errors import OutputFailed
from b12track.hints import TYPE_CHECKING
from b12track.text import escaped

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping

    from b12track.analysis.span import Span
    from b12track.analysis.yardstick import Yardstick
    from b12track.diary.own.personal_foods import Belongings, PersonalFoods
    from b12track.diary.people import Person
    from b12track.diary.profile import Circumstances, Fact
    from b12track.science.absorption_profiles import Profile as AbsorptionProfile
    from b12track.science.reference_values import DietaryReferenceValue

_ASCII = str.maketrans(
    {"µ": "u", "·": "-", "–": "-", "×": "x", "░": "?", "≥": ">=", "…": "...", "▼": "v", "▲": "^"}
    | dict(zip("▏▎▍▌▋▊▉", " " * 7, strict=True))  # never more than the number beside the bar
    | dict(zip("▁▂▃▄▅▆▇█", "_.:-=+*#", strict=True))
    | dict(zip("├─●┤│", "|-o||", strict=True))
)


class Session:
    """One run of the tool: the diary's path, the clock, and the doors to both files."""

    def __init__(self, diary: str | None) -> None:
        self.path = places.location(diary)
        self.now = dates.now()
        #: The name given with --for; None is the person in use.
        self.person_name: str | None = None
        self._open: sqlite3.Connection | None = None
        #: Words → food code as given with --choose.
        self.chosen: dict[str, str] = {}
        self._wrote = False
        self._catalogues = ExitStack()
        self._facts: list[Fact] = []
        self._yardstick: Yardstick | None = None

    @cached_property
    def person(self) -> Person:
        """Whom this run is about; read from the diary once."""
        with self.reading() as diary:
            return self._person(diary)

    def _person(self, diary: sqlite3.Connection) -> Person:
        person = people.person(diary, self.person_name)
        self._facts = facts(diary, person.person_id)
        return person

    @property
    def person_id(self) -> int:
        """The key of the person this run is about."""
        return self.person.person_id

    def act(self, command: str, request_key: str | None = None) -> journal.Act:
        """This run as the history tells it: command, moment, person."""
        return journal.Act(command, self.now, request_key, self.person_id)

    @property
    def today(self) -> date:
        """The local day of this run, which for night eaters begins after midnight."""
        return dates.day_of(self.now, self.person.day_start_min)

    def days_meant(
        self, start: str | None, end: str, count: int | None = None
    ) -> tuple[date, date]:
        """First and last day as typed; without a first so many up to the last, all for None."""
        last = dates.day(end, self.today)
        if start:
            return dates.day(start, self.today), last
        return date.min if count is None else last - timedelta(days=count - 1), last

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The diary, which cannot be changed through this connection.

        Within `writing` and `trying` it is their connection: what is read belongs to what is
        written, and no run has two connections at a time.
        """
        if self._open is not None:
            yield self._open
            return
        with self._connected(file.open_to_read) as diary, failures.spoken_errors(self.path):
            yield diary

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The diary inside one write transaction; all of the block is saved or nothing."""
        with (
            self._connected(_to_write) as diary,
            file.transaction(diary, self.path),
        ):
            yield diary
        self._wrote = True

    @contextmanager
    def acting(self, command: str) -> Iterator[tuple[sqlite3.Connection, int]]:
        """The diary inside one write transaction, and the number of the act of this command."""
        with self.writing() as diary:
            yield diary, journal.begin(diary, self.act(command)) or 0

    @contextmanager
    def trying(self) -> Iterator[sqlite3.Connection]:
        """Like `writing`, but on a copy in memory: no file is made or changed."""
        with self._connected(file.trial_of) as diary, file.transaction(diary, self.path):
            yield diary

    @contextmanager
    def _connected(
        self, opened: Callable[[str], sqlite3.Connection]
    ) -> Iterator[sqlite3.Connection]:
        if self._open is not None:
            raise RuntimeError("a run has one connection at a time, and it has one")
        self._open = opened(self.path)
        try:
            yield self._open
        finally:
            self._open.close()
            self._open = None

    def finish(self) -> None:
        """Makes the backup of the day after the first change of a day, once that is told."""
        if self._wrote and not places.has_backup_of(self.path, self.now.date()):
            from b12track.diary.storage.daily import daily

            warning = daily(self.path, self.now)
            if warning:
                sys.stderr.write(f"{warning}\n")

    def catalogue(self) -> PersonalFoods:
        """The foods beside the diary, own ones first; built first where missing or old."""
        from b12track.diary.own.personal_foods import PersonalFoods, belongings
        from b12track.foods.catalogue_file import connected

        def read() -> Belongings:
            with self.reading() as diary:
                if "person" not in self.__dict__:  # one opening for both: `log` must be instant
                    self.person = self._person(diary)
                return belongings(diary, self.person_id, self.today.year, self.circumstances())

        foods = self._catalogues.enter_context(closing(connected(self.foods_path)))
        return PersonalFoods(foods, read)

    def close(self) -> None:
        """Closes every food catalogue that this run opened."""
        self._catalogues.close()

    @property
    def cache_path(self) -> str:
        """Where what was computed of days that are over is kept; may be deleted at any time."""
        from b12track.analysis.day_cache import path_beside

        return path_beside(self.path)

    @property
    def foods_path(self) -> str:
        """Where the food catalogue lies: beside the diary, for it may be deleted at any time."""
        return os.path.join(os.path.dirname(self.path), "foods.db")

    @property
    def yardstick(self) -> Yardstick:
        """What the person's days are measured by; reads the diary where that is still to do."""
        if self._yardstick is None:
            from b12track.analysis.yardstick import Yardstick

            # Asking for the person reads what they told about themselves.
            self._yardstick = Yardstick(self._facts if self.person else [])
        return self._yardstick

    def span(
        self,
        first: date,
        last: date,
        history_days: int | None = 400,
        *,
        with_entries: bool = True,
    ) -> Span:
        """The days from first to last of the person, with what a judgement of the last needs."""
        from b12track.analysis.span import read_span

        with self.reading() as diary:
            return read_span(
                diary,
                self.person,
                (first, last),
                self.today,
                history_days,
                self.cache_path,
                with_entries=with_entries,
            )

    def todays_span(self, days: int = 1, *, with_entries: bool = False) -> Span:
        """The last days up to today, with no more history than today's sentence needs: at once."""
        from b12track.analysis.todays_span import todays_span

        asked = (self.today - timedelta(days=days - 1), self.today)
        with self.reading() as diary:
            return todays_span(
                diary, self.person, asked, self.cache_path, with_entries=with_entries
            )

    def keep_flags(self, diary: sqlite3.Connection) -> None:
        """Writes how the flags stand, before a command takes records away: none ends by that."""
        from b12track.analysis.flags import to_keep
        from b12track.diary import flag_notes

        span = self.span(self.today, self.today)
        for note in to_keep(span, span.flag_notes):
            flag_notes.keep(diary, note)

    def preference(self, name: str) -> str:
        """What the person prefers: "week-starts" or "clock"; read from the diary when asked for."""
        from b12track.diary.preferences import preferences

        with self.reading() as diary:
            return preferences(diary, self.person_id)[name]

    def circumstances(self, on: date | None = None) -> Circumstances:
        """What the person said that holds on a day, else today: authority, diet, medicines …"""
        return self.yardstick.circumstances(on or self.today)

    def reference(self, on: date | None = None) -> DietaryReferenceValue:
        """The reference value that the intake of a day (else today) stands beside."""
        return self.yardstick.reference(on or self.today)

    def age_months(self, on: date | None = None) -> int | None:
        """The completed months of age on a day, else today; None where no birth date is known."""
        return self.yardstick.age_months(on or self.today)

    @property
    def profile(self) -> AbsorptionProfile:
        """The absorption profile in force today."""
        return self.yardstick.profile(self.today)


def _to_write(path: str) -> sqlite3.Connection:
    def upgrade(connection: sqlite3.Connection, path: str, version: int) -> None:
        from b12track.diary.storage.upgrade import upgrade

        upgrade(connection, path, version)

    return file.open_to_write(path, upgrade)


def say(text: str) -> None:
    """Prints data on stdout, in letters that its encoding has; no character of it can act."""
    if sys.stdout is None:  # closed by the caller, who wants no output
        return
    text = "\n".join(escaped(line) for line in text.split("\n"))
    encoding = sys.stdout.encoding or "ascii"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        if text[:1] == "{":  # JSON has escapes of its own, and every letter counts
            text = "".join(letter if letter.isascii() else _escaped(letter) for letter in text)
        text = text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
    if sys.stdout.isatty():
        from b12track.cli.tint import is_wanted, tinted

        text = tinted(text) if is_wanted(sys.stdout) else text
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _escaped(letter: str) -> str:
    """A letter as JSON writes it in ASCII: two escapes beyond the first 65,536.

    >>> _escaped("é"), _escaped("🥚")
    ('\\\\u00e9', '\\\\ud83e\\\\udd5a')
    """
    units = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def say_saved(text: str) -> None:
    """Prints what was saved; raises OutputFailed where it cannot, for it is saved all the same."""
    try:
        say(text)
    except OSError as error:
        # What is left in the buffer would fail once more, and loudly, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputFailed(f"Saved, but the output failed ({error.strerror}): {text}") from None


def say_json(document: Mapping[str, object]) -> None:
    """Prints one JSON document with its schema version."""
    say(json_text(document))


def json_text(document: Mapping[str, object]) -> str:
    """A document as JSON in a stable shape: {"schema": 1, …}; NaN cannot occur."""
    import json

    text = json.dumps({"schema": 1, **document}, ensure_ascii=False, allow_nan=False, indent=2)
    if text.replace("\n", "").isprintable():
        return text
    # Characters that act (a terminal's, bidi marks) are said in JSON's own escapes.
    return json.dumps({"schema": 1, **document}, allow_nan=False, indent=2)
