"""What the body's store of B12 may do over years: one compartment, uptake in, a daily share out."""

from __future__ import annotations

import math

from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING
from b12track.record import NamedTuple
from b12track.science.band import Band

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Pool of 2-3 mg in most estimates, about 2,500 µg on average (IOM 1998 ch. 9; Carmel 2008).
START_UG = Band(2000.0, 2500.0, 3000.0)

# The lowest pool seen in a healthy person (Bozian 1963 in IOM 1998).
THRESHOLD_UG = 300.0

DAYS_PER_YEAR = 365.25

# Share of the pool lost per day, as (low, best, high): disagreement D2. IOM 1998 Appendix N gives
# 0.1 % healthy, 0.15 % atrophic gastritis, 0.2 % pernicious anaemia; Doets 2013 0.13 ± 0.03 %.
LOSS_PER_DAY = {
    "healthy": Band(0.0005, 0.0010, 0.0020),
    "atrophic-gastritis": Band(0.0005, 0.0015, 0.0020),
    "pernicious-anaemia": Band(0.0005, 0.0020, 0.0020),
}

CAPTION = (
    "A rough projection for people in general, with a wide margin; not anyone's own blood level."
)


class StorePoint(NamedTuple):
    """The store at the end of a day (0 is the start), in µg."""

    day: int
    low: float
    best: float
    high: float


class Store(NamedTuple):
    """What a projection assumes: start (µg), daily loss (share), daily uptake (absorbed µg)."""

    start_ug: Band = START_UG
    loss_per_day: Band = LOSS_PER_DAY["healthy"]
    uptake_ug_per_day: Band = Band(0.0, 0.0, 0.0)
    threshold_ug: float = THRESHOLD_UG


def loss_per_day(profile_name: str) -> Band:
    """Return the daily loss, as a share of the pool, for an absorption profile by name.

    Conditions without intrinsic factor lose as pernicious anaemia does; all else as healthy.

    >>> loss_per_day("gastrectomy").best, loss_per_day("ppi").best
    (0.002, 0.001)
    """
    for name in profile_name.split("+"):
        if name in ("pernicious-anaemia", "gastrectomy", "ileum-resection"):
            return LOSS_PER_DAY["pernicious-anaemia"]
    if "atrophic-gastritis" in profile_name.split("+"):
        return LOSS_PER_DAY["atrophic-gastritis"]
    return LOSS_PER_DAY["healthy"]


def store_after_ug(
    days: float, start_ug: float, uptake_ug_per_day: float, loss_per_day: float
) -> float:
    """Return the store in µg after some days: B(t) = A/k + (B0 - A/k) e^(-k t).

    Source: IOM 1998 Appendix N; one compartment, constant uptake A, loss share k per day.

    >>> round(store_after_ug(365, 2500, 1.0, 0.001))
    2041
    """
    steady_ug = uptake_ug_per_day / loss_per_day
    return steady_ug + (start_ug - steady_ug) * math.exp(-loss_per_day * days)


def years_to_threshold(
    start_ug: float,
    uptake_ug_per_day: float,
    loss_per_day: float,
    threshold_ug: float = THRESHOLD_UG,
) -> float | None:
    """Return the years until the store falls to the threshold, or None where it never does.

    t = ln((B0 - A/k) / (threshold - A/k)) / k; source: IOM 1998 p. 331 and Appendix N.

    >>> [round(years_to_threshold(mg * 1000, 0, 0.001), 1) for mg in (1, 2, 3)]
    [3.3, 5.2, 6.3]
    >>> years_to_threshold(2500, 1.0, 0.001) is None
    True
    """
    if start_ug <= threshold_ug:
        return 0.0
    steady_ug = uptake_ug_per_day / loss_per_day
    if steady_ug >= threshold_ug:
        return None
    ratio = (start_ug - steady_ug) / (threshold_ug - steady_ug)
    return math.log(ratio) / loss_per_day / DAYS_PER_YEAR


class YearsToThreshold(NamedTuple):
    """Years in the worst, the best-guess and the most favourable case; None means never."""

    low: float | None
    best: float | None
    high: float | None


def years_band(store: Store) -> YearsToThreshold:
    """Return the years to the threshold with its doubt, for a constant uptake.

    >>> years = years_band(Store(uptake_ug_per_day=Band(0.1, 0.2, 0.5)))
    >>> round(years.low, 1), round(years.best, 1), years.high
    (2.8, 8.6, None)
    """
    return YearsToThreshold(
        *(
            years_to_threshold(start, uptake, loss, store.threshold_ug)
            for start, uptake, loss in _cases(store)
        )
    )


def spare_share(days: float, uptake_ug_per_day: Band, store: Store | None = None) -> Band:
    """Return the share of what lies above the threshold that some days take, low, best and high.

    Source: IOM 1998 Appendix N. 84 days without any take about 9 %.

    >>> [round(100 * share) for share in spare_share(84, Band(0.0, 0.0, 0.0))]
    [5, 9, 18]
    """
    plan = (store or Store())._replace(uptake_ug_per_day=uptake_ug_per_day)
    shares = [
        max(0.0, start - store_after_ug(days, start, uptake, loss)) / (start - plan.threshold_ug)
        for start, uptake, loss in _cases(plan)
    ]
    return Band(*sorted(shares))


def retained_ug(dose_ug: float, form: str) -> Band:
    """Return the µg of an injection that stay in the body; InputRefused for an unknown form.

    Cyanocobalamin: best = min(D, 53.6 (1 - e^(-D/53.6)) + 0.0957 D), within 4 % of Carmel 2008
    (10, 100, 1000 µg → 9.7, 55, 150); low and high hold 9 % (28 days) and 31 % (72 hours) of
    1 mg. Hydroxocobalamin: 27.5 % (28 days, Boddy 1968, recalled) to 84-73 % (72 hours); best is
    the 28-day value, since the store is about weeks. Other forms are read as cyanocobalamin.

    >>> [round(value) for value in retained_ug(1000, "hydroxocobalamin")]
    [275, 275, 730]
    >>> [round(value) for value in retained_ug(100, "cyanocobalamin")]
    [33, 55, 100]
    """
    if dose_ug < 0:
        raise ValueError(f"an injection cannot be {dose_ug} µg")
    if form not in INJECTED_FORMS:
        raise InputRefused(f'"{form}" is not a form b12track knows by injection.', INJECTED_FORMS)
    cyano_ug = min(dose_ug, 53.6 * (1 - math.exp(-dose_ug / 53.6)) + 0.0957 * dose_ug)
    if form != "hydroxocobalamin":
        return Band(0.6 * cyano_ug, cyano_ug, min(dose_ug, 2.1 * cyano_ug))
    # Bound more firmly than cyanocobalamin at every dose compared, so never less than it.
    after_28_days = max(0.275 * dose_ug, cyano_ug)
    share_72_hours = 0.84 - 0.11 * min(max((dose_ug - 500) / 500, 0.0), 1.0)
    return Band(after_28_days, after_28_days, max(share_72_hours * dose_ug, after_28_days))


INJECTED_FORMS = ("cyanocobalamin", "hydroxocobalamin", "methylcobalamin", "adenosylcobalamin")


def store_series(
    store: Store, days: int, step_days: int = 30, retained: Mapping[int, Band] | None = None
) -> list[StorePoint]:
    """Return the store every `step_days`, first and last day included.

    `retained` maps a day number (0 the first) to what that day's injections leave in the body.

    >>> [round(point.best) for point in store_series(Store(), 365, step_days=365)]
    [2500, 1735]
    """
    paths = zip(*(_path(case, days, _of(retained, i)) for i, case in _numbered(store)), strict=True)
    return [
        StorePoint(day, *values)
        for day, values in enumerate(paths)
        if day % step_days == 0 or day == days
    ]


def _cases(store: Store) -> tuple[tuple[float, float, float], ...]:
    start, uptake, loss = store.start_ug, store.uptake_ug_per_day, store.loss_per_day
    return (
        (start.low, uptake.low, loss.high),
        (start.best, uptake.best, loss.best),
        (start.high, uptake.high, loss.low),
    )


def _numbered(store: Store) -> Iterator[tuple[int, tuple[float, float, float]]]:
    return enumerate(_cases(store))


def _of(retained: Mapping[int, Band] | None, index: int) -> dict[int, float]:
    return {day: band[index] for day, band in (retained or {}).items()}


def _path(
    case: tuple[float, float, float], days: int, added_ug: Mapping[int, float]
) -> Iterator[float]:
    start, uptake, loss = case
    now_ug = start + added_ug.get(0, 0.0)
    yield now_ug
    for day in range(1, days + 1):
        now_ug = store_after_ug(1, now_ug, uptake, loss) + added_ug.get(day, 0.0)
        yield now_ug
