"""What was taken, listed."""

from __future__ import annotations

from tests.conftest import Tool


def test_what_was_taken_is_listed(recorded: Tool) -> None:
    (dose,) = recorded.ok("take list --json").json["supplements"]
    assert (dose["id"], dose["b12_ug"], dose["date"]) == (2, 50, "2026-11-22")
    assert recorded.ok("take list").out.startswith("2026-11-22  #2 ")
    assert recorded.ok("take list --csv").out.splitlines()[0].startswith("id,date,name,amount")
