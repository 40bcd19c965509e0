"""How do I feel? One symptom in the person's words, from 0 to 10."""

from __future__ import annotations

from flask import Response, request

from b12track.errors import InputRefused
from b12track.page.addresses import address
from b12track.page.desk import Problem, on_day
from b12track.page.reply import text_lines
from b12track.page.views import handed_in, page, tool


def ask(person: str) -> Response:
    """The empty form."""
    return page("feel.html", person)


def save(person: str) -> Response:
    """Saves what is felt."""
    typed = request.form

    def work(form_id: str) -> tuple[str, tuple[str, ...]]:
        if not typed.get("words", "").strip():
            raise InputRefused("Say what you feel, for example: tingling in both feet")
        if typed.get("strength") is None:
            raise InputRefused("Choose how strong it is, from 0 to 10.")
        words = [f"--for={person}", f"--id={form_id}", *on_day(typed)]
        words += ["--", typed["words"], typed["strength"]]
        return "Saved", text_lines(tool().do("symptom", "log", *words))

    def again(problem: Problem, sent: dict[str, str]) -> Response:
        if sent.get("words", "").strip() and "strength" not in sent:
            problem = problem._replace(field="strength-0")
        return page("feel.html", person, problem, typed=sent)

    return handed_in(person, work, again, address("today.look", person=person))
