"""`foods readings`: what words were chosen to mean, listed and forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from b12track.cli.options import for_person, shaped
from b12track.cli.session import Session, say_saved
from b12track.text import accepted, escaped

if TYPE_CHECKING:
    from b12track.cli.shape import Shape


@click.group()
def readings() -> None:
    """Which foods your words mean, as you chose when you were asked.

    When words could mean several foods, log asks once and remembers the answer.

    \b
    Examples:
      b12track log 200 ml milk --choose milk=milk-goat
      b12track foods readings list
      b12track foods readings forget milk
    """


@readings.command("list")
@for_person
@shaped
@click.pass_obj
def list_readings(session: Session, shape: Shape) -> None:
    """List words with the food that was chosen for them.

    \b
    Example:
      b12track foods readings list
    """
    from b12track.diary.own.personal_foods import readings as chosen

    with session.reading() as diary:
        codes = chosen(diary, session.person_id)
    foods = session.catalogue()
    rows: list[dict[str, object]] = []
    lines = []
    for words, code in codes.items():
        food = foods.by_code(code)
        rows.append({"words": words, "food_code": code, "food": food and food.name})
        lines.append(escaped(f"{words}: {food.name if food else 'no longer in the food table'}"))
    nothing = "Nothing was chosen yet: a choice is kept when a question is answered."
    text = "\n".join(lines) or nothing
    shape.say({"readings": rows}, rows, "words food_code food", text)


@readings.command()
@click.argument("words", nargs=-1, required=True)
@for_person
@click.pass_obj
def forget(session: Session, words: tuple[str, ...]) -> None:
    """Let words be asked about again.

    b12track undo brings the choice back.

    \b
    Example:
      b12track foods readings forget milk
    """
    from b12track.diary.own.personal_foods import forget as forgotten

    name = accepted(" ".join(words), "the words")
    with session.acting("foods readings forget") as (diary, act_id):
        forgotten(diary, act_id, session.person_id, name)
    say_saved(f"'{escaped(name)}' will be asked about again (b12track undo brings it back).")
