"""The page for a doctor in a real headless browser: accessible, self-contained, never too wide."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Tool
from tests.report.test_page import log_weeks

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"phone": 390, "desktop": 1280}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


#: The page, made once.
_MADE: list[bytes] = []


@pytest.fixture
def report(tool: Tool, tmp_path: Path) -> str:
    """A page with everything a page can hold, and a name that would act if it could."""
    path = tmp_path / "report.html"
    if not _MADE:
        log_weeks(tool)
        tool.ok("log 2 eggs --on -1d --note", "<script>alert(1)</script>")
        tool.ok("inject 1 mg hydroxocobalamin --on -9d")
        tool.ok("symptom log", "tingling in both feet", "4", "--side", "both")
        tool.ok("lab add b12 250 pg/mL --on -8d")
        tool.ok("report -o", str(path))
        _MADE.append(path.read_bytes())
    path.write_bytes(_MADE[0])
    return path.as_uri()


@pytest.mark.parametrize("size", WIDTHS)
def test_the_page_is_accessible_and_asks_for_nothing(browser: Any, report: str, size: str) -> None:
    # The page's own policy forbids every script, so the examiner has to come in past it.
    context = browser.new_context(bypass_csp=True, viewport={"width": WIDTHS[size], "height": 800})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report)
    results = axe.Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert asked == [report]
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    context.close()


def test_no_script_runs_under_the_pages_own_policy(browser: Any, report: str) -> None:
    page = browser.new_page()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(report)
    assert page.locator("script").count() == 0
    assert "tingling in both feet" in page.inner_text("body")


def test_large_print_is_larger(browser: Any, report: str) -> None:
    page = browser.new_page()
    page.goto(report)
    size = "parseFloat(getComputedStyle(document.querySelector('td')).fontSize)"
    before = page.evaluate(size)
    page.get_by_label("Large print").check()
    assert page.evaluate(size) > 1.2 * before


def test_it_prints_on_a_few_sheets(browser: Any, report: str) -> None:
    page = browser.new_page()
    page.goto(report)
    page.emulate_media(media="print")
    pages = page.pdf(format="A4").count(b"/Type /Page\n")
    assert 2 <= pages <= 6


def test_the_sheet_of_a_treated_person_is_one_page_of_a4(
    browser: Any,
    treated: Tool,
    tmp_path: Path,
) -> None:
    treated.ok("report -o", str(tmp_path / "report.html"))
    page = browser.new_page(viewport={"width": 680, "height": 1000})  # A4 less its margins
    page.goto((tmp_path / "report.html").as_uri())
    page.emulate_media(media="print")
    bottom = "document.querySelector('.sheet').getBoundingClientRect().bottom"
    assert page.evaluate(bottom) < 271 / 25.4 * 96


def test_pictures_are_drawn_for_the_width_and_for_large_print(browser: Any, report: str) -> None:
    def seen(page: Any) -> str:
        return str(
            page.evaluate(
                "[...document.querySelectorAll('figure img')]"
                ".filter(i => i.offsetParent !== null)[0].className"
            )
        )

    desk = browser.new_page(viewport={"width": 1280, "height": 900})
    desk.goto(report)
    assert seen(desk) == "wide"
    desk.get_by_label("Large print").check()
    assert seen(desk) == "narrow"
    phone = browser.new_page(viewport={"width": 390, "height": 800})
    phone.goto(report)
    assert seen(phone) == "narrow"


def test_dark_follows_the_system_on_screen_and_not_on_paper(browser: Any, report: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(report)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(20, 24, 29)"
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
