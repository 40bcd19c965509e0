"""`foods add|edit|retire`: foods of one's own, from their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

import click

from b12track.cli.options import Command, as_json, diet_option, request_key
from b12track.cli.session import Session, say_json, say_saved
from b12track.diary import journal
from b12track.diary.own import own_foods
from b12track.quantity import ug_text
from b12track.report.document import food_document
from b12track.text import accepted, escaped

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Unpack

    from b12track.diary.own.own_foods import OwnFood
    from b12track.foods.label import Basis
    from b12track.foods.table import Portion

_ORIGINS = ("natural", "fortified", "supplement")


class LabelOptions(TypedDict):
    """What is said of a label."""

    per: str | None
    per_serving: bool
    serving: str | None
    weighs: str | None
    b12: str | None
    dv: str | None
    label: str | None
    portions: tuple[str, ...]
    origin: str | None
    diet: str | None
    key: str | None
    as_json: bool


def _label_options(diet: str, origin: str) -> Callable[[Command], Command]:
    """The options that say what is on a label; diet and origin are those where none is given."""
    options = (
        click.option(
            "--per", metavar="AMOUNT", help="Per what, as on the label: 250ml, 100g, tablet."
        ),
        click.option("--per-serving", is_flag=True, help="The label is for one serving."),
        click.option("--serving", metavar="AMOUNT", help="How much a serving is: 30g, 250ml."),
        click.option("--weighs", metavar="AMOUNT", help="What it weighs, where it is in ml: 258g."),
        click.option("--b12", metavar="DOSE", help="Vitamin B12, as on its label: 1.2µg, unknown."),
        click.option("--dv", metavar="PERCENT", help="Vitamin B12 in percent, as on its label."),
        click.option(
            "--label", metavar="RULE", help="Whose percent: us, us-old, eu, uk; needed with --dv."
        ),
        click.option(
            "--portion",
            "portions",
            metavar="TEXT",
            multiple=True,
            help="A portion with its weight, '1 slice = 28 g'; may be repeated.",
        ),
        click.option(
            "--origin",
            type=click.Choice(_ORIGINS),
            metavar="ORIGIN",
            help=f"Where its B12 is from: natural, fortified or supplement (else {origin}).",
        ),
        diet_option(diet),
        request_key,
        as_json,
    )

    def with_options(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return with_options


@click.command()
@click.argument("name")
@_label_options("omnivore", "fortified")
@click.pass_obj
def add(session: Session, /, name: str, **options: Unpack[LabelOptions]) -> None:
    """Add a food of your own from its label.

    Copy what the label says: how much B12, and per what. From then on log finds it by its name,
    before a food of the table.

    \b
    Examples:
      b12track foods add "My soy drink" --per 250ml --b12 1.2µg
      b12track foods add Oats --per-serving --serving 30g --dv 50% --label us
    """
    values = _values(session, options)
    if "label" not in values:
        raise click.UsageError("Say what the label says: --b12 1.2µg or --dv 50% --label us.")
    origin = str(values.setdefault("b12_origin", "fortified"))
    values = {
        "name": accepted(name, "the food's name"),
        "diet": "omnivore",
        **values,
        "matrix": _matrix(origin, values["b12_ng_per_100g"]),
    }
    with session.writing() as diary:
        act_id = journal.begin(diary, session.act("foods add", _key(options)))
        if act_id is not None:
            own_foods.add(diary, act_id, values)
        added = own_foods.own_food(diary, name)
    _tell(added, options, "Added" if act_id is not None else "Already added")


@click.command()
@click.argument("name")
@click.option("--name", "new_name", metavar="NAME", help="What it is called from now on.")
@_label_options("as it is", "as it is")
@click.pass_obj
def edit(
    session: Session, /, name: str, new_name: str | None, **options: Unpack[LabelOptions]
) -> None:
    """Change a food of your own.

    What was logged stays as it was.

    \b
    Examples:
      b12track foods edit "My soy drink" --per 250ml --b12 0.9µg
      b12track foods edit "My soy drink" --name "Soy drink, new box"
    """
    values = _values(session, options)
    if new_name:
        values["name"] = accepted(new_name, "the food's name")
    if not values:
        raise click.UsageError("Say what to change, for example --per 250ml --b12 1.5µg.")
    with session.writing() as diary:
        food = own_foods.own_food(diary, name)
        b12 = values.get("b12_ng_per_100g", food.b12_ng_per_100g)
        if "b12_origin" in values or "b12_ng_per_100g" in values:
            values["matrix"] = _matrix(str(values.get("b12_origin", food.b12_origin)), b12)
        act_id = journal.begin(diary, session.act("foods edit", _key(options)))
        if act_id is not None:
            own_foods.change(diary, act_id, food, values)
        edited = own_foods.own_food(diary, new_name or name)
    _tell(edited, options, "Changed")


@click.command()
@click.argument("name")
@request_key
@click.pass_obj
def retire(session: Session, name: str, key: str | None) -> None:
    """Stop offering a food of your own.

    What was logged stays; b12track undo brings the food back.

    \b
    Example:
      b12track foods retire "My soy drink"
    """
    with session.writing() as diary:
        food = own_foods.own_food(diary, name)
        act_id = journal.begin(diary, session.act("foods retire", key))
        if act_id is not None:
            own_foods.change(diary, act_id, food, {"retired": 1})
    say_saved(f"Retired {escaped(food.name)}; what was logged of it stays.")


def _key(options: LabelOptions) -> str | None:
    return accepted(options["key"], "the key") if options["key"] else None


def _values(session: Session, options: LabelOptions) -> dict[str, object]:
    """The columns that the options give; nothing that was not said."""
    from b12track.foods import label
    from b12track.foods.table import portions_of

    values: dict[str, object] = {}
    per = _basis(options)
    others = [
        portion for text in options["portions"] for portion in portions_of(accepted(text, "it"))
    ]
    if options["b12"] or options["dv"]:
        if per is None or bool(options["b12"]) == bool(options["dv"]):
            raise click.UsageError("Give --b12 or --dv, and what it is for: --per 250ml.")
        value = (
            label.from_micrograms(options["b12"], per)
            if options["b12"]
            else label.from_percent(options["dv"] or "", options["label"], per)
        )
        values |= {
            "b12_ng_per_100g": value.b12_ng_per_100g,
            "label": value.words,
            "label_year": session.today.year,
        }
        if per.is_piece:
            values["b12_origin"] = "supplement"
    if per is not None or others:
        values |= _portion_columns(per, others, options)
    values |= {"b12_origin": options["origin"]} if options["origin"] else {}
    return values | ({"diet": options["diet"]} if options["diet"] else {})


def _basis(options: LabelOptions) -> Basis | None:
    """The amount that the label's value is for."""
    from b12track.foods.label import basis

    if options["per_serving"]:
        if not options["serving"] or options["per"]:
            raise click.UsageError("--per-serving needs --serving 30g, and no --per.")
        return basis(options["serving"], options["weighs"])
    return basis(options["per"], options["weighs"]) if options["per"] else None


def _portion_columns(
    per: Basis | None, others: list[Portion], options: LabelOptions
) -> dict[str, object]:
    """The portions known now; of 100 g or 100 ml nobody would say that they are a serving."""
    from b12track.foods.label import basis, portions

    known = list(others)
    if per is not None:
        known = portions(per, per.words not in ("100 g", "100 ml"), known)
    if options["serving"] and not options["per_serving"]:
        known = [*portions(basis(options["serving"], options["weighs"]), True), *known]
    known = list({portion.name: portion for portion in known}.values())
    usual = next((portion.name for portion in known if portion.name != "l"), "")
    return {"portions": own_foods.portion_lines(known), "default_portion": usual}


def _matrix(origin: str, b12_ng: object) -> str:
    """Added B12 is crystalline; of what holds natural B12 a label says nothing."""
    if b12_ng == 0:
        return "none"
    return "mixed" if origin == "natural" else "crystalline"


def _tell(food: OwnFood, options: LabelOptions, verb: str) -> None:
    if options["as_json"]:
        say_json({"foods": [food_document(own_foods.as_food(food))]})
        return
    known = food.b12_ng_per_100g
    is_weighed = known is not None and food.b12_origin != "supplement"
    value = f": {ug_text(known or 0)} µg per 100 g" if is_weighed else ""
    lines = [f"{verb} {escaped(food.name)}{value} ({food.label}), {food.b12_origin}."]
    if food.b12_origin == "fortified" and not options["origin"]:
        lines.append("Taken as added by the maker; if it is not: --origin natural.")
    if food.portions.endswith(" l") and not options["weighs"]:
        lines.append("1 ml is taken as 1 g; --weighs says what it really weighs.")
    say_saved("\n".join(lines))
