"""Line breaking: the same as textwrap on ordinary text, and blanks inside a line are kept."""

from __future__ import annotations

import textwrap

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from b12track.report.text import broken

words = st.lists(st.text("abcµ.,", min_size=1, max_size=12), min_size=1, max_size=30)


# A busy machine makes letters slowly; that is no fault of what breaks them.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words, st.integers(20, 80), st.sampled_from(["", "  "]))
def test_lines_break_where_textwrap_breaks_them(
    parts: list[str], columns: int, indent: str
) -> None:
    text = " ".join(parts)
    assert broken(text, columns, indent) == textwrap.wrap(
        text, columns, subsequent_indent=indent, break_on_hyphens=False
    )


def test_blanks_at_the_front_and_inside_are_kept() -> None:
    assert broken("  1.8   µg of it", 12, " ") == ["  1.8   µg", " of it"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert broken("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
