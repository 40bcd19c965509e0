"""The page for a doctor: parsed, read back, and safe whatever a food is called."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from b12track.report.facts import DoctorReport, Drawing
from b12track.report.text import FOOTER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

VOID = {"meta", "img", "input", "br"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += f"{data} "  # cells stand apart

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def log_weeks(tool: Tool) -> None:
    """Eleven days of little, then a tablet and a food without a B12 value."""
    tool.eat("an apple, 20 ml milk", range(4, 15))
    tool.ok("log 1000 µg b12, 2 eggs --on -2d")


#: The page, made once: nine pictures take longer than what is looked at in them.
_MADE: list[str] = []


@pytest.fixture
def made(tool: Tool, tmp_path: Path) -> str:
    if not _MADE:
        log_weeks(tool)
        tool.ok("report -o", str(tmp_path / "report.html"))
        _MADE.append((tmp_path / "report.html").read_text("utf-8"))
    return _MADE[0]


@pytest.fixture
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """For who reads the words of a page alone."""
    monkeypatch.setattr("b12track.cli.report._pictures", lambda *_: {})


def test_the_page_holds_no_script_and_no_address(made: str) -> None:
    page = Page(made)
    assert not {"script", "link", "iframe", "object", "embed", "form", "a", "base"} & {
        tag for tag, _ in page.elements
    }
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert "href" not in attributes
        if "src" in attributes:
            assert tag == "img"
            assert str(attributes["src"]).startswith("data:image/svg+xml;base64,")
    assert not re.findall(r"(?:https?:)?//[a-z]", re.sub(r'src="data:[^"]*"', "", made))


def test_the_policy_allows_this_style_and_nothing_else(made: str) -> None:
    policy = next(
        meta["content"]
        for meta in Page(made).all("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    style = re.search(r"<style>(.*?)</style>", made, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "script-src" not in policy


def test_the_structure_serves_a_screen_reader(made: str) -> None:
    page = Page(made)
    assert page.all("html") == [{"lang": "en"}]
    levels = [tag for tag, _ in page.elements if tag in ("h1", "h2", "h3")]
    assert levels[0] == "h1"
    assert levels.count("h1") == 1
    assert len(page.all("main")) == 1
    tables = len(page.all("table"))
    assert len(page.all("caption")) == tables >= 4
    assert all(head.get("scope") in ("col", "row") for head in page.all("th"))
    assert all(len(str(image["alt"])) > 80 for image in page.all("img"))
    wide, narrow = (
        [image["alt"] for image in page.all("img") if image.get("class") == name]
        for name in ("wide", "narrow")
    )
    assert wide == narrow
    ids = [str(attributes["id"]) for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for attributes in page.all("section"):
        assert attributes["aria-labelledby"] in ids
    assert page.all("label") == [{"for": "large-print"}]


def test_the_page_tells_its_parts_and_only_what_is_not_empty(made: str) -> None:
    text = " ".join(Page(made).text.split())
    for part in (
        "In one sentence",
        "B12 treatment",
        "What is not known",
        "What was taken up",
        "Where the B12 came from",
        "Supplements by mouth",
        "Over time",
        "Method and sources",
        "No blood test is recorded.",
        FOOTER,
    ):
        assert part in text, part
    for empty in ("Injections given", "Symptoms over time", "Vitamin B6", "My questions"):
        assert empty not in text, empty
    assert "deficien" not in text


@pytest.mark.usefixtures("no_pictures")
def test_the_sheet_says_who_treatment_tests_symptoms_and_questions(
    treated: Tool, tmp_path: Path
) -> None:
    path = tmp_path / "report.html"
    treated.ok("report -o", str(path), "--question", "Every two months <instead>?")
    page = Page(path.read_text("utf-8"))
    text = " ".join(page.text.split())
    for part in (
        "Born 12 Mar 1948 (78), female, vegetarian; conditions: pernicious anaemia",
        "Covered until 13 Dec by the injection of 13 Sep.",
        "1 mg hydroxocobalamin injected, every 3 months 22 Nov 2026 13 Sep 2026 13 Dec 2026",
        "7 Mar 2026 B12, total 118 pmol/L 145 to 569 ▼ below",
        "2 Nov 2026 MMA 240 nmol/L up to 280 within",
        "tingling in both feet 6 6 1 4 ×, last 25 Jun 2026",
        "Every two months <instead>?",
    ):
        assert part in text, part
    sparks = [image for image in page.all("img") if image.get("height") == "16"]
    assert [image["alt"] for image in sparks] == [
        "tingling in both feet: 4 notes, first 6, worst 6, last 1"
    ]


def test_the_span_begins_at_the_first_record_of_any_kind(treated: Tool) -> None:
    document = treated.ok("report --json").json
    assert document["from"] == "2026-03-07"
    assert [len(document[kind]) for kind in ("injections", "labs", "symptoms")] == [3, 2, 4]
    assert document["outside"] == {}
    assert document["treatments"] == [
        {
            "regimen": "1 mg hydroxocobalamin injected, every 3 months",
            "since": "2026-11-22",
            "last": "2026-09-13",
            "next": "2026-12-13",
        }
    ]


def test_what_lies_outside_a_span_is_said_and_the_treatment_stays_whole(treated: Tool) -> None:
    document = treated.ok("report --json --from -30d").json
    assert document["outside"] == {"injections": 3, "blood tests": 1, "symptom notes": 4}
    assert len(document["injections"]) == 3
    assert any("3 injections, 1 blood tests, 4 symptom notes" in w for w in document["not_known"])


@pytest.mark.usefixtures("no_pictures")
def test_a_test_during_replacement_says_so_and_gets_no_guideline_words(
    treated: Tool, tmp_path: Path
) -> None:
    treated.ok("lab add b12 410 pmol/L --low 145 --high 569 --on -60d")
    treated.ok("report -o", str(tmp_path / "report.html"))
    text = " ".join(Page((tmp_path / "report.html").read_text("utf-8")).text.split())
    assert "23 Sep 2026 B12, total 410 pmol/L 145 to 569 within, on B12" in text
    assert "410 pmol/L" not in text.partition("What published sources call")[2]


def test_at_most_three_questions(tool: Tool) -> None:
    four = [word for number in range(4) for word in ("--question", f"question {number}")]
    assert tool("report", *four).code == 3


def test_large_print_is_a_switch(tool: Tool, tmp_path: Path) -> None:
    tool.ok("report -o", str(tmp_path / "plain.html"))
    plain = (tmp_path / "plain.html").read_text("utf-8")
    assert "checked" not in Page(plain).all("input")[0]
    tool.ok("report --large-print -o", str(tmp_path / "large.html"))
    large = (tmp_path / "large.html").read_text("utf-8")
    assert "checked" in Page(large).all("input")[0]
    assert "body:has(#large-print:checked)" in large


def test_the_same_diary_gives_the_same_page(tool: Tool, tmp_path: Path) -> None:
    log_weeks(tool)
    first, second = tmp_path / "first.html", tmp_path / "second.html"
    for path in (first, second):
        tool.ok("report -o", str(path))
    assert first.read_text("utf-8") == second.read_text("utf-8")


def test_json_agrees_with_the_days(tool: Tool) -> None:
    log_weeks(tool)
    document = tool.ok("report --json").json
    assert document["schema"] == 1
    assert document["total_days"] == 15
    assert {period["lens"] for period in document["periods"]} <= {"absorbed"}
    assert {row["authority"] for row in document["authorities"]} >= {"us", "efsa", "uk", "who"}
    by_origin = sum(part["b12_ug"] for part in document["origins"])
    assert by_origin == pytest.approx(sum(day["b12_ug"] or 0 for day in document["days"]))


def test_an_empty_diary_makes_a_page_without_percentages(tool: Tool, tmp_path: Path) -> None:
    tool.ok("report -o", str(tmp_path / "empty.html"))
    text = Page((tmp_path / "empty.html").read_text("utf-8")).text
    assert "No injection, tablet or schedule is recorded." in text
    assert "No blood test is recorded." in text
    assert "%" not in text


def test_without_a_file_the_sheet_is_shown(treated: Tool) -> None:
    printed = treated.ok("report").out
    assert "Covered until 13 Dec by the injection of 13 Sep." in printed
    assert "7 Mar 2026: test B12, total" in printed
    assert max(map(len, printed.splitlines())) <= 80
    assert " ".join(FOOTER.split()) in " ".join(printed.split())


def test_other_suffixes_and_existing_files_are_refused(tool: Tool, tmp_path: Path) -> None:
    assert tool("report -o", str(tmp_path / "report.docx")).code == 3
    (tmp_path / "report.html").write_text("mine")
    assert tool("report -o", str(tmp_path / "report.html")).code == 3
    assert (tmp_path / "report.html").read_text() == "mine"


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}{% raw %}",
    "</style><style>*{display:none}",
    "javascript:alert(1)",
    "<a href=//evil.example>x</a>",
    "&lt;b&gt;",
    "日本語",
    "a\x1b[2J",
    "\u202eevil",
    "' onmouseover='x",
)


def test_hostile_names_add_no_element_and_no_attribute() -> None:
    def shape(names: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
        return [(tag, tuple(sorted(attributes))) for tag, attributes in _page(names).elements]

    plain = tuple(f"food {index}" for index in range(len(HOSTILE)))
    assert shape(HOSTILE) == shape(plain)
    text = _page(HOSTILE).text
    assert "<script>alert(1)</script>" in text
    assert "{{7*7}}" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def _page(names: tuple[str, ...]) -> Page:
    """A page whose person, foods, sources, supplements, notes and questions carry these names."""
    from b12track.report.page import report_html

    drawings = [Drawing(b"<svg/>", b"<svg/>", name, name, name) for name in names]
    drawings.append(Drawing(b"<svg/>", b"<svg/>", names[0], names[0], "trend"))
    return Page(report_html(hostile_report(names), drawings))


def hostile_report(names: tuple[str, ...]) -> DoctorReport:
    from b12track.analysis.contributors import Contributor, SupplementIntake
    from b12track.analysis.health_record import HealthRecord
    from b12track.analysis.judged_window import JudgedWindow
    from b12track.analysis.judgement import Judgement
    from b12track.analysis.other_nutrients import other_nutrients
    from b12track.diary.doses import Injection
    from b12track.diary.labs import Lab
    from b12track.diary.profile import circumstances
    from b12track.diary.symptoms import Noted
    from b12track.report.facts import IntakeRecord, Patient
    from b12track.science.reference_values import adult_reference
    from tests.charts.diaries import days

    span = days("-#u?T" * 3)
    eaten = IntakeRecord(
        [Contributor(name, f"code{i}", "natural", 900, 3, 1) for i, name in enumerate(names)],
        {f"code{i}": name for i, name in enumerate(names)},
        [SupplementIntake(name, name, 2, "2026-11-16", "2026-11-17", None, 5) for name in names],
        other_nutrients([], [], {}),
    )
    given = (1, 1, "2026-11-16", None, None, 1_000_000, "hydroxocobalamin")
    record = HealthRecord(
        injections=[Injection(*given, name) for name in names],
        symptoms=[
            Noted(1, 1, "2026-11-16", None, name, "other", None, 3, "left", name) for name in names
        ],
        labs=[Lab(1, 1, "2026-11-16", "b12", "150", "pmol/L", None, None, n) for n in names],
    )
    today = date(2026, 11, 22)
    window = JudgedWindow(today, today, 1, 0, 1)
    answer = Judgement(
        today, "cannot-be-judged", "few-recorded-days", window, None, adult_reference()
    )
    return DoctorReport(
        Patient(names[0], circumstances([], "2026-11-22"), None),
        today,
        span,
        answer,
        adult_reference(),
        [2400] * len(span),
        [],
        [],
        None,
        eaten,
        record,
        questions=list(names[:3]),
    )
