"""The page from its first line to its end: a socket, a key, a browser, a server."""

from __future__ import annotations

import gc
import os
import sys
import threading
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from b12track.diary.storage import places
from b12track.errors import B12TrackError
from b12track.page.addresses import ROOT
from b12track.page.desk import Desk
from b12track.page.guard import Guard
from b12track.page.keys import Keys, RedirectFile
from b12track.page.server import ADDRESS, listening, serve
from b12track.page.tool import Command, State, Tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from b12track.page.first import First

Made = TypeVar("Made")
#: How long the rest of the page waits for the first page to be asked for.
_PATIENCE_SECONDS: Final = 1.0
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
        desk = Desk(Tool(opening.command, opening.state), keys, opening.person)
        page = Guard(Later(desk), keys, port, redirect.remove)
        return serve(page, listener, opening.idle_minutes)
    finally:
        redirect.remove()
        listener.close()


def _browse(path: str) -> None:
    """Shows a file in the person's browser."""
    import webbrowser
    from pathlib import Path

    webbrowser.open(Path(path).as_uri())


class Later:
    """An application that is made while the browser starts; who comes earlier waits for it.

    The first page is ready before the rest: loading a web framework takes longer than everything
    else, and neither the door nor that page needs one.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._first: Future[First] = Future()
        self._page: Future[WSGIApplication] = Future()
        self._more_is_asked = threading.Event()
        threading.Thread(target=self._load, daemon=True).start()

    def _load(self) -> None:
        gc.disable()  # what is loaded stays; looking through it again and again takes a tenth
        _kept_promise(self._first, self._made_first)
        # Whoever reads the first page shall not share the processor with what comes next.
        self._more_is_asked.wait(_PATIENCE_SECONDS)
        _kept_promise(self._page, self._made_page)
        gc.freeze()
        gc.enable()

    def _made_first(self) -> First:
        from b12track.page.first import First

        first = First(self._desk)
        with suppress(B12TrackError):  # told by the page itself, when it is asked for
            first.make_ready()
        return first

    def _made_page(self) -> WSGIApplication:
        from b12track.page.app import application

        return application(self._desk)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not self._page.done():
            answer = self._first.result()(environ, start_response)
            if answer is not None:
                return answer
            self._more_is_asked.set()
        return self._page.result()(environ, start_response)


def _kept_promise(promise: Future[Made], make: Callable[[], Made]) -> None:
    try:
        promise.set_result(make())
    except BaseException as error:  # noqa: BLE001 - raised again where the page is asked for
        promise.set_exception(error)


def _folder() -> str:
    """Where the browser can read the file: at home, for browsers that are packed apart from the
    system see neither hidden folders nor /tmp; else beside the diary."""
    at_home = os.path.expanduser("~")
    if os.path.isdir(at_home) and os.access(at_home, os.W_OK):
        return at_home
    places.make_folder(places.home())
    return places.home()
