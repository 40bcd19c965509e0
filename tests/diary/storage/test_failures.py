"""What SQLite's failures mean to the person: a sentence and an exit code for each."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage.checksum import RowDamaged
from b12track.diary.storage.failures import primary_code, spoken_errors
from b12track.errors import (
    B12TrackError,
    DiaryBusy,
    DiaryDamaged,
    InputRefused,
    StorageFailed,
)

if TYPE_CHECKING:
    from pathlib import Path

#: The extended code of a failed sync: its lowest byte is that of every failing disk.
IOERR_FSYNC = 1034


def _error(code: int | None, words: str = "words of SQLite") -> sqlite3.Error:
    error = sqlite3.OperationalError(words)
    if code is not None:
        error.sqlite_errorcode = code
    return error


def _spoken(path: str, error: Exception) -> BaseException:
    """What comes out where this failure came up."""
    with pytest.raises(Exception) as raised, spoken_errors(path):  # noqa: PT011 - any of them
        raise error
    return raised.value


@pytest.mark.parametrize(
    ("code", "kind", "sentence"),
    [
        (sqlite3.SQLITE_BUSY, DiaryBusy, "Another program is writing to the diary; nothing was"),
        (sqlite3.SQLITE_LOCKED, DiaryBusy, "Another program is writing to the diary; nothing was"),
        (sqlite3.SQLITE_CORRUPT, DiaryDamaged, "{path} is damaged; it was left as it is, and"),
        (sqlite3.SQLITE_NOTADB, DiaryDamaged, "{path} is damaged; it was left as it is, and"),
        (sqlite3.SQLITE_CONSTRAINT, InputRefused, "A diary does not take this (words of SQLite);"),
        (sqlite3.SQLITE_READONLY, StorageFailed, "{path} is read-only; nothing was saved."),
        (sqlite3.SQLITE_FULL, StorageFailed, "The disk of {path} is full or failing; nothing was"),
        (sqlite3.SQLITE_IOERR, StorageFailed, "The disk of {path} is full or failing; nothing was"),
        (IOERR_FSYNC, StorageFailed, "The disk of {path} is full or failing; nothing was saved."),
        (sqlite3.SQLITE_CANTOPEN, StorageFailed, "The disk of {path} is full or failing; nothing"),
    ],
)
def test_a_failure_is_a_sentence_with_an_exit_code(
    tmp_path: Path, code: int, kind: type[B12TrackError], sentence: str
) -> None:
    path, error = str(tmp_path / "diary.db"), _error(code)
    spoken = _spoken(path, error)
    assert type(spoken) is kind
    assert str(spoken).startswith(sentence.format(path=path))
    assert spoken.__cause__ is error


@pytest.mark.parametrize("code", [sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN])
def test_a_journal_that_may_not_be_played_back_is_told_of(tmp_path: Path, code: int) -> None:
    path = str(tmp_path / "diary.db")
    (tmp_path / "diary.db-journal").touch()
    spoken = _spoken(path, _error(code))
    assert isinstance(spoken, StorageFailed)
    assert str(spoken) == (
        f"{path} holds an unfinished change of a program that was stopped, which cannot be taken"
        f" back on a read-only disk: copy both {path} and {path}-journal to another disk and use"
        " --diary."
    )
    assert "full or failing" in str(_spoken(path, _error(sqlite3.SQLITE_FULL)))


def test_text_that_nobody_wrote_is_damage(tmp_path: Path) -> None:
    path = str(tmp_path / "diary.db")
    for error in (
        _error(None, "Could not decode to UTF-8 column 'food_name'"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    ):
        spoken = _spoken(path, error)
        assert isinstance(spoken, DiaryDamaged)
        assert str(spoken).endswith("b12track check says more, b12track restore lists the backups.")


def test_a_damaged_row_is_named(tmp_path: Path) -> None:
    spoken = _spoken("x.db", RowDamaged("entry #3"))
    assert type(spoken) is DiaryDamaged
    assert str(spoken) == (
        "x.db is damaged: entry #3, so nothing is shown or saved."
        " b12track check names all damage, b12track restore lists the backups."
    )


def test_mistakes_of_ours_pass_through() -> None:
    for error in (_error(sqlite3.SQLITE_ERROR), _error(None), KeyError("x"), TypeError("x")):
        assert _spoken("x.db", error) is error
    assert [primary_code(_error(code)) for code in (None, IOERR_FSYNC)] == [0, 10]
