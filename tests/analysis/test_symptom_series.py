"""Notes of symptoms as series: by term and side, under the words that are mostly used."""

from __future__ import annotations

from b12track.analysis.symptom_series import series_of
from b12track.diary.symptoms import Noted


def _noted(words: str, term: str, severity: int = 3, side: str | None = None) -> Noted:
    return Noted(1, 1, "2026-11-22", None, words, term, None, severity, side, None)


def _names(*noted: Noted) -> list[tuple[str, int]]:
    return [(series.name, len(series.notes)) for series in series_of(noted)]


def test_the_most_often_noted_comes_first_then_the_term() -> None:
    assert _names(
        _noted("tired", "fatigue"),
        _noted("sore tongue", "glossitis"),
        _noted("worn out", "fatigue"),
        _noted("ache", "aches"),
        _noted("tired", "fatigue"),
    ) == [("tired", 3), ("ache", 1), ("sore tongue", 1)]


def test_own_words_without_a_term_stand_apart_whatever_their_letters() -> None:
    assert _names(_noted("Itch", "other"), _noted("itch", "other"), _noted("ache", "other")) == [
        ("Itch", 2),
        ("ache", 1),
    ]


def test_sides_stand_apart_and_are_named_where_the_words_do_not() -> None:
    assert _names(
        _noted("numb left foot", "numbness", side="left"),
        _noted("numb", "numbness", side="right"),
        _noted("numb", "numbness", side="both"),
        _noted("numb", "numbness"),
    ) == [("numb", 1), ("numb, both sides", 1), ("numb left foot", 1), ("numb, right", 1)]


def test_the_worst_is_the_first_of_the_strongest() -> None:
    noted = [
        _noted(words, "fatigue", severity) for words, severity in (("a", 2), ("b", 5), ("c", 5))
    ]
    (series,) = series_of(noted)
    assert series.worst is noted[1]
    assert series_of([]) == []
