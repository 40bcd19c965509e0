"""What opens the page: a ticket that is good once, a cookie, a token for forms."""

from __future__ import annotations

import hmac
import os
import secrets
from contextlib import suppress
from threading import Lock
from typing import Final

_BYTES: Final = 32  # 256 bits
_REDIRECT: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url={address}"><title>b12track</title></head>
<body><p><a href="{address}">Open the diary</a></p></body></html>
"""


class Keys:
    """The secrets of one running page; none of them outlives the process."""

    def __init__(self, port: int) -> None:
        #: Cookies are not isolated by port, so the port stands in the name.
        self.cookie_name = f"b12track-{port}"
        self.session = secrets.token_urlsafe(_BYTES)
        self.form = secrets.token_urlsafe(_BYTES)
        self._ticket: str | None = secrets.token_urlsafe(_BYTES)
        self._spending = Lock()

    @property
    def ticket(self) -> str:
        """The ticket for the first visit; "" once it is spent."""
        return self._ticket or ""

    def spend(self, ticket: str) -> bool:
        """Whether this is the ticket; whoever comes with it again is refused."""
        with self._spending:
            fits = self._ticket is not None and same(ticket, self._ticket)
            if fits:
                self._ticket = None
            return fits


def same(given: str, kept: str) -> bool:
    """Whether two secrets agree, in a time that says nothing about how much of them does."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), kept.encode())


class RedirectFile:
    """A private file that leads the browser to an address which no command line may hold.

    Other users can read the list of running programs, and a shell keeps what it was given.
    """

    def __init__(self, folder: str, port: int) -> None:
        self.path = os.path.join(folder, f"b12track-open-{port}.html")

    def write(self, address: str) -> None:
        """Writes the file anew, 0600; raises OSError."""
        self.remove()
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(self.path, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(_REDIRECT.format(address=address))

    def remove(self) -> None:
        """Takes the file away, if it is still there."""
        with suppress(FileNotFoundError):
            os.unlink(self.path)
