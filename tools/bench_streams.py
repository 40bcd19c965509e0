"""A file of each streaming kind, made, read bare and by the importer: CPU time and memory."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tools.bench_exchange import Measured, generate

_NUTRIENTS: Final = [f"Nutrient {n} (mg)" for n in range(50)]
_SERVINGS: Final = [
    "Day",
    "Group",
    "Food Name",
    "Amount",
    "B12 (Cobalamin) (µg)",
    *_NUTRIENTS,
    "Category",
]
_INTAKE: Final = [
    "id",
    "date_time",
    "type",
    "amount",
    "unit",
    "meal_name",
    "meal_brands",
    "meal_source",
    "meal_serving_quantity",
    "meal_serving_unit",
    "vitamin_b6_per_100g",
    "vitamin_b12_per_100g",
    "meal_data_version",
    *[f"n{n}_per_100g" for n in range(20)],
]
_CSV: Final = (
    "import csv, sys; print(sum(1 for _ in csv.reader("
    "open(sys.argv[1], newline='', encoding=sys.argv[2]), delimiter=sys.argv[3])))"
)
_XML: Final = """
import sys
from xml.etree.ElementTree import iterparse
for _, element in iterparse(sys.argv[1]):
    element.clear()
"""
_DATABASE: Final = (
    "import sqlite3, sys; found = sqlite3.connect(sys.argv[1]).execute("
    "'SELECT * FROM nutrition_record_table'); print(sum(1 for _ in found))"
)
_DIARY: Final = (
    "import sys; from datetime import datetime; from b12track.diary.exchange.recognise import"
    " Asked, opened\n"
    "with opened(sys.argv[1], Asked(datetime.now().astimezone(), dict)) as found:\n"
    "    print(sum(1 for _ in found.rows))"
)
_FOODS: Final = (
    "import sys; from b12track.foods.sources.recognise import opened\n"
    "with opened(sys.argv[1]) as found: print(sum(1 for _ in found.foods))"
)


#: Seconds of the processor and not of the clock: other programs may run beside.
_ALONE: Final = (
    "import json, resource, subprocess, sys;"
    " subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
    " used = resource.getrusage(resource.RUSAGE_CHILDREN);"
    " print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1000]))"
)


def _measured(command: list[str]) -> Measured:
    """Runs a command by itself: processor seconds, and the most memory it held at once."""
    outcome = subprocess.run(
        [sys.executable, "-c", _ALONE, *command], capture_output=True, text=True, check=True
    )
    return Measured(*json.loads(outcome.stdout))


class Stream(NamedTuple):
    """One kind: what makes its file or folder, the large file in it, and the two readers."""

    name: str
    make: Callable[[Path, int], Path]
    bare: list[str]
    reader: str


def _table(path: Path, header: list[str], rows: Iterator[list[str]], size: int) -> Path:
    """Writes rows under a header until the file has this many bytes."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        written += file.write(",".join(header) + "\n")
        for row in rows:
            written += file.write(",".join(row) + "\n")
            if written > size:
                break
    return path


def _servings(path: Path, size: int) -> Path:
    def rows() -> Iterator[list[str]]:
        number = 0
        while True:
            number += 1
            year, month = 1990 + number // 9000 % 30, number // 700 % 12 + 1
            day = f"{year}-{month:02}-{number // 30 % 28 + 1:02}"
            values = [f"{number * n % 500 / 10:.2f}" for n in range(len(_NUTRIENTS))]
            yield [
                day,
                "Lunch",
                f"Food {number % 900}",
                f"{number % 300}.00 g",
                f"{number % 700 / 100:.2f}",
                *values,
                "Fruits",
            ]

    return _table(path / "servings.csv", _SERVINGS, rows(), size)


def _intakes(path: Path, size: int) -> Path:
    def rows() -> Iterator[list[str]]:
        number = 0
        while True:
            number += 1
            moment = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T08:15:00.000"
            yield [
                f"id-{number}",
                moment,
                "lunch",
                "150.0",
                "g",
                f"Food {number % 900}",
                "Brand",
                "off",
                "",
                "",
                "",
                f"{number % 700 / 100}",
                "1",
                *["1.25"] * 20,
            ]

    return _table(path / "user_intake.csv", _INTAKE, rows(), size)


def _ausnut(path: Path, size: int) -> Path:
    header = [
        "Food ID",
        "Survey ID",
        "Food Name",
        "Thiamin (mg)",
        "Vitamin B6 (mg)",
        "Vitamin B12  (µg)",
        *[f"Nutrient {n} (mg)" for n in range(40)],
    ]
    rows = (
        [
            f"10A{number}",
            str(number),
            f"Food {number}",
            "0.1",
            "0.2",
            f"{number % 90 / 10}",
            *["12.5"] * 40,
        ]
        for number in range(10**9)
    )
    return _table(path / "ausnut.csv", header, rows, size)


def _fineli(path: Path, size: int) -> Path:
    written = number = 0
    with (path / "component_value.csv").open("w", encoding="latin-1", newline="") as file:
        file.write("FOODID;EUFDNAME;BESTLOC;ACQTYPE;METHTYPE;METHIND\r\n")
        while written < size:
            number += 1
            for component in ("ENERC", "FAT", "VITB12", "VITPYRID", "THIA", *("CA",) * 40):
                written += file.write(f"{number};{component};{number % 90},500000;S;S;MI0181\r\n")
    with (path / "foodname_EN.csv").open("w", encoding="latin-1", newline="") as file:
        file.write("FOODID;FOODNAME;LANG\r\n")
        file.writelines(f"{food};FOOD {food};EN\r\n" for food in range(1, number + 1))
    return path


def _health_connect(path: Path, size: int) -> Path:
    place = path / "health_connect_export.db"
    connection = sqlite3.connect(place)
    connection.execute(
        "CREATE TABLE nutrition_record_table (row_id INTEGER PRIMARY KEY, uuid BLOB, app_info_id"
        " INTEGER, start_time INTEGER, start_zone_offset INTEGER, local_date INTEGER, meal_type"
        " INTEGER, meal_name TEXT, energy REAL, vitamin_b12 REAL, vitamin_b6 REAL, thiamin REAL)"
    )
    number = 0
    while not place.exists() or place.stat().st_size < size:
        rows = [
            (
                n,
                n.to_bytes(16, "big"),
                1,
                1_700_000_000_000 + n * 60_000,
                3600,
                20_000,
                2,
                f"Food {n % 900}",
                9.5e5,
                n % 700 * 1e-8,
                1e-4,
                1e-4,
            )
            for n in range(number + 1, number + 50_001)
        ]
        connection.executemany(f"INSERT INTO nutrition_record_table VALUES ({'?, ' * 11}?)", rows)
        connection.commit()
        number += 50_000
    connection.close()
    return place


def _apple_health(path: Path, size: int) -> Path:
    generate(path / "export.xml", size // 1_000_000)
    return path / "export.xml"


STREAMS: Final = (
    Stream("Apple Health XML", _apple_health, [_XML], _DIARY),
    Stream("Cronometer servings, 56 columns", _servings, [_CSV, "utf-8", ","], _DIARY),
    Stream("OpenNutriTracker CSV", _intakes, [_CSV, "utf-8", ","], _DIARY),
    Stream("Health Connect database", _health_connect, [_DATABASE], _DIARY),
    Stream("AUSNUT CSV, 46 columns", _ausnut, [_CSV, "utf-8", ","], _FOODS),
    Stream("Fineli component_value.csv", _fineli, [_CSV, "latin-1", ";"], _FOODS),
)


def streams(megabytes: int = 100) -> list[str]:
    """The lines of docs/benchmarks.md about reading one file of each kind, each in its process."""
    bare_readers = "`csv.reader`, `iterparse` or a bare `SELECT`"
    lines = [
        f"Files of {megabytes} MB, read to the last row; {bare_readers} beside:",
        "",
        "| | CPU seconds | MB a CPU second | bare | times bare | peak MB |",
        "|---|---|---|---|---|---|",
    ]
    for stream in STREAMS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            made = stream.make(folder, megabytes * 1_000_000)
            large = made if made.is_file() else made / "component_value.csv"
            bare = [sys.executable, "-c", stream.bare[0], str(large), *stream.bare[1:]]
            there = _measured(bare)
            here = _measured([sys.executable, "-c", stream.reader, str(made)])
            lines.append(
                f"| {stream.name} | {here.seconds:.1f} | {megabytes / here.seconds:.0f} |"
                f" {there.seconds:.1f} | {here.seconds / there.seconds:.1f} | {here.peak_mb:.0f} |"
            )
    return lines
