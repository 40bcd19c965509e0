"""The documents say what the tool prints, and every command has its page."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from cogapp import Cog

from b12track.cli.main import COMMANDS
from tests.conftest import ROOT

PRINTED = [
    path
    for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    if "[[[cog" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.name)
def test_what_documents_show_is_what_the_tool_prints(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    code = Cog().main(["cog", "--check", "--diff", "-I", str(ROOT), str(path)])
    out, err = capsys.readouterr()
    assert code == 0, f"run `make docs`:\n{out[-3000:]}{err}"


def test_every_command_has_its_page() -> None:
    pages = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"### {name}\n" not in pages] == []


def test_links_between_documents_lead_somewhere() -> None:
    for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_readme_counts_the_foods_right() -> None:
    rows = (ROOT / "foods.csv").read_text(encoding="utf-8").count("\n") - 1
    assert f"{rows:,} foods" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_decisions_are_dated_and_short() -> None:
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    entries = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert entries
    for entry in entries:
        assert re.match(r"\d{4}-\d{2}-\d{2} ", entry), entry
        assert len([line for line in entry.splitlines()[1:] if line.strip()]) <= 5, entry


def test_no_path_of_one_machine_stands_in_the_tree() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    for name in filter(None, tracked):
        path = ROOT / name
        if path.suffix in (".py", ".md", ".toml", ".csv", "") and path.is_file():
            assert str(ROOT) + "/" not in path.read_text(encoding="utf-8"), name
