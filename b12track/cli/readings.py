"""`foods readings`: what words were chosen to mean, listed and forgotten."""

from __future__ import annotations

import click

from b12track.cli.options import as_csv, as_json, for_person, one_format, table_text
from b12track.cli.session import Session, say, say_json, say_saved
from b12track.diary import journal
from b12track.text import accepted, escaped


@click.group()
def readings() -> None:
    """What your words mean, as you chose when you were asked."""


@readings.command("list")
@for_person
@as_json
@as_csv
@click.pass_obj
def list_readings(session: Session, as_json: bool, as_csv: bool) -> None:
    """List words with the food that was chosen for them."""
    from b12track.diary.own.personal_foods import readings as chosen

    with session.reading() as diary:
        codes = chosen(diary, session.person_id)
    foods = session.catalogue()
    known = {words: foods.by_code(code) for words, code in codes.items()}
    one_format(as_json, as_csv)
    documents = [
        {"words": words, "food_code": code, "food": food.name if food else None}
        for (words, code), food in zip(codes.items(), known.values(), strict=True)
    ]
    if as_json:
        say_json({"readings": documents})
        return
    if as_csv:
        say(table_text(["words", "food_code", "food"], documents))
        return
    lines = [
        f"{escaped(words)}: {escaped(food.name) if food else 'no longer in the food table'}"
        for words, food in known.items()
    ]
    say("\n".join(lines) or "Nothing was chosen yet: a choice is kept when a question is answered.")


@readings.command()
@click.argument("words", nargs=-1, required=True)
@for_person
@click.pass_obj
def forget(session: Session, words: tuple[str, ...]) -> None:
    """Let words be asked about again; `undo` brings the choice back."""
    from b12track.diary.own.personal_foods import forget as forgotten

    name = accepted(" ".join(words), "the words")
    with session.writing() as diary:
        act_id = journal.begin(diary, session.act("foods readings forget"))
        forgotten(diary, act_id or 0, session.person_id, name)
    say_saved(f"'{escaped(name)}' will be asked about again (b12track undo brings it back).")
