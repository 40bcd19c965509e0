"""A diary as pandas frames: days with reference, absorbed B12, moving means, and judgements."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from b12track.analysis.flags import flags
from b12track.analysis.intake import against_reference, daily_intake, moving_mean
from b12track.analysis.judgement import judgement
from b12track.analysis.judgement_words import sentence
from b12track.analysis.span import read_span
from b12track.analysis.uptake import MovingWindow, daily_uptake, moving_uptake
from b12track.diary import dates, people
from b12track.diary.days import first_and_last
from b12track.diary.storage import file, places
from b12track.errors import InputRefused

if TYPE_CHECKING:
    import pandas as pd

    from b12track.analysis.span import Span

    #: A day, as a date or as "2026-03-01"; None for the diary's first or last.
    Day = date | str | None

#: MovingWindow and least recorded days of the moving means of intake.
WEEK, MONTH = (7, 4), (28, 14)


class Diary:
    """One diary file, read as it is; `person` names whom frames are about, else the one in use."""

    def __init__(self, path: str | None = None) -> None:
        self.path = places.location(path)
        if not os.path.exists(self.path):
            raise InputRefused(f"There is no diary {self.path}.")
        self._connection = file.open_to_read(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    @property
    def people(self) -> list[str]:
        """The names of everybody in the diary, in the order of their coming."""
        return [each.name for each in people.people(self._connection)]

    def days(self, first: Day = None, last: Day = None, person: str | None = None) -> pd.DataFrame:
        """One row per calendar day, indexed by date; µg, NaN where it is not known, never 0.

        Columns: `state`, `recorded`, `b12_ug`, `b12_unknown_entries`, `food_ug`, `fortified_ug`,
        `supplement_ug`; `reference_ug` in force on the day and `difference_ug` to it;
        `mean_7_days_ug` and `mean_28_days_ug` of recorded days (at least 4 and 14 of them);
        `absorbed_low_ug`, `absorbed_ug`, `absorbed_high_ug` by mouth, `injected_ug`,
        `taken_up_28_days_ug` by both, the mean that charts draw, and `required_ug`.
        """
        import pandas as pd

        span = self._span(first, last, person)
        days = list(span.days)
        references = span.yardstick.references(day.date for day in days)
        swallowed = against_reference(
            daily_intake(days), [reference.per_day_ng / 1000 for reference in references]
        )
        required = [span.yardstick.required_ug(day.date) for day in days]
        injected = {day.date: span.injected(day.date).best for day in days}
        uptake = daily_uptake(days, span.absorbed, injected)
        return swallowed.assign(
            mean_7_days_ug=moving_mean(swallowed, *WEEK),
            mean_28_days_ug=moving_mean(swallowed, *MONTH),
            absorbed_low_ug=uptake.by_mouth.low_ug,
            absorbed_ug=uptake.by_mouth.best_ug,
            absorbed_high_ug=uptake.by_mouth.high_ug,
            injected_ug=uptake.injected_ug,
            taken_up_28_days_ug=moving_uptake(uptake, MovingWindow(*MONTH)).best_ug,
            required_ug=pd.Series(required, index=swallowed.index, dtype=float),
        )

    def entries(
        self, first: Day = None, last: Day = None, person: str | None = None
    ) -> pd.DataFrame:
        """One row per entry: `date`, `meal`, `food`, `origin`, `grams`, `b12_ug`; NaN = unknown."""
        import pandas as pd

        rows = [
            {
                "date": pd.Timestamp(entry.eaten_on),
                "meal": entry.eating_occasion,
                "food": entry.food_name,
                "origin": entry.b12_origin,
                "grams": None if entry.portion_mg is None else entry.portion_mg / 1000,
                "b12_ug": None if entry.b12_ng is None else entry.b12_ng / 1000,
            }
            for entry in self._span(first, last, person).entries
        ]
        return pd.DataFrame(rows, columns=["date", "meal", "food", "origin", "grams", "b12_ug"])

    def judgements(
        self, first: Day = None, last: Day = None, person: str | None = None
    ) -> pd.DataFrame:
        """The judgement of each day as known on it: `answer`, `tier`, `text`; ~10 ms a day."""
        import pandas as pd

        span = self._span(first, last, person)
        answers = [judgement(span, day.date) for day in span.days]
        rows = [(answer.answer, answer.tier, sentence(answer)) for answer in answers]
        index = pd.DatetimeIndex([day.date.isoformat() for day in span.days], name="date")
        return pd.DataFrame(rows, columns=["answer", "tier", "text"], index=index)

    def low_periods(self, last: Day = None, person: str | None = None) -> pd.DataFrame:
        """The low periods as they stand on a day: `start`, `end`, `tier`, `state`, µg a day."""
        import pandas as pd

        span = self._span(None, last, person)
        rows = [_period_row(period._asdict()) for period in flags(span, span.last, span.flag_notes)]
        columns = ["start", "end", "tier", "state", "recorded_days", "absorbed_ug", "required_ug"]
        return pd.DataFrame(rows, columns=columns)

    def _span(self, first: Day, last: Day, person: str | None) -> Span:
        """The days asked for with the whole history before them."""
        who = people.person(self._connection, person)
        ends = first_and_last(self._connection, who.person_id)
        if ends is None:
            raise InputRefused(f"Nothing is recorded for {who.name}.")
        start, end = _day(first or ends[0]), _day(last or ends[1])
        if start > end:
            raise InputRefused(f"{start} is after {end}.")
        today = dates.day_of(dates.now(), who.day_start_min)
        return read_span(self._connection, who, (start, end), today, None)


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _period_row(period: dict[str, Any]) -> dict[str, Any]:
    import pandas as pd

    return {
        **{name: pd.Timestamp(period[name]) for name in ("start", "end")},
        **{name: period[name] for name in ("tier", "state", "recorded_days")},
        "absorbed_ug": float(period["mean_ng_per_day"]) / 1000,
        "required_ug": period["threshold_ng_per_day"] / 1000,
    }
