"""Whatever a diary can hold comes back from CSV and JSON exactly, once, and can be undone."""

from __future__ import annotations

import io
import sqlite3
from contextlib import ExitStack, closing
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from b12track.diary import history, journal
from b12track.diary.exchange import merging, own_csv, own_json, tables
from b12track.diary.exchange.files import json_file
from b12track.diary.exchange.result import Result
from b12track.diary.exchange.target import ImportAct, Target
from b12track.diary.storage import seals, verification
from b12track.foods.sources.lines import TextFile
from tests.diary.exchange.any_diary import NOW, empty, filled

#: Building a diary draws much; that takes its time on a busy machine.
RELAXED = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    # A diary is too large to be made small step by step; the seed says which one it was.
    phases=[Phase.explicit, Phase.generate],
    print_blob=True,
)


def taken(connection: sqlite3.Connection, own_rows: list[merging.OwnRow]) -> Result:
    act = ImportAct(connection, journal.Act("import", NOW))
    target = Target(connection, 1, act, NOW.date())
    return merging.merge(target, own_rows, lambda *_: None)


def as_json(connection: sqlite3.Connection) -> str:
    return "\n".join(own_json.lines(connection))


def from_json(text: str) -> list[merging.OwnRow]:
    return list(own_json.read(json_file(io.BytesIO(text.encode()), "x")))


def from_csv(text: str) -> list[merging.OwnRow]:
    raw = text.encode()
    table = tables.opened(TextFile(io.BytesIO(raw), "x", len(raw)))
    read = own_csv.read_entries if own_csv.ENTRIES_FORMAT.recognises(table) else own_csv.read_days
    return list(read(table))


@RELAXED
@given(st.data())
def test_any_diary_comes_back_from_json(data: st.DataObject) -> None:
    with ExitStack() as stack:
        here, there = (stack.enter_context(closing(empty())) for _ in range(2))
        filled(here, data.draw)
        document = as_json(here)
        first = taken(there, from_json(document))
        assert as_json(there) == document
        assert first.differs == []
        again = taken(there, from_json(document))
        assert (again.new, again.updated, again.differs) == (0, 0, [])
        assert as_json(there) == document
        assert not verification.faults(there)
        assert not seals.faults(there)


@RELAXED
@given(st.data())
def test_an_import_into_another_diary_is_undone_exactly(data: st.DataObject) -> None:
    with ExitStack() as stack:
        here, there = (stack.enter_context(closing(empty())) for _ in range(2))
        filled(here, data.draw)
        filled(there, data.draw)
        before = as_json(there)
        result = taken(there, from_json(as_json(here)))
        if result.new:
            after = as_json(there)
            history.undo(there, NOW)
            assert as_json(there) == before
            history.redo(there)
            assert as_json(there) == after
        assert not verification.faults(there)
        assert not seals.faults(there)


@RELAXED
@given(st.data())
def test_entries_marks_and_totals_come_back_from_csv(data: st.DataObject) -> None:
    with ExitStack() as stack:
        here, there = (stack.enter_context(closing(empty())) for _ in range(2))
        filled(here, data.draw)
        entries, days = own_csv.entries(here, None), own_csv.days(here, None)
        for _ in range(2):
            taken(there, from_csv(entries))
            taken(there, from_csv(days))
            assert own_csv.entries(there, None) == entries
            assert own_csv.days(there, None) == days
        assert not verification.faults(there)
        assert not seals.faults(there)


@settings(RELAXED, max_examples=3)
@given(st.data())
def test_every_table_is_drawn(data: st.DataObject) -> None:
    """What no diary ever holds would prove nothing; a new table is drawn by itself."""
    with closing(empty()) as connection:
        for _ in range(3):
            filled(connection, data.draw, least=1)
        counts: dict[str, Any] = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in merging.tables(connection)
        }
        assert all(counts.values()), counts
