"""Launchers: what a double click would run is this program on this diary."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from b12track.page.launcher import command_line, desktop_folder, launcher
from tests.conftest import ROOT, Tool

HOSTILE = ["/opt/py thon", 'a "quoted" one', "back\\slash", "$HOME", "`id`", "50%", "ünï", "-x;rm"]


def read_exec(text: str) -> list[str]:
    """The words of an Exec line, read as the Desktop Entry Specification 1.5 says."""
    line = re.search(r"^Exec=(.*)$", text, re.MULTILINE)
    assert line
    value = re.sub(r"\\(.)", r"\1", line[1])  # the escapes of a string
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', value)
    assert re.sub(r'"(?:[^"\\]|\\.)*"', "", value).strip() == ""
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in words]


def test_words_of_any_kind_come_through_the_desktop_file() -> None:
    file = launcher(HOSTILE, "linux")
    assert file.name.endswith(".desktop") and file.runs
    assert read_exec(file.text) == HOSTILE


def test_words_of_any_kind_come_through_the_file_of_macos(tmp_path: Path) -> None:
    prints = "import sys; print(sys.argv[1:])"
    file = launcher([sys.executable, "-c", prints, *HOSTILE], "darwin")
    script = tmp_path / file.name
    script.write_text(file.text, encoding="utf-8")
    printed = subprocess.run(["sh", str(script)], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == str(HOSTILE)


def test_the_file_of_windows_keeps_blanks_and_per_cents() -> None:
    file = launcher(["C:\\Program Files\\python.exe", "50%"], "win32")
    assert '"C:\\Program Files\\python.exe" "50%%"' in file.text
    assert file.text.endswith("\r\n")


@pytest.mark.skipif(sys.platform != "linux", reason="the desktop file is Linux's")
def test_it_is_written_to_the_desktop_and_opens_this_diary(
    tool: Tool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(home))
    (home / "Bureau").mkdir()
    (home / ".config").mkdir()
    (home / ".config" / "user-dirs.dirs").write_text('XDG_DESKTOP_DIR="$HOME/Bureau"\n')
    tool.ok("profile add Mum")
    for _ in range(2):  # written again, it is replaced
        assert "Written: " in tool.ok("open --desktop --for mum").out
    path = home / "Bureau" / "b12track.desktop"
    assert path.stat().st_mode & 0o777 == 0o700
    words = read_exec(path.read_text(encoding="utf-8"))
    assert words == command_line(str(home / "diary.db"), "Mum")
    ended = subprocess.run([*words, "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Open the diary in the browser" in ended.stdout


def test_without_a_desktop_it_lies_at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(home))
    assert desktop_folder() == str(home)
    (home / "Desktop").mkdir()
    assert desktop_folder() == str(home / "Desktop")
