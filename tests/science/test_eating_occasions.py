from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.science.eating_occasions import Ingested, occasion_numbers, occasions


def item(at: int | None = None, meal: str | None = None) -> Ingested:
    return Ingested(1000, None, "supplement", "crystalline", at, meal)


def test_the_window_runs_from_the_first_item_not_from_the_last() -> None:
    # 8:00, 11:00 and 12:00: noon is four hours after eight, though one after eleven
    assert occasion_numbers([item(480), item(660), item(720)]) == (0, 0, 1)


def test_order_of_logging_does_not_matter() -> None:
    assert occasion_numbers([item(720), item(660), item(480)]) == (1, 0, 0)


def test_a_wider_window_joins_more() -> None:
    assert occasion_numbers([item(480), item(760)]) == (0, 1)
    assert occasion_numbers([item(480), item(760)], window_minutes=360) == (0, 0)


def test_without_a_time_the_meal_decides() -> None:
    items = [item(meal="lunch"), item(meal="dinner"), item(meal="lunch")]
    assert occasion_numbers(items) == (0, 1, 0)


def test_an_item_without_time_joins_the_timed_items_of_its_meal() -> None:
    items = [item(480, "breakfast"), item(760, "lunch"), item(None, "lunch")]
    assert occasion_numbers(items) == (0, 1, 1)


def test_neither_time_nor_meal_is_one_occasion_of_its_own() -> None:
    items = [item(), item(480), item(), item(None, "lunch")]
    assert occasion_numbers(items) == (1, 0, 1, 2)


def test_midnight_is_a_time() -> None:
    assert occasion_numbers([item(0), item(239), item(240)]) == (0, 0, 1)


def test_an_empty_day_has_no_occasion() -> None:
    assert occasions([]) == []


times = st.none() | st.integers(0, 2000)
meals = st.sampled_from([None, "breakfast", "lunch"])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.builds(item, times, meals), max_size=12))
def test_no_item_is_lost_and_no_occasion_outlasts_the_window(items: list[Ingested]) -> None:
    groups = occasions(items)
    assert sorted(map(repr, items)) == sorted(repr(each) for group in groups for each in group)
    assert all(groups)
    for group in groups:
        clock = [each.at_minutes for each in group if each.at_minutes is not None]
        assert not clock or max(clock) - min(clock) < 240
