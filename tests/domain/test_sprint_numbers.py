from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.calendar import DayKind, DaySpan, WorkCalendar
from pilotboard.domain.organisation import Counting
from pilotboard.domain.sprint_events import SprintEvent, SprintStart, Tally
from pilotboard.domain.sprint_numbers import (
    CarryLink,
    PastSprint,
    capacity,
    carry_chains,
    room,
    say_do,
    standing,
    velocity,
    velocity_words,
)
from pilotboard.domain.sprint_states import SprintOrigin, SprintState
from tests.domain.builders import membership
from tests.domain.sprint_builders import END, EVENTS, START, STARTS, WEEK, at, begun, event, told


def past(*finished: int, days: float | None = 10) -> list[PastSprint]:
    return [
        PastSprint(
            f"S-{n}",
            SprintState.CLOSED,
            SprintOrigin.LOCAL,
            START + timedelta(days=14 * n),
            Tally(one, one * 3),
            days,
        )
        for n, one in enumerate(finished, 1)
    ]


def test_velocity_is_a_range_over_the_last_sprints() -> None:
    found = velocity(past(20, 5, 0, 9, 7), k=4)
    assert found is not None
    assert (found.k, found.low, found.middle, found.high) == (4, 0, 6, 9)
    assert found.words() == "0 to 9 items, the middle 6 (last 4 sprints)"
    points = velocity(past(1, 2, 3), Counting.POINTS)
    assert points is not None
    assert (points.low, points.high) == (3, 9)


def test_velocity_needs_three_sprints_and_leaves_cancelled_and_undated_ones_out() -> None:
    sprints = past(4, 5, 6)
    sprints[0] = sprints[0]._replace(state=SprintState.CANCELLED)
    assert velocity(sprints) is None
    assert velocity_words(sprints) == "known after 3 closed sprints; there are 2"
    sprints[1] = sprints[1]._replace(ended_on=None, origin=SprintOrigin.IMPORT)
    assert velocity_words(sprints) == "known after 3 closed sprints; there is 1"
    assert velocity(past(4, 5, 6), k=1) == velocity(past(4, 5, 6), k=3)


def test_said_and_done() -> None:
    events = [
        event(6, "a1", "done"),
        event(7, "b1", "added", 5),
        event(8, "b1", "done"),
        event(8, "a2", "estimate", 8),
        event(9, "a2", "done"),
        event(9, "a3", "removed"),
        event(18, "a4", "done"),
    ]
    found = say_do(told(events, until=at(19), start=begun(5)), {f"a{n}": 3 for n in range(1, 6)})
    assert (found.committed, found.done, found.added_done) == (Tally(5, 15), Tally(2, 6), Tally(1, 5))
    assert found.words() == "2 of 5 committed items done; 1 added later and done too; 1 finished after the last day"
    assert found.share() == pytest.approx(0.4)
    assert say_do(told(start=begun(0)), {}).share() is None


@given(STARTS, EVENTS)
def test_nobody_does_more_than_was_said(start: SprintStart, events: list[SprintEvent]) -> None:
    seen = told(events, start=start)
    found = say_do(seen, {one.item: one.size for one in start.committed})
    for counting in Counting:
        assert (found.share(counting) or 0) <= 1
    assert found.done.items + found.added_done.items == seen.finished.items


def test_how_often_an_item_was_carried() -> None:
    links = [
        CarryLink("A", "S-3", "S-2"),
        CarryLink("A", "S-1", None),
        CarryLink("A", "S-2", "S-1"),
        CarryLink("B", "S-3", None),
        CarryLink("C", "S-9", "S-7"),
        CarryLink("C", "S-4", "S-3"),
    ]
    assert carry_chains(links) == {"A": ("S-1", "S-2"), "C": ("S-7", "S-3")}


@given(st.lists(st.builds(CarryLink, st.just("A"), st.sampled_from("abcd"), st.none() | st.sampled_from("abcd"))))
def test_any_chain_of_carries_ends(links: list[CarryLink]) -> None:
    assert len(carry_chains(links).get("A", ())) <= 4


def test_capacity_is_people_shares_and_calendar() -> None:
    calendar = WorkCalendar(
        days=[
            DaySpan(date(2026, 1, 5), date(2026, 1, 5), DayKind.HOLIDAY, "New year"),
            DaySpan(date(2026, 1, 6), date(2026, 1, 6), DayKind.HALF_DAY),
        ]
    )
    people = [
        membership(1, 1, 50, date(2025, 1, 1)),
        membership(2, 1, 20, date(2025, 1, 1), date(2026, 1, 9), role="coach"),
        membership(3, 1, 100, date(2025, 1, 1), role="sponsor"),
    ]
    found = capacity(people, calendar, START, END)
    assert found.person_days == pytest.approx(0.5 * 8.5 + 0.2 * 3.5)
    assert found.working_days == 9
    assert [gap.words() for gap in found.gaps] == ["New year 5 Jan", "half day 6 Jan"]
    assert found.changes == ((date(2026, 1, 9), "left", "Person 2"),)


def test_room_goes_by_what_was_really_finished() -> None:
    found = room(past(5, 8, 6, 10, days=20), 10)
    assert found is not None
    assert (found.low, found.middle, found.high, found.k) == (2.5, 3.5, 5.0, 4)
    assert found.words() == "Room for 2 to 5 items, going by 4 sprints."
    assert [found.words(n).rpartition(": ")[2] for n in (1, 3, 5, 6)] == [
        "less than usual.",
        "within it.",
        "more than half the sprints finished.",
        "more than was ever finished in that time.",
    ]
    assert room(past(5, 8, 6, days=None), 10) is None


@pytest.mark.parametrize(
    ("done", "today", "words"),
    [
        (0, 5, "day 1 of 10 · 0 of 20 done · on track"),
        (10, 12, "day 6 of 10 · 10 of 20 done · on track"),
        (14, 12, "day 6 of 10 · 14 of 20 done · ahead"),
        (9, 12, "day 6 of 10 · 9 of 20 done · behind"),
        (10, 10, "day 5 of 10 · 10 of 20 done · on track"),
        (20, 15, "day 9 of 10 · 20 of 20 done · all done"),
        (19, 18, "day 10 of 10 · 19 of 20 done · over its last day"),
    ],
)
def test_how_a_sprint_stands(done: int, today: int, words: str) -> None:
    events = [event(5, f"a{n}", "done") for n in range(1, done + 1)]
    now = told(events, until=at(today))
    assert standing(now, WEEK, date(2026, 1, today)).words() == words


def test_a_sprint_that_has_not_begun_or_is_empty() -> None:
    assert standing(told(until=at(5), start=begun(moment=at(6))), WEEK, START).word == "not begun"
    assert standing(told(start=begun(0)), WEEK, END).word == "empty"
