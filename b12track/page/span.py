"""How are my days? The week, the month and the year, each drawn and as a table."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request

from b12track.page import drawing
from b12track.page.addresses import ADDRESSES
from b12track.page.views import checked, page, tool

pages = Blueprint("span", __name__)
#: The views: their words, and the command that reads their days.
_VIEWS: Final = {
    "week": ("The last 7 days", ("week",)),
    "month": ("The last 30 days", ("month",)),
    "year": ("The last year", ("show", "--from=-363d")),
}
_DRAWN: Final[dict[str, drawing.Draw]] = {
    "week": drawing.week,
    "month": drawing.month,
    "year": drawing.year,
}


@pages.get(ADDRESSES["span.look"])
def look(person: str) -> Response:
    """One view of the days, for a phone and for a desk."""
    person = checked(person)
    view = request.args.get("view", "week")
    view = view if view in _VIEWS else "week"
    name, words = _VIEWS[view]
    days = tool().read(*words, f"--for={person}")

    key = ("drawing", person, view)
    drawn = tool().kept(key, lambda: drawing.both(_DRAWN[view], days))

    return page(
        "span.html",
        person,
        view=view,
        name=name,
        views={k: v[0] for k, v in _VIEWS.items()},
        days=days,
        drawn=drawn,
    )


@pages.get(ADDRESSES["span.fridge"])
def fridge(person: str) -> Response:
    """One sheet for the fridge: the week, the month, the next dose, the name."""
    person = checked(person)
    week, month = (tool().read(view, f"--for={person}") for view in ("week", "month"))
    return page(
        "fridge.html",
        person,
        days=week,
        week=drawing.both(drawing.week, week),
        month=drawing.both(drawing.month, month),
    )
