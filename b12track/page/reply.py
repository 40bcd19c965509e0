"""What was saved, in the words of the page; the numbers of rows stay with the command line."""

from __future__ import annotations

import json
from datetime import date

from b12track.page.words import amount, day_name, entry_words, unwrapped


def meal_lines(printed: str) -> tuple[str, ...]:
    """The JSON of `log`, `take` and `again` as lines: each entry, what was assumed, the day."""
    document = json.loads(printed)
    assumed = {row["id"]: row["text"] for row in document["assumed"]}
    lines = []
    for entry in document["entries"]:
        reason = f" ({assumed[entry['id']]})" if entry["id"] in assumed else ""
        lines.append(f"{entry_words(entry)}: {amount(entry['b12_ug'])}{reason}")
    day = document["day"]
    least = "at least " if day["b12_unknown_entries"] else ""
    on = day_name(date.fromisoformat(day["date"]))
    lines.append(f"{on}, so far: {least}{amount(day['b12_ug'])} of vitamin B12.")
    if document["doubt"]:
        lines.append("The same stands on that day already. Undo takes this one back.")
    return tuple(lines)


def text_lines(printed: str) -> tuple[str, ...]:
    """What a command printed for people, without the numbers of rows."""
    return tuple(unwrapped(printed))
