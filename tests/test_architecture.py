"""The layer picture, start-up imports, and that tests cannot reach the user's own diary."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from b12track.cli.main import COMMANDS
from b12track.diary.storage import places
from tests.conftest import ROOT, Tool

#: ?1 in a statement; regular expressions that hold the same letters are no statements.
_NUMBERED = r"(?s)\b(SELECT|INSERT|UPDATE|DELETE|WHERE|VALUES|UNION)\b.*\?[0-9]"
SLOW = {
    "flask",
    "prompt_toolkit",
    "waitress",
    "werkzeug",
    "pandas",
    "numpy",
    "matplotlib",
    "sqlite_utils",
    "rapidfuzz",
    "jinja2",
    "rich",
}


def test_imports_run_downward() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "line",
    [
        *("log 2 eggs", "today", "week", "flags", "mark yesterday fasting", "undo --help", ""),
        *("take 1000 µg", "inject 1 mg hydroxocobalamin", "regimen due", "symptom log cramps 2"),
    ],
)
def test_daily_commands_import_nothing_slow(line: str) -> None:
    script = (
        "import sys; from b12track.cli.entry import run; run(sys.argv[1:]);"
        "print('LOADED', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    command = [sys.executable, "-c", script, *line.split()]
    outcome = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(outcome.stdout.rpartition("LOADED")[2].split())
    assert "b12track" in loaded
    assert not loaded & SLOW


@pytest.mark.usefixtures("home")
def test_a_meal_of_words_alone_waits_for_no_option_parser() -> None:
    script = (
        "import sys; from b12track.cli.entry import run; run(['log', '2 eggs']);"
        "print('LOADED', *({'click', 'typing', 'platformdirs'} & set(sys.modules)))"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert outcome.stdout.endswith("LOADED\n")


def test_the_diary_of_a_test_is_its_own(tmp_path: Path, tool: Tool) -> None:
    """The guard: whatever the tests log lands below their own folder, never in a user's."""
    assert Path(places.location(None)).is_relative_to(tmp_path)
    assert Path(os.path.expanduser("~")).is_relative_to(tmp_path)
    tool.ok("log 2 eggs")
    assert (tmp_path / "home" / "diary.db").exists()


def test_without_settings_the_platform_folder_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("B12TRACK_HOME")
    assert Path(places.location(None)) == tmp_path / "user" / ".local/share/b12track/diary.db"


def test_every_command_has_help(tool: Tool) -> None:
    for name in COMMANDS:
        assert "Usage: b12track" in tool.ok(f"{name} --help").out


def _texts(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [node.value for node in nodes if isinstance(node.value, str)]


def test_no_sql_numbers_its_placeholders() -> None:
    """A number with a sequence is deprecated in Python 3.12 and an error from 3.14 on."""
    assert re.search(_NUMBERED, "WHERE day = ?1")
    for path in [*(ROOT / "b12track").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]:
        if re.search(_NUMBERED, path.read_text(encoding="utf-8")):  # in a text, or elsewhere
            assert [text for text in _texts(path) if re.search(_NUMBERED, text)] == [], path


def test_a_connection_closes_itself_only_where_it_is_asked_to() -> None:
    """`with connection:` commits and leaves it open, which newer Pythons complain of."""
    for path in [*(ROOT / "b12track").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]:
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"with sqlite3\.connect\(", source), path


_PACKAGE = sorted((ROOT / "b12track").rglob("*.py"))
#: Words that name nothing: a reader has to guess what is in them.
_NAMELESS = {"one", "found", "said", "told", "shown"}


def _nodes(*kinds: type[ast.AST], folder: str = "b12track") -> Iterator[tuple[Path, Any]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kinds):
                yield path.relative_to(ROOT), node


def test_a_public_class_name_stands_once_in_the_package() -> None:
    places: dict[str, list[Path]] = {}
    for path, node in _nodes(ast.ClassDef):
        if not node.name.startswith("_"):
            places.setdefault(node.name, []).append(path)
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


@pytest.mark.parametrize("folder", ["b12track", "tests", "tools"])
def test_no_variable_has_a_name_that_names_nothing(folder: str) -> None:
    nodes = _nodes(ast.Name, ast.arg, folder=folder)
    names = [(path, node.id if isinstance(node, ast.Name) else node.arg) for path, node in nodes]
    assert [(path, name) for path, name in names if name in _NAMELESS] == []


def test_no_line_asks_to_be_left_alone() -> None:
    """Neither by the formatter, nor by the type checker without saying of which error."""
    pattern = re.compile(r"#\s*fmt:\s*(skip|off)|#\s*type:\s*ignore(?!\[)")
    assert pattern.search("x = 1  # type: " + "ignore")
    for path in [*_PACKAGE, *(ROOT / "tools").rglob("*.py")]:
        assert not pattern.search(path.read_text(encoding="utf-8")), path


def test_commands_say_what_their_options_and_documents_are() -> None:
    """No `**options: Any`, but where a decorator hands them on; no `dict[str, Any]`."""
    catch_all = [
        (path, node.name)
        for path, node in _nodes(ast.FunctionDef)
        if node.args.kwarg and "Any" in ast.unparse(node.args.kwarg.annotation or ast.Constant(""))
        if not any("wraps" in ast.unparse(decorator) for decorator in node.decorator_list)
    ]
    assert catch_all == []
    vague = [
        (path, node.lineno)
        for path, node in _nodes(ast.Subscript, folder="b12track/cli")
        if ast.unparse(node) == "dict[str, Any]"
    ]
    assert vague == []
