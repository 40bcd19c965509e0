"""The table of the figures: what is run again takes its own place, and no other's."""

from __future__ import annotations

from tools.torture import figures
from tools.torture.figures import Row

ROWS = [Row("killed: log", 1260, 0, "abc1234"), Row("power cut", 12, 3, "abc1234")]


def test_a_table_is_read_as_it_was_written() -> None:
    assert figures.read(figures.table(ROWS, 1)) == ROWS


def test_a_part_that_is_run_again_takes_its_place() -> None:
    again = Row("killed: log", 1261, 0, "def5678")
    assert figures.merged(ROWS, [again, Row("new", 1, 0, "def5678")]) == [
        again,
        ROWS[1],
        Row("new", 1, 0, "def5678"),
    ]


def test_the_page_holds_such_a_table() -> None:
    page = (figures.ROOT / "docs" / "promises.md").read_text("utf-8")
    assert "<!-- torture -->\n|" in page
    assert "<!-- end -->" in page
