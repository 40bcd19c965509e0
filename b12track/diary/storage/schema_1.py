"""Schema 1 of the diary, as it was released: never edited."""

from __future__ import annotations

from b12track.hints import Final

SQL: Final = """
-- Every row carries a checksum over its columns (docs/promises.md), so that a flipped bit shows.
CREATE TABLE person (
    person_id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- The name as it is looked up: NFKC and casefolded.
    name_key TEXT NOT NULL UNIQUE CHECK (length(name_key) BETWEEN 1 AND 200),
    -- Minutes after midnight at which a new day begins, for those who eat at night.
    day_start_min INTEGER NOT NULL DEFAULT 0 CHECK (day_start_min BETWEEN 0 AND 720),
    -- 1 for the one person that commands without --for are about.
    in_use INTEGER NOT NULL CHECK (in_use IN (0, 1)),
    checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE entry (
    entry_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    -- The local day, fixed when it is written: no clock or time zone ever moves it.
    -- (Without a modifier SQLite takes 2026-02-30 for a date.)
    eaten_on TEXT NOT NULL CHECK (date(eaten_on, '+0 days') IS eaten_on),
    -- The instant in Unix seconds with the offset then in force; NULL where no time is known.
    eaten_at_s INTEGER CHECK (eaten_at_s BETWEEN -62135596800 AND 253402300799),
    utc_offset_s INTEGER CHECK (utc_offset_s BETWEEN -86400 AND 86400),
    eating_occasion TEXT CHECK (length(eating_occasion) BETWEEN 1 AND 50),
    -- What the food was then: a later edit of the food table never rewrites the past.
    food_code TEXT NOT NULL CHECK (length(food_code) BETWEEN 1 AND 100),
    food_name TEXT NOT NULL CHECK (length(food_name) BETWEEN 1 AND 500),
    food_source TEXT NOT NULL CHECK (length(food_source) <= 500),
    amount TEXT NOT NULL CHECK (length(amount) BETWEEN 1 AND 100),
    -- NULL where another tracker kept the amount without its weight; amount is then its words.
    portion_mg INTEGER CHECK (portion_mg BETWEEN 1 AND 5000000),
    -- Nanograms; NULL = unknown, which is not zero.
    b12_ng INTEGER CHECK (b12_ng BETWEEN 0 AND 100000000000),
    b12_added_ng INTEGER CHECK (b12_added_ng BETWEEN 0 AND b12_ng),
    b12_origin TEXT NOT NULL CHECK (b12_origin IN ('natural', 'fortified', 'supplement')),
    matrix TEXT NOT NULL CHECK (
        matrix IN ('meat', 'fish', 'egg', 'dairy', 'mixed', 'crystalline', 'none')
    ),
    b6_ng INTEGER CHECK (b6_ng BETWEEN 0 AND 100000000000),
    thiamin_ng INTEGER CHECK (thiamin_ng BETWEEN 0 AND 100000000000),
    note TEXT CHECK (length(note) BETWEEN 1 AND 500),
    checksum INTEGER NOT NULL,
    CHECK ((eaten_at_s IS NULL) = (utc_offset_s IS NULL))
) STRICT;
CREATE INDEX entry_by_day ON entry (person_id, eaten_on);

-- What the person said about a day; a day without a row speaks through its entries alone.
CREATE TABLE day_mark (
    day_mark_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    state TEXT NOT NULL CHECK (state IN ('complete', 'partial', 'fasting', 'paused')),
    checksum INTEGER NOT NULL,
    UNIQUE (person_id, day)
) STRICT;

-- One command that changed the diary; undone_at_s says that it was taken back.
CREATE TABLE act (
    act_id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at_s INTEGER NOT NULL,
    utc_offset_s INTEGER NOT NULL CHECK (utc_offset_s BETWEEN -86400 AND 86400),
    command TEXT NOT NULL CHECK (length(command) BETWEEN 1 AND 50),
    -- A key given by the caller: the same key never acts twice.
    request_key TEXT UNIQUE CHECK (length(request_key) BETWEEN 1 AND 100),
    undone_at_s INTEGER,
    -- The newest act when this one was taken back: a newer one since then ends its redo.
    undone_after INTEGER CHECK ((undone_after IS NULL) = (undone_at_s IS NULL)),
    -- Whom it was about; no reference, because the history outlives a person taken back.
    person_id INTEGER,
    checksum INTEGER NOT NULL
) STRICT;

-- What an act did to one row, as JSON before and after; NULL where there was or is no row.
CREATE TABLE change (
    change_id INTEGER PRIMARY KEY AUTOINCREMENT,
    act_id INTEGER NOT NULL REFERENCES act ON DELETE RESTRICT,
    table_name TEXT NOT NULL CHECK (length(table_name) BETWEEN 1 AND 50),
    row_id INTEGER NOT NULL,
    row_before TEXT,
    row_after TEXT,
    checksum INTEGER NOT NULL,
    CHECK (row_before IS NOT NULL OR row_after IS NOT NULL)
) STRICT;
CREATE INDEX change_by_act ON change (act_id);

-- Rows and checksums of each table, all in one number, so that a vanished row shows.
CREATE TABLE tally (
    table_name TEXT PRIMARY KEY,
    row_count INTEGER NOT NULL CHECK (row_count >= 0),
    checksums INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The amounts of one day of one person and its mark in one number, checked before a total is shown.
CREATE TABLE day_seal (
    person_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (person_id, day)
) STRICT, WITHOUT ROWID;

-- A product as its label says: amounts in nanograms per tablet, NULL = not on the label.
CREATE TABLE product (
    product_id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- The name as foods are looked up: no case, accents, punctuation or plural.
    name_key TEXT NOT NULL UNIQUE CHECK (length(name_key) BETWEEN 1 AND 200),
    form TEXT CHECK (length(form) BETWEEN 1 AND 50),
    b12_ng INTEGER NOT NULL CHECK (b12_ng BETWEEN 0 AND 20000000),
    b6_ng INTEGER CHECK (b6_ng BETWEEN 0 AND 5000000000),
    thiamin_ng INTEGER CHECK (thiamin_ng BETWEEN 0 AND 5000000000),
    folic_acid_ng INTEGER CHECK (folic_acid_ng BETWEEN 0 AND 100000000),
    checksum INTEGER NOT NULL
) STRICT;

-- What is known of a supplement beyond its entry, whose key it has.
CREATE TABLE supplement (
    entry_id INTEGER PRIMARY KEY,
    form TEXT CHECK (length(form) BETWEEN 1 AND 50),
    route TEXT NOT NULL CHECK (route IN ('oral', 'sublingual', 'nasal')),
    -- Per 100 g of the nominal weight, so that a changed amount changes it too.
    folic_acid_ng_per_100g INTEGER CHECK (folic_acid_ng_per_100g >= 0),
    checksum INTEGER NOT NULL
) STRICT;

-- Injections: never part of an intake, because they do not pass the gut.
CREATE TABLE injection (
    injection_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    given_on TEXT NOT NULL CHECK (date(given_on, '+0 days') IS given_on),
    given_at_s INTEGER CHECK (given_at_s BETWEEN -62135596800 AND 253402300799),
    utc_offset_s INTEGER CHECK (utc_offset_s BETWEEN -86400 AND 86400),
    dose_ng INTEGER NOT NULL CHECK (dose_ng BETWEEN 1 AND 20000000),
    form TEXT NOT NULL CHECK (length(form) BETWEEN 1 AND 50),
    note TEXT CHECK (length(note) BETWEEN 1 AND 500),
    checksum INTEGER NOT NULL,
    CHECK ((given_at_s IS NULL) = (utc_offset_s IS NULL))
) STRICT;
CREATE INDEX injection_by_day ON injection (person_id, given_on);

-- A schedule the person follows: so many doses every so many days, weeks or months.
CREATE TABLE regimen (
    regimen_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    route TEXT NOT NULL CHECK (route IN ('oral', 'sublingual', 'nasal', 'injection')),
    form TEXT CHECK (length(form) BETWEEN 1 AND 50),
    dose_ng INTEGER NOT NULL CHECK (dose_ng BETWEEN 1 AND 20000000),
    doses INTEGER NOT NULL CHECK (doses BETWEEN 1 AND 12),
    every_number INTEGER NOT NULL CHECK (every_number BETWEEN 1 AND 400),
    every_unit TEXT NOT NULL CHECK (every_unit IN ('day', 'week', 'month')),
    -- Days of the week, 0 = Monday: "6" or "0,3"; NULL where they are open.
    weekdays TEXT CHECK (length(weekdays) BETWEEN 1 AND 13),
    starts_on TEXT NOT NULL CHECK (date(starts_on, '+0 days') IS starts_on),
    stopped_on TEXT CHECK (date(stopped_on, '+0 days') IS stopped_on),
    -- Doses up to this day were written as taken; NULL unless the person chose that.
    assumed_until TEXT CHECK (date(assumed_until, '+0 days') IS assumed_until),
    checksum INTEGER NOT NULL
) STRICT;

-- What was felt, in the person's own words, beside a standard term.
CREATE TABLE symptom (
    symptom_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    noted_on TEXT NOT NULL CHECK (date(noted_on, '+0 days') IS noted_on),
    since TEXT CHECK (date(since, '+0 days') IS since AND since <= noted_on),
    words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 500),
    term TEXT NOT NULL CHECK (length(term) BETWEEN 1 AND 100),
    hpo TEXT CHECK (length(hpo) BETWEEN 1 AND 20),
    severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 10),
    side TEXT CHECK (side IN ('left', 'right', 'both')),
    note TEXT CHECK (length(note) BETWEEN 1 AND 500),
    checksum INTEGER NOT NULL
) STRICT;
CREATE INDEX symptom_by_day ON symptom (person_id, noted_on);

-- Laboratory values as they were printed; low and high are the laboratory's own range.
CREATE TABLE lab (
    lab_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    taken_on TEXT NOT NULL CHECK (date(taken_on, '+0 days') IS taken_on),
    marker TEXT NOT NULL CHECK (length(marker) BETWEEN 1 AND 20),
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 20),
    unit TEXT NOT NULL CHECK (length(unit) BETWEEN 1 AND 20),
    low TEXT CHECK (length(low) BETWEEN 1 AND 20),
    high TEXT CHECK (length(high) BETWEEN 1 AND 20),
    note TEXT CHECK (length(note) BETWEEN 1 AND 500),
    checksum INTEGER NOT NULL
) STRICT;
CREATE INDEX lab_by_day ON lab (person_id, taken_on);

-- The B12 of a whole day as another tracker gave it, without its foods. It stands for the day
-- only where the entries say less.
CREATE TABLE day_total (
    day_total_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    b12_ng INTEGER NOT NULL CHECK (b12_ng BETWEEN 0 AND 100000000000),
    -- 1 where that tracker counts foods without a value as zero, so that it is a lower bound.
    is_least INTEGER NOT NULL CHECK (is_least IN (0, 1)),
    source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 100),
    checksum INTEGER NOT NULL,
    UNIQUE (person_id, day)
) STRICT;

-- Which row of which tracker became which entry, so that none is taken twice. It stays when
-- the entry is changed or deleted here: importing again does not bring it back.
CREATE TABLE imported (
    imported_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    tracker TEXT NOT NULL CHECK (length(tracker) BETWEEN 1 AND 50),
    -- Digest of what names the row there: its id, else its day, time and food.
    named INTEGER NOT NULL,
    -- Digest of all it said, with its number among rows that said the same.
    said INTEGER NOT NULL,
    -- No reference: the entry may have been deleted since.
    entry_id INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (person_id, tracker, said)
) STRICT;
CREATE INDEX imported_by_name ON imported (person_id, tracker, named);

-- What a person said about themselves, each thing with the days it holds for: a new authority,
-- diet or medicine never judges the days before it again.
CREATE TABLE profile_fact (
    profile_fact_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('born', 'sex', 'authority', 'diet', 'pregnant',
        'lactating', 'condition', 'medicine')),
    -- A day for born, nothing for pregnant and lactating, else a word.
    value TEXT NOT NULL CHECK (length(value) <= 50),
    from_day TEXT NOT NULL CHECK (date(from_day, '+0 days') IS from_day),
    to_day TEXT CHECK (date(to_day, '+0 days') IS to_day AND to_day >= from_day),
    checksum INTEGER NOT NULL
) STRICT;

-- Views in people's words, for sqlite3, Datasette and pandas: docs/schema.md.
CREATE VIEW v_entry AS
SELECT
    entry.entry_id AS id,
    person.name AS person,
    entry.eaten_on AS day,
    strftime('%H:%M', entry.eaten_at_s + entry.utc_offset_s, 'unixepoch') AS time,
    entry.eating_occasion AS meal,
    entry.food_name AS food,
    entry.food_code AS food_code,
    entry.amount AS amount,
    entry.portion_mg / 1000.0 AS grams,
    entry.b12_ng / 1000.0 AS b12_ug,
    entry.b12_added_ng / 1000.0 AS b12_added_ug,
    entry.b12_origin AS origin,
    entry.food_source AS source,
    entry.note AS note
FROM entry JOIN person USING (person_id);

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
        coalesce(day_total.is_least, 0) AS is_least,
        day_total.b12_ng IS NOT NULL AND (coalesce(eaten.entries, 0) = 0
            OR eaten.unknown > 0 AND day_total.b12_ng > coalesce(eaten.b12_ng, -1)) AS is_total
    FROM known LEFT JOIN eaten USING (person_id, day)
    LEFT JOIN day_mark USING (person_id, day) LEFT JOIN day_total USING (person_id, day)
), stated AS (
    SELECT *, CASE
        WHEN mark IS NOT NULL AND NOT (mark = 'complete' AND entries = 0 AND NOT is_total)
            THEN mark
        WHEN entries = 0 AND NOT is_total THEN 'unrecorded'
        WHEN entries > 0 AND entries = supplements THEN 'partial'
        ELSE 'complete' END AS state
    FROM joined
)
SELECT
    person.name AS person,
    day,
    -- By what is written alone: the day that is not over yet counts as complete here.
    state,
    entries,
    CASE WHEN is_total THEN total_ng WHEN state = 'fasting' AND entries = 0 THEN 0
        ELSE b12_ng END / 1000.0 AS b12_ug,
    unknown AS b12_unknown_entries,
    state = 'partial' OR unknown > 0 OR (is_total AND is_least) AS is_lower_bound,
    CASE WHEN is_total THEN source END AS total_from
FROM stated JOIN person USING (person_id);

-- Foods of one's own, as their labels say; retired ones stay for what refers to them.
CREATE TABLE own_food (
    own_food_id INTEGER PRIMARY KEY AUTOINCREMENT,
    food_code TEXT NOT NULL UNIQUE CHECK (length(food_code) BETWEEN 1 AND 100),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- The name as foods are looked up: no case, accents, punctuation or plural.
    name_key TEXT NOT NULL CHECK (length(name_key) BETWEEN 1 AND 200),
    retired INTEGER NOT NULL CHECK (retired IN (0, 1)),
    b12_ng_per_100g INTEGER CHECK (b12_ng_per_100g BETWEEN 0 AND 100000000000),
    b12_origin TEXT NOT NULL CHECK (b12_origin IN ('natural', 'fortified', 'supplement')),
    matrix TEXT NOT NULL CHECK (
        matrix IN ('meat', 'fish', 'egg', 'dairy', 'mixed', 'crystalline', 'none')
    ),
    -- One portion a line, milligrams and name: "250000 serving".
    portions TEXT NOT NULL CHECK (length(portions) <= 2000),
    default_portion TEXT NOT NULL CHECK (length(default_portion) <= 60),
    diet TEXT NOT NULL CHECK (diet IN ('vegan', 'vegetarian', 'pescatarian', 'omnivore')),
    -- What was given: "1.2 µg in 250 ml", "50 % in 30 g, us label".
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
    label_year INTEGER NOT NULL CHECK (label_year BETWEEN 1900 AND 9999),
    checksum INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX own_food_by_name ON own_food (name_key) WHERE retired = 0;

-- Meals and recipes to be logged by name; items are JSON: food_code, food, mg, amount.
CREATE TABLE saved_meal (
    saved_meal_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    name_key TEXT NOT NULL CHECK (length(name_key) BETWEEN 1 AND 200),
    makes INTEGER NOT NULL CHECK (makes BETWEEN 1 AND 100),
    -- What the finished dish weighs, where it was weighed: only then grams of it mean anything.
    weighs_mg INTEGER CHECK (weighs_mg BETWEEN 1000 AND 100000000),
    -- The occasion it was saved from, under which `again` logs it.
    occasion TEXT CHECK (length(occasion) BETWEEN 1 AND 50),
    items TEXT NOT NULL CHECK (length(items) BETWEEN 2 AND 100000),
    checksum INTEGER NOT NULL,
    UNIQUE (person_id, name_key)
) STRICT;

-- Which food a person chose where their words could mean several.
CREATE TABLE chosen_food (
    chosen_food_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    words_key TEXT NOT NULL CHECK (length(words_key) BETWEEN 1 AND 200),
    food_code TEXT NOT NULL CHECK (length(food_code) BETWEEN 1 AND 100),
    checksum INTEGER NOT NULL,
    UNIQUE (person_id, words_key)
) STRICT;
"""
