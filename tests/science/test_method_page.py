"""docs/method.md says what the code does: its tables are computed again here."""

from pathlib import Path

import pytest

from b12track.science.absorption import absorbed, food_absorbed_ug
from b12track.science.body_store import retained_ug
from b12track.science.eating_occasions import Ingested
from b12track.science.reference_values import AUTHORITIES, adult_reference, reference_for

PAGE = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")


def rows_under(heading: str) -> list[list[str]]:
    after = PAGE[PAGE.index(heading) :].splitlines()[2:]
    table = after[: next(i for i, line in enumerate(after) if not line.startswith("|"))]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in table]


STUDIES = rows_under("| study | dose µg")
FOODS = rows_under("| study | eaten µg")
ADULTS = rows_under("| authority | edition")


def test_the_tables_were_found() -> None:
    assert (len(STUDIES), len(FOODS), len(ADULTS)) == (9, 7, len(AUTHORITIES) - 1)


@pytest.mark.parametrize("row", STUDIES)
def test_the_crystalline_table(row: list[str]) -> None:
    dose, observed = float(row[1]), float(row[2])
    low, best, high = absorbed(
        [Ingested(round(dose * 1000), None, "supplement", "crystalline", None, None)]
    )
    assert row[3:] == [
        f"{best:.2f}",
        f"{best / observed - 1:+.0%}".replace("%", " %"),
        f"{low:.2f}",
        f"{high:.2f}",
    ]
    assert low <= observed <= high


@pytest.mark.parametrize("row", FOODS)
def test_the_food_table(row: list[str]) -> None:
    eaten, observed = float(row[1]), float(row[3])
    low, best, high = absorbed([Ingested(round(eaten * 1000), 0, "natural", row[2], None, None)])
    assert row[4:] == [f"{x:.2f}" for x in (best, food_absorbed_ug(eaten), low, high)]
    assert low <= observed <= high


@pytest.mark.parametrize("row", ADULTS)
def test_the_adult_table(row: list[str]) -> None:
    key = row[0]
    adult = adult_reference(key)
    with_child = [reference_for("b12", key, stage=s).value for s in ("pregnancy", "lactation")]
    assert row[1:7] == [str(adult.year), adult.kind, adult.value, *with_child, adult.evidence]


def test_the_injection_examples() -> None:
    kept = [retained_ug(dose, "cyanocobalamin").best for dose in (10, 100, 1000)]
    assert "{:.1f} of 10, {:.0f} of 100, {:.0f} of 1,000 µg".format(*kept) in PAGE
