"""`cohort`: the usual intake of groups, the round of a home, invented person-days."""

from __future__ import annotations

import click

from b12track.cli.cohort_days import days
from b12track.cli.cohort_distribution import distribution
from b12track.cli.cohort_list import list_
from b12track.cli.cohort_simulate import simulate


@click.group()
def cohort() -> None:
    """Diaries of many people: for researchers, and for care homes.

    days, distribution and simulate are for research: what groups of people usually eat. list is
    for whoever looks after several people.

    \b
    Examples:
      b12track cohort list diaries
      b12track cohort days diaries -o days.csv
    """


cohort.add_command(days)
cohort.add_command(distribution)
cohort.add_command(list_)
cohort.add_command(simulate)
