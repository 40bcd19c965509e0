"""The nearest word: habits of other tools, slips of the hand, and an example where none helps."""

from __future__ import annotations

import pytest

from tests.conftest import Tool


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("lgo 2 eggs", "Did you mean log?"),
        ("weeks", "Did you mean week?"),
        ("add 2 eggs", "Did you mean log?"),
        ("rm 3", "Did you mean delete?"),
        ("search egg", "Did you mean foods search?"),
        ("log egg --date yesterday", "Did you mean --on?"),
        ("log egg --person mum", "Did you mean --for?"),
        ("reference list --jsn", "Did you mean --json?"),
        ("foods serch egg", "Did you mean search?"),
        ("help serch", "No such command 'serch'"),
        ("help foods serch", "Did you mean search?"),
        ("help zzz", "No such command 'zzz'. b12track help lists them all."),
        ("2 eggs", "To write down a meal: b12track log 2"),
        ("tablets", "Did you mean take?"),
        ("injection", "Did you mean inject?"),
        ("graph", "Did you mean chart?"),
        ("stats", "Did you mean week?"),
        ("version", "Did you mean --version?"),
        ("due", "Did you mean regimen due?"),
        ("quit", "each command ends by itself"),
        ("yesterday", "For that day: b12track day yesterday"),
        ("--date yesterday", "It stands after a command: b12track COMMAND --on"),
        ("week --on monday", "The day stands alone: b12track week yesterday"),
        ("edit 3 --date yesterday", "Did you mean --on?"),
        ("again --person mum", "Did you mean --for?"),
        ("mark yesterday complete --person mum", "Did you mean --for?"),
        ("delete", "For example: b12track delete -1"),
        ("edit", "For example: b12track edit -1 --amount 60g"),
        ("show", 'For example: b12track show --from "1 nov"'),
        ("today yesterday", "For that day: b12track day yesterday"),
        ("gaps foo", "'foo' is too much. For example: b12track gaps"),
        ("completion install", "'SHELL'. For example: b12track completion install bash"),
        ("log toast --choose milk", "'milk' names no food: milk=milk-goat"),
        ("mark yesterday done", "clear: b12track mark yesterday complete"),
        ("edit abc", "'abc' is no number of an entry, as 3 is."),
        ("often --last abc", "'abc' is not a valid whole number"),
        ("often --last 0", "0 is not in the range 1 to 100"),
        ("take", "Usage: b12track take [OPTIONS] DOSE [FORM] | [N] PRODUCT\n"),
        ("reference efsa", "For example: b12track reference list"),
    ],
)
def test_the_nearest_word_is_named(tool: Tool, line: str, words: str) -> None:
    tool.refused(line, 2, words)
