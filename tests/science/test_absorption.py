import math
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.science.absorption import (
    BEST_CURVE,
    Curve,
    absorbed,
    absorbed_in_day,
    crystalline_absorbed_ug,
    food_absorbed_ug,
    released,
)
from b12track.science.absorption_profiles import PROFILES, Profile, profile
from b12track.science.eating_occasions import Ingested

# dose and absorbed µg, crystalline, normal absorption
CARMEL = [(1, 0.56), (10, 1.6), (50, 1.5), (500, 9.7), (1000, 13)]
ADAMS = [(1, 0.50), (5, 1.00), (25, 1.30)]
CARMEL_WITHOUT_FACTOR = [(1, 0.01), (10, 0.1), (50, 0.6), (500, 7.0), (1000, 12)]


def tablet(ug: float, at: int | None = None) -> Ingested:
    return Ingested(round(ug * 1000), None, "supplement", "crystalline", at, None)


def food(ug: float, matrix: str, added: float | None = None) -> Ingested:
    origin = "natural" if added is None else "fortified"
    added_ng = None if added is None else round(added * 1000)
    return Ingested(round(ug * 1000), added_ng, origin, matrix, None, None)


def best(dose: float, name: str = "healthy") -> float:
    return absorbed([tablet(dose)], profile(name)).best


# ---- check C1


@pytest.mark.parametrize(("dose", "observed"), CARMEL)
def test_c1_healthy_absorption_is_within_30_per_cent(dose: float, observed: float) -> None:
    assert best(dose) == pytest.approx(observed, rel=0.30)


def test_c1_absorption_rises_strictly_and_never_passes_the_dose() -> None:
    doses = [10 ** (step / 20) for step in range(-60, 80)]
    amounts = [crystalline_absorbed_ug(dose) for dose in doses]
    assert all(less < more for less, more in pairwise(amounts))
    assert all(amount < dose for amount, dose in zip(amounts, doses, strict=True))


@pytest.mark.parametrize("dose", [1, 10, 50, 500, 1000])
def test_c1_without_intrinsic_factor_the_passive_share_remains(dose: float) -> None:
    assert best(dose, "pernicious-anaemia") == pytest.approx(0.012 * dose)
    observed = dict(CARMEL_WITHOUT_FACTOR)[int(dose)]
    assert best(dose, "pernicious-anaemia") == pytest.approx(observed, rel=0.20)


# ---- check C2


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([tablet(3, 480)], 0.89),
        ([tablet(1, 360), tablet(1, 720), tablet(1, 1080)], 1.60),
        ([tablet(1, 480), tablet(1, 510), tablet(1, 540)], 0.89),
    ],
)
def test_c2_splitting_a_dose(items: list[Ingested], expected: float) -> None:
    assert absorbed_in_day(items).best == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize(("dose", "percent"), [(1, 50), (5, 20), (25, 5.2)])
def test_c2_fractions_of_adams(dose: float, percent: float) -> None:
    assert 100 * best(dose) / dose == pytest.approx(percent, rel=0.20)


# ---- the fit, run again by an expression of its own


def _fit() -> tuple[float, float, list[float], list[list[float]]]:
    """Gauss-Newton on ln(absorbed) with p fixed at 0.012: Vmax, Km, residuals and Jacobian."""
    points = [*CARMEL, *ADAMS]
    vmax, km = 1.0, 1.0
    for _ in range(200):
        jacobian, residuals = [], []
        for dose, observed in points:
            active = vmax / (1 + km / dose)
            model = active + dose * 12 / 1000
            residuals.append(math.log(observed / model))
            slope_v = active / vmax / model
            slope_k = -active / (dose + km) / model
            jacobian.append([slope_v, slope_k])
        a = sum(row[0] * row[0] for row in jacobian)
        b = sum(row[0] * row[1] for row in jacobian)
        c = sum(row[1] * row[1] for row in jacobian)
        u = sum(row[0] * miss for row, miss in zip(jacobian, residuals, strict=True))
        v = sum(row[1] * miss for row, miss in zip(jacobian, residuals, strict=True))
        vmax += 0.5 * (c * u - b * v) / (a * c - b * b)
        km += 0.5 * (a * v - b * u) / (a * c - b * b)
    return vmax, km, residuals, jacobian


def test_the_fit_gives_the_shipped_parameters_again() -> None:
    vmax, km, residuals, jacobian = _fit()
    assert (round(vmax, 2), round(km, 2)) == (BEST_CURVE.vmax_ug, BEST_CURVE.km_ug)
    squares = sum(miss * miss for miss in residuals)
    assert math.sqrt(squares / 8) == pytest.approx(0.167, abs=0.001)
    spread = math.sqrt(squares / (8 - 2))
    assert spread == pytest.approx(0.19, abs=0.005)
    a = sum(row[0] * row[0] for row in jacobian)
    b = sum(row[0] * row[1] for row in jacobian)
    c = sum(row[1] * row[1] for row in jacobian)
    determinant = a * c - b * b
    assert spread * math.sqrt(c / determinant) == pytest.approx(0.18, abs=0.005)
    assert spread * math.sqrt(a / determinant) == pytest.approx(0.53, abs=0.005)
    assert -b / math.sqrt(a * c) == pytest.approx(0.79, abs=0.005)


def test_the_fit_is_a_minimum() -> None:
    def squares(vmax: float, km: float) -> float:
        model = Curve(vmax, km, 0.012)
        return sum(math.log(y / crystalline_absorbed_ug(x, model)) ** 2 for x, y in CARMEL + ADAMS)

    vmax, km, _, _ = _fit()
    least = squares(vmax, km)
    for step in (-0.01, 0.01):
        assert squares(vmax + step, km) > least and squares(vmax, km + step) > least


def test_the_passive_share_is_the_mean_of_people_without_intrinsic_factor() -> None:
    shares = [amount / dose for dose, amount in CARMEL_WITHOUT_FACTOR]
    assert sum(shares) / len(shares) == pytest.approx(0.0116, abs=1e-4)
    assert (min(shares), max(shares)) == pytest.approx((0.010, 0.014))


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        *((0.25, 0.194), (0.5, 0.337), (2, 0.762), (2.4, 0.820), (3, 0.890), (4, 0.976)),
        *((20, 1.409), (100, 2.43), (2000, 25.2), (2500, 31.2)),
    ],
)
def test_printed_model_values(dose: float, expected: float) -> None:
    # Vmax D / (Km + D) written as the reciprocal of a straight line (Lineweaver-Burk)
    independent = 1 / (1 / 1.25 + (1.39 / 1.25) / dose) + 0.012 * dose
    assert crystalline_absorbed_ug(dose) == pytest.approx(independent, rel=1e-12)
    assert crystalline_absorbed_ug(dose) == pytest.approx(expected, rel=0.003)


# ---- food


@pytest.mark.parametrize(
    ("dose", "doets", "curve"),
    [
        *((0.5, 0.224, 0.292), (1, 0.382, 0.477), (2, 0.652, 0.700), (3, 0.890, 0.832)),
        *((5, 1.319, 0.986), (10, 2.248, 1.170), (38, 6.28, 1.58)),
    ],
)
def test_both_food_engines_match_the_printed_table(dose: float, doets: float, curve: float) -> None:
    assert food_absorbed_ug(dose) == pytest.approx(doets, abs=0.006)
    assert food_absorbed_ug(dose) == pytest.approx(dose**0.7694 * math.exp(-0.9614), rel=1e-12)
    assert absorbed([food(dose, "meat")]).best == pytest.approx(curve, abs=0.006)


def test_egg_gives_what_garrod_measured() -> None:
    assert absorbed([food(1.9, "egg")]).best == pytest.approx(0.55, abs=0.02)


def test_added_b12_is_free_and_the_rest_is_bound() -> None:
    muesli = food(1.0, "dairy", added=0.6)
    assert released([muesli])[0].best == pytest.approx(0.6 + 0.4 * 0.83)
    assert released([muesli], profile("ppi"))[0].best == pytest.approx(0.6 + 0.4 * 0.35)
    assert released([muesli._replace(added_ng=None)])[0].best == pytest.approx(1.0)
    assert released([food(1.0, "dairy", added=7.0)])[0].best == pytest.approx(1.0)


def test_natural_food_with_nothing_added_is_all_bound() -> None:
    steak = food(2.0, "meat")._replace(added_ng=0)
    assert released([steak]) == released([food(2.0, "meat")])


def test_an_unknown_matrix_is_read_as_the_least_food() -> None:
    def best(matrix: str) -> float:
        return released([food(1.0, matrix)])[0].best

    assert best("") == min(map(best, ("meat", "fish", "dairy", "egg")))
    assert released([food(1.0, "none")])[0].low == 0.0


def test_acid_blockers_leave_tablets_alone_and_lower_food() -> None:
    for name in ("ppi", "ppi-40mg", "h2-blocker", "atrophic-gastritis"):
        assert absorbed([tablet(2.5)], profile(name)) == absorbed([tablet(2.5)])
        assert absorbed([food(2.5, "meat")], profile(name)).best < 0.85 * (
            absorbed([food(2.5, "meat")]).best
        )


def test_without_intrinsic_factor_food_halves_the_passive_share() -> None:
    none = profile("pernicious-anaemia")
    assert absorbed([tablet(1000)], none).best == pytest.approx(12.0)
    toast = food(0.0, "none")
    assert absorbed([tablet(1000), toast], none).best == pytest.approx(5.0)


def test_over_50_keeps_the_best_value_and_shows_the_doubt() -> None:
    young, old = absorbed([food(2, "meat")]), absorbed([food(2, "meat")], profile("over-50"))
    assert old.best == young.best and old.low < young.low and old.high == young.high


# ---- the band holds the published studies

FOOD_STUDIES = [  # µg in the meal, matrix, µg absorbed
    ("Heyssel liver paste", 38, "meat", 4.1),
    ("Heyssel liver paste, most", 38, "meat", 7.0),
    ("Doets, liver, lowest share", 38, "meat", 0.045 * 38),
    ("Doets, mutton, highest share", 3.0, "meat", 0.83 * 3.0),
    ("Garrod, eggs", 1.9, "egg", 0.55),
    ("Garrod, eggs, one SD below", 1.9, "egg", 0.36),
    ("Garrod, eggs, one SD above", 1.9, "egg", 0.74),
    ("Watanabe, eggs", 1.9, "egg", 0.09 * 1.9),
    ("Watanabe, fish", 2.1, "fish", 0.42 * 2.1),
    ("Watanabe, chicken", 1.3, "meat", 0.63 * 1.3),
    ("Watanabe, mutton", 0.9, "meat", 0.65 * 0.9),
    ("IOM, trout, low", 3.0, "fish", 0.25 * 3.0),
    ("IOM, trout, high", 3.0, "fish", 0.47 * 3.0),
    ("Matte, milk", 1.0, "dairy", 0.65 * 1.0),
    ("Miller, bound to food, low", 0.5, "egg", 0.12 * 0.5),
    ("Miller, bound to food, high", 0.5, "egg", 0.39 * 0.5),
]


@pytest.mark.parametrize(
    ("dose", "observed"),
    [
        *CARMEL,
        *ADAMS,
        (2.5, 1.58),  # Kurpad 2023
        (0.5, 0.54 * 0.5),  # Miller 1992, free, lowest
        (0.5, 0.97 * 0.5),  # Miller 1992, free, highest
        *((0.25, 0.19), (0.5, 0.355), (2, 0.92), (5, 1.4), (20, 1.6)),  # Chanarin, recalled
    ],
)
def test_the_crystalline_band_holds_the_studies(dose: float, observed: float) -> None:
    low, _, high = absorbed([tablet(dose)])
    assert low <= observed <= high


def test_the_1971_curve_itself_does_not_meet_kurpad() -> None:
    assert best(2.5) == pytest.approx(0.83, abs=0.01)  # observed 1.58: why there is a band


@pytest.mark.parametrize(("study", "dose", "matrix", "observed"), FOOD_STUDIES)
def test_the_food_band_holds_the_studies(
    study: str, dose: float, matrix: str, observed: float
) -> None:
    low, _, high = absorbed([food(dose, matrix)])
    assert low <= observed <= high, study


@pytest.mark.parametrize(("dose", "observed"), CARMEL_WITHOUT_FACTOR)
def test_the_passive_band_holds_the_studies(dose: float, observed: float) -> None:
    low, _, high = absorbed([tablet(dose)], profile("pernicious-anaemia"))
    assert low <= observed <= high


# ---- whatever is eaten

items = st.builds(
    Ingested,
    b12_ng=st.integers(0, 3_000_000),
    added_ng=st.none() | st.integers(0, 3_000_000),
    origin=st.sampled_from(["natural", "fortified", "supplement"]),
    matrix=st.sampled_from(["meat", "fish", "egg", "dairy", "mixed", "crystalline", "none", "?"]),
    at_minutes=st.none(),
    meal=st.none(),
)
profiles = st.sampled_from(list(PROFILES.values()))


@pytest.mark.parametrize(
    ("tablet_ug", "meat_ug", "of_food_ug"),
    [
        (1000, 3, 2.8 * math.exp(0.7694 * math.log(3) - 0.9614)),  # the scatter of studies
        (2, 60, 7.0),  # the most seen from one meal
        (1000, 0.1, 0.1),  # all of it
    ],
)
def test_the_most_of_food_comes_beside_the_most_of_a_tablet(
    tablet_ug: float, meat_ug: float, of_food_ug: float
) -> None:
    of_tablet = math.exp(0.19) * (2.0 * tablet_ug / (1.39 + tablet_ug) + 0.014 * tablet_ug)
    high = absorbed([tablet(tablet_ug), food(meat_ug, "meat")]).high
    assert high == pytest.approx(of_food_ug + of_tablet)


@settings(max_examples=100, deadline=None)
@given(st.lists(items, max_size=5), profiles)
def test_the_band_is_ordered_and_never_more_than_eaten(
    occasion: list[Ingested], person: Profile
) -> None:
    low, middle, high = absorbed(occasion, person)
    eaten = sum(item.b12_ng for item in occasion) / 1000
    assert 0 <= low <= middle + 1e-9 and middle <= high + 1e-9 and high <= eaten * (1 + 1e-12)


@settings(max_examples=100, deadline=None)
@given(st.lists(items, min_size=1, max_size=4), items, profiles)
def test_eating_more_never_absorbs_less(
    occasion: list[Ingested], more: Ingested, person: Profile
) -> None:
    # Adding food to a tablet may lower the passive share without intrinsic factor: not here.
    if person.active.best == 0:
        more = more._replace(origin=occasion[0].origin, matrix=occasion[0].matrix)
    before, after = absorbed(occasion, person), absorbed([*occasion, more], person)
    for index in range(3):
        assert after[index] >= before[index] - 1e-9


@pytest.mark.parametrize("engine", [crystalline_absorbed_ug, food_absorbed_ug])
def test_a_negative_dose_is_an_error(engine: Callable[[float], float]) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        engine(-1)
    with pytest.raises(ValueError, match="cannot hold"):
        absorbed([tablet(-1)])
