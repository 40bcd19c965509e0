"""The page as it really runs: a process of its own, and a headless browser without scripts."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.conftest import NOW, ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


class Running:
    """One run of `b12track open --print-address`."""

    def __init__(
        self, home: Path, *options: str, now: str = NOW, before: tuple[str, ...] = ()
    ) -> None:
        variables = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(home),
            "B12TRACK_HOME": str(home),
            "B12TRACK_NOW": now,
            "PYTHONPATH": str(ROOT),
        }
        self.process = subprocess.Popen(
            [*before, sys.executable, "-m", "b12track", "open", "--print-address", *options],
            env=variables,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._is_watched = bool(before)
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            raise AssertionError(self.end()[1])
        self.cookie = ""
        self.root = self.address.partition("/enter/")[0]

    def enter(self) -> http.client.HTTPResponse:
        """Spends the ticket as a browser does; the cookie is kept."""
        response = self.ask("GET", "/" + self.address.split("/", 3)[3])
        self.cookie = (response.getheader("Set-Cookie") or "").partition(";")[0]
        return response

    def ask(self, method: str, path: str, **fields: str) -> http.client.HTTPResponse:
        """One request, of a form where fields are given; its body is in `text`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": "null", "Cookie": self.cookie}
        body = urlencode(fields) if fields else None
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            response.text = response.read().decode()  # type: ignore[attr-defined]
        finally:
            connection.close()
        return response

    def form(self, path: str) -> dict[str, str]:
        """The hidden fields of the first form of a page."""
        return hidden(str(self.ask("GET", path).text))  # type: ignore[attr-defined]

    @property
    def port(self) -> int:
        return int(self.root.split(":")[2].partition("/")[0])

    def _page_process(self) -> int:
        """The page itself, not the program that watches it."""
        number = self.process.pid
        if not self._is_watched:
            return number
        children = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii")
        return int((children.split() or [number])[0])

    def end(self) -> tuple[int, str]:
        """Ends it as a system does, and gives its exit code and what it said on stderr."""
        if self.process.poll() is None:
            with suppress(ProcessLookupError):  # it may have been killed this very moment
                os.kill(self._page_process(), signal.SIGTERM)
        _, err = self.process.communicate(timeout=30)
        return self.process.returncode, err


def hidden(page: str) -> dict[str, str]:
    """The token and the id of the first form of a page."""
    form_id = re.search(r'name="form" value="([0-9a-f]{32})"', page)
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert form_id and token, page
    return {"form": form_id[1], "token": token[1]}


@contextmanager
def running(home: Path, *options: str, now: str = NOW) -> Iterator[Running]:
    """A running page that is ended afterwards, whatever happens."""
    page = Running(home, *options, now=now)
    try:
        yield page
    finally:
        page.end()


@contextmanager
def browser(*more: str) -> Iterator[Any]:
    """A headless Chromium that asks nobody for anything."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *more])
        try:
            yield opened
        finally:
            opened.close()
