"""What people ask about B12, answered with evidence: the texts of `explain`, one a page."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response, abort

from b12track.page.views import page, rows, tool


class Passage(NamedTuple):
    """A paragraph, or lines whose columns must stay below each other."""

    text: str
    is_table: bool


def look(person: str) -> Response:
    """Every topic."""
    return page("explain.html", person, topics=rows(None, "topics", "explain"), explained=None)


def topic(person: str, name: str) -> Response:
    """One topic."""
    if name not in [topic["topic"] for topic in rows(None, "topics", "explain")]:
        abort(404)
    (explained,) = tool().read("explain", name)["explanations"]
    text, sources = parts(explained["text"]), parts(explained["sources"])
    return page("explain.html", person, topics=[], explained=explained, parts=text, sources=sources)


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
