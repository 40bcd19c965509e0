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

from typing import Final

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
"""
