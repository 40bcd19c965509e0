"""Speed as ratios in one interleaved run, against a floor; written to docs/benchmarks.md.

Usage: python tools/bench.py docs/benchmarks.md [rounds]
"""

from __future__ import annotations

import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

PYTHON = sys.executable
TOOL = str(Path(PYTHON).with_name("b12track"))
FLOOR = [PYTHON, "-c", "import click, sqlite3"]
PANDAS = [PYTHON, "-c", "import pandas"]
BARE_FIGURE = """
from matplotlib.figure import Figure
figure = Figure(figsize=(8, 4.5), layout="constrained")
axes = figure.subplots()
bottom = [0.0] * 7
for heights in ([1, 2, 0, 4, 1, 2, 3], [0, 1, 1, 0, 2, 0, 1], [0, 0, 0, 0, 0, 0, 2]):
    axes.bar(range(7), heights, bottom=bottom)
    bottom = [a + b for a, b in zip(bottom, heights)]
axes.axhline(2.4)
axes.set_xticks(range(7), ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
axes.set_title("A week")
figure.savefig("{path}")
"""


def fill(home: Path, years: int, entries_a_day: int) -> str:
    """A diary of so many years with so many entries a day, written as `log` writes it."""
    from b12track.diary import journal
    from b12track.diary.storage import file
    from b12track.foods.catalogue import open_catalogue
    from b12track.foods.phrase import items

    phrase = "2 eggs, 250 ml fortified soy milk, a slice of cheddar, 2 slices of toast"
    with open_catalogue(str(home / "foods.db")) as foods:
        meal = items(phrase, foods)
    path = str(home / "diary.db")
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    with closing(file.open_to_write(path)) as diary, file.transaction(diary, path):
        for back in range(365 * years):
            eaten = journal.Eaten(1, date(2026, 11, 21) - timedelta(days=back))
            for _ in range(entries_a_day // len(meal)):
                act = journal.begin(diary, journal.Act("log", moment))
                journal.record(diary, act or 0, eaten, meal)
    return path


def interleaved(
    commands: dict[str, list[str]], rounds: int, homes: dict[str, Path]
) -> dict[str, float]:
    """The median seconds of each command; each round runs all of them, so noise is shared.

    `homes` names those that run beside another diary than the one in B12TRACK_HOME.
    """
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            home = homes.get(name, os.environ["B12TRACK_HOME"])
            environment = {**os.environ, "B12TRACK_HOME": str(home)}
            started = time.perf_counter()
            subprocess.run(
                command,
                env=environment,
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            if number:  # the first round warms the caches
                seconds[name].append(time.perf_counter() - started)
    return {name: statistics.median(times) for name, times in seconds.items()}


def search_ms(home: Path) -> float:
    """The median milliseconds of a search in process over the bundled foods."""
    from b12track.foods.catalogue import open_catalogue

    times = []
    with open_catalogue(str(home / "foods.db")) as catalogue:
        for words in ["egg", "soy milk", "chedd", "salmon cooked", "fortified", "b12 tablet"] * 20:
            started = time.perf_counter()
            catalogue.with_words(words) or catalogue.with_prefixes(words)
            times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


class Reading(NamedTuple):
    """Milliseconds of processor time for a diary of so many years.

    `low_periods_ms` is the work that the first releases measured: the totals of the days, each
    compared with its seal, and their low periods. The others read all that a judgement needs and
    judge the last day: from the entries, and from what is kept of days that are over.
    """

    years: int
    low_periods_ms: float
    from_entries_ms: float
    from_kept_ms: float


def reading(path: str, years: int) -> Reading:
    """Reads and judges the days of so many years, and finds their low periods."""
    from b12track.analysis.day_cache import AbsorbedDay
    from b12track.analysis.day_intakes import day_intakes
    from b12track.analysis.judgement import judgement
    from b12track.analysis.low_periods import low_periods
    from b12track.analysis.span import Span, read_span, subject_of
    from b12track.diary import dates, people
    from b12track.diary.days import days
    from b12track.diary.storage import file

    end = date(2026, 11, 21)
    span = dates.span(end - timedelta(days=365 * years - 1), end)
    with closing(file.open_to_read(path)) as diary:
        person = people.person(diary, None)
        subject = subject_of(diary, person)

        def read(cache_path: str | None = None) -> Span:
            return read_span(diary, person, (end, end), end, 365 * years, cache_path)

        kept = read(f"{path}-absorbed")  # and keeps it
        absorbed = {each.day.date.isoformat(): AbsorbedDay(*each[1:]) for each in kept.intakes}
        record = kept.record
        del kept  # what nobody holds any more needs no room while others are measured

        def with_low_periods() -> object:
            intakes = day_intakes(days(diary, 1, span, end), absorbed)
            return low_periods(Span(subject, span[0], intakes, record), end)

        return Reading(
            years,
            _median_ms(with_low_periods),
            _median_ms(lambda: judgement(read())),
            _median_ms(lambda: judgement(read(f"{path}-absorbed"))),
        )


def _median_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        started = time.process_time()
        work()
        times.append((time.process_time() - started) * 1000)
    return statistics.median(times)


def with_imported_foods(home: Path, foods: int) -> None:
    """Imports a table of invented foods beside a diary in this folder."""
    from b12track.foods.catalogue import open_catalogue
    from b12track.foods.importing import ImportOptions, import_table
    from tools.bench_foods import synthetic_table

    home.mkdir()
    table, catalogue = home / "table.csv", str(home / "foods.db")
    synthetic_table(table, foods)
    with open_catalogue(catalogue):
        pass
    import_table(catalogue, str(table), ImportOptions())


#: The homes of a round, each beside the commands that are measured there.
NEW: Final = ("`log` one food, new diary", "`today`, new diary")
IMPORTED: Final = (
    "`log` one food, new diary, 300,000 imported foods",
    "completion of `log sal`, 300,000 imported foods",
)
#: Ratios to the floor that must be reached.
BARS: Final = {
    "`log` one food": "1.20",
    "`log` one food, new diary": "1.20",
    IMPORTED[0]: "1.25",
    "`today`": "1.15",
    "`today`, new diary": "1.15",
    "completion of `log sal`": "1.40",
    IMPORTED[1]: "1.40",
}


def measured(home: Path, rounds: int) -> dict[str, float]:
    """Median seconds of every command on a diary of one year, beside the floors.

    `log` and `today` are also run beside a new diary, and one with 300,000 imported foods.
    """
    with_imported_foods(home / "imported", 300_000)
    (home / "new").mkdir()
    homes = dict.fromkeys(NEW, home / "new") | dict.fromkeys(IMPORTED, home / "imported")
    figure = BARE_FIGURE.replace("{path}", str(home / "bare.png"))
    commands = {
        "floor": FLOOR,
        "`python -c pass`": [PYTHON, "-c", "pass"],
        "`log` one food": [TOOL, "log", "2", "eggs"],
        NEW[0]: [TOOL, "log", "2", "eggs"],
        IMPORTED[0]: [TOOL, "log", "2", "eggs"],
        "completion of `log sal`": [TOOL, "complete", "--", "log", "sal"],
        IMPORTED[1]: [TOOL, "complete", "--", "log", "sal"],
        "`today`": [TOOL, "today"],
        NEW[1]: [TOOL, "today"],
        "`b12track`": [TOOL],
        "`week`": [TOOL, "week"],
        "`flags`, one year": [TOOL, "flags"],
        "`foods search`": [TOOL, "foods", "search", "salmon"],
        "`import pandas`": PANDAS,
        "a bare Figure script": [PYTHON, "-c", figure],
        "`chart week`": [TOOL, "chart", "week", "--force", "-o", str(home / "week.png")],
        "`chart trend`": [TOOL, "chart", "trend", "--force", "-o", str(home / "trend.png")],
        "`report`": [TOOL, "report", "--force", "-o", str(home / "report.html")],
    }
    return interleaved(commands, rounds, homes)


def main(target: str, rounds: int) -> None:
    os.environ["B12TRACK_NOW"] = "2026-11-22T14:00:00+00:00"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    years = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ["B12TRACK_HOME"] = folder
        path = fill(home, 1, 12)
        medians = measured(home, rounds)
        search = search_ms(home)
        years.append(reading(path, 1))
    for number in (10, 50):
        with tempfile.TemporaryDirectory() as folder:
            years.append(reading(fill(Path(folder), number, 12), number))
    page = "\n".join([*starts(medians, rounds), *works(medians, search), *growth(years), ""])
    kept = Path(target).read_text(encoding="utf-8") if Path(target).exists() else ""
    _, mark, by_hand = kept.partition(LARGER)
    Path(target).write_text(page + mark + by_hand, encoding="utf-8")
    print(page)


#: Below this line stand runs that take too long to repeat with every `make bench`.
LARGER = "\n## Larger runs\n"


def starts(medians: dict[str, float], rounds: int) -> list[str]:
    """Whole commands as ratios to the floor."""
    floor = medians["floor"]
    python, sqlite = platform.python_version(), sqlite3.sqlite_version
    rows = [
        f"| {name} | {seconds / floor:.2f} | {BARS.get(name, '')} |"
        for name, seconds in medians.items()
        if name != "floor"
    ]
    return [
        "# Benchmarks",
        "",
        "Written by `make bench`: medians of one interleaved run, as ratios to the floor",
        f'`python -c "import click, sqlite3"` ({floor * 1000:.0f} ms here, {rounds} rounds).',
        f"Python {python}, SQLite {sqlite}, {os.cpu_count()} cores, a diary of one year with 12",
        "entries a day unless said otherwise. Trust the ratios.",
        "",
        "| command | ratio to the floor | must reach |",
        "|---|---|---|",
        *rows,
    ]


def works(medians: dict[str, float], search: float) -> list[str]:
    """Work beside the library or the script that does the least of it."""
    pandas, figure = medians["`import pandas`"], medians["a bare Figure script"]
    flags = medians["`flags`, one year"] / pandas
    return [
        "",
        "| work | measured | must reach |",
        "|---|---|---|",
        f"| `week` to `import pandas` | {medians['`week`'] / pandas:.2f} | 1.3 |",
        f"| `flags`, one year, to `import pandas` | {flags:.2f} | 1.3 |",
        f"| `chart week` to a bare Figure script | {medians['`chart week`'] / figure:.2f} | 1.3 |",
        f"| search of the bundled foods, in process | {search:.2f} ms | 20 ms |",
    ]


def growth(readings: list[Reading]) -> list[str]:
    """How reading and judging a diary grows with its years."""
    return [
        "",
        "In process, 12 entries a day, milliseconds of processor time. Low periods: the days are",
        "added up, each is compared with its seal, and low periods are found in them (8, 112 and",
        "445 at 10f650a, in what was swallowed). Judged: all that the judgement of the last day",
        "needs is read; every entry is compared with its checksum and what was absorbed of it is",
        "computed, or looked up where the day is kept beside the diary, as by most commands.",
        "",
        "| years | low periods | judged, from entries | judged, from kept days |",
        "|---|---|---|---|",
        *("| {} | {:.0f} | {:.0f} | {:.0f} |".format(*each) for each in readings),
    ]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 15)
