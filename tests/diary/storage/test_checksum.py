"""A value that changed by itself is reported, named and never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import proof
from b12track.diary.storage.checksum import of_row
from tests.diary.conftest import reading, tampered

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

READING = ["week", "show --from 2026-11-15 --to today", "flags", "gaps", "day 2026-11-20"]
WRONG = "UPDATE entry SET b12_ng = 99999 WHERE entry_id = 3"


@pytest.mark.parametrize(
    "damage",
    [
        WRONG,
        "UPDATE entry SET b12_ng = NULL, b12_added_ng = NULL WHERE entry_id = 3",
        "UPDATE entry SET eaten_on = '2026-11-19' WHERE entry_id = 3",
        "UPDATE entry SET b12_origin = 'supplement' WHERE entry_id = 3",
        "DELETE FROM entry WHERE entry_id = 3",
        "UPDATE day_mark SET day = '2026-11-20'",
        "DELETE FROM day_seal WHERE day = '2026-11-20'",
    ],
)
def test_a_wrong_number_is_refused_by_every_reading_command(
    tool: Tool, diary: Path, damage: str
) -> None:
    tampered(diary, damage)
    before = diary.read_bytes()
    for line in READING:
        outcome = tool(line)
        assert (outcome.code, outcome.out) == (5, ""), (line, outcome)
        assert "damaged" in outcome.err
        assert "b12track restore" in outcome.err
    assert diary.read_bytes() == before


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (WRONG, "entry #3 contradicts its checksum"),
        ("UPDATE entry SET food_name = 'x' WHERE entry_id = 2", "entry #2 contradicts"),
        ("DELETE FROM entry WHERE entry_id = 2", "entry: 3 rows, but 4 were written"),
        ("UPDATE act SET command = 'x' WHERE act_id = 1", "act #1 contradicts"),
        ("DELETE FROM change WHERE change_id = 1", "change: 4 rows, but 5 were written"),
        ("UPDATE person SET name = 'x'", "person #1 contradicts"),
        ("UPDATE tally SET checksums = 1 WHERE table_name = 'entry'", "entry: the rows are not"),
        ("UPDATE day_seal SET checksum = 1 WHERE day = '2026-11-20'", "2026-11-20 contradict"),
    ],
)
def test_doctor_names_the_damage(tool: Tool, diary: Path, damage: str, named: str) -> None:
    tampered(diary, damage)
    with reading(diary) as connection:
        assert any(named in fault for fault in proof.damage(connection))
    outcome = tool("doctor --json")
    assert outcome.code in (1, 5)


def test_a_changed_name_is_refused_where_the_entry_is_shown(tool: Tool, diary: Path) -> None:
    tampered(diary, "UPDATE entry SET food_name = 'beef' WHERE entry_id = 3")
    for line in ("day 2026-11-20", "edit 3 --amount 60g", "delete 3", "again 3"):
        outcome = tool(line)
        assert outcome.code == 5, (line, outcome)
        assert "entry #3" in outcome.err


def test_nothing_is_written_to_a_damaged_day(tool: Tool, diary: Path) -> None:
    tampered(diary, WRONG)
    before = diary.read_bytes()
    assert tool("log 2 eggs --on 2026-11-20").code == 5
    assert tool("undo 3").code == 5
    assert diary.read_bytes() == before


def test_text_that_is_no_utf_8_and_wrong_types_are_damage(tool: Tool, diary: Path) -> None:
    tampered(diary, "UPDATE entry SET food_name = CAST(x'ff41' AS TEXT) WHERE entry_id = 3")
    assert tool("day 2026-11-20").code == 5
    tampered(diary, "UPDATE entry SET b12_origin = CAST(x'ff41' AS TEXT) WHERE entry_id = 3")
    assert tool("week").code == 5


def test_a_history_without_its_newest_act_cannot_be_stepped_through(
    tool: Tool, diary: Path
) -> None:
    tampered(diary, "DELETE FROM change WHERE act_id = 4", "DELETE FROM act WHERE act_id = 4")
    outcome = tool("undo")
    assert (outcome.code, outcome.out) == (5, "")


def test_a_checksum_tells_types_and_tables_apart() -> None:
    values = [(1,), ("1",), (1.0,), (None,), ("None",), (b"1",), (1, None), ("é",), ("e\u0301",)]
    assert len({of_row(table, row) for table in ("entry", "act") for row in values}) == 18


def test_checksums_stay_what_they_were() -> None:
    """A changed algorithm would call every diary damaged: this number is for ever."""
    assert of_row("entry", (7, "2026-03-01", None, "crème")) == -1062415744932668756


def test_totals_and_seals_read_a_day_in_the_order_of_its_ids(diary: Path) -> None:
    """The seal relies on the index for its order: this plan must stay without a sort."""
    from b12track.diary.days import _PRINT, _TOTALS

    with reading(diary) as connection:
        statement = _TOTALS.format(_PRINT)
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", (1, "", "~")).fetchall()
    assert [row[3] for row in plan] == [
        "SEARCH entry USING INDEX entry_by_day (person_id=? AND eaten_on>? AND eaten_on<?)"
    ]
