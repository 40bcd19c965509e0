"""Every way to read the words of an item, the likeliest first."""

from __future__ import annotations

import pytest

from b12track.foods.reading import Reading, readings


def spelled(reading: Reading) -> str:
    """A reading as "times × number measure of name", with "!" for a number nobody typed."""
    number = f"{reading.number.normalize():f}" + ("" if reading.is_counted else "!")
    times = f"{reading.times}× " if reading.times else ""
    of = " of" if reading.is_of else ""
    after = ", after" if reading.is_after else ""
    return f"{times}{number} <{reading.measure}{of}> {reading.name}{after}"


@pytest.mark.parametrize(
    ("words", "every"),
    [
        ("2 eggs", ["2 <> eggs"]),
        ("eggs", ["1! <> eggs"]),
        ("200 ml milk", ["200 <> ml milk", "200 <ml> milk", "200 <ml> milk"]),
        ("200 ml of milk", ["200 <> ml of milk", "200 <ml of> milk", "200 <ml of> milk"]),
        (
            "2 x 200 ml milk",
            ["2 <> 200 ml milk", "400 <ml> milk", "2 <200> ml milk", "2 <200 ml> milk"],
        ),
        ("8 fl oz of", ["8 <> fl oz of", "8 <fl> oz of"]),
        ("slice of cheddar", ["1! <> slice of cheddar", "1 <slice of> cheddar"]),
        (
            "2 small glasses of red wine",
            [
                "2 <> small glasses of red wine",
                "2 <small> glasses of red wine",
                "2 <small glasses of> red wine",
            ],
        ),
        ("2 cheddar slices", ["2 <> cheddar slices", "2 <cheddar> slices", "2 <slices> cheddar"]),
        ("cheddar slice", ["1! <> cheddar slice", "1 <cheddar> slice", "1 <slice> cheddar"]),
        ("cheddar slices", ["1! <> cheddar slices", "1 <cheddar> slices"]),
        (
            "1000 µg b12 tablet",
            [
                "1000 <> µg b12 tablet",
                "1000 <µg> b12 tablet",
                "1000 <µg> b12",
                "1000 <µg> b12 tablet",
                "1000 <µg b12> tablet",
                "1000 <tablet> µg b12",
            ],
        ),
        (
            "200 ml milk tablet",
            [
                "200 <> ml milk tablet",
                "200 <ml> milk tablet",
                "200 <ml> milk tablet",
                "200 <ml milk> tablet",
                "200 <tablet> ml milk",
            ],
        ),
        (
            "2 tablets of b12 1000 µg",
            [
                "2 <> tablets of b12 1000 µg",
                "2× 1000 <µg> tablets of b12, after",
                "2× 1000 <µg of> b12",
                "2 <tablets of> b12 1000 µg",
            ],
        ),
        (
            "1 tablet b12 5 µg",
            [
                "1 <> tablet b12 5 µg",
                "5 <µg> tablet b12, after",
                "5 <µg> b12",
                "1 <tablet> b12 5 µg",
                "1 <tablet b12> 5 µg",
                "1 <tablet b12 5> µg",
            ],
        ),
        (
            "oat drink 300ml fortified",
            [
                "1! <> oat drink 300ml fortified",
                "300 <ml fortified> oat drink, after",
                "1 <oat> drink 300ml fortified",
                "1 <oat drink> 300ml fortified",
                "1 <oat drink 300ml> fortified",
                "300 <ml> oat drink fortified",
            ],
        ),
        ("milk 300ml", ["1! <> milk 300ml", "300 <ml> milk, after", "1 <milk> 300ml"]),
        ("egg x3", ["1! <> egg x3", "3 <> egg, after", "1 <egg> x3"]),
        ("slice with butter", ["1! <> slice with butter", "1 <slice> with butter"]),
        ("2 5ml milk", ["2 <> 5ml milk", "10 <ml> milk", "2 <5ml> milk"]),
        (
            "1000 µg vitamin b12 tablet",
            [
                "1000 <> µg vitamin b12 tablet",
                "1000 <µg> vitamin b12 tablet",
                "1000 <µg> vitamin b12",
                "1000 <µg> vitamin b12 tablet",
                "1000 <µg vitamin> b12 tablet",
                "1000 <µg vitamin b12> tablet",
                "1000 <tablet> µg vitamin b12",
            ],
        ),
        ("ml", ["1! <> ml"]),
        ("2", []),
    ],
)
def test_every_reading(words: str, every: list[str]) -> None:
    assert [spelled(reading) for reading in readings(words.split())] == every
