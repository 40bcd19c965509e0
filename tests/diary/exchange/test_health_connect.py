"""Health Connect: grams, repeats of a second app, other databases."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.diary.exchange.fixtures import Import


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
    assert [skipped["line"] for skipped in outcome["skipped"]] == [3]
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
    assert (outcome["new"], [skipped["line"] for skipped in outcome["skipped"]]) == (2, [3])


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
