"""What the page reads of the JSON that the tool prints; docs/words.md has all of its keys."""

from __future__ import annotations

from typing import Literal, TypedDict

#: The lists that a form can be filled from.
Listed = Literal["often", "people", "regimens", "topics"]


class Reference(TypedDict):
    """The reference value that a day or a span stands beside."""

    ug_per_day: float
    authority: str
    kind: str
    year: int


class Document(TypedDict, total=False):
    """One document of the tool, or one row within it; each command fills a few of the keys."""

    often: list[Document]
    people: list[Document]
    regimens: list[Document]
    topics: list[Document]
    entries: list[Document]
    explanations: list[Document]
    days: list[Document]
    due: list[Document]
    next: list[Document]
    judgement: Document
    last: Document | None
    reference: Reference
    # people and what they said of themselves
    person: str
    in_use: bool
    day_start: str
    born: str | None
    diet: str | None
    # days and spans of days
    date: str
    state: str
    against_reference: str | None
    b12_ug: float | None
    b12_unknown_entries: int
    recorded_days: int
    total_days: int
    mean_ug_per_day: float | None
    would_settle: str | None
    # entries, schedules and their doses
    id: int
    food: str
    amount: str
    grams: float | None
    origin: str
    regimen: str
    route: str
    form: str | None
    dose_ug: float
    due_on: str
    days_overdue: int
    # what is explained, and what an undo would take back
    topic: str
    text: str
    sources: str
    change: int
    command: str
