"""Usual intake of people whose truth is known, in five shapes of days; for docs/cohort.md.

Usage: python -m tools.simulate_cohort [people] [samples]

For each published distribution and shape of days: the true share below the requirement, then the
median over samples of single days, of means of two days, and of each way to usual intake. Then
the same of people who eat B12 on some days alone, where chance and amount go together; then of
days as uneven as published ones.
"""

from __future__ import annotations

import statistics
import sys
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from b12track.cohort import engine, scan
from b12track.cohort.cells import requirements_of
from b12track.cohort.estimate import Estimate, NoVariance, Settings, estimate
from b12track.cohort.people import AGE_BANDS, people_of
from b12track.cohort.requirement import average_requirement
from b12track.cohort.simulation import (
    PUBLISHED,
    Design,
    Usual,
    absorbed_ug,
    day_factors,
    person_days,
    truth,
)

SHAPES = [
    ("log-normal", 1.0),
    ("log-normal", 2.0),
    ("gamma", 1.0),
    ("gamma", 2.0),
    ("liver", 1.0),
]
#: The ways to usual intake swallowed, in the columns of the tables.
SWALLOWED = ("proportional", "proportional, gamma", "proportional, log-normal", "Box-Cox")
#: A woman of 71-74 and a man of 20-24 in the US as published; children and a wide one invented.
POPULATIONS = {
    "US women 70-74": PUBLISHED[3],
    "US men 20-24": PUBLISHED[0],
    "children 4-8 (invented)": Usual("gamma", 4.2, 1.6, None, (4, 8)),
    "wide log-normal (invented)": Usual("log-normal", 1.2, 0.8, "f", (30, 40)),
}
#: Days as uneven as published. Within-person CVs of US women of 51 and older and of 19-50, food
#: alone (CSFII 1994-96; IOM 2000, table B-2; recalled); a mixture with the median, CV and skewness
#: of the recalls of 228 older Brazilian women (Ferreira 2014); and gamma days, which have no tail.
UNEVEN = ("log-normal, CV 237 %", "log-normal, CV 294 %", "7 % rich days", "gamma, CV 150 %")
#: Usual intakes as published elsewhere: Dutch women of 65 and older, median 3.47, quartiles 2.64
#: and 4.40 µg (Brouwer-Brolsma 2015); vegetarian women in Oxford, mean 2.5 µg (Davey 2003;
#: recalled; a CV of 60 % between people is assumed).
ELSEWHERE = {
    "Dutch women 65+": Usual("log-normal", 1.2442, 0.3787, "f", (65, 90)),
    "vegetarian women, Oxford": Usual("gamma", 2.778, 1.111, "f", (20, 60)),
    "US women 70-74": PUBLISHED[3],
}


def estimates(design: Design, usual: Usual) -> dict[str, Estimate]:
    """The estimate of each lens that finds variance between people."""
    return estimates_of(pa.concat_tables(list(person_days(design, (usual,)))))


def estimates_of(table: pa.Table) -> dict[str, Estimate]:
    """The same of a table of person-days."""
    us = average_requirement("us")
    with engine.duckdb_days(table) as days:
        columns = tuple(days.table.columns)
        of_people = tuple(name for name in ("sex", "age") if name in columns)
        wanted = scan.Wanted(columns, (), of_people, us)
        people = people_of(days.by_person(scan.person_sums(days.table, wanted)), (), AGE_BANDS)
    needed = requirements_of(people, us)
    by_lens = {}
    for lens in ("swallowed", "absorbed"):
        try:
            by_lens[lens] = estimate(people, lens, needed, Settings(bootstrap=0))
        except NoVariance:
            continue
    return by_lens


def by_shape(estimate: Estimate) -> dict[str, float]:
    """The share below by shape of days; "Box-Cox" is the scale of greatest likelihood."""
    shares: dict[str, float] = {}
    for name, share in estimate.shapes:
        shares.setdefault("Box-Cox" if name.endswith(" days") or "λ" in name else name, share.share)
    return shares


def middle(values: list[float]) -> str:
    """The median in percent."""
    return f"{100 * statistics.median(values):.1f}" if values else "–"


def line(name: str, usual: Usual, design: Design, samples: int) -> str:
    """One row of the table."""
    requirement_ug = average_requirement("us").of(usual.ages[0], usual.sex) or 0.0
    true = truth(design, usual, requirement_ug, design.people)
    each: dict[str, list[float]] = {}
    for seed in range(samples):
        for lens, usual_intake in estimates(design._replace(seed=100 + seed), usual).items():
            values: dict[str, Any] = {f"{lens} day": usual_intake.raw_one_day}
            values[f"{lens} means"] = usual_intake.raw_means
            values |= {f"{lens} {name}": share for name, share in by_shape(usual_intake).items()}
            for key, value in values.items():
                each.setdefault(key, []).append(value)
    whose = f"{design.shape}, CV {100 * design.cv:.0f} %"
    columns = [
        "swallowed day",
        "swallowed means",
        *(f"swallowed {shape}" for shape in SWALLOWED),
    ]
    swallowed = " | ".join(middle(each.get(key, [])) for key in columns)
    return (
        f"| {name} | {whose} | {100 * true.swallowed['cut-point']:.1f}"
        f" | {swallowed} | {100 * true.absorbed:.1f} | {middle(each.get('absorbed day', []))}"
        f" | {middle(each.get('absorbed Weibull means', []))} |"
    )


class Episodic(NamedTuple):
    """People who eat B12 on some days alone, with their true shares below 2 µg and 1 µg absorbed.

    Chances are normal on the logit scale (SD 1.2), amounts log-normal (SD 0.5, mean usual intake
    4.6 µg), and both go together with the correlation asked for.
    """

    table: pa.Table
    swallowed: float
    absorbed: float


def episodic(design: Design, correlation: float) -> Episodic:
    """Person-days of a design with log-normal days, of which the share `zeros` hold no B12."""
    rng = np.random.default_rng(design.seed)
    normal = np.polynomial.hermite_e.hermegauss(31)
    weights = normal[1] / normal[1].sum()

    def eaten(centre: float) -> float:
        return float(weights @ (1 / (1 + np.exp(-centre - 1.2 * normal[0]))))

    centres = np.linspace(-8, 8, 1601)
    centre = np.interp(1 - design.zeros, [eaten(at) for at in centres], centres)
    first, second = rng.standard_normal((2, design.people))
    chance = 1 / (1 + np.exp(-centre - 1.2 * first))
    second = correlation * first + np.sqrt(1 - correlation**2) * second
    amount = np.exp(0.5 * second)
    amount *= 4.6 / (chance * amount).mean()
    size = (design.people, design.days)
    factors = day_factors(design._replace(zeros=0.0), rng, size)
    days = (rng.random(size) < chance[:, None]) * amount[:, None] * factors
    variance = np.log1p(design.cv**2)
    points = np.exp(np.sqrt(variance) * normal[0] - variance / 2)
    absorbed = chance * (absorbed_ug(amount[:, None] * points) @ weights)
    table = pa.table(
        {
            "person": np.repeat([f"p{number:06d}" for number in range(design.people)], design.days),
            "day": [str(day) for day in range(design.days)] * design.people,
            "state": ["complete"] * days.size,
            "b12_ng": np.rint(days.ravel() * 1000).astype(np.int64),
        }
    )
    return Episodic(table, float((chance * amount < 2).mean()), float((absorbed < 1).mean()))


def episodic_line(design: Design, correlation: float, samples: int) -> str:
    """One row of the second table: medians over samples."""
    rows = []
    for seed in range(samples):
        people = episodic(design._replace(seed=100 + seed), correlation)
        by_lens = estimates_of(people.table)
        shares = by_shape(by_lens["swallowed"])
        rows.append(
            (
                people.swallowed,
                by_lens["swallowed"].raw_one_day,
                *(shares[shape] for shape in SWALLOWED),
                people.absorbed,
                by_lens["absorbed"].shares["cut-point"].share,
            )
        )
    cells = " | ".join(middle(list(column)) for column in zip(*rows, strict=True))
    return f"| {100 * design.zeros:.0f} % | {correlation:g} | {cells} |"


def uneven(name: str, rng: np.random.Generator, size: tuple[int, ...]) -> np.ndarray:
    """What days are of the usual, with a mean of one, as uneven as `UNEVEN` says."""
    if name.startswith("log-normal"):
        variance = np.log1p(float(name.split()[-2]) ** 2 / 1e4)
        return rng.lognormal(-variance / 2, np.sqrt(variance), size)
    if name.startswith("gamma"):
        shape = 1e4 / float(name.split()[-2]) ** 2
        return rng.gamma(shape, 1 / shape, size)
    is_rich = rng.random(size) < 0.07
    plain = rng.lognormal(np.log(2.6), 0.65, size)
    days = np.where(is_rich, rng.lognormal(np.log(30), 1.0, size), plain)
    return days / (0.93 * 2.6 * np.exp(0.65**2 / 2) + 0.07 * 30 * np.exp(0.5))


def uneven_days(name: str, usual_ug: np.ndarray, days: int, seed: int) -> pa.Table:
    """Person-days of people with these usual intakes (µg a day)."""
    factors = uneven(name, np.random.default_rng(seed), (len(usual_ug), days))
    amounts = usual_ug[:, None] * factors
    people = [f"p{number:06d}" for number in range(len(usual_ug))]
    return pa.table(
        {
            "person": np.repeat(people, days),
            "day": [str(day) for day in range(days)] * len(usual_ug),
            "state": ["complete"] * amounts.size,
            "b12_ng": np.rint(amounts.ravel() * 1000).astype(np.int64),
        }
    )


def uneven_line(name: str, usual: Usual, people: int, samples: int) -> str:
    """One row of the third table: medians over samples."""
    rows = []
    for seed in range(100, 100 + samples):
        usual_ug = usual.drawn(np.random.default_rng(seed), people)
        by_lens = estimates_of(uneven_days(name, usual_ug, 2, seed))
        shares = by_shape(by_lens["swallowed"])
        rows.append(
            [
                float((usual_ug < 2).mean()),
                by_lens["swallowed"].raw_one_day,
                *(shares.get(shape, np.nan) for shape in SWALLOWED),
            ]
        )
    return " | ".join(middle(list(column)) for column in zip(*rows, strict=True))


def main(people: int, samples: int) -> None:
    print(
        "| people | days | true | one day | means | prop. | gamma | log-normal | Box-Cox"
        " | absorbed: true | one day | Weibull |\n|" + 12 * "---|"
    )
    for name, usual in POPULATIONS.items():
        for shape in SHAPES:
            print(line(name, usual, Design(people, 2, *shape), samples), flush=True)
    print(
        "\n| days without | correlation | true | one day | prop. | gamma | log-normal | Box-Cox"
        " | absorbed: true | Weibull |\n|" + 10 * "---|"
    )
    for zeros in (0.1, 0.3, 0.6):
        for correlation in (-0.4, 0.0, 0.4, 0.8):
            print(episodic_line(Design(people, 2, zeros=zeros), correlation, samples), flush=True)
    print(
        "\n| people | days | true | one day | prop. | gamma | log-normal | Box-Cox |\n|"
        + 8 * "---|"
    )
    for name, usual in ELSEWHERE.items():
        for days in UNEVEN:
            print(f"| {name} | {days} | {uneven_line(days, usual, people, samples)} |", flush=True)


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:]]
    main(*(numbers or [5000, 5]))
