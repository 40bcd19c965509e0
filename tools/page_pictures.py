"""The pages of `b12track open` as pictures: phone, desk, large print; an invented family.

python -m tools.page_pictures FOLDER [NAME…]
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from b12track.cli.main import run
from tests.page.running import browser, running
from tools.gallery import PEOPLE, TODAY, write

#: The family beside the invented year: what they say and what they follow.
FAMILY = (
    "profile rename Anna --for me",
    "profile set --diet vegan --born 1949-07-01",
    "profile add Mum",
    "regimen add 2000 µg weekly on sunday --from -90d",
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


def main(folder: Path, names: list[str]) -> None:
    """Draws each page in each look."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        home = Path(work) / "home"
        with open(os.devnull, "w") as silence:
            talk, sys.stdout = sys.stdout, silence
            family(home)
            sys.stdout = talk
        with running(home, now=f"{TODAY}T14:00:00+00:00") as served, browser() as chromium:
            first = chromium.new_context(java_script_enabled=False)
            first.new_page().goto(served.address)
            cookies = first.cookies()
            for look_name, look in LOOKS.items():
                context = chromium.new_context(
                    viewport={"width": look.width, "height": look.height},
                    color_scheme="dark" if look.dark else "light",
                    device_scale_factor=1,
                )
                context.add_cookies(cookies)
                page = context.new_page()
                for name, path in PAGES.items():
                    if names and name not in names:
                        continue
                    page.goto(served.root + path)
                    if name in ("question", "saved"):
                        words = "2 eggs, soy milk" if name == "question" else "100 g tofu, an apple"
                        page.get_by_label("Food and drink").fill(words)
                        page.get_by_role("button", name="Save").first.press("Enter")
                    if look.letters != 100:
                        page.evaluate(
                            f"document.documentElement.style.fontSize = '{look.letters * 1.25}%'"
                        )
                    page.screenshot(path=folder / f"{name}-{look_name}.png", full_page=True)
                context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
