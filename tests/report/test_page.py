"""The page for a doctor: parsed, read back, and safe whatever a food is called."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

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
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def log_weeks(tool: Tool) -> None:
    """Eleven days of little, then a tablet and a food without a B12 value."""
    for back in range(14, 3, -1):
        tool.ok(f"log an apple, 20 ml milk --on -{back}d")
    tool.ok("log 1000 µg b12, 2 eggs --on -2d")


@pytest.fixture
def made(tool: Tool, tmp_path: Path) -> str:
    log_weeks(tool)
    tool.ok("report -o", str(tmp_path / "report.html"))
    return (tmp_path / "report.html").read_text("utf-8")


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
    assert len(page.all("caption")) == tables >= 5
    assert all(head.get("scope") in ("col", "row") for head in page.all("th"))
    assert all(len(str(image["alt"])) > 80 for image in page.all("img"))
    ids = [str(attributes["id"]) for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for attributes in page.all("section"):
        assert attributes["aria-labelledby"] in ids
    assert page.all("label") == [{"for": "large-print"}]


def test_the_page_tells_its_parts(made: str) -> None:
    text = " ".join(Page(made).text.split())
    for part in ("Summary", "Low-intake periods", "Intake beside the authorities", "EFSA",
                 "Where the B12 came from", "Supplements by mouth", "What is not known",
                 "Vitamin B6", "Month by month", "Method and sources", "of 15 days"):  # fmt: skip
        assert part in text, part
    assert text.endswith(FOOTER)
    assert "deficien" not in text


def test_large_print_is_a_switch(tool: Tool, tmp_path: Path, made: str) -> None:
    assert "checked" not in Page(made).all("input")[0]
    tool.ok("report --large-print -o", str(tmp_path / "large.html"))
    large = (tmp_path / "large.html").read_text("utf-8")
    assert "checked" in Page(large).all("input")[0]
    assert "body:has(#large-print:checked)" in large


def test_the_same_diary_gives_the_same_page(tool: Tool, tmp_path: Path, made: str) -> None:
    tool.ok("report -o", str(tmp_path / "again.html"))
    assert (tmp_path / "again.html").read_text("utf-8") == made


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
    assert "No complete recorded day among 7 days" in text
    assert "%" not in text


def test_without_a_file_the_summary_is_shown(tool: Tool) -> None:
    log_weeks(tool)
    shown = tool.ok("report").out
    assert "Recorded: " in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert " ".join(FOOTER.split()) in " ".join(shown.split())


def test_other_suffixes_and_existing_files_are_refused(tool: Tool, tmp_path: Path) -> None:
    assert tool("report -o", str(tmp_path / "report.pdf")).code == 3
    (tmp_path / "report.html").write_text("mine")
    assert tool("report -o", str(tmp_path / "report.html")).code == 3
    assert (tmp_path / "report.html").read_text() == "mine"


HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}{% raw %}",
    "</style><style>*{display:none}", "javascript:alert(1)", "<a href=//evil.example>x</a>",
    "&lt;b&gt;", "日本語", "a\x1b[2J", "\u202eevil", "' onmouseover='x",
)  # fmt: skip


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
    """A page whose person, foods, sources and supplements carry these names."""
    from datetime import date

    from b12track.analysis.beside import Beside
    from b12track.analysis.contributors import Contributor, Supplement
    from b12track.diary.doses import Injection
    from b12track.diary.labs import Lab
    from b12track.diary.symptoms import Noted
    from b12track.report.page import Drawing, Eaten, Report, report_html
    from b12track.science.reference_values import adult_reference
    from tests.charts.diaries import days

    span = days("-#u?T" * 3)
    eaten = Eaten(
        [Contributor(name, f"code{i}", "natural", 900, 3, 1) for i, name in enumerate(names)],
        {f"code{i}": name for i, name in enumerate(names)},
        [Supplement(name, name, 2, "2026-11-16", "2026-11-17", None, 5) for name in names],
        None,
    )
    noted = Beside(
        [
            Injection(1, 1, "2026-11-16", None, None, 1_000_000, "hydroxocobalamin", n)
            for n in names
        ],
        [Noted(1, 1, "2026-11-16", None, n, "other", None, 3, "left", n) for n in names],
        [Lab(1, 1, "2026-11-16", "b12", "150", "pmol/L", None, None, n) for n in names],
        0,
    )
    thresholds = [2400] * len(span)
    report = Report(
        names[0],
        date(2026, 11, 22),
        span,
        adult_reference(),
        thresholds,
        [],
        [],
        None,
        eaten,
        noted,
    )
    return Page(report_html(report, [Drawing(b"<svg/>", name) for name in names]))
