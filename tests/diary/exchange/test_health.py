"""Apple Health and Health Connect: streamed, grams, repeats and several apps."""

from __future__ import annotations

import io
import os
import sqlite3
import threading
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from b12track.diary.exchange import apple_health
from b12track.diary.exchange.files import XmlFile
from b12track.diary.exchange.format import Asked
from b12track.diary.exchange.servings import Serving

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool
    from tests.diary.exchange.fixtures import Import

ASKED = Asked(datetime(2026, 11, 22, 14, tzinfo=UTC), dict)
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 13 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
]>
<HealthData locale="en_US">
 <ExportDate value="2025-03-08 10:00:00 +0100"/>
 <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Phone" unit="count" value="9"/>
"""


def record(
    start: str, value: str, app: str = "Cronometer", food: str = "", unit: str = "mcg"
) -> str:
    kind = "HKQuantityTypeIdentifierDietaryVitaminB12"
    name = f'<MetadataEntry key="HKFoodType" value="{food}"/>' if food else ""
    start = f'endDate="{start}" creationDate="{start}" startDate="{start}"'
    what = f'type="{kind}" sourceName="{app}" unit="{unit}"'
    return f' <Record {what} {start} value="{value}">{name}</Record>\n'


def correlation(*records: str, food: str = "") -> str:
    name = f'<MetadataEntry key="HKFoodType" value="{food}"/>' if food else ""
    kind = "HKCorrelationTypeIdentifierFood"
    return f' <Correlation type="{kind}" sourceName="x">{name}{"".join(records)}</Correlation>\n'


def export(*parts: str) -> str:
    return HEAD + "".join(parts) + "</HealthData>\n"


MORNING, NIGHT = "2025-03-06 08:00:00 +0100", "2025-03-06 23:59:59 +0100"


def test_records_once_whatever_repeats_them(importing: Import) -> None:
    text = export(
        record(MORNING, "1.67", food="Eggs, Cooked"),
        record(MORNING, "1.67"),
        record(NIGHT, "0.4499999880790710"),
        correlation(record(MORNING, "1.67"), food="Eggs, Cooked"),
        correlation(record(MORNING, "1.67"), food="Omelette"),
    )
    outcome = importing(text)
    assert (outcome["kind"], outcome["new"], outcome["skipped"]) == ("Apple Health", 3, [])
    entries = importing.day("2025-03-06")["entries"]
    assert [(e["food"], e["b12_ug"], e["grams"]) for e in entries] == [
        ("Eggs, Cooked", 1.67, None),
        ("Omelette", 1.67, None),
        ("unnamed food", 0.45, None),
    ]
    assert entries[0]["at"] == "2025-03-06T08:00:00+01:00"
    assert entries[0]["source"] == "Cronometer via apple-health"
    assert importing(text)["same"] == 3


def test_a_record_that_stands_only_in_a_correlation_counts(importing: Import) -> None:
    assert importing(export(correlation(record(MORNING, "1.67"), food="Eggs")))["new"] == 1
    assert importing.day("2025-03-06")["b12_ug"] == 1.67


def test_what_a_second_app_repeats_counts_once(importing: Import) -> None:
    text = export(
        record(MORNING, "1.67"),
        record(MORNING, "1.67"),
        record(MORNING, "1.6700000762", "Copy"),
        record(NIGHT, "0.45", "Copy"),
        record(NIGHT, "0.5"),
    )
    outcome = importing(text)
    assert outcome["new"] == 4
    assert "Copy repeats what Cronometer wrote" in outcome["skipped"][0]["reason"]
    assert importing.day("2025-03-06")["b12_ug"] == 4.29


def test_one_app_alone(importing: Import) -> None:
    text = export(record(MORNING, "1.67"), record(NIGHT, "3", "Other"))
    assert importing(text, "--app", "Other")["new"] == 1
    assert importing.day("2025-03-06")["b12_ug"] == 3


def test_the_local_day_is_that_of_the_record(importing: Import) -> None:
    importing(export(record("2025-03-06 23:59:59 -1000", "1"), record(NIGHT, "0", unit="mg")))
    assert importing.day("2025-03-06")["b12_ug"] == 1
    assert len(importing.day("2025-03-06")["entries"]) == 2


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("<!ATTLIST", '<!ENTITY a "x"><!ATTLIST', "entities"),
        ("</HealthData>", "", "no element"),
        ('value="1.67"', 'value="nan"', "'nan'"),
        ('value="1.67"', 'value="-1"', "'-1'"),
        ('unit="mcg"', 'unit="IU"', "'IU'"),
        (MORNING, "yesterday", "'yesterday'"),
        ('value="1.67"', "value=1.67", "line"),
        ("HealthData", "ClinicalDocument", "no Apple Health"),
        ("Cronometer", "&a;", "line"),
        ("Cronometer", "&#x202E;", "U+202E"),
    ],
)
def test_malformed_exports_are_refused(importing: Import, old: str, new: str, reason: str) -> None:
    text = export(record(MORNING, "1.67"))
    said = importing.refused(text.replace(old, new))
    assert reason in said
    assert "line " in said


@pytest.mark.parametrize("piece", [16, 50, 333])
def test_no_record_is_lost_between_two_pieces(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apple_health, "_PIECE", piece)
    other = ' <Record type="HKQuantityTypeIdentifierStepCount" value="1"/>\n'
    for length in range(60):
        padding = f"<!-- {'x' * length} -->" + other * 3
        text = export(
            padding,
            record(MORNING, "1.67", food="Eggs"),
            padding,
            record(NIGHT, "1"),
            padding,
            correlation(record(MORNING, "1.67"), record(MORNING, "2"), food="Eggs"),
            padding,
        )
        rows = list(
            apple_health.rows(XmlFile("x", io.BytesIO(text.encode()), lambda _: None), ASKED)
        )
        assert [(row.food, row.b12_ng) for row in rows if isinstance(row, Serving)] == [
            ("Eggs", 1670),
            ("unnamed food", 1000),
            ("Eggs", 2000),
        ]


def test_a_parser_that_keeps_tags_back_is_never_left_unheard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apple_health, "_PIECE", 16)
    monkeypatch.setattr(apple_health, "_at_once", lambda _: False)
    text = export(record(MORNING, "1.67", food="Eggs"), record(NIGHT, "1"))
    rows = list(apple_health.rows(XmlFile("x", io.BytesIO(text.encode()), lambda _: None), ASKED))
    assert [row.b12_ng for row in rows if isinstance(row, Serving)] == [1670, 1000]


def test_a_broken_document_type_is_no_hindrance(importing: Import) -> None:
    text = export(record(MORNING, "1.67")).replace(
        "<!ATTLIST HealthData", "<!ATTLIST HealthData <<"
    )
    assert importing(text)["new"] == 1
    said = importing(text.replace("1.67", "99999"))
    assert said["skipped"][0]["line"] == 12


def test_bombs_and_external_entities_are_not_read(importing: Import, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("1.67")
    text = export(record(MORNING, "1")).replace(
        "<!DOCTYPE HealthData [",
        f'<!DOCTYPE HealthData SYSTEM "{secret}" [<!ENTITY x SYSTEM "{secret}">',
    )
    assert "entities" in importing.refused(text)


def test_the_zip_as_the_phone_makes_it(importing: Import, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("apple_health_export/export_cda.xml", "<ClinicalDocument/>")
        archive.writestr("apple_health_export/export.xml", export(record(MORNING, "1.67")))
    assert importing(path.read_bytes())["new"] == 1


def test_zips_of_other_trackers_are_taken_and_others_refused(
    importing: Import, tmp_path: Path
) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.csv", "a,b\n1,2\n")
    assert "holds no known diary" in importing.refused(path.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("days/x.csv", "date,b12_ug\n2026-03-01,1\n")
    outcome = importing(path.read_bytes())
    assert (outcome["new"], outcome["kind"]) == (1, "plain CSV of days")
    assert outcome["notes"] == ["Passed over, for they hold no diary: photo.csv."]


def test_a_pipe_is_read_like_a_file(importing: Import, tool: Tool, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(export(record(MORNING, "1.67"))))
    writer.start()
    assert tool.ok(f"import {pipe} --json").json["new"] == 1
    writer.join()


def health_connect(path: Path, *rows: tuple[object, ...]) -> bytes:
    """An export database of Health Connect with these nutrition records."""
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE application_info_table (row_id INTEGER PRIMARY KEY, package_name TEXT);"
        "CREATE TABLE nutrition_record_table (row_id INTEGER PRIMARY KEY, uuid BLOB, app_info_id"
        " INTEGER, start_time INTEGER, start_zone_offset INTEGER, end_time INTEGER, local_date"
        " INTEGER, meal_type INTEGER, meal_name TEXT, energy REAL, vitamin_b12 REAL,"
        " vitamin_b6 REAL, thiamin REAL)"
    )
    connection.executemany(
        "INSERT INTO nutrition_record_table VALUES (?,?,1,?,?,?,?,?,?,1.0,?,?,?)", rows
    )
    connection.commit()
    connection.close()
    return path.read_bytes()


BREAKFAST = (1, b"\x01", 1741244400000, 3600, 1741244400000, 20153, 1, "Eggs", 1.67e-6, 1.8e-4, 0.0)
SOUP = (2, b"\x02", 1741258800000, 3600, 0, 20153, 2, "Soup", 5e-324, 5e-324, 5e-324)
WATER = (3, b"\x03", 1741258800000, None, 0, 20153, 0, "", 5e-324, None, None)
ZERO = (4, b"\x04", 1741258800000, None, 0, 20153, 9, "Rice", 0.0, None, None)


def test_health_connect(importing: Import, tmp_path: Path) -> None:
    content = health_connect(tmp_path / "x.db", BREAKFAST, SOUP, WATER, ZERO)
    outcome = importing(content)
    assert (outcome["kind"], outcome["new"]) == ("Health Connect", 3)
    assert [one["line"] for one in outcome["skipped"]] == [3]
    eggs, soup, rice = importing.day("2025-03-06")["entries"]
    assert (eggs["b12_ug"], eggs["meal"], eggs["at"]) == (
        1.67,
        "breakfast",
        "2025-03-06T08:00:00+01:00",
    )
    assert (soup["b12_ug"], rice["b12_ug"], rice["at"], rice["meal"]) == (None, 0, None, None)
    assert importing(content)["same"] == 3


def test_a_second_app_repeats_a_record(importing: Import, tmp_path: Path) -> None:
    connection_file = tmp_path / "x.db"
    health_connect(connection_file, BREAKFAST, (2, b"\x05", *BREAKFAST[2:]))
    connection = sqlite3.connect(connection_file)
    connection.execute("UPDATE nutrition_record_table SET app_info_id = row_id")
    connection.commit()
    connection.close()
    outcome = importing(connection_file.read_bytes())
    assert (outcome["new"], len(outcome["skipped"])) == (1, 1)


def test_a_second_app_may_repeat_a_record_much_later(importing: Import, tmp_path: Path) -> None:
    connection_file = tmp_path / "x.db"
    lunch = (2, b"\x02", BREAKFAST[2] + 4 * 3_600_000, *BREAKFAST[3:])
    later_in_the_minute = BREAKFAST[2] + 59_000
    rows = (1, b"\x01", later_in_the_minute, *BREAKFAST[3:]), lunch, (3, b"\x03", *BREAKFAST[2:])
    health_connect(connection_file, *rows)
    with closing(sqlite3.connect(connection_file)) as connection, connection:
        connection.execute("UPDATE nutrition_record_table SET app_info_id = 2 WHERE row_id = 3")
    outcome = importing(connection_file.read_bytes())
    assert (outcome["new"], [one["line"] for one in outcome["skipped"]]) == (2, [3])


def test_a_changed_record_of_health_connect_differs(importing: Import, tmp_path: Path) -> None:
    importing(health_connect(tmp_path / "x.db", BREAKFAST))
    changed = (*BREAKFAST[:8], 2e-6, *BREAKFAST[9:])
    outcome = importing(health_connect(tmp_path / "y.db", changed))
    assert (outcome["new"], outcome["differs"]) == (0, 1)


@pytest.mark.parametrize("grams", [-1e-6, 2.4, float("inf"), "2.4"])
def test_amounts_that_are_none_are_refused(
    importing: Import, tmp_path: Path, grams: object
) -> None:
    row = (*BREAKFAST[:8], grams, None, None)
    assert "record 1" in importing.refused(health_connect(tmp_path / "x.db", row))


def test_other_databases_are_refused(importing: Import, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.db")
    connection.execute("CREATE TABLE places (x)")
    connection.commit()
    connection.close()
    content = (tmp_path / "x.db").read_bytes()
    assert "not one of Health Connect" in importing.refused(content)
    importing.refused(content[:2000])


def test_an_export_without_b12_says_how_many_records_it_has(importing: Import) -> None:
    outcome = importing(export(record(MORNING, "1.67").replace("VitaminB12", "VitaminC") * 3))
    assert (outcome["new"], outcome["notes"]) == (0, ["4 records, none of B12."])
