"""Blood test: one result as the laboratory printed it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from flask import Response, request

from b12track.errors import InputRefused
from b12track.page.addresses import address
from b12track.page.desk import on_day
from b12track.page.reply import text_lines
from b12track.page.views import handed_in, page, tool
from b12track.science.biomarkers import MARKERS

if TYPE_CHECKING:
    from b12track.page.desk import Problem


#: The markers in everyday words; a marker without some stands under its own name.
_NAMES: Final = {
    "b12": "Vitamin B12 in the blood",
    "holotc": "Active vitamin B12 (holotranscobalamin)",
    "mma": "Methylmalonic acid",
    "homocysteine": "Homocysteine",
    "folate": "Folate (folic acid)",
    "haemoglobin": "Haemoglobin",
    "mcv": "Size of the red blood cells (mean cell volume)",
    "ferritin": "Ferritin (iron store)",
    "b6": "Vitamin B6",
    "creatinine": "Creatinine (kidneys)",
    "egfr": "Kidney function (estimated filtration rate)",
    "tsh": "Thyroid (TSH)",
    "hba1c": "Long-term blood sugar (HbA1c)",
    "crp": "Inflammation (C-reactive protein)",
}


class LaboratoryTest(NamedTuple):
    """One result as laboratories print it: a marker in a unit."""

    value: str
    words: str
    unit: str


def _tests() -> dict[str, list[LaboratoryTest]]:
    """What laboratories measure, in everyday words, with a test for each unit."""
    tests: dict[str, list[LaboratoryTest]] = {}
    for marker, known in MARKERS.items():
        name = _NAMES.get(marker, marker)
        tests[name] = [
            LaboratoryTest(f"{marker} {unit}", f"{name}, in {unit}", unit)
            for unit, _ in known.factors
        ]
    return tests


def ask(person: str) -> Response:
    """Every test, or the form of the one that was chosen."""
    return _form(person, None, {"test": request.args.get("test", "")})


def save(person: str) -> Response:
    """Saves one result."""
    typed = request.form

    def work(form_id: str) -> tuple[str, tuple[str, ...]]:
        marker, _, unit = typed.get("test", "").partition(" ")
        if not unit:
            raise InputRefused("Choose which test it was.")
        number = typed.get("words", "").strip()
        if not number:
            raise InputRefused("Give the number that the laboratory printed.")
        words = [f"--for={person}", f"--id={form_id}", *on_day(typed), "--", marker, number, unit]
        return "Saved", text_lines(tool().do("lab", "add", *words))

    return handed_in(
        person,
        work,
        lambda problem, sent: _form(person, problem, sent),
        address("today.look", person=person),
    )


def _form(person: str, problem: Problem | None, typed: dict[str, str]) -> Response:
    markers = _tests()
    tests = chain.from_iterable(markers.values())
    chosen = next((test for test in tests if test.value == typed.get("test")), None)
    if problem is not None and chosen is None:
        problem = problem._replace(field="main")
    return page("blood.html", person, problem, typed=typed, markers=markers, test=chosen)
