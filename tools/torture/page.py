"""The local page under torture: killed at any call, many windows at once, requests of any kind."""

from __future__ import annotations

import http.client
import random
import re
import resource
import socket
from collections import Counter
from contextlib import closing
from threading import Thread
from typing import TYPE_CHECKING

from b12track.diary.storage import file
from b12track.page.guard import ROOT as PAGES
from tests.page.running import CHROMIUM, Running, running
from tools.torture import rig
from tools.torture.fuzz import mutated

if TYPE_CHECKING:
    from pathlib import Path

_EAT = f"{PAGES}/for/me/eat"
_MEAL = "2 eggs, 100 g cheddar"


def killed(seed: Path, every: int = 1) -> rig.Figures:
    """Kills a page at each call that changes the disk while a form is saved.

    An answer that says "saved" is an entry that is there; without an answer it is there wholly or
    not at all, and the next page opens.
    """
    home, log = seed.parent / "page", seed.parent / "page-calls.txt"
    traced = (str(rig.STRACE), "-f", "-qq", "-o", str(log), "-e", f"trace={','.join(rig.CHANGING)}")
    rig.copied(seed, home)
    before = rig.state(home)
    assert _saved(home, traced)
    after = rig.state(home)
    # strace counts the calls of each thread by itself.
    threads = Counter(re.findall(r"^(\d+) +([a-z0-9_]+)\(", log.read_text("utf-8"), re.MULTILINE))
    most: dict[str, int] = {}
    for (_, name), times in threads.items():
        most[name] = max(times, most.get(name, 0))
    points, violations = 0, []
    for name, times in sorted(most.items()):
        for number in range(1, times + 1, every):
            rig.copied(seed, home)
            inject = f"inject={name}:signal=KILL:when={number}"
            acknowledged = _saved(home, (*traced[:4], "/dev/null", "-e", inject))
            points += 1
            wrong = _judged(home, acknowledged, before, after)
            violations += [f"{name} {number}: {wrong}"] if wrong else []
    return rig.Figures(points, violations)


def _saved(home: Path, before: tuple[str, ...]) -> bool:
    """Sends one meal to a page that may be killed; whether it said that it is saved."""
    try:
        page = Running(home, now=rig.NOW.isoformat(), before=before)
    except AssertionError:
        return False  # killed before it said its address
    try:
        page.enter()
        fields = page.form(_EAT)
        return page.ask("POST", _EAT, words=_MEAL, **fields).status == 303
    except (OSError, http.client.HTTPException):
        return False
    finally:
        page.end()


def _judged(home: Path, acknowledged: bool, before: rig.State, after: rig.State) -> str | None:
    now = _without_keys(rig.state(home))
    if now == _without_keys(after):
        return None
    if now != _without_keys(before):
        return "the diary is neither as before nor as after"
    return "said saved, and it is not" if acknowledged else None


def _without_keys(state: rig.State) -> rig.State:
    """The state without the ids of forms, which differ from run to run, and their checksums."""
    text = re.sub(r"'[0-9a-f]{32}'", "'form'", repr(state))
    return (re.sub(r"-?\d{12,}", "checksum", text),)


def windows(seed: Path, number: int, each: int) -> rig.Figures:
    """So many windows save at once, and the command line meanwhile: nothing is lost or refused."""
    home = rig.copied(seed, seed.parent / "windows")
    violations: list[str] = []
    with closing(file.open_to_read(str(home / "diary.db"))) as diary:
        (before,) = diary.execute("SELECT count(*) FROM entry").fetchone()
    with running(home, now=rig.NOW.isoformat()) as page:
        page.enter()

        def window(name: int) -> None:
            for step in range(each):
                words = f"{name + 1} eggs, {step + 1} g salmon"
                answer = page.ask("POST", _EAT, words=words, **page.form(_EAT))
                if answer.status != 303:
                    violations.append(f"window {name}: {answer.status}")

        threads = [Thread(target=window, args=(name,)) for name in range(number)]
        for thread in threads:
            thread.start()
        shell = [rig.run(home, ["log", "1 egg"]) for _ in range(3)]
        for thread in threads:
            thread.join()
    violations += [f"shell: {ended.err}" for ended in shell if ended.code]
    with closing(file.open_to_read(str(home / "diary.db"))) as diary:
        (there,) = diary.execute("SELECT count(*) FROM entry").fetchone()
    expected = before + 2 * number * each + len(shell)
    if there != expected:
        violations.append(f"{there} entries instead of {expected}")
    return rig.Figures(number * each, violations)


_WORDS = ("2 eggs", "soy milk", "1000 µg", "yesterday", "another", "2026-11-22", "b12 pg/mL", "4")
_FIELDS = (
    "words",
    "meal",
    "day",
    "d",
    "m",
    "y",
    "choice",
    "asked",
    "chosen",
    "kind",
    "schedule",
    "entry",
    "strength",
    "test",
    "name",
    "diet",
    "born",
    "welcome",
    "change",
    "number",
    "on",
    "view",
    "days",
)
_TAILS = (
    "",
    "eat",
    "eat/again",
    "dose",
    "days",
    "feel",
    "blood",
    "doctor",
    "doctor/report",
    "put-right",
    "put-right/1",
    "delete",
    "undo",
    "people",
    "about",
    "fridge",
)


def requests(seed: Path, number: int) -> rig.Figures:
    """Mutated addresses, fields and headers, with the key: never a 500, never a traceback.

    Memory may grow by 60 MB after the first tenth, which has filled what is kept.
    """
    home = rig.copied(seed, seed.parent / "fuzzed")
    draw = random.Random(number)
    violations: list[str] = []
    with running(home, now=rig.NOW.isoformat()) as page:
        page.enter()
        fields = page.form(_EAT)
        page.ask("GET", f"{PAGES}/for/me/doctor/report")  # so that all it needs is loaded
        early = 0
        for count in range(number):
            violations += _one_request(page, draw, fields)
            if count == number // 10:
                early = _memory_kb(page)
        grown = _memory_kb(page) - early
        if grown > 60_000:
            violations.append(f"memory grew by {grown} kB")
        violations += [] if page.ask("GET", f"{PAGES}/").status in (200, 302) else ["it is gone"]
        printed = page.end()[1]
    rig_state = rig.state(home)  # raises where the diary is damaged
    assert rig_state
    return rig.Figures(number, violations + ([f"it said: {printed[-300:]}"] if printed else []))


def _one_request(page: Running, draw: random.Random, known: dict[str, str]) -> list[str]:
    path = f"{PAGES}/for/me/{draw.choice(_TAILS)}"
    if draw.random() < 0.3:
        path = mutated(path, _TAILS, draw)
    path = re.sub(r"[^!-~]", lambda match: f"%{ord(match[0]) & 0xFF:02X}", path) or "/"
    sent = {draw.choice(_FIELDS): draw.choice(_WORDS) for _ in range(draw.randint(1, 6))}
    sent = {name: mutated(words, _WORDS, draw) for name, words in sent.items()}
    if draw.random() < 0.9:
        sent |= {"token": known["token"], "form": f"{draw.getrandbits(128):032x}"}
    if draw.random() < 0.1:
        return _bytes(page, draw)
    try:
        answer = page.ask(draw.choice(("GET", "POST", "POST")), path, **sent)
    except (http.client.HTTPException, ValueError, OSError) as error:
        return [f"{path}: {error!r}"]
    text = str(answer.text)  # type: ignore[attr-defined]
    if answer.status == 500 or "Traceback" in text:
        return [f"{answer.status}: {path} {sent}"]
    return []


def _bytes(page: Running, draw: random.Random) -> list[str]:
    """Bytes that are hardly a request: an answer of refusal, or none."""
    request = f"GET {PAGES}/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\nabc"
    line = mutated(request, ("\r\n", "Transfer-Encoding: chunked\r\n", "\0", "HTTP/9"), draw)
    with socket.create_connection(("127.0.0.1", page.port), timeout=10) as raw:
        raw.sendall(line.encode("utf-8", "replace"))
        raw.shutdown(socket.SHUT_WR)
        try:
            answer = raw.recv(200)
        except OSError:
            return []
    return [f"{line!r}: {answer!r}"] if answer[9:12] in (b"200", b"500") else []


def tests() -> list[tuple[str, str, int]]:
    """What tests say of the door, and of what a browser sees: sweep, test and points of each."""
    from tests.page.test_guard import HOSTS, ORIGINS

    door, browser = "page/test_guard.py::test_", "page/test_browser.py::test_"
    sweeps = [
        (
            "foreign hosts, each at every address of the page",
            f"{door}a_foreign_host_reads_nothing_anywhere",
            len(HOSTS),
        ),
        (
            "foreign origins, each at every form",
            f"{door}no_other_site_writes_anywhere",
            len(ORIGINS),
        ),
    ]
    if CHROMIUM:
        from tests.page.test_browser import LOOKS, PAGES

        name = f"axe: {len(PAGES)} pages at {len(LOOKS)} widths and sizes of letters"
        test = f"{browser}every_page_is_accessible_at_every_size"
        sweeps.append((name, test, len(PAGES) * len(LOOKS)))
    return sweeps


def _memory_kb(page: Running) -> int:
    """What the page's process holds, in kB."""
    with open(f"/proc/{page.process.pid}/status", encoding="utf-8") as status:
        match = re.search(r"VmRSS:\s+(\d+)", status.read())
    return int(match[1]) if match else resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
