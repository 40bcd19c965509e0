"""One text on every engine, and no socket ever opened by the embedded one."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Tool

TOOL = str(Path(sys.executable).with_name("b12track"))
#: Ends the process the moment anything written in Python asks for a socket.
NO_SOCKET = """
import os, sys
REFUSED = {f"socket.{word}" for word in ("__new__", "connect", "bind", "sendto", "getaddrinfo")}
def hear(event, _arguments):
    if event in REFUSED:
        os.write(2, b"a socket was asked for")
        os._exit(99)
sys.addaudithook(hear)
from b12track.cli.entry import run
sys.exit(max(run(line.split()) for line in sys.argv[1:]))
"""


@pytest.fixture
def days(tmp_path: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    tool.ok("cohort simulate --people 600 --days 3 --unbalanced --zeros 10 -o days.parquet")
    return tmp_path / "days.parquet"


LINE = ("cohort", "distribution", "days.parquet", "--by", "sex,age_band", "--bootstrap", "5")


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java runtime")
@pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="pyspark is not installed")
def test_spark_prints_the_same_text(days: Path) -> None:
    texts = []
    for engine in ("duckdb", "spark"):
        command = [TOOL, *LINE, "--engine", engine]
        environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}
        outcome = subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment, cwd=days.parent
        )
        assert outcome.returncode == 0, outcome.stderr[-2000:]
        texts.append(outcome.stdout)
    assert texts[0] == texts[1]


def test_no_socket_is_asked_for(days: Path) -> None:
    lines = (" ".join(LINE), "cohort distribution days.parquet --bootstrap 5 -o usual.png")
    command = [sys.executable, "-c", NO_SOCKET, *lines]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False, cwd=days.parent)
    assert outcome.returncode == 0, outcome.stderr
    assert (days.parent / "usual.png").exists()


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_kernel_sees_no_network_socket(days: Path) -> None:
    trace = days.parent / "trace"
    command = ["strace", "-f", "-e", "trace=socket,connect", "-o", str(trace), TOOL, *LINE]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False, cwd=days.parent)
    if "ptrace" in outcome.stderr or not trace.exists():
        pytest.skip("strace may not trace here")
    assert outcome.returncode == 0, outcome.stderr
    assert "AF_INET" not in trace.read_text()


def test_the_guard_itself_works() -> None:
    script = NO_SOCKET.replace("from b12track", "import socket; socket.socket()\nfrom b12track")
    outcome = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (outcome.returncode, outcome.stderr) == (99, b"a socket was asked for")
