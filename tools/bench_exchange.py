"""Large files of each streaming kind: rate and peak memory beside a bare reader.

Usage: python -m tools.bench_exchange [megabytes]            an Apple Health export, imported
       python -m tools.bench_exchange streams [megabytes]    one file of each kind, read
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

PYTHON = sys.executable
#: One B12 record in so many, as for somebody who wears a watch and logs three meals a day.
_ONE_IN = 300
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
]>
<HealthData locale="en_US">
 <ExportDate value="2025-03-08 10:00:00 +0100"/>
"""
_BARE = """
import sys
from xml.etree.ElementTree import iterparse
found = 0
for _, element in iterparse(sys.argv[1]):
    if element.get("type") == "HKQuantityTypeIdentifierDietaryVitaminB12":
        found += 1
    element.clear()
"""


class Measured(NamedTuple):
    """One run: seconds, and the most memory it held at once."""

    seconds: float
    peak_mb: float


def generate(path: Path, megabytes: int) -> int:
    """Writes a synthetic export of this size; returns how many meals it holds."""
    written = meals = number = 0
    moment = datetime(2015, 1, 1, tzinfo=timezone(timedelta(hours=1)))
    with path.open("w", encoding="utf-8") as file:
        written += file.write(_HEAD)
        while written < megabytes * 1_000_000:
            number += 1
            moment += timedelta(seconds=104)
            at = f"{moment:%Y-%m-%d %H:%M:%S %z}"
            if number % _ONE_IN:
                written += file.write(_watch(at, number))
                continue
            meals += 1
            record = _b12(at, number)
            correlation = (
                f' <Correlation type="HKCorrelationTypeIdentifierFood" sourceName="Diary"'
                f' startDate="{at}" endDate="{at}">\n {record} </Correlation>\n'
            )
            written += file.write(record + correlation)
        file.write("</HealthData>\n")
    return meals


def _watch(at: str, number: int) -> str:
    kind = ("StepCount", "HeartRate", "ActiveEnergyBurned", "DietaryVitaminC")[number % 4]
    return (
        f' <Record type="HKQuantityTypeIdentifier{kind}" sourceName="Watch" sourceVersion="10.3"'
        ' device="&lt;&lt;HKDevice: 0x2810&gt;, name:Watch, manufacturer:X, model:Watch,'
        f' hardware:Watch6,1&gt;" unit="count/min" creationDate="{at}" startDate="{at}"'
        f' endDate="{at}" value="{number % 140}">\n'
        f'  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="{number % 3}"/>\n'
        " </Record>\n"
    )


def _b12(at: str, number: int) -> str:
    return (
        ' <Record type="HKQuantityTypeIdentifierDietaryVitaminB12" sourceName="Diary"'
        f' sourceVersion="4.42.1" unit="mcg" creationDate="{at}" startDate="{at}" endDate="{at}"'
        f' value="{number % 500 / 100}">\n'
        f'  <MetadataEntry key="HKFoodType" value="Food {number % 40}"/>\n </Record>\n'
    )


def measured(command: list[str], folder: Path) -> Measured:
    """Runs a command by itself and takes its time and its peak memory."""
    script = (
        "import json, resource, subprocess, sys, time; started = time.perf_counter();"
        " subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        " print(json.dumps([time.perf_counter() - started,"
        " resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))"
    )
    environment = {**os.environ, "B12TRACK_HOME": str(folder / "home")}
    outcome = subprocess.run(
        [PYTHON, "-c", script, *command],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, kilobytes = json.loads(outcome.stdout)
    return Measured(seconds, kilobytes / 1000)


def apple_health(megabytes: int = 1000) -> list[str]:
    """The lines of docs/benchmarks.md about the import of one synthetic export."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "export.xml"
        meals = generate(path, megabytes)
        # Only reading, through the code of the import, apart from the saving of the rows.
        read = (
            "import sys; from datetime import datetime;"
            " from b12track.diary.exchange.recognise import Asked, opened;"
            " asked = Asked(datetime.now().astimezone(), dict);"
            " found = opened(sys.argv[1], asked).__enter__(); print(sum(1 for _ in found.rows))"
        )
        runs = {
            "bare `iterparse`, elements cleared": [PYTHON, "-c", _BARE, str(path)],
            "reading, rows told apart": [PYTHON, "-c", read, str(path)],
            "`b12track import`, all saved": [PYTHON, "-m", "b12track", "import", str(path)],
            "the same again, nothing new": [PYTHON, "-m", "b12track", "import", str(path)],
        }
        times = {what: measured(command, folder) for what, command in runs.items()}
    bare = times["bare `iterparse`, elements cleared"].seconds
    lines = [
        f"A synthetic Apple Health export of {megabytes:,} MB with {meals:,} meals:",
        "",
        "| | seconds | MB a second | of iterparse | peak MB |",
        "|---|---|---|---|---|",
    ]
    return [
        *lines,
        *(
            f"| {what} | {time_of_run.seconds:.1f} | {megabytes / time_of_run.seconds:.0f} |"
            f" {time_of_run.seconds / bare:.2f} | {time_of_run.peak_mb:.0f} |"
            for what, time_of_run in times.items()
        ),
    ]


if __name__ == "__main__":
    started = time.perf_counter()
    words = sys.argv[1:]
    if words[:1] == ["streams"]:
        from tools.bench_streams import streams

        print("\n".join(streams(int(words[1]) if len(words) > 1 else 100)))
    else:
        print("\n".join(apple_health(int(words[0]) if words else 1000)))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    sys.stderr.write(f"{time.perf_counter() - started:.0f} s in all, {used:.0f} MB here\n")
