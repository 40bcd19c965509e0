"""The first page is the same page, only sooner."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from b12track.errors import DiaryBusy
from b12track.page.addresses import ROOT
from b12track.page.first import First
from tests.conftest import Tool
from tests.page.conftest import Visitor


def first(visitor: Visitor, path: str, method: str = "GET") -> tuple[str, bytes] | None:
    """The status and body that the first page gives, None where it leaves the request."""
    status: list[str] = []
    body = First(visitor.desk)(
        {"REQUEST_METHOD": method, "PATH_INFO": f"{ROOT}{path}"},
        lambda given, _headers, *_rest: status.append(given),  # type: ignore[arg-type,return-value]
    )
    return None if body is None else (status[0], b"".join(body))


@pytest.mark.parametrize("name", ["me", "Änne / B. 100%", ".."])
def test_it_is_what_the_framework_answers(visitor: Visitor, tool: Tool, name: str) -> None:
    tool.ok("log 2 eggs")
    if name != "me":
        tool.ok("profile rename --", name)
    there = visitor.request("GET", "/")
    assert there.status_code == 302
    path = there.headers["Location"].removeprefix(ROOT)
    answer = visitor.request("GET", path)
    decoded = answer.request.environ["PATH_INFO"].removeprefix(ROOT)
    assert first(visitor, decoded) == ("200 OK", answer.data)
    assert first(visitor, "/") == ("302 Found", b"")
    assert first(visitor, "/page.css") == ("200 OK", visitor.request("GET", "/page.css").data)


def test_all_else_is_left_to_the_framework(visitor: Visitor, tool: Tool) -> None:
    assert first(visitor, "/") is None  # an empty diary asks whose it is
    tool.ok("log 2 eggs")
    for path in ("/for/me/eat", "/for/nobody/", "/for/me", "/welcome", ""):
        assert first(visitor, path) is None, path
    assert first(visitor, "/for/me/", "POST") is None


def test_what_cannot_be_read_is_told_by_the_framework(
    visitor: Visitor, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool.ok("log 2 eggs")

    def busy(*_words: str) -> Any:
        raise DiaryBusy("Another program is writing.")

    monkeypatch.setattr(visitor.tool, "read", busy)
    assert first(visitor, "/for/me/") is None


def test_it_needs_no_framework() -> None:
    code = "import sys, b12track.page.first; sys.exit('flask' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
