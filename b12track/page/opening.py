"""The page from its first line to its end: a socket, a key, a browser, a server."""

from __future__ import annotations

import gc
import os
import sys
import threading
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.storage import places
from b12track.errors import B12TrackError
from b12track.page.guard import ROOT, Guard
from b12track.page.keys import Keys, RedirectFile
from b12track.page.server import ADDRESS, listening, serve
from b12track.page.tool import Command, State, Tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

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
            threading.Thread(target=_browse, args=(redirect.path,), daemon=True).start()
        page = Guard(Later(lambda: _built(opening, keys)), keys, port, redirect.remove)
        return serve(page, listener, opening.idle_minutes)
    finally:
        redirect.remove()
        listener.close()


def _browse(path: str) -> None:
    """Shows a file in the person's browser."""
    import webbrowser
    from pathlib import Path

    webbrowser.open(Path(path).as_uri())


def _built(opening: Opening, keys: Keys) -> WSGIApplication:
    """The application, with the first page made ready."""
    gc.disable()  # what is loaded stays; looking through it again and again takes a tenth
    from b12track.page.app import application

    tool = Tool(opening.command, opening.state)
    page = application(tool, keys, opening.person)
    with suppress(B12TrackError):  # told by the page itself, when it is asked for
        tool.prepare(opening.person)
    gc.freeze()
    gc.enable()
    return page


class Later:
    """An application that is made while the browser starts; who comes earlier waits for it.

    Loading a web framework takes longer than everything else, and the door needs none.
    """

    def __init__(self, make: Callable[[], WSGIApplication]) -> None:
        self._page: Future[WSGIApplication] = Future()
        threading.Thread(target=self._make, args=(make,), daemon=True).start()

    def _make(self, make: Callable[[], WSGIApplication]) -> None:
        try:
            self._page.set_result(make())
        except BaseException as error:  # noqa: BLE001 - raised again where the page is asked for
            self._page.set_exception(error)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self._page.result()(environ, start_response)


def _folder() -> str:
    """Where the browser can read the file: at home, for browsers that are packed apart from the
    system see neither hidden folders nor /tmp; else beside the diary."""
    at_home = os.path.expanduser("~")
    if os.path.isdir(at_home) and os.access(at_home, os.W_OK):
        return at_home
    places.make_folder(places.home())
    return places.home()
