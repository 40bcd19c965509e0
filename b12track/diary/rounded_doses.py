"""Doses that schema 1 rounded to whole milligrams of a nominal weight, put right as one act each.

One gram stood for a tablet, so that 2.5 µg of B12 weighed 2.5 mg and became 2 µg. What was typed
is still there as the amount of the entry.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from b12track.diary import dates, doses, journal
from b12track.diary.exchange.servings import is_foreign
from b12track.quantity import DOSE_NG, whole

if TYPE_CHECKING:
    import sqlite3

    from b12track.diary.journal import Entry

_DOSE: Final = re.compile(r"(?:([0-9.]+) × )?([0-9.]+) (µg|mg)", re.ASCII)
_COMMAND: Final = "exact doses"


def put_right(connection: sqlite3.Connection) -> None:
    """Gives entries of supplements the dose that was typed, in one act for each person.

    The caller holds the write transaction.
    """
    entries = journal.entries(
        connection, "b12_origin = 'supplement' AND b12_ng > 0 ORDER BY person_id, entry_id", ()
    )
    exact = [(entry, dose_ng) for entry in entries for dose_ng in [typed_ng(entry)]]
    rounded = [(entry, dose) for entry, dose in exact if dose and dose != entry.b12_ng]
    acts: dict[int, int] = {}
    for entry, dose_ng in rounded:
        if entry.person_id not in acts:
            act = journal.Act(_COMMAND, dates.now(), None, entry.person_id)
            acts[entry.person_id] = journal.begin(connection, act) or 0
        _correct(connection, acts[entry.person_id], entry, dose_ng)


def typed_ng(entry: Entry) -> int | None:
    """The dose that the amount of an entry of ours says, in nanograms, or None."""
    match = _DOSE.fullmatch(entry.amount)
    if match is None or is_foreign(entry.food_code):
        return None
    count, number, unit = match.groups()
    return whole(Decimal(count or 1) * Decimal(number) * DOSE_NG[unit])


def _correct(connection: sqlite3.Connection, act_id: int, entry: Entry, dose_ng: int) -> None:
    """The entry with its exact dose, without a weight; what else it holds in the same share."""
    share = Decimal(dose_ng) / (entry.b12_ng or dose_ng)
    others = {"b6_ng": entry.b6_ng, "thiamin_ng": entry.thiamin_ng}
    values: dict[str, object] = {
        "portion_mg": None,
        "b12_ng": dose_ng,
        "b12_added_ng": None if entry.b12_added_ng is None else dose_ng,
        **{name: None if ng is None else whole(ng * share) for name, ng in others.items()},
    }
    known = doses.supplement(connection, entry.entry_id)
    if known and known.folic_acid_ng_per_100g is not None and entry.portion_mg is not None:
        folic_acid = Decimal(known.folic_acid_ng_per_100g) * entry.portion_mg / 100_000
        row = ("supplement", entry.entry_id)
        journal.change(connection, act_id, row, {"folic_acid_ng": whole(folic_acid * share)})
    journal.amend(connection, act_id, entry.entry_id, values)
