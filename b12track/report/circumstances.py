"""What a person said about themselves, as people and scripts read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from b12track.diary.profile import ALWAYS
from b12track.report.text import wrapped
from b12track.wording import authority_name, reference_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from b12track.diary.profile import Circumstances, Fact
    from b12track.science.reference_values import DietaryReferenceValue


def circumstances_words(now: Circumstances) -> str:
    """What holds on a day in one line: "vegan, female, born 1950-05-01, values of EFSA"."""
    sex = {"f": "female", "m": "male"}.get(now.sex or "")
    words = [now.diet, sex, f"born {now.born}" if now.born else None, now.stage]
    words += [*now.conditions, *now.medicines]
    words.append(f"values of {authority_name(now.authority)}")
    return ", ".join(word for word in words if word)


def profile_document(person: str, facts: Sequence[Fact], now: Circumstances) -> dict[str, object]:
    """What is known of a person: what holds today, and everything said with its days."""
    return {
        "person": person,
        **now._asdict(),
        "facts": fact_documents(facts),
    }


def fact_documents(facts: Sequence[Fact]) -> list[dict[str, object]]:
    """Everything that was said, with its days; `from` is None where it always holds."""
    return [
        {
            "kind": fact.kind,
            "value": fact.value or None,
            "from": None if fact.from_day == ALWAYS else fact.from_day,
            "to": fact.to_day,
        }
        for fact in facts
    ]


def profile_text(
    person: str,
    facts: Sequence[Fact],
    preferences: Mapping[str, str],
    age_years: int | None,
    reference: DietaryReferenceValue,
    absorption_profile: str,
) -> str:
    """Everything said with its days, and the reference value that follows from it today."""
    lines = [f"{person}:"]
    for fact in facts:
        what = f"{fact.kind} {authority_name(fact.value)}" if fact.value else fact.kind
        since = f" since {fact.from_day}" if fact.from_day != ALWAYS else ""
        until = f" until {fact.to_day}" if fact.to_day else ""
        lines.append(f"  {what}{since}{until}")
    if not facts:
        lines.append("  nothing said yet: b12track profile set --born 1950-05-01 --diet vegan")
    preferred = [f"{name.replace('-', ' ')} {value}" for name, value in preferences.items()]
    lines.append(f"  {', '.join(preferred)}")
    by_age = "" if age_years is None else f", at {age_years} years"
    lines.append(wrapped(f"Reference today{by_age}: {reference_name(reference)}."))
    lines.append(wrapped(f"Absorption is modelled as {absorption_profile}."))
    return "\n".join(lines)
