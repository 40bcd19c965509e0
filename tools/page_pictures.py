"""The pages of `b12track open` as pictures: phone, desk, large print; an invented family.

python -m tools.page_pictures FOLDER         every page in every look, whole
python -m tools.page_pictures --docs docs    those of docs/page.md, as they appear first
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from b12track.cli.entry import run
from tests.page.running import browser, running
from tools.gallery import PEOPLE, TODAY, write

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The family beside the invented year: what they say and what they follow.
FAMILY = (
    "profile rename Anna --for me",
    "profile set --diet vegan --born 1949-07-01",
    "profile add Mum",
    "log 2 slices of bread, 200 ml fortified soy milk --meal breakfast",
    "symptom log cold feet 3 --on yesterday",
)
PAGES = {
    "welcome": "/welcome",
    "today": "/for/Anna/",
    "eat": "/for/Anna/eat",
    "dose": "/for/Anna/dose",
    "week": "/for/Anna/days?view=week",
    "month": "/for/Anna/days?view=month",
    "year": "/for/Anna/days?view=year",
    "feel": "/for/Anna/feel",
    "blood": "/for/Anna/blood",
    "blood-test": "/for/Anna/blood?test=b12+pg/mL",
    "doctor": "/for/Anna/doctor",
    "put-right": "/for/Anna/put-right",
    "people": "/for/Anna/people",
    "fridge": "/for/Anna/fridge",
    "question": "/for/Anna/eat",
    "saved": "/for/Anna/eat",
}


class Look(NamedTuple):
    """How a page is looked at: width and height in CSS pixels, letters in percent, dark."""

    width: int
    height: int
    letters: int = 100
    dark: bool = False


LOOKS = {
    "phone": Look(390, 844),
    "desk": Look(1280, 800),
    "large": Look(1280, 800, 200),
    "dark": Look(390, 844, 100, dark=True),
}


def family(home: Path) -> None:
    """Writes the diary that is shown."""
    write(home, PEOPLE[0])
    for line in FAMILY:
        assert run(line.split()) == 0, line


#: The pictures of docs/page.md: page and look.
DOCUMENTED = (
    ("welcome", "phone"),
    ("today", "phone"),
    ("question", "phone"),
    ("saved", "phone"),
    ("week", "phone"),
    ("month", "desk"),
    ("today", "large"),
    ("doctor", "desk"),
)
_TYPED = {"question": "2 slices of bread, soy milk", "saved": "100 g tofu, an apple"}


def draw(folder: Path, wanted: Sequence[tuple[str, str]], *, whole: bool) -> None:
    """Draws pages in their looks; `whole` takes all of a page, not the first window of it."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        home = Path(work) / "home"
        with open(os.devnull, "w") as silence, redirect_stdout(silence):
            family(home)
        with running(home, now=f"{TODAY}T14:00:00+00:00") as served, browser() as chromium:
            first = chromium.new_context(java_script_enabled=False)
            first.new_page().goto(served.address)
            for name, look in wanted:
                context = chromium.new_context(
                    viewport={"width": LOOKS[look].width, "height": LOOKS[look].height},
                    color_scheme="dark" if LOOKS[look].dark else "light",
                )
                context.add_cookies(first.cookies())
                page = context.new_page()
                page.goto(served.root + PAGES[name])
                if name in _TYPED:
                    page.get_by_label("Food and drink").fill(_TYPED[name])
                    page.get_by_role("button", name="Save").first.press("Enter")
                letters = f"{LOOKS[look].letters * 1.25}%"
                page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
                picture = folder / f"{name}-{look}.png"
                page.screenshot(path=picture, full_page=whole)
                _small(picture)
                context.close()


def _small(path: Path) -> None:
    """Few colours are enough for a page, and make a third of the size."""
    from PIL import Image

    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(32)
    few.save(path, optimize=True)


def main(arguments: list[str]) -> None:
    """Draws all, or the pictures of the document."""
    if arguments[:1] == ["--docs"]:
        draw(Path(arguments[1]) / "page", DOCUMENTED, whole=False)
    else:
        everything = [(name, look) for name in PAGES for look in LOOKS]
        draw(Path(arguments[0]), everything, whole=True)


if __name__ == "__main__":
    main(sys.argv[1:])
