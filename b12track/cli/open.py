"""`open`: the diary as a page in the browser, for those who use no shell; this machine alone."""

from __future__ import annotations

import os
from typing import Final

import click

from b12track.cli.options import Number, Whole, for_person
from b12track.cli.session import Session, say

#: How the page ended, as an exit code: by itself, by Ctrl-C, by SIGTERM.
_ENDS: Final = {"idle": 0, "interrupted": 130, "terminated": 143}


@click.command("open")
@click.option("--port", type=Whole(1024, 65535), metavar="N", help="Which port (else a free one).")
@click.option(
    "--idle-minutes",
    type=Number(0, 1440, min_open=True),
    default=30,
    metavar="N",
    help="End after so many minutes without use (else 30).",
)
@click.option(
    "--print-address", is_flag=True, help="Print the address, which works once; open no browser."
)
@click.option(
    "--desktop", is_flag=True, help="Put a file on the desktop that opens it by a double click."
)
@for_person
@click.pass_obj
def open_(
    session: Session,
    /,
    port: int | None,
    idle_minutes: float,
    print_address: bool,
    desktop: bool,
) -> int:
    """Open the diary in the browser, for those who use no shell.

    Nothing leaves this machine, and nobody else can look in. It ends by itself when nobody uses
    it, and at once with Ctrl-C.

    \b
    Examples:
      b12track open
      b12track open --for mum
      b12track open --desktop
    """
    first = session.person.name if session.person_name else None
    if desktop:
        return _launcher(session.path, first)
    from b12track.cli.spoken import command, state
    from b12track.page.opening import Opening, opened

    opening = Opening(
        command(session.path),
        state(session),
        first,
        port or 0,
        idle_minutes,
        say if print_address else None,
    )
    return _ENDS[opened(opening)]


def _launcher(diary: str, person: str | None) -> int:
    """Writes the file for this system onto the desktop, in place of an older one."""
    from b12track.cli.output import write_files
    from b12track.page.launcher import command_line, desktop_folder, launcher

    file = launcher(command_line(diary, person))
    path = os.path.join(desktop_folder(), file.name)
    write_files({path: file.text.encode()}, force=True)
    if file.runs:
        os.chmod(path, 0o700)
    say(f"Written: {path}")
    return 0
