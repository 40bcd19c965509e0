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
QUESTION = "Every two months instead?"


def text_of(path: Path, *options: str) -> str:
    run = [POPPLER or "pdftotext", *options, "-layout", str(path), "-"]
    return subprocess.run(run, check=True, capture_output=True, text=True).stdout


#: The file, made once.
_MADE: list[bytes] = []


@pytest.fixture
def made(treated: Tool, tmp_path: Path) -> Path:
    path = tmp_path / "made.pdf"
    if not _MADE:
        treated.ok("report -o", str(path), "--question", QUESTION)
        _MADE.append(path.read_bytes())
    path.write_bytes(_MADE[0])
    return path


def test_the_file_is_a_pdf_and_the_same_twice(treated: Tool, made: Path, tmp_path: Path) -> None:
    treated.ok("report -o", str(tmp_path / "again.pdf"), "--question", QUESTION)
    content = made.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content == (tmp_path / "again.pdf").read_bytes()
    assert b"/JavaScript" not in content
    assert b"/URI" not in content


@pytest.mark.skipif(POPPLER is None, reason="no pdftotext on this machine")
def test_the_sheet_is_one_page_of_real_text(made: Path) -> None:
    first = " ".join(text_of(made, "-l", "1").split())
    for part in (
        "Covered until 13 Dec by the injection of 13 Sep.",
        QUESTION,
        "▼ below",
        "tingling in both feet",
        "What is not known",
    ):
        assert part in first, part
    assert first.endswith("replace a health professional.")


def test_hostile_names_are_written_as_letters() -> None:
    assert report_pdf(hostile_report(HOSTILE), []).startswith(b"%PDF-")


@pytest.mark.skipif(POPPLER is None, reason="no pdftotext on this machine")
def test_large_print_breaks_no_word_and_leaves_no_heading_alone(
    treated: Tool, tmp_path: Path
) -> None:
    path = tmp_path / "large.pdf"
    treated.ok("report --large-print -o", str(path))
    text = text_of(path)
    for word in ("Severity", "Worst", "hydroxocobalamin", "22 Nov 2026", "118 pmol/L"):
        assert word in text.replace("\N{NO-BREAK SPACE}", " "), word
    headings = ("Blood tests", "Symptoms", "Injections", "Notes of symptoms", "Over time")
    for page in text.split("\f"):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert not lines or lines[-1] not in headings


@pytest.mark.skipif(POPPLER is None, reason="no pdftotext on this machine")
def test_columns_without_a_word_are_left_out(made: Path) -> None:
    heads = [line.split() for line in text_of(made).splitlines() if "Stays in the body" in line]
    assert heads == [["Day", "Dose", "Form", "Stays", "in", "the", "body"]]
