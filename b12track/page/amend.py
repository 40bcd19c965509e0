"""Put right: the entries of a day, each with its amount and a button that deletes it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from flask import Response, abort, request

from b12track.errors import InputRefused
from b12track.page.addresses import address
from b12track.page.desk import Problem, option
from b12track.page.views import handed_in, page, today, tool
from b12track.page.words import near_day_name, unwrapped

#: What may be deleted, with the words that delete it before its number.
_DELETING: Final = {
    "entry": ("delete",),
    "injection": ("inject", "delete"),
    "symptom": ("symptom", "delete"),
    "lab": ("lab", "delete"),
}


def look(person: str) -> Response:
    """Everything of one day, today where none is named."""
    return _day(person, None, request.args.get("day", ""))


def change(person: str, entry: int) -> Response:
    """One entry, to change its amount."""
    return _entry(person, entry, None, {})


def save(person: str, entry: int) -> Response:
    """Saves the new amount of an entry."""
    amount = request.form.get("words", "").strip()

    def work(_form_id: str) -> tuple[str, tuple[str, ...]]:
        if not amount:
            raise InputRefused("Give the amount, for example: 60 g")
        words = [*option("amount", amount), f"--for={person}", "--", str(entry)]
        return "Changed", tuple(unwrapped(tool().do("edit", *words)))

    return handed_in(
        person,
        work,
        lambda problem, typed: _entry(person, entry, problem, typed),
        address("amend.look", person=person, day=request.form.get("on", "")),
    )


def delete(person: str) -> Response:
    """Deletes one thing of a day."""
    kind, number = request.form.get("kind", ""), request.form.get("number", "")
    on = request.form.get("on", "")

    def work(_form_id: str) -> tuple[str, tuple[str, ...]]:
        if kind not in _DELETING or not number.isdecimal():
            raise InputRefused("Choose what is to be deleted.")
        tool().do(*_DELETING[kind], f"--for={person}", "--", number)
        return "Deleted", ("It can be brought back with the button below.",)

    return handed_in(
        person,
        work,
        lambda problem, _typed: _day(person, problem, on),
        address("amend.look", person=person, day=on),
    )


def _day(person: str, problem: Problem | None, named: str) -> Response:
    if problem is not None and not problem.diary_readable:
        return page("problem.html", person, problem._replace(field="main"))
    last = today(person)
    on = min(_date(named) or last, last)
    return page(
        "amend.html",
        person,
        problem,
        day=tool().read("day", on.isoformat(), f"--for={person}"),
        name=near_day_name(on, last),
        before=on - timedelta(days=1),
        after=on + timedelta(days=1) if on < last else None,
        change=tool().newest_change(),
    )


def _entry(person: str, number: int, problem: Problem | None, typed: dict[str, str]) -> Response:
    if problem is not None and not problem.diary_readable:
        return page("amount.html", person, problem, typed=typed, entry=None, on="", name="")
    last = today(person)
    on = _date(request.values.get("on", "")) or last
    entries = tool().read("day", on.isoformat(), f"--for={person}")["entries"]
    entry = next((entry for entry in entries if entry["id"] == number), None)
    if entry is None:
        abort(404)
    return page(
        "amount.html",
        person,
        problem,
        typed=typed,
        entry=entry,
        on=on.isoformat(),
        name=near_day_name(on, last),
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
