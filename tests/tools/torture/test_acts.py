"""Every command is one of the sweeps' acts, or is proven never to change the diary."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

import click
import pytest

from b12track.cli.default_group import DefaultGroup
from b12track.cli.main import b12track
from tests.fixtures.diary import __main__ as story
from tools.torture import acts, rig, warm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _commands(group: click.Group, context: click.Context, before: str = "") -> Iterator[str]:
    """The names of all commands: leaves, and groups that do work of their own."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if not isinstance(command, click.Group):
            yield before + name
            continue
        if isinstance(command, DefaultGroup) or command.invoke_without_command:
            yield before + name
        inner = click.Context(command, info_name=name, parent=context)
        yield from _commands(command, inner, f"{before}{name} ")


COMMANDS = set(_commands(b12track, click.Context(b12track, info_name="b12track")))


def _command_of(line: str) -> str:
    words = shlex.split(line)
    names = (" ".join(words[:number]) for number in (3, 2, 1))
    return next(name for name in names if name in COMMANDS)


ACTED = {_command_of(step) for routine in acts.ACTS.values() for step in routine.steps}


def test_every_command_is_an_act_or_never_writes() -> None:
    """A new command goes into tools/torture/acts.py: to ACTS where it changes the diary."""
    assert COMMANDS - ACTED - {*acts.NEVER, *acts.ANSWERED} == set()
    assert {*acts.NEVER, *acts.ANSWERED} - COMMANDS == set()
    assert ACTED & set(acts.NEVER) == set()


def test_every_line_is_about_the_command_it_stands_for() -> None:
    lines = {name: line.split("{")[0] for name, line in acts.NEVER.items()}
    assert {name: _command_of(line) for name, line in lines.items()} == {
        name: name for name in lines
    }


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("lived") / "home"
    home.mkdir(mode=0o700)
    with rig.as_home(home):
        story.lived(home)
        os.environ["B12TRACK_NOW"] = rig.NOW.isoformat()
        for line in ("log 2 eggs --on 2026-11-20", "mark 2026-11-20 complete"):
            assert acts.ran(line).code == 0
        for result in (
            "b12 250 pmol/L",
            "holotc 60 pmol/L",
            "mma 0.3 µmol/L",
            "homocysteine 12 µmol/L",
        ):
            assert acts.ran(f"lab add {result}").code == 0
    (home / "table.csv").write_text("name,b12_ug_per_100g\nmy stew,1.1\n", "utf-8")
    (home / "diary.db").chmod(0o640)  # for `check --fix`
    return home


def test_none_of_the_others_changes_a_byte_of_the_diary(lived: Path) -> None:
    """All of them, one after the other, so that each finds what those before it have left."""
    diary = lived / "diary.db"
    before = diary.read_bytes()
    wrong = []
    for line in acts.NEVER.values():
        ended = warm.run(lived, shlex.split(line.replace("{home}", str(lived))))
        # Nothing is told of fewer than ten people.
        codes = (3,) if line.startswith("cohort distribution") else (0, 1)
        if ended.code not in codes or "Traceback" in ended.err:
            wrong.append(f"{line}: {ended.code}: {ended.err}")
        if diary.read_bytes() != before:
            wrong.append(f"{line}: the diary is another")
            before = diary.read_bytes()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", acts.ACTS)
def test_every_act_changes_the_diary(tmp_path: Path, built_catalogue: Path, name: str) -> None:
    """So that none is an act in name alone: the last step of each leaves another diary."""
    home = rig.seeded(tmp_path / "seed", 3, built_catalogue)
    (home / "backup.db").write_bytes((home / "diary.db").read_bytes())
    with rig.as_home(home):
        acts.prepare(home, acts.ACTS[name])
        states = [rig.state(home)]

        def stepped(line: str) -> acts.Step:
            step = acts.ran(line)
            assert step.code in acts.ACTS[name].codes, step
            states.append(rig.state(home))
            return step

        acts.played(acts.ACTS[name], home, "alone", 1, stepped)
    assert states[-2] != states[-1]
