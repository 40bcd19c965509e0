"""Files that open the diary with a double click: one for each system a person may have."""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.text import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME: Final = "Vitamin B12 diary"


class Launcher(NamedTuple):
    """A file with its name, and whether it must be allowed to run."""

    name: str
    text: str
    runs: bool


def command_line(diary: str | None, person: str | None) -> list[str]:
    """The words that open the page with this very program, without a shell's help."""
    line = [sys.executable, "-m", "b12track"]
    line += ["--diary", diary] if diary else []
    return [*line, "open", *(["--for", person] if person else [])]


def launcher(words: Sequence[str], platform: str = sys.platform) -> Launcher:
    """The file of a system: .desktop, .command (macOS) or .cmd (Windows).

    The last two are written from their documentation and untested.
    """
    if platform == "darwin":
        return Launcher(f"{NAME}.command", f"#!/bin/sh\nexec {shlex.join(words)}\n", runs=True)
    if platform == "win32":
        quoted = " ".join(f'"{word}"' for word in words).replace("%", "%%")
        return Launcher(f"{NAME}.cmd", f"@echo off\r\nchcp 65001 >nul\r\n{quoted}\r\n", runs=False)
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.0",
        f"Name={NAME}",
        "Comment=Write down what was eaten, and see the days",
        f"Exec={' '.join(_exec_word(word) for word in words)}",
        "Icon=accessories-text-editor",
        "Terminal=false",
        "Categories=Utility;",
    )
    return Launcher("b12track.desktop", "\n".join(lines) + "\n", runs=True)


def _exec_word(word: str) -> str:
    """One word of an Exec line, quoted as the Desktop Entry Specification 1.5 has it.

    >>> _exec_word("/opt/my $dir"), _exec_word("50%")
    ('"/opt/my \\\\\\\\$dir"', '"50%%"')
    """
    for character in ("\\", '"', "`", "$"):
        word = word.replace(character, f"\\{character}")
    # Backslashes are read twice: once as a string of the file, once as a quoted word.
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def desktop_folder() -> str:
    """Where people look for it: the desktop as the system names it, else the home folder."""
    home = os.path.expanduser("~")
    named = _named_desktop(home)
    at_home = os.path.join(home, "Desktop")
    return next((folder for folder in (named, at_home) if folder and os.path.isdir(folder)), home)


def _named_desktop(home: str) -> str | None:
    """XDG_DESKTOP_DIR of the user's own file, for a desktop of another name."""
    config = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
    try:
        with open(os.path.join(config, "user-dirs.dirs"), encoding="utf-8") as file:
            lines = file.read(100_000).splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    for line in lines:
        name, _, folder = line.partition("=")
        if name.strip() == "XDG_DESKTOP_DIR":
            return escaped(folder.strip().strip('"').replace("$HOME", home))
    return None
