"""The page as a process: its address, its key, its ends, and who on this machine can reach it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import NOW, ROOT, Tool
from tests.page.running import Running, running


def test_it_ends_by_itself_when_nobody_comes(home: Path) -> None:
    page = Running(home, "--idle-minutes", "0.02")
    assert page.process.wait(timeout=30) == 0
    assert page.end() == (0, "")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_it_ends_when_it_is_told_to(home: Path, number: int, code: int) -> None:
    page = Running(home)
    page.enter()
    page.process.send_signal(number)
    assert page.process.wait(timeout=30) == code
    assert page.end()[1] == ""


def test_only_this_machine_can_reach_it(home: Path) -> None:
    with running(home) as page:
        own = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
        for address in {*own, "127.0.0.2", "::1"} - {"127.0.0.1"}:
            with pytest.raises(OSError, match=r"refused|unreachable|assign|supported"):
                socket.create_connection((address, page.port), timeout=5)


def test_a_taken_port_is_refused_in_a_sentence(home: Path, tool: Tool) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        tool.refused(f"open --print-address --port {port}", 3, f"Port {port} cannot be used")
    tool.refused("open --print-address --for nobody", 3, "Nobody here is called 'nobody'")
    assert tool("open --host 0.0.0.0").code == 2


def test_the_browser_is_led_by_a_private_file_that_goes(home: Path, tmp_path: Path) -> None:
    """A browser of ours notes its command line and the file it was given, and then goes there."""
    noted = tmp_path / "noted"
    script = tmp_path / "browser"
    script.write_text(
        f"#!{sys.executable}\n"
        "import os, re, stat, sys, time, urllib.request\n"
        "path = sys.argv[1].removeprefix('file://')\n"
        "text = open(path).read()\n"
        "mode = stat.S_IMODE(os.stat(path).st_mode)\n"
        'address = re.search(\'href="([^"]+)"\', text)[1]\n'
        "urllib.request.urlopen(address, timeout=30).read()\n"
        f"note = open({str(noted)!r} + '.new', 'w')\n"
        "note.write('\\n'.join([address, oct(mode), str(os.path.exists(path)), *sys.argv[1:]]))\n"
        "note.close()\n"
        f"os.rename({str(noted)!r} + '.new', {str(noted)!r})\n",
        encoding="utf-8",
    )
    script.chmod(0o700)
    variables = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "B12TRACK_HOME": str(home),
        "B12TRACK_NOW": NOW,
        "BROWSER": f"{script} %s",
    }
    command = [sys.executable, "-m", "b12track", "open"]
    process = subprocess.Popen(
        command, env=variables, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while not noted.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    line = Path(f"/proc/{process.pid}/cmdline").read_bytes().decode()
    process.terminate()
    out, err = process.communicate(timeout=30)
    address, mode, still_there, *arguments = noted.read_text(encoding="utf-8").splitlines()
    ticket = address.rpartition("/")[2]
    assert len(ticket) >= 43  # 256 bits
    assert (mode, still_there) == ("0o600", "False")
    assert not any(ticket in words for words in (out, err, line, *arguments))
    assert list(home.glob("b12track-open-*")) == []


def test_a_private_file_that_was_never_used_goes_too(home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "b12track", "open", "--idle-minutes", "0.02"],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "B12TRACK_HOME": str(home),
            "BROWSER": "true %s",
        },
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    assert process.wait(timeout=60) == 0
    assert list(home.glob("b12track-open-*")) == []


def test_looking_makes_no_diary(home: Path) -> None:
    with running(home) as page:
        page.enter()
        for path in ("/b12track/welcome", "/b12track/for/me/", "/b12track/for/me/days"):
            assert page.ask("GET", path).status == 200
    assert not (home / "diary.db").exists()
