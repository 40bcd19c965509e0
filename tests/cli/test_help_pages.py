"""Help pages: each has examples, each example works, an option means one thing everywhere."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from b12track.cli.entry import run
from b12track.cli.main import COMMANDS, b12track
from tests.conftest import NOW, ROOT, Outcome, Tool


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command and part of a command, under the words that call it; "" is the tool."""
    yield "", b12track
    for name in COMMANDS:
        command = b12track.get_command(click.Context(b12track), name)
        assert command is not None
        yield name, command
        for part, inner in getattr(command, "commands", {}).items():
            yield f"{name} {part}", inner
            for deeper, innermost in getattr(inner, "commands", {}).items():
                yield f"{name} {part} {deeper}", innermost


EVERY = dict(commands())
GROUPS = [name for name, command in EVERY.items() if isinstance(command, click.Group)]
#: Run elsewhere: a server runs until it is left, and a year takes its time.
ELSEWHERE = {
    "b12track open": "tests/page/test_opening.py",
    "b12track open --for mum": "tests/page/test_opening.py",
    "b12track demo": "tests/cli/test_demo.py",
}
#: Examples that may end with 1, because there is something to see.
FINDS = ("b12track flags", "b12track regimen due", "b12track check")
#: What is written down before the examples are tried; a low period is among it.
BEFORE = (
    "inject 1 mg hydroxocobalamin --on 2026-01-05",
    "take 50 µg --on 2026-01-06",
    "mark 2026-08-01..2026-10-30 fasting",
    "log 2 eggs, 200 ml milk --meal breakfast --on yesterday",
    "log 2 eggs --meal breakfast --on monday",
    "import servings.csv",
    "log 2 slices of toast",
    "log milk 200 ml --choose milk=milk --on 2026-11-01",
    "symptom log numb left foot 4 --on 2026-11-02",
    "lab add b12 250 pg/mL --on 2026-11-02",
    "lab add holotc 40 pmol/L --on 2026-11-02",
    "lab add mma 0.31 µmol/L --on 2026-11-02",
    "lab add homocysteine 12 µmol/L --on 2026-11-02",
    "regimen add 2000 µg weekly on sunday --start 2026-11-01",
    "meals save 'usual breakfast' from yesterday breakfast",
)
_OWN_FOOD = "foods add 'My soy drink' --per 250ml --b12 1.2µg"
#: What one page needs besides.
ALSO_BEFORE = {
    "redo": ("undo 3",),
    "open": ("profile add mum",),
    "restore": ("backup my-backup.db",),
    "foods edit": (_OWN_FOOD,),
    "foods retire": (_OWN_FOOD,),
    "profile delete": ("profile add mum",),
    "profile show": ("profile add mum",),
    "profile use": ("profile add mum",),
    "regimen due": ("profile add mum",),
    "cohort distribution": ("cohort simulate --people 300 -o days.csv",),
    "cohort": ("backup diaries/anna.db",),
    "cohort list": ("backup diaries/anna.db",),
    "cohort days": ("backup diaries/anna.db",),
}
#: Written by other programs: a tracker, Apple Health, a food table, a list of people.
FILES = {
    "servings.csv": "date,food,amount,b12_ug\n2026-11-06,Sourdough bread,50 g,\n"
    "2026-11-06,Oat barista,200 ml,\n2026-11-07,Salmon,150 g,4.8\n",
    "export.xml": '<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="en_US">\n'
    '<Record type="HKQuantityTypeIdentifierDietaryVitaminB12" sourceName="Cronometer" unit="mcg"'
    ' endDate="2026-11-08 08:00:00 +0100" creationDate="2026-11-08 08:00:00 +0100"'
    ' startDate="2026-11-08 08:00:00 +0100" value="1.67"/>\n</HealthData>\n',
    "people.csv": "person,sex,age\nanna,f,40\n",
    "recalls.csv": "person,day,state,b12_ug\nanna,1,complete,2.5\n",
}


def examples(page: str) -> list[str]:
    """The lines of a page below "Example:" or "Examples:", as they can be typed."""
    block = re.search(r"^  Examples?:\n((?:    .+\n)+)", page, re.MULTILINE)
    return [line.strip() for line in block[1].splitlines()] if block else []


def tried(tool: Tool, line: str) -> Outcome:
    """Runs a line as a shell would take it apart."""
    return tool("", *shlex.split(line))


@pytest.fixture(scope="module")
def lived_in(built_catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of FILES, and a diary in which BEFORE has been written down."""
    folder = tmp_path_factory.mktemp("lived-in")
    home = folder / "home"
    (folder / "diaries").mkdir()
    home.mkdir(mode=0o700)
    shutil.copy(built_catalogue, home / "foods.db")
    table = (ROOT / "foods.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    for name, text in {**FILES, "foods.csv": "".join(table[:20])}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("B12TRACK_HOME", str(home))
        patch.setenv("B12TRACK_NOW", NOW)
        for line in BEFORE:
            assert run(shlex.split(line)) == 0, line
    return folder


@pytest.mark.parametrize("name", EVERY)
def test_every_example_works(
    tool: Tool, name: str, lived_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(lived_in, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "user").mkdir()
    for line in ALSO_BEFORE.get(name, ()):
        assert tried(tool, line).code == 0, line
    lines = examples(tool.ok(f"help {name}").out)
    assert lines, "a page without an example"
    assert any(line.startswith(f"b12track {name}") for line in lines)
    for line in lines:
        assert len(line) <= 76
        if line not in ELSEWHERE:
            outcome = tried(tool, line.removeprefix("b12track "))
            assert outcome.code in ((0, 1) if line.startswith(FINDS) else (0,)), (line, outcome)
            assert outcome.out or "--quiet" in line, line


@pytest.mark.parametrize(
    "name", [name for name in EVERY if any(part.required for part in EVERY[name].params)]
)
def test_what_is_missing_is_named_with_an_example(tool: Tool, name: str) -> None:
    outcome = tool(name)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"b12track {name} " in outcome.err.rpartition("Error: ")[2]


#: Options that are called alike and mean two things by the command surface: docs/words.md.
TWO_MEANINGS = {
    ("again", "--from"),
    ("export", "--all"),
    ("export", "--days"),
    ("cohort simulate", "--people"),
    ("symptom edit", "--words"),
    ("foods edit", "--name"),
}


def options() -> Iterator[tuple[str, click.Option]]:
    """Each option that a page shows, with the words of its command."""
    for name, command in EVERY.items():
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                yield name, option


def test_an_option_is_described_in_the_same_words_everywhere() -> None:
    texts: dict[str, set[str]] = {}
    for name, option in options():
        if (name, long_name(option)) not in TWO_MEANINGS:
            words = re.split(r"[:;,.(]", option.help or "")[0].strip()
            texts.setdefault(long_name(option), set()).add(words)
    assert {name: words for name, words in texts.items() if len(words) > 1} == {}


def long_name(option: click.Option) -> str:
    return next(name for name in option.opts if name.startswith("--"))


@pytest.mark.parametrize("name", EVERY)
def test_a_page_can_be_read_aloud(tool: Tool, name: str) -> None:
    page, _, listed = tool.ok(f"help {name}").out.partition("Options:")
    about = re.split(r"Examples?:", page)[0]
    assert not re.search(r"docs/|[`≥≤–*]|\blens\b|\bact\b|\btier\b", about)
    assert not re.search(r"[|≥≤–*`…]|<=|RANGE|INTEGER|FLOAT|\[default|docs/", listed)


def test_every_choice_is_named_in_its_text() -> None:
    silent = [
        (name, option.opts, choice)
        for name, option in options()
        if isinstance(option.type, click.Choice) and long_name(option) != "--format"
        for choice in option.type.choices
        if choice not in (option.help or "")
    ]
    assert silent == []


def test_a_default_is_said_in_the_text() -> None:
    silent = [
        (name, option.opts, option.default)
        for name, option in options()
        if isinstance(option.default, (str, int)) and option.default and not option.is_flag
        if f"(else {option.default}" not in (option.help or "")
    ]
    assert silent == []


def test_the_options_of_every_command_end_alike() -> None:
    last = ["--for", "--id", "--dry-run", "--json", "--csv", "--detail"]
    for name, command in EVERY.items():
        names = [
            long_name(option)
            for option in command.params
            if isinstance(option, click.Option) and not option.hidden
        ]
        known = [option for option in last if option in names]
        assert names[len(names) - len(known) :] == known, name


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


@pytest.mark.parametrize("name", [name for name in EVERY if name])
def test_help_is_the_same_by_all_its_names(tool: Tool, name: str) -> None:
    page = tool.ok(f"help {name}").out
    assert page.startswith(f"Usage: b12track {name}")
    assert tool.ok(f"{name} -h").out == tool.ok(f"{name} --help").out == page
