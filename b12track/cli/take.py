"""`take` and `inject`: supplements by mouth, counted as intake, and injections, kept apart."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from b12track.cli.doubles import doubted
from b12track.cli.eating import Eating, save
from b12track.cli.meal_words import meal_in
from b12track.cli.numbers import row_number as row_number_in
from b12track.cli.options import choose
from b12track.cli.saving import Saving, eaten, moment, one_act
from b12track.cli.saving_options import saves
from b12track.cli.session import Session, json_text, say_saved
from b12track.diary import doses, journal, plans, regimens
from b12track.diary.own import products
from b12track.errors import InputRefused
from b12track.quantity import NG_PER_MG, decimal
from b12track.text import accepted
from b12track.wording import row_number

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from b12track.diary.own.personal_foods import PersonalFoods
    from b12track.diary.own.products import Label

_NAMELESS: Final = ("", "b12", "vitamin b12", "b 12", "tablet")


#: What a label may say, in the order of `Label`.
_PRINTED: Final = ("b12", "b6", "thiamin", "folic_acid")


@click.command()
@click.argument("words", metavar="DOSE [FORM] | [N] PRODUCT", nargs=-1, required=True)
@click.option("--b12", metavar="DOSE", help="Vitamin B12 of one tablet, as on its label: 25 µg.")
@click.option("--b6", metavar="DOSE", help="Vitamin B6 of one tablet, as on its label: 2 mg.")
@click.option("--thiamin", metavar="DOSE", help="Thiamin (vitamin B1) of one tablet: 1.1 mg.")
@click.option("--folic-acid", metavar="DOSE", help="Folic acid of one tablet: 400 µg.")
@choose
@saves()
@click.pass_obj
def take(
    session: Session, /, words: tuple[str, ...], saving: Saving, **printed: str | None
) -> None:
    """Save a supplement that was swallowed; it counts as intake.

    DOSE is in µg (micrograms, also typed ug or mcg) or mg. FORM is the kind of B12, as on the
    label: cyanocobalamin, methylcobalamin and others. With --b12 a product is kept under its
    name: next time its name is enough.

    \b
    Examples:
      b12track take 1000 µg
      b12track take 50 µg methylcobalamin sublingual
      b12track take 2 multivitamin
      b12track take 1 my multi --b12 "25 µg" --b6 "2 mg" --folic-acid "200 µg"
    """
    text = accepted(" ".join(words), "the dose").lower()
    label, name = _label(printed), _name(text)
    if not label and text.replace(".", "").replace(",", "").isdecimal():
        raise InputRefused(f"Say the dose with its unit: b12track take {text} µg")
    foods = session.catalogue()
    if label:
        _know(foods, name, label, session.today.year)
    may_ask = not saving.as_json
    meal = meal_in(session, text, may_ask=may_ask, is_supplement=True, foods=foods)
    saving = saving.joined(meal.time, session)
    also = _keeping(name, label) if label else None
    eating = Eating([(eaten(session, saving), meal)], "take", also, may_ask)
    save(session, saving, eating)


def _know(foods: PersonalFoods, name: str, label: Label, year: int) -> None:
    """Lets the name of a product be understood before it is kept; InputRefused for no name."""
    if _key(name) in _NAMELESS:
        raise InputRefused('Give the product a name of its own: take 1 "my multi" --b12 "25 µg"')
    product = products.Product(0, name, _key(name), *label)
    foods.with_product(products.as_food(product, year), product.folic_acid_ng)


def _keeping(name: str, label: Label) -> Callable[[sqlite3.Connection, int, list[int]], None]:
    """Keeps the product, and its form with the entries."""

    def also(diary: sqlite3.Connection, act_id: int, ids: list[int]) -> None:
        products.keep(diary, act_id, name, label)
        for number in ids if label.form else ():
            row = ("supplement", number)
            journal.change(diary, act_id, row, {"form": label.form})

    return also


def _label(printed: dict[str, str | None]) -> Label | None:
    """What the label options say of one tablet; None without --b12."""
    given = {name: text for name in _PRINTED if (text := printed[name]) is not None}
    if given and "b12" not in given:
        raise click.UsageError("Give --b12 too, and --b12 0µg where the label has none.")
    if not given:
        return None
    amounts = {name: _label_ng(text, name) for name, text in given.items()}
    form, _ = plans.form_in(given["b12"].lower())
    return products.Label(form, amounts["b12"], *(amounts.get(name) for name in _PRINTED[1:]))


def _label_ng(text: str, what: str) -> int:
    """An amount of a label in nanograms: µg, mg or g, and never a bare number."""
    label = re.fullmatch(
        r"([0-9.,]+) ?(µg|\u03bcg|ug|mcg|mg|g)(?: \w+)?", accepted(text, "the label").lower()
    )
    if label is None:
        raise InputRefused(f"'{text}' is no amount of a label for {what}: 25 µg or 1.4 mg.")
    factor = {"mg": NG_PER_MG, "g": 1000 * NG_PER_MG}.get(label.group(2), 1000)
    exact = decimal(label.group(1)) * factor
    if exact != exact.to_integral_value():
        raise InputRefused(f"'{text}' is finer than a nanogram (0.001 µg); nothing was saved.")
    return int(exact)


def _name(text: str) -> str:
    """The product's name: the words without a count and a unit of counting."""
    plain = re.sub(r"^(?:[0-9./]+|an?|one|two|three)(?: |$)", "", text)
    return re.sub(r"^(?:tablets?|capsules?|pills?|lozenges?|sprays?|drops?) of ", "", plain)


def _key(name: str) -> str:
    from b12track.foods.table import food_key

    return food_key(name)


@click.command()
@click.argument("words", metavar="DOSE [FORM]", nargs=-1)
@click.option(
    "--delete",
    "number",
    metavar="ID",
    type=row_number_in("injection"),
    hidden=True,
    help="The old way to say inject delete.",
)
@saves(meal=False, note=True)
@click.pass_obj
def inject(session: Session, /, words: tuple[str, ...], number: int | None, saving: Saving) -> None:
    """Save an injection.

    It is shown beside the meals and is no part of what was eaten. DOSE is in mg or µg. FORM is
    the kind of B12, as on the ampoule; without it, that of the injection before.

    \b
    Examples:
      b12track inject 1 mg hydroxocobalamin
      b12track inject 1000 µg cyanocobalamin --on monday --note "left arm"
    """
    if number is not None or not words:
        _delete(session, words, number)
        return
    dose_ng, form = _dose_and_form(session, words)
    when = moment(session, saving)
    given = doses.Given(session.person_id, when.on, when.at, saving.kept_note)
    same = {"given_on": when.on.isoformat(), "dose_ng": dose_ng, "form": form}
    same["person_id"] = session.person_id
    doubt = doubted(session, "injection", same, may_ask=not saving.as_json)
    with one_act(session, saving, "inject") as act:
        if act.act_id is None:
            saved, verb = doses.injections_of(act.diary, act.key), act.verb
        else:
            saved = [doses.inject(act.diary, act.act_id, given, dose_ng, form)]
            name = row_number("injection", saved[0].injection_id)
            verb = act.verb if saving.dry_run else f"{act.verb} injection {name}"
        reply = _reply(session, act.diary, saved, verb, saving.as_json)
    say_saved(f"{reply}\n{doubt}" if doubt and not saving.as_json else reply)


def _dose_and_form(session: Session, words: tuple[str, ...]) -> tuple[int, str]:
    text = accepted(" ".join(words), "the dose").lower()
    form, left = plans.form_in(text)
    dose_ng, left = plans.dose_in(left)
    if re.sub(r"\b(?:of|b12|vitamin|injection|i\.?m\.?)\b\.?", "", left).strip():
        raise InputRefused(f"'{left.strip()}' is not understood: b12track inject 1 mg {_OH}")
    return dose_ng, form or _usual_form(session)


_OH: Final = "hydroxocobalamin"


def _delete(session: Session, words: tuple[str, ...], number: int | None) -> None:
    if number is None or words:
        raise click.UsageError(f"Say the dose: b12track inject 1 mg {_OH}")
    with session.acting("inject --delete") as (diary, act_id):
        doses.remove(diary, act_id, "injection", session.person_id, [number])
    say_saved(f"Deleted injection i{number} (b12track undo brings it back).")


def _usual_form(session: Session) -> str:
    """The form of the last injection, else of the regimen; never a guess."""
    with session.reading() as diary:
        before = doses.injections(diary, session.person_id, date.min, session.today)
        planned = [dose.plan for dose in regimens.regimens(diary, session.person_id)]
    forms = [dose.form for dose in before[-1:]]
    forms += [plan.form for plan in planned if plan.route == "injection" and plan.form]
    if not forms:
        raise InputRefused(
            "Say the form, because what stays in the body differs:"
            " b12track inject 1 mg hydroxocobalamin, or cyanocobalamin."
        )
    return forms[0]


def _reply(
    session: Session,
    diary: sqlite3.Connection,
    saved: list[doses.Injection],
    verb: str,
    as_json: bool,
) -> str:
    """The injection as saved, what of it stays, and the next one by the person's own schedule."""
    from b12track.report import health_record

    if as_json:
        return json_text({"injections": list(map(health_record.injection_document, saved))})
    lines = [health_record.injection_text(injection) for injection in saved]
    due = regimens.due(diary, session.person_id, session.today)
    own = [dose.due_on for dose in due if dose.regimen.plan.route == "injection"]
    return health_record.injection_reply(verb, lines, own[0] if own else None)
