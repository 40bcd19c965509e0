"""What is published: the same bytes twice, a licence for every figure, a manual that is printed."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

from b12track import __version__
from tests.conftest import ROOT
from tools.manual import manual
from tools.release import built

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _licences() -> dict[str, str]:
    """Source of the figures → SPDX identifier, as README's table says."""
    table = README.partition("## Licences")[2]
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| ([\w.-]+) \|$", table, flags=re.MULTILINE)
    return {name.strip(): spdx for names, spdx in rows for name in names.split(",")}


def test_every_source_of_a_figure_has_a_licence() -> None:
    with (ROOT / "foods.csv").open(encoding="utf-8") as file:
        sources = {row["source"] for row in csv.DictReader(file)}
    assert sources <= _licences().keys()


def test_the_declaration_and_the_readme_agree() -> None:
    annotations = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
    (of_foods,) = (part for part in annotations if part["path"] == "foods.csv")
    assert set(of_foods["SPDX-License-Identifier"].split(" AND ")) == set(_licences().values())
    texts = {path.stem for path in (ROOT / "LICENSES").iterdir()}
    assert texts == set(_licences().values())


def test_the_citation_names_this_version() -> None:
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no checkout: which files are ours?")
def test_two_builds_are_the_same_to_the_byte(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    sums = built(first)
    assert sums == built(second)
    assert {Path(name).suffix for name in sums} == {".whl", ".gz"}
    (wheel,) = first.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "b12track/foods.csv" in names
    assert any(name.endswith("share/man/man1/b12track.1") for name in names)
    assert any(name.endswith("licenses/LICENSES/OGL-UK-3.0.txt") for name in names)


def test_the_manual_is_what_the_tool_prints() -> None:
    printed = (ROOT / "docs" / "b12track.1").read_text(encoding="utf-8")
    assert printed == manual(), "make docs renews it"


@pytest.mark.skipif(shutil.which("groff") is None, reason="no groff here to read the manual")
def test_the_manual_is_sound_roff() -> None:
    page = str(ROOT / "docs" / "b12track.1")
    command = ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-Wbreak", "-z", page]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stderr) == (0, "")
