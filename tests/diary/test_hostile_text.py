"""Text cannot act: refused at every door, escaped on every way out; and outputs that fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from b12track.diary import journal
from b12track.diary.journal import Act, Eaten
from b12track.diary.storage import file
from b12track.foods.catalogue import open_catalogue
from b12track.foods.phrase import items
from tests.conftest import ROOT, Tool

PAYLOADS = [
    "a\x1b[2Jb",
    "a\x1b]0;title\x07",
    "a\x1b]8;;http://x\x07y",
    "a\x1b]52;c;eA==\x07",
    "a\x1bPq\x1b\\",
    "a\x9b31mb",
    "a\x9d0;t\x9c",
    "a\rb",
    "a\nb",
    "a\x00b",
    "a\x08b",
    "a\x7fb",
    "a\u202eb",
    "a\u2066b\u2069",
    "a\u200bb",
    "a\u200fb",
    "\ufeffab",
    "a\u2028b",
    "a\u2029b",
    "a\ue000b",
    "a\U000e0041b",
    "a\u00adb",
]
DOORS = [
    ["log", "2 eggs", "--note"],
    ["log", "2 eggs", "--meal"],
    ["log", "2 eggs", "--id"],
    ["log"],
    ["log", "2 eggs", "--for"],
    ["edit", "1", "--food"],
    ["edit", "1", "--meal"],
    ["edit", "1", "--amount"],
    ["profile", "add"],
    ["profile", "use"],
    ["again"],
    ["foods", "search"],
    ["foods", "show"],
    ["log", "2 eggs", "--on"],
    ["log", "2 eggs", "--at"],
]
OUTS = [
    "",
    "today",
    "day",
    "day --json",
    "day --csv",
    "week",
    "history",
    "history --json",
    "edit 2 --amount 60g",
    "edit 2 --amount 70g --json",
    "again 2",
    "delete 2",
    "undo",
    "profile list",
    "profile list --json",
    "doctor",
]


def _acts(text: str) -> list[str]:
    bad = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return [f"U+{ord(c):04X}" for c in text if c != "\n" and unicodedata.category(c) in bad]


@pytest.mark.parametrize("door", DOORS, ids=" ".join)
def test_no_door_takes_or_echoes_text_that_acts(tool: Tool, diary: Path, door: list[str]) -> None:
    before = diary.read_bytes()
    for payload in PAYLOADS[::3]:
        outcome = tool(*door[:1], *door[1:], payload)
        assert _acts(outcome.out + outcome.err) == [], (door, payload)
        assert "Traceback" not in outcome.err
        if door[0] != "foods" and outcome.code == 0:
            # What is left after a separator is taken away may be plain words.
            assert payload in ("a\nb", "a\rb", "\ufeffab"), (door, payload)
            continue
        assert outcome.code in (0, 1, 2, 3), (door, payload, outcome)
        assert diary.read_bytes() == before


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_got_in_all_the_same_is_shown_escaped(
    tool: Tool, home: Path, built_catalogue: Path, payload: str
) -> None:
    """A diary of an older release or of an import with a hole, with fitting checksums."""
    with open_catalogue(str(built_catalogue)) as foods:
        (item,) = items("2 eggs", foods)
    food = item.food._replace(name=f"x{payload}") if hasattr(item.food, "_replace") else item.food
    now = datetime.fromisoformat(os.environ["B12TRACK_NOW"])
    path = str(home / "diary.db")
    with closing(file.open_to_write(path)) as diary, file.transaction(diary, path):
        for _ in range(2):
            act_id = journal.begin(diary, Act(f"log{payload}", now, None, 1))
            eaten = Eaten(1, now.date(), now.astimezone(UTC), f"m{payload}", f"n{payload}")
            journal.record(diary, act_id or 0, eaten, [item._replace(food=food)])
        journal.add(
            diary,
            act_id or 0,
            "person",
            {
                "name": f"p{payload}",
                "name_key": "p",
                "day_start_min": 0,
                "in_use": 0,
            },
        )
    for line in OUTS:
        outcome = tool(line)
        assert _acts(outcome.out + outcome.err) == [], line
        if line.endswith("--json") and outcome.code == 0:
            json.loads(outcome.out)


def _run(words: list[str], **more: object) -> subprocess.CompletedProcess[bytes]:
    variables = {**os.environ, **more.pop("env", {})}  # type: ignore[dict-item]
    return subprocess.run(
        [sys.executable, "-m", "b12track", *words],
        cwd=ROOT,
        env=variables,
        check=False,
        stderr=subprocess.PIPE,
        **more,
    )  # type: ignore[call-overload,no-any-return]


def test_saved_but_the_output_failed_has_its_own_code(diary: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = _run(["log", "2 eggs"], stdout=full)
    assert done.returncode == 9
    assert b"Saved, but the output failed" in done.stderr
    assert b"Traceback" not in done.stderr
    with Path("/dev/full").open("wb") as full:
        assert _run(["week"], stdout=full).returncode == 7


def test_closed_outputs_end_quietly(diary: Path) -> None:
    for closed, words, code in (
        (">&-", "log 2 eggs", 0),
        (">&- 2>&-", "log 2 eggs", 0),
        ("2>&-", "log nothing-known", 3),
        (">&-", "week", 0),
        ("<&-", "log 2 eggs", 0),
    ):
        done = subprocess.run(
            ["sh", "-c", f"exec {sys.executable} -m b12track {words} {closed}"],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert done.returncode == code, (closed, words, done)
        assert b"Traceback" not in done.stderr
    with closing(file.open_to_read(str(diary))) as connection:
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (7,)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "utf-8"])
def test_any_code_page_can_print_it(diary: Path, encoding: str) -> None:
    for words in (["log", "2 eggs"], ["week"], ["history"], ["profile", "list"], ["gaps"]):
        done = _run(words, stdout=subprocess.PIPE, env={"PYTHONIOENCODING": encoding})
        assert done.returncode == 0, done.stderr
        done.stdout.decode(encoding)


def test_words_of_other_programs_languages_are_only_words(tool: Tool, diary: Path) -> None:
    for words in (
        "'; DROP TABLE entry; --",
        'b12" OR 1=1',
        "egg*",
        "NEAR(egg milk)",
        "egg AND",
        "$(touch x)",
        "`id`",
        "../../x",
        "%s%n",
        "{0}",
        "=1+1",
    ):
        for line in (["foods", "search"], ["log"], ["log", "2 eggs", "--note"], ["again"]):
            assert tool(*line, words).code in (0, 1, 2, 3), (line, words)
    with closing(file.open_to_read(str(diary))) as connection:
        assert connection.execute("SELECT count(*) FROM entry").fetchone()[0] >= 4
