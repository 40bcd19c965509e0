"""Which symptoms a diary can hold, when they are urgent, what else causes them, and the footer."""

from __future__ import annotations

import re

from b12track.errors import InputRefused
from b12track.record import NamedTuple


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


# Ids and labels as in the Human Phenotype Ontology's own repository. docs/method.md
SYMPTOMS = (
    Symptom(
        "legs and nerves", "tingling, pins and needles", "paraesthesia", "HP:0003401", "within-days"
    ),
    Symptom(
        "legs and nerves",
        "numb feet or hands (stocking-glove)",
        "distal sensory impairment",
        "HP:0002936",
        "within-days",
    ),
    Symptom("legs and nerves", "nerve damage on both sides", "peripheral neuropathy", "HP:0009830"),
    Symptom(
        "legs and nerves", "unsteady walking, falls", "gait ataxia", "HP:0002066", "within-days"
    ),
    Symptom(
        "legs and nerves",
        "worse in the dark, poor position sense",
        "impaired proprioception",
        "HP:0010831",
        "within-days",
    ),
    Symptom(
        "legs and nerves", "reduced vibration sense", "impaired vibratory sensation", "HP:0002495"
    ),
    Symptom(
        "legs and nerves", "leg weakness, heaviness", "lower limb muscle weakness", "HP:0007340"
    ),
    Symptom("legs and nerves", "stiff legs", "spasticity", "HP:0001257"),
    Symptom("legs and nerves", "brisk reflexes", "hyperreflexia", "HP:0001347"),
    Symptom("legs and nerves", "cramps", "muscle spasm", "HP:0003394"),
    Symptom("legs and nerves", "restless legs", "restless legs", "HP:0012452"),
    # What people name that has no id checked in the ontology's own repository.
    Symptom("legs and nerves", "burning feet or hands", "burning sensation", ""),
    Symptom("legs and nerves", "aching legs", "muscle ache", ""),
    Symptom("legs and nerves", "cold or pale feet", "cold or pale feet", ""),
    Symptom("spinal cord", "several of the above together", "subacute combined degeneration", ""),
    Symptom("eyes", "blurred or lost vision", "optic neuropathy", "HP:0001138", "within-days"),
    Symptom("mind", "memory change", "memory impairment", "HP:0002354", "within-days"),
    Symptom("mind", "low mood", "depression", "HP:0000716"),
    Symptom("mind", "psychosis", "psychosis", "HP:0000709", "within-24-hours"),
    Symptom("blood", "tired", "fatigue", "HP:0012378"),
    Symptom("blood", "pale", "pallor", "HP:0000980"),
    Symptom("blood", "breathless", "dyspnea", "HP:0002094"),
    Symptom("blood", "heart beating hard or fast", "palpitations", "HP:0001962"),
    Symptom("blood (laboratory)", "large red cells", "macrocytic anaemia", "HP:0001972"),
    Symptom("blood (laboratory)", "immature red cells", "megaloblastic anaemia", "HP:0001889"),
    Symptom("blood (laboratory)", "all blood cells low", "pancytopenia", "HP:0001876"),
    Symptom("mouth", "sore red tongue", "glossitis", "HP:0000206", "within-days"),
    Symptom("mouth", "mouth ulcers", "oral ulcer", "HP:0000155"),
)


class EscalationLevel(NamedTuple):
    """How soon something self-reported matters: its key, when, the triggers and the words."""

    key: str
    heading: str
    triggers: tuple[str, ...]
    text: str


# Most urgent first.
ESCALATION_LEVELS = (
    EscalationLevel(
        "emergency",
        "EMERGENCY now",
        (
            "sudden weakness or numbness of one side, face droop, speech loss",
            "new loss of bladder/bowel control or numb saddle area",
            "chest pain or severe breathlessness",
            "sudden loss of vision",
            "one hot swollen painful calf",
        ),
        "call the emergency number",
    ),
    EscalationLevel(
        "within-24-hours",
        "within 24 h",
        (
            "walking rapidly worse",
            "new confusion or psychosis",
            "nitrous-oxide use with numbness",
            "infant of a vegan/low-B12 mother who is limp, not feeding or losing skills",
        ),
        "see a doctor today",
    ),
    EscalationLevel(
        "within-days",
        "within days",
        (
            (
                "new persistent tingling, numbness, unsteadiness, falls, vision blur, "
                "sore red tongue, memory change"
            ),
        ),
        "arrange an appointment; ask about B12, folate, FBC",
    ),
    EscalationLevel(
        "routine",
        "routine",
        (
            "low flag ≥28 d",
            "risk group without test for a year",
            "pregnancy/breastfeeding on a vegan diet",
            "before high-dose folic acid",
            "B6 >12 mg/d",
        ),
        "discuss with professional",
    ),
)

LOOK_ALIKES = (
    "diabetes",
    "alcohol",
    "B6 excess",
    "thyroid",
    "copper lack",
    "nitrous oxide",
    "spine or circulation disease",
)

SHARED_CAUSES = (
    "These symptoms have many causes. A blood test can help; a doctor or pharmacist can arrange it."
)

# Anaemia is absent in about one third; after about three months damage may be permanent.
NERVES_FIRST = "Nerve symptoms can come before or without anaemia."

ABSORPTION_CAVEAT = "Intake looks adequate, but absorption can fail even so."

FOOTER = (
    "b12track records food and supplements. "
    "It does not diagnose, treat or replace a health professional."
)


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


# What a person writes → level, and which of its triggers. Missing one is worse than naming one
# too many, so a word is enough. Most urgent first.
_RED_FLAGS = (
    (
        r"droop|slur|speech|can(?:no|')t speak|sudden.*(?:weak|numb|side|arm|leg)|one side of",
        "emergency",
        0,
    ),
    (r"bladder|bowel|incontinen|saddle|wet myself|soil", "emergency", 1),
    (
        r"chest pain|pain in (?:my |the )?chest|(?:severe|bad).*breath|can(?:no|')t breathe",
        "emergency",
        2,
    ),
    (
        r"sudden.*(?:vision|sight|blind)|(?:vision|sight|blind).*sudden|gone blind|went blind",
        "emergency",
        3,
    ),
    (r"(?:hot|swollen|red).*(?:calf|leg)|(?:calf|leg).*(?:hot|swollen)", "emergency", 4),
    (
        r"walk.*(?:rapid|worse|can(?:no|')t)|can(?:no|')t walk|rapidly worse",
        "within-24-hours",
        0,
    ),
    (r"worse (?:every|each) day", "within-24-hours", 0),
    (r"confus|psychosis|hallucinat|hearing voices", "within-24-hours", 1),
    (r"nitrous|laughing gas|whippet|balloons?", "within-24-hours", 2),
    (
        r"(?:baby|infant|child).*(?:limp|floppy|not feeding|losing skill)|floppy|limp\b",
        "within-24-hours",
        3,
    ),
)


def urgency(words: str, meaning: Symptom) -> tuple[EscalationLevel, str] | None:
    """Return how soon self-reported words matter, with the trigger as it is printed, or None.

    >>> urgency("one hot swollen calf", OTHER)[0].text
    'call the emergency number'
    >>> urgency("cramps at night", meant("cramps")) is None
    True
    """
    wanted = words.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    for pattern, key, number in _RED_FLAGS:
        if re.search(pattern, wanted):
            level = escalation_level(key)
            return level, level.triggers[number]
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
