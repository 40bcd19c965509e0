"""`foods`: searching, ranking, showing and rebuilding the food composition table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from b12track.cli import foods_import, foods_unknown, own_foods, readings
from b12track.cli.food_list import MOST_FOODS, per_100g_text, show_foods
from b12track.cli.options import DIET, Whole, shaped
from b12track.cli.session import Session, say
from b12track.errors import InputRefused
from b12track.quantity import grams_text, ug_text
from b12track.report import text
from b12track.report.document import food_document
from b12track.text import escaped

if TYPE_CHECKING:
    from b12track.cli.shape import Shape
    from b12track.foods.catalogue import Catalogue
    from b12track.foods.ranking import Ranked
    from b12track.foods.table import Food, Portion


@click.group()
def foods() -> None:
    """Search the food table, and keep foods of your own.

    \b
    Examples:
      b12track foods search soy milk
      b12track foods show salmon
      b12track foods rank --diet vegan
    """


@foods.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit",
    metavar="N",
    type=Whole(1, 1000),
    default=MOST_FOODS,
    help=f"At most so many (else {MOST_FOODS}).",
)
@shaped
@click.pass_obj
def search(session: Session, words: tuple[str, ...], limit: int, shape: Shape) -> None:
    """Find foods by words in any order, or nearly right.

    Plain foods come first, your own before the table's, and those before imported ones.

    \b
    Examples:
      b12track foods search soy milk
      b12track foods search salmon --limit 5
    """
    show_foods(session.catalogue().search(" ".join(words), limit), shape)


@foods.command()
@click.option("--diet", metavar="DIET", help=DIET.format("every food"))
@click.option("--group", metavar="GROUP", help="Only this food group: fish, cheese.")
@click.option(
    "--per",
    type=click.Choice(["portion", "100g"]),
    metavar="WHAT",
    default="portion",
    help="Per what: portion, the usual one, or 100g (else portion).",
)
@click.option(
    "--limit", metavar="N", type=Whole(1, 5000), default=25, help="At most so many (else 25)."
)
@shaped
@click.pass_obj
def rank(
    session: Session, diet: str | None, group: str | None, per: str, limit: int, shape: Shape
) -> None:
    """List foods by how much B12 they hold.

    Supplements are left out, unless --group supplement asks for them.

    \b
    Examples:
      b12track foods rank
      b12track foods rank --diet vegan --per 100g
    """
    from b12track.foods.ranking import ranked

    places = ranked(_kept(session, group, diet), per)
    kept = [place for place in places if group or place.food.b12_origin != "supplement"][:limit]
    rows = [_ranked_document(place) for place in kept]
    room = text.width() - 13
    lines = [
        f"{ug_text(place.b12_ng) + ' µg':>11}"
        f"  {escaped(f'{place.food.name}, {place.amount}')[:room]}"
        for place in kept
    ]
    columns = "food_code name portion grams b12_ug"
    printed = "\n".join(lines) or "No food holds any B12 there."
    shape.say({"per": per, "foods": rows}, rows, columns, printed)


def _ranked_document(place: Ranked) -> dict[str, object]:
    return {
        **food_document(place.food),
        "portion": place.portion,
        "grams": place.portion_mg / 1000,
        "b12_ug": place.b12_ng / 1000,
    }


@foods.command("list")
@click.option("--group", metavar="GROUP", help="Only this food group: fish, cheese.")
@click.option("--diet", metavar="DIET", help=DIET.format("every food"))
@shaped
@click.pass_obj
def list_foods(session: Session, group: str | None, diet: str | None, shape: Shape) -> None:
    """List the food table by group.

    \b
    Examples:
      b12track foods list --group fish
      b12track foods list --csv
    """
    show_foods(_kept(session, group, diet), shape)


def _kept(session: Session, group: str | None, diet: str | None) -> list[Food]:
    """Own and bundled foods of a group and a diet, where one is asked for."""
    from b12track.foods.table import DIETS, FOOD_GROUPS

    if group and group not in FOOD_GROUPS:
        raise InputRefused(f"'{group}' is not a food group: {', '.join(FOOD_GROUPS)}.")
    if diet and diet not in DIETS:
        raise InputRefused(f"'{diet}' is not one of {', '.join(DIETS)}.")
    allowed = DIETS[: DIETS.index(diet) + 1] if diet else DIETS
    return [
        food
        for food in session.catalogue().all()
        if group in (None, food.food_group) and food.diet in allowed
    ]


@foods.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--why", is_flag=True, help="Say where the value comes from and what differs.")
@shaped
@click.pass_obj
def show(session: Session, words: tuple[str, ...], why: bool, shape: Shape) -> None:
    """Show a food: value, portions, source.

    Where words mean several foods, the plainest of them.

    \b
    Examples:
      b12track foods show salmon
      b12track foods show fortified soy milk --why
    """
    meant = _meant(session.catalogue(), " ".join(words))
    if shape.is_for_scripts:
        show_foods(meant, shape)
        return
    cards = [
        "\n".join(text.wrapped(line, "  ") for line in _lines(food, why))
        for food in meant[:_MOST_CARDS]
    ]
    if len(meant) > _MOST_CARDS:
        others = ", ".join(escaped(food.name) for food in meant[_MOST_CARDS : 4 * _MOST_CARDS])
        cards.append(text.wrapped(f"Others of these words: {others}.", "  "))
    say("\n\n".join(cards))


#: So many foods are told in full where words mean several.
_MOST_CARDS = 4


def _meant(catalogue: Catalogue, name: str) -> list[Food]:
    """The one food of this name, else all that hold the words, the plainest first."""
    food = catalogue.by_code(name) or catalogue.named(name)
    several = [food] if food else catalogue.with_words(name)
    return several or [one_food(catalogue, name)]


def one_food(catalogue: Catalogue, name: str) -> Food:
    """The one food clearly meant, by code, name or words; else InputRefused with those near."""
    food = catalogue.by_code(name) or catalogue.named(name)
    if food is None:
        several = catalogue.with_words(name)
        if len(several) != 1:
            near = several or catalogue.with_prefixes(name) or catalogue.nearest(name)
            names = tuple(food.name for food in near[:8])
            raise InputRefused(
                f"'{name}' is not one food of the table; b12track foods search finds more.", names
            )
        food = several[0]
    return food


def _lines(food: Food, why: bool) -> list[str]:
    """What a person asks of a food; with `why` its passport too."""
    kind = f"{food.food_group}, {food.diet}"
    lines = [f"{escaped(food.name)} ({kind}): {per_100g_text(food)}, {food.b12_origin}"]
    if food.aliases:
        lines.append(f"Also: {escaped(', '.join(food.aliases))}")
    lines += [_portion_line(food, portion) for portion in food.portions]
    lines.append(f"Source: {escaped(food.citation)}, {food.data_quality}")
    if why:
        added = food.b12_added_ng_per_100g
        known = "not known" if added is None else f"{ug_text(added)} µg per 100 g"
        lines += [f"Added B12: {known}", f"Held by: {food.matrix}"]
    if food.note:
        lines.append(f"Note: {escaped(food.note)}")
    return lines


def _portion_line(food: Food, portion: Portion) -> str:
    from b12track.quantity import b12_ng

    known = food.b12_ng_per_100g
    amount = "unknown" if known is None else f"{ug_text(b12_ng(portion.portion_mg, known))} µg"
    usual = "  (when only a count is given)" if portion.name == food.default_portion else ""
    weight = "" if food.b12_origin == "supplement" else f" = {grams_text(portion.portion_mg)}"
    return f"  1 {portion.name}{weight}: {amount}{usual}"


@foods.command()
@click.option("--forget-imported", is_flag=True, help="Also forget every imported food.")
@click.pass_obj
def rebuild(session: Session, forget_imported: bool) -> None:
    """Build the file of foods anew, from the table that came along.

    For when that file is damaged. Imported foods and foods of your own stay.

    \b
    Example:
      b12track foods rebuild
    """
    from b12track.foods.catalogue_file import build_again

    build_again(session.foods_path, keep_imported=not forget_imported)
    catalogue = session.catalogue()
    imported = catalogue.imported()
    also = f", and {imported:,} imported" if imported else ""
    say(f"{len(catalogue.all()):,} foods{also}.")


_MORE = (foods_import.import_foods, own_foods.add, own_foods.edit, own_foods.retire)
for _more in (*_MORE, readings.readings, foods_unknown.unknown):
    foods.add_command(_more)
