"""The usual intake of groups, from a table of person-days to one result a group, or a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cohort import scan
from b12track.cohort.cells import requirements_of
from b12track.cohort.checks import Left, check_columns, check_weights, checked
from b12track.cohort.estimate import Estimate, NoVariance, Settings, estimate
from b12track.cohort.people import AGE_BANDS, People, people_of
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from b12track.cohort.engine import Days
    from b12track.cohort.normal import Array
    from b12track.cohort.requirement import Requirement

LENSES: Final = ("swallowed", "absorbed")
BY: Final = ("sex", "age_band", "group")
#: Fewer people with repeated days say too little of how days vary.
FEWEST_WITH_REPEATS: Final = 50
#: Of fewer people nothing is told but that they are there.
SMALL_GROUP: Final = 10


class GroupQuestion(NamedTuple):
    """What is asked: groups, lenses, whose requirement, and how to model."""

    by: tuple[str, ...]
    lenses: tuple[str, ...]
    requirement: Requirement
    settings: Settings
    age_bands: tuple[int, ...] = AGE_BANDS


class Group(NamedTuple):
    """One group's results by lens, in the order asked; a lens that is refused has a sentence."""

    labels: dict[str, str]
    people: int
    with_repeats: int
    days: int
    estimates: dict[str, Estimate]
    refused: dict[str, str]


class Distribution(NamedTuple):
    """All groups, and what was left out of them."""

    groups: list[Group]
    left: Left
    weighted: bool
    plan: str


def distribution(
    days: Days,
    question: GroupQuestion,
    name: str,
    *,
    is_checked: bool,
    step: Callable[[str], None] = lambda _: None,
) -> Distribution:
    """Return the usual intake of each group; `name` is the file's, for sentences.

    `step` is told what is being done. Raises InputRefused for a table that cannot be taken.
    """
    wanted = wanted_of(days, question, name)
    step("checking the rows")
    left = checked(days, name, is_checked=is_checked)
    step("summing the days of each person")
    people = people_of(
        days.by_person(scan.person_sums(days.table, wanted)), wanted.day_classes, question.age_bands
    )
    if people.size == 0:
        raise InputRefused(f"{name} holds no complete day with a known amount.")
    check_weights(people, name)
    requirement_ug = requirements_of(people, question.requirement)
    has_requirement = requirement_ug == requirement_ug
    left = left._replace(people=int((~has_requirement).sum()))
    people, requirement_ug = people.among(has_requirement), requirement_ug[has_requirement]
    groups = []
    for labels, chosen in _parts(people, question.by):
        step(", ".join(labels.values()) or "everybody")
        groups.append(_group(labels, people.among(chosen), requirement_ug[chosen], question))
    return Distribution(groups, left, "weight" in people.numbers, _plan(people, question))


def wanted_of(days: Days, question: GroupQuestion, name: str) -> scan.Wanted:
    """What the scan has to bring; raises InputRefused where a column for it is missing."""
    columns = tuple(days.table.columns)
    check_columns(days, name)
    asked = {*question.by, *question.settings.adjust}
    needed = {"age" if part == "age_band" else part for part in asked if part != "sequence"}
    needed |= {"recall"} if "sequence" in asked else set()
    for column in sorted(needed - set(columns)):
        raise InputRefused(f"{name} has no column {column}.")
    of_people = tuple(
        column
        for column in scan.OF_PEOPLE
        if column in columns and (column != "group" or "group" in asked)
    )
    classes = tuple(
        column
        for part, column in (("weekend", "weekend"), ("sequence", "later_recall"))
        if part in question.settings.adjust
    )
    return scan.Wanted(columns, classes, of_people, question.requirement)


def _parts(people: People, by: Sequence[str]) -> list[tuple[dict[str, str], NDArray[np.bool_]]]:
    """The groups with their labels, in the order of the labels; ages in the order of age."""
    import numpy as np

    if not by:
        return [({}, np.ones(people.size, bool))]
    labels = [people.labels[part] for part in by]
    codes = np.unique(np.stack([label.codes for label in labels]), axis=1).T
    keys = [
        tuple(label.texts[code] for label, code in zip(labels, row, strict=True)) for row in codes
    ]

    def order(key: tuple[str, ...]) -> list[tuple[int, str]]:
        return [(_first_number(text), text) for text in key]

    parts = []
    for key in sorted(keys, key=order):
        chosen = np.logical_and.reduce(
            [label.is_text(text) for label, text in zip(labels, key, strict=True)]
        )
        parts.append((dict(zip(by, key, strict=True)), chosen))
    return parts


def _first_number(text: str) -> int:
    digits = text.rstrip("+").partition("-")[0]
    return int(digits) if digits.isdigit() else 10**6


def _group(
    labels: dict[str, str], people: People, requirement_ug: Array, question: GroupQuestion
) -> Group:
    repeats = int((people.total("days") > 1).sum())
    group = Group(labels, people.size, repeats, int(people.total("days").sum()), {}, {})
    for lens in question.lenses:
        sentence = _too_few(people, repeats, question.settings.ratio)
        if sentence is None and lens == "swallowed":
            sentence = _too_few_eaten(people, question.settings.ratio)
        if sentence is None:
            try:
                group.estimates[lens] = estimate(people, lens, requirement_ug, question.settings)
                continue
            except NoVariance:
                sentence = (
                    "no variance between people was found in these days, so usual intake cannot be"
                    " told from chance"
                )
        group.refused[lens] = sentence
    return group


def _too_few(people: People, repeats: int, ratio: float | None) -> str | None:
    if people.size < SMALL_GROUP:
        return f"fewer than {SMALL_GROUP} people: nothing is told of them"
    if ratio is not None:
        few = people.size < FEWEST_WITH_REPEATS
        return f"{people.size} people; at least {FEWEST_WITH_REPEATS} are needed" if few else None
    if repeats == 0:
        return (
            "nobody has a second counted day, so days cannot be told from people (--ratio takes"
            " the ratio from another study)"
        )
    if repeats < FEWEST_WITH_REPEATS:
        return (
            f"{repeats} people with two or more counted days; at least {FEWEST_WITH_REPEATS} are"
            " needed"
        )
    return None


def _too_few_eaten(people: People, ratio: float | None) -> str | None:
    """The part of amounts needs days that hold any."""
    least = 1 if ratio is not None else 2
    eaten = int((people.total("eaten") >= least).sum())
    if eaten >= FEWEST_WITH_REPEATS:
        return None
    return (
        f"{eaten} people ate any B12 on {'a day' if least == 1 else 'two days or more'}; at least"
        f" {FEWEST_WITH_REPEATS} are needed"
    )


def _plan(people: People, question: GroupQuestion) -> str:
    from b12track.cohort.replicates import plan_of

    plan = plan_of(people, question.settings.bootstrap)
    names = {
        "brr": "balanced repeated replication",
        "jackknife": "jackknife",
        "bootstrap": f"bootstrap of {'clusters' if 'cluster' in people.labels else 'people'}",
    }
    return f"{names[plan.method]}, {plan.sets} replicates" if plan.sets else ""
