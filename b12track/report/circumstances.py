"""What a person said about themselves, as people and scripts read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from b12track.diary.profile import ALWAYS
from b12track.report.text import wrapped
from b12track.wording import authority_name, reference_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.diary.profile import Circumstances, Fact
    from b12track.science.reference_values import DietaryReferenceValue


def circumstances_words(now: Circumstances) -> str:
    """What holds on a day in one line: "vegan, female, born 1950-05-01, values of EFSA"."""
    sex = {"f": "female", "m": "male"}.get(now.sex or "")
    words = [now.diet, sex, f"born {now.born}" if now.born else None, now.stage]
    words += [*now.conditions, *now.medicines]
    words.append(f"values of {authority_name(now.authority)}")
    return ", ".join(word for word in words if word)


def profile_document(person: str, facts: Sequence[Fact], now: Circumstances) -> dict[str, Any]:
    """What is known of a person: what holds today, and everything said with its days."""
    return {
        "person": person,
        **now._asdict(),
        "facts": [
            {
                "kind": fact.kind,
                "value": fact.value or None,
                "from": None if fact.from_day == ALWAYS else fact.from_day,
                "to": fact.to_day,
            }
            for fact in facts
        ],
    }


def profile_text(document: dict[str, Any], reference: DietaryReferenceValue) -> str:
    """Everything said with its days, and the reference value that follows from it today."""
    lines = [f"{document['person']}:"]
    for fact in document["facts"]:
        value = authority_name(fact["value"])
        what = f"{fact['kind']} {value}" if value else fact["kind"]
        since = f" since {fact['from']}" if fact["from"] else ""
        until = f" until {fact['to']}" if fact["to"] else ""
        lines.append(f"  {what}{since}{until}")
    if not document["facts"]:
        lines.append("  nothing said yet: b12track profile set --born 1950-05-01 --diet vegan")
    preferred = [
        f"{name.replace('-', ' ')} {value}" for name, value in document["preferences"].items()
    ]
    lines.append(f"  {', '.join(preferred)}")
    age = document["age_years"]
    by_age = "" if age is None else f", at {age} years"
    lines.append(wrapped(f"Reference today{by_age}: {reference_name(reference)}."))
    lines.append(wrapped(f"Absorption is modelled as {document['absorption_profile']}."))
    return "\n".join(lines)
