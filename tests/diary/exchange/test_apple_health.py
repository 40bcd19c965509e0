"""Apple Health: streamed, repeats, several apps, hostile documents."""

from __future__ import annotations

import io
import os
import threading
import zipfile
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
    reply = importing.refused(text.replace(old, new))
    assert reason in reply
    assert "line " in reply


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
    reply = importing(text.replace("1.67", "99999"))
    assert reply["skipped"][0]["line"] == 12


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


def test_a_pipe_is_read_like_a_file(importing: Import, tool: Tool, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(export(record(MORNING, "1.67"))))
    writer.start()
    assert tool.ok(f"import {pipe} --json").json["new"] == 1
    writer.join()


def test_an_export_without_b12_says_how_many_records_it_has(importing: Import) -> None:
    outcome = importing(export(record(MORNING, "1.67").replace("VitaminB12", "VitaminC") * 3))
    assert (outcome["new"], outcome["notes"]) == (0, ["4 records, none of B12."])
