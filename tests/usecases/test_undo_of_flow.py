"""What undo does to the flow of work: the past of a sprint stays as it was told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pilotboard.domain.errors import UndoRefused
from pilotboard.domain.leftovers import LeftoverDecision
from pilotboard.domain.sprint_replay import Replay
from pilotboard.domain.sprint_states import ItemOutcome
from pilotboard.usecases import history, item_moves, items, sprint_life, sprint_scope, sprints
from pilotboard.usecases.workspace import Clock, Workspace
from tests.builders import a_pilot, a_team, an_item

MONDAY, FRIDAY = date(2026, 3, 16), date(2026, 3, 27)
LATE = "P01-04"


@pytest.fixture
def running(either: Workspace) -> Workspace:
    """A sprint of three items that runs from Monday; a fourth item of three points stands outside."""
    pilot = a_pilot(either, team=a_team(either))
    keys = [an_item(either, pilot, estimate=3, state="ready") for _ in range(4)]
    sprint_life.plan_sprint(either, {"team": "T-01", "start": MONDAY, "end": FRIDAY, "goal": "G"})
    sprint_scope.plan_items(either, keys[:3], "S-1")
    either.clock = Clock(MONDAY)
    sprint_life.start_sprint(either, "S-1")
    return either


def on(ws: Workspace, days: int) -> None:
    """So many days after the first one."""
    ws.clock = Clock(MONDAY + timedelta(days=days))


def left(ws: Workspace) -> list[tuple[float, float]]:
    """What was left at the end of each day so far, in items and points."""
    return [(day.left.items, day.left.points) for day in told(ws).known if day.left is not None]


def told(ws: Workspace) -> Replay:
    """The sprint as its burndown shows it."""
    return sprints.tell_sprint(ws, "S-1").replay


def test_undoing_what_was_done_yesterday_is_an_event_of_today(running: Workspace) -> None:
    item_moves.move_items(running, ["P01-01"], "done")
    on(running, 1)
    assert left(running) == [(2, 6), (2, 6)]
    history.undo(running)
    assert left(running) == [(2, 6), (3, 9)]
    on(running, 2)
    history.redo(running)
    assert left(running) == [(2, 6), (3, 9), (2, 6)]
    assert items.show_item(running, "P01-01").row.state == "done"
    history.undo(running)
    assert left(running) == [(2, 6), (3, 9), (3, 9)]


def test_a_slip_put_right_on_its_day_leaves_no_trace(running: Workspace) -> None:
    before = [event.kind for event in items.show_item(running, "P01-01").events]
    item_moves.move_items(running, ["P01-01"], "done")
    history.undo(running)
    assert (left(running), told(running).reopened) == ([(3, 9)], 0)
    assert [event.kind for event in items.show_item(running, "P01-01").events] == before


def test_what_came_in_yesterday_and_is_taken_back_leaves_today(running: Workspace) -> None:
    sprint_scope.plan_items(running, [LATE], "S-1", "asked for")
    items.edit_item(running, "P01-02", {"estimate": 8}, reason="harder")
    on(running, 1)
    history.undo(running)
    history.undo(running)
    assert left(running) == [(4, 17), (3, 9)]
    (late,) = [one for one in sprints.show_sprint(running, "S-1").items if one.item_key == LATE]
    assert (late.inside, late.removed_reason) == (False, "Undone")
    history.redo(running)
    assert left(running) == [(4, 17), (4, 12)]
    (late,) = [one for one in sprints.show_sprint(running, "S-1").items if one.item_key == LATE]
    assert (late.inside, late.added_reason) == (True, "asked for")
    assert items.show_item(running, LATE).row.sprint_key == "S-1"


def test_an_estimate_from_before_the_start_is_taken_back_as_a_change_of_scope(either: Workspace) -> None:
    pilot = a_pilot(either, team=a_team(either))
    key = an_item(either, pilot, estimate=3, state="ready")
    sprint_life.plan_sprint(either, {"team": "T-01", "start": MONDAY, "end": FRIDAY, "goal": "G"})
    sprint_scope.plan_items(either, [key], "S-1")
    either.clock = Clock(MONDAY)
    changed = items.edit_item(either, key, {"estimate": 8})
    sprint_life.start_sprint(either, "S-1")
    history.undo(either, changed.entry)
    assert left(either) == [(1, 3)]
    assert [(one.change.points, one.reason) for one in told(either).changes] == [(-5, "Undone")]


def test_an_item_does_not_return_to_a_sprint_that_has_been_closed_since(running: Workspace) -> None:
    taken = sprint_scope.unplan_items(running, ["P01-01"], "not now")
    others = [LeftoverDecision(key, ItemOutcome.RETURNED) for key in ("P01-02", "P01-03")]
    sprint_life.close_sprint(running, "S-1", others)
    with pytest.raises(UndoRefused) as caught:
        history.undo(running, taken.entry)
    assert caught.value.rows == ("S-1",)
    assert items.show_item(running, "P01-01").row.sprint_key is None


def test_a_start_is_not_taken_back_around_what_came_in_since(running: Workspace) -> None:
    start = next(one for one in history.history(running) if one.action == "sprints.start")
    late = sprint_scope.plan_items(running, [LATE], "S-1", "asked for")
    with pytest.raises(UndoRefused) as caught:
        history.undo(running, start.id)
    assert caught.value.rows == ("S-1",)
    history.undo(running, late.entry)
    history.undo(running, start.id)
    running.act_as("ben")
    sprint_scope.plan_items(running, [LATE], "S-1")
    running.act_as("ana.ruiz")
    with pytest.raises(UndoRefused) as caught:
        history.redo(running)
    assert caught.value.rows == ("S-1",)
    assert sprints.show_sprint(running, "S-1").row.state == "planned"


def test_an_item_taken_out_before_the_start_does_not_slip_back_in(either: Workspace) -> None:
    pilot = a_pilot(either, team=a_team(either))
    keys = [an_item(either, pilot, state="ready") for _ in range(2)]
    sprint_life.plan_sprint(either, {"team": "T-01", "start": MONDAY, "end": FRIDAY, "goal": "G"})
    sprint_scope.plan_items(either, keys, "S-1")
    out = sprint_scope.unplan_items(either, keys[1:])
    either.clock = Clock(MONDAY)
    sprint_life.start_sprint(either, "S-1")
    with pytest.raises(UndoRefused, match="S-1"):
        history.undo(either, out.entry)
    assert told(either).scope.items == 1
