"""Whatever a diary can hold comes back from CSV and JSON exactly."""

from __future__ import annotations

import io
import sqlite3
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.diary import journal
from b12track.diary.exchange import importing, merging, own_csv, own_json, tables
from b12track.diary.exchange.files import json_file
from b12track.diary.storage import seals
from b12track.diary.storage.schema import migrate
from b12track.foods.sources.lines import TextFile

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)
NG = st.none() | st.integers(0, 10**11)
#: What passes the door of `text.accepted`: no control characters, in NFC, without outer blanks.
WORDS = (
    st.text(st.sampled_from("aé漢'=+-@＝,;\"| 1µ"), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    b12 = draw(NG)
    at = draw(st.none() | st.tuples(st.integers(-(10**9), 2 * 10**9), st.integers(-50400, 50400)))
    return {
        "person_id": 1,
        "eaten_on": draw(st.dates(date(1970, 1, 1), date(2030, 1, 1))).isoformat(),
        "eaten_at_s": at[0] if at else None,
        "utc_offset_s": at[1] if at else None,
        "eating_occasion": draw(st.none() | WORDS),
        "food_code": draw(WORDS),
        "food_name": draw(WORDS),
        "food_source": draw(st.just("") | WORDS),
        "amount": draw(WORDS),
        "portion_mg": draw(st.none() | st.integers(1, 5_000_000)),
        "b12_ng": b12,
        "b12_added_ng": None if b12 is None else draw(st.none() | st.integers(0, b12)),
        "b12_origin": draw(st.sampled_from(("natural", "fortified", "supplement"))),
        "matrix": draw(st.sampled_from(("meat", "egg", "none"))),
        "b6_ng": draw(NG),
        "thiamin_ng": draw(NG),
        "note": draw(st.none() | WORDS),
    }


def empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    return connection


def target(connection: sqlite3.Connection) -> importing.Target:
    act = importing.OneAct(connection, journal.Act("import", NOW))
    return importing.Target(connection, 1, act, NOW.date())


def read_csv(text: str) -> list[merging.OwnRow]:
    raw = text.encode()
    table = tables.opened(TextFile(io.BytesIO(raw), "x", len(raw)))
    return list(own_csv.read_entries(table))


def read_json(text: str) -> list[merging.OwnRow]:
    return list(own_json.read(json_file(io.BytesIO(text.encode()), "x")))


@settings(max_examples=60, deadline=None)
@given(st.lists(entries(), max_size=5))
def test_every_entry_comes_back(found: list[dict[str, Any]]) -> None:
    here, by_csv, by_json = empty(), empty(), empty()
    try:
        act = journal.begin(here, journal.Act("log", NOW)) or 0
        for values in found:
            journal.add(here, act, "entry", values)
        seals.renew(here, 1, {values["eaten_on"] for values in found})
        text, document = own_csv.entries(here, None), "\n".join(own_json.lines(here))
        for _ in range(2):
            merging.merge(target(by_csv), read_csv(text), lambda *_: None)
            merging.merge(target(by_json), read_json(document), lambda *_: None)
        assert own_csv.entries(by_csv, None) == text
        assert "\n".join(own_json.lines(by_json)) == document
    finally:
        for connection in (here, by_csv, by_json):
            connection.close()
