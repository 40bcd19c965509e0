"""`cohort simulate`: invented person-days whose truth is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

import click

from b12track.cli.options import as_json
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
    type=click.IntRange(1, 10_000_000),
    default=1000,
    show_default=True,
    help="How many.",
)
@click.option("--days", type=click.IntRange(1, 4000), default=2, show_default=True, help="Each.")
@click.option("--gamma", metavar="SHAPE,RATE", help="Usual intake in µg, as published.")
@click.option("--log-normal", metavar="MEAN,SD", help="The same, by mean and SD of ln µg.")
@click.option(
    "--shape",
    type=click.Choice(["log-normal", "gamma", "liver"]),
    default="log-normal",
    help="How days vary; liver: 3 % of days hold 15 times as much.",
)
@click.option("--cv", type=click.FloatRange(1, 1000), default=100, help="Within people, in %.")
@click.option("--zeros", type=click.FloatRange(0, 95), default=0, help="% of days without B12.")
@click.option("--unbalanced", is_flag=True, help="From one day each to all of them.")
@click.option("--sex", type=click.Choice(["f", "m"]), help="With a distribution of your own.")
@click.option("--ages", metavar="FROM-TO", help="In years, with a distribution of your own.")
@click.option("--authority", default="us", metavar="NAME", help="Whose requirement is the truth's.")
@click.option("--requirement", type=float, metavar="UG", help="An average requirement instead.")
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="The same seed, the same people.",
)
@click.option("-o", "--output", "path", metavar="FILE", required=True, help=".parquet or .csv")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@as_json
def simulate(path: str, **options: Unpack[_Options]) -> None:
    """Invented person-days whose truth is known.

    Of any size, to try the method on.

    Without a distribution of your own: US men and women of 20-24 and 71-74 years, as published
    by Passarelli 2024. The same options give the same file.
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
