import re

import pytest

from b12track.errors import InputRefused
from b12track.science.symptoms import (
    ABSORPTION_CAVEAT,
    ESCALATION_LEVELS,
    LOOK_ALIKES,
    NERVES_FIRST,
    SHARED_CAUSES,
    SYMPTOMS,
    escalation_level,
    meant,
    symptom,
    urgency,
)

CHECKED_IDS = [
    *("HP:0003401", "HP:0002936", "HP:0009830", "HP:0002066", "HP:0010831", "HP:0002495"),
    *("HP:0007340", "HP:0001257", "HP:0001347", "HP:0003394", "HP:0012452", "HP:0001138"),
    *("HP:0002354", "HP:0000716", "HP:0000709", "HP:0012378", "HP:0000980", "HP:0002094"),
    *("HP:0001962", "HP:0001972", "HP:0001889", "HP:0001876", "HP:0000206", "HP:0000155"),
]


def test_the_24_checked_ids_and_the_terms_without() -> None:
    ids = [each.hpo for each in SYMPTOMS if each.hpo]
    assert sorted(ids) == sorted(CHECKED_IDS)
    assert [each.term for each in SYMPTOMS if not each.hpo] == [
        "burning sensation",
        "muscle ache",
        "cold or pale feet",
        "subacute combined degeneration",
    ]


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("tingling in both feet", "paraesthesia"),
        ("pins and needles", "paraesthesia"),
        ("my feet are numb", "distal sensory impairment"),
        ("burning soles", "burning sensation"),
        ("weakness in my legs", "lower limb muscle weakness"),
        ("heavy legs", "lower limb muscle weakness"),
        ("unsteady on the stairs", "gait ataxia"),
        ("a fall", "gait ataxia"),
        ("night cramps in the calf", "muscle spasm"),
        ("aches", "muscle ache"),
        ("pain in both legs", "muscle ache"),
        ("cold feet", "cold or pale feet"),
        ("toes are pale", "cold or pale feet"),
        ("so tired", "fatigue"),
        ("pale face", "pallor"),
        ("sore tongue", "glossitis"),
        ("paraesthesia", "paraesthesia"),
        ("HP:0000206", "glossitis"),
        ("headache", "other"),
        ("weak left arm", "other"),
        ("hair loss", "other"),
    ],
)
def test_a_persons_own_words(words: str, term: str) -> None:
    assert meant(words).term == term


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("sudden weakness of the left arm", "emergency"),
        ("my face droops", "emergency"),
        ("lost control of my bladder", "emergency"),
        ("numb saddle area", "emergency"),
        ("chest pain", "emergency"),
        ("severe breathlessness", "emergency"),
        ("sudden loss of vision", "emergency"),
        ("hot swollen calf", "emergency"),
        ("walking gets worse every day", "within-24-hours"),
        ("confused since this morning", "within-24-hours"),
        ("numb after laughing gas", "within-24-hours"),
        ("baby is limp", "within-24-hours"),
        ("tingling", "within-days"),
        ("sore red tongue", "within-days"),
        ("unsteady", "within-days"),
        ("cramps", None),
        ("tired", None),
        ("cold feet", None),
        ("burning feet", None),
    ],
)
def test_red_flags_in_a_persons_words(words: str, level: str | None) -> None:
    urgent = urgency(words, meant(words))
    assert (urgent[0].key if urgent else None) == level
    if urgent:
        assert urgent[1] in urgent[0].triggers


def test_terms_are_distinct() -> None:
    assert len({each.term for each in SYMPTOMS}) == len(SYMPTOMS)


def test_levels_run_from_the_most_urgent() -> None:
    assert [(level.key, level.text) for level in ESCALATION_LEVELS] == [
        ("emergency", "call the emergency number"),
        ("within-24-hours", "see a doctor today"),
        ("within-days", "arrange an appointment; ask about B12, folate, full blood count"),
        ("routine", "discuss with professional"),
    ]
    keys = {level.key for level in ESCALATION_LEVELS}
    assert {each.level for each in SYMPTOMS} <= {*keys, ""}


@pytest.mark.parametrize(
    ("words", "level"),
    [
        *(("tingling", "within-days"), ("numb", "within-days"), ("unsteady", "within-days")),
        *(("vision", "within-days"), ("tongue", "within-days"), ("memory", "within-days")),
        *(("psychosis", "within-24-hours"), ("fatigue", "")),
    ],
)
def test_a_symptom_is_found_by_part_of_its_words(words: str, level: str) -> None:
    assert symptom(words).level == level


def test_one_word_for_two_symptoms_is_refused_with_both() -> None:
    with pytest.raises(InputRefused, match="several") as caught:
        symptom("legs")
    assert "spasticity" in caught.value.suggestions
    assert "restless legs" in caught.value.suggestions


@pytest.mark.parametrize("words", ["", "  ", "green hair"])
def test_an_unknown_symptom_is_refused(words: str) -> None:
    with pytest.raises(InputRefused, match="not a symptom"):
        symptom(words)


def test_look_alikes_stand_as_agreed() -> None:
    assert "B6 excess" in LOOK_ALIKES and len(LOOK_ALIKES) == 7


def test_no_sentence_diagnoses_promises_or_prescribes() -> None:
    sentences = [SHARED_CAUSES, NERVES_FIRST, ABSORPTION_CAVEAT]
    sentences += [level.text for level in ESCALATION_LEVELS]
    forbidden = r"\byou (are|have)\b|caused by low|\btake \d|no test needed|\byour stores?\b"
    assert not [text for text in sentences if re.search(forbidden, text, re.IGNORECASE)]


@pytest.mark.parametrize(
    ("term", "trigger"), [("psychosis", 1), ("memory impairment", 0), ("dyspnea", 0)]
)
def test_a_symptom_names_the_trigger_that_it_is(term: str, trigger: int) -> None:
    meaning = next(each for each in SYMPTOMS if each.term == term)
    if not meaning.level:
        assert urgency("", meaning) is None
    else:
        level = escalation_level(meaning.level)
        assert urgency("", meaning) == (level, level.triggers[trigger])
