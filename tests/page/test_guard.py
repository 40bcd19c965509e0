"""The door: twelve hostile hosts and origins at every route, and what each answer carries."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Tool
from tests.page.conftest import HOST, OWN, PORT, Visitor
from tests.page.running import hidden

HOSTS = (
    "evil.example",
    f"evil.example:{PORT}",
    f"localhost:{PORT}",
    "127.0.0.1",
    "127.0.0.1:80",
    f"127.0.0.1:{PORT}.evil.example",
    f"127.0.0.1.evil.example:{PORT}",
    f"0.0.0.0:{PORT}",
    f"[::1]:{PORT}",
    f"127.0.0.1:{PORT}, evil.example",
    f"user@127.0.0.1:{PORT}",
    f"2130706433:{PORT}",
)
#: Headers that a form of another site, or a program, may come with.
ORIGINS: tuple[dict[str, str], ...] = (
    {},
    {"Origin": "null"},
    {"Origin": "https://evil.example"},
    {"Origin": f"http://localhost:{PORT}"},
    {"Origin": f"https://{HOST}"},
    {"Origin": f"http://{HOST}.evil.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": f"http://{HOST}"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "", "Origin": "null"},
)
VALUES = {"person": "me", "form_id": "0" * 32, "entry": "1", "name": "vegan"}


def routes(visitor: Visitor, method: str) -> list[str]:
    """Every address of the page for a method, filled in."""
    addresses = []
    for rule in visitor.app.url_map.iter_rules():
        if method in (rule.methods or ()):
            path = rule.rule.removeprefix("/b12track")
            for name in rule.arguments:
                kind = {"person": "person:", "entry": "int:"}.get(name, "")
                path = path.replace(f"<{kind}{name}>", VALUES[name])
            addresses.append(path)
    assert addresses and not any("<" in path for path in addresses)
    return addresses


@pytest.fixture
def watched(visitor: Visitor, tool: Tool, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The command lines that the page runs from now on."""
    tool.ok("log 2 eggs")
    run: list[Any] = []
    inner = visitor.tool._command
    monkeypatch.setattr(visitor.tool, "_command", lambda words: run.append(words) or inner(words))
    return run


def test_a_foreign_host_reads_nothing_anywhere(visitor: Visitor, watched: list[Any]) -> None:
    for path in [*routes(visitor, "GET"), f"/enter/{visitor.keys.ticket}"]:
        for host in HOSTS:
            for method in ("GET", "HEAD", "POST"):
                answer = visitor.request(method, path, headers={**OWN, "Host": host})
                assert answer.status_code == 400, (host, path)
                assert "egg" not in answer.text
    assert watched == []


def test_no_other_site_writes_anywhere(visitor: Visitor, watched: list[Any], home: Any) -> None:
    fields = hidden(visitor.request("GET", "/for/me/eat").text)
    before, run = (home / "diary.db").read_bytes(), len(watched)
    for path in routes(visitor, "POST"):
        for headers in ORIGINS:
            data = {**fields, "words": "3 eggs", "change": "1", "kind": "entry", "number": "1"}
            answer = visitor.request("POST", path, headers={"Host": HOST, **headers}, data=data)
            assert answer.status_code == 403, (headers, path)
    assert (home / "diary.db").read_bytes() == before
    assert len(watched) == run


def test_without_the_cookie_there_is_only_the_way_back(tool: Tool) -> None:
    tool.ok("log 2 eggs")
    stranger = Visitor(enter=False)
    for method in ("GET", "POST"):
        for path in routes(stranger, method):
            if path != "/page.css":
                answer = stranger.request(method, path)
                assert answer.status_code == 403, path
                assert "open the diary again" in answer.text
                assert "egg" not in answer.text


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "b12track-8912=",
        "b12track-8912=x",
        "b12track=SECRET",
        "b12track-8913=SECRET",
        "xb12track-8912=SECRET",
    ],
)
def test_another_cookie_is_none(cookie: str) -> None:
    stranger = Visitor(enter=False)
    cookie = cookie.replace("SECRET", stranger.keys.session)
    answer = stranger.request("GET", "/for/me/", headers={**OWN, "Cookie": cookie})
    assert answer.status_code == 403


def test_the_ticket_is_good_once() -> None:
    visitor = Visitor(enter=False)
    ticket = visitor.keys.ticket
    assert visitor.request("GET", f"/enter/{ticket}x").status_code == 403
    assert visitor.request("HEAD", f"/enter/{ticket}").status_code == 403
    entered = visitor.request("GET", f"/enter/{ticket}")
    cookie = entered.headers["Set-Cookie"]
    assert cookie.startswith(f"b12track-{PORT}=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/b12track/"} <= set(cookie.split("; "))
    assert ticket not in entered.text and visitor.keys.session not in entered.text
    assert visitor.request("GET", f"/enter/{ticket}").status_code == 403
    assert visitor.request("GET", "/enter/").status_code == 403


def test_a_form_needs_the_token_and_an_id_of_ours(visitor: Visitor, tool: Tool) -> None:
    tool.ok("log 1 egg")
    fields = {**hidden(visitor.request("GET", "/for/me/eat").text), "words": "3 eggs"}
    for wrong in ({"token": "x"}, {"token": ""}, {"form": "1"}, {"form": "F" * 32}):
        answer = visitor.request("POST", "/for/me/eat", data={**fields, **wrong})
        assert answer.status_code == 403
    assert len(tool.ok("today --json").json["entries"]) == 1


def test_every_answer_carries_the_policy_and_is_kept_nowhere(visitor: Visitor) -> None:
    paths = [*routes(visitor, "GET"), "/nothing", "/../secret", "/page.css"]
    for path in paths:
        answer = visitor.request("GET", path)
        assert answer.headers["Cache-Control"] == "no-store", path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert "script" not in visitor.request("GET", "/for/me/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(("method", "status"), [("PUT", 405), ("DELETE", 405), ("OPTIONS", 405)])
def test_other_methods_are_refused(visitor: Visitor, method: str, status: int) -> None:
    assert visitor.request(method, "/for/me/eat").status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/page.css/..",
        "/templates/base.html",
        "/static/x",
        "/for/me/../../x",
    ],
)
def test_only_the_known_addresses_are_there(visitor: Visitor, path: str) -> None:
    assert visitor.request("GET", path).status_code == 404


def test_a_body_too_long_is_refused(visitor: Visitor) -> None:
    answer = visitor.request("POST", "/for/me/eat", data={"words": "x" * 70_000})
    assert answer.status_code == 413


def test_no_address_in_a_form_leads_elsewhere(visitor: Visitor) -> None:
    fields = hidden(visitor.request("GET", "/for/me/eat").text)
    for name in ("next", "back", "url", "redirect"):
        fields[name] = "https://evil.example/"
    answer = visitor.request("POST", "/for/me/eat", data={**fields, "words": "2 eggs"})
    assert answer.headers["Location"] == f"/b12track/saved/{fields['form']}"
