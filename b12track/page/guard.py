"""The door before the page: who may come in, decided before anything of the diary is read."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.page.addresses import ROOT, address
from b12track.page.keys import Keys, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST_BODY: Final = 64 * 1024
HEADERS: Final = (
    (
        "Content-Security-Policy",
        (
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
            " frame-ancestors 'none'; base-uri 'none'"
        ),
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)
_READING: Final = ("GET", "HEAD")
_STYLE: Final = address("style")
_ENTER: Final = f"{ROOT}/enter/"


class _Answer(NamedTuple):
    """What the door itself says: a status, a heading, a sentence, and perhaps a cookie."""

    status: str
    heading: str
    sentence: str
    headers: tuple[tuple[str, str], ...] = ()
    leads_on: bool = False


_AGAIN: Final = _Answer(
    "403 Forbidden",
    "Please open the diary again",
    "This page was opened without its key, or the key is no longer good. Close this window and"
    " open the diary again the way you usually do.",
)


class Guard:
    """A WSGI application around the page that lets its own browser in and nobody else.

    In this order: the Host, name and port (a name that another site points to this machine
    passes every later check); the method; on writing requests where they come from; their size;
    the ticket or the cookie.
    """

    def __init__(
        self, page: WSGIApplication, keys: Keys, port: int, entered: Callable[[], None]
    ) -> None:
        self._page, self._keys, self._entered = page, keys, entered
        self.host = f"127.0.0.1:{port}"

    @property
    def origin(self) -> str:
        """The only origin whose forms are read."""
        return f"http://{self.host}"

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = self._refusal(environ) or self._let_in(environ)
        if answer is not None:
            return _answered(answer, environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:  # noqa: ANN401 - as WSGI has it
            named = {name.lower() for name, _ in headers}
            more = [pair for pair in HEADERS if pair[0].lower() not in named]
            return start_response(status, [*headers, *more], *rest)

        return self._page(environ, start)

    def _refusal(self, environ: WSGIEnvironment) -> _Answer | None:
        """What is wrong with a request whoever sends it, or None."""
        if environ.get("HTTP_HOST") != self.host:
            return _Answer("400 Bad Request", "Not here", f"This page is at {self.origin} only.")
        method = environ["REQUEST_METHOD"]
        if method not in (*_READING, "POST"):
            return _Answer("405 Method Not Allowed", "Not like this", "Pages are read or sent.")
        if method == "POST" and not self._is_own(environ):
            return _Answer(
                "403 Forbidden",
                "Not from there",
                "This was sent from another site, so it was not read; nothing was saved.",
            )
        length = environ.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdecimal()) or int(length) > LONGEST_BODY:
            return _Answer(
                "413 Content Too Large", "Too long", "That is too long; nothing was saved."
            )
        return None

    def _is_own(self, environ: WSGIEnvironment) -> bool:
        """Whether a writing request comes from a form of this page.

        Under no-referrer a browser says Origin: null of its own forms too, so that alone proves
        nothing; then Sec-Fetch-Site decides, which no page can set.
        """
        site, origin = environ.get("HTTP_SEC_FETCH_SITE"), environ.get("HTTP_ORIGIN")
        if origin not in (None, "null", self.origin):
            return False
        return origin == self.origin if site is None else site in ("same-origin", "none")

    def _let_in(self, environ: WSGIEnvironment) -> _Answer | None:
        """None for who has the cookie; the first visit spends the ticket and gets it."""
        path = environ.get("PATH_INFO", "")
        if path == _STYLE:
            return None
        if path.startswith(_ENTER) and environ["REQUEST_METHOD"] == "GET":
            if not self._keys.spend(path.removeprefix(_ENTER)):
                return _AGAIN
            self._entered()
            # A redirect would not carry a strict cookie: the visit began in a file, on no site.
            return _Answer(
                "200 OK",
                "Your diary is open",
                "It appears in a moment.",
                (("Set-Cookie", self._cookie()),),
                leads_on=True,
            )
        return None if self._has_cookie(environ) else _AGAIN

    def _cookie(self) -> str:
        keys = self._keys
        return f"{keys.cookie_name}={keys.session}; HttpOnly; SameSite=Strict; Path={ROOT}/"

    def _has_cookie(self, environ: WSGIEnvironment) -> bool:
        for pair in environ.get("HTTP_COOKIE", "").split(";"):
            name, _, secret = pair.strip().partition("=")
            if name == self._keys.cookie_name and same(secret, self._keys.session):
                return True
        return False


def _answered(
    answer: _Answer, environ: WSGIEnvironment, start_response: StartResponse
) -> list[bytes]:
    """A page of the door's own, which needs no template and shows nothing of the diary."""
    refresh = f'<meta http-equiv="refresh" content="0;url={ROOT}/">' if answer.leads_on else ""
    link = f'<p><a class="button" href="{ROOT}/">Go on</a></p>' if answer.leads_on else ""
    title = escape(answer.heading)
    body = (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">{refresh}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="{_STYLE}"></head><body>'
        f"<main><h1>{title}</h1><p>{escape(answer.sentence)}</p>{link}</main></body></html>"
    ).encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        *answer.headers,
        *HEADERS,
    ]
    start_response(answer.status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
