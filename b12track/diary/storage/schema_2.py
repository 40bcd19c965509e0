"""Schema 2 of the diary: what changes with the release after the first. Not released yet.

To add a table, write its CREATE TABLE (and its indexes and views) at the end of `SQL`: an integer
key first, `checksum INTEGER NOT NULL` last, STRICT; nothing else is needed. To change one, write
its whole CREATE TABLE again as it shall be: the migration makes it anew, carries its rows over by
the names of their columns, leaves new columns NULL and renews the checksums (not for `person`,
which other tables refer to). An index or a view that stands here again replaces the older one.
Whatever the rows themselves need afterwards is a step in `schema.PUT_RIGHT`. A new table gets a
line in the story of tests/fixtures/diary.
"""

from __future__ import annotations

from b12track.hints import Final

SQL: Final = """
-- What is known of a supplement beyond its entry, whose key it has.
CREATE TABLE supplement (
    entry_id INTEGER PRIMARY KEY,
    form TEXT CHECK (length(form) BETWEEN 1 AND 50),
    route TEXT NOT NULL CHECK (route IN ('oral', 'sublingual', 'nasal')),
    -- As schema 1 kept it: per 100 g of a nominal weight, for entries that still have one.
    folic_acid_ng_per_100g INTEGER CHECK (folic_acid_ng_per_100g >= 0),
    checksum INTEGER NOT NULL,
    -- In all of the entry; NULL where the label says nothing, or schema 1 said it.
    folic_acid_ng INTEGER CHECK (folic_acid_ng >= 0)
) STRICT;

-- How a person said that the totals of a tracker are to be read: complete (its foods without a
-- value held nothing) or least (they may have held some). Without a row nobody has said.
CREATE TABLE total_reading (
    total_reading_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 100),
    reading TEXT NOT NULL CHECK (reading IN ('complete', 'least')),
    checksum INTEGER NOT NULL,
    UNIQUE (person_id, source)
) STRICT;

-- What a person answered about a food that came without a B12 value: so many nanograms in an
-- amount of it, 0, or NULL for "I do not know", so that nobody is asked again.
CREATE TABLE food_answer (
    food_answer_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    food_code TEXT NOT NULL CHECK (length(food_code) BETWEEN 1 AND 100),
    b12_ng INTEGER CHECK (b12_ng BETWEEN 0 AND 100000000000),
    -- "100 g", "1 cup"; "" for zero and for what is not known.
    per TEXT NOT NULL CHECK (length(per) <= 100),
    checksum INTEGER NOT NULL,
    UNIQUE (person_id, food_code, per)
) STRICT;

-- What is remembered of a flag: kept as it stood before records were taken away, seen by the
-- person, or snoozed until a day. The flag itself is computed, never kept.
CREATE TABLE flag_note (
    flag_note_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    -- "low-2026-10-04" by the first day of a low period, else the code of a notice.
    flag TEXT NOT NULL CHECK (length(flag) BETWEEN 1 AND 100),
    kind TEXT NOT NULL CHECK (kind IN ('kept', 'seen', 'snoozed')),
    tier TEXT NOT NULL CHECK (tier IN ('note', 'notice', 'flag')),
    said_on TEXT NOT NULL CHECK (date(said_on, '+0 days') IS said_on),
    -- Snoozed: the last day of it. Kept: the last day of the low period.
    until TEXT CHECK (date(until, '+0 days') IS until),
    because TEXT CHECK (length(because) BETWEEN 1 AND 500),
    -- Kept: recorded days, and ng absorbed a day on them, needed a day, and lacking in all.
    recorded_days INTEGER CHECK (recorded_days >= 0),
    absorbed_ng INTEGER CHECK (absorbed_ng >= 0),
    required_ng INTEGER CHECK (required_ng >= 0),
    deficit_ng INTEGER CHECK (deficit_ng >= 0),
    checksum INTEGER NOT NULL
) STRICT;

-- What a person would rather not say each time: when their week starts, which clock they read.
CREATE TABLE preference (
    preference_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 50),
    checksum INTEGER NOT NULL,
    UNIQUE (person_id, name)
) STRICT;

-- The day as `week` tells it; docs/sql.md.
CREATE VIEW v_day AS
WITH eaten AS (
    SELECT person_id, eaten_on AS day, count(*) AS entries, sum(b12_ng) AS b12_ng,
        sum(b12_ng IS NULL) AS unknown, sum(b12_origin = 'supplement') AS supplements
    FROM entry GROUP BY person_id, eaten_on
), known AS (
    SELECT person_id, day FROM eaten
    UNION SELECT person_id, day FROM day_mark
    UNION SELECT person_id, day FROM day_total
), joined AS (
    SELECT known.person_id, known.day, day_mark.state AS mark,
        coalesce(eaten.entries, 0) AS entries, coalesce(eaten.unknown, 0) AS unknown,
        eaten.supplements, eaten.b12_ng, day_total.source, day_total.b12_ng AS total_ng,
        coalesce(reading = 'least', day_total.is_least, 0) AS is_least,
        -- Half a hundredth of a microgram of rounding for each food and for the total.
        coalesce(reading = 'complete' AND day_total.b12_ng
            >= coalesce(eaten.b12_ng, 0) - 5 * (coalesce(eaten.entries, 0) + 1), 0) AS is_whole,
        day_total.b12_ng IS NOT NULL AND (coalesce(eaten.entries, 0) = 0
            OR eaten.unknown > 0 AND (eaten.b12_ng IS NULL
                OR day_total.b12_ng > eaten.b12_ng + 5 * (eaten.entries + 1))) AS is_total
    FROM known LEFT JOIN eaten USING (person_id, day)
    LEFT JOIN day_mark USING (person_id, day) LEFT JOIN day_total USING (person_id, day)
    LEFT JOIN total_reading USING (person_id, source)
), stated AS (
    SELECT joined.*, name AS person, CASE
        WHEN mark IS NOT NULL AND NOT (mark = 'complete' AND entries = 0 AND NOT is_total)
            THEN mark
        WHEN entries = 0 AND NOT is_total THEN 'unrecorded'
        WHEN entries > 0 AND entries = supplements THEN 'partial'
        -- The day that is not over yet, for night eaters too.
        WHEN day >= date('now', 'localtime', '-' || day_start_min || ' minutes') THEN 'partial'
        ELSE 'complete' END AS state
    FROM joined JOIN person USING (person_id)
)
SELECT
    person,
    day,
    state,
    entries,
    CASE WHEN is_total THEN total_ng WHEN state = 'fasting' AND entries = 0 THEN 0
        ELSE b12_ng END / 1000.0 AS b12_ug,
    unknown AS b12_unknown_entries,
    state = 'partial' OR NOT is_whole AND (unknown > 0 OR (is_total AND is_least))
        AS is_lower_bound,
    CASE WHEN is_total THEN source END AS total_from
FROM stated;

CREATE VIEW v_injection AS
SELECT injection_id AS id, name AS person, given_on AS day,
    strftime('%H:%M', given_at_s + utc_offset_s, 'unixepoch') AS time,
    form, dose_ng / 1000.0 AS dose_ug, note
FROM injection JOIN person USING (person_id);

CREATE VIEW v_lab AS
SELECT lab_id AS id, name AS person, taken_on AS day, marker, value, unit, low, high, note
FROM lab JOIN person USING (person_id);

CREATE VIEW v_symptom AS
SELECT symptom_id AS id, name AS person, noted_on AS day, since, words, term, hpo, severity, side,
    note
FROM symptom JOIN person USING (person_id);
"""
