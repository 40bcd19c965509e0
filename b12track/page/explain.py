"""What people ask about B12, answered with evidence: the texts of `explain`, one a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, Response, abort

from b12track.page.addresses import ADDRESSES
from b12track.page.views import checked, page, tool

if TYPE_CHECKING:
    from b12track.page.tool import Document

pages = Blueprint("explain", __name__)


class Passage(NamedTuple):
    """A paragraph, or lines whose columns must stay below each other."""

    text: str
    is_table: bool


@pages.get(ADDRESSES["explain.look"])
def look(person: str) -> Response:
    """Every topic."""
    return page("explain.html", checked(person), topics=_topics(), explained=None)


@pages.get(ADDRESSES["explain.topic"])
def topic(person: str, name: str) -> Response:
    """One topic."""
    person = checked(person)
    if name not in [topic["topic"] for topic in _topics()]:
        abort(404)
    (explained,) = tool().read("explain", name)["explanations"]
    return page(
        "explain.html",
        person,
        topics=[],
        explained=explained,
        parts=parts(explained["text"]),
        sources=parts(explained["sources"]),
    )


def _topics() -> list[Document]:
    topics: list[Document] = tool().read("explain")["topics"]
    return topics


def parts(text: str) -> list[Passage]:
    """A text of lines as paragraphs, its tables kept as they are.

    >>> [part.text for part in parts("Red cells\\nmay be large.\\n\\nnerves   kept")]
    ['Red cells may be large.', 'nerves   kept']
    """
    kept = []
    for block in text.split("\n\n"):
        is_table = "  " in block.strip()
        kept.append(Passage(block if is_table else " ".join(block.split()), is_table))
    return kept
