"""Every format that is imported, in the order in which a file is compared with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import (
    apple_health,
    cronometer,
    cronometer_days,
    health_connect,
    lose_it,
    macrofactor,
    myfitnesspal,
    own_csv,
    own_json,
    plain_days,
    plain_foods,
    samsung,
)

if TYPE_CHECKING:
    from b12track.diary.exchange.format import Format

#: Ours first, because they are known by their whole header; the plain ones last, because other
#: trackers' tables have days and foods too.
FORMATS: Final[tuple[Format, ...]] = (
    own_json.FORMAT,
    own_csv.ENTRIES_FORMAT,
    own_csv.DAYS_FORMAT,
    *(
        module.FORMAT
        for module in (
            cronometer,
            cronometer_days,
            macrofactor,
            lose_it,
            apple_health,
            health_connect,
            samsung,
            myfitnesspal,
            plain_days,
            plain_foods,
        )
    ),
)
#: What --format may say.
WORDS: Final = tuple(dict.fromkeys(known.word for known in FORMATS))
