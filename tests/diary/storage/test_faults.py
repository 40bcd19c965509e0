"""The quick part of `make torture`: a sample of every sweep, and proof that the sweeps bite."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import rows
from tests.diary.conftest import tampered
from tests.fixtures.diary import __main__ as story
from tools.torture import crowd, disk, errors, flips, kill, power, rig

if TYPE_CHECKING:
    from pathlib import Path

needs_strace = pytest.mark.skipif(rig.STRACE is None, reason="strace is not installed")


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory, built_catalogue: Path) -> Path:
    return rig.seeded(tmp_path_factory.mktemp("torture") / "seed", 10, built_catalogue)


@needs_strace
def test_killed_at_a_sample_of_its_calls_a_log_is_whole_or_not_there(seed: Path) -> None:
    figures = kill.killed(seed, kill.COMMANDS["log"], every=40)
    assert figures.violations == []
    assert figures.points > 8


@needs_strace
def test_killed_while_it_makes_the_diary(seed: Path) -> None:
    assert kill.killed(seed, kill.COMMANDS["log"], new_file=True, every=60).violations == []


@needs_strace
def test_a_sample_of_failing_calls_is_told_truthfully(seed: Path) -> None:
    figures = errors.failed(seed, kill.COMMANDS["log"], every=150)
    assert figures.violations == []
    assert figures.points > 6


@needs_strace
def test_after_a_power_cut_all_that_was_told_is_there(seed: Path) -> None:
    assert power.power_cut(seed.parent, "ours", 1, states=3).violations == []
    assert power.power_cut(seed.parent, "delete-full", 2).violations, "the sweep does not bite"


def test_no_flipped_bit_is_ever_shown(seed: Path) -> None:
    for kind in ("bit", "block", "page", "end"):
        figures, counted = flips.flipped(seed, 80, kind)
        assert figures.violations == []
        assert counted["refused"] > 4


def test_every_writing_command_beside_every_other_loses_nothing(seed: Path) -> None:
    figures = crowd.mixed(seed, 3)
    assert figures.violations == []
    assert figures.points > 80


@pytest.mark.parametrize("names", [("log", "edit"), ("import", "log"), ("restore", "log")])
def test_the_pairs_that_once_corrupted_a_diary(seed: Path, names: tuple[str, str]) -> None:
    assert crowd.pair(seed, names, 4, 5).violations == []


def test_a_full_disk_costs_no_saved_entry(seed: Path) -> None:
    if not disk.can_mount():
        pytest.skip("a tmpfs cannot be mounted here")
    assert disk.filled(seed).violations == []


@pytest.mark.parametrize("words", ["log 2 eggs", "week", "backup", "doctor", "report --help"])
def test_no_command_opens_a_network_connection(seed: Path, words: str) -> None:
    """Without a network namespace, strace must see no socket but local ones."""
    if rig.STRACE is None:
        pytest.skip("strace is not installed")
    log = seed.parent / "network.txt"
    rig.copied(seed, seed.parent / "alone")
    watch = (rig.STRACE, "-f", "-qq", "-e", "trace=socket,connect", "-o", str(log))
    ended = rig.run(seed.parent / "alone", words.split(), watch)
    assert ended.code == (1 if words == "doctor" else 0), ended  # the seed has no backup
    assert "AF_INET" not in log.read_text()


def test_the_tool_works_without_any_network(seed: Path) -> None:
    apart = ["unshare", "-r", "-n"]
    try:
        able = subprocess.run([*apart, "true"], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        able = False
    if not able:
        pytest.skip("unshare -n does not work here")
    rig.copied(seed, seed.parent / "alone")
    assert rig.run(seed.parent / "alone", ["log", "2 eggs"], tuple(apart)).code == 0


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose diary uses every table."""
    home = tmp_path_factory.mktemp("lived") / "home"
    home.mkdir(mode=0o700)
    with rig.as_home(home):
        story.lived(home)
    return home


def test_a_flipped_bit_of_any_table_is_shown_by_no_command(lived: Path) -> None:
    figures, refused = flips.flipped_for_all(lived / "diary.db", 6)
    assert figures.violations == []
    assert refused > 25


def test_a_flipped_bit_of_the_food_catalogue_is_shown_by_no_command(lived: Path) -> None:
    figures, refused = flips.flipped_for_all(lived / "foods.db", 6, flips.OF_FOODS, (7,))
    assert figures.violations == []
    assert refused > 1


def test_without_the_tallies_the_same_flips_show_wrong_numbers(
    lived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof that the sweep bites: a row whose person changed is not selected, nor missed."""
    diary = lived / "diary.db"
    sound, right = diary.read_bytes(), flips.outcomes(lived, ["profile show --json"])
    tampered(diary, "UPDATE profile_fact SET person_id = 2", "UPDATE lab SET person_id = 2")
    try:
        lines = ["profile show --json", "lab list --json", "today --json"]
        assert [step.code for step in flips.outcomes(lived, lines).values()] == [5, 5, 5]
        monkeypatch.setattr(rows, "verify", lambda *_: None)
        outcomes = flips.outcomes(lived, lines)
        assert outcomes["profile show --json"].code == 0
        assert outcomes["profile show --json"].out != right["profile show --json"].out
    finally:
        diary.write_bytes(sound)
