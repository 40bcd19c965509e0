"""Every format that is imported, in the order in which a file is compared with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import (
    apple_health,
    cronometer,
    cronometer_days,
    health_auto_export,
    health_connect,
    lose_it,
    macrofactor,
    myfitnesspal,
    open_nutri_tracker,
    own_csv,
    own_json,
    plain_days,
    plain_foods,
    samsung,
    waistline,
    yazio,
)

if TYPE_CHECKING:
    from b12track.diary.exchange.format import Format

#: Ours first, because they are known by their whole header; the plain ones last, because other
#: trackers' tables have days and foods too.
FORMATS: Final[tuple[Format, ...]] = (
    own_json.FORMAT,
    own_csv.ENTRIES_FORMAT,
    own_csv.DAYS_FORMAT,
    cronometer.FORMAT,
    cronometer_days.FORMAT,
    macrofactor.FORMAT,
    open_nutri_tracker.FORMAT,
    open_nutri_tracker.TABLE_FORMAT,
    waistline.FORMAT,
    health_auto_export.FORMAT,
    health_auto_export.TABLE_FORMAT,
    yazio.FORMAT,
    apple_health.FORMAT,
    health_connect.FORMAT,
    lose_it.FORMAT,
    samsung.FORMAT,
    myfitnesspal.FORMAT,
    plain_days.FORMAT,
    plain_foods.FORMAT,
)
#: What --format may say.
WORDS: Final = tuple(dict.fromkeys(known.word for known in FORMATS))
