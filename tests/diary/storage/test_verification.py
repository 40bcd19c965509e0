"""Rows are compared with their checksums, tables with their tallies, and none is left out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import file, rows, verification
from b12track.diary.storage.checksum import RowDamaged
from b12track.diary.storage.schema import migrate
from tests.diary.conftest import left_out_by_index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Tool


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """A new diary in memory, with its first person and two acts."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        act = {"made_at_s": 1, "utc_offset_s": 0, "command": "log", "person_id": 1}
        rows.insert_all(connection, "act", [act, act])
        yield connection


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        ("UPDATE act SET command = 'x' WHERE act_id = 2", "act #2 contradicts its checksum"),
        ("DELETE FROM act WHERE act_id = 2", "act: 1 rows, but 2 were written"),
        ("DELETE FROM tally WHERE table_name = 'act'", "act: 2 rows, but 0 were written"),
        ("UPDATE tally SET checksums = 0", "act: the rows are not the ones that were written"),
    ],
)
def test_a_fault_is_named_once(connection: sqlite3.Connection, harm: str, fault: str) -> None:
    verification.verify(connection, "act")
    connection.execute(harm)
    assert [each for each in verification.faults(connection) if each.startswith("act")] == [fault]
    with pytest.raises(RowDamaged, match=fault):
        verification.verify(connection, "act")


def test_a_sound_table_is_compared_once_a_connection(home: Path, tool: Tool) -> None:
    tool.ok("lab add b12 300 pg/mL")
    with closing(file.open_to_read(str(home / "diary.db"))) as diary:
        verification.verify(diary, "lab")
        statements: list[str] = []
        diary.set_trace_callback(statements.append)
        verification.verify(diary, "lab")
        assert statements == []
        verification.verify(diary, "injection")
        assert statements != []


def test_a_row_that_its_index_leaves_out_is_named(home: Path, tool: Tool) -> None:
    tool.ok("log 2 eggs")
    index = ("change", "change_by_act", "act_id")
    with closing(sqlite3.connect(home / "diary.db")) as diary:
        verification.verify_index(diary, *index)
    left_out_by_index(home / "diary.db", *index[:2])
    with (
        closing(sqlite3.connect(home / "diary.db")) as diary,
        pytest.raises(RowDamaged, match=r"change #\d+, which its index leaves out"),
    ):
        verification.verify_index(diary, *index)


def test_a_row_is_itself_or_damaged(connection: sqlite3.Connection) -> None:
    (row, checksum), _ = verification.unverified(connection, "act")
    assert verification.verified("act", row, checksum) == row
    with pytest.raises(RowDamaged, match="act #1"):
        verification.verified("act", (*row[:-1], "another key"), checksum)


def test_every_table_with_checksums_is_known(connection: sqlite3.Connection) -> None:
    tables = verification.tables(connection)
    assert tables[:2] == ["person", "entry"]
    assert not {"tally", "day_seal", "sqlite_sequence"} & {*tables}
    assert verification.name_of("flag_note") == "flag note"


def test_a_row_of_a_short_table_is_read_whatever_its_index_says(tool: Tool, home: Path) -> None:
    tool.ok("symptom log cold feet 3 --on yesterday")
    tool.ok("symptom log cold feet 5")
    left_out_by_index(home / "diary.db", "symptom", "symptom_by_day")
    noted = tool.ok("symptom list --json").json["symptoms"]
    assert [symptom["severity"] for symptom in noted] == [3, 5]
