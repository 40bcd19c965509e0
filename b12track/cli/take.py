"""`take` and `inject`: supplements by mouth, counted as intake, and injections, kept apart."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from b12track.cli.log import eaten, save, when
from b12track.cli.options import as_json, for_person, request_key
from b12track.cli.session import Session, json_text, say_saved
from b12track.diary import doses, journal, plans, regimens
from b12track.diary.own import products
from b12track.errors import InputRefused
from b12track.quantity import NG_PER_MG, decimal, whole
from b12track.text import accepted

if TYPE_CHECKING:
    import sqlite3

    from b12track.diary.own.products import Product
    from b12track.foods.catalogue import Catalogue
    from b12track.foods.table import Food
    from b12track.foods.weighing import Item

#: Equal uptake of the four forms was measured at 1, 5 and 25 µg. docs/method.md#absorption
_EQUAL_UP_TO_NG: Final = 25_000
_DOUBTED: Final = ("methylcobalamin", "adenosylcobalamin")
#: More tablets than this at once is a dose without its unit: "take 1000 b12".
_MOST_TABLETS: Final = 50
_ROUTE_SAID: Final = {
    "sublingual": "under the tongue counts as swallowed",
    "nasal": "nasal is counted as swallowed",
}
_LABEL: Final = ("b12", "b6", "thiamin", "folic_acid")


class _Shelf(NamedTuple):
    """The person's own products before the foods of the catalogue, for the phrase grammar."""

    own: list[Product]
    catalogue: Catalogue
    year: int

    def named(self, text: str) -> Food | None:
        found = self._with(text, whole_name=True)
        return found[0] if found else self.catalogue.named(text)

    def with_words(self, text: str) -> list[Food]:
        return self._with(text) or self.catalogue.with_words(text)

    def with_prefixes(self, text: str) -> list[Food]:
        return self.catalogue.with_prefixes(text)

    def nearest(self, text: str) -> list[Food]:
        return self.catalogue.nearest(text)

    def _with(self, text: str, whole_name: bool = False) -> list[Food]:
        from b12track.foods.table import food_key

        key = food_key(text)
        words = set(key.split())
        return [
            products.as_food(one, self.year)
            for one in self.own
            if one.name_key == key
            or (not whole_name and words and words <= set(one.name_key.split()))
        ]


@click.command()
@click.argument("words", metavar="DOSE [FORM] | [N] PRODUCT", nargs=-1, required=True)
@click.option("--on", metavar="DAY", help="today, yesterday, mon, -3d, 7 apr, 2026-03-01.")
@click.option("--at", metavar="TIME", help="8:30, 8.30pm, 20:15.")
@click.option("--meal", metavar="OCCASION", help="breakfast, lunch, dinner, snack …")
@click.option("--note", metavar="TEXT", help="A note kept with the entry.")
@click.option("--b12", metavar="DOSE", help="What the product's label says of one tablet: 25 µg.")
@click.option("--b6", metavar="DOSE", help="Vitamin B6 of one tablet: 2 mg.")
@click.option("--thiamin", metavar="DOSE", help="Thiamin (B1) of one tablet: 1.1 mg.")
@click.option("--folic-acid", metavar="DOSE", help="Folic acid of one tablet: 400 µg.")
@for_person
@request_key
@click.option("--dry-run", is_flag=True, help="Show what would be saved; save nothing.")
@as_json
@click.pass_obj
def take(session: Session, /, words: tuple[str, ...], **options: Any) -> None:
    """Save a supplement that was swallowed; it counts as intake.

    \b
    b12track take 1000 µg
    b12track take 50 µg methylcobalamin sublingual
    b12track take 2 multivitamin
    b12track take 1 my multi --b12 "25 µg" --b6 "2 mg" --folic-acid "200 µg"

    With --b12 the product is kept under its name: next time its name is enough.
    """
    text = accepted(" ".join(words), "the dose").lower()
    with session.reading() as diary:
        own = products.products(diary)
    label, name = _label(options), _name(text)
    if label:
        own = [_new_product(name, label), *own]
    route = None
    if all(one.name_key != _key(name) for one in own):  # a product's name may hold such words
        route, text = plans.taken_out(text, _routes())
    shelf = _Shelf(own, session.catalogue(), session.today.year)
    taken = [_counted(item, route) for item in _items(text, shelf)]

    def also(diary: sqlite3.Connection, act_id: int, ids: list[int]) -> None:
        if label:
            products.keep(diary, act_id, name, label)
        for number, item in zip(ids, taken, strict=True):
            doses.describe(diary, act_id, _supplement(number, item, route, shelf.own))

    save(session, [(eaten(session, options), taken)], "take", options, also)


def _routes() -> tuple[tuple[str, str], ...]:
    """The words for a route; an injection is refused, because it is no intake."""
    return (
        (r"\b(?:sublingual|sublingually|under the tongue|chewable|chewed)\b", "sublingual"),
        (r"\b(?:nasal|nasally|nose spray|in the nose)\b", "nasal"),
        (r"\b(?:oral|orally|by mouth|swallowed)\b", "oral"),
    )


def _items(text: str, shelf: _Shelf) -> list[Item]:
    """The supplements that the words mean; a dose alone is a dose of B12."""
    from b12track.foods.amount import Amount, leading_number
    from b12track.foods.phrase import items
    from b12track.foods.weighing import weighed

    number, rest = leading_number(text.split())
    whole_name = shelf.named(" ".join(rest)) if number and rest else None
    # "2 folic acid 5 mg": the dose is part of the product's name.
    found = [weighed(whole_name, Amount(number, ""))] if number and whole_name else None
    if found is None:
        text = re.sub(r"\b(cyano|methyl|hydroxo|hydroxy|adenosyl)(?= |$)", _full_name, text)
        if re.fullmatch(r"[0-9.,/ ]+ ?(?:mg|µg|\u03bcg|ug|mcg|micrograms?|milligrams?)", text):
            text = f"{text} b12"
        found = items(text, shelf)
    for item in found:
        if item.food.b12_origin != "supplement":
            raise InputRefused(f"{item.food.name} is no supplement: b12track log {text}")
    return found


def _full_name(found: re.Match[str]) -> str:
    return f"{'hydroxo' if found.group(1) == 'hydroxy' else found.group(1)}cobalamin"


def _counted(item: Item, route: str | None) -> Item:
    """The item with what is assumed of it; InputRefused for a number that lost its unit."""
    from b12track.foods.weighing import LARGEST_DOSE_NG
    from b12track.quantity import b12_ng

    b12 = b12_ng(item.portion_mg, item.food.b12_ng_per_100g or 0)
    by_count = re.fullmatch(r"[0-9]+ (?!µg|mg)\D+", item.amount)
    if b12 > LARGEST_DOSE_NG or (by_count and int(item.amount.split()[0]) > _MOST_TABLETS):
        raise InputRefused(
            f"{item.amount} of {item.food.name} is more than anybody takes at once;"
            " a dose needs its unit: 1000 µg."
        )
    said = [_ROUTE_SAID[route]] if route in _ROUTE_SAID else []
    if _form(item.food) in _DOUBTED and b12 > _EQUAL_UP_TO_NG:
        said.append("counted like cyanocobalamin; equal uptake was measured up to 25 µg only")
    return item._replace(said="; ".join(said))


def _form(food: Food) -> str | None:
    """The form of cobalamin that a food's name or code gives away."""
    if food.food_code.startswith("b12-tablet-"):
        return plans.FORMS[0]
    words = f"{food.food_code} {food.name}"
    return next((form for form in plans.FORMS if form in words), None)


def _supplement(number: int, item: Item, route: str | None, own: list[Product]) -> doses.Supplement:
    """Form, route and folic acid of an entry."""
    code = item.food.food_code
    product = next((one for one in own if products.code_of(one) == code), None)
    if product is None:
        return doses.Supplement(number, _form(item.food), route or "oral", None)
    folic = None if product.folic_acid_ng is None else product.folic_acid_ng * 100
    return doses.Supplement(number, product.form, route or "oral", folic)


def _label(options: dict[str, Any]) -> products.Label | None:
    """What the label options say of one tablet; None without --b12."""
    given = {name: options[name] for name in _LABEL if options[name] is not None}
    if given and "b12" not in given:
        raise click.UsageError("Give --b12 too, and --b12 0µg where the label has none.")
    if not given:
        return None
    amounts = {name: _label_ng(text, name) for name, text in given.items()}
    form, _ = plans.form_in(str(given["b12"]).lower())
    return products.Label(form, amounts["b12"], *(amounts.get(name) for name in _LABEL[1:]))


def _label_ng(text: str, what: str) -> int:
    """An amount of a label in nanograms: µg, mg or g, and never a bare number."""
    found = re.fullmatch(
        r"([0-9.,]+) ?(µg|\u03bcg|ug|mcg|mg|g)(?: \w+)?", accepted(text, "the label").lower()
    )
    if found is None:
        raise InputRefused(f"'{text}' is no amount of a label for {what}: 25 µg or 1.4 mg.")
    factor = {"mg": NG_PER_MG, "g": 1000 * NG_PER_MG}.get(found.group(2), 1000)
    return whole(decimal(found.group(1)) * factor)


def _new_product(name: str, label: products.Label) -> Product:
    """The product as it will be kept; InputRefused for a name that means any B12 at all."""
    if _key(name) in ("", "b12", "vitamin b12", "b 12", "tablet"):
        raise InputRefused('Give the product a name of its own: take 1 "my multi" --b12 "25 µg"')
    return products.Product(0, name, _key(name), *label)


def _name(text: str) -> str:
    """The product's name: the words without a count and a unit of counting."""
    plain = re.sub(r"^(?:[0-9./]+|an?|one|two|three)(?: |$)", "", text)
    return re.sub(r"^(?:tablets?|capsules?|pills?|lozenges?|sprays?|drops?) of ", "", plain)


def _key(name: str) -> str:
    from b12track.foods.table import food_key

    return food_key(name)


@click.command()
@click.argument("words", metavar="DOSE [FORM]", nargs=-1)
@click.option("--delete", "number", metavar="ID", type=click.IntRange(1), help="Delete this one.")
@click.option("--on", metavar="DAY", help="today, yesterday, mon, -3d, 7 apr, 2026-03-01.")
@click.option("--at", metavar="TIME", help="8:30, 8.30pm, 20:15.")
@click.option("--note", metavar="TEXT", help="A note kept with it.")
@for_person
@request_key
@click.option("--dry-run", is_flag=True, help="Show what would be saved; save nothing.")
@as_json
@click.pass_obj
def inject(session: Session, /, words: tuple[str, ...], **options: Any) -> None:
    """Save an injection; it is never part of an intake, and shown apart.

    With --delete the injection of that number is taken out; b12track undo brings it back.

    \b
    b12track inject 1 mg hydroxocobalamin
    b12track inject 1000 µg cyanocobalamin --on monday --note "left arm"
    """
    if options["number"] is not None or not words:
        _delete(session, words, options["number"])
        return
    text = accepted(" ".join(words), "the dose").lower()
    form, left = plans.form_in(text)
    dose_ng, left = plans.dose_in(left)
    if re.sub(r"\b(?:of|b12|vitamin|injection|i\.?m\.?)\b\.?", "", left).strip():
        raise InputRefused(f"'{left.strip()}' is not understood: b12track inject 1 mg {_OH}")
    key = accepted(options["key"], "the key") if options["key"] else None
    moment = when(session, options["on"], options["at"], None)
    note = accepted(options["note"], "the note") if options["note"] else None
    given = doses.Given(session.person_id, moment.on, moment.at, note or None)
    form = form or _usual_form(session)
    with (session.trying if options["dry_run"] else session.writing)() as diary:
        act_id = journal.begin(diary, session.act("inject", key))
        if act_id is None:
            saved, verb = doses.injections_of(diary, key or ""), "Already saved with this key"
        else:
            saved = [doses.inject(diary, act_id, given, dose_ng, form)]
            number = saved[0].injection_id
            verb = "Would save" if options["dry_run"] else f"Saved injection #{number}"
        reply = _reply(session, diary, saved, verb, options["as_json"])
    say_saved(reply)


_OH: Final = "hydroxocobalamin"


def _delete(session: Session, words: tuple[str, ...], number: int | None) -> None:
    if number is None or words:
        raise click.UsageError(f"Say the dose, b12track inject 1 mg {_OH}, or --delete ID.")
    with session.writing() as diary:
        act_id = journal.begin(diary, session.act("inject --delete"))
        doses.remove(diary, act_id or 0, "injection", session.person_id, [number])
    say_saved(f"Deleted injection #{number} (b12track undo brings it back).")


def _usual_form(session: Session) -> str:
    """The form of the last injection, else of the regimen; never a guess."""
    with session.reading() as diary:
        before = doses.injections(diary, session.person_id, date.min, session.today)
        planned = [one.plan for one in regimens.regimens(diary, session.person_id)]
    forms = [one.form for one in before] + [
        plan.form for plan in planned if plan.route == "injection" and plan.form
    ]
    if not forms:
        raise InputRefused(
            "Say the form, because what stays in the body differs:"
            " b12track inject 1 mg hydroxocobalamin, or cyanocobalamin."
        )
    return forms[len(before) - 1] if before else forms[0]


def _reply(
    session: Session, diary: sqlite3.Connection, saved: list[doses.Injection], verb: str,
    as_json: bool,
) -> str:  # fmt: skip
    """The injection as saved, what of it stays, and the next one by the person's own schedule."""
    from b12track.report import beside

    if as_json:
        return json_text({"injections": [beside.injection_document(one) for one in saved]})
    lines = [beside.injection_text(one) for one in saved]
    own = [
        one
        for one in regimens.due(diary, session.person_id, session.today)
        if one.regimen.plan.route == "injection"
    ]
    return beside.injection_reply(verb, lines, own[0].due_on if own else None)
