"""What the judgement has to hold on invented people; few years here, 200 by `make simulate`."""

from __future__ import annotations

import pytest

from tools.simulate import PEOPLE, Invented, rates

YEARS = 6
#: At most so many of 100 years with a notice, at 100, 80 and 50 % recorded; a flag in none.
MOST_NOTICES = {
    "vegan, 2,000 µg every Sunday": (2, 2, 8),
    "the same, 85 % taken": (10, 10, 100),
}
#: At least so many of 100 years with a flag.
LEAST_FLAGS = {
    "vegan without a source": (95, 95, 95),
    "omnivore turned vegan": (95, 95, 95),
    "tablet stopped for 90 days": (95, 95, 70),
    "a quarter for 90 days": (90, 90, 0),
}
SHARES = (1.0, 0.8, 0.5)
#: Of so few years the chance of two more is allowed for.
_ONE_YEAR = 2 / YEARS


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_what_must_hold(person: Invented) -> None:
    for index, share in enumerate(SHARES):
        rate = rates(person, share, YEARS)
        if person.is_low:
            assert rate.flag >= LEAST_FLAGS[person.name][index] / 100 - _ONE_YEAR
            assert share < 1 or rate.one_period == 1.0
        else:
            most = MOST_NOTICES.get(person.name, (1, 1, 1))[index]
            assert rate.notice <= most / 100 + _ONE_YEAR
            assert rate.flag == 0.0
