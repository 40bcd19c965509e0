"""States of a day, and labels that no zone and no clock change ever moves."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.diary import dates, journal
from b12track.diary.days import days, days_with_prints, entries_between
from b12track.diary.storage import file
from b12track.diary.storage.checksum import RowDamaged
from tests.conftest import ROOT, Tool

if TYPE_CHECKING:
    from collections.abc import Iterable


def _state(tool: Tool, day: str) -> tuple[str, float | None]:
    document = tool.ok(f"day {day} --json").json
    return document["state"], document["b12_ug"]


def test_a_day_of_supplements_alone_says_nothing_about_food(tool: Tool) -> None:
    for number in range(1, 22):
        tool.ok(f"log 1 µg b12 --on -{number}d")
    assert _state(tool, "-3d") == ("partial", 1.0)
    answer = tool.ok("show --from -21d --to yesterday --json").json
    assert (answer["recorded_days"], answer["mean_ug_per_day"]) == (0, None)
    flags = tool("flags --json")
    assert (flags.code, flags.json["periods"]) == (0, [])
    assert len(tool.ok("gaps --json").json["gaps"]) == 1


def test_said_to_be_complete_it_counts_as_what_was_swallowed(tool: Tool) -> None:
    tool.ok("log 1 µg b12 --on -2d")
    tool.ok("mark -2d complete")
    assert _state(tool, "-2d") == ("complete", 1.0)
    tool.ok("log 1 µg b12 --on -3d")
    tool.ok("mark -3d fasting")
    assert _state(tool, "-3d") == ("fasting", 1.0)


def test_a_supplement_beside_food_leaves_the_day_complete(tool: Tool) -> None:
    tool.ok("log 1 µg b12, 2 eggs --on -2d")
    assert _state(tool, "-2d")[0] == "complete"


def test_states_and_what_enters_a_mean(tool: Tool) -> None:
    for day in (1, 2, 3, 4):
        tool.ok(f"log 100 g salmon --on -{day}d")
    tool.ok("mark -2d partial")
    tool.ok("mark -3d paused")
    tool.ok("mark -5d fasting")
    answer = tool.ok("show --from -6d --to today --json").json
    states = [day["state"] for day in answer["days"]]
    assert states == [
        "unrecorded",
        "fasting",
        "complete",
        "paused",
        "partial",
        "complete",
        "unrecorded",
    ]
    assert answer["recorded_days"] == 3
    assert answer["zero_days"] == 1
    assert answer["days"][0]["b12_ug"] is None  # not known is not zero
    assert answer["days"][1]["b12_ug"] == 0
    assert answer["mean_ug_per_day"] == pytest.approx(2 * answer["days"][2]["b12_ug"] / 3, abs=0.01)


def test_entries_of_a_damaged_day_are_not_handed_over(tool: Tool, home: Path) -> None:
    for day in (1, 2, 3):
        tool.ok(f"log 2 eggs --on -{day}d")
    with closing(sqlite3.connect(home / "diary.db")) as raw, raw:
        raw.execute("UPDATE entry SET b12_ng = 1 WHERE eaten_on = '2026-11-19'")
    with closing(file.open_to_read(str(home / "diary.db"))) as diary:
        assert len(entries_between(diary, 1, date(2026, 11, 20), date(2026, 11, 21))) == 2
        for last in (date(2026, 11, 19), date(2026, 11, 21)):
            with pytest.raises(RowDamaged, match="2026-11-19"):
                entries_between(diary, 1, date(2026, 11, 19), last)


_ORIGINS = ("natural", "fortified", "supplement")
#: What an entry holds: its origin, its B12 and how much of that was added.
Held = tuple[str, int | None, int | None]
_HELD = st.one_of(
    st.tuples(st.sampled_from(_ORIGINS), st.none(), st.none() | st.integers(0, 900)),
    st.tuples(st.sampled_from(_ORIGINS), st.integers(0, 900), st.none()),
    st.tuples(st.sampled_from(_ORIGINS), st.integers(500, 900), st.integers(0, 500)),
)


@given(st.lists(st.lists(_HELD, max_size=4), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_totals_are_those_of_the_entries_counted_by_hand(eaten: list[list[Held]]) -> None:
    today = date(2026, 11, 22)
    span = [today - timedelta(days=back) for back in range(len(eaten), 0, -1)]
    with closing(file.trial_of("no such diary.db")) as diary:
        act_id = journal.begin(diary, journal.Act("log", dates.now())) or 0
        for day, entries in zip(span, eaten, strict=True):
            with journal.sealed(diary, {(1, day.isoformat())}):
                for held in entries:
                    journal.add(diary, act_id, "entry", _entry(day, held))
        counted = days(diary, 1, span, today)
    for day, entries in zip(counted, eaten, strict=True):
        assert (day.entries, day.b12_ng) == (len(entries), _sum(ng for _, ng, _ in entries))
        assert day.b12_unknown_entries == sum(ng is None for _, ng, _ in entries)
        fortified = [(ng, added) for origin, ng, added in entries if origin == "fortified"]
        crystalline = [ng if added is None else added for ng, added in fortified]
        own = [ng - (ng if added is None else added) for ng, added in fortified if ng is not None]
        natural = [ng for origin, ng, _ in entries if origin == "natural"]
        assert day.fortified_ng == (_sum(crystalline) or 0)
        assert day.food_ng == (_sum([*natural, *own]) or 0)
        supplements = [ng for origin, ng, _ in entries if origin == "supplement"]
        assert day.supplement_ng == (_sum(supplements) or 0)


def test_every_change_of_an_entry_changes_the_print_of_its_day(tool: Tool, home: Path) -> None:
    tool.ok("log 2 eggs, a banana --on -2d")
    tool.ok("log 2 eggs --on -1d")
    today = date(2026, 11, 22)
    span = [today - timedelta(days=back) for back in (3, 2, 1)]

    def prints() -> dict[str, str]:
        with closing(file.open_to_read(str(home / "diary.db"))) as diary:
            known, prints = days_with_prints(diary, 1, span, today)
            assert known == days(diary, 1, span, today)
        return prints

    before = prints()
    assert list(before) == ["2026-11-20", "2026-11-21"]
    for change in ("edit 1 --meal lunch", "edit 2 --amount 3", "delete 2", "log water --on -2d"):
        tool.ok(change)
        after = prints()
        assert after["2026-11-20"] not in before.values()
        assert after["2026-11-21"] == before["2026-11-21"]
        before = {**before, change: after["2026-11-20"]}


def _sum(amounts: Iterable[int | None]) -> int | None:
    """The sum of the known amounts, None without any."""
    known = [ng for ng in amounts if ng is not None]
    return sum(known) if known else None


def _entry(day: date, held: Held) -> dict[str, object]:
    origin, b12_ng, added_ng = held
    words = dict.fromkeys(("food_code", "food_name", "food_source", "amount"), "x")
    amounts = {"b12_ng": b12_ng, "b12_added_ng": added_ng, "b12_origin": origin, "matrix": "none"}
    return {"person_id": 1, "eaten_on": day.isoformat(), **words, **amounts}


def test_every_way_out_gives_the_same_figures(tool: Tool) -> None:
    tool.ok("log 2 eggs --on -2d")
    tool.ok("mark -4d fasting")
    document = tool.ok("show --from -5d --to yesterday --json").json
    lines = tool.ok("show --from -5d --to yesterday --csv").out.splitlines()
    header = lines[0].split(",")
    for day, line in zip(document["days"], lines[1:], strict=True):
        row = dict(zip(header, line.split(","), strict=True))
        assert row["state"] == day["state"]
        assert row["b12_ug"] == ("" if day["b12_ug"] is None else str(day["b12_ug"]))


def _at(home: Path, zone: str, moment: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs the tool in a zone at a moment, with the real rules of the zone."""
    script = (
        "import sys, datetime as d; from b12track.diary import dates;"
        "at = d.datetime.fromisoformat(sys.argv[1]);"
        "dates.now = lambda: at.astimezone();"
        "from b12track.cli.entry import run; sys.exit(run(sys.argv[2:]))"
    )
    return subprocess.run(
        [sys.executable, "-c", script, moment, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"B12TRACK_HOME": str(home), "TZ": zone, "PATH": "", "HOME": str(home)},
    )


@pytest.mark.parametrize(
    ("zone", "moment", "label", "offset"),
    [
        ("Europe/Berlin", "2026-03-29T00:59:59+00:00", "2026-03-29", "+01:00"),
        ("Europe/Berlin", "2026-03-29T01:00:00+00:00", "2026-03-29", "+02:00"),
        ("Europe/Berlin", "2026-10-25T00:30:00+00:00", "2026-10-25", "+02:00"),
        ("Europe/Berlin", "2026-10-25T01:30:00+00:00", "2026-10-25", "+01:00"),
        ("Europe/Berlin", "2026-03-28T22:59:59+00:00", "2026-03-28", "+01:00"),
        ("Europe/Berlin", "2026-10-25T22:59:59+00:00", "2026-10-25", "+01:00"),
        ("America/New_York", "2026-03-08T06:59:00+00:00", "2026-03-08", "-05:00"),
        ("America/New_York", "2026-11-01T06:30:00+00:00", "2026-11-01", "-05:00"),
        ("Australia/Lord_Howe", "2026-04-04T15:00:00+00:00", "2026-04-05", "+10:30"),
        ("America/Sao_Paulo", "2018-11-04T03:00:00+00:00", "2018-11-04", "-02:00"),
        ("Pacific/Apia", "2011-12-30T09:59:59+00:00", "2011-12-29", "-10:00"),
        ("Pacific/Apia", "2011-12-30T10:00:00+00:00", "2011-12-31", "+14:00"),
        ("Pacific/Kiritimati", "2026-05-01T10:00:00+00:00", "2026-05-02", "+14:00"),
    ],
)
def test_a_label_is_the_day_on_the_wall_there_and_then(
    home: Path, zone: str, moment: str, label: str, offset: str
) -> None:
    if not Path("/usr/share/zoneinfo", zone).exists():
        pytest.skip(f"the zone {zone} is not installed")
    done = _at(home, zone, moment, "log", "2 eggs", "--json")
    assert done.returncode == 0, done.stderr
    assert f'"date": "{label}"' in done.stdout
    assert offset in done.stdout
    other = "Pacific/Pago_Pago" if offset.startswith("+") else "Pacific/Kiritimati"
    later = _at(home, other, "2027-01-01T12:00+00:00", "day", label, "--json")
    assert '"id": 1' in later.stdout, later


def test_samoa_has_no_30_december_2011_and_nobody_starved_on_it(home: Path) -> None:
    for moment in ("2011-12-29T20:00:00+00:00", "2011-12-31T00:00:00+00:00"):
        assert _at(home, "Pacific/Apia", moment, "log", "2 eggs").returncode == 0
    span = ("show", "--from", "2011-12-29", "--to", "2011-12-31", "--csv")
    done = _at(home, "Pacific/Apia", "2012-01-05T00:00:00+00:00", *span)
    states = [line.split(",")[1] for line in done.stdout.splitlines()[1:]]
    assert states == ["complete", "unrecorded", "complete"]


@pytest.mark.parametrize(
    "words",
    [
        "log 2 eggs --on 2026-11-23",
        "log 2 eggs --at 14:01",
        "mark 2026-11-23 paused",
        "edit 1 --on 2027-01-01",
    ],
)
def test_the_future_is_refused(tool: Tool, words: str) -> None:
    tool.ok("log 2 eggs")
    assert tool(words).code == 3


def test_reading_is_quick(tool: Tool) -> None:
    began = time.monotonic()
    tool.ok("show --from 2016-01-01 --to today")
    assert time.monotonic() - began < 2
