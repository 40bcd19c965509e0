"""The server of the page: this machine alone, until it is idle or told to end."""

from __future__ import annotations

import _thread
import logging
import os
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING, Final

from b12track.errors import InputRefused
from b12track.page.guard import LONGEST_BODY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

#: The one address that is listened on: nothing outside this machine can reach it.
ADDRESS: Final = "127.0.0.1"
_THREADS: Final = 4


def listening(port: int) -> socket.socket:
    """A socket of this machine alone; port 0 takes any that is free.

    Raises InputRefused where another program has the port.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":  # there it would let another program take the port away
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
        listener.listen(64)
    except OSError as error:
        listener.close()
        raise InputRefused(
            f"Port {port} cannot be used ({error.strerror}): leave --port out, or give another."
        ) from None
    return listener


class Wakefulness:
    """Notes when the page was last used, and ends the program when that is long ago."""

    def __init__(self, page: WSGIApplication, idle_seconds: float) -> None:
        self._page, self._idle_seconds = page, idle_seconds
        self._last = time.monotonic()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self._last = time.monotonic()
        return self._page(environ, start_response)

    @property
    def seconds_left(self) -> float:
        """How long it is until the end, if nobody comes."""
        return self._last + self._idle_seconds - time.monotonic()

    def watch(self) -> None:
        """Waits in a thread of its own until nobody has come for so long."""
        while (left := self.seconds_left) > 0:
            time.sleep(min(left, 5.0))
        _thread.interrupt_main(signal.SIGTERM)


def serve(page: WSGIApplication, listener: socket.socket, idle_minutes: float) -> str:
    """Answers requests until an end: "idle", "terminated" or "interrupted".

    A request that has begun is finished first, so that no entry is told half.
    """
    from waitress.server import create_server

    # Nothing of a diary goes into a log, and nobody reads one here.
    logging.getLogger("waitress").setLevel(logging.CRITICAL)
    awake = Wakefulness(page, idle_minutes * 60)
    reasons: list[str] = []

    def ended(_number: int, _frame: FrameType | None) -> None:
        reasons.append("terminated" if awake.seconds_left > 0 else "idle")
        raise SystemExit

    server = create_server(
        awake,
        sockets=[listener],
        threads=_THREADS,
        max_request_body_size=LONGEST_BODY,
        max_request_header_size=16 * 1024,
        expose_tracebacks=False,
        ident="b12track",
        clear_untrusted_proxy_headers=True,
    )
    before = signal.signal(signal.SIGTERM, ended)
    threading.Thread(target=awake.watch, daemon=True).start()
    try:
        server.run()  # ends by SystemExit or KeyboardInterrupt, which it keeps to itself
    finally:
        server.close()
        signal.signal(signal.SIGTERM, before)
    return reasons[0] if reasons else "interrupted"
