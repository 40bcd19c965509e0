"""What the usual intake of groups costs, beside DuckDB queries written by hand.

Usage: python -m tools.bench_cohort [ROWS …]      (365000 3650000 36500000 unless said)

For each number of rows: the scan as the tool writes it beside the same sums written by hand, in
one process and interleaved; the whole `cohort distribution --bootstrap 0` beside a process that
computes variance components of the logarithm alone, by hand. Prints Markdown for
docs/benchmarks.md. The files are simulated, 365 days a person, and removed.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PYTHON = sys.executable
TOOL = str(Path(PYTHON).with_name("b12track"))
DAYS = 365
#: The variance components of ln y: what somebody with DuckDB at hand would write first.
BY_HAND = """
import duckdb, sys
connection = duckdb.connect(config={"threads": int(sys.argv[2])})
print(connection.sql(f'''
SELECT n, count(*), sum(s), sum(s * s), sum(q) FROM (
  SELECT person, count(*) AS n, sum(ln(y)) AS s, sum(ln(y) * ln(y)) AS q FROM (
    SELECT person, b12_ng / 1000.0::DOUBLE AS y FROM read_parquet('{sys.argv[1]}')
    WHERE state IN ('complete', 'fasting') AND b12_ng > 0)
  GROUP BY person)
GROUP BY n''').fetchall())
"""
#: All sums that the tool takes, by hand.
SUMS_BY_HAND = """
SELECT person, count(*) AS days, count(f) AS eaten, sum(ln(f)) AS ln, sum(ln(f) * ln(f)) AS ln2,
  sum(e), sum(q), sum(e * q), sum(r), sum(q * r), sum(f), sum(r * f), sum(f * f),
  sum(y), sum(a), sum(a), sum(a * a), sum(CAST(y < 2.0 AS BIGINT)), sum(CAST(a < 1.0 AS BIGINT)),
  min(sex), min(age)
FROM (SELECT *, sqrt(q) AS e FROM (SELECT *, sqrt(r) AS q FROM (
  SELECT person, y, nullif(y, 0) AS f, sqrt(nullif(y, 0)) AS r, sex, age,
    (m * 1.25 / (m + 1.39) + m * 0.012) * 3 AS a
  FROM (SELECT *, y * (0.83 / 3) AS m FROM (
    SELECT person, b12_ng / 1000.0::DOUBLE AS y, sex, age FROM person_days
    WHERE state IN ('complete', 'fasting') AND b12_ng IS NOT NULL)))))
GROUP BY person ORDER BY person
"""


def peak(command: list[str]) -> tuple[float, int]:
    """Processor seconds of a process, which hold beside other work, and the MB it held at most."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {command}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def scans(path: str, threads: int, rounds: int) -> tuple[float, float]:
    """Median seconds of the tool's scan and of the same sums by hand, in one process."""
    import duckdb

    from b12track.cohort import engine, scan
    from b12track.cohort.requirement import average_requirement

    with engine.duckdb_days(path, threads) as days:
        columns = tuple(days.table.columns)
        wanted = scan.Wanted(columns, (), ("sex", "age"), average_requirement("us"))
        expression = scan.person_sums(days.table, wanted)
        config = {"threads": threads, "memory_limit": "600MB"}
        with duckdb.connect(config=config) as connection:
            connection.read_parquet(path).create_view("person_days")

            def by_hand() -> object:
                return connection.sql(SUMS_BY_HAND).to_arrow_table()

            return medians([lambda: list(days.by_person(expression)), by_hand], rounds)


def medians(works: list[Callable[[], object]], rounds: int) -> tuple[float, ...]:
    """Median processor seconds of each work; each round does all, the first warms up."""
    seconds: list[list[float]] = [[] for _ in works]
    for number in range(rounds + 1):
        for place, work in enumerate(works):
            started = time.process_time()
            work()
            if number:
                seconds[place].append(time.process_time() - started)
    return tuple(statistics.median(times) for times in seconds)


def whole(path: str, threads: int, rounds: int) -> dict[str, tuple[float, int]]:
    """Median seconds and peak MB of whole processes, interleaved."""
    asked = [TOOL, "cohort", "distribution", path, "--threads", str(threads), "--bootstrap"]
    commands = {
        "by hand": [PYTHON, "-c", BY_HAND, path, str(threads)],
        "tool": [*asked, "0"],
        "bootstrap": [*asked, "200"],
    }
    runs: dict[str, list[tuple[float, int]]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(peak(command))
    return {
        name: (statistics.median(run[0] for run in of), max(run[1] for run in of))
        for name, of in runs.items()
    }


def round_of_a_home(folder: Path, rounds: int) -> float:
    """Median seconds of `cohort list` over 60 diaries of one year with 12 entries a day."""
    from tools.bench import fill

    made, home = folder / "one", folder / "home"
    for each in (made, home):
        each.mkdir()
    path = fill(made, 1, 12)
    for number in range(60):
        shutil.copy(path, home / f"{number:02d}.db")
    return statistics.median(
        peak([TOOL, "cohort", "list", str(home), "--json"])[0] for _ in range(rounds)
    )


def main(rows: list[int]) -> None:
    print(
        "| person-days | threads | scan / by hand | by hand s | whole s | ratio | MB |"
        " with 200 replicates s | MB |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(B12TRACK_HOME=folder, B12TRACK_NOW="2026-11-22T14:00:00+00:00")
        path = os.environ.get("BENCH_COHORT_FILE") or str(Path(folder) / "days.parquet")
        for number in rows:
            if not os.environ.get("BENCH_COHORT_FILE"):
                made = [
                    TOOL,
                    "cohort",
                    "simulate",
                    "--people",
                    str(number // DAYS),
                    "--days",
                    str(DAYS),
                    "-o",
                    path,
                    "--force",
                ]
                subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
            rounds = 3 if number < 10**8 else 2
            for threads in (1, 2):
                ours, theirs = scans(path, threads, rounds)
                costs = whole(path, threads, rounds)
                hand, tool, drawn = (costs[name] for name in ("by hand", "tool", "bootstrap"))
                print(
                    f"| {number:,} | {threads} | {ours:.2f} / {theirs:.2f} = {ours / theirs:.2f}"
                    f" | {hand[0]:.2f} | {tool[0]:.2f} | {tool[0] / hand[0]:.1f} | {tool[1]}"
                    f" | {drawn[0]:.2f} | {drawn[1]} |",
                    flush=True,
                )
        seconds = round_of_a_home(Path(folder), 3)
        print(f"\n`cohort list`, 60 diaries of one year, 12 entries a day: {seconds:.1f} s")


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [365_000, 3_650_000, 36_500_000])
