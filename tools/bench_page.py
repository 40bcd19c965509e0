"""How fast the local page is: its first answer beside the floor, and each page at three ages.

python -m tools.bench_page [YEARS…]          1 10 50 where none are named
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.page.running import Running, running
from tools.bench import FLOOR, fill

NOW = "2026-11-22T14:00:00+00:00"
PAGES = (
    "",
    "eat",
    "dose",
    "days?view=week",
    "days?view=month",
    "days?view=year",
    "feel",
    "blood",
    "doctor",
    "put-right",
    "people",
    "explain",
    "fridge",
    "doctor/report?days=365",
)
_TIMES = 5
_ROUNDS = 7


def starts(home: Path, rounds: int) -> tuple[float, float, float]:
    """Medians in seconds, interleaved: the floor, the first answer, and today's page."""
    floor, answered, today = [], [], []
    for _ in range(rounds):
        began = time.perf_counter()
        subprocess.run(FLOOR, check=True)
        floor.append(time.perf_counter() - began)
        began = time.perf_counter()
        page = Running(home, now=NOW)
        page.enter()
        answered.append(time.perf_counter() - began)
        assert page.ask("GET", "/b12track/for/me/").status == 200
        today.append(time.perf_counter() - began)
        page.end()
    return statistics.median(floor), statistics.median(answered), statistics.median(today)


def warm(home: Path) -> list[tuple[str, float, float]]:
    """Of each page the milliseconds after a change of the diary, and the median afterwards."""
    rows = []
    with running(home, now=NOW) as page:
        page.enter()
        for path in PAGES:
            _milliseconds(page, path)  # whatever is loaded once is loaded now
            fields = page.form("/b12track/for/me/eat")
            assert page.ask("POST", "/b12track/for/me/eat", words="1 apple", **fields).status == 303
            time.sleep(0.1)  # a file that has just changed is never taken from what is kept
            changed = _milliseconds(page, path)
            rows.append(
                (path, changed, statistics.median(_milliseconds(page, path) for _ in range(_TIMES)))
            )
    return rows


def _milliseconds(page: Running, path: str) -> float:
    began = time.perf_counter()
    assert page.ask("GET", f"/b12track/for/me/{path}").status == 200, path
    return 1000 * (time.perf_counter() - began)


def main(years: list[int]) -> None:
    """Prints the tables of docs/benchmarks.md."""
    for age in years:
        with tempfile.TemporaryDirectory() as work:
            home = Path(work)
            fill(home, age, 12)
            if age == 1:
                floor, answered, today = starts(home, _ROUNDS)
                sys.stdout.write(f"floor {1000 * floor:.0f} ms, {_ROUNDS} rounds\n")
                sys.stdout.write(f"| first answer | {answered / floor:.2f} |\n")
                sys.stdout.write(f"| today, with the judgement | {today / floor:.2f} |\n")
            sys.stdout.write(f"{age} years: kept, after a change\n")
            for path, changed, kept in warm(home):
                sys.stdout.write(f"| `{path or 'today'}` | {kept:.1f} | {changed:.0f} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main([int(age) for age in sys.argv[1:]] or [1, 10, 50])
