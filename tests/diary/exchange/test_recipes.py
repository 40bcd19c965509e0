"""The views say what the tool says, and every command and question of the documents runs."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from b12track.diary.days import days
from b12track.diary.storage import file
from tests.conftest import ROOT, Tool

SPAN = [date(2026, 9, 1) + timedelta(days=n) for n in range(82)]


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def built() -> list[bytes]:
    """The diary once it is made: most of these tests ask the same one."""
    return []


@pytest.fixture
def diary(tool: Tool, tmp_path: Path, home: Path, built: list[bytes]) -> Path:
    """Days of every kind: recorded, unknown, partial, fasting, paused, doses alone, totals."""
    path = home / "diary.db"
    if not built:
        _fill(tool, tmp_path)
        built.append(path.read_bytes())
    path.write_bytes(built[0])
    return path


def _fill(tool: Tool, folder: Path) -> None:
    for number in range(1, 25):
        tool.ok(f"log 2 eggs, a banana --on 2026-11-{number % 20 + 1:02} --meal breakfast")
    tool.ok("take 1000 µg b12 --on 2026-10-01")
    tool.ok("lab add b12 250 pmol/L --on 2026-10-02")
    tool.ok("mark 2026-10-02 fasting")
    tool.ok("mark 2026-10-03..2026-10-05 paused")
    tool.ok("mark 2026-11-03 partial")
    tool.ok("mark 2026-10-12 partial")
    (folder / "foods.csv").write_text(
        "date,food,amount,b12_ug\n2026-10-06,Stew,1 bowl,\n2026-10-06,Rice,1 bowl,0\n"
        "2026-10-07,Stew,1 bowl,\n2026-10-08,Milk fortified,1 cup,1.5\n"
        # Long enough with too little that `flags` has something to mail.
        + "".join(f"2026-09-{day:02},Bread,50 g,0.1\n" for day in range(1, 31))
        + "".join(f"2026-10-{day:02},Bread,50 g,0.1\n" for day in range(14, 32))
    )
    tool.ok(f"import {folder / 'foods.csv'}")
    (folder / "days.csv").write_text(
        "date,b12_ug\n2026-10-06,0.5\n2026-10-07,1.25\n2026-10-08,9\n2026-10-10,2.5\n"
        "2026-10-11,0\n2026-10-12,1\n2026-10-13,500\n2026-10-02,1\n2026-10-03,2\n"
    )
    tool.ok(f"import {folder / 'days.csv'}")
    tool.ok("regimen add 1000 µg once a week --from 2026-10-01")


def test_v_day_says_what_the_tool_says(diary: Path) -> None:
    connection = file.open_to_read(str(diary))
    try:
        answers = {
            day.date.isoformat(): (
                day.state,
                day.entries,
                day.b12_ng,
                day.b12_unknown_entries,
                day.is_lower_bound,
                day.total_from,
            )
            for day in days(connection, 1, SPAN, date(2026, 11, 22))
            if day.state != "unrecorded"
        }
        view = {
            row[1]: (
                row[2],
                row[3],
                None if row[4] is None else round(row[4] * 1000),
                row[5],
                bool(row[6]),
                row[7],
            )
            for row in connection.execute("SELECT * FROM v_day")
        }
    finally:
        connection.close()
    assert view == answers
    parts = [state for state, *_ in view.values()]
    assert set(parts) == {"complete", "partial", "fasting", "paused"}


def test_the_columns_that_are_promised(diary: Path) -> None:
    promised = dict(
        re.findall(
            r"\| `(v_\w+)` \|[^|]*\| `([^`]*)`",
            (ROOT / "docs" / "sql.md").read_text(encoding="utf-8"),
        )
    )
    connection = sqlite3.connect(f"file:{diary}?mode=ro", uri=True)
    try:
        for view, columns in promised.items():
            fields = connection.execute(f"SELECT * FROM {view} LIMIT 0").description
            assert [column[0] for column in fields] == columns.split(", ")
    finally:
        connection.close()
    assert set(promised) == {"v_day", "v_entry", "v_injection", "v_lab", "v_symptom"}


@pytest.mark.parametrize("question", blocks("sql.md", "sql"))
def test_every_question_has_an_answer(diary: Path, question: str) -> None:
    connection = sqlite3.connect(f"file:{diary}?mode=ro", uri=True)
    try:
        assert connection.execute(question).fetchall()
    finally:
        connection.close()


@pytest.fixture
def shell(tmp_path: Path, diary: Path, home: Path) -> dict[str, str]:
    """A PATH with this b12track, and with stand-ins for what is not ours."""
    folder = tmp_path / "bin"
    folder.mkdir()
    tool = f'#!/bin/sh\nexec "{sys.executable}" -m b12track "$@"\n'
    stand_in = '#!/bin/sh\necho "$0 $*" >> "$CALLED"\n[ -t 0 ] || cat >> "$CALLED"\n'
    python = f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'
    for name, content in {
        "b12track": tool,
        "mail": stand_in,
        "datasette": stand_in,
        "python3": python,
    }.items():
        (folder / name).write_text(content)
        (folder / name).chmod(0o700)
    called = tmp_path / "called"
    return {
        **os.environ,
        "PATH": f"{folder}:{os.environ['PATH']}",
        "CALLED": str(called),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
    }


def ran(command: list[str], shell: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, env=shell, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


SCRIPTS = [(page, text) for page in ("recipes.md", "sql.md") for text in blocks(page, "sh")]


@pytest.mark.parametrize(("page", "script"), SCRIPTS)
def test_every_recipe_runs(page: str, script: str, shell: dict[str, str]) -> None:
    if "sqlite3 -readonly" in script and shutil.which("sqlite3") is None:
        pytest.skip("there is no sqlite3 here")
    if ".parquet" in script:
        pytest.importorskip("pyarrow")
    outcome = ran(["sh", "-eu", "-c", script], shell)
    assert outcome.returncode == 0, outcome
    called = Path(shell["CALLED"])
    assert outcome.stdout or called.exists()
    if "mail" in script:
        assert "Mon" in called.read_text() or "µg" in called.read_text()


def test_the_lines_of_the_crontab_run(shell: dict[str, str]) -> None:
    (table,) = blocks("recipes.md", "cron")
    *_, line = table.strip().splitlines()
    outcome = ran(["sh", "-c", line.split(maxsplit=5)[5]], shell)
    assert outcome.returncode in (0, 1), outcome
    assert "recorded day" in outcome.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_the_prompt_says_what_is_open(shell: dict[str, str], tmp_path: Path) -> None:
    (script,) = blocks("recipes.md", "bash")
    user = tmp_path / "shell-user"
    user.mkdir()
    shell = {**shell, "HOME": str(user)}
    shell.pop("XDG_RUNTIME_DIR", None)
    for _ in range(2):
        outcome = ran(["bash", "-c", f'{script}\nprintf "%s" "${{PS1@P}}"'], shell)
        assert outcome.returncode == 0, outcome
        assert outcome.stderr == ""
        assert "$" in outcome.stdout or "#" in outcome.stdout


@pytest.mark.parametrize("script", blocks("recipes.md", "python"))
def test_every_notebook_cell_runs(script: str, shell: dict[str, str]) -> None:
    outcome = ran([sys.executable, "-c", script], {**shell, "PYTHONWARNINGS": "default"})
    assert outcome.returncode == 0, outcome
    assert outcome.stdout
