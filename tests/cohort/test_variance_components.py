"""REML from sums by person, against an independent implementation over the rows."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from pathlib import Path

import numpy as np
import pytest

from b12track.cohort.variance_components import PersonSums, components


def _rows(seed: int, people: int, most_days: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Person, effects (ones, weekend, sex) and values of unbalanced days."""
    rng = np.random.default_rng(seed)
    days = rng.integers(1, most_days + 1, people)
    person = np.repeat(np.arange(people), days)
    weekend, sex = rng.integers(0, 2, len(person)), (np.arange(people) % 2)[person]
    value = 1 + rng.normal(0, 0.6, people)[person] + 0.3 * weekend + rng.normal(0, 1.2, len(person))
    return person, np.stack([np.ones(len(person)), weekend, sex], axis=1), value


def _sums(person: np.ndarray, x: np.ndarray, y: np.ndarray) -> PersonSums:
    def by_person(values: np.ndarray) -> np.ndarray:
        summed = np.zeros((person.max() + 1, *values.shape[1:]))
        np.add.at(summed, person, values)
        return summed

    return PersonSums(
        by_person(np.ones(len(y))),
        by_person(x),
        by_person(y),
        by_person(x[:, :, None] * x[:, None, :]),
        by_person(x * y[:, None]),
        by_person(y * y),
    )


@pytest.mark.parametrize(("seed", "most_days"), [(1, 5), (2, 2), (3, 7)])
def test_reml_agrees_with_statsmodels(seed: int, most_days: int) -> None:
    regression = pytest.importorskip("statsmodels.regression.mixed_linear_model")
    person, x, y = _rows(seed, 300, most_days)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = regression.MixedLM(y, x, groups=person).fit(reml=True)
    sums = _sums(person, x, y)
    fitted = components(sums, np.ones((1, len(sums.days))))
    assert fitted.within[0] == pytest.approx(model.scale, rel=1e-3)
    assert fitted.between[0] == pytest.approx(np.asarray(model.cov_re).item(), rel=1e-3)
    assert fitted.effects[0] == pytest.approx(np.asarray(model.fe_params), rel=1e-3)


#: Prints the variance between people, then that of days.
R_MODELS = {
    "nlme": (
        'model <- nlme::lme(y ~ w + s, random = ~ 1 | p, data = days, method = "REML");'
        " cat(as.numeric(nlme::VarCorr(model)[, 1]))"
    ),
    "lme4": (
        "model <- lme4::lmer(y ~ w + s + (1 | p), data = days, REML = TRUE);"
        " cat(as.data.frame(lme4::VarCorr(model))$vcov)"
    ),
}


@pytest.mark.parametrize("package", R_MODELS)
def test_reml_agrees_with_r(package: str, tmp_path: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    library = f'quit(status = !requireNamespace("{package}", quietly = TRUE))'
    if subprocess.run(["Rscript", "-e", library], capture_output=True, check=False).returncode:
        pytest.skip(f"R has no package {package}")
    person, x, y = _rows(5, 200, 4)
    lines = [f"{p},{row[1]},{row[2]},{value}" for p, row, value in zip(person, x, y, strict=True)]
    (tmp_path / "days.csv").write_text("\n".join(["p,w,s,y", *lines]))
    command = ["Rscript", "-e", f'days <- read.csv("days.csv"); {R_MODELS[package]}']
    outcome = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    between, within = map(float, outcome.stdout.split())
    sums = _sums(person, x, y)
    fitted = components(sums, np.ones((1, len(sums.days))))
    assert fitted.within[0] == pytest.approx(within, rel=1e-3)
    assert fitted.between[0] == pytest.approx(between, rel=1e-3)


def test_a_weight_of_two_is_a_person_twice() -> None:
    person, x, y = _rows(4, 60, 4)
    sums = _sums(person, x, y)
    weights = np.random.default_rng(5).integers(0, 3, (1, 60)).astype(float)
    twice = [np.repeat(values, weights[0].astype(int), axis=0) for values in sums]
    weighted = components(sums, weights)
    repeated = components(PersonSums(*twice), np.ones((1, len(twice[0]))))
    assert weighted.within == pytest.approx(repeated.within, rel=1e-6)
    assert weighted.between == pytest.approx(repeated.between, rel=1e-6)


def test_no_variance_between_people_is_zero() -> None:
    person = np.repeat(np.arange(50), 2)
    y = np.tile([1.0, -1.0], 50)
    fitted = components(_sums(person, np.ones((100, 1)), y), np.ones((1, 50)))
    assert fitted.between[0] == 0.0


def test_a_ratio_from_elsewhere_splits_single_days() -> None:
    y = np.random.default_rng(1).normal(0, 2.0, 4000)
    sums = _sums(np.arange(4000), np.ones((4000, 1)), y)
    fitted = components(sums, np.ones((1, 4000)), ratio=3.0)
    assert fitted.within[0] + fitted.between[0] == pytest.approx(y.var(ddof=1), rel=1e-9)
    assert fitted.within[0] / fitted.between[0] == pytest.approx(3.0)
