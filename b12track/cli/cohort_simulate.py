"""`cohort simulate`: invented person-days whose truth is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

import click

from b12track.cli.options import REQUIREMENT, TABLE_FILE, Number, Whole, as_json, force
from b12track.cli.output import check_new, new_file, suffix_of
from b12track.cli.progress_line import progress_line
from b12track.cli.session import say, say_json
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from typing import Unpack

    from b12track.cohort.simulation import Design, Usual


class _Options(TypedDict):
    people: int
    days: int
    gamma: str | None
    log_normal: str | None
    shape: str
    cv: float
    zeros: float
    unbalanced: bool
    sex: str | None
    ages: str | None
    authority: str
    requirement: float | None
    seed: int
    force: bool
    as_json: bool


@click.command()
@click.option(
    "--people",
    type=Whole(1, 10_000_000),
    metavar="N",
    default=1000,
    help="How many people (else 1000).",
)
@click.option(
    "--days", type=Whole(1, 4000), metavar="N", default=2, help="How many days of each (else 2)."
)
@click.option(
    "--gamma",
    metavar="SHAPE,RATE",
    help="Usual intakes, in µg, follow this gamma distribution.",
)
@click.option(
    "--log-normal",
    metavar="MEAN,SD",
    help="The logarithms of usual intakes, in µg, are normal with this mean and SD.",
)
@click.option(
    "--shape",
    type=click.Choice(["log-normal", "gamma", "liver"]),
    metavar="NAME",
    default="log-normal",
    help="How days vary: log-normal, gamma, or liver, where 3 of 100 days hold 15 times as much"
    " (else log-normal).",
)
@click.option(
    "--cv",
    type=Number(1, 1000),
    metavar="PERCENT",
    default=100,
    help="How much the days of a person vary: SD in percent of the mean (else 100).",
)
@click.option(
    "--zeros",
    type=Number(0, 95),
    metavar="PERCENT",
    default=0,
    help="How many of 100 days are without B12 (else 0).",
)
@click.option("--unbalanced", is_flag=True, help="Some people have one day, others up to all.")
@click.option(
    "--sex",
    type=click.Choice(["f", "m"]),
    metavar="SEX",
    help="The sex, with a distribution of your own: f, m.",
)
@click.option("--ages", metavar="FROM-TO", help="The ages, with a distribution of your own: 20-24.")
@click.option(
    "--authority", default="us", metavar="NAME", help="Whose values: us, efsa, uk (else us)."
)
@click.option("--requirement", type=float, metavar="N", help=REQUIREMENT)
@click.option(
    "--seed",
    type=Whole(0),
    metavar="N",
    default=1,
    help="The same number gives the same people (else 1).",
)
@click.option("-o", "--output", "path", metavar="FILE", required=True, help=TABLE_FILE)
@force
@as_json
def simulate(path: str, **options: Unpack[_Options]) -> None:
    """Invent the days of many people, to try the method on.

    How much these people usually eat is known, so that the answer of cohort distribution can be
    compared with it. Without a distribution of your own they are US men and women of 20 to 24 and
    71 to 74 years, as published by Passarelli 2024. The same options give the same file.

    \b
    Examples:
      b12track cohort simulate -o days.csv
      b12track cohort simulate --people 5000 --days 7 -o days.parquet
    """
    from b12track.cohort import simulation, table

    suffix = suffix_of(path, table.SUFFIXES)
    check_new(path, force=options["force"])
    populations = _populations(options)
    design = simulation.Design(
        options["people"],
        options["days"],
        options["shape"],
        options["cv"] / 100,
        options["zeros"] / 100,
        options["unbalanced"],
        options["seed"],
    )
    from b12track.cohort.engine import libraries

    rows = 0
    with (
        libraries("cohort"),
        progress_line() as step,
        new_file(path, force=options["force"]) as file,
    ):
        writer = table.Writer(file, suffix, simulation.COLUMNS)
        for part in simulation.person_days(design, populations):
            writer.write(part)
            rows += part.num_rows
            step(f"{rows:,} person-days written")
        writer.close()
    _tell_truth(design, populations, rows, path, options)


def _populations(options: _Options) -> tuple[Usual, ...]:
    from b12track.cohort.simulation import PUBLISHED, Usual

    families = (("gamma", options["gamma"]), ("log-normal", options["log_normal"]))
    given = [(family, text) for family, text in families if text]
    if not given:
        if options["sex"] or options["ages"]:
            raise InputRefused("--sex and --ages need --gamma or --log-normal.")
        return PUBLISHED
    if len(given) > 1:
        raise InputRefused("Give --gamma or --log-normal, not both.")
    family, text = given[0]
    first, second = _numbers(text, f"--{family}", ",")
    if second <= 0 or (family == "gamma" and first <= 0):
        raise InputRefused(f"--{family} takes a spread above zero.")
    low, high = _numbers(options["ages"], "--ages", "-") if options["ages"] else (20, 74)
    if not 0 <= low <= high <= 120:
        raise InputRefused("--ages takes years as in 4-8.")
    return (Usual(family, first, second, options["sex"], (int(low), int(high))),)


def _numbers(text: str, option: str, mark: str) -> tuple[float, float]:
    try:
        first, second = (float(part) for part in text.split(mark))
    except ValueError:
        raise InputRefused(f"{option} takes two numbers, as in 3.67{mark}0.86.") from None
    if not (abs(first) < 1e6 and abs(second) < 1e6):
        raise InputRefused(f"{option} takes two numbers of ordinary size.")
    return first, second


def _tell_truth(
    design: Design, populations: tuple[Usual, ...], rows: int, path: str, options: _Options
) -> None:
    from b12track.cohort import simulation
    from b12track.cohort.requirement import average_requirement, given_requirement
    from b12track.report.cohort import requirement_words
    from b12track.report.cohort_truth import truth_document, truth_text

    asked = options["requirement"]
    requirement = given_requirement(asked) if asked else average_requirement(options["authority"])
    truths = []
    for place, usual in enumerate(populations):
        needed = requirement.of((usual.ages[0] + usual.ages[1]) / 2, usual.sex)
        if needed is None:
            raise InputRefused(f"{requirement.name}: none is set for these ages.")
        count = len(range(place, design.people, len(populations)))
        truths.append(simulation.truth(design, usual, needed, count))
    if options["as_json"]:
        say_json(truth_document(design, truths, rows, path))
    else:
        say(truth_text(design, truths, rows, path, requirement_words(requirement)))
