from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.calendar import DayKind, DaySpan, WorkCalendar
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.organisation import Counting
from pilotboard.domain.sprint_events import Committed, Now, ScopeKind, SprintEvent, SprintEventKind, SprintStart, Tally
from pilotboard.domain.sprint_feed import DailyTotal, replay_totals
from pilotboard.domain.sprint_replay import ideal_line, replay
from tests.domain.sprint_builders import END, EVENTS, NINE, START, STARTS, WEEK, at, begun, event, told


def left(replayed: object) -> list[float]:
    return [day.left.items for day in replayed.known]  # type: ignore[attr-defined]


def test_the_ideal_line_of_twenty_items_reads_ten_on_the_first_friday_and_nothing_on_the_last_day() -> None:
    line = ideal_line(START, END, WEEK, Tally(20, 60))
    assert line[date(2026, 1, 5)] == Tally(18, 54)
    assert line[date(2026, 1, 9)] == line[date(2026, 1, 10)] == line[date(2026, 1, 11)] == Tally(10, 30)
    assert line[date(2026, 1, 12)] == Tally(8, 24)
    assert line[END] == Tally(0, 0)


def test_the_ideal_line_is_flat_on_a_holiday_and_halves_a_half_day() -> None:
    calendar = WorkCalendar(
        days=[
            DaySpan(date(2026, 1, 7), date(2026, 1, 7), DayKind.HOLIDAY),
            DaySpan(date(2026, 1, 8), date(2026, 1, 9), DayKind.HALF_DAY),
        ]
    )
    line = [one.items for one in ideal_line(START, END, calendar, Tally(16)).values()]
    assert line == [14, 12, 12, 11, 10, 10, 10, 8, 6, 4, 2, 0]


def test_without_a_working_day_the_line_drops_on_the_last_day() -> None:
    line = ideal_line(date(2026, 1, 10), date(2026, 1, 11), WEEK, Tally(4))
    assert [one.items for one in line.values()] == [4, 0]


def test_done_reopened_and_done_again() -> None:
    events = [event(6, "a1", "done"), event(8, "a1", "in_progress"), event(12, "a1", "done"), event(6, "a2", "done")]
    seen = told(events)
    assert left(seen)[:8] == [20, 18, 18, 19, 19, 19, 19, 18]
    assert seen.reopened == 1
    assert next(end for end in seen.items if end.item == "a1").done_on == date(2026, 1, 12)
    assert (seen.done, seen.finished, seen.left) == (Tally(2, 6), Tally(2, 6), Tally(18, 54))


def test_a_late_addition_does_not_change_yesterday() -> None:
    before = told([event(6, "a1", "done")], until=at(13))
    after = told([event(6, "a1", "done"), event(14, "b1", "added", 5)], until=at(14))
    assert [day.left for day in after.known[:9]] == [day.left for day in before.known]
    assert after.known[-1].scope == Tally(21, 65)
    assert after.committed == Tally(20, 60)


def test_scope_changes_are_of_three_kinds_with_their_reason() -> None:
    events = [
        event(6, "b1", "added", 5),
        event(7, "a1", "removed"),
        event(8, "a2", "estimate", 8),
        event(9, "a3", "dropped"),
        event(12, "a3", "ready"),
    ]
    seen = told(events)
    assert [(change.day.day, change.kind, change.item, change.change) for change in seen.changes] == [
        (6, ScopeKind.ADDED, "b1", Tally(1, 5)),
        (7, ScopeKind.REMOVED, "a1", Tally(-1, -3)),
        (8, ScopeKind.RE_ESTIMATED, "a2", Tally(0, 5)),
        (9, ScopeKind.REMOVED, "a3", Tally(-1, -3)),
        (12, ScopeKind.ADDED, "a3", Tally(1, 3)),
    ]
    assert {change.reason for change in seen.changes} == {"because"}
    assert seen.change(ScopeKind.REMOVED) == Tally(-2, -6)
    assert seen.scope == Tally(20, 67)


def test_what_happened_before_the_start_is_no_scope() -> None:
    start = SprintStart(NINE, (Committed("a1", 5),), last_event=7)
    events = [
        SprintEvent(NINE, 6, "a1", SprintEventKind.ESTIMATE, size=3),
        SprintEvent(NINE, 7, "b1", SprintEventKind.ADDED, size=3),
        SprintEvent(NINE - timedelta(days=1), 9, "b2", SprintEventKind.ADDED, size=3),
        SprintEvent(NINE, 8, "b3", SprintEventKind.ADDED, size=2),
    ]
    seen = told(events, start=start)
    assert (seen.committed, seen.scope) == (Tally(1, 5), Tally(2, 7))


def test_the_last_event_before_the_close_ends_the_story() -> None:
    events = [event(16, "a1", "done", order=50), event(16, "a1", "ready", order=51)]
    seen = replay(START, END, WEEK, begun(), events, Now(at(16), UTC, last_event=50))
    assert seen.done.items == 1


def test_days_begin_in_the_zone_of_the_organisation() -> None:
    late = datetime(2026, 1, 7, 5, tzinfo=UTC)
    events = [SprintEvent(late, 1, "b1", SprintEventKind.ADDED, size=1)]
    west = replay(START, END, WEEK, begun(), events, Now(at(16), timezone(timedelta(hours=-8))))
    assert west.changes[0].day == date(2026, 1, 6)
    assert told(events).changes[0].day == date(2026, 1, 7)


def test_days_to_come_and_days_before_the_start_are_not_known() -> None:
    seen = told([event(9, "a1", "done")], until=at(8), start=begun(moment=at(6, 8)))
    assert [day.left.items if day.left else None for day in seen.days[:5]] == [None, 20, 20, 20, None]
    assert len(seen.days) == 12


def test_begun_early_and_closed_late() -> None:
    early = told([event(4, "a1", "done")], start=begun(moment=at(3)))
    assert (early.days[0].day, early.days[0].ideal, left(early)[:2]) == (date(2026, 1, 3), Tally(20, 60), [20, 19])
    late = told([event(15, "a1", "done"), event(19, "a2", "done")], until=at(20))
    assert [day.late for day in late.days] == [False] * 12 + [True] * 4
    assert late.days[-1].ideal == Tally(0, 0)
    assert (late.done.items, late.finished.items) == (2, 1)


def test_a_sprint_that_has_not_begun_has_an_ideal_line_of_nothing() -> None:
    seen = replay(START, END, WEEK, None, [], Now(at(7), UTC))
    assert (seen.known, len(seen.days), seen.left) == ((), 12, Tally())


@given(STARTS, EVENTS)
def test_left_is_the_commitment_and_scope_events_less_what_is_done(
    start: SprintStart, events: list[SprintEvent]
) -> None:
    seen = told(events, start=start)
    for day in seen.known:
        scope = seen.committed
        for change in seen.changes:
            if change.day <= day.day:
                scope = scope.plus(change.change)
        assert day.scope == scope
        assert day.done is not None
        assert day.left == scope.minus(day.done)
        assert min(*scope, *day.done, *scope.minus(day.done)) >= 0
    assert seen.scope.items == sum(end.inside for end in seen.items)
    assert seen.done.items == sum(end.done for end in seen.items)
    assert seen.finished.items <= seen.done.items


@given(STARTS, EVENTS, st.integers(5, 18))
def test_a_burndown_never_depends_on_later_events(start: SprintStart, events: list[SprintEvent], day: int) -> None:
    evening = at(day, 23) + timedelta(minutes=59, seconds=59)
    whole = told(events, until=at(19, 23), start=start)
    then = told(events, until=evening, start=start)
    assert then.known == tuple(one for one in whole.known if one.day.day <= day)
    assert then.changes == tuple(change for change in whole.changes if change.at <= evening)
    assert told([one for one in events if one.at <= evening], until=evening, start=start) == then


@given(STARTS, EVENTS, st.randoms())
def test_the_order_in_which_events_are_read_does_not_matter(
    start: SprintStart, events: list[SprintEvent], random: object
) -> None:
    mixed = list(events)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert told(mixed, start=start) == told(events, start=start)


def test_daily_totals_of_somebody_else() -> None:
    totals = [
        DailyTotal(date(2026, 1, 5), Tally(20, 0), Tally(20, 0)),
        DailyTotal(date(2026, 1, 7), Tally(22, 0), Tally(15, 0)),
    ]
    seen = replay_totals(START, END, WEEK, totals, at=at(20), reason="from a file")
    assert left(seen) == [20, 20, 15]
    assert [(change.day.day, change.change, change.item) for change in seen.changes] == [(7, Tally(2, 0), "")]
    assert (seen.committed.items, seen.scope.items, seen.finished.of(Counting.ITEMS)) == (20, 22, 7)
    assert seen.days[4].ideal.items == 10
    assert replay_totals(START, END, WEEK, [], at=at(20)).known == ()


@pytest.mark.parametrize(
    "totals",
    [
        [DailyTotal(START, Tally(1), Tally(1)), DailyTotal(START, Tally(2), Tally(1))],
        [DailyTotal(date(2026, 1, 17), Tally(1), Tally(1))],
        [DailyTotal(START, Tally(1), Tally(2))],
        [DailyTotal(START, Tally(1), Tally(-1))],
    ],
)
def test_totals_that_cannot_be(totals: list[DailyTotal]) -> None:
    with pytest.raises(InvalidInput):
        replay_totals(START, END, WEEK, totals, at=at(20))
