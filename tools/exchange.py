"""The formats that are read, as the tables of docs/exchange.md, printed from the formats."""

from __future__ import annotations

from b12track.diary.exchange.formats import FORMATS
from b12track.foods.sources.recognise import FOLDERS, TABLES


def diaries() -> str:
    """One row a kind of file: what is taken, and where its B12, weight and time stand."""
    lines = ["| file | what is taken | B12 | weight | time |", "|---|---|---|---|---|"]
    abouts = dict.fromkeys(known.about for known in FORMATS)
    return "\n".join([*lines, *(f"| {' | '.join(about)} |" for about in abouts)])


def food_tables() -> str:
    """One row a food table: what it is, its unit and gaps, and its licence."""
    lines = ["| table | B12 | licence |", "|---|---|---|"]
    abouts = [known.about for known in FOLDERS] + [known.about for known in TABLES]
    return "\n".join([*lines, *(f"| {' | '.join(about)} |" for about in abouts)])
