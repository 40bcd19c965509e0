"""The quick part of the page's torture: a sample of its kills, its windows and its fuzzing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.torture import page, rig


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory, built_catalogue: Path) -> Path:
    return rig.seeded(tmp_path_factory.mktemp("torture") / "seed", 5, built_catalogue)


@pytest.mark.skipif(rig.STRACE is None, reason="strace is not installed")
def test_killed_at_a_sample_of_its_calls_nothing_told_is_lost(seed: Path) -> None:
    figures = page.killed(seed, every=20)
    assert figures.violations == []
    assert figures.points > 3


def test_eight_windows_lose_nothing_and_are_never_refused(seed: Path) -> None:
    assert page.windows(seed, 8, 3).violations == []


def test_no_request_of_any_kind_breaks_it(seed: Path) -> None:
    assert page.requests(seed, 150).violations == []
