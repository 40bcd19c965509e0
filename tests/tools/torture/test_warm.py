"""A command that is forked makes the system calls of one that is started, and ends like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.torture import rig, warm

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory, built_catalogue: Path) -> Path:
    return rig.seeded(tmp_path_factory.mktemp("warm") / "seed", 3, built_catalogue)


@pytest.mark.parametrize(
    "words", [["log", "2 eggs"], ["log", "no such food"], ["week", "--json"], ["--version"]]
)
def test_it_ends_as_a_started_one_does(seed: Path, words: list[str]) -> None:
    started = rig.run(rig.copied(seed, seed.parent / "home"), words)
    assert warm.run(rig.copied(seed, seed.parent / "home"), words) == started


@pytest.mark.skipif(rig.STRACE is None, reason="strace is not installed")
@pytest.mark.parametrize("words", [["log", "2 eggs"], ["undo"], ["profile", "add", "mum"]])
def test_it_makes_the_same_calls_on_the_diary(seed: Path, words: list[str]) -> None:
    started, forked = (
        rig.calls(rig.copied(seed, seed.parent / "home"), words, on_diary_only=True, runner=runner)
        for runner in (rig.run, warm.run)
    )
    assert _without_looks(started) == _without_looks(forked)


def _without_looks(calls: list[rig.Call]) -> list[rig.Call]:
    """The calls that read or change: how often a name is looked up hangs on what is loaded."""
    return [call for call in calls if call.name != "newfstatat"]


@pytest.mark.skipif(rig.STRACE is None, reason="strace is not installed")
def test_it_can_be_killed_at_a_call(seed: Path) -> None:
    home = rig.copied(seed, seed.parent / "home")
    call = rig.Call("pwrite64", 1, ())
    ended = rig.injected(home, ["log", "2 eggs"], call, "signal=KILL:when=2", warm.run)
    assert ended == (-9, "", "")


def test_it_sees_no_variable_of_its_parent(seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("B12TRACK_NOW", "nonsense")
    assert warm.run(seed, ["today"]).code == 0
