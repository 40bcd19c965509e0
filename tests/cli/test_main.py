"""Help: whole summaries, a text for every option, the nearest word for a slip of the hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from b12track import __version__
from b12track.cli.main import COMMANDS, HIDDEN, b12track
from tests.conftest import Tool


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command and part of a command, under the words that call it."""
    for name in COMMANDS:
        command = b12track.get_command(click.Context(b12track), name)
        assert command is not None
        yield name, command
        for part, inner in getattr(command, "commands", {}).items():
            yield f"{name} {part}", inner
            for deeper, innermost in getattr(inner, "commands", {}).items():
                yield f"{name} {part} {deeper}", innermost


EVERY = dict(commands())
GROUPS = ["", *(name for name, command in EVERY.items() if isinstance(command, click.Group))]


@pytest.mark.parametrize("group", GROUPS)
def test_no_summary_is_cut(tool: Tool, group: str) -> None:
    page = tool.ok(f"help {group}").out
    assert "..." not in page.partition("\n")[2]  # the usage line has some by right
    assert max(map(len, page.splitlines())) <= 80


@pytest.mark.parametrize("name", EVERY)
def test_every_option_has_a_text_and_every_command_a_sentence(name: str) -> None:
    command = EVERY[name]
    assert command.help and command.help.split("\n")[0].rstrip().endswith((".", ":", "…"))
    silent = [
        option.opts[-1]
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


@pytest.mark.parametrize("name", EVERY)
def test_help_is_the_same_by_all_its_names(tool: Tool, name: str) -> None:
    page = tool.ok(f"help {name}").out
    assert page.startswith(f"Usage: b12track {name}")
    assert tool.ok(f"{name} -h").out == tool.ok(f"{name} --help").out == page


def test_the_version_has_a_short_word(tool: Tool) -> None:
    assert tool.ok("-V").out == tool.ok("--version").out == f"b12track {__version__}\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("lgo 2 eggs", "Did you mean log?"),
        ("weeks", "Did you mean week?"),
        ("add 2 eggs", "Did you mean log?"),
        ("rm 3", "Did you mean delete?"),
        ("search egg", "Did you mean foods search?"),
        ("log egg --date yesterday", "Did you mean --on?"),
        ("log egg --person mum", "Did you mean --for?"),
        ("reference list --jsn", "Did you mean --json?"),
        ("foods serch egg", "Did you mean search?"),
        ("help serch", "No such command 'serch'"),
        ("help foods serch", "Did you mean search?"),
        ("2 eggs", "To write down a meal: b12track log 2"),
        ("tablets", "Did you mean take?"),
        ("injection", "Did you mean inject?"),
        ("graph", "Did you mean chart?"),
        ("stats", "Did you mean week?"),
        ("version", "Did you mean --version?"),
        ("due", "Did you mean regimen due?"),
        ("quit", "each command ends by itself"),
        ("yesterday", "For that day: b12track day yesterday"),
        ("--date yesterday", "It stands after a command: b12track COMMAND --on"),
        ("week --on monday", "The day stands alone: b12track week yesterday"),
        ("edit 3 --date yesterday", "Did you mean --on?"),
        ("again --person mum", "Did you mean --for?"),
        ("mark yesterday complete --person mum", "Did you mean --for?"),
        ("delete", "For example: b12track delete -1"),
        ("edit", "For example: b12track edit -1 --amount 60g"),
        ("show", 'For example: b12track show --from "1 nov"'),
        ("today yesterday", "'yesterday' is too much. For example: b12track today"),
        ("reference efsa", "For example: b12track reference list"),
    ],
)
def test_the_nearest_word_is_named(tool: Tool, line: str, words: str) -> None:
    tool.refused(line, 2, words)


def test_the_old_word_for_check_stays_and_names_the_page_for_a_doctor(
    tool: Tool, home: Path
) -> None:
    tool.ok("log 2 eggs")
    old, new = tool("doctor --json"), tool("check --json")
    assert (old.code, old.out) == (new.code, new.out)
    assert "b12track report" in old.err and not new.err
    assert "doctor" not in tool.ok("help").out.split("Options:")[1].replace("your doctor", "")
    assert "doctor" in HIDDEN


def test_the_old_word_for_the_first_day_of_a_schedule_stays(tool: Tool) -> None:
    tool.ok("regimen add daily 50 µg --from 2026-11-01")
    tool.ok("regimen add daily 25 µg --start 2026-11-02")
    rows = tool.ok("regimen list --json").json["regimens"]
    assert [row["starts_on"] for row in rows] == ["2026-11-01", "2026-11-02"]
    assert "--from" not in tool.ok("help regimen add").out
