"""A folder of diaries: each is opened and read by itself, and a damaged one stops no other."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from b12track.diary import people
from b12track.diary.storage import failures, file
from b12track.errors import B12TrackError, InputRefused

T = TypeVar("T")

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from b12track.diary.people import Person

    Read = Callable[[sqlite3.Connection, str, Person], T]

#: So many diaries are read before a second process is worth its start.
_ALONE: Final = 8
_CATALOGUE: Final = "foods.db"


class Damaged(NamedTuple):
    """A diary that was left out: its name in the folder, and the sentence that says why."""

    name: str
    reason: str


def diary_names(folder: str) -> list[str]:
    """The diaries of a folder by their names in it: its *.db, and diary.db one folder below.

    Raises InputRefused where there is none.
    """
    if not os.path.isdir(folder):
        raise InputRefused(f"There is no folder {folder}.")
    names = []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_file() and entry.name.endswith(".db") and entry.name != _CATALOGUE:
            names.append(entry.name)
        elif entry.is_dir() and os.path.isfile(os.path.join(entry.path, "diary.db")):
            names.append(os.path.join(entry.name, "diary.db"))
    if not names:
        raise InputRefused(f"{folder} holds no diary (*.db, or folders with a diary.db).")
    return names


def all_of_everybody(
    folder: str, names: Sequence[str], read: Read[T], step: Callable[[str], None]
) -> tuple[list[T], list[Damaged]]:
    """What `of_everybody` gives, taken together; `step` hears which diary it is at."""
    everything: list[T] = []
    damaged: list[Damaged] = []
    for number, answers in enumerate(of_everybody(folder, names, read), start=1):
        step(f"diary {number} of {len(names)}")
        if isinstance(answers, Damaged):
            damaged.append(answers)
        else:
            everything += answers
    return everything, damaged


def of_everybody(folder: str, names: Sequence[str], read: Read[T]) -> Iterator[list[T] | Damaged]:
    """What `read` finds of each person, a list a diary, or the diary that could not be read.

    `read` is given the connection, the diary's name in the folder, and the person. Many diaries
    are read by as many processes as there are cores, so `read` and what it finds can be pickled.
    """
    jobs = [(folder, name, read) for name in names]
    workers = min(os.cpu_count() or 1, len(names) // _ALONE + 1)
    if workers == 1:
        yield from map(_of_diary, jobs)
        return
    import multiprocessing

    # A fork starts at once; where there is none every worker imports the program anew.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with multiprocessing.get_context(method).Pool(workers, _leave_interrupts) as pool:
        yield from pool.imap(_of_diary, jobs, chunksize=2)


def _leave_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits tells it once


def _of_diary(job: tuple[str, str, Read[T]]) -> list[T] | Damaged:
    folder, name, read = job
    path = os.path.join(folder, name)
    try:
        connection = file.open_to_read(path)
        try:
            with failures.spoken_errors(path):
                return [read(connection, name, who) for who in people.people(connection)]
        finally:
            connection.close()
    except B12TrackError as error:
        return Damaged(name, str(error))
