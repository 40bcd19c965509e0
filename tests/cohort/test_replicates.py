"""Weights, strata, replicate weights, supplements, weekends and second recalls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from b12track.cohort.estimate import Estimate
from b12track.cohort.people import People
from b12track.cohort.replicates import plan_of
from b12track.cohort.simulation import Design, person_days
from tests.cohort.simulated import WOMEN, estimated, people_in, simulated

PEOPLE = 1500
TABLE = pa.concat_tables(list(person_days(Design(PEOPLE, 2, seed=2), (WOMEN,))))


def _with(**columns: Any) -> Any:
    table = TABLE
    for name, values in columns.items():
        table = table.append_column(name, pa.array(values))
    return table


def _twice(values: Sequence[Any]) -> list[Any]:
    return [value for value in values for _ in range(2)]


def _share(people: People, lens: str = "swallowed", **settings: Any) -> float:
    return estimated(people, lens, **{"bootstrap": 0, **settings}).shares["cut-point"].share


def test_a_weight_of_two_counts_a_person_twice() -> None:
    weights = 1.0 + (np.arange(PEOPLE) % 2)
    rows = np.concatenate([np.arange(2 * PEOPLE), np.flatnonzero(np.repeat(weights, 2) == 2)])
    again = TABLE.take(pa.array(rows))
    names = np.array(TABLE.column("person").to_pylist(), object)[rows]
    names[2 * PEOPLE :] = [f"again-{name}" for name in names[2 * PEOPLE :]]
    index = again.column_names.index("person")
    twice = again.set_column(index, "person", pa.array(list(names))).sort_by("person")
    weighted = people_in(_with(weight=_twice(list(weights))))
    for lens in ("swallowed", "absorbed"):
        assert _share(weighted, lens) == pytest.approx(_share(people_in(twice), lens), abs=1e-4)


def test_replicate_weights_are_used_where_they_are() -> None:
    rng = np.random.default_rng(1)
    half = {
        f"brr_{number}": _twice(list(2.0 * rng.integers(0, 2, PEOPLE))) for number in range(1, 33)
    }
    people = people_in(_with(**half))
    assert plan_of(people, 200) == ("brr", 32)
    share = estimated(people, "absorbed").shares["cut-point"]
    drawn = estimated(simulated(Design(PEOPLE, 2, seed=2)), "absorbed", bootstrap=100)
    plain = drawn.shares["cut-point"]
    assert share.share == pytest.approx(plain.share)
    assert share.high - share.low == pytest.approx(plain.high - plain.low, rel=0.5)


def test_clusters_widen_the_range() -> None:
    usual = np.array(TABLE.column("b12_ng").to_pylist()).reshape(-1, 2).mean(axis=1)
    place = np.argsort(np.argsort(usual)) // 50  # people of one cluster eat alike
    clustered = people_in(_with(cluster=_twice([str(number) for number in place])))
    wide = estimated(clustered, "absorbed", bootstrap=60).shares["cut-point"]
    plain = estimated(people_in(TABLE), "absorbed", bootstrap=60).shares["cut-point"]
    assert wide.high - wide.low > 1.5 * (plain.high - plain.low)


def test_supplements_are_added_after_food_is_modelled() -> None:
    """Half take 3 µg a day: nobody of them is below; the others are as before."""
    dose = [3000 * (number % 2) for number in range(PEOPLE)]
    index = TABLE.column_names.index("b12_ng")
    total = [
        ng + more for ng, more in zip(TABLE.column("b12_ng").to_pylist(), _twice(dose), strict=True)
    ]
    table = TABLE.set_column(index, "b12_ng", pa.array(total))
    people = people_in(table.append_column("supplement_ng", pa.array(_twice(dose))))
    without = _share(people_in(TABLE))
    assert _share(people) == pytest.approx(without / 2, abs=0.01)
    assert _share(people, "absorbed") < 0.6 * _share(people_in(TABLE), "absorbed")


def _with_weekend(sampled: float) -> Estimate:
    """Days of which this share is a weekend, on which people eat twice as much."""
    rng = np.random.default_rng(8)
    weekend = rng.random(2 * PEOPLE) < sampled
    ng = np.array(TABLE.column("b12_ng").to_pylist()) * np.where(weekend, 2, 1)
    index = TABLE.column_names.index("b12_ng")
    table = TABLE.set_column(index, "b12_ng", pa.array(ng))
    people = people_in(table.append_column("weekend", pa.array(weekend)), ("weekend",))
    return estimated(people, "swallowed", adjust=("weekend",), bootstrap=0)


def test_weekends_count_as_often_as_in_a_week() -> None:
    few, many = _with_weekend(0.15), _with_weekend(0.6)
    for low, high in zip(few.percentiles_ug, many.percentiles_ug, strict=True):
        assert low == pytest.approx(high, rel=0.15)
