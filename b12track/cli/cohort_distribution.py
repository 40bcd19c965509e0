"""`cohort distribution`: usual intake of groups from a table of person-days."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypedDict

import click

from b12track.cli.options import REQUIREMENT, Whole, looks, shaped
from b12track.cli.output import PICTURES, check_picture, suffix_of, write_picture
from b12track.cli.progress_line import progress_line
from b12track.cli.session import say
from b12track.errors import InputRefused
from b12track.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Unpack

    import pyarrow as pa

    from b12track.charts.usual import UsualIntakes
    from b12track.cli.shape import Shape
    from b12track.cohort.distribution import Distribution, GroupQuestion
    from b12track.cohort.engine import Days


class _Options(TypedDict):
    by: str
    lens: str | None
    authority: str
    requirement: float | None
    adjust: str
    age_bands: str | None
    ratio: float | None
    ratio_from: str | None
    bootstrap: int
    engine: str
    threads: int | None
    spark_remote: str | None
    density: bool
    size: str
    dark: bool
    large: bool
    force: bool


@click.command()
@click.argument("file", metavar="DAYS")
@click.option(
    "--by",
    metavar="NAMES",
    default="",
    help="By what: one or more of sex, age_band and group, with commas (else all in one).",
)
@click.option(
    "--lens",
    type=click.Choice(["swallowed", "absorbed"]),
    metavar="WHICH",
    help="Which amount: swallowed or absorbed (else both).",
)
@click.option(
    "--authority", default="us", metavar="NAME", help="Whose values: us, efsa, uk (else us)."
)
@click.option("--requirement", type=float, metavar="N", help=REQUIREMENT)
@click.option(
    "--adjust",
    metavar="NAMES",
    default="",
    help="Take these effects out: sex, age_band, weekend, sequence, with commas.",
)
@click.option(
    "--age-bands",
    metavar="YEARS",
    help="The first years of the age bands (else 0,4,9,14,19,31,51,71).",
)
@click.option(
    "--ratio",
    type=float,
    metavar="N",
    help="The variance within people, divided by that between them, from another study.",
)
@click.option("--ratio-from", metavar="TEXT", help="Which study that ratio comes from.")
@click.option(
    "--bootstrap",
    type=Whole(0, 10_000),
    metavar="N",
    default=200,
    help="How many random draws for the intervals; 0 for none (else 200).",
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    metavar="NAME",
    default="duckdb",
    help="Which program computes: duckdb, on this machine, or spark (else duckdb).",
)
@click.option(
    "--threads", type=Whole(1), metavar="N", help="How many threads duckdb uses (else all)."
)
@click.option("--spark-remote", metavar="ADDRESS", help="Where spark is: sc://host:15002.")
@click.option(
    "--density", is_flag=True, help="Draw how frequent each amount is, not shares up to it."
)
@looks("page")
@shaped
def distribution(file: str, path: str | None, shape: Shape, **options: Unpack[_Options]) -> None:
    """Estimate how much B12 groups of people usually eat.

    It says how many of them eat less than is needed, too. DAYS is a table with a row for each day
    of each person, as Parquet or CSV file: b12track cohort days makes one. A single day varies
    more than people do, so that shares of single days overstate low intake; this takes the
    variation from day to day out.

    \b
    Examples:
      b12track cohort distribution days.csv --by sex,age_band -o usual.png
      b12track cohort distribution days.csv --lens absorbed --json
    """
    from b12track.cohort import distribution as usual
    from b12track.report import cohort_document as document
    from b12track.report.cohort import distribution_text

    if path:
        check_picture(path, force=options["force"])
    question = _question(options)
    with progress_line() as step, _opened(file, options) as (days, is_checked):
        answer = usual.distribution(days, question, _name(file), is_checked=is_checked, step=step)
        is_drawn = bool(path) and any(group.estimates for group in answer.groups)
        picture = _picture(days, answer, question, options) if is_drawn else None
    if not any(group.estimates for group in answer.groups):
        raise InputRefused(_all_refused(answer))
    written = _written(picture, path, options) if picture and path else ""
    if shape.is_for_scripts:
        rows = document.distribution_rows(answer, question)
        shape.say(document.distribution_document(answer, question), rows, " ".join(document.HEADER))
        return
    say(distribution_text(answer, question))
    if written:
        say(written)


def _question(options: _Options) -> GroupQuestion:
    from b12track.cohort import distribution as usual
    from b12track.cohort.estimate import Settings
    from b12track.cohort.people import AGE_BANDS
    from b12track.cohort.requirement import average_requirement, given_requirement

    ratio, lens = options["ratio"], options["lens"]
    if ratio is not None and not 0 < ratio < 10_000:
        raise InputRefused("--ratio is the variance within people to that between them, above 0.")
    if ratio is not None and lens is None:
        lens = "swallowed"  # a ratio holds on one scale
    if options["requirement"] is not None and not 0 < options["requirement"] < 1000:
        raise InputRefused("--requirement is an amount in µg a day, above 0.")
    asked = options["requirement"]
    requirement = given_requirement(asked) if asked else average_requirement(options["authority"])
    settings = Settings(
        _names(options["adjust"], "--adjust", ("sex", "age_band", "weekend", "sequence")),
        options["bootstrap"],
        ratio,
        options["ratio_from"],
    )
    return usual.GroupQuestion(
        _names(options["by"], "--by", usual.BY),
        (lens,) if lens else usual.LENSES,
        requirement,
        settings,
        _bands(options["age_bands"]) if options["age_bands"] else AGE_BANDS,
    )


def _names(text: str, option: str, known: tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in names:
        if name not in known:
            raise InputRefused(f"{option} takes {', '.join(known)}, not '{name}'.")
    return names


def _bands(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdigit() and part.isascii() for part in parts):
        raise InputRefused("--age-bands takes whole years, as in 0,4,9,14,19,31,51,71.")
    years = tuple(int(part) for part in parts)
    if list(years) != sorted(set(years)) or years[-1] > 120:
        raise InputRefused("--age-bands takes rising years up to 120.")
    return years


@contextmanager
def _opened(file: str, options: _Options) -> Iterator[tuple[Days, bool]]:
    """The table in the engine asked for, and whether its rows were checked when written."""
    from b12track.cohort import engine, table

    if not os.path.exists(file):
        raise InputRefused(f"There is no file {file}.")
    if options["engine"] == "spark":
        if file.lower().endswith(".csv"):
            raise InputRefused("Spark reads Parquet: b12track cohort days makes it of a CSV file.")
        with engine.spark_days(file, options["spark_remote"]) as days:
            yield days, os.path.isfile(file) and _is_ours(file)
        return
    is_csv = suffix_of(file, table.SUFFIXES) == "csv"
    is_checked = is_csv or _is_ours(file)
    with engine.duckdb_days(_csv(file) if is_csv else file, options["threads"]) as days:
        yield days, is_checked


def _is_ours(file: str) -> bool:
    from b12track.cohort import engine, table

    with engine.libraries("cohort"):
        import pyarrow as pa
    try:
        return table.is_checked(file)
    except pa.ArrowException as error:
        reason = str(error).split("\n", 1)[0]
        raise InputRefused(
            f"{_name(file)} is no Parquet file, or a damaged one: {reason}"
        ) from None


def _csv(file: str) -> pa.Table:
    from b12track.cohort import engine, table
    from b12track.cohort.sources import own

    with engine.libraries("cohort"):
        import pyarrow as pa
    person_days = list(own.person_days(file, _name(file)))
    if not person_days:
        raise InputRefused(f"{_name(file)} holds no person-day.")
    return pa.concat_tables(list(table.tables(person_days, table.used_columns(person_days))))


def _all_refused(answer: Distribution) -> str:
    from b12track.report.cohort import label

    lines = [
        f"{label(group)}: {'; '.join(dict.fromkeys(group.refused.values()))}."
        for group in answer.groups
    ]
    return "\n".join(["No usual intake can be given.", *lines[:20]])


def _picture(
    days: Days, answer: Distribution, question: GroupQuestion, options: _Options
) -> UsualIntakes:
    """The panels of the picture, with single days, which need one more look at the table."""
    from b12track.charts.usual import MOST_PANELS, Panel, UsualIntakes, panels_shown
    from b12track.cohort.one_day import one_day_curves
    from b12track.report.cohort import label, requirement_words

    panels = []
    for lens in panels_shown(len(answer.groups), question.lenses):
        if not any(lens in group.estimates for group in answer.groups):
            continue
        curves = one_day_curves(days, answer, question, lens)
        panels += [
            Panel(label(group), group.people, group.estimates[lens], curve)
            for group, curve in zip(answer.groups, curves, strict=True)
            if lens in group.estimates
        ]
    if len(panels) > MOST_PANELS:
        raise InputRefused(
            f"{len(panels)} groups are too many for one picture (at most {MOST_PANELS})."
        )
    return UsualIntakes(panels, requirement_words(question.requirement), options["density"])


def _written(picture: UsualIntakes, path: str, options: _Options) -> str:
    from b12track.charts.render import rendered
    from b12track.charts.style import Look
    from b12track.charts.usual import usual_figure, usual_words

    words, look = usual_words(picture), Look(options["size"], options["dark"], options["large"])
    content = rendered(usual_figure(picture, look), words, suffix_of(path, PICTURES), look)
    return write_picture(path, content, words.alt, force=options["force"])


def _name(file: str) -> str:
    return escaped(os.path.basename(file))
