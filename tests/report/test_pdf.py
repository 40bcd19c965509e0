"""The report as a PDF: text that can be searched, one sheet first, the same bytes twice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from b12track.report.pdf import report_pdf
from tests.conftest import Tool
from tests.report.test_page import HOSTILE, hostile_report

POPPLER = shutil.which("pdftotext")


def text_of(path: Path, *options: str) -> str:
    run = [POPPLER or "pdftotext", *options, "-layout", str(path), "-"]
    return subprocess.run(run, check=True, capture_output=True, text=True).stdout


def test_the_file_is_a_pdf_and_the_same_twice(treated: Tool, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        treated.ok("report -o", str(tmp_path / name))
    content = (tmp_path / "a.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content == (tmp_path / "b.pdf").read_bytes()
    assert b"/JavaScript" not in content
    assert b"/URI" not in content


@pytest.mark.skipif(POPPLER is None, reason="no pdftotext on this machine")
def test_the_sheet_is_one_page_of_real_text(treated: Tool, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    treated.ok("report -o", str(path), "--question", "Every two months instead?")
    first = " ".join(text_of(path, "-l", "1").split())
    for part in (
        "Covered until 13 Dec by the injection of 13 Sep.",
        "Every two months instead?",
        "▼ below",
        "tingling in both feet",
        "What is not known",
    ):
        assert part in first, part
    assert first.endswith("replace a health professional.")


def test_hostile_names_are_written_as_letters() -> None:
    assert report_pdf(hostile_report(HOSTILE), []).startswith(b"%PDF-")
