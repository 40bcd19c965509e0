"""The tool as a later release would be, with one schema more: what migrations are tried with."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from b12track.diary.storage import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

NEXT = """
CREATE TABLE note_of_the_future (
    note_id INTEGER PRIMARY KEY AUTOINCREMENT,
    words TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
"""


@contextmanager
def next_schema(script: str = NEXT) -> Iterator[None]:
    """Within the block this process knows one schema more than is released."""
    released = schema.MIGRATIONS, schema.SCHEMA_VERSION
    _known((*released[0], script), released[1] + 1)
    try:
        yield
    finally:
        _known(*released)


def _known(migrations: tuple[str, ...], version: int) -> None:
    schema.MIGRATIONS = migrations  # type: ignore[misc,assignment]
    schema.SCHEMA_VERSION = version  # type: ignore[misc]
    schema.objects_of.cache_clear()


if __name__ == "__main__":
    from b12track.cli.entry import run

    with next_schema():
        sys.exit(run(sys.argv[1:]))
