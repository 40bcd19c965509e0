"""Every command line that changes a diary, as steps that many programs can repeat side by side.

{name} is a word of the program's own, {number} of the round, {id} what the step before made.
"""

from __future__ import annotations

import contextlib
import io
import json
import shlex
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cli.entry import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Routine(NamedTuple):
    """What is done in one round, and what was done once before the first."""

    steps: tuple[str, ...]
    before: tuple[str, ...] = ()
    #: Whether it takes back what others did, who may then be refused what they go on with.
    takes_back: bool = False
    #: Whether a round leaves as many acts behind whatever others do meanwhile.
    is_counted: bool = True
    #: What a step may end with.
    codes: tuple[int, ...] = (0,)


_LOG: Final = 'log "2 eggs" --note {name}-{number}'

#: Somebody who records so little that there is a flag.
_LEAN: Final = (
    "profile add lean",
    'log "1 egg" --for lean --on 2026-09-01',
    'log "1 egg" --for lean --on 2026-11-01',
)

ACTS: Final = {
    "log": Routine((_LOG,)),
    "log for a person": Routine((f"{_LOG} --for guest",), ("profile add guest",)),
    "again": Routine(("again --from 2026-11-19 --on today",), ('log "1 egg" --on 2026-11-19',)),
    "take": Routine(('take "2.4 µg" --note {name}-{number}',)),
    "inject": Routine(('inject "1 mg" hydroxocobalamin --note {name}-{number}',)),
    "symptom log": Routine(("symptom log cold feet 3 --note {name}-{number}",)),
    "symptom delete": Routine(("symptom log cold feet 3 --json", "symptom delete {id}")),
    "symptom edit": Routine(("symptom log cold feet 3 --json", "symptom edit {id} --severity 4")),
    "inject edit": Routine(
        ('inject "1 mg" hydroxocobalamin --json', 'inject edit {id} --dose "2 mg"')
    ),
    "inject delete": Routine(('inject "1 mg" hydroxocobalamin --json', "inject delete {id}")),
    "regimen edit": Routine(
        ('regimen edit 1 --dose "1{digit} µg"',), ('regimen add "50 µg daily"',)
    ),
    "lab edit": Routine(("lab add b12 250 pg/mL --json", "lab edit {id} --value 25{digit}")),
    "lab add": Routine(("lab add b12 250 pg/mL --note {name}-{number}",)),
    "lab delete": Routine(("lab add b12 250 pg/mL --json", "lab delete {id}")),
    "edit": Routine(("edit 1 --amount 6{number}g",)),
    "edit the food": Routine(('edit 1 --food "cheddar" --amount 6{number}g',)),
    "delete": Routine((f"{_LOG} --json", "delete {id}")),
    "mark": Routine(("mark 2026-11-19 complete", "mark 2026-11-19 partial")),
    "undo": Routine((_LOG, "undo"), takes_back=True),
    "redo": Routine(("undo", "redo"), takes_back=True, codes=(0, 3)),
    "foods add": Routine(('foods add "drink {name} {number}" --per 250ml --b12 1.2µg',)),
    "foods edit": Routine(
        ("foods edit drink --per 250ml --b12 1.{number}µg",),
        ("foods add drink --per 250ml --b12 1.2µg",),
    ),
    "foods retire": Routine(
        (
            'foods add "tea {name} {number}" --per 250ml --b12 1.2µg',
            'foods retire "tea {name} {number}"',
        ),
    ),
    "meals save": Routine(('meals save "meal {name}" from "2 eggs, 1{number} g cheddar"',)),
    "meals delete": Routine(
        ('meals save "snack {name} {number}" from "2 eggs"', 'meals delete "snack {name} {number}"')
    ),
    "profile set": Routine(("profile set --authority us", "profile set --authority efsa")),
    "profile add": Routine(('profile add "{name} {number}"',)),
    "profile rename": Routine(
        (
            'profile add "old {name} {number}"',
            'profile rename "new {name} {number}" --for "old {name} {number}"',
        ),
    ),
    "profile use": Routine(("profile use me",)),
    "profile day-start": Routine(("profile day-start 0:1{number}",)),
    "regimen add": Routine(('regimen add daily "50 µg"',)),
    "regimen stop": Routine(('regimen add daily "50 µg" --json', "regimen stop {id}")),
    "regimen due": Routine(
        ('regimen add daily "50 µg" --from 2026-11-20 --assume-taken', "regimen due"),
        is_counted=False,
        codes=(0, 1),
    ),
    "flags seen": Routine(("flags seen few-recorded-days --for lean",), _LEAN),
    "flags snooze": Routine(("flags snooze few-recorded-days 1{digit}d --for lean",), _LEAN),
    "foods unknown": Routine(("import {stew}", 'foods unknown "stew {name} {number}" 0')),
    "profile delete": Routine(
        ('profile add "gone {name} {number}"', 'profile delete "gone {name} {number}" --yes')
    ),
    "import": Routine(("import {file}",)),
    "restore": Routine((_LOG, "restore {backup} --yes"), takes_back=True),
}

#: What is run beside the acts and never writes to the diary itself.
LOOKS: Final = {
    "backup": Routine(("backup",)),
    "check": Routine(("check",)),
    "export": Routine(("export --format json",)),
    "today": Routine(("today --json",)),
    "week": Routine(("week --json",)),
    "history": Routine(("history --json",)),
}

#: Those that hold the lock longest, or that others wait for.
LONG: Final = ("import", "restore", "edit", "undo", "delete", "profile add", "backup", "check")


def routine(name: str) -> Routine:
    """The act, or the look, of this name."""
    return ACTS[name] if name in ACTS else LOOKS[name]


#: Commands that never change the diary, each with a line that does its work: a line of nothing but
#: the name of the command would only be refused. {home} is the folder of the diary.
NEVER: Final = {
    "often": "often",
    "take list": "take list",
    "inject list": "inject list",
    "symptom list": "symptom list",
    "symptom red-flags": "symptom red-flags",
    "lab index": "lab index",
    "lab list": "lab list",
    "history": "history",
    "today": "today",
    "day": "day 2026-03-27",
    "week": "week 2026-03-27",
    "month": "month 2026-03-27",
    "show": "show --from 2026-03-15 --to 2026-03-31",
    "gaps": "gaps",
    "flags": "flags",
    "flags list": "flags list",
    "chart calendar": "chart calendar",
    "chart fridge": "chart fridge -o {home}/fridge.svg",
    "chart sources": "chart sources",
    "chart store": "chart store",
    "chart symptoms": "chart symptoms",
    "chart trend": "chart trend",
    "chart week": "chart week -o {home}/week.png",
    "report": "report -o {home}/sheet.html",
    "suggest": "suggest",
    "store": "store",
    "foods import": "foods import {home}/table.csv",
    "foods list": "foods list",
    "foods rank": "foods rank",
    "foods readings list": "foods readings list",
    "foods rebuild": "foods rebuild",
    "foods search": "foods search egg",
    "foods show": "foods show salmon",
    "meals list": "meals list",
    "profile list": "profile list",
    "profile show": "profile show",
    "reference list": "reference list",
    "reference show": "reference show",
    "regimen list": "regimen list",
    "cohort days": "cohort days {home} -o {home}/persons.csv",
    "cohort distribution": "cohort distribution {home}/persons.csv",
    "cohort list": "cohort list {home}",
    "cohort simulate": "cohort simulate --people 2 --days 3 -o {home}/simulated.csv",
    "export": "export {home}/all.json",
    "backup": "backup",
    "check": "check --fix",
    "demo": "demo",
    "completion install": "completion install bash",
    "completion show": "completion show bash",
    "explain": "explain myelin",
    "help": "help week",
}
#: Commands that change the diary only when somebody answers them; the sweep of the page plays the
#: first, tests/cli/test_phrases.py the second.
ANSWERED: Final = ("open", "foods readings forget")


class Step(NamedTuple):
    """One command line and how it ended."""

    line: str
    code: int
    err: str
    out: str


def ran(line: str) -> Step:
    """One command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(shlex.split(line))
    return Step(line, code, err.getvalue(), out.getvalue())


def played(
    act: Routine, home: Path, name: str, number: int, runner: Callable[[str], Step] = ran
) -> list[Step]:
    """The steps of one round, each run through the tool's real entry point."""
    ended: list[Step] = []
    made = ""
    for step in act.steps:
        ended.append(runner(filled(step, home, name, number).replace("{id}", made)))
        made = _made(ended[-1].out)
    return ended


def prepare(home: Path, routine: Routine) -> list[Step]:
    """Does what comes once before the first round."""
    return [ran(filled(line, home, "before", 0)) for line in routine.before]


def filled(step: str, home: Path, name: str, number: int) -> str:
    """A step with the names and the files of this program."""
    if "{file}" in step:
        path = home / f"{name}-{number}.csv"
        # No two programs import a food of the same day: the second would be told that it is known.
        program = int("".join(filter(str.isdigit, name)) or 0)
        day = date.fromordinal(700_000 + 100 * program + number)
        path.write_text(f"date,food,amount\n{day},egg,60 g\n", "utf-8")
        step = step.replace("{file}", shlex.quote(str(path)))
    if "{stew}" in step:
        path = home / f"stew-{name}-{number}.csv"
        row = f"2025-03-01,stew {name} {number},100 g,"  # a day that no other act repeats
        path.write_text(f"date,food,amount,b12_ug\n{row}\n", "utf-8")
        step = step.replace("{stew}", shlex.quote(str(path)))
    step = step.replace("{backup}", shlex.quote(str(home / "backup.db")))
    digit = str(number % 10)
    return step.replace("{name}", name).replace("{number}", str(number)).replace("{digit}", digit)


def _made(out: str) -> str:
    """The id of what a step made, where it answers in JSON."""
    if not out.startswith("{"):
        return ""
    rows = next((value for value in json.loads(out).values() if _is_table(value)), None)
    return str(rows[0]["id"]) if rows else ""


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and "id" in value[0]
