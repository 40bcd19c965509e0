"""`completion`: the file that lets TAB complete foods, people, days and commands in a shell."""

from __future__ import annotations

import os
from typing import Final

import click

from b12track.cli.session import say
from b12track.errors import StorageFailed

_FOLDER: Final = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shells")
_SHELLS: Final = ("bash", "zsh", "fish")
#: Where each shell looks by itself: below the data folder, or below the settings folder.
_PLACES: Final = {
    "bash": ("XDG_DATA_HOME", "~/.local/share", "bash-completion/completions/b12track"),
    "zsh": ("XDG_DATA_HOME", "~/.local/share", "zsh/site-functions/_b12track"),
    "fish": ("XDG_CONFIG_HOME", "~/.config", "fish/completions/b12track.fish"),
}
_NEXT: Final = {
    "bash": "New shells complete it where bash-completion is installed; else add to ~/.bashrc:"
    "\n  source {path}",
    "zsh": "Add to ~/.zshrc, before compinit, where it is not there yet:"
    "\n  fpath=({folder} $fpath)",
    "fish": "New shells complete it at once.",
}


@click.group()
def completion() -> None:
    """Let the TAB key complete foods, people, days and commands.

    \b
    Examples:
      b12track completion install bash
      b12track completion show zsh
    """


@completion.command()
@click.argument("shell", metavar="SHELL", type=click.Choice(_SHELLS))
def install(shell: str) -> None:
    """Write the file by which a shell completes b12track.

    SHELL is bash, zsh or fish. The file is read when it is needed; nothing runs when a shell
    starts.

    \b
    Example:
      b12track completion install bash
    """
    variable, usual, name = _PLACES[shell]
    path = os.path.join(os.path.expanduser(os.environ.get(variable) or usual), name)
    text = script(shell)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise StorageFailed(f"{path} cannot be written: {error.strerror}.") from None
    say(f"Wrote {path}.\n" + _NEXT[shell].format(path=path, folder=os.path.dirname(path)))


@completion.command()
@click.argument("shell", metavar="SHELL", type=click.Choice(_SHELLS))
def show(shell: str) -> None:
    """Print that file, to be put where you like.

    SHELL is bash, zsh or fish.

    \b
    Example:
      b12track completion show zsh
    """
    say(script(shell).rstrip("\n"))


def script(shell: str) -> str:
    """The completion file of a shell."""
    with open(os.path.join(_FOLDER, f"b12track.{shell}"), encoding="utf-8") as file:
        return file.read()
