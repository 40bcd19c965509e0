"""`chart` as a user types it: files that appear whole or not at all, JSON, words, the terminal."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from b12track.cli import output
from b12track.errors import StorageFailed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

KINDS = (
    "week",
    "trend",
    "calendar",
    "symptoms",
    "sources",
    "sources --by group",
    "sources --by origin",
)


@pytest.fixture
def logged(tool: Tool) -> Tool:
    """A few days with food, a fortified food and a tablet."""
    tool.ok("log 2 eggs --on -3d")
    tool.ok("log 250 ml fortified soy milk, an apple --on -2d")
    tool.ok("log 1000 µg b12 --on yesterday")
    return tool


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_picture_and_its_words_are_written_for_the_owner_alone(
    logged: Tool, tmp_path: Path, suffix: str
) -> None:
    os.umask(0)
    path = tmp_path / f"week.{suffix}"
    logged.ok("chart week -o", str(path))
    for written in (path, tmp_path / f"week.{suffix}.txt"):
        assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert "Bar chart." in (tmp_path / f"week.{suffix}.txt").read_text("utf-8")
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == [
        f"week.{suffix}",
        f"week.{suffix}.txt",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_speaks_in_the_terminal_in_json_and_in_sentences(
    logged: Tool, tmp_path: Path, kind: str
) -> None:
    printed = logged.ok(f"chart {kind}").out
    assert max(map(len, printed.splitlines())) <= 80
    document = logged.ok(f"chart {kind} --json").json
    assert document["schema"] == 1
    assert document["chart"] == kind.split()[0]
    assert document["title"] in " ".join(printed.split())
    assert " ".join(logged.ok(f"chart {kind} --words").out.split()) == document["alt"]
    logged.ok(f"chart {kind} --size phone --dark -o", str(tmp_path / "a.svg"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_of_an_empty_diary(tool: Tool, tmp_path: Path, home: Path, kind: str) -> None:
    assert tool.ok(f"chart {kind}").out
    tool.ok(f"chart {kind} -o", str(tmp_path / "a.png"))
    assert not (home / "diary.db").exists()


def test_an_existing_file_is_kept_without_force(logged: Tool, tmp_path: Path) -> None:
    path = tmp_path / "week.png"
    path.write_bytes(b"mine")
    refused = logged("chart week -o", str(path))
    assert (refused.code, path.read_bytes()) == (3, b"mine")
    assert "--force" in refused.err
    logged.ok("chart week --force -o", str(path))
    assert path.read_bytes().startswith(b"\x89PNG")


def test_words_that_are_there_stop_the_picture_too(logged: Tool, tmp_path: Path) -> None:
    (tmp_path / "week.png.txt").write_text("mine")
    assert logged("chart week -o", str(tmp_path / "week.png")).code == 3
    assert not (tmp_path / "week.png").exists()


@pytest.mark.parametrize("force", ["", "--force"])
def test_a_link_is_never_followed(logged: Tool, tmp_path: Path, force: str) -> None:
    canary = tmp_path / "canary"
    canary.write_bytes(b"alive")
    (tmp_path / "week.png").symlink_to(canary)
    assert logged(f"chart week {force} -o", str(tmp_path / "week.png")).code == 3
    assert canary.read_bytes() == b"alive"
    (tmp_path / "new.png").symlink_to(tmp_path / "nowhere")
    assert logged(f"chart week {force} -o", str(tmp_path / "new.png")).code == 3
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "name", ["week", "week.jpg", "week.png.exe", "none/week.png", ".png/", "."]
)
def test_what_cannot_be_a_picture_is_refused(logged: Tool, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert logged("chart week -o", f"{tmp_path}/{name}").code == 3
    assert sorted(tmp_path.rglob("*")) == before


def test_folders_and_devices_are_refused(logged: Tool, tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    assert logged("chart week --force -o", str(tmp_path / "folder.png")).code == 3
    os.mkfifo(tmp_path / "pipe.png")
    assert logged("chart week --force -o", str(tmp_path / "pipe.png")).code == 3


def test_a_failing_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.os, "fsync", full)
    with pytest.raises(StorageFailed):
        output.write_files({str(tmp_path / "a.png"): b"x"}, force=False)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == []


def test_a_file_that_comes_in_between_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    monkeypatch.setattr(output, "check_new", lambda *_, **__: None)
    path.write_bytes(b"theirs")
    with pytest.raises(output.InputRefused):
        output.write_files({str(path): b"ours"}, force=False)
    assert path.read_bytes() == b"theirs"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["a.png"]


def test_too_many_days_for_bars_are_sent_to_the_trend(logged: Tool) -> None:
    refused = logged("chart week --from 2025-01-01")
    assert refused.code == 3
    assert "chart trend" in refused.err
    assert logged("chart calendar --from 2015-01-01").code == 3


def test_the_store_needs_a_recorded_day(tool: Tool, tmp_path: Path) -> None:
    assert tool("chart store").code == 3
    tool.ok("log 2 eggs --on -3d")
    document = tool.ok("chart store --json --years 5").json
    assert document["series"][0]["best"] == 2500
    assert document["recorded_days"] == 1
    tool.ok("chart store -o", str(tmp_path / "store.png"))
    assert max(map(len, tool.ok("chart store").out.splitlines())) <= 80


def test_what_stands_beside_meals_is_marked_on_the_trend(logged: Tool) -> None:
    logged.ok("inject 1 mg hydroxocobalamin --on yesterday")
    marks = logged.ok("chart trend --json").json["marks"]
    assert [(mark["kind"], mark["text"]) for mark in marks] == [
        ("injection", "1,000 µg hydroxocobalamin")
    ]


def test_sources_by_origin_add_up_to_the_days(logged: Tool) -> None:
    parts = logged.ok("chart sources --by origin --json").json["sources"]
    total = sum(part["b12_ug"] for part in parts)
    days = logged.ok("show --from -10d --json").json["days"]
    assert total == pytest.approx(sum(day["b12_ug"] or 0 for day in days))


def test_hostile_names_do_not_reach_the_terminal(logged: Tool) -> None:
    from b12track.analysis.contributors import Contributor
    from b12track.report.text_charts import source_lines

    text = source_lines([Contributor("a\x1b[2J\u202eb", "x", "natural", 1000, 1, 0)])
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("wide", [40, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(
    logged: Tool, monkeypatch: pytest.MonkeyPatch, wide: int
) -> None:
    logged.ok("inject 1 mg hydroxocobalamin --on -30d")
    logged.ok("symptom log", "tingling in both feet and cold toes", "4", "--on", "-20d")
    logged.ok("regimen add hydroxocobalamin 1 mg every 3 months")
    monkeypatch.setenv("COLUMNS", str(wide))
    for kind in (*KINDS, "store", "fridge"):
        lines = logged.ok(f"chart {kind}").out.splitlines()
        assert max(map(len, lines)) <= wide, kind
    assert max(map(len, logged.ok("week").out.splitlines())) <= wide


@pytest.mark.parametrize("kind", [*KINDS, "store", "fridge"])
def test_every_chart_gives_its_table_as_csv(logged: Tool, kind: str) -> None:
    import csv
    import io

    logged.ok("symptom log tired 4 --on yesterday")
    head, *rows = list(csv.reader(io.StringIO(logged.ok(f"chart {kind} --csv").out)))
    assert rows
    assert {len(row) for row in rows} == {len(head)}
    assert logged(f"chart {kind} --csv --json").code == 2


def test_a_calendar_week_begins_on_monday(logged: Tool) -> None:
    days = logged.ok("chart week --calendar --to -7d --json").json["days"]
    assert [days[0]["date"], days[-1]["date"]] == ["2026-11-09", "2026-11-15"]
    assert logged("chart week --calendar --from -7d").code == 2
