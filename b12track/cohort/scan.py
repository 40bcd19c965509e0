"""The one pass over person-days, written once for every engine: sums by person, counts by state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cohort.box_cox import EIGHTHS
from b12track.cohort.columns import COUNTED_STATES, REPLICATE
from b12track.cohort.requirement import bands_of
from b12track.science.absorbed_requirement import ASSUMED_SHARE
from b12track.science.absorption import BEST_CURVE

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from b12track.cohort.requirement import Requirement

_NG_PER_UG: Final = 1000.0
#: Where a table has no absorbed amounts: the day's food in three equal meals, of which the share
#: of mixed food is released; the day's supplement at once. docs/cohort.md
MEALS: Final = 3.0
RELEASED: Final = 0.83
#: Columns that hold for a person and not for a day.
OF_PEOPLE: Final = ("sex", "age", "group", "weight", "stratum", "cluster")


class Wanted(NamedTuple):
    """What the scan has to bring: the columns there are, what days differ in, the requirement."""

    columns: tuple[str, ...]
    day_classes: tuple[str, ...]
    of_people: tuple[str, ...]
    requirement: Requirement


def counts(days: ir.Table) -> ir.Table:
    """How many rows each state has, how many of them cannot be counted, and the extremes."""
    columns = days.columns
    least = days.at_least.fill_null(False) if "at_least" in columns else days.b12_ng.isnull()
    extra = {}
    if "supplement_ng" in columns:
        extra["beyond"] = (days.supplement_ng > days.b12_ng).fill_null(False).cast("int64").sum()
    for column in ("absorbed_ng", "absorbed_supplement_ng", "supplement_ng"):
        if column in columns:
            extra[f"least_{column}"] = days[column].min()
    return days.group_by("state").aggregate(
        rows=days.count(),
        unknown=days.b12_ng.isnull().cast("int64").sum(),
        at_least=(least & days.b12_ng.notnull()).cast("int64").sum(),
        least_b12_ng=days.b12_ng.min(),
        most_b12_ng=days.b12_ng.max(),
        **extra,
    )


def repeated(days: ir.Table) -> ir.Table:
    """Person-days that are there more than once."""
    return (
        days.group_by(["person", "day"])
        .aggregate(rows=days.count())
        .filter(lambda table: table["rows"] > 1)
    )


def person_sums(days: ir.Table, wanted: Wanted) -> ir.Table:
    """The sums of each person's counted days, by class of day where days differ.

    Powers of the food's µg are summed over the days with any; means over all of them.
    """
    counted = _counted(days, wanted)
    keys = ["person", *wanted.day_classes]
    sums = {
        "days": counted.count(),
        "eaten": counted.food.count(),
        "ln": counted.ln_food.sum(),
        "ln_squared": (counted.ln_food * counted.ln_food).sum(),
        **{f"power_{eighths}": power.sum() for eighths, power in _powers(counted).items()},
        "swallowed": counted.swallowed.sum(),
        "absorbed": counted.absorbed.sum(),
        "absorbed_food": counted.absorbed_food.sum(),
        "absorbed_food_squared": (counted.absorbed_food * counted.absorbed_food).sum(),
        "below_swallowed": (counted.swallowed < counted.needed).cast("int64").sum(),
        "below_absorbed": (counted.absorbed < counted.needed * ASSUMED_SHARE).cast("int64").sum(),
    }
    if "supplement_ng" in wanted.columns:
        sums["supplement"] = counted.supplement.sum()
        sums["absorbed_supplement"] = (counted.absorbed - counted.absorbed_food).sum()
    kept = [*wanted.of_people, *(name for name in wanted.columns if REPLICATE.fullmatch(name))]
    people = {f"person_{name}": counted[name].min() for name in kept}
    return counted.group_by(keys).aggregate(**sums, **people).order_by(keys)


def one_day_weights(
    days: ir.Table, wanted: Wanted, lens: str, top_ug: float, steps: int
) -> ir.Table:
    """The weight of single days by step of amount, for the grey line; the last holds the rest."""
    import ibis

    counted = _counted(days, wanted)
    place = (counted[lens] * (steps / top_ug)).floor().cast("int64")
    step = ibis.ifelse(place < steps, place, steps)
    weight = counted.weight.cast("float64") if "weight" in wanted.of_people else 1.0
    counted = counted.mutate(step=step, day_weight=weight)
    keys = [name for name in ("sex", "age", "group") if name in wanted.of_people]
    return counted.group_by([*keys, "step"]).aggregate(weight=counted.day_weight.sum())


def _counted(days: ir.Table, wanted: Wanted) -> ir.Table:
    """The days that count, with µg swallowed and absorbed, of food (null for none) and in all."""
    import ibis

    kept = days.state.isin(COUNTED_STATES) & days.b12_ng.notnull()
    if "at_least" in wanted.columns:
        kept &= ~days.at_least.fill_null(False)
    rows = days.filter(kept)
    swallowed = rows.b12_ng.cast("float64") / _NG_PER_UG
    supplement = (
        rows.supplement_ng.fill_null(0).cast("float64") / _NG_PER_UG
        if "supplement_ng" in wanted.columns
        else ibis.literal(0.0)
    )
    rows = rows.mutate(
        swallowed=swallowed,
        supplement=supplement,
        all_food=swallowed - supplement,
        needed=_needed(rows, wanted),
    )
    rows = rows.mutate(**_absorbed(rows, wanted))
    if "later_recall" in wanted.day_classes:
        rows = rows.mutate(later_recall=rows.recall > 1)
    food = ibis.ifelse(rows.all_food > 0, rows.all_food, ibis.null("float64"))
    rows = rows.mutate(food=food, root=food.sqrt())
    return rows.mutate(
        ln_food=rows.food.ln(), fourth=rows.root.sqrt(), eighth=rows.root.sqrt().sqrt()
    )


def _powers(rows: ir.Table) -> dict[int, ir.FloatingColumn]:
    """The powers of the food's µg in eighths, by square roots and products."""
    binary = {1: rows.eighth, 2: rows.fourth, 4: rows.root, 8: rows.food, 16: rows.food * rows.food}
    powers = {}
    for eighths in EIGHTHS:
        factors = [value for bit, value in binary.items() if eighths & bit]
        power = factors[0]
        for factor in factors[1:]:
            power = power * factor
        powers[eighths] = power
    return powers


def _absorbed(rows: ir.Table, wanted: Wanted) -> dict[str, ir.FloatingColumn]:
    """The absorbed µg in all and of food: as the table says, else by the curve of one meal."""
    meal = rows.all_food * (RELEASED / MEALS)
    of_food, of_dose = _curve(meal) * MEALS, _curve(rows.supplement)
    if "absorbed_ng" not in wanted.columns:
        return {"absorbed": of_food + of_dose, "absorbed_food": of_food}
    given = rows.absorbed_ng.cast("float64") / _NG_PER_UG
    absorbed = given.fill_null(of_food + of_dose)
    if "absorbed_supplement_ng" in wanted.columns:
        dose = (rows.absorbed_supplement_ng.cast("float64") / _NG_PER_UG).fill_null(of_dose)
    else:
        dose = of_dose
    food = absorbed - dose
    import ibis

    return {"absorbed": absorbed, "absorbed_food": ibis.ifelse(food > 0, food, 0.0)}


def _curve(dose_ug: ir.FloatingColumn) -> ir.FloatingColumn:
    """A(D) = Vmax D / (Km + D) + p D; docs/method.md#absorption."""
    return dose_ug * BEST_CURVE.vmax_ug / (dose_ug + BEST_CURVE.km_ug) + (
        dose_ug * BEST_CURVE.passive
    )


def _needed(rows: ir.Table, wanted: Wanted) -> ir.FloatingValue:
    """The average requirement of each row's person, µg swallowed a day."""
    import ibis

    bands = bands_of(wanted.requirement)
    adult = wanted.requirement.of(None, None)
    if "age" not in wanted.of_people or len(bands) == 1:
        return ibis.literal(adult, type="float64")
    months = (rows.age * 12).floor()
    branches = []
    for band in bands:
        fits = months >= band.age_from
        if band.age_to is not None:
            fits &= months <= band.age_to
        if band.sex and "sex" in wanted.of_people:
            fits &= rows.sex.isnull() | (rows.sex == band.sex)
        branches.append((fits, band.ug_per_day))
    none = ibis.ifelse(rows.age.isnull(), ibis.literal(adult, "float64"), ibis.null("float64"))
    return ibis.cases(*branches, else_=none)
