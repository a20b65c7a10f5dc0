"""The strategic plan: what belongs to what, closing and reopening, and the pilots that serve a goal."""

from __future__ import annotations

from datetime import date

import pytest

from pilotboard.domain.errors import Conflict, FilterError, InvalidInput, NotFound, Refusal
from pilotboard.domain.plan import PlanLevel
from pilotboard.usecases import history, pilots, plan
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_goal, a_pilot
from tests.usecases.content import content

PRIORITY, STRATEGY, GOAL = PlanLevel


def lines(ws: Workspace, filter_text: str = "", *, closed: bool = False) -> list[str]:
    """The plan as text: a dot for each step in."""
    view = plan.show_plan(ws, filter_text, closed=closed)
    return [f"{'.' * line.depth}{line.key}" for line in view.lines]


def adrift(ws: Workspace, filter_text: str = "") -> list[str]:
    return [line.key for line in plan.show_plan(ws, filter_text).adrift]


def test_a_path_through_the_plan(either: Workspace) -> None:
    ws = either
    said = plan.add_plan(ws, PRIORITY, {"title": "Every child reads", "description": "By nine."})
    assert (said.said, said.keys) == ("Added PR-01 Every child reads.", ("PR-01",))
    assert plan.add_plan(ws, STRATEGY, {"title": "Reach families", "priority": "every child reads"}).keys == ("ST-01",)
    due = date(2026, 6, 12)
    assert plan.add_plan(ws, GOAL, {"title": "Nine in ten", "strategy": "st1", "due_on": due}).keys == ("G-01",)
    pilot = a_pilot(ws, "Reading texts", goal="nine in ten")
    alone = a_pilot(ws, "Nobody's")
    assert lines(ws) == ["PR-01", ".ST-01", "..G-01", "...P-01"]
    assert adrift(ws) == [alone]
    row = plan.show_plan_row(ws, GOAL, "g1").row
    assert (row.above, row.due_on) == ((("PR-01", "Every child reads"), ("ST-01", "Reach families")), due)
    assert [(one.strategies, one.goals, one.pilots) for one in plan.list_plan(ws, PRIORITY).rows] == [(1, 1, 1)]
    assert plan.show_plan_row(ws, STRATEGY, "ST-01").below == (("G-01", "Nine in ten"),)
    assert plan.show_plan_row(ws, GOAL, "G-01").pilots == ((pilot, "Reading texts"),)
    assert (pilots.show_pilot(ws, pilot).row.goal_key, pilots.show_pilot(ws, pilot).row.goal) == ("G-01", "Nine in ten")
    assert [one.key for one in pilots.list_pilots(ws, "goal:G-01").rows] == [pilot]
    assert [one.key for one in pilots.list_pilots(ws, "goal:none").rows] == [alone]
    assert plan.edit_plan(ws, GOAL, "G-01", {"title": "Ten in ten", "due_on": None}).said == "Changed G-01 Ten in ten."
    assert plan.show_plan_row(ws, GOAL, "G-01").row.due_on is None
    assert plan.edit_plan(ws, GOAL, "G-01", {"title": "Ten in ten"}).said == "G-01 was like that already."
    assert [entry.said for entry in history.history(ws, "PR-01")] == ["Added PR-01 Every child reads."]


def test_nothing_open_is_left_below_what_is_closed(either: Workspace) -> None:
    ws = either
    goal = a_goal(ws)
    pilot = a_pilot(ws, goal=goal)
    with pytest.raises(Refusal, match="still has open below it: ST-01") as refused:
        plan.close_plan(ws, PRIORITY, "PR-01")
    assert refused.value.kept == "Nothing was closed."
    before = content(ws)
    closed = plan.close_plan(ws, PRIORITY, "PR-01", below=True)
    assert closed.said.endswith(", and 2 below it.")
    assert lines(ws) == []
    assert plan.show_plan(ws).hidden == 3
    assert adrift(ws) == [pilot], "an open pilot never disappears with its goal"
    assert lines(ws, closed=True) == ["PR-01", ".ST-01", "..G-01", "...P-01"]
    with pytest.raises(Refusal, match="belongs to ST-01"):
        plan.reopen_plan(ws, GOAL, goal)
    history.undo(ws)
    assert content(ws) == before
    history.redo(ws)
    for level, key in ((PRIORITY, "PR-01"), (STRATEGY, "ST-01"), (GOAL, "G-01")):
        assert plan.reopen_plan(ws, level, key).said.startswith(f"Reopened {key}")
    assert content(ws) == before


def test_closing_twice_and_reopening_what_is_open_are_refused(ws: Workspace) -> None:
    goal = a_goal(ws)
    with pytest.raises(Refusal, match="is open"):
        plan.reopen_plan(ws, GOAL, goal)
    plan.close_plan(ws, GOAL, goal, date(2026, 3, 1))
    with pytest.raises(Refusal, match="closed on 2026-03-01 already"):
        plan.close_plan(ws, GOAL, goal)


def test_nothing_is_put_below_what_is_closed(ws: Workspace) -> None:
    goal, other = a_goal(ws), a_goal(ws)
    pilot = a_pilot(ws, goal=goal)
    plan.close_plan(ws, GOAL, goal)
    with pytest.raises(InvalidInput, match="was closed on 2026-03-18") as refused:
        a_pilot(ws, goal=goal)
    assert refused.value.field == "goal"
    assert pilots.edit_pilot(ws, pilot, {"aim": "More", "goal": goal}).said.startswith("Changed"), (
        "it stays where it is"
    )
    plan.close_plan(ws, PRIORITY, "PR-01", below=True)
    for level, values in ((STRATEGY, {"priority": "PR-01"}), (GOAL, {"strategy": "ST-01"})):
        with pytest.raises(InvalidInput, match="was closed"):
            plan.add_plan(ws, level, {"title": "New", **values})
    with pytest.raises(InvalidInput, match="was closed"):
        plan.edit_plan(ws, GOAL, other, {"strategy": "ST-01"})


def test_a_goal_goes_to_another_strategy_with_its_pilots(ws: Workspace) -> None:
    goal, other = a_goal(ws), a_goal(ws)
    pilot = a_pilot(ws, goal=goal)
    plan.edit_plan(ws, GOAL, goal, {"strategy": "ST-02"})
    assert lines(ws) == ["PR-01", ".ST-01", "PR-02", ".ST-02", f"..{goal}", f"...{pilot}", f"..{other}"]
    history.undo(ws)
    assert lines(ws)[2] == f"..{goal}"


def test_what_is_named_is_not_removed(either: Workspace) -> None:
    ws = either
    goal = a_goal(ws)
    pilot = a_pilot(ws, "Reading texts", goal=goal)
    for level, key, by in ((PRIORITY, "PR-01", "ST-01"), (STRATEGY, "ST-01", goal), (GOAL, goal, "P-01 Reading texts")):
        with pytest.raises(Refusal, match=f"still named by {by}"):
            plan.remove_plan(ws, level, key)
    pilots.edit_pilot(ws, pilot, {"goal": None})
    for level, key in ((GOAL, goal), (STRATEGY, "ST-01"), (PRIORITY, "PR-01")):
        assert plan.remove_plan(ws, level, key).said.startswith(f"Removed {key}")
    assert lines(ws) == []
    with pytest.raises(NotFound):
        plan.show_plan_row(ws, GOAL, goal)
    assert a_goal(ws) == "G-02", "a number is never given again"


def test_filters_keep_what_a_line_belongs_to(ws: Workspace) -> None:
    goal, other = a_goal(ws, title="Nine in ten"), a_goal(ws, title="Calm mornings", due_on=date(2026, 3, 1))
    pilot, alone = a_pilot(ws, "Reading texts", goal=goal), a_pilot(ws, "Reading alone")
    assert lines(ws, "texts") == ["PR-01", ".ST-01", f"..{goal}", f"...{pilot}"]
    assert adrift(ws, "texts") == []
    assert adrift(ws, "reading") == [alone]
    assert lines(ws, "level:priority key:PR-01") == ["PR-01", ".ST-01", f"..{goal}", f"...{pilot}"]
    assert lines(ws, "late") == ["PR-02", ".ST-02", f"..{other}"]
    assert [row.key for row in plan.list_plan(ws, GOAL, "late").rows] == [other]
    assert [row.key for row in plan.list_plan(ws, GOAL, "pilots=0").rows] == [other]
    assert [row.key for row in plan.list_plan(ws, GOAL, "priority:PR-02 strategy:ST-02").rows] == [other]
    assert [row.key for row in plan.list_plan(ws, GOAL, sort="due").rows] == [other, goal]
    with pytest.raises(FilterError):
        plan.show_plan(ws, "colour:red")
    with pytest.raises(InvalidInput, match="Goals cannot be sorted"):
        plan.list_plan(ws, GOAL, sort="colour")


def test_two_who_change_the_same_title_both_hear_of_it(either: Workspace) -> None:
    goal = a_goal(either, title="Nine in ten")
    form = plan.opened_plan(plan.show_plan_row(either, GOAL, goal).row)
    plan.edit_plan(either, GOAL, goal, {"title": "Ten in ten"})
    with pytest.raises(Conflict) as conflict:
        plan.edit_plan(either, GOAL, goal, {"title": "Eight in ten"}, form)
    assert [one.name for one in conflict.value.fields] == ["title"]
    plan.edit_plan(either, GOAL, goal, {"description": "With words."}, form)
    assert plan.show_plan_row(either, GOAL, goal).row.title == "Ten in ten"


def test_unknown_fields_and_names_are_told(ws: Workspace) -> None:
    goal = a_goal(ws, title="Nine in ten")
    with pytest.raises(InvalidInput, match="Title needs"):
        plan.edit_plan(ws, GOAL, goal, {"title": " "})
    with pytest.raises(InvalidInput, match="Priority is missing"):
        plan.edit_plan(ws, STRATEGY, "ST-01", {"priority": ""})
    with pytest.raises(NotFound) as missing:
        a_pilot(ws, goal="Nine in tin")
    assert "Nine in ten" in missing.value.hint
