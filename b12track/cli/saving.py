"""How commands save: when, with which note and key, as one act, and what a key did before.

Nothing here needs click, so that the line that everybody types need not wait for it.
"""

from __future__ import annotations

from contextlib import contextmanager

from b12track.diary import dates, journal
from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING
from b12track.record import NamedTuple
from b12track.text import accepted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from b12track.cli.session import Session
    from b12track.diary.eating_time import EatingTime

_LONGEST_OCCASION = 50


class Saving(NamedTuple):
    """The options of a command that saves: when, with which note and key, on trial, as JSON."""

    on: str | None = None
    at: str | None = None
    meal: str | None = None
    note: str | None = None
    key: str | None = None
    dry_run: bool = False
    as_json: bool = False

    @property
    def request_key(self) -> str | None:
        """The key as it is kept; raises InputRefused for characters that could act."""
        return accepted(self.key, "the key") if self.key else None

    @property
    def kept_note(self) -> str | None:
        """The note as it is kept, or None."""
        return (accepted(self.note, "the note") or None) if self.note else None

    @property
    def occasion(self) -> str | None:
        """The meal's name as it is kept, or None."""
        if not self.meal:
            return None
        name = accepted(self.meal, "the meal's name").lower()
        if len(name) > _LONGEST_OCCASION:
            raise InputRefused(f"The meal's name is longer than {_LONGEST_OCCASION} characters.")
        return name

    def joined(self, time: EatingTime, session: Session) -> Saving:
        """With what the words of the meal said; InputRefused where an option says otherwise."""
        day = str(time.on) if time.on else None
        if day and self.on and dates.day(self.on, session.today) != time.on:
            raise InputRefused(f"The words say {day}, --on says {self.on}; say one of them.")
        if time.at and self.at and dates.clock(self.at) != time.at:
            raise InputRefused(f"The words say {time.at:%H:%M}, --at says {self.at}.")
        if time.occasion and self.meal and self.occasion != time.occasion:
            raise InputRefused(f"The words say {time.occasion}, --meal says {self.meal}.")
        return self._replace(
            on=day or self.on,
            at=f"{time.at:%H:%M}" if time.at else self.at,
            meal=time.occasion or self.meal,
        )


class Moment(NamedTuple):
    """When something was eaten or done; `at` is None where only the day is known."""

    on: date
    at: datetime | None


def moment(session: Session, saving: Saving) -> Moment:
    """The day and, where it is known, the instant; now only where nothing else was said."""
    day = dates.day(saving.on, session.today) if saving.on else session.today
    if saving.at:
        start = session.person.day_start_min
        return Moment(day, dates.moment(day, dates.clock(saving.at), session.now, start))
    return Moment(day, None if saving.on or saving.meal else session.now)


def eaten(session: Session, saving: Saving) -> journal.Eaten:
    """Person, day, moment, occasion and note of a meal, as far as they were given."""
    when = moment(session, saving)
    return journal.Eaten(session.person_id, when.on, when.at, saving.occasion, saving.kept_note)


class OneAct(NamedTuple):
    """The diary inside a transaction with one act; `act_id` is None where its key acted before."""

    diary: sqlite3.Connection
    act_id: int | None
    key: str
    verb: str


@contextmanager
def one_act(
    session: Session,
    saving: Saving,
    command: str,
    before: Callable[[Session, sqlite3.Connection], None] | None = None,
) -> Iterator[OneAct]:
    """Begins the act of a command, on trial with --dry-run; all of the block is saved or nothing.

    What `before` writes is an older act, so that undo takes this one back first.
    """
    key = saving.request_key
    with (session.trying if saving.dry_run else session.writing)() as diary:
        if before:
            before(session, diary)
        act_id = journal.begin(diary, session.act(command, key))
        verb = "Would save" if saving.dry_run else "Saved"
        yield OneAct(diary, act_id, key or "", verb if act_id else _repeated(diary, key or ""))


def _repeated(diary: sqlite3.Connection, key: str) -> str:
    """What to say of a key that acted before, and that may have been undone since."""
    act = journal.act_with(diary, key)
    if act and act["undone_at_s"] is not None:
        return f"This key made change {act['act_id']}, which was undone; saved nothing"
    return "Already saved with this key"
