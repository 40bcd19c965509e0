"""No sentence of the program or its documents diagnoses, promises or prescribes."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from b12track.report.text import FOOTER
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

#: What the tool may not say, as patterns; each with a sentence that it must catch.
FORBIDDEN = {
    r"\byou(?:'re| are)(?: \w+)? (?:deficient|fine|healthy|safe|ill|anaemic)\b": (
        "You are deficient."
    ),
    r"\byou(?: \w+)? have (?:pernicious|b12 deficiency|a deficiency|anaemia)": (
        "You have pernicious anaemia."
    ),
    r"\byour (?:\w+ )?(?:is|are|was|were) (?:caused by|due to)\b": (
        "Your tingling is caused by low B12."
    ),
    r"\b(?:is|are) (?:caused by|a sign of|due to) (?:a )?(?:low|lack of|too little) b12": (
        "Numbness is due to low B12."
    ),
    r"\byour (?:body )?stores? (?:is|are|holds?|contains?)\b": "Your stores are 812 µg.",
    r"(?<!b12track )(?<!`)\btake \d[\d,.]* ?(?:µg|mg|mcg)\b": "Take 1,000 µg.",
    r"\b(?:stop|skip|start|change|reduce|increase|double) (?:taking )?your"
    r" (?:medicine|medication|tablets?|injections?|dose|metformin|ppi)\b": "Stop your metformin.",
    r"\bno (?:blood )?tests? (?:is |are )?(?:needed|necessary)\b": "You are well, no test needed.",
    r"\byou (?:should|must|need to|ought to|have to) (?:take|inject|eat|stop|start|supplement)\b": (
        "You should take a supplement."
    ),
    r"\b(?:we|b12track) (?:recommends?|advises?|prescribes?)\b": "We recommend 50 µg a day.",
    r"\b(?:cures|guarantees|guaranteed) \w+": "B12 cures neuropathy.",
    r"\b(?:there is )?nothing to worry about\b": "There is nothing to worry about.",
    r"\byou (?:get|absorb|eat) enough\b": "You get enough.",
}
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*(?:\n[^\"\n]+)?\"")
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
MODULES = sorted((ROOT / "b12track").rglob("*.py"))


def offences(text: str) -> list[str]:
    """What is forbidden in a text, guideline quotations left out."""
    plain = " ".join(_QUOTED.sub("", text).split())
    return [
        match.group() for rule in FORBIDDEN for match in re.finditer(rule, plain, re.IGNORECASE)
    ]


def sentences(path: Path) -> list[str]:
    """Every string of a module: what it prints, its help and its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


@pytest.mark.parametrize(("rule", "sentence"), FORBIDDEN.items())
def test_each_rule_bites(rule: str, sentence: str) -> None:
    assert re.search(rule, sentence, re.IGNORECASE)
    assert offences(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Your recorded intake was below the reference on 21 of 28 complete days.",
        "These symptoms have many causes. A blood test can help.",
        "This is a projection for people in general, with a wide margin.",
        "Do not start high-dose folic acid before B12 has been checked.",
        "b12track take 1000 µg",
        "It never says “you are deficient”.",
    ],
)
def test_what_may_be_said_passes(sentence: str) -> None:
    assert offences(sentence) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents(path: Path) -> None:
    assert offences(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_program(path: Path) -> None:
    assert [match for text in sentences(path) for match in offences(text)] == []


def test_food_notes() -> None:
    assert offences((ROOT / "foods.csv").read_text(encoding="utf-8").replace('"', "")) == []


def test_deficient_is_said_by_guidelines_alone() -> None:
    """The word stands where a guideline's own classes are shown, or people ask with it."""
    allowed = {"biomarkers.py", "symptoms.py", "explanations.py"}
    match = {
        path.name
        for path in MODULES
        for text in sentences(path)
        if re.search(r"\bdeficien", _QUOTED.sub("", text), re.IGNORECASE)
    }
    assert match <= allowed


def test_the_footer_stands_as_agreed() -> None:
    assert FOOTER == (
        "b12track records food and supplements. "
        "It does not diagnose, treat or replace a health professional."
    )


def test_the_footer_stands_where_the_science_says() -> None:
    for name in ("method.md", "examples.md"):
        assert " ".join(FOOTER.split()) in " ".join((ROOT / "docs" / name).read_text().split())
