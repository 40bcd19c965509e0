"""What a user installs: the wheel carries the food table and the cited tables of the science."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import ROOT


def test_the_wheel_carries_every_table(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        assert archive.read("b12track/foods.csv") == (ROOT / "foods.csv").read_bytes()
    tables = {
        f"b12track/{path.relative_to(ROOT / 'b12track').as_posix()}"
        for path in (ROOT / "b12track").rglob("*.csv")
    }
    assert tables
    assert tables <= names
    assert not [name for name in names if name.startswith("tests")]


def test_the_installed_package_finds_its_table(tmp_path: Path) -> None:
    """Imported from the unpacked wheel, far from the source tree, the tool logs a meal."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import b12track.foods.table as table;"
        "assert table.__file__.startswith(sys.argv[1]), table.__file__;"
        "print(len(table.read(table.table_path())))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "site")]
    outcome = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert int(outcome.stdout) >= 800
