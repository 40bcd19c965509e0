"""Blood test: one result as the laboratory printed it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request
from flask import url_for as address

from b12track.errors import InputRefused
from b12track.page.desk import Problem, on_day
from b12track.page.reply import text_lines
from b12track.page.views import checked, handed_in, page, tool
from b12track.science.biomarkers import MARKERS

pages = Blueprint("blood", __name__)

#: The markers in everyday words; a marker without some stands under its own name.
_NAMES: Final = {
    "b12": "Vitamin B12 in the blood",
    "holotc": "Active vitamin B12 (holotranscobalamin)",
    "mma": "Methylmalonic acid",
    "homocysteine": "Homocysteine",
    "folate": "Folate (folic acid)",
    "haemoglobin": "Haemoglobin",
    "mcv": "Size of the red blood cells (mean cell volume)",
}


def tests() -> list[tuple[str, str]]:
    """Every marker with every unit: the value of the choice, and its words."""
    return [
        (f"{marker} {unit}", f"{_NAMES.get(marker, marker)}, in {unit}")
        for marker, known in MARKERS.items()
        for unit, _ in known.factors
    ]


@pages.get("/for/<person:person>/blood")
def ask(person: str) -> Response:
    """The empty form."""
    return page("blood.html", checked(person), tests=tests())


@pages.post("/for/<person:person>/blood")
def save(person: str) -> Response:
    """Saves one result."""
    person = checked(person)
    typed = request.form

    def work(form_id: str) -> tuple[str, tuple[str, ...]]:
        marker, _, unit = typed.get("test", "").partition(" ")
        if not unit:
            raise InputRefused("Choose which test it was.")
        if not typed.get("words", "").strip():
            raise InputRefused("Give the number that the laboratory printed.")
        printed = tool().do(
            "lab",
            "add",
            f"--for={person}",
            f"--id={form_id}",
            *on_day(typed),
            "--",
            marker,
            typed["words"].strip(),
            unit,
        )
        return "Saved", text_lines(printed)

    def again(problem: Problem, sent: dict[str, str]) -> Response:
        field = "words" if sent.get("test") else "test"
        return page("blood.html", person, problem._replace(field=field), typed=sent, tests=tests())

    return handed_in(person, work, again, address("today.look", person=person))
