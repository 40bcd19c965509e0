"""What searching and importing cost, for `make bench`; run alone it prints its figures.

Every figure is a ratio or is measured beside its yardstick, in turns: machines are noisy.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from b12track.foods.catalogue import open_catalogue
from b12track.foods.catalogue_file import FIELDS
from b12track.foods.importing import ImportOptions, import_table
from b12track.foods.word_index import IMPORTED_ROWID

if TYPE_CHECKING:
    from collections.abc import Callable

QUERIES = (
    "salmon",
    "raw salmon",
    "salm",
    "sa",
    "milk",
    "samon",
    "vegan tofu burger",
    "yoghurt",
    "xalmon smoked",
    "qwrtzp",
)
_SYLLABLES = [
    "ba",
    "ko",
    "mi",
    "ra",
    "tu",
    "le",
    "so",
    "ni",
    "va",
    "pe",
    "lo",
    "du",
    "fa",
    "gi",
]
_KINDS = [
    "raw",
    "cooked",
    "smoked",
    "fresh",
    "frozen",
    "dried",
    "light",
    "whole",
    "vegan",
    "spicy",
    "sweet",
]
_THINGS = [
    "milk",
    "salmon",
    "beef",
    "yogurt",
    "cheese",
    "bread",
    "soup",
    "noodle",
    "tofu",
    "burger",
    "cereal",
    "egg",
    "ham",
]


class Cost(NamedTuple):
    """Import of so many foods, in processor seconds, beside a bare loop into the same tables."""

    foods: int
    import_s: float
    bare_s: float
    bare_without_words_s: float
    peak_mb: float
    search_bundled_ms: float
    search_imported_ms: float

    @property
    def share_of_bare(self) -> float:
        """The import's speed as a share of the bare loop's; the bar is a third."""
        return self.bare_s / self.import_s

    @property
    def share_without_words(self) -> float:
        """The same, where the bare loop leaves the words of the search out."""
        return self.bare_without_words_s / self.import_s


def synthetic_table(path: Path, foods: int) -> None:
    """A plain CSV of invented foods, half of them without a value, names with commas."""
    invented = random.Random(1)
    words = ["".join(invented.choices(_SYLLABLES, k=invented.randint(2, 4))) for _ in range(20_000)]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            [
                "food_code",
                "name",
                "b12_ug_per_100g",
                "portions",
                "diet",
                "source",
                "source_code",
                "source_year",
            ]
        )
        for number in range(foods):
            brand, other = invented.choices(words, k=2)
            kind, thing = invented.choice(_KINDS), invented.choice(_THINGS)
            value = f"{8 * invented.random():.2f}" if number % 2 else ""
            name = f"{brand.title()} {kind} {thing}, {other}"
            portion = f"1 serving = {invented.randint(10, 300)} g"
            writer.writerow(
                [f"s{number}", name, value, portion, "omnivore", "Synthetic", number, 2024]
            )


def bare_loop(catalogue: str, table: Path, *, with_words: bool) -> None:
    """The least that could be done: csv.reader and executemany, no checks, into the same tables."""
    connection = sqlite3.connect(catalogue)
    connection.execute("PRAGMA cache_size=-32000")
    marks = ", ".join("?" * (len(FIELDS) + 2))
    connection.executemany(
        f"INSERT INTO imported_food (import_id, key, {', '.join(FIELDS)}) VALUES ({marks})",
        _bare_rows(table),
    )
    if with_words:
        connection.execute(
            f"INSERT INTO imported_search (rowid, key) SELECT {IMPORTED_ROWID} AS ranked, key"
            " FROM imported_food ORDER BY ranked"
        )
    connection.commit()
    connection.close()


def _bare_rows(table: Path):
    with table.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        for code, name, value, portion, diet, source, source_code, year in rows:
            b12 = int(float(value) * 1000) if value else None
            yield (
                1,
                name.lower(),
                f"csv-{code}",
                name,
                "",
                "imported",
                b12,
                "natural",
                None,
                "mixed",
                None,
                None,
                portion,
                "serving",
                diet,
                "label",
                source,
                source_code,
                int(year),
                "",
            )


def _cpu_seconds(work: Callable[[], object]) -> float:
    """Processor time: what a busy machine makes others wait for does not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def search_ms(path: str) -> float:
    """The median over all queries of the median of five searches, in processor milliseconds."""
    with open_catalogue(path) as catalogue:
        catalogue.search("samon")  # loads what the repair of words needs
        times = [
            statistics.median(_cpu_seconds(partial(catalogue.search, text)) for _ in range(5))
            for text in QUERIES
        ]
    return 1000 * statistics.median(times)


def measure(foods: int = 300_000, rounds: int = 2) -> Cost:
    """Imports a synthetic table and a bare loop in turns, the best of each, then searches."""
    with tempfile.TemporaryDirectory() as folder:
        table, empty = Path(folder, "table.csv"), str(Path(folder, "empty.db"))
        synthetic_table(table, foods)
        bundled = search_ms(empty)
        best = [float("inf")] * 3
        for _ in range(rounds):
            for place, work in enumerate((_import, _bare_with_words, _bare_without_words)):
                copy = str(shutil.copy(empty, Path(folder, f"{place}.db")))
                best[place] = min(best[place], _cpu_seconds(partial(work, copy, table)))
        imported = search_ms(str(Path(folder, "0.db")))
        return Cost(foods, *best, _peak_mb(empty, table), bundled, imported)


def _import(catalogue: str, table: Path) -> None:
    import_table(catalogue, str(table), ImportOptions())


def _bare_with_words(catalogue: str, table: Path) -> None:
    bare_loop(catalogue, table, with_words=True)


def _bare_without_words(catalogue: str, table: Path) -> None:
    bare_loop(catalogue, table, with_words=False)


def _peak_mb(catalogue: str, table: Path) -> float:
    """The most memory that an import takes, in a process of its own."""
    script = (
        "import sys; from b12track.foods.importing import ImportOptions, import_table\n"
        "import_table(sys.argv[1], sys.argv[2], ImportOptions())\n"
        # Of this program alone: getrusage would count what its parent held.
        "print(*[line.split()[1] for line in open('/proc/self/status') if 'VmHWM' in line])"
    )
    command = [sys.executable, "-c", script, catalogue, str(table)]
    outcome = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    return int(outcome.stdout) / 1024


if __name__ == "__main__":
    cost = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 300_000)
    print(cost)
    print(f"import at {cost.share_of_bare:.2f} of the bare loop into the same tables,")
    print(f"{cost.share_without_words:.2f} where that one leaves the words of the search out")
