"""Hostile CSV: each file is taken exactly or refused with its line; nothing is guessed."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12track.errors import InputRefused
from b12track.foods.sources.lines import TextFile, records
from tests.foods.sources.reading import read, written

if TYPE_CHECKING:
    from pathlib import Path

H = "name,b12_ug_per_100g\n"

#: What must come out as it stands: content → B12 in ng by name.
TAKEN = {
    "plain": (f"{H}milk,0.45\n", {"milk": 450}),
    "no newline at the end": (f"{H}milk,0.45", {"milk": 450}),
    "CRLF": (f"{H}milk,0.45\n".replace("\n", "\r\n"), {"milk": 450}),
    "mixed line ends": (f"{H}milk,0.45\r\nham,1\n", {"milk": 450, "ham": 1000}),
    "mark of UTF-8": (f"\ufeff{H}milk,0.45\n", {"milk": 450}),
    "UTF-16": (f"{H}crème,0.45\n".encode("utf-16"), {"crème": 450}),
    "UTF-16 big-endian": (b"\xfe\xff" + f"{H}milk,0.45\n".encode("utf-16-be"), {"milk": 450}),
    "semicolons": (f"{H}milk,0.45\n".replace(",", ";"), {"milk": 450}),
    "tabs": (f"{H}milk,0.45\n".replace(",", "\t"), {"milk": 450}),
    "quotes": (f'{H}"milk, whole",0.45\n', {"milk, whole": 450}),
    "doubled quotes": (f'{H}"say ""milk""",0.45\n', {'say "milk"': 450}),
    "quoted number": (f'{H}milk,"0.45"\n', {"milk": 450}),
    "everything quoted": ('"name","b12_ug_per_100g"\n"milk","0.45"\n', {"milk": 450}),
    "line end in a quoted name": (f'{H}"milk\nwhole",0.45\n', {"milk whole": 450}),
    "empty lines": (f"\n{H}\nmilk,0.45\n\n".lstrip("\n"), {"milk": 450}),
    "columns the other way": ("b12_ug_per_100g,name\n0.45,milk\n", {"milk": 450}),
    "unknown": (f"{H}milk,\n", {"milk": None}),
    "zero": (f"{H}milk,0\n", {"milk": 0}),
    "half a nanogram rounds to even": (f"{H}milk,0.0005\n", {"milk": 0}),
    "point first": (f"{H}milk,.5\n", {"milk": 500}),
    "exponent": (f"{H}milk,4.5e-1\n", {"milk": 450}),
    "long digits": (f"{H}milk,0.45000000000000000000001\n", {"milk": 450}),
    "composed and decomposed": (f"{H}cre\u0300me,1\n", {"crème": 1000}),
    "apostrophe": (f"{H}shepherd's pie,1\n", {"shepherd's pie": 1000}),
    "formula is text": (f"{H}=1+1,1\n", {"=1+1": 1000}),
    "short origin": ("name,b12_ug_per_100g,origin\nmilk,1,natural\n", {"milk": 1000}),
}

#: What is refused: content → words of the reason.
REFUSED = {
    "decimal comma": (f'{H}milk,"0,45"\n', "line 2.*never a comma"),
    "decimal comma of a semicolon file": ("name;b12_ug_per_100g\nmilk;0,45\n", "never a comma"),
    "unquoted comma": (f"{H}milk, whole,0.45\n", "3 cells where 2"),
    "row too short": (f"{H}milk\n", "1 cells where 2"),
    "thousands": (f'{H}milk,"1,234"\n', "not a number"),
    "blank in a number": (f"{H}milk,1 234\n", "not a number"),
    "underscore": (f"{H}milk,1_000\n", "not a number"),
    "nan": (f"{H}milk,nan\n", "not a number"),
    "inf": (f"{H}milk,inf\n", "not a number"),
    "hex": (f"{H}milk,0x10\n", "not a number"),
    "negative": (f"{H}milk,-1\n", "not a number"),
    "plus": (f"{H}milk,+1\n", "not a number"),
    "half sign": (f"{H}milk,½\n", "not a number"),
    "Arabic digits": (f"{H}milk,٣\n", "not a number"),
    "full-width digits": (f"{H}milk,１２\n", "not a number"),
    "unit": (f"{H}milk,0.45 µg\n", "not a number"),
    "less than": (f"{H}milk,<0.1\n", "not a number"),
    "traces": (f"{H}milk,Tr\n", "not a number"),
    "two points": (f"{H}milk,1.2.3\n", "not a number"),
    "endless digits": (f"{H}milk,{'9' * 5000}\n", "not a number"),
    "endless exponent": (f"{H}milk,1e999999999\n", "not a number"),
    "unclosed quote": (f'{H}"milk,0.45\nham,1\n', "line 2: a quote opens here"),
    "quote in a bare cell": (f'{H}mi"lk",0.45\n', "line 2: a quote stands"),
    "text after a quote": (f'{H}"milk"y,0.45\n', "line 2: a quote stands"),
    "blank before a quote": (f'{H} "milk",0.45\n', "line 2: a quote stands"),
    "column twice": ("name,b12_ug_per_100g,name\nmilk,1,ham\n", "line 1.*'name' stands twice"),
    "column under both names": (
        "name,b12_ug_per_100g,origin,b12_origin\nm,1,natural,natural\n",
        "stands twice",
    ),
    "column without a name": ("name,b12_ug_per_100g,\nmilk,1,x\n", "has no name"),
    "misspelt column": ("name,b12_ug_per_100g,b12_added\nmilk,1,1\n", "'b12_added' is not one"),
    "no basis in the column": ("name,b12_ug\nmilk,1\n", "no food table"),
    "not UTF-8": (f"{H}cr\xe8me,1\n".encode("latin-1"), "line 2: byte 0xE8 is not UTF-8"),
    "header not UTF-8": ("name,b12_ug_per_100g,note \xe9\n".encode("latin-1"), "line 1"),
    "overlong UTF-8": (H.encode() + b"m\xc0\xafk,1\n", "not UTF-8"),
    "surrogate": (H.encode() + b"m\xed\xa0\x80k,1\n", "not UTF-8"),
    "half a letter at the end": (H.encode() + b"milk\xc3", "not UTF-8"),
    "UTF-32": (f"{H}milk,1\n".encode("utf-32"), "UTF-32"),
    "odd UTF-16": (f"{H}milk,1\n".encode("utf-16") + b"\0", "UTF-16"),
    "NUL": (f"{H}mi\0lk,1\n", "NUL"),
    "old Mac": (f"{H}milk,1\n".replace("\n", "\r"), "carriage return"),
    "escape sequence": (f"{H}milk\x1b[2J,1\n", "U\\+001B"),
    "C1": (f"{H}milk\u009b2J,1\n", "U\\+009B"),
    "bidi": (f"{H}milk\u202e,1\n", "U\\+202E"),
    "zero width": (f"{H}mi\u200blk,1\n", "U\\+200B"),
    "no name": (f"{H},1\n", "name is empty"),
    "long name": (f"{H}{'m' * 201},1\n", "longer than 200"),
    "huge cell": (f"{H}{'m' * 900_000},1\n", "longer"),
    "huge line": (f"{H}{'m' * 1_100_000},1\n", "line 2: longer"),
    "huge quoted cell": (f'{H}"{"m" * 900_000}\n' + "x\n" * 60_000, "not closed"),
    "added above total": (
        "name,b12_ug_per_100g,b12_added_ug_per_100g\nmilk,1,2\n",
        "cannot exceed",
    ),
    "added without total": (
        "name,b12_ug_per_100g,b12_added_ug_per_100g\nmilk,,2\n",
        "cannot exceed",
    ),
    "unknown origin": ("name,b12_ug_per_100g,origin\nmilk,1,magic\n", "not one of"),
    "broken portion": ("name,b12_ug_per_100g,portions\nmilk,1,a cup\n", "not a portion"),
    "empty portion": ("name,b12_ug_per_100g,portions\nmilk,1,1 cup = 0 g\n", "between 1 mg"),
}


@pytest.mark.parametrize("case", TAKEN)
def test_taken_exactly(tmp_path: Path, case: str) -> None:
    content, expected = TAKEN[case]
    name, foods, refused = read(written(tmp_path / "own.csv", content))
    assert (name, refused) == ("CSV", [])
    assert {food.name: food.b12_ng_per_100g for food in foods.values()} == expected


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_its_line(tmp_path: Path, case: str) -> None:
    content, reason = REFUSED[case]
    path = written(tmp_path / "own.csv", content)
    assert re.search(reason, _refusal(path))


def _refusal(path: str) -> str:
    """Why the file was refused, or its only row, with the line."""
    try:
        _, foods, refused = read(path)
    except InputRefused as refusal:
        refusal_text = str(refusal)
    else:
        assert not foods
        refusal_text = "\n".join(f"{path}, line {line}: {reason}" for line, reason in refused)
    return refusal_text if f"{path}, line " in refusal_text else ""


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r")), min_size=2))
)
def test_what_a_strict_writer_writes_is_read_back(table: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    raw = io.BytesIO(text.getvalue().encode())
    file = TextFile(raw, "x", 0)
    read_back = [cells for _, cells in records(file, file.lines(), ",")]
    assert read_back == [row for row in table if row]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    file = TextFile(io.BytesIO(raw), "x", len(raw))
    lines = [1]
    with suppress(InputRefused):
        lines += [line for line, _ in records(file, file.lines(), ",")]
    assert max(lines) <= raw.count(b"\n") + 1
