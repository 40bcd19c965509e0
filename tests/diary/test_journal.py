"""Undo, redo and history: any number of steps, by order of insertion, over every command."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from b12track.diary import history, journal
from b12track.diary.journal import Act, Eaten
from b12track.diary.storage import file, proof, rows
from b12track.foods.catalogue import open_catalogue
from b12track.foods.phrase import items
from tests.diary.conftest import reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Tool

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


def _contents(path: Path) -> list[object]:
    with reading(path) as connection:
        assert proof.damage(connection) == []
        return [rows.select(connection, table) for table in ("person", "entry", "day_mark")]


def test_every_kind_of_change_is_taken_back_and_done_again(tool: Tool, home: Path) -> None:
    lines = [
        "log 2 eggs",
        "log 50 g cheddar --on 2026-11-20",
        "edit 1 --amount 60g",
        "edit 2 --on 2026-11-19",
        "mark 2026-11-10..2026-11-12 paused",
        "mark 2026-11-11 partial",
        "mark 2026-11-10 clear",
        "delete 1",
        "again 2",
        "profile add mum",
        "profile use mum",
        "profile day-start 4:00",
    ]
    path, states = home / "diary.db", []
    for line in lines:
        tool.ok(line)
        states.append(_contents(path))
    for state in reversed(states[:-1]):
        tool.ok("undo")
        assert _contents(path) == state
    for state in states[1:]:
        tool.ok("redo")
        assert _contents(path) == state
    tool.ok(f"undo {len(lines)}")
    assert tool("undo").code == 3
    tool.ok(f"redo {len(lines)}")
    assert tool("redo").code == 3
    assert _contents(path) == states[-1]


def test_a_moment_of_nowhere_is_no_instant() -> None:
    with pytest.raises(ValueError, match=r"^a moment without an offset has no instant$"):
        journal.instant(NOW.replace(tzinfo=None))


def test_changes_made_together_are_those_made_one_by_one(diary: Path) -> None:
    values: dict[int, dict[str, object]] = {1: {"amount": "3"}, 4: {"note": "x"}}

    def written(write: Callable[[sqlite3.Connection, int], object]) -> list[object]:
        with closing(file.trial_of(str(diary))) as copy:
            write(copy, journal.begin(copy, Act("import", NOW, None, 1)) or 0)
            assert proof.damage(copy) == []
            return [rows.select(copy, table) for table in ("entry", "change")]

    together = written(lambda copy, act: journal.change_all(copy, act, "entry", values))
    assert together != written(lambda *_: None)
    assert together == written(
        lambda copy, act: [
            journal.change(copy, act, ("entry", key), changed) for key, changed in values.items()
        ]
    )


def test_a_new_change_ends_the_redo_of_what_was_undone_before_it(tool: Tool) -> None:
    tool.ok("log 2 eggs")
    tool.ok("mark today partial")
    tool.ok("undo")
    tool.ok("mark today paused")
    assert tool("redo").code == 3
    tool.ok("undo")
    assert "mark paused" in tool.ok("redo").out
    assert tool.ok("today --json").json["state"] == "paused"


def test_history_says_who_what_and_when(tool: Tool) -> None:
    tool.ok("profile add mum")
    tool.ok("log 2 eggs --for mum")
    tool.ok("edit 1 --amount 60g --for mum")
    tool.ok("undo")
    edit, log, add = tool.ok("history --json").json["history"]
    assert (edit["command"], edit["person"], edit["undone"]) == ("edit", "mum", True)
    assert edit["changes"][0]["before"]["portion_mg"] == 100_000
    assert edit["changes"][0]["after"]["portion_mg"] == 60_000
    assert (log["person"], log["at"], log["undone"]) == ("mum", "2026-11-22T14:00:00+00:00", False)
    assert add["changes"][0]["table"] == "person"
    text = " ".join(tool.ok("history").out.split())
    assert "edit for mum, undone" in text and "weight 100 g → 60 g" in text
    assert "2 large → 60 g" in text


def test_a_later_food_table_clock_or_zone_changes_no_past_entry(
    tool: Tool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool.ok("log 2 eggs --on 2026-11-20 --at 8:00")
    before = _contents(home / "diary.db")
    (home / "foods.db").unlink()
    for zone, now in (
        ("Pacific/Kiritimati", "2026-11-25T01:00+14:00"),
        ("Pacific/Pago_Pago", "2026-11-19T23:00-11:00"),
    ):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("B12TRACK_NOW", now)
        tool.ok("week")
        assert _contents(home / "diary.db") == before


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["log", "edit", "move", "delete", "mark", "undo", "redo", "fail"]),
        st.integers(0, 5),
        st.sampled_from(["complete", "partial", "paused", "fasting", "clear"]),
    ),
    max_size=15,
)


@settings(
    max_examples=int(os.environ.get("B12TRACK_SERIES", "20")),  # `make torture` asks for more
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(actions=ACTIONS)
def test_any_series_of_steps_agrees_with_a_stack_of_snapshots(
    actions: list[tuple[str, int, str]],
    built_catalogue: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("d") / "diary.db"
    with open_catalogue(str(built_catalogue)) as foods:
        meal = items("2 eggs, 200 ml milk", foods)
    done, undone = [_snapshot(path)], []
    for word, number, state in actions:
        day = date(2026, 11, 1) + timedelta(days=number)
        with closing(file.open_to_write(str(path))) as diary:
            if word in ("undo", "redo"):
                source, target = (done[1:], undone) if word == "undo" else (undone, done)
                with file.transaction(diary, str(path)):
                    step = history.undo(diary, NOW) if word == "undo" else history.redo(diary)
                assert (step is not None) == bool(source)
                if source:
                    target.append((done if word == "undo" else undone).pop())
            else:
                changes = _changes(diary, path, (word, number, state), meal, day)
                done = [*done, _snapshot(path)] if changes else done  # no step without a change
                undone = undone if changes is None else []
        assert _snapshot(path) == done[-1]


def _changes(diary, path, action, meal, day) -> int | None:
    """How much one act changed; None for no act: "fail" breaks off and must leave nothing."""
    word, number, state = action
    try:
        with file.transaction(diary, str(path)):
            ids = [row[0] for row in rows.select(diary, "entry", "1 ORDER BY entry_id")]
            if word in ("edit", "move", "delete") and not ids:
                return None
            act_id = journal.begin(diary, Act(word, NOW, None, 1)) or 0
            if word in ("log", "fail"):
                journal.record(diary, act_id, Eaten(1, day), meal)
            if word == "fail":
                raise RuntimeError("in the middle")
            if word in ("edit", "move"):
                values = {"portion_mg": 1000 + number} if word == "edit" else {"eaten_on": f"{day}"}
                journal.amend(diary, act_id, ids[number % len(ids)], values)
            if word == "delete":
                journal.remove(diary, act_id, ids[number % len(ids) :])
            if word == "mark":
                journal.mark(diary, act_id, 1, [day, day + timedelta(days=1)], state)
            return len(rows.select(diary, "change", "act_id = ?", (act_id,)))
    except RuntimeError:
        return None


def _snapshot(path: Path) -> list[object]:
    return _contents(path)
