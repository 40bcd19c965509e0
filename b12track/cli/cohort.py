"""`cohort`: the usual intake of groups, the round of a home, invented person-days."""

from __future__ import annotations

import click

from b12track.cli.cohort_days import days
from b12track.cli.cohort_distribution import distribution
from b12track.cli.cohort_list import list_
from b12track.cli.cohort_simulate import simulate


@click.group()
def cohort() -> None:
    """Many people: intake of groups, the round of a home."""


cohort.add_command(days)
cohort.add_command(distribution)
cohort.add_command(list_)
cohort.add_command(simulate)
