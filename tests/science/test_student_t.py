import math
from statistics import NormalDist

import pytest

from b12track.science.student_t import normal_cdf, t_cdf, t_quantile

# printed table of Student's t, two-sided 90, 95 and 99 %
TABLE = {
    1: (6.314, 12.706, 63.657),
    2: (2.920, 4.303, 9.925),
    3: (2.353, 3.182, 5.841),
    4: (2.132, 2.776, 4.604),
    5: (2.015, 2.571, 4.032),
    6: (1.943, 2.447, 3.707),
    7: (1.895, 2.365, 3.499),
    10: (1.812, 2.228, 3.169),
    13: (1.771, 2.160, 3.012),
    20: (1.725, 2.086, 2.845),
    27: (1.703, 2.052, 2.771),
    30: (1.697, 2.042, 2.750),
    60: (1.671, 2.000, 2.660),
    120: (1.658, 1.980, 2.617),
}


@pytest.mark.parametrize(("degrees", "row"), TABLE.items())
def test_the_printed_table(degrees: int, row: tuple[float, ...]) -> None:
    quantiles = [round(t_quantile(share, degrees), 3) for share in (0.95, 0.975, 0.995)]
    assert quantiles == pytest.approx(row, abs=0.0006)


def test_one_and_two_degrees_have_closed_forms() -> None:
    for share in (0.6, 0.9, 0.975, 0.9999):
        assert t_quantile(share, 1) == pytest.approx(math.tan(math.pi * (share - 0.5)), rel=1e-9)
        two = (2 * share - 1) * math.sqrt(2 / (4 * share * (1 - share)))
        assert t_quantile(share, 2) == pytest.approx(two, rel=1e-9)


def test_many_degrees_are_nearly_normal() -> None:
    assert t_quantile(0.975, 1e6) == pytest.approx(1.959966, abs=1e-5)


@pytest.mark.parametrize("degrees", [0.3, 1.0, 2.5, 6.0, 27.4, 364.0, 5000.0])
def test_the_distribution_is_the_integral_of_its_density(degrees: float) -> None:
    log_front = math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2)
    front = math.exp(log_front) / math.sqrt(degrees * math.pi)

    def density(x: float) -> float:
        return front * math.pow(1 + x * x / degrees, -(degrees + 1) / 2)

    steps, t = 2000, 2.3
    width = t / steps
    simpson = density(0) + density(t)
    simpson += sum((4 if i % 2 else 2) * density(i * width) for i in range(1, steps))
    assert t_cdf(t, degrees) == pytest.approx(0.5 + simpson * width / 3, abs=1e-10)


@pytest.mark.parametrize("degrees", [0.5, 1.0, 3.7, 13.0, 400.0])
@pytest.mark.parametrize("share", [0.001, 0.025, 0.3, 0.5, 0.8, 0.999])
def test_quantile_undoes_the_distribution(degrees: float, share: float) -> None:
    assert t_cdf(t_quantile(share, degrees), degrees) == pytest.approx(share, abs=1e-12)


def test_the_normal_distribution_agrees_with_the_standard_library() -> None:
    for z in (-8.0, -1.65, 0.0, 0.5, 1.0, 2.0, 5.0):
        assert normal_cdf(z) == pytest.approx(NormalDist().cdf(z), rel=1e-9)


@pytest.mark.parametrize(("share", "degrees"), [(0.0, 5), (1.0, 5), (0.9, 0), (0.9, -1)])
def test_outside_the_distribution_is_an_error(share: float, degrees: float) -> None:
    with pytest.raises(ValueError, match="must"):
        t_quantile(share, degrees)
