"""`regimen` through the entry point: words to schedules, what is due, what is written as agreed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from b12track.cli.entry import run
from b12track.cli.session import Session
from b12track.diary.plans import Plan, plan, words_of
from b12track.diary.regimens import Regimen, next_due
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from tests.conftest import Tool

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2000 µg weekly on sunday", "2,000 µg by mouth, once a week on Sunday"),
        ("daily 50 µg", "50 µg by mouth, once a day"),
        ("hydroxocobalamin 1 mg every 8 weeks", "1 mg hydroxocobalamin injected, every 8 weeks"),
        ("1000 mcg twice a week", "1,000 µg by mouth, twice a week"),
        (
            "1000 µg on monday and thursday",
            "1,000 µg by mouth, twice a week on Monday and Thursday",
        ),
        ("2 µg twice daily", "2 µg by mouth, twice a day"),
        ("2.5 µg three times a day", "2.5 µg by mouth, three times a day"),
        ("50 µg every other day sublingual", "50 µg sublingual, every 2 days"),
        (
            "injection of 1 mg cyanocobalamin monthly",
            "1 mg cyanocobalamin injected, once a month",
        ),
        ("1 mg hydroxocobalamin daily", "1,000 µg hydroxocobalamin by mouth, once a day"),
        (
            "1 mg hydroxocobalamin by mouth weekly",
            "1,000 µg hydroxocobalamin by mouth, once a week",
        ),
        ("25 µg methylcobalamin each day", "25 µg methylcobalamin by mouth, once a day"),
    ],
)
def test_a_schedule_in_a_persons_words(text: str, words: str) -> None:
    assert words_of(plan(text)) == words


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2000 weekly", "with its unit"),
        ("2000 µg", "how often"),
        ("50 µg daily with xyzzy", "not understood"),
        ("1,5 µg daily", "1.5 or 1500"),
        ("1 mg injection monthly", "the form"),
        ("50 mg daily", "more B12 than any dose"),
        ("50 µg every 500 days", "between a day and a year"),
        ("50 µg 100 µg daily", "not understood"),
    ],
)
def test_what_is_not_clear_is_refused(tool: Tool, text: str, reason: str) -> None:
    with pytest.raises(InputRefused, match=reason):
        plan(text)
    outcome = tool("regimen add", text)
    assert (outcome.code, outcome.out) == (3, "")


def regimen(text: str) -> Regimen:
    return Regimen(1, 1, plan(text), SUNDAY, None, None)


@pytest.mark.parametrize(
    ("text", "taken", "next_on"),
    [
        ("2000 µg weekly on sunday", "2026-11-22", "2026-11-29"),
        ("2000 µg weekly on sunday", "2026-11-23", "2026-11-29"),  # a day late
        ("2000 µg weekly on sunday", "2026-11-21", "2026-11-29"),  # a day early
        ("2000 µg every 2 weeks on sunday", "2026-11-22", "2026-12-06"),
        ("2000 µg weekly", "2026-11-20", "2026-11-27"),
        ("1000 µg on monday and thursday", "2026-11-23", "2026-11-26"),
        ("1000 µg on monday and thursday", "2026-11-24", "2026-11-26"),
        ("50 µg daily", "2026-11-22", "2026-11-23"),
        ("2 µg twice daily", "2026-11-22", "2026-11-22"),
        ("1 mg hydroxocobalamin every 8 weeks", "2026-11-22", "2027-01-17"),
        ("1 mg cyanocobalamin injection monthly", "2026-08-31", "2026-09-30"),
        ("1 mg cyanocobalamin injection every 3 months", "2026-11-30", "2027-02-28"),
    ],
)
def test_the_next_dose(text: str, taken: str, next_on: str) -> None:
    assert next_due(regimen(text), {date.fromisoformat(taken): 1}).isoformat() == next_on


def test_the_first_dose_is_on_the_first_such_day() -> None:
    assert next_due(regimen("2000 µg weekly on tuesday"), {}) == date(2026, 11, 24)
    assert next_due(regimen("daily 50 µg"), {}) == SUNDAY


@pytest.mark.parametrize(
    ("schedule", "written"),
    [
        ("1000 µg twice a week", ["12", "15", "18", "21"]),
        ("1000 µg on monday and thursday", ["12", "16", "19"]),
        ("1000 µg twice a week on sunday", ["15", "15", "22", "22"]),
        ("2 µg twice daily", [str(day) for day in range(12, 23) for _ in range(2)]),
    ],
)
def test_doses_that_count_as_taken_are_as_many_as_the_schedule_says(
    tool: Tool, schedule: str, written: list[str]
) -> None:
    tool.ok("regimen add", schedule, "--start", "2026-11-12", "--assume-taken")
    tool("regimen due --quiet")
    taken = tool.ok("take list --json").json["supplements"]
    assert sorted(row["date"][-2:] for row in taken) == written


def test_due_exits_with_1_until_it_is_taken(tool: Tool) -> None:
    assert tool.ok("regimen due").out.startswith("No regimen yet")
    reply = tool.ok("regimen add", "2000 µg weekly on sunday").out
    assert reply.startswith(
        "Saved regimen r1: 2,000 µg by mouth, once a week on Sunday. Due today."
    )
    assert "about 3.6 µg" in reply
    outcome = tool("regimen due --json")
    assert outcome.code == 1
    assert outcome.json["due"] == [
        {
            "regimen": "2,000 µg by mouth, once a week on Sunday",
            "id": 1,
            "due_on": "2026-11-22",
            "days_overdue": 0,
        }
    ]
    quiet = tool("regimen due --quiet")
    assert (quiet.code, quiet.out, quiet.err) == (1, "", "")
    tool.ok("take 2000 µg")
    assert tool.ok("regimen due").out.startswith("Next on Sun 29 Nov 2026")
    tool.ok("undo")
    assert tool("regimen due --quiet").code == 1


def test_a_small_tablet_is_not_the_weekly_dose(tool: Tool) -> None:
    tool.ok("regimen add", "2000 µg weekly on sunday")
    tool.ok("take 1 multivitamin")
    assert tool("regimen due").code == 1
    tool.ok("take 1 mg")
    tool.ok("take 1 mg")
    assert tool("regimen due").code == 0


def test_overdue_injections_count_from_the_last_one(tool: Tool) -> None:
    tool.ok("regimen add", "hydroxocobalamin 1 mg every 8 weeks", "--from", "-90d")
    assert "Overdue by 90 days" in tool("regimen due").out
    reply = tool.ok("inject 1 mg --on -60d").out
    assert "Next by your own schedule: Wed 18 Nov 2026." in reply.replace("\n  ", " ").replace(
        "\n", " "
    )
    assert tool("regimen due").out.startswith("Overdue by 4 days, since Wed 18 Nov 2026: 1 mg")
    tool.ok("inject 1 mg")
    assert tool.ok("regimen due").out.startswith("Next on Sun 17 Jan 2027")


def test_taken_unless_said_otherwise_only_where_chosen(tool: Tool) -> None:
    tool.ok("regimen add", "daily 50 µg", "--from", "-3d")
    tool.ok("log 2 eggs")
    assert tool.ok("today --json").json["supplement_ug"] == 0
    tool.ok("regimen stop 1")
    reply = tool.ok("regimen add", "daily 50 µg", "--from", "-3d", "--assume-taken").out
    assert "because you chose so" in reply
    assert "4 doses of your regimens" in tool.ok("today").out
    outcome = tool.ok("regimen due")
    assert outcome.out.count("Written as taken, as agreed") == 4
    assert "Next on Mon 23 Nov 2026" in outcome.out
    days = tool.ok("week --json").json["days"]
    assert [day["b12_ug"] for day in days[3:6]] == [50, 50, 50]
    assert tool.ok("today --json").json["supplement_ug"] == 50
    assert "taken as agreed in regimen 2" in str(tool.ok("day yesterday --json").json["entries"])


def test_what_is_deleted_stays_deleted(tool: Tool) -> None:
    tool.ok("regimen add", "daily 50 µg", "--from", "-3d", "--assume-taken")
    tool.ok("log 2 eggs")  # any saved meal writes them too
    (entry,) = tool.ok("day yesterday --json").json["entries"]
    tool.ok(f"delete {entry['id']}")
    assert "Written" not in tool.ok("regimen due").out
    tool.ok("log 1 egg")
    assert tool.ok("day yesterday --json").json["entries"] == []


def test_undo_after_a_meal_takes_back_the_meal_alone(tool: Tool) -> None:
    tool.ok("regimen add", "daily 50 µg", "--from", "-2d", "--assume-taken")
    tool.ok("log 2 eggs")
    tool.ok("undo")
    day = tool.ok("today --json").json
    assert (day["supplement_ug"], day["food_ug"]) == (50, 0)


def test_a_recorded_dose_is_not_written_again(tool: Tool) -> None:
    tool.ok("take 2000 µg --on yesterday")
    tool.ok("regimen add", "2000 µg weekly on sunday", "--from", "-8d", "--assume-taken")
    written = tool.ok("regimen due --json").json["written"]
    assert [line.rpartition(", ")[2] for line in written] == ["2026-11-15"]


def test_a_back_dated_schedule_doubles_no_dose_that_was_logged(tool: Tool) -> None:
    for back in range(30, 0, -1):
        tool.ok(f"take 50 µg --on -{back}d")
    tool.ok("regimen add", "daily 50 µg", "--from", "-30d", "--assume-taken")
    written = tool.ok("regimen due --json").json["written"]
    assert [line.rpartition(", ")[2] for line in written] == ["2026-11-22"]
    days = tool.ok("show --from -30d --json").json["days"]
    assert [day["b12_ug"] for day in days] == [50] * 31


def test_an_agreed_injection_is_an_injection(tool: Tool) -> None:
    tool.ok("regimen add", "hydroxocobalamin 1 mg every 8 weeks", "--assume-taken")
    tool.ok("regimen due")
    day = tool.ok("today --json").json
    assert (len(day["injections"]), day["b12_ug"]) == (1, None)


def test_beside_published_schedules_and_no_advice(tool: Tool) -> None:
    tool.ok("regimen add", "2000 µg weekly on sunday")
    (own,) = tool.ok("regimen list --json").json["regimens"]
    assert own["uptake_ug_per_day"]["best"] == pytest.approx(3.61, abs=0.01)
    same = [published["key"] for published in own["published"] if published["same"]]
    assert same == ["weekly-2000"]
    text = " ".join(tool.ok("regimen list").out.split())
    assert "3.6 (1.3 to 5.2) 2,000 µg once a week (The Vegan Society" in text
    assert "not as advice; whoever prescribed a schedule is the one to change it" in text
    assert "should take" not in text


def test_an_injected_schedule_stands_beside_injected_ones(tool: Tool) -> None:
    tool.ok("regimen add", "hydroxocobalamin 1 mg every 12 weeks")
    (own,) = tool.ok("regimen list --json").json["regimens"]
    assert [published["key"] for published in own["published"] if published["same"]] == ["bnf"]
    assert own["uptake_ug_per_day"]["best"] == pytest.approx(275 / 84, abs=0.01)
    assert "µg retained a day" in tool.ok("regimen list").out


def test_stop_and_undo(tool: Tool) -> None:
    tool.ok("regimen add", "daily 50 µg")
    tool.ok("regimen stop 1")
    assert tool.ok("regimen list").out.startswith("No regimen yet")
    assert "stopped on Sun 22 Nov 2026" in tool.ok("regimen list --all").out.replace("\n   ", " ")
    outcome = tool("regimen stop 1")
    assert outcome.code == 3
    tool.ok("undo")
    assert tool("regimen due").code == 1
    tool.ok("undo")
    assert tool.ok("regimen due").out.startswith("No regimen yet")


def test_regimens_belong_to_one_person(tool: Tool) -> None:
    tool.ok("profile add mum")
    tool.ok("regimen add", "daily 50 µg", "--for", "mum")
    assert tool.ok("regimen due").out.startswith("No regimen yet")
    assert tool("regimen due --for mum").code == 1


def test_a_plan_is_kept_as_it_was_meant() -> None:
    assert plan("2000 µg weekly on sunday") == Plan("oral", None, 2_000_000, 1, 1, "week", "6")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--dose", "1 mg"], "1,000 µg by mouth, once a week on Sunday"),
        (["--schedule", "every other day"], "2,000 µg by mouth, every 2 days"),
        (["--schedule", "monday and thursday"], "twice a week on Monday and Thursday"),
        (["--form", "methyl"], "2,000 µg methylcobalamin by mouth"),
        (["--end", "today"], "stopped on Sun 22 Nov 2026"),
        (["--assume-taken"], "counted as taken unless deleted"),
    ],
)
def test_a_schedule_is_put_right_in_one_act(tool: Tool, options: list[str], words: str) -> None:
    tool.ok("regimen add", "2000 µg weekly on sunday")
    before = tool.ok("regimen list --all --json").json
    assert words in " ".join(tool.ok("regimen edit r1", *options).out.split())
    assert "regimen edit\n       changed regimen r1" in tool.ok("history --last 1").out
    changed = tool.ok("regimen list --all --json").json
    assert changed != before
    tool.ok("undo")
    assert tool.ok("regimen list --all --json").json == before


def test_a_first_day_moves_and_an_ended_schedule_is_followed_on(tool: Tool) -> None:
    tool.ok("regimen add", "50 µg daily", "--start", "-5d", "--assume-taken")
    tool.ok("regimen edit 1 --start yesterday --not-assumed")
    (regimen,) = tool.ok("regimen list --json").json["regimens"]
    assert (regimen["starts_on"], regimen["assumed_taken"]) == ("2026-11-21", False)
    tool.ok("regimen stop 1")
    assert tool.ok("regimen list --json").json["regimens"] == []
    changed = tool.ok("regimen edit 1 --end open --json").json["regimens"]
    assert changed == tool.ok("regimen list --json").json["regimens"]


def test_a_choice_of_today_writes_no_dose_of_the_days_before(tool: Tool) -> None:
    tool.ok("regimen add", "50 µg daily", "--start", "-5d")
    tool.ok("regimen edit 1 --assume-taken")
    written = tool("regimen due --json").json["written"]
    assert [line.rpartition(", ")[2] for line in written] == ["2026-11-22"]


@pytest.mark.parametrize(
    ("line", "code", "reason"),
    [
        ("regimen edit 1", 2, "Say what to change"),
        ("regimen edit 2 --dose 1mg", 3, "no regimen r2 to change"),
        ("regimen edit 1 --dose 1mg --for guest", 3, "no regimen r1 to change"),
        ("regimen edit s1 --dose 1mg", 3, "is a symptom"),
        ("regimen edit 1 --dose 1,5µg", 3, "1.5 or 1500"),
        ("regimen edit 1 --dose 0µg", 3, "a dose of nothing"),
        ("regimen edit 1 --schedule 20µg", 3, "how often"),
        ("regimen edit 1 --form xyzzy", 3, "not a form of B12"),
        ("regimen edit 1 --end -30d", 3, "before it starts"),
        ("regimen edit 1 --start tomorrow", 3, "tomorrow"),
        ("regimen edit 1 --end today --assume-taken", 3, "--end open"),
    ],
)
def test_what_cannot_be_a_schedule_changes_nothing(
    tool: Tool, line: str, code: int, reason: str
) -> None:
    tool.ok("profile add guest")
    tool.ok("regimen add", "2000 µg weekly on sunday")
    before = tool.ok("history --json").json
    tool.refused(line, code, reason)
    assert tool.ok("history --json").json == before


def test_a_schedule_that_another_program_takes_away_meanwhile_is_not_stopped(
    tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool.ok("regimen add daily", "50 µg")
    writing = Session.writing

    def late(session: Session) -> object:
        monkeypatch.setattr(Session, "writing", writing)
        assert run(["undo"]) == 0
        return writing(session)

    monkeypatch.setattr(Session, "writing", late)
    outcome = tool("regimen stop 1")
    assert (outcome.code, outcome.err) == (3, "There is no regimen r1 to stop.\n")


def test_what_it_says_fits_a_terminal(tool: Tool) -> None:
    tool.ok("regimen add 2000 µg b12 weekly")
    changed = tool.ok("regimen edit 1 --dose", "1000 µg")
    assert changed.out.startswith("Changed regimen r1: 1,000 µg by mouth, once a week.")
    assert max(map(len, changed.out.splitlines())) <= 80
