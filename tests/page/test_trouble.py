"""When the diary is busy, damaged, newer or the disk full: its sentence, and what was typed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from b12track.diary.storage import file
from b12track.errors import StorageFailed
from tests.conftest import Tool
from tests.page.conftest import Visitor, words
from tests.page.running import hidden

if TYPE_CHECKING:
    import pytest

TYPED = "2 eggs and a glass of milk"


def sent(visitor: Visitor, fields: dict[str, str]) -> tuple[int, str, str]:
    """Sends a meal on a form that was opened before the trouble."""
    answer = visitor.request("POST", "/for/me/eat", data={**fields, "words": TYPED})
    return answer.status_code, words(answer), answer.text


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program that writes and does not end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


def test_busy(visitor: Visitor, tool: Tool, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool.ok("log 1 egg")
    monkeypatch.setattr(file, "PATIENCE_S", 0.2)
    fields = hidden(visitor.request("GET", "/for/me/eat").text)
    with held(home / "diary.db"):
        status, html, page = sent(visitor, fields)
    assert status == 409
    assert "Another program is writing to the diary; nothing was saved. Try again." in html
    assert f'value="{TYPED}"' in page
    assert len(tool.ok("today --json").json["entries"]) == 1
    # The form that was refused can be sent again as it stands.
    again = visitor.request(
        "POST", "/for/me/eat", data={**hidden(page), "words": TYPED}, follow_redirects=True
    )
    assert again.status_code == 200
    assert len(tool.ok("today --json").json["entries"]) == 3


def test_damaged(visitor: Visitor, tool: Tool, home: Path) -> None:
    tool.ok("log 1 egg")
    fields = hidden(visitor.request("GET", "/for/me/eat").text)
    with closing(sqlite3.connect(home / "diary.db")) as diary, diary:
        diary.execute("UPDATE entry SET b12_ng = b12_ng + 1")
    shell = tool("log 1 egg").err.splitlines()[0]
    status, html, page = sent(visitor, fields)
    assert status == 409
    assert shell in html and "is damaged" in html
    assert f'value="{TYPED}"' in page
    seen = visitor.request("GET", "/for/me/")
    assert seen.status_code == 409 and "is damaged" in words(seen)


def test_newer(visitor: Visitor, tool: Tool, home: Path) -> None:
    tool.ok("log 1 egg")
    fields = hidden(visitor.request("GET", "/for/me/eat").text)
    with closing(sqlite3.connect(home / "diary.db")) as diary, diary:
        diary.execute("PRAGMA user_version = 99")
    before = (home / "diary.db").read_bytes()
    status, html, page = sent(visitor, fields)
    assert status == 409
    assert "was written by a newer b12track" in html
    assert f'value="{TYPED}"' in page
    assert (home / "diary.db").read_bytes() == before


def test_disk_full(
    visitor: Visitor, tool: Tool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool.ok("log 1 egg")
    fields = hidden(visitor.request("GET", "/for/me/eat").text)
    sentence = "The disk is full; nothing was saved."

    def full(*_: object) -> None:
        raise StorageFailed(sentence)

    with monkeypatch.context() as patched:
        patched.setattr(file, "transaction", full)
        status, html, page = sent(visitor, fields)
    assert status == 507
    assert sentence in html
    assert f'value="{TYPED}"' in page


def test_what_a_page_saves_equals_what_the_shell_saves(
    visitor: Visitor, tool: Tool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same sentences, once by pages and once by the shell: equal rows, checksums included."""
    pages = [
        ("/for/me/eat", {"words": "2 eggs, 250 ml milk", "meal": "breakfast"}),
        ("/for/me/eat", {"words": "150 g salmon", "day": "yesterday"}),
        ("/for/me/dose", {"words": "1000 µg"}),
        ("/for/me/dose", {"words": "1 mg hydroxocobalamin", "kind": "injection"}),
        ("/for/me/feel", {"words": "cold feet", "strength": "3"}),
        ("/for/me/blood?test=b12+pg/mL", {"test": "b12 pg/mL", "words": "250"}),
        ("/for/me/put-right/1", {"words": "60 g"}),
    ]
    lines = [
        ["log", "2 eggs, 250 ml milk", "--meal", "breakfast"],
        ["log", "150 g salmon", "--on", "yesterday"],
        ["take", "1000 µg"],
        ["inject", "1 mg hydroxocobalamin"],
        ["symptom", "log", "cold feet", "3"],
        ["lab", "add", "b12", "250", "pg/mL"],
        ["edit", "1", "--amount", "60 g"],
    ]
    for path, fields in pages:
        visitor.saves(path, path.partition("?")[0], **fields)
    shell = home.parent / "shell"
    shell.mkdir(mode=0o700)
    shutil.copyfile(home / "foods.db", shell / "foods.db")
    monkeypatch.setenv("B12TRACK_HOME", str(shell))
    for line in lines:
        tool.ok(line[0], *line[1:])
    assert facts(home / "diary.db") == facts(shell / "diary.db")


def facts(path: Path) -> dict[str, list[object]]:
    """Every row of every table; of the acts all but the key, which the shell leaves out."""
    with closing(sqlite3.connect(path)) as diary:
        names = [
            name
            for (name,) in diary.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
        ]
        tables: dict[str, list[object]] = {}
        for name in names:
            columns = [row[1] for row in diary.execute(f"PRAGMA table_info({name})")]
            if name == "act":
                columns = [
                    column for column in columns if column not in ("request_key", "checksum")
                ]
            where = " WHERE table_name != 'act'" if name == "tally" else ""
            tables[name] = diary.execute(
                f"SELECT {', '.join(columns)} FROM {name}{where}"
            ).fetchall()
    assert tables["entry"] and tables["injection"] and tables["symptom"] and tables["lab"]
    return tables
