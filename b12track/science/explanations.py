"""What people meet and ask about B12, answered with evidence: one text a topic, in topics/."""

from __future__ import annotations

import os
from typing import Final, NamedTuple

from b12track.errors import InputRefused

_FOLDER: Final = os.path.join(os.path.dirname(os.path.abspath(__file__)), "topics")

#: Topic → what it is about, in the order in which the tool lists them.
TOPICS: Final = {
    "sufficient": "what is described with enough B12, and with a long lack",
    "myelin": "nerve sheaths, what may come back and what may not",
    "b-complex": 'is B-complex "more effective"; do B1 and B6 help B12',
    "b6": "needed, and harmful in excess: who draws which line",
    "circulation": 'cold feet, arteries, "pain-free legs"',
    "absorption": "how much of a dose is taken up, and how sure that is",
    "vegan": "which sources count, and how fast a lack comes",
    "older": "from about 50 on: stomach acid, medicines, memory",
    "injections": "how much stays, and for how long a day is covered",
    "tests": "what each blood test shows and where cut-offs differ",
    "judgement": "the sentence at the top: its five answers and their rule",
    "reference": "RDA, AI, EAR and the other kinds of reference value",
    "store": "what the body holds of B12, and for how long",
    "words": "the words of b12track: entry, recorded, partial, µg and more",
}
#: Topic → other words for what it explains.
OTHER_WORDS: Final = {
    "sufficient": "enough adequate sufficiency deficiency deficient lack shortage symptom b12"
    " cobalamin vitamin-b12 anaemia anemia tired tiredness fatigue",
    "myelin": "nerve neuropathy numb numbness tingling brain sheath nervous",
    "b-complex": "complex b1 thiamin thiamine folate folic-acid",
    "b6": "vitamin-b6 pyridoxine",
    "circulation": "feet foot cold artery heart leg blood-flow",
    "absorption": "absorb absorbed absorbs absorbing uptake gut intrinsic-factor tablet pill dose"
    " supplement swallowed oral sublingual malabsorption",
    "vegan": "vegetarian plant-based diet fortified spirulina nori seaweed",
    "older": "old elderly age ageing aging memory dementia stomach acid metformin ppi omeprazole",
    "injections": "inject injected shot jab ampoule hydroxocobalamin cyanocobalamin",
    "tests": "lab blood marker holotc active-b12 holotranscobalamin mma homocysteine index 4cb12"
    " cb12 blood-test cut-off",
    "judgement": "judgment flag notice note tier low low-period low-intake covered verdict"
    " threshold period snooze",
    "reference": "rda ear ar ai pri rni rdi ul lrni dri recommendation recommended target goal"
    " authority authorities requirement upper-limit limit",
    "store": "liver reserve stores years nitrous-oxide body-store",
    "words": "word glossary µg μg ug mcg mg microgram milligram intake entry id partial recorded"
    " unrecorded complete fasting paused origin natural schedule regimen unknown mean average"
    " range at-least lower-bound",
}


class Explanation(NamedTuple):
    """One topic: at most a screen of 80 by 24; the sources stand last, each with its grade."""

    topic: str
    title: str
    text: str
    sources: str


def explanation(topic: str) -> Explanation:
    """The explanation of a topic; InputRefused, with the topics, for any other word.

    >>> explanation("b6").title
    'Vitamin B6: needed, and harmful in excess'
    """
    key = "-".join(topic.casefold().split()).replace("vitamin-", "")
    if key not in TOPICS:
        raise InputRefused(f'"{topic}" is not a topic.', tuple(TOPICS))
    with open(os.path.join(_FOLDER, f"{key}.txt"), encoding="utf-8") as file:
        title, _, rest = file.read().rstrip("\n").partition("\n\n")
    text, _, sources = rest.partition("\n\nSources\n")
    return Explanation(key, title, text, sources)


def screen(explanation: Explanation) -> str:
    """An explanation as it is printed: title, text, sources."""
    return f"{explanation.title}\n\n{explanation.text}\n\nSources\n{explanation.sources}"
