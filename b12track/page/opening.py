"""The page from its first line to its end: a socket, a key, a browser, a server."""

from __future__ import annotations

import os
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.storage import places
from b12track.page.guard import ROOT, Guard
from b12track.page.keys import Keys, RedirectFile
from b12track.page.server import ADDRESS, listening, serve
from b12track.page.tool import Command, State, Tool

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_BROWSER: Final = (
    "If no page appears: b12track open --print-address, and put the address into a browser."
)


class Opening(NamedTuple):
    """What the page is opened with; `tell` gets the address where no browser shall be opened."""

    command: Command
    state: State
    person: str | None
    port: int
    idle_minutes: float
    tell: Callable[[str], None] | None


def opened(opening: Opening) -> str:
    """Serves the page until it ends: "idle", "terminated" or "interrupted"."""
    listener = listening(opening.port)
    port = listener.getsockname()[1]
    keys = Keys(port)
    redirect = RedirectFile(_folder(), port)
    address = f"http://{ADDRESS}:{port}{ROOT}/enter/{keys.ticket}"
    try:
        # A browser that comes before the page is ready waits in the queue of the socket.
        if opening.tell:
            opening.tell(address)
        else:
            redirect.write(address)
            sys.stderr.write(f"{_NO_BROWSER}\n")
            threading.Thread(
                target=webbrowser.open, args=(Path(redirect.path).as_uri(),), daemon=True
            ).start()
        from b12track.page.app import application

        tool = Tool(opening.command, opening.state)
        page = Guard(application(tool, keys, opening.person), keys, port, redirect.remove)
        return serve(page, listener, opening.idle_minutes)
    finally:
        redirect.remove()
        listener.close()


def _folder() -> str:
    """Where the browser can read the file: at home, for browsers that are packed apart from the
    system see neither hidden folders nor /tmp; else beside the diary."""
    at_home = os.path.expanduser("~")
    if os.path.isdir(at_home) and os.access(at_home, os.W_OK):
        return at_home
    places.make_folder(places.home())
    return places.home()
