"""What every command shares: the moment, the files, the person and the reference."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from b12track.diary import dates, file
from b12track.errors import OutputFailed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from b12track.foods.catalogue import Catalogue
    from b12track.science.reference_values import DietaryReferenceValue

_ASCII = str.maketrans(
    {"µ": "u", "·": "-", "–": "-", "×": "x", "█": "#", "░": "?", "≥": ">=", "…": "..."}
)


class Session:
    """One run of the tool: the diary's path, the clock, and the doors to both files."""

    person_id = 1

    def __init__(self, diary: str | None) -> None:
        self.path = file.location(diary)
        self.now = dates.now()

    @property
    def today(self) -> date:
        """The local day of this run."""
        return self.now.date()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The diary, which cannot be changed through this connection."""
        connection = file.open_to_read(self.path)
        try:
            with file.spoken_errors(self.path):
                yield connection
        finally:
            connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The diary inside one write transaction; all of the block is saved or nothing."""
        connection = file.open_to_write(self.path)
        try:
            with file.transaction(connection, self.path):
                yield connection
        finally:
            connection.close()

    @contextmanager
    def trying(self) -> Iterator[sqlite3.Connection]:
        """Like `writing`, but everything is taken back at the end and no file is made."""
        missing = not os.path.lexists(self.path)
        connection = (file.open_to_read if missing else file.open_to_write)(self.path)
        connection.execute("PRAGMA query_only=OFF")
        try:
            with file.spoken_errors(self.path):
                connection.execute("BEGIN IMMEDIATE")
                yield connection
        finally:
            connection.close()

    def catalogue(self) -> Catalogue:
        """The foods beside the diary, built first where they are missing or old."""
        from b12track.foods.catalogue import open_catalogue

        return open_catalogue(os.path.join(os.path.dirname(self.path), "foods.db"))

    def reference(self) -> DietaryReferenceValue:
        """The one door to the reference value that intake is compared with."""
        from b12track.science.reference_values import adult_reference

        return adult_reference("us")


def say(text: str) -> None:
    """Prints data on stdout, in letters that its encoding has."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def say_saved(text: str) -> None:
    """Prints what was saved; raises OutputFailed where it cannot, for it is saved all the same."""
    try:
        say(text)
    except OSError as error:
        # What is left in the buffer would fail once more, and loudly, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputFailed(f"Saved, but the output failed ({error.strerror}): {text}") from None


def say_json(document: dict[str, Any]) -> None:
    """Prints one JSON document with its schema version."""
    say(json_text(document))


def json_text(document: dict[str, Any]) -> str:
    """A document as JSON in a stable shape: {"schema": 1, …}; NaN cannot occur."""
    import json

    return json.dumps({"schema": 1, **document}, ensure_ascii=False, allow_nan=False, indent=2)
