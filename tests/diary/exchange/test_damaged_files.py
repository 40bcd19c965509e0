"""Archives, databases, workbooks and exports that are damaged, endless or edited by hand."""

from __future__ import annotations

import io
import json
import shlex
import sqlite3
import struct
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.diary.exchange.test_apple_health import export, record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Tool
    from tests.diary.exchange.fixtures import Import

_START = "2026-03-01 08:00:00 +0100"


def _zip(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("apple_health_export/export.xml", export(record(_START, "1.5")))
    return out.getvalue()


def _patched(content: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """The bytes with others at an offset from the last place of a mark."""
    at = content.rindex(mark) + offset
    return content[:at] + value + content[at + len(value) :]


def _damaged_middle(method: int) -> bytes:
    content = bytearray(_zip(method))
    start = 30 + content[26] + len("apple_health_export/export.xml") - content[26]
    content[start + 60 : start + 90] = bytes(30)
    return bytes(content)


_CENTRAL, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"
ARCHIVES: dict[str, Callable[[], bytes]] = {
    "wrong checksum": lambda: _patched(_zip(), _CENTRAL, 16, b"\1\2\3\4"),
    "encrypted": lambda: _patched(_zip(), _CENTRAL, 8, b"\1"),
    "unknown method": lambda: _patched(_zip(), _CENTRAL, 10, b"\x63"),
    "damaged deflate": lambda: _damaged_middle(zipfile.ZIP_DEFLATED),
    "damaged bzip2": lambda: _damaged_middle(zipfile.ZIP_BZIP2),
    "damaged lzma": lambda: _damaged_middle(zipfile.ZIP_LZMA),
    "bad header": lambda: _patched(_zip(), _LOCAL, 0, b"PK\x09\x09"),
    "size that lies": lambda: _patched(_zip(), _CENTRAL, 24, struct.pack("<I", 9)),
    "packed size that lies": lambda: _patched(_zip(), _CENTRAL, 20, struct.pack("<I", 20)),
    "ends early": lambda: _zip()[:200] + _zip()[-120:],
    "no directory": lambda: _zip()[:-60],
}


@pytest.mark.parametrize("kind", ARCHIVES)
def test_a_damaged_archive_is_refused_in_a_sentence(importing: Import, kind: str) -> None:
    refusal = importing.refused(ARCHIVES[kind]())
    assert "Traceback" not in refusal
    assert refusal.count("\n") == 1


def test_an_archive_that_unpacks_to_far_too_much_is_refused(importing: Import) -> None:
    """The ratio is looked at before anything is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export.xml", export() + " " * 300_000_000)
    assert "unpacks to 300,0" in importing.refused(out.getvalue())


def _database(path: Path, *statements: str) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path.read_bytes()


_TABLE = (
    "CREATE TABLE nutrition_record_table (row_id INTEGER, start_time INTEGER, local_date INTEGER,"
    " meal_name TEXT, vitamin_b12 REAL)"
)
_ROW = "INSERT INTO nutrition_record_table VALUES (1, 1772348400000, 20513, 'soup', 0.0000015)"


def test_an_endless_view_is_no_table(importing: Import, tmp_path: Path) -> None:
    view = (
        "CREATE VIEW nutrition_record_table AS WITH RECURSIVE n (row_id, start_time, vitamin_b12)"
        " AS (SELECT 1, 1, 1 UNION ALL SELECT row_id + 1, 1, 1 FROM n) SELECT * FROM n"
    )
    assert "not one of Health Connect" in importing.refused(_database(tmp_path / "v.db", view))


def test_a_database_with_damaged_names_is_refused(importing: Import, tmp_path: Path) -> None:
    content = _database(tmp_path / "d.db", _TABLE, _ROW)
    for old in (b"meal_name TEXT", b"nutrition_record_table (row"):
        bad = content.replace(old, old[:3] + b"\xff\xfe" + old[5:])
        assert "Traceback" not in importing.refused(bad)


def test_a_database_in_wal_mode_is_read_and_nothing_is_left_beside_it(
    tool: Tool, tmp_path: Path
) -> None:
    path = tmp_path / "hc.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(_TABLE)
        connection.execute(_ROW)
        connection.commit()
        # While it is open its rows stand in the log alone.
        before = sorted(file.name for file in tmp_path.iterdir() if file.name.startswith("hc"))
        assert tool.ok("import --json", str(path)).json["new"] == 1
        assert sorted(file.name for file in tmp_path.iterdir() if file.name[:2] == "hc") == before
    _database(tmp_path / "w.db", "PRAGMA journal_mode=WAL", _TABLE, _ROW)
    assert not (tmp_path / "w.db-wal").exists()
    tool.ok("import", str(tmp_path / "w.db"))
    assert not list(tmp_path.glob("w.db-*"))


def _edited(tool: Tool, tmp_path: Path, table: str, **values: Any) -> bytes:
    """An export in which the first row of a table says something else."""
    for line in (
        "lab add b12 150 pmol/L --low 180",
        "regimen add 1000 µg weekly on monday",
        "profile set --born 1980-05-01 --diet vegetarian",
        "take 2.4 µg",
        "meals save porridge from 60 g oats",
        "foods add oatly --b12 1µg --per 250ml",
        "symptom log cold feet 3",
        "log 2 eggs",
    ):
        tool.ok(line)
    document = json.loads(tool.ok("export --format json").out)
    document["tables"][table][0].update(values)
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("lab", "low", "1e400"),
        ("lab", "low", "2026-01-01"),
        ("lab", "value", "nan"),
        ("lab", "high", "９"),
        ("regimen", "weekdays", "9999-12-31"),
        ("regimen", "starts_on", "0000-05-01"),
        ("profile_fact", "value", "1.5"),
        ("profile_fact", "kind", "medicine"),
        ("saved_meal", "items", "[1]"),
        ("saved_meal", "items", "{}"),
        ("own_food", "portions", "much serving"),
        ("supplement", "entry_id", "1.5"),
        ("supplement", "entry_id", None),
        ("entry", "eaten_on", "0000-01-01"),
        ("symptom", "noted_on", "0000-01-01"),
    ],
)
def test_an_export_edited_by_hand_is_taken_whole_or_refused(
    tool: Tool, tmp_path: Path, table: str, column: str, value: object
) -> None:
    (tmp_path / "edited.json").write_bytes(_edited(tool, tmp_path, table, **{column: value}))
    other = ["--diary", str(tmp_path / "other.db")]
    outcome = tool(*other, "import", str(tmp_path / "edited.json"))
    assert (outcome.code, outcome.out) == (3, ""), outcome
    assert table in outcome.err
    for line in ("today", "week", "flags", "profile show", "lab list"):
        assert tool(*other, *line.split()).code in (0, 1)


def test_less_than_a_nanogram_is_no_amount(importing: Import, tool: Tool) -> None:
    assert "less than a nanogram" in importing.refused(export(record(_START, "0.0000001")))
    for line in (
        'take pill --b12 "0.0001 µg"',
        'foods add "weak tea" --per 100g --b12 "0.0001 µg"',
    ):
        outcome = tool(*shlex.split(line))
        assert outcome.code == 3, outcome


def test_entities_are_refused_by_the_parser_too(importing: Import) -> None:
    """A blank in the end of the document type hides it from the search of its text."""
    text = export(record(_START, "1.5")).replace("]>", '<!ENTITY a "x">\n] >')
    assert "entities" in importing.refused(text)
