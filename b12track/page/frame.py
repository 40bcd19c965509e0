"""The frame of every page: whose diary, the judgement, the menu; drawn without the framework."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader

from b12track.page import words
from b12track.page.addresses import address
from b12track.page.desk import new_form_id
from b12track.page.headline import headline

if TYPE_CHECKING:
    from b12track.page.desk import Desk, Problem
    from b12track.page.document import Document

_FOLDER: Final = Path(__file__).with_name("templates")
#: The tasks in the order of the menu: the name of the page and its words.
TASKS: Final = (
    ("today.look", "Today"),
    ("eat.ask", "What did you eat?"),
    ("dose.ask", "Tablet or injection"),
    ("span.look", "How are my days?"),
    ("feel.ask", "How do I feel?"),
    ("blood.ask", "Blood test"),
    ("doctor.look", "For the doctor"),
    ("amend.look", "Put right"),
    ("people.look", "People"),
    ("explain.look", "Questions about B12"),
)


@cache
def style() -> bytes:
    """The stylesheet."""
    return (_FOLDER / "page.css").read_bytes()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(
        address=address,
        amount=lambda ug: words.together(words.amount(ug)),
        entry_words=lambda entry: words.together(words.entry_words(entry)),
        named_day=words.named_day,
        new_form_id=new_form_id,
        state_words=words.state_words,
        tasks=TASKS,
    )
    environment.filters["together"] = words.together
    return environment


def drawn(template: str, **context: object) -> str:
    """A template with what it shows, in a frame without a person unless one is given."""
    frame = {"person": None, "several": False, "headline": None, "problem": None, "asked": None}
    return _environment().get_template(template).render({"typed": {}, **frame, **context})


def framed(
    desk: Desk, template: str, person: str | None, problem: Problem | None, **context: object
) -> str:
    """A page of a person: the judgement first, the name where several share the diary."""
    everyone: list[Document] = []
    top = None
    if problem is None or problem.diary_readable:
        everyone = desk.tool.read("profile", "list")["people"]
        top = headline(desk.tool, person) if person is not None else None
    frame = {"person": person, "several": len(everyone) > 1, "headline": top, "problem": problem}
    return drawn(template, **frame, token=desk.keys.form, **context)
