"""Which symptoms a diary can hold, when they are urgent, what else causes them, and the footer."""

from __future__ import annotations

import re

from b12track.errors import InputRefused
from b12track.record import NamedTuple
from b12track.science.cited_table import lines


class Symptom(NamedTuple):
    """One symptom: the words shown, the standard term and its id in the Human Phenotype Ontology.

    `hpo` is "" where the ontology has no term of its own. `level` names the escalation level of a
    new and lasting occurrence, or is "" where the guidance names none.
    """

    group: str
    words: str
    term: str
    hpo: str
    level: str = ""


# Ids and labels as in the Human Phenotype Ontology's own repository (docs/method.md); what people
# name beside them has no id checked there.
SYMPTOMS = tuple(Symptom(*line.split("\t")) for line in lines("symptoms.tsv"))


class EscalationLevel(NamedTuple):
    """How soon something self-reported matters: its key, when, the triggers and the words."""

    key: str
    heading: str
    triggers: tuple[str, ...]
    text: str


# A trigger has the words by which people write of it: missing one is worse than naming one too
# many, so a word is enough. Those without any are not read from words. Most urgent first.
_TRIGGERS = tuple(tuple(line.split("\t")) for line in lines("red_flags.tsv"))
ESCALATION_LEVELS = tuple(
    EscalationLevel(key, heading, tuple(words for of, words, _ in _TRIGGERS if of == key), text)
    for key, heading, text in (
        ("emergency", "EMERGENCY now", "call the emergency number"),
        ("within-24-hours", "within 24 h", "see a doctor today"),
        (
            "within-days",
            "within days",
            "arrange an appointment; ask about B12, folate, full blood count",
        ),
        ("routine", "routine", "discuss with professional"),
    )
)

_OTHER_CAUSES = "diabetes, alcohol, B6 excess, thyroid, copper lack, nitrous oxide"
LOOK_ALIKES = (*_OTHER_CAUSES.split(", "), "spine or circulation disease")

SHARED_CAUSES = (
    "These symptoms have many causes. A blood test can help; a doctor or pharmacist can arrange it."
)

# Anaemia is absent in about one third; after about three months damage may be permanent.
NERVES_FIRST = "Nerve symptoms can come before or without anaemia."

ABSORPTION_CAVEAT = "Intake looks adequate, but absorption can fail even so."


def symptom(words: str) -> Symptom:
    """Return the symptom a word names: its HPO id, its standard term or part of either wording.

    InputRefused, with what fits or the standard terms, where it is not exactly one.

    >>> symptom("tingling").hpo, symptom("HP:0000206").term
    ('HP:0003401', 'glossitis')
    """
    wanted = words.strip().casefold()
    for each in SYMPTOMS:
        if wanted and wanted in (each.hpo.casefold(), each.term.casefold(), each.words.casefold()):
            return each
    fitting = [
        each for each in SYMPTOMS if wanted and wanted in f"{each.words} {each.term}".casefold()
    ]
    if len(fitting) == 1:
        return fitting[0]
    terms = tuple(each.term for each in fitting or SYMPTOMS)
    meant = "could be several symptoms" if fitting else "is not a symptom on the list"
    raise InputRefused(f'"{words}" {meant}.', terms)


# A person's own words to a standard term; the first that fits. The terms stand in SYMPTOMS.
_LIMB = r"(?:feet|foot|toes?|legs?|calf|calves|shins?|hands?|fingers?)"
_MEANINGS = (
    (r"pins and needles|tingl|prickl|par(?:a)?esthesi", "paraesthesia"),
    (r"\bnumb|(?:no|lost|less) feeling|can(?:no|')t feel", "distal sensory impairment"),
    (r"\bburn", "burning sensation"),
    (r"dark|position sense", "impaired proprioception"),
    (r"unstead|stagger|balance|wobbl|\bfalls?\b|\bfell\b|ataxia|stumbl", "gait ataxia"),
    (r"restless", "restless legs"),
    (r"cramp|spasm", "muscle spasm"),
    (rf"(?:cold|pale|white|blue)\b.*{_LIMB}|{_LIMB}.*\b(?:cold|pale)", "cold or pale feet"),
    (
        rf"(?:weak|heav).*{_LIMB}|{_LIMB}.*(?:weak|heav)|^weak(?:ness)?$",
        "lower limb muscle weakness",
    ),
    (r"stiff", "spasticity"),
    (rf"\bach(?:e|es|ing|y)\b|(?:sore|pain).*{_LIMB}|{_LIMB}.*(?:sore|pain|hurt)", "muscle ache"),
    (r"vision|eyesight|blur", "optic neuropathy"),
    (r"psychosis|hallucinat|hearing voices|paranoi", "psychosis"),
    (r"memory|forget|confus|brain fog", "memory impairment"),
    (r"low mood|depress", "depression"),
    (r"tired|fatigue|exhaust|no energy|weary", "fatigue"),
    (r"\bpale|pallor", "pallor"),
    (r"breath", "dyspnea"),
    (r"palpitat|heart", "palpitations"),
    (r"tongue", "glossitis"),
    (r"mouth|ulcer", "oral ulcer"),
)

#: What is kept of words without a standard term.
OTHER = Symptom("other", "other", "other", "")


def meant(words: str) -> Symptom:
    """Return the symptom that a person's own words name, or OTHER; words are never refused.

    >>> [meant(words).term for words in ("tingling in both feet", "cold feet", "hair loss")]
    ['paraesthesia', 'cold or pale feet', 'other']
    """
    by_term = {each.term: each for each in SYMPTOMS}
    wanted = " ".join(words.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    for each in SYMPTOMS:
        if wanted in (each.term.casefold(), each.words.casefold(), each.hpo.casefold() or None):
            return each
    meanings = (by_term[term] for pattern, term in _MEANINGS if re.search(pattern, wanted))
    return next(meanings, OTHER)


def urgency(words: str, meaning: Symptom) -> tuple[EscalationLevel, str] | None:
    """Return how soon self-reported words matter, with the trigger as it is printed, or None.

    >>> urgency("one hot swollen calf", OTHER)[0].text
    'call the emergency number'
    >>> urgency("cramps at night", meant("cramps")) is None
    True
    """
    wanted = words.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    for key, trigger, pattern in _TRIGGERS:
        if pattern and re.search(pattern, wanted):
            return escalation_level(key), trigger
    if not meaning.level:
        return None
    level = escalation_level(meaning.level)
    return level, level.triggers[1 if meaning.term == "psychosis" else 0]


def escalation_level(key: str) -> EscalationLevel:
    """Return the level of that key; KeyError for a key that is not one of the four.

    >>> escalation_level("within-24-hours").text
    'see a doctor today'
    """
    return {level.key: level for level in ESCALATION_LEVELS}[key]
