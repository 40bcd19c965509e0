"""Every diary ever released opens in this release, and nothing in it changes."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import backup, file, proof, rows, verification
from b12track.diary.storage.schema import (
    MIGRATIONS,
    SCHEMA_VERSION,
    built,
    objects,
    objects_of,
    put_right,
    restructure,
)
from b12track.diary.storage.upgrade import upgrade
from b12track.errors import DiaryDamaged, DiaryForeign
from tests.diary.conftest import tampered
from tests.fixtures.diary.__main__ import FOLDER, RELEASED, answers, make
from tools.torture.next_schema import NEXT, next_schema

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

VERSIONS = range(1, SCHEMA_VERSION + 1)


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A diary of every schema: released ones as they are, one not yet released made now."""
    folder: Path = tmp_path_factory.mktemp("diaries")
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    if SCHEMA_VERSION > RELEASED:
        make(folder)
    return folder


@pytest.mark.parametrize("version", range(1, RELEASED + 1))
def test_every_released_schema_has_a_fixture(version: int) -> None:
    """Whoever releases a schema makes its fixture: python -m tests.fixtures.diary."""
    for ending in ("db", "json"):
        assert (FOLDER / f"v{version}.{ending}").exists(), f"schema {version} has no fixture"


def test_the_newest_fixture_holds_a_row_of_every_table(fixtures: Path) -> None:
    """What is in no fixture is in no proof; what is made only by imports is listed here."""
    newest = json.loads((fixtures / f"v{SCHEMA_VERSION}.json").read_text("utf-8"))
    empty = {table for table, kept in newest["tables"].items() if not kept}
    assert empty <= {"chosen_food"}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("how", ["read", "written"])
def test_a_released_diary_says_what_it_said(
    tmp_path: Path, fixtures: Path, version: int, how: str
) -> None:
    path = tmp_path / "diary.db"
    shutil.copyfile(fixtures / f"v{version}.db", path)
    before = path.read_bytes()
    if how == "written":
        file.open_to_write(str(path), upgrade).close()
    expected = json.loads((fixtures / f"v{version}.json").read_text("utf-8"))
    actual = json.loads(json.dumps(answers(str(path))))
    assert actual["days"] == expected["days"]
    for table, kept in expected["tables"].items():
        for old, new in zip(kept, actual["tables"][table], strict=True):
            assert {name: new[name] for name in old} == old
    assert how == "written" or path.read_bytes() == before


@pytest.mark.parametrize("version", VERSIONS)
def test_what_a_schema_holds_is_known_without_making_it(version: int) -> None:
    assert objects_of(version) == built(version)
    # Anything else than CREATE would make the check of every `log` build a diary in memory.
    statements = [
        statement for script in MIGRATIONS[:version] for statement in script.split(";\n")[:-1]
    ]
    assert all("CREATE " in statement for statement in statements)


def test_a_new_diary_is_made_at_the_newest_schema_at_once() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        assert restructure(new) == 0
        assert objects(new) == objects_of(SCHEMA_VERSION)
        assert new.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_a_table_made_anew_keeps_rows_indexes_keys_and_tally(fixtures: Path, diary: Path) -> None:
    shutil.copyfile(fixtures / f"v{SCHEMA_VERSION}.db", diary)
    with closing(file.open_to_read(str(diary))) as before:
        kept = rows.select(before, "symptom")
        sql = next(sql for sql in objects(before) if sql.startswith("CREATE TABLE symptom"))
    wider = sql.replace("checksum INTEGER NOT NULL", "checksum INTEGER NOT NULL, place TEXT")
    with next_schema(f"{wider};\n"), closing(file.open_to_write(str(diary), upgrade)) as after:
        assert rows.select(after, "symptom") == [(*row, None) for row in kept]
        assert verification.faults(after) == []
        values = dict(zip(rows.columns(after, "symptom"), (None, *kept[0][1:], "x"), strict=True))
        assert rows.insert(after, "symptom", values) == kept[-1][0] + 1


def test_reading_an_older_diary_does_not_change_it(tool: Tool, diary: Path) -> None:
    before, week = diary.read_bytes(), tool.ok("week --json").json
    with next_schema():
        assert tool.ok("week --json").json == week
        assert tool.ok("log 2 eggs --dry-run").code == 0
    assert diary.read_bytes() == before


def test_a_migration_keeps_everything_and_a_verified_backup(tool: Tool, diary: Path) -> None:
    week = tool.ok("week --json").json["days"]
    with next_schema():
        tool.ok("mark 2026-11-01 paused")
        assert tool.ok("week --json").json["days"] == week
        assert tool.ok("doctor --json").json["schema"] == SCHEMA_VERSION + 1
    (kept,) = [
        copy for copy in backup.backups(str(diary)) if copy.reason.startswith("before-schema")
    ]
    assert kept.reason == f"before-schema-{SCHEMA_VERSION + 1}"
    assert os.stat(kept.path).st_mode & 0o777 == 0o600
    with closing(file.open_to_read(kept.path)) as copy:
        assert proof.damage(copy) == []
    migrated = diary.read_bytes()
    outcome = tool("log 2 eggs")  # the released program refuses the newer diary
    assert (outcome.code, outcome.out) == (6, "")
    with pytest.raises(DiaryForeign, match="newer"):
        file.open_to_read(str(diary))
    assert diary.read_bytes() == migrated


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE entry SET b12_ng = b12_ng + 1 WHERE entry_id = 1;",
        "DELETE FROM entry WHERE entry_id = 1;",
        "DELETE FROM day_mark;",
        "UPDATE entry SET note = 'x';",
    ],
)
def test_a_migration_that_would_lose_something_is_not_done(
    tool: Tool, diary: Path, harm: str
) -> None:
    before = diary.read_bytes()
    refused = pytest.raises(DiaryDamaged, match="nothing was changed")
    with next_schema(f"{NEXT}\n{harm}\n"), refused:
        file.open_to_write(str(diary), upgrade)
    assert diary.read_bytes() == before


def test_a_damaged_diary_is_not_migrated(tool: Tool, diary: Path) -> None:
    tampered(diary, "UPDATE entry SET b12_ng = 5 WHERE entry_id = 1")
    before = diary.read_bytes()
    with next_schema():
        assert tool("log 2 eggs").code == 5
    assert diary.read_bytes() == before


def test_a_unique_index_is_made_anew_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    made = "CREATE UNIQUE INDEX own_food_by_name ON own_food (name_key, retired)"
    monkeypatch.setattr("b12track.diary.storage.schema.MIGRATIONS", (*MIGRATIONS, f"{made};\n"))
    assert built(SCHEMA_VERSION + 1) - built(SCHEMA_VERSION) == {made}


@pytest.mark.parametrize(("came_from", "called"), [(0, []), (1, [2]), (2, [])])
def test_what_older_releases_wrote_is_put_right_from_their_schema_on(
    monkeypatch: pytest.MonkeyPatch, came_from: int, called: list[int]
) -> None:
    done: list[int] = []
    module = SimpleNamespace(first=lambda _: done.append(1), second=lambda _: done.append(2))
    monkeypatch.setitem(sys.modules, "what_is_put_right", module)
    rules = {1: "what_is_put_right:first", 2: "what_is_put_right:second"}
    monkeypatch.setattr("b12track.diary.storage.schema.PUT_RIGHT", rules)
    with closing(sqlite3.connect(":memory:")) as connection:
        put_right(connection, came_from)
    assert done == called
