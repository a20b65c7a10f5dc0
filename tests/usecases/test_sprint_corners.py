"""Corners of sprints that the model of two people found, told as stories."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pilotboard.domain.errors import InvalidInput, Refusal, UndoRefused
from pilotboard.domain.leftovers import LeftoverDecision
from pilotboard.domain.sprint_states import ItemOutcome
from pilotboard.usecases import calendar, history, item_moves, items, pilots, sprint_life, sprint_scope, sprints
from pilotboard.usecases.workspace import Clock, Workspace
from tests.builders import a_pilot, a_team, an_item

MONDAY, FRIDAY = date(2026, 3, 16), date(2026, 3, 27)


@pytest.fixture
def planned(either: Workspace) -> Workspace:
    """S-1 with P01-01 and P01-02, S-2 after it, both of T-01; a second team, T-02."""
    team = a_team(either)
    a_team(either)
    pilot = a_pilot(either, team=team)
    keys = [an_item(either, pilot, estimate=2, state="ready") for _ in range(2)]
    for weeks in (0, 2):
        start = MONDAY + timedelta(weeks=weeks)
        sprint_life.plan_sprint(either, {"team": team, "start": start, "end": start + timedelta(11), "goal": "G"})
    sprint_scope.plan_items(either, keys, "S-1")
    either.clock = Clock(MONDAY)
    return either


def test_what_was_done_before_the_start_comes_into_the_scope_when_it_is_taken_up_again(planned: Workspace) -> None:
    item_moves.move_items(planned, ["P01-01"], "done")
    sprint_life.start_sprint(planned, "S-1")
    assert sprints.tell_sprint(planned, "S-1").replay.scope == (1, 2)
    assert _listed(planned) == (1, 0)
    item_moves.move_items(planned, ["P01-01"], "review")
    told = sprints.tell_sprint(planned, "S-1").replay
    assert (told.committed, told.scope, told.done) == ((1, 2), (2, 4), (0, 0))
    assert _listed(planned) == (2, 0)
    item_moves.move_items(planned, ["P01-01"], "done")
    assert sprints.tell_sprint(planned, "S-1").replay.done == (1, 2)
    assert _listed(planned) == (2, 1)


def _listed(ws: Workspace) -> tuple[float, float]:
    """Scope and done of T-01's sprint among the running ones; how it stands is what its own page says."""
    found = sprints.running_sprints(ws)["T-01"].standing
    assert found == sprints.tell_sprint(ws, "S-1").standing
    return found.scope, found.done


def test_a_running_sprint_is_judged_by_its_own_teams_week(planned: Workspace) -> None:
    calendar.set_weekdays(planned, "mon, thu", "T-01")
    sprint_life.start_sprint(planned, "S-1")
    planned.clock = Clock(FRIDAY)
    assert _listed(planned) == (2, 0)
    found = sprints.running_sprints(planned)
    assert list(found) == ["T-01"]
    assert (found["T-01"].standing.days, found["T-01"].standing.word) == (4, "behind")


def test_an_item_leaves_a_running_sprint_for_a_later_one_with_a_reason(planned: Workspace) -> None:
    sprint_life.start_sprint(planned, "S-1")
    with pytest.raises(InvalidInput, match="S-1 is running"):
        sprint_scope.plan_items(planned, ["P01-01"], "S-2")
    sprint_scope.plan_items(planned, ["P01-01"], "S-2", "too big")
    (gone,) = [one for one in sprints.show_sprint(planned, "S-1").items if not one.inside]
    assert (gone.item_key, gone.removed_reason) == ("P01-01", "too big")


def test_a_sprint_that_a_record_names_is_not_removed(planned: Workspace) -> None:
    sprint_life.start_sprint(planned, "S-1")
    carried = [LeftoverDecision(key, ItemOutcome.CARRIED) for key in ("P01-01", "P01-02")]
    sprint_life.close_sprint(planned, "S-1", carried)
    with pytest.raises(Refusal, match="S-1 was closed with items carried to S-2"):
        sprint_life.remove_sprint(planned, "S-2")


def test_a_sprint_cancelled_before_its_start_holds_no_item(planned: Workspace) -> None:
    sprint_life.cancel_sprint(planned, "S-1", "another plan")
    items.remove_items(planned, ["P01-01"])
    assert [one.item_key for one in sprints.show_sprint(planned, "S-1").items] == ["P01-02"]


def test_a_pilot_does_not_go_back_from_a_sprint_of_its_new_team(planned: Workspace) -> None:
    moved = pilots.move_pilot(planned, "P-01", "T-02")
    sprint_life.plan_sprint(planned, {"team": "T-02", "start": MONDAY, "end": FRIDAY, "goal": "G"})
    late = an_item(planned, "P-01", state="ready")
    sprint_scope.plan_items(planned, [late], "S-3")
    with pytest.raises(UndoRefused) as caught:
        history.undo(planned, moved.entry)
    assert caught.value.rows == ("S-3",)
    assert items.show_item(planned, late).row.sprint_key == "S-3"


def test_a_removed_sprint_comes_back_with_its_items_and_goes_again(planned: Workspace) -> None:
    sprint_life.remove_sprint(planned, "S-1")
    for _ in range(2):
        history.undo(planned)
        assert [one.item_key for one in sprints.show_sprint(planned, "S-1").items] == ["P01-01", "P01-02"]
        history.redo(planned)
        assert [row.key for row in sprints.list_sprints(planned).rows] == ["S-2"]
        assert items.show_item(planned, "P01-01").row.sprint_key is None


def test_a_sprint_that_items_tell_of_is_not_removed_though_its_start_was_taken_back(planned: Workspace) -> None:
    start = sprint_life.start_sprint(planned, "S-1")
    late = an_item(planned, "P-01", state="ready")
    put = sprint_scope.plan_items(planned, [late], "S-1", "asked for")
    planned.clock = Clock(MONDAY + timedelta(days=1))
    for entry in (put.entry, start.entry):
        history.undo(planned, entry)
    with pytest.raises(Refusal, match="S-1 ran once"):
        sprint_life.remove_sprint(planned, "S-1")
    sprint_life.cancel_sprint(planned, "S-1", "another plan")


def test_nor_is_one_whose_close_was_taken_back(planned: Workspace) -> None:
    start = sprint_life.start_sprint(planned, "S-1")
    done = [LeftoverDecision(key, ItemOutcome.RETURNED) for key in ("P01-01", "P01-02")]
    close = sprint_life.close_sprint(planned, "S-1", done)
    for entry in (close.entry, start.entry):
        history.undo(planned, entry)
    with pytest.raises(Refusal, match="S-1 ran once"):
        sprint_life.remove_sprint(planned, "S-1")
