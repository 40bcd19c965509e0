"""A doubt at doubles: the same dose, injection or blood test twice on one day."""

from __future__ import annotations

from b12track.cli.asking import agreed, is_terminal
from b12track.hints import TYPE_CHECKING
from b12track.wording import ROW_LETTERS

if TYPE_CHECKING:
    from datetime import date

    from b12track.cli.session import Session
    from b12track.foods.weighing import Item

_TAKE_BACK = "b12track undo takes this one back"


def doubted(session: Session, table: str, values: dict[str, object], *, may_ask: bool) -> str:
    """What to say where a row with these values is there already; "" where none is.

    At a terminal it is asked first; InputRefused where it shall not be saved twice.
    """
    where = " AND ".join(f"{name} IS ?" for name in values)
    with session.reading() as diary:
        double = diary.execute(
            f"SELECT {table}_id FROM {table} WHERE {where} ORDER BY 1 DESC LIMIT 1",  # noqa: S608 - fixed names
            tuple(values.values()),
        ).fetchone()
    if double is None:
        return ""
    sentence = f"The same stands on that day already, as {ROW_LETTERS.get(table, '#')}{double[0]}."
    if may_ask and is_terminal():
        agreed(sentence)
        return ""
    return f"{sentence} {_TAKE_BACK}."


def doubted_doses(session: Session, on: date, items: list[Item], *, may_ask: bool) -> str:
    """The same for supplements among foods; foods are often eaten twice, and never doubted."""
    for item in items:
        if item.food.b12_origin == "supplement":
            values = {
                "person_id": session.person_id,
                "eaten_on": on.isoformat(),
                "food_code": item.food.food_code,
                "b12_ng": item.b12_ng,
                "amount": item.amount,
            }
            doubt = doubted(session, "entry", values, may_ask=may_ask)
            if doubt:
                return doubt
    return ""
