"""What general words mean on most days: offered first where "plant milk" or "cheese" is typed.

Another name of a single food or tablet is an alias in its row of foods.csv.
"""

from __future__ import annotations

from typing import Final

_PLANT_MILKS: Final = (
    "soy-milk-fortified oat-milk-fortified almond-milk-fortified"
    " soy-milk-unfortified oat-milk-unfortified almond-milk-unfortified"
)
_POULTRY: Final = "chicken-roast chicken-breast-grilled turkey-roast duck-roast"
_PLANT_SAUSAGES: Final = "plant-sausage-fortified veggie-sausage-unfortified"
_PLANT_BURGERS: Final = "plant-burger-fortified veggie-burger-unfortified plant-meat-unfortified"
_PLANT_YOGURTS: Final = "soy-yogurt-fortified soy-yogurt-unfortified oat-yogurt-fortified"
#: Key of the words → food codes, the commonest first.
_MEMBERS: Final[dict[str, str]] = {
    "milk": "milk milk-semi-skimmed milk-whole " + _PLANT_MILKS,
    "plant milk": _PLANT_MILKS,
    "plant based milk": _PLANT_MILKS,
    "vegan milk": _PLANT_MILKS,
    "dairy free milk": _PLANT_MILKS,
    "non dairy milk": _PLANT_MILKS,
    "poultry": _POULTRY,
    "cheese": "cheddar mozzarella feta cheese-brie cream-cheese vegan-cheese-fortified",
    "vegan cheese": "vegan-cheese-fortified vegan-cheese-unfortified vegan-cream-cheese",
    "plant based cheese": "vegan-cheese-fortified vegan-cheese-unfortified vegan-cream-cheese",
    "yogurt": "yogurt-plain yogurt-greek yogurt-fruit " + _PLANT_YOGURTS,
    "yoghurt": "yogurt-plain yogurt-greek yogurt-fruit " + _PLANT_YOGURTS,
    "butter": "butter vegan-spread-fortified vegan-spread-unfortified",
    "vegan butter": "vegan-spread-fortified vegan-spread-unfortified",
    "plant butter": "vegan-spread-fortified vegan-spread-unfortified",
    "cream": "cream-single cream-double plant-cream",
    "ice cream": "ice-cream vegan-ice-cream",
    "sausage": "pork-sausage sausage-beef " + _PLANT_SAUSAGES,
    "burger": "hamburger cheeseburger chicken-burger " + _PLANT_BURGERS,
    "mince": "beef-minced-cooked turkey-minced plant-mince-fortified plant-meat-unfortified",
    "minced meat": "beef-minced-cooked turkey-minced plant-mince-fortified",
    "cereal": "cornflakes-fortified wheat-biscuits muesli-fortified muesli granola porridge-oats",
    "breakfast cereal": "cornflakes-fortified wheat-biscuits muesli-fortified muesli granola",
}


def members(key: str) -> list[str]:
    """The food codes of a family by the key of its name; [] for no family.

    >>> members("plant milk")[:2]
    ['soy-milk-fortified', 'oat-milk-fortified']
    """
    return _MEMBERS.get(key, "").split()
