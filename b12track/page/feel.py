"""How do I feel? One symptom in the person's words, from 0 to 10."""

from __future__ import annotations

from flask import Blueprint, Response, request

from b12track.errors import InputRefused
from b12track.page.addresses import ADDRESSES, address
from b12track.page.desk import Problem, on_day
from b12track.page.reply import text_lines
from b12track.page.views import checked, handed_in, page
from b12track.page.views import tool as the_tool

pages = Blueprint("feel", __name__)


@pages.get(ADDRESSES["feel.ask"])
def ask(person: str) -> Response:
    """The empty form."""
    return page("feel.html", checked(person))


@pages.post(ADDRESSES["feel.save"])
def save(person: str) -> Response:
    """Saves what is felt."""
    person = checked(person)
    typed = request.form

    def work(form_id: str) -> tuple[str, tuple[str, ...]]:
        if not typed.get("words", "").strip():
            raise InputRefused("Say what you feel, for example: tingling in both feet")
        if typed.get("strength") is None:
            raise InputRefused("Choose how strong it is, from 0 to 10.")
        printed = the_tool().do(
            "symptom",
            "log",
            f"--for={person}",
            f"--id={form_id}",
            *on_day(typed),
            "--",
            typed["words"],
            typed["strength"],
        )
        return "Saved", text_lines(printed)

    def again(problem: Problem, sent: dict[str, str]) -> Response:
        field = (
            "strength-0" if sent.get("words", "").strip() and "strength" not in sent else "words"
        )
        return page("feel.html", person, problem._replace(field=field), typed=sent)

    return handed_in(person, work, again, address("today.look", person=person))
