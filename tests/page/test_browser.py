"""The page in a real headless browser without scripts: reachable, readable, usable by keys."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Tool
from tests.page.running import CHROMIUM, Running, browser, running

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

PAGES = (
    "/welcome",
    "/for/me/",
    "/for/me/eat",
    "/for/me/dose",
    "/for/me/days?view=week",
    "/for/me/days?view=month",
    "/for/me/days?view=year",
    "/for/me/feel",
    "/for/me/blood",
    "/for/me/blood?test=b12+pg/mL",
    "/for/me/doctor",
    "/for/me/put-right",
    "/for/me/people",
    "/for/me/about",
    "/for/me/fridge",
    "/for/me/explain",
    "/for/me/explain/sufficient",
    "/nothing",
)
#: Width in CSS pixels and letters in percent.
LOOKS = ((320, 100), (390, 100), (1280, 100), (1280, 200))
#: Where axe looks as well, which takes its time; `make torture` looks everywhere.
EXAMINED = LOOKS if os.environ.get("B12TRACK_EVERY_LOOK") else LOOKS[:1]
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}


#: Another site's name that means this machine.
REBOUND = "rebound.example"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser(f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1") as opened:
        yield opened


@pytest.fixture
def page(tool: Tool, home: Path) -> Iterator[Running]:
    """A running page over a diary with something on every page."""
    for day in ("-1d", "-2d"):
        tool.ok(f"log 2 eggs, 250 ml milk --on {day}")
    tool.ok("log 2 eggs")
    tool.ok("regimen add 2000 µg weekly on sunday --from -30d")
    tool.ok("inject 1 mg hydroxocobalamin")
    tool.ok("symptom log cold feet 3")
    tool.ok("lab add b12 250 pg/mL")
    tool.ok("profile add mum")
    with running(home) as served:
        yield served


def visit(chromium: Any, page: Running, **options: Any) -> Any:
    """A browser window without scripts that came in with the ticket."""
    context = chromium.new_context(**{"java_script_enabled": False, **options})
    # The doctor's sheet is drawn on its first visit, which takes long on a busy machine.
    context.set_default_navigation_timeout(180_000)
    window = context.new_page()
    window.goto(page.address)
    window.wait_for_url(f"{page.root}/for/**")
    return window


def test_the_way_in_leaves_no_ticket_behind(chromium: Any, page: Running) -> None:
    window = visit(chromium, page)
    assert "/enter/" not in window.url
    assert window.get_by_role("heading", name="Today", exact=True).is_visible()
    (cookie,) = window.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert cookie["name"] == f"b12track-{page.port}" and cookie["path"] == "/b12track/"
    again = chromium.new_context().new_page()
    again.goto(page.address)
    assert "open the diary again" in again.inner_text("main")
    again.context.close()
    window.context.close()


def test_every_page_is_accessible_at_every_size(chromium: Any, page: Running) -> None:
    cookies = visit(chromium, page).context.cookies()
    wrong: list[str] = []
    # The page's own policy forbids every script, so the examiner has to come in past it.
    context = chromium.new_context(bypass_csp=True)
    context.add_cookies(cookies)
    window = context.new_page()
    for path in PAGES:
        window.goto(page.root + path)
        for width, letters in LOOKS:
            window.set_viewport_size({"width": width, "height": 900})
            window.evaluate(f"document.documentElement.style.fontSize = '{1.25 * letters}%'")
            at = f"{path} {width} px, letters {letters} %"
            wrong += [f"{at}: {fault}" for fault in window.evaluate(MEASURES)]
            if (width, letters) in EXAMINED:
                outcome = axe.Axe().run(window, options=AXE)
                wrong += [
                    f"{at}: {violation['id']} {[node['target'] for node in violation['nodes']]}"
                    for violation in outcome.response["violations"]
                ]
    context.close()
    assert wrong == [], "\n".join(wrong)


#: What axe does not measure: reflow, letters of 19 px, targets of 44 px, lines, one heading, names.
MEASURES = """() => {
  const wrong = [];
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('wider than the window');
  const seen = e => { const r = e.getBoundingClientRect(); return r.width > 1 && r.height > 1 &&
    r.left > -1000 && getComputedStyle(e).visibility !== 'hidden'; };
  if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
  const used = 'a, button, input:not([type=hidden]), select, summary';
  for (const e of document.querySelectorAll(used)) {
    if (!seen(e)) continue;
    let r = e.getBoundingClientRect();
    if (e.type === 'checkbox') r = e.closest('p').getBoundingClientRect();
    if (r.height < 43.9 || r.width < 43.9)
      wrong.push(`target ${r.width} x ${r.height}: ${e.outerHTML.slice(0, 80)}`);
  }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !seen(e) || e.closest('svg')) continue;
    const s = getComputedStyle(e);
    const size = parseFloat(s.fontSize);
    if (size < 19) wrong.push(`letters of ${size}: ${e.outerHTML.slice(0, 60)}`);
    if (parseFloat(s.lineHeight) / size < 1.24) wrong.push(`lines: ${e.tagName}`);
  }
  for (const t of document.querySelectorAll('svg text')) {
    const box = t.closest('svg').getBoundingClientRect();
    if (!box.width) continue;
    const scale = box.width / t.closest('svg').viewBox.baseVal.width;
    const size = parseFloat(getComputedStyle(t).fontSize) * scale;
    if (size < 11.9) wrong.push(`letters of ${size.toFixed(1)} px in a picture: ${t.textContent}`);
  }
  for (const p of document.querySelectorAll('main p, main li')) {
    const s = getComputedStyle(p);
    if (p.getBoundingClientRect().width > 36 * parseFloat(s.fontSize) && p.textContent.length > 80)
      wrong.push('a line of more than 70 characters: ' + p.textContent.slice(0, 40));
  }
  return [...new Set(wrong)].slice(0, 12);
}"""


class Hands:
    """Somebody who has a keyboard only; counts the pages that are seen and the fields typed."""

    def __init__(self, window: Any, address: str) -> None:
        self.window, self.typed = window, 0
        self.pages = 0
        window.on("framenavigated", self._count)
        window.goto(address)

    def _count(self, _frame: Any) -> None:
        self.pages += 1

    @property
    def focused(self) -> str:
        """What has the focus, in the words that name it."""
        return str(self.window.evaluate(FOCUSED))

    def stands_at(self, words: str) -> None:
        """Waits until something of this name has the focus; a page gives it when it is painted."""
        for _ in range(100):
            if self.focused.startswith(words):
                return
            self.window.wait_for_timeout(30)
        raise AssertionError(f"not {words} has the focus but {self.focused}")

    def to(self, words: str) -> Hands:
        """Presses Tab until something of this name has the focus."""
        seen = []
        for _ in range(80):
            self.window.keyboard.press("Tab")
            seen.append(self.focused)
            if seen[-1].startswith(words):
                return self
        raise AssertionError(f"{words} is not reached: {seen}")

    def press(self, key: str, times: int = 1) -> Hands:
        """Presses a key; Enter on a button or link waits for the next page."""
        for _ in range(times):
            if key == "Enter":
                with self.window.expect_navigation():
                    self.window.keyboard.press(key)
            else:
                self.window.keyboard.press(key)
        return self

    def do(self, step: str) -> Hands:
        """One step of a task."""
        if step.startswith(">"):
            return self.to(step[1:])
        return self.write(step[1:]) if step.startswith("_") else self.press(step)

    def write(self, words: str) -> Hands:
        """Types into the field that has the focus."""
        self.typed += 1
        self.window.keyboard.type(words)
        return self


FOCUSED = """() => { const e = document.activeElement, labels = e.labels || [];
  const words = labels.length ? labels[0].innerText : e.innerText || e.value || '';
  return words.replace(/\\s+/g, ' ').trim() }"""
#: Each task in keys: Tab to words (>), text (_), other keys; and what stands there afterwards.
TASKS = {
    "eat": (">What did you eat?|Enter|>Food and drink|_2 eggs|Enter", "boiled egg"),
    "question": (
        ">What did you eat?|Enter|>Food and drink|_soy milk|Enter|>fortified soy|Enter",
        "fortified soy milk",
    ),
    "often": (">What did you eat?|Enter|>boiled egg|Enter", "boiled egg"),
    "tablet": (">Tablet or injection|Enter|>Tablet taken|Enter", "2000 µg"),
    "injection": (
        ">Tablet or injection|Enter|>Which, and how much?|_1 mg|>Save an injection|Enter",
        "hydroxocobalamin",
    ),
    "feel": (
        ">How do I feel?|Enter|>What do you feel?|_cold feet|>Yesterday|Space|>2|Enter",
        "cold feet",
    ),
    "blood": (
        ">Blood test|Enter|>pg/mL for Vitamin B12|Enter|>Vitamin B12 in the blood|_250|Enter",
        "250",
    ),
    "days": (">How are my days?|Enter|>The last 30 days|Enter", "reference was reached"),
    "doctor": (">For the doctor|Enter|>The last month|Enter", "In one sentence"),
    "people": (">Switch to somebody else|Enter|>mum|Enter", "Diary of mum"),
    "put right": (">Put right|Enter|>Delete boiled egg|Enter", "Deleted"),
    "undo": (">Put right|Enter|>Undo the last change|Enter", "Taken back"),
}


def test_every_task_by_keys_within_three_pages_and_two_fields(chromium: Any, page: Running) -> None:
    window = visit(chromium, page)
    for name, (keys, words) in TASKS.items():
        hands = Hands(window, f"{page.root}/for/me/")
        for key in keys.split("|"):
            hands.do(key)
        text = " ".join(window.inner_text("body").split())  # amounts hold no-break spaces
        assert words in text, (name, text)
        # The page that says "saved" comes after the last page on which something is done.
        assert hands.pages - 1 <= 3 and hands.typed <= 2, (name, hands.pages, hands.typed)
    window.context.close()


def test_the_focus_goes_to_what_is_new(chromium: Any, page: Running) -> None:
    window = visit(chromium, page)
    hands = Hands(window, f"{page.root}/for/me/eat")
    hands.to("Food and drink").write("0 eggs").press("Enter")
    assert window.title().startswith("Error: ")
    hands.stands_at("Not saved")
    hands.to("'0 eggs'")
    window.keyboard.press("Enter")
    hands.stands_at("Food and drink, with amounts")
    window.keyboard.press("Control+a")
    hands.write("2 eggs").press("Enter")
    hands.stands_at("Saved")
    hands.to("Undo").press("Enter")
    hands.stands_at("Taken back")
    window.context.close()


def test_forced_colours_and_print_keep_everything(chromium: Any, page: Running) -> None:
    window = visit(chromium, page, forced_colors="active", viewport={"width": 390, "height": 800})
    window.goto(f"{page.root}/for/me/days?view=week")
    bars = window.locator("svg.narrow rect.bar")
    assert bars.count() and bars.first.evaluate("e => getComputedStyle(e).fill") == "rgb(0, 0, 0)"
    border = "e => getComputedStyle(e).borderTopStyle"
    assert window.locator(".button").first.evaluate(border) == "solid"
    window.goto(f"{page.root}/for/me/fridge")
    window.emulate_media(media="print", forced_colors="none")
    assert not window.locator("nav").is_visible()
    assert window.pdf(format="A4").count(b"/Type /Page\n") == 1
    window.context.close()


def test_a_rebound_name_reads_and_writes_nothing(chromium: Any, page: Running, home: Path) -> None:
    """Another site's name that suddenly means this machine, in a browser that believes it."""
    before = (home / "diary.db").read_bytes()
    window = visit(chromium, page, java_script_enabled=True)
    cookies = window.context.cookies()
    context = chromium.new_context(bypass_csp=True)
    context.add_cookies([{**cookies[0], "domain": REBOUND}])
    stranger = context.new_page()
    for path in PAGES:
        answer = stranger.goto(f"http://{REBOUND}:{page.port}/b12track{path}")
        assert answer.status == 400
        assert "egg" not in stranger.inner_text("body")
    stolen = stranger.evaluate(
        """async root => { const answers = [], body = new URLSearchParams({words: '3 eggs'});
        for (const how of [{method: 'GET'}, {method: 'POST', body}])
          answers.push((await fetch(root, how)).status);
        return answers }""",
        "/b12track/for/me/eat",
    )
    assert stolen == [400, 400]
    context.close()
    window.context.close()
    assert (home / "diary.db").read_bytes() == before


def test_another_site_in_the_same_browser_gets_nowhere(chromium: Any, page: Running) -> None:
    """A page of another origin that posts a form to the diary while the diary is open."""
    window = visit(chromium, page)
    context = window.context
    evil = context.new_page()
    evil.route(
        "https://evil.example/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<form method="post" action="{page.root}/for/me/eat">'
            '<input name="words" value="9 eggs"><button>Win a prize</button></form>',
        ),
    )
    evil.goto("https://evil.example/")
    with evil.expect_navigation():
        evil.get_by_role("button").click()
    assert "another site" in evil.inner_text("main") or "open the diary again" in evil.inner_text(
        "main"
    )
    context.close()


NAMED = ("button", "link", "textbox", "checkbox", "combobox", "heading", "img")


def test_pages_read_as_sentences(chromium: Any, page: Running) -> None:
    """What a screen reader hears: landmarks, headings, a name for everything that can be used."""
    window = visit(chromium, page)
    for path in PAGES[:-1]:
        window.goto(page.root + path)
        heard = window.locator("body").aria_snapshot()
        for line in heard.splitlines():
            kind, _, name = line.strip().removeprefix("- ").partition(" ")
            if kind.rstrip(":") in NAMED:
                assert name.strip(' ":'), (path, line)
    window.context.close()
