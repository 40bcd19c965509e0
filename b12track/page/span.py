"""How are my days? The week, the month and the year, each drawn and as a table."""

from __future__ import annotations

from typing import Final

from flask import Response, request

from b12track.page import drawing
from b12track.page.views import page, tool

#: The views: their words, the command that reads their days, and what draws them.
_VIEWS: Final[dict[str, tuple[str, tuple[str, ...], drawing.Draw]]] = {
    "week": ("The last 7 days", ("week",), drawing.week),
    "month": ("The last 30 days", ("month",), drawing.month),
    "year": ("The last year", ("show", "--from=-363d"), drawing.year),
}


def look(person: str) -> Response:
    """One view of the days, for a phone and for a desk."""
    view = request.args.get("view", "week")
    view = view if view in _VIEWS else "week"
    name, words, draw = _VIEWS[view]
    days = tool().read(*words, f"--for={person}")
    drawn = tool().kept(("drawing", person, view), lambda: drawing.both(draw, days))
    views = {key: words for key, (words, *_) in _VIEWS.items()}
    return page("span.html", person, view=view, name=name, views=views, days=days, drawn=drawn)


def fridge(person: str) -> Response:
    """One sheet for the fridge: the week, the month, the next dose, the name."""
    week, month = (tool().read(view, f"--for={person}") for view in ("week", "month"))
    bars, calendar = drawing.both(drawing.week, week), drawing.both(drawing.month, month)
    return page("fridge.html", person, days=week, week=bars, month=calendar)
