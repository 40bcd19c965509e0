"""The Danish table (Frida): one row for each parameter of a food."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.foods.sources import made, national
from tests.foods.sources.reading import read

if TYPE_CHECKING:
    from pathlib import Path

from tests.foods.sources.reading import b12


def test_frida_gathers_the_rows_of_a_food(tmp_path: Path) -> None:
    name, foods, refused = read(made.workbook(tmp_path / "x", national.FRIDA))
    assert (name, refused) == ("Frida", [])
    assert b12(foods) == [450, None, 0]
    milk = foods["frida-1"]
    assert (milk.name, milk.b6_ng_per_100g) == ("Milk, whole (Mælk, sød)", 40_000)
    assert milk.thiamin_ng_per_100g == 30_000


def test_frida_with_a_parameter_twice_refuses_that_food(tmp_path: Path) -> None:
    path = made.workbook(tmp_path / "x", (*national.FRIDA, national.FRIDA[1]))
    _, foods, refused = read(path)
    assert refused == [(7, "Milk, whole (Mælk, sød): Vitamin B12 stands twice.")]
    assert list(foods) == ["frida-2", "frida-3"]
