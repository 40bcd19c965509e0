"""Foods as a list, a line each: what `foods search` and `foods list` print."""

from __future__ import annotations

from b12track.cli.session import Session, say
from b12track.cli.shape import TEXT
from b12track.hints import TYPE_CHECKING, Final
from b12track.quantity import ug_text
from b12track.report import text
from b12track.text import escaped

if TYPE_CHECKING:
    from b12track.cli.shape import Shape
    from b12track.foods.table import Food

#: A search finds at most so many, unless told otherwise.
MOST_FOODS: Final = 30
#: How the codes of imported foods begin.
_FOREIGN: Final = ("fdc-", "off-", "ciqual-", "cofid-", "fndds-", "csv-")


def search_foods(session: Session, words: str) -> None:
    """Prints the foods of these words, in any order or nearly right."""
    show_foods(session.catalogue().search(words, MOST_FOODS), TEXT)


def show_foods(foods: list[Food], shape: Shape) -> None:
    """Prints foods in the shape asked for."""
    if shape.is_for_scripts:
        from b12track.report.document import food_document

        rows = [food_document(food) for food in foods]
        shape.say({"foods": rows}, rows, "food_code name b12_ug_per_100g origin diet source")
        return
    say("\n".join(map(_line, foods)) or "No food of that name.")


def _line(food: Food) -> str:
    room = text.width() - 15
    # An imported food is named by its table, and by its code where a name is not its own.
    source = (
        f"  [{food.food_code}]" if food.data_quality and food.food_code.startswith(_FOREIGN) else ""
    )
    return f"{per_100g_text(food):>13}  {escaped(food.name)[: room - len(source)]}{source}"


def per_100g_text(food: Food) -> str:
    """The B12 of a food: "1.11 µg/100g", or "unknown"."""
    known = food.b12_ng_per_100g
    return "unknown" if known is None else f"{ug_text(known)} µg/100g"
