"""The page as it really runs: a process of its own, and a headless browser without scripts."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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

    def __init__(self, home: Path, *options: str, now: str = NOW) -> None:
        variables = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(home),
            "B12TRACK_HOME": str(home),
            "B12TRACK_NOW": now,
            "PYTHONPATH": str(ROOT),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "b12track", "open", "--print-address", *options],
            env=variables,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            raise AssertionError(self.end()[1])
        self.root = self.address.partition("/enter/")[0]

    @property
    def port(self) -> int:
        return int(self.root.split(":")[2].partition("/")[0])

    def end(self) -> tuple[int, str]:
        """Ends it as a system does, and gives its exit code and what it said on stderr."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        _, err = self.process.communicate(timeout=30)
        return self.process.returncode, err


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
