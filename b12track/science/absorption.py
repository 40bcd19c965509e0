"""How much B12 one eating occasion lets through: a saturable curve, a passive share and a band."""

from __future__ import annotations

import math
from functools import lru_cache

from b12track.hints import TYPE_CHECKING
from b12track.record import NamedTuple
from b12track.science.absorption_profiles import HEALTHY, Profile
from b12track.science.band import Band, lowest, total
from b12track.science.eating_occasions import OCCASION_MINUTES, Ingested, occasions

if TYPE_CHECKING:
    from collections.abc import Sequence


class Curve(NamedTuple):
    """The curve of free B12: most active uptake (µg), dose at half of it (µg), passive share."""

    vmax_ug: float
    km_ug: float
    passive: float


# Fitted to Carmel 2008 table 1 and Adams 1971; passive share fixed from people without intrinsic
# factor. tests/science/test_absorption.py runs the fit again. docs/method.md#absorption
BEST_CURVE = Curve(vmax_ug=1.25, km_ug=1.39, passive=0.012)

# Disagreement D3: Vmax 0.8-2.0. Passive: 0.005 with food (IOM 1998 table 9-2), up to 0.014
# (Carmel 2008, people without intrinsic factor).
LOW_CURVE = Curve(vmax_ug=0.8, km_ug=1.39, passive=0.005)
HIGH_CURVE = Curve(vmax_ug=2.0, km_ug=1.39, passive=0.014)
PASSIVE_WITH_FOOD = 0.005
_WITH_FOOD_CURVE = BEST_CURVE._replace(passive=PASSIVE_WITH_FOOD)

# One residual standard deviation of the fit (0.19 of ln A) on either side: with the curves above
# it holds every study mean of the method page, Kurpad 2023 (1.58 of 2.5 µg) among them.
SCATTER = math.exp(0.19)

# Doets 2013: ln A = 0.7694 ln D - 0.9614 over 0.25-38 µg in a meal.
_DOETS_SLOPE, _DOETS_INTERCEPT = 0.7694, -0.9614
_DOETS_FROM_UG, _DOETS_TO_UG = 0.25, 38.0

# The highest share the review found, 83 % of 3.0 µg in mutton, lies 2.8 times above its curve;
# 7 µg, from liver paste, is the most seen from one meal (Heyssel 1966 in IOM 1998).
FOOD_SCATTER = 2.8
MOST_FROM_FOOD_UG = 7.0

# Share of a food's own B12 that is set free. Meat, fish and dairy: 50 % of food against 60 % of
# crystalline B12 (IOM 1998 table 9-2). Egg: solves 0.55 of 1.9 µg (Garrod 2019), below 9 % in
# older work. Mixed: egg may be part of it. Unknown: the lowest best value of any food.
_RELEASE = {
    "meat": Band(0.7, 0.83, 1.0),
    "fish": Band(0.7, 0.83, 1.0),
    "dairy": Band(0.7, 0.83, 1.0),
    "egg": Band(0.15, 0.55, 0.60),
    "mixed": Band(0.15, 0.83, 1.0),
    "crystalline": Band(1.0, 1.0, 1.0),
    "none": Band(0.0, 0.55, 1.0),
}
_UNKNOWN_RELEASE = Band(0.15, 0.55, 1.0)
_NG_PER_UG = 1000


def crystalline_absorbed_ug(dose_ug: float, curve: Curve = BEST_CURVE) -> float:
    """Return the µg absorbed of one dose of free B12: A(D) = Vmax D / (Km + D) + p D.

    Source: fit to Carmel 2008 table 1 and Adams 1971. ValueError below zero.

    >>> [round(crystalline_absorbed_ug(dose), 3) for dose in (0.5, 2.4, 20, 2000)]
    [0.337, 0.82, 1.409, 25.249]
    """
    if dose_ug < 0:
        raise ValueError(f"a dose cannot be {dose_ug} µg")
    return curve.vmax_ug * dose_ug / (curve.km_ug + dose_ug) + curve.passive * dose_ug


def food_absorbed_ug(dose_ug: float) -> float:
    """Return the µg absorbed of B12 in food by the power law of Doets 2013.

    The law holds for 0.25-38 µg: below, the share at 0.25 µg stands; above, the amount at 38 µg.
    ValueError below zero.

    >>> [round(food_absorbed_ug(dose), 3) for dose in (0.5, 3, 38, 100)]
    [0.224, 0.89, 6.28, 6.28]
    """
    if dose_ug < 0:
        raise ValueError(f"a dose cannot be {dose_ug} µg")
    inside = min(max(dose_ug, _DOETS_FROM_UG), _DOETS_TO_UG)
    amount = math.exp(_DOETS_SLOPE * math.log(inside) + _DOETS_INTERCEPT)
    return amount * min(1.0, dose_ug / _DOETS_FROM_UG)


def released(items: Sequence[Ingested], profile: Profile = HEALTHY) -> tuple[Band, int]:
    """Return the µg of items that reach the gut free together, and the ng free from the start.

    Added B12 is crystalline and wholly free; a fortified food of which the added part is unknown
    counts as all crystalline. The rest is set free as the food and the profile allow, whichever
    is less.

    >>> released([Ingested(1000, None, "natural", "meat", None, None)])
    (Band(low=0.7, best=0.83, high=1.0), 0)
    """
    # Asked for each occasion of years of days, so it makes no object for an item.
    low_ug = best_ug = high_ug = 0.0
    all_free_ng = 0
    shares = _released_shares(profile.release)
    for item in items:
        free_ng = _free_ng(item)
        bound_ng = item.b12_ng - free_ng
        low, best, high = shares.get(item.matrix) or shares[""]
        low_ug += (free_ng + bound_ng * low) / _NG_PER_UG
        best_ug += (free_ng + bound_ng * best) / _NG_PER_UG
        high_ug += (free_ng + bound_ng * high) / _NG_PER_UG
        all_free_ng += free_ng
    return Band(low_ug, best_ug, high_ug), all_free_ng


def absorbed(occasion: Sequence[Ingested], profile: Profile = HEALTHY) -> Band:
    """Return the µg absorbed from the items of one eating occasion, never more than eaten.

    `best` is the saturable curve over all that is released; `low` and `high` are the ends of the
    published studies, with the food power law as a second engine of `high`.

    >>> tablet = Ingested(2500, None, "supplement", "crystalline", None, None)
    >>> Band(*(round(value, 2) for value in absorbed([tablet])))
    Band(low=0.44, best=0.83, high=1.6)
    """
    free_ug, free_ng = released(occasion, profile)
    with_food = any(item.origin != "supplement" for item in occasion)
    # Healthy uptake from a meal is the active part.
    curve = _WITH_FOOD_CURVE if with_food and not profile.active.best else BEST_CURVE
    low = crystalline_absorbed_ug(free_ug.low, _active(LOW_CURVE, profile.active.low)) / SCATTER
    best = crystalline_absorbed_ug(free_ug.best, _active(curve, profile.active.best))
    bound_ng = sum([item.b12_ng for item in occasion]) - free_ng
    return Band(low, best, _most_ug(profile, free_ng, bound_ng, free_ug.high))


def absorbed_in_day(
    items: Sequence[Ingested],
    profile: Profile = HEALTHY,
    window_minutes: int = OCCASION_MINUTES,
) -> Band:
    """Return the µg absorbed from all items of one day, occasion by occasion.

    >>> third = Ingested(800, None, "fortified", "crystalline", None, None)
    >>> meals = [third._replace(meal=meal) for meal in ("breakfast", "lunch", "dinner")]
    >>> once = third._replace(b12_ng=2400)
    >>> round(absorbed_in_day(meals).best, 2), round(absorbed_in_day([once]).best, 2)
    (1.4, 0.82)
    """
    return total(absorbed(occasion, profile) for occasion in occasions(items, window_minutes))


def _free_ng(item: Ingested) -> int:
    if item.b12_ng < 0:
        raise ValueError(f"an item cannot hold {item.b12_ng} ng")
    if item.origin == "supplement" or item.matrix == "crystalline":
        return item.b12_ng
    if item.added_ng is not None:
        return min(max(item.added_ng, 0), item.b12_ng)
    return item.b12_ng if item.origin == "fortified" else 0


# A judgement asks for a few shares and curves thousands of times.
@lru_cache(maxsize=64)
def _released_shares(by_profile: Band) -> dict[str, Band]:
    """Matrix → share set free, under "" that of a matrix that is not known."""
    shares = {**_RELEASE, "": _UNKNOWN_RELEASE}
    return {matrix: lowest([share, by_profile]) for matrix, share in shares.items()}


@lru_cache(maxsize=64)
def _active(curve: Curve, share: float) -> Curve:
    return curve._replace(vmax_ug=curve.vmax_ug * share)


def _most_ug(profile: Profile, free_ng: int, bound_ng: int, released_high_ug: float) -> float:
    curve = _active(HIGH_CURVE, profile.active.high)
    free = free_ng / _NG_PER_UG
    most_of_food = min(FOOD_SCATTER * food_absorbed_ug(bound_ng / _NG_PER_UG), MOST_FROM_FOOD_UG)
    by_curve = SCATTER * crystalline_absorbed_ug(released_high_ug, curve)
    by_food = profile.active.high * min(most_of_food, released_high_ug - free)
    return min(
        released_high_ug,
        max(by_curve, by_food + SCATTER * crystalline_absorbed_ug(free, curve)),
    )
