"""`foods`: searching, showing and rebuilding the food composition table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from b12track.cli.options import as_csv, as_json, csv_text, one_format
from b12track.cli.session import Session, say, say_json
from b12track.errors import InputRefused
from b12track.quantity import grams_text, ug_text
from b12track.report import text
from b12track.report.document import food_document

if TYPE_CHECKING:
    from b12track.foods.catalogue import Catalogue
    from b12track.foods.table import Food


@click.group()
def foods() -> None:
    """Search and show the food table."""


@foods.command()
@click.argument("words", nargs=-1, required=True)
@as_json
@as_csv
@click.pass_obj
def search(session: Session, words: tuple[str, ...], as_json: bool, as_csv: bool) -> None:
    """Find foods by words in any order, or by their beginnings."""
    one_format(as_json, as_csv)
    _print_foods(_found(session.catalogue(), " ".join(words)), as_json, as_csv)


def _found(catalogue: Catalogue, words: str) -> list[Food]:
    """The food of this name first, then those with the words, their beginnings, or alike."""
    exact = catalogue.named(words)
    others = catalogue.with_words(words) or catalogue.with_prefixes(words)
    if not others and exact is None:
        others = catalogue.nearest(words)
    return [*([exact] if exact else []), *(food for food in others if food != exact)]


@foods.command("list")
@click.option("--group", metavar="GROUP", help="Only this food group.")
@click.option("--diet", metavar="DIET", help="Only foods of this diet.")
@as_json
@as_csv
@click.pass_obj
def list_foods(
    session: Session, group: str | None, diet: str | None, as_json: bool, as_csv: bool
) -> None:
    """List the food table by group."""
    one_format(as_json, as_csv)
    from b12track.foods.table import DIETS, FOOD_GROUPS

    if group and group not in FOOD_GROUPS:
        raise InputRefused(f"'{group}' is not a food group: {', '.join(FOOD_GROUPS)}.")
    if diet and diet not in DIETS:
        raise InputRefused(f"'{diet}' is not one of {', '.join(DIETS)}.")
    allowed = DIETS[: DIETS.index(diet) + 1] if diet else DIETS
    kept = [
        food
        for food in session.catalogue().all()
        if group in (None, food.food_group) and food.diet in allowed
    ]
    _print_foods(kept, as_json, as_csv)


def _print_foods(found: list[Food], as_json: bool, as_csv: bool) -> None:
    documents = [food_document(food) for food in found]
    if as_json:
        say_json({"foods": documents})
    elif as_csv:
        header = ["food_code", "name", "b12_ug_per_100g", "origin", "diet", "source"]
        say(csv_text(header, [[document[key] for key in header] for document in documents]))
    else:
        say("\n".join(_food_line(food) for food in found) or "No food of that name.")


def _food_line(food: Food) -> str:
    room = text.width() - 15
    return f"{_per_100g(food):>13}  {food.name[:room]}"


def _per_100g(food: Food) -> str:
    known = food.b12_ng_per_100g
    return "unknown" if known is None else f"{ug_text(known)} µg/100g"


@foods.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--why", is_flag=True, help="Say where the value comes from and what differs.")
@as_json
@click.pass_obj
def show(session: Session, words: tuple[str, ...], why: bool, as_json: bool) -> None:
    """Show one food: value, portions, source."""
    name = " ".join(words)
    catalogue = session.catalogue()
    food = catalogue.by_code(name) or catalogue.named(name)
    if food is None:
        several = catalogue.with_words(name)
        if len(several) != 1:
            near = several or catalogue.with_prefixes(name) or catalogue.nearest(name)
            names = tuple(one.name for one in near[:8])
            raise InputRefused(f"'{name}' is not one food of the table.", names)
        food = several[0]
    if as_json:
        say_json({"foods": [food_document(food)]})
    else:
        say("\n".join(text.wrapped(line, "  ") for line in _lines(food, why)))


def _lines(food: Food, why: bool) -> list[str]:
    """What a person asks of a food; with `why` its passport too."""
    lines = [f"{food.name} ({food.food_group}, {food.diet}): {_per_100g(food)}, {food.b12_origin}"]
    if food.aliases:
        lines.append(f"Also: {', '.join(food.aliases)}")
    lines += [_portion_line(food, portion) for portion in food.portions]
    lines.append(
        f"Source: {food.source} {food.source_code} ({food.source_year}), {food.data_quality}"
    )
    if why:
        added = food.b12_added_ng_per_100g
        known = "not known" if added is None else f"{ug_text(added)} µg per 100 g"
        lines += [f"Added B12: {known}", f"Held by: {food.matrix}"]
    if food.note:
        lines.append(f"Note: {food.note}")
    return lines


def _portion_line(food: Food, portion: Any) -> str:
    from b12track.quantity import b12_ng

    known = food.b12_ng_per_100g
    amount = "unknown" if known is None else f"{ug_text(b12_ng(portion.portion_mg, known))} µg"
    usual = "  (when only a count is given)" if portion.name == food.default_portion else ""
    weight = "" if food.b12_origin == "supplement" else f" = {grams_text(portion.portion_mg)}"
    return f"  1 {portion.name}{weight}: {amount}{usual}"


@foods.command()
@click.pass_obj
def rebuild(session: Session) -> None:
    """Build the food catalogue anew from the food table."""
    import os

    path = os.path.join(os.path.dirname(session.path), "foods.db")
    if os.path.exists(path):
        os.remove(path)
    say(f"{len(session.catalogue().all())} foods.")
