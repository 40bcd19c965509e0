"""What a search asks for: words, or beginnings of words, each in all of its spellings."""

from __future__ import annotations

from b12track.foods.table import food_key
from b12track.hints import Final
from b12track.record import NamedTuple

#: Words that mean one thing and are written in two ways, in the form of `food_key`.
_OTHER_SPELLINGS: Final = tuple(
    frozenset(spellings.split())
    for spellings in (
        "yogurt yoghurt yoghourt",
        "soy soya",
        "prawn shrimp",
        "chilli chili chile",
        "ground mince minced",
        "tinned canned",
        "donut doughnut",
        "omelet omelette",
        "aubergine eggplant",
        "courgette zucchini",
        "flavour flavor",
        "flavoured flavored",
        "wholemeal wholewheat",
        "grey gray",
        "porridge oatmeal",
        "caviar caviare",
        "haloumi halloumi",
        "fillet filet",
        "kephir kefir",
        "fibre fiber",
    )
)
#: Further words of a text are passed over: no name is that long.
_MOST_WORDS: Final = 20


class WordQuery(NamedTuple):
    """The words that a name must hold, each one of several spellings; or beginnings of words."""

    words: tuple[tuple[str, ...], ...]
    of_beginnings: bool = False

    @property
    def match(self) -> str:
        """The query in the language of FTS5; "" without words."""
        mark = "*" if self.of_beginnings else ""
        return joined([[f'"{word}"{mark}' for word in spellings] for spellings in self.words])

    @property
    def spellings(self) -> frozenset[str]:
        """All words that are asked for, in every spelling."""
        return frozenset(word for spellings in self.words for word in spellings)

    def is_met_by(self, name: list[str]) -> bool:
        """Whether the words of a name are those that are asked for.

        >>> query("raw salm", of_beginnings=True).is_met_by(["raw", "salmon"])
        True
        >>> query("salmon").is_met_by(["raw", "cod"])
        False
        """
        if self.of_beginnings:
            return all(any(word.startswith(spellings) for word in name) for spellings in self.words)
        return all(any(word in spellings for word in name) for spellings in self.words)


def query(text: str, *, of_beginnings: bool = False) -> WordQuery:
    """What a text asks for.

    >>> query("raw prawns").match
    '"raw" AND ("prawn" OR "shrimp")'
    """
    words = food_key(text).split()[:_MOST_WORDS]
    return WordQuery(tuple(map(_spellings, words)), of_beginnings)


def joined(terms: list[list[str]]) -> str:
    """Terms of FTS5 of which one in each list must be there; each is quoted, so that nothing in a
    word can be an operator."""
    return " AND ".join(
        alike[0] if len(alike) == 1 else f"({' OR '.join(alike)})" for alike in terms
    )


def _spellings(word: str) -> tuple[str, ...]:
    for words in _OTHER_SPELLINGS:
        if word in words:
            return tuple(sorted(words))
    return (word,)
