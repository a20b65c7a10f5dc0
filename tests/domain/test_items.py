from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.items import (
    BOARD_STATES,
    OPEN_STATES,
    EventKind,
    ItemState,
    check_move,
    item_fields,
    next_state,
    parse_state,
    previous_state,
)
from tests.domain.builders import MORNING, item

STATES = st.sampled_from(ItemState)
B, R, P, V, D, X = ItemState


def test_any_state_may_follow_any_other_and_dropping_needs_a_reason() -> None:
    for before in ItemState:
        for after in ItemState:
            move = check_move(before, after, MORNING, started_at=None, reason="no need any more")
            assert (move is None) == (before == after)
            if after == X and before != X:
                for reason in (None, "", "  ", "\u200b"):
                    with pytest.raises(InvalidInput, match="needs a reason") as caught:
                        check_move(before, after, MORNING, started_at=None, reason=reason)
                    assert caught.value.field == "reason"


def test_only_leaving_done_is_a_reopening() -> None:
    for before in ItemState:
        for after in set(ItemState) - {before}:
            move = check_move(before, after, MORNING, started_at=None, reason="x")
            assert move is not None
            assert (move.kind == EventKind.REOPENED) == (before == D)


@given(st.lists(STATES, max_size=20))
def test_dates_of_an_item_over_any_walk(walk: list[ItemState]) -> None:
    state, at = B, MORNING
    started: datetime | None = None
    finished: datetime | None = None
    first: datetime | None = None
    for after in walk:
        at += timedelta(hours=5)
        move = check_move(state, after, at, started_at=started, reason="x")
        if move is None:
            continue
        if first is None and after in (P, V, D):
            first = at
        state, started, finished = after, move.started_at, move.finished_at
        assert started == first
        assert (finished is not None) == (state == D)
        assert finished in (None, at)


@given(STATES)
def test_steps_to_the_right_and_back(state: ItemState) -> None:
    right = next_state(state)
    assert right is None or previous_state(right) == state
    assert (right is None) == (state in (D, X))


def test_a_walk_over_the_board() -> None:
    assert next_state(B) == R
    assert [next_state(state) for state in BOARD_STATES] == [P, V, D, None]
    assert previous_state(B) is None
    assert set(OPEN_STATES) == set(ItemState) - {D, X}


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("doing", P),
        ("To do", R),
        ("in progress", P),
        ("IN_PROGRESS", P),
        ("in-progress", P),
        ("Review", V),
        ("next", R),
        ("dropped", X),
    ],
)
def test_words_for_a_state(typed: str, state: ItemState) -> None:
    assert parse_state(typed) == state


@pytest.mark.parametrize("typed", ["", "finnished", "\x1b[2J", "x" * 10_000])
def test_what_is_no_state_names_those_that_are(typed: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_state(typed)
    assert "States are backlog, ready, in_progress, review, done and dropped." in caught.value.hint
    assert len(caught.value.message) < 80
    assert caught.value.message.isprintable()


def test_a_slip_is_answered_with_the_nearest() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_state("finised")
    assert caught.value.hint.startswith("Did you mean finished?")


def test_ages() -> None:
    now = MORNING + timedelta(days=5, hours=3)
    assert item().age_days(now) is None
    assert item(started_at=MORNING).age_days(now) == 5
    assert item(started_at=MORNING, finished_at=MORNING + timedelta(days=2)).age_days(now) == 2
    assert item(started_at=now).age_days(MORNING) == 0
    assert item(blocked_since=MORNING).blocked_days(now) == 5
    assert item(blocked_since=MORNING).blocked
    assert item().blocked_days(now) is None
    assert item().state_days(now) == 5


def test_filter_names_are_unique_over_names_and_other_names() -> None:
    fields = item_fields()
    names = [name for field in fields.values() for name in (field.name, *field.aliases)]
    assert len(names) == len(set(names))
    assert all(field.help for field in fields.values())
