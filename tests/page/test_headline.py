"""The judgement, first on every page."""

from __future__ import annotations

from tests.conftest import Tool
from tests.page.conftest import Visitor


def test_the_judgement_stands_first_on_every_page(visitor: Visitor, tool: Tool) -> None:
    for ago in range(1, 30):
        tool.ok(f"log 2 eggs, 100 g salmon --on -{ago}d")
    tool.ok("regimen add 2000 µg weekly on sunday")
    judgement = tool("today --json").json["judgement"]["text"]
    for page in ("", "eat", "dose", "days", "feel", "blood", "doctor", "put-right", "people"):
        first = visitor.get(f"/for/me/{page}").removeprefix("Go to the page itself ")
        assert first.startswith(f"Diary of me {judgement} Due today: 2,000 µg by mouth"), first
