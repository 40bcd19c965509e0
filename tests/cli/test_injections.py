"""Injections listed, put right and deleted."""

from __future__ import annotations

from tests.conftest import Tool


def test_injections_are_listed(recorded: Tool) -> None:
    assert recorded.ok("inject list").out.startswith("2026-11-01  i1 1,000 µg hydroxocobalamin")
    (given,) = recorded.ok("inject list --json").json["injections"]
    assert (given["id"], given["dose_ug"], given["form"]) == (
        1,
        1000,
        "hydroxocobalamin",
    )
    assert (
        recorded.ok("inject list --csv").out.splitlines()[1]
        == "1,2026-11-01,1000.0,hydroxocobalamin,"
    )
    assert "No injection recorded" in recorded.ok("inject list --from yesterday").out


def test_an_injection_is_put_right(recorded: Tool) -> None:
    changed = recorded.ok("inject edit i1 --on 2026-11-05 --form neo-cytamen --dose", "500 µg").out
    assert changed.startswith("Changed: 2026-11-05  i1 500 µg hydroxocobalamin")
    recorded.ok("undo")
    assert recorded.ok("inject list --json").json["injections"][0]["dose_ug"] == 1000
    recorded.refused("inject edit 1 --form vodka", 3, "not a form of B12")
    recorded.refused("inject edit 1", 2, "Say what to change")
    recorded.refused("inject edit 9 --dose 1mg", 3, "There is no injection i9 to change.")


def test_an_injection_is_deleted_by_its_part(recorded: Tool) -> None:
    recorded.ok("inject delete i1")
    assert recorded.ok("inject list --json").json["injections"] == []


def test_an_injection_twice_on_a_day_is_named_by_its_own_number(tool: Tool) -> None:
    tool.ok("inject 1mg hydroxocobalamin")
    again = tool.ok("inject 1mg hydroxocobalamin").out
    assert "stands on that day already, as i1." in " ".join(again.split())
