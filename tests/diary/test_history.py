"""The history leaves nothing out, whatever became of the index that leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.diary.conftest import left_out_by_index

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool


@pytest.mark.parametrize("line", ["history --json", "undo", "history"])
def test_a_change_that_its_index_leaves_out_is_reported(tool: Tool, home: Path, line: str) -> None:
    tool("log", "2 eggs")
    tool("log", "an apple")
    left_out_by_index(home / "diary.db", "change", "change_by_act")
    before = (home / "diary.db").read_bytes()
    outcome = tool(line)
    assert outcome.code == 5
    assert "change #" in outcome.err
    assert (home / "diary.db").read_bytes() == before
