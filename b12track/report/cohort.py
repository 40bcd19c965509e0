"""The usual intake of groups as tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.cohort.estimate import PERCENTILES
from b12track.cohort.requirement import CONVENTIONS
from b12track.quantity import ug_text
from b12track.report.text import wrapped
from b12track.wording import authority_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.cohort.distribution import Distribution, Group, GroupQuestion
    from b12track.cohort.estimate import Estimate, Share
    from b12track.cohort.requirement import Requirement

_NAME: Final = 14
_SHARES_HEAD: Final = (
    f"{'':{_NAME}}{'EAR cut-point':>17}{'req. CV 10 %':>17}{'req. CV 25 %':>17}"
    f"{'one day':>8}{'means':>7}"
)
_PARTS_NAMES: Final = {"f": "women", "m": "men"}
LIMITS: Final = (
    "Swallowed B12 hangs on how days are shaped, so its range is the widest of all shapes tried."
    " The share given takes days in proportion to what is usual, however they are spread; Box-Cox"
    " days, as in the NCI method, say too much where a few days hold most of the B12. Absorbed B12"
    " depends on it much less (simulations, docs/cohort.md)."
)


def label(group: Group) -> str:
    """A group's name: "women 19-30", or "everybody".

    >>> from b12track.cohort.distribution import Group
    >>> label(Group({"sex": "f", "age_band": "19-30"}, 9, 9, 18, {}, {}))
    'women 19-30'
    """
    words = [
        _PARTS_NAMES.get(text, text) if part == "sex" else text
        for part, text in group.labels.items()
    ]
    return " ".join(words) or "everybody"


def distribution_text(distribution: Distribution, question: GroupQuestion) -> str:
    """A block of tables a lens, then what was left out, the method and its limits."""
    blocks = [_lens_text(distribution, question, lens) for lens in question.lenses]
    refusals = [
        wrapped(f"{label(group)}, {lens}: {sentence}.")
        for group in distribution.groups
        for lens, sentence in _refusals(group).items()
    ]
    notes = [
        *refusals,
        *_left(distribution),
        wrapped(method_sentence(distribution, question)),
        wrapped(LIMITS),
    ]
    return "\n\n".join([*filter(None, blocks), "\n".join(notes)])


def _refusals(group: Group) -> dict[str, str]:
    """One sentence where every lens is refused for the same reason."""
    if len(set(group.refused.values())) == 1 and not group.estimates:
        return {"not given": next(iter(group.refused.values()))}
    return group.refused


def requirement_words(requirement: Requirement) -> str:
    """Whose average requirement.

    >>> from b12track.cohort.requirement import average_requirement
    >>> requirement_words(average_requirement("us"))
    'US/Canada EAR 1998'
    """
    authority, _, rest = requirement.name.partition(" ")
    return f"{authority_name(authority)} {rest}"


def _lens_text(distribution: Distribution, question: GroupQuestion, lens: str) -> str:
    rows = [
        (group, group.estimates[lens]) for group in distribution.groups if lens in group.estimates
    ]
    if not rows:
        return ""
    named = {_amounts(estimate) for _, estimate in rows}
    amounts = f"{named.pop()} µg" if len(named) == 1 else "by age"
    whose = requirement_words(question.requirement)
    half = ", half of it absorbed (IOM 1998)" if lens == "absorbed" else ""
    lines = [
        wrapped(f"Usual {lens} B12, µg a day. {whose}{half}: {amounts}."),
        f"{'':{_NAME}}{'people':>8}{'days':>9}{'mean':>7}"
        + "".join(f"{f'p{share}':>6}" for share in PERCENTILES),
        *(_percentiles_line(group, estimate) for group, estimate in rows),
        "",
        "Below the requirement, % of people (95 % range over samples and shapes of days).",
        _SHARES_HEAD,
        *(_shares_line(group, estimate) for group, estimate in rows),
        "",
        f"{'':{_NAME}}{'scale':>8}{'within':>9}{'between':>9}{'ratio':>7}  by shape of days, %",
        *(_variance_lines(group, estimate) for group, estimate in rows),
    ]
    return "\n".join(lines)


def _amounts(estimate: Estimate) -> str:
    return " to ".join(f"{amount:g}" for amount in _ends(estimate.requirement_ug))


def _ends(amounts: tuple[float, ...]) -> tuple[float, ...]:
    return amounts if len(amounts) == 1 else (amounts[0], amounts[-1])


def _cell(text: str) -> str:
    return f"{text if len(text) < _NAME else text[: _NAME - 2] + '…':{_NAME}}"


def _ug(value: float) -> str:
    return ug_text(round(value * 1000))


def _percentiles_line(group: Group, estimate: Estimate) -> str:
    return (
        f"{_cell(label(group))}{group.people:>8,}{group.days:>9,}{_ug(estimate.mean_ug):>7}"
        + "".join(f"{_ug(value):>6}" for value in estimate.percentiles_ug)
    )


def _shares_line(group: Group, estimate: Estimate) -> str:
    shares = "".join(f"{_share(estimate.shares[row.key]):>17}" for row in CONVENTIONS)
    raw = f"{_pct(estimate.raw_one_day):>8}{_pct(estimate.raw_means):>7}"
    return _cell(label(group)) + shares + raw


def _share(share: Share) -> str:
    if share.low is None or share.high is None:
        return _pct(share.share)
    return f"{_pct(share.share)} ({_pct(share.low)}-{_pct(share.high)})"


def _pct(share: float) -> str:
    return f"{100 * share:.1f}"


def _variance_lines(group: Group, estimate: Estimate) -> str:
    scale = "ln" if estimate.power == 0 else f"λ {estimate.power:g}"
    ratio = estimate.within / estimate.between if estimate.between else 0.0
    shapes = [f"{_pct(share.share)} {name}" for name, share in estimate.shapes]
    shapes += [f"none: {name}" for name in estimate.without]
    head = (
        f"{_cell(label(group))}{scale:>8}{estimate.within:>9.4g}{estimate.between:>9.4g}"
        f"{ratio:>7.3g}  "
    )
    return "\n".join([head + shapes[0], *(" " * len(head) + shape for shape in shapes[1:])])


def _left(distribution: Distribution) -> list[str]:
    left = distribution.left
    parts = {
        "days not complete": left.not_complete,
        "lower bounds": left.lower_bounds,
        "days without a known amount": left.unknown,
        "people younger than any requirement": left.people,
    }
    counts = [f"{number:,} {name}" for name, number in parts.items() if number]
    words = f"Left out, because they are not exact: {', '.join(counts)}."
    return [wrapped(words)] if counts else []


def method_sentence(distribution: Distribution, question: GroupQuestion) -> str:
    """How the numbers came about, in one or two sentences."""
    settings = question.settings
    parts = ["Variance components by REML from sums by person", "back-transformed over days"]
    if settings.adjust:
        parts.append(f"adjusted for {', '.join(settings.adjust)}")
    if distribution.weighted:
        parts.append("survey weights")
    if settings.ratio is not None:
        named = f" ({settings.ratio_from})" if settings.ratio_from else ", from a source not named"
        parts.append(f"ratio within/between {settings.ratio:g} as given{named}")
    if distribution.plan:
        parts.append(distribution.plan)
    swallowed = [
        group.estimates["swallowed"]
        for group in distribution.groups
        if "swallowed" in group.estimates
    ]
    zeros = max((estimate.zero_share for estimate in swallowed), default=0.0)
    if zeros > 0:
        parts.append(
            f"two parts for days without B12 (up to {_pct(zeros)} % of days), {_tie(swallowed)}"
        )
    return f"Method: {'; '.join(parts)}. docs/cohort.md has the formulas."


def _tie(estimates: Sequence[Estimate]) -> str:
    """How the chance of a day with any B12 goes with its amount."""
    tied = sorted(
        round(estimate.correlation, 2) for estimate in estimates if estimate.correlation is not None
    )
    if not tied:
        return "the chance of one the same for all"
    ends = f"{tied[0]:g}" if tied[0] == tied[-1] else f"{tied[0]:g} to {tied[-1]:g}"
    return f"chance and amount correlated ({ends})"
