"""Ideas: proposed in a minute, looked into, accepted as a pilot or declined with a reason."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date

import pytest

from pilotboard.domain.errors import Conflict, InvalidInput, NotFound, Refusal, UndoRefused
from pilotboard.domain.ideas import IdeaRow, IdeaState
from pilotboard.domain.plan import PlanLevel
from pilotboard.usecases import history, ideas, pilots, plan, sites, support
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_goal, a_site, a_team, an_idea, an_item, as_user
from tests.usecases.content import content


def row(ws: Workspace, key: str = "ID-01") -> IdeaRow:
    return ideas.show_idea(ws, key).row


def test_a_path_from_a_need_to_a_pilot(either: Workspace) -> None:
    ws = either
    site, goal, team = a_site(ws, "Willow School"), a_goal(ws, title="Calm mornings"), a_team(ws)
    said = ideas.add_idea(
        ws,
        {
            "title": "A quiet room",
            "need": "Some children arrive upset.",
            "for_whom": "Children of the first two years",
            "might_help": "Ten minutes with an adult",
            "site": "willow school",
            "goal": "calm mornings",
        },
    )
    assert (said.said, said.keys) == ("Added ID-01 A quiet room.", ("ID-01",))
    found = row(ws)
    assert (found.state, found.proposed_by, found.proposed_on) == (IdeaState.PROPOSED, "Ana Ruiz", date(2026, 3, 18))
    assert (found.site_key, found.goal_key) == (site, goal)
    later = as_user(ws, "ana.ruiz", days_later=9)
    assert ideas.assess_idea(later, "ID-01", "Six of ten teachers see it daily.").said == "Assessed ID-01 A quiet room."
    assert row(later).state == IdeaState.ASSESSED
    accepted = ideas.accept_idea(later, "a quiet room", {"team": team})
    assert (accepted.said, accepted.keys) == ("ID-01 A quiet room has become P-01 A quiet room.", ("ID-01", "P-01"))
    found = row(later)
    assert (found.state, found.pilot_key, found.answered_on) == (IdeaState.ACCEPTED, "P-01", date(2026, 3, 27))
    assert found.days(date(2027, 1, 1)) == 9
    made = pilots.show_pilot(later, "P-01")
    assert made.aim == "Some children arrive upset.\nFor: Children of the first two years"
    assert made.description.startswith("What might help: Ten minutes with an adult")
    assert "Six of ten teachers" in made.description
    assert (made.row.goal_key, made.row.team_key, made.sites) == (goal, team, ((site, "Willow School"),))
    assert [one.key for one in ideas.ideas_of_pilot(later, "P-01")] == ["ID-01"]
    for key in ("ID-01", "P-01"):
        assert history.history(later, key)[0].said == accepted.said
    later.close()


def test_a_title_is_enough_and_the_pilot_may_say_more(ws: Workspace) -> None:
    an_idea(ws, "Later start")
    ideas.accept_idea(ws, "ID-01", {"title": "Later Wednesdays", "aim": "More sleep"})
    made = pilots.show_pilot(ws, "P-01")
    assert (made.row.title, made.aim, made.description) == ("Later Wednesdays", "More sleep", "")


def test_undo_of_accepting_takes_the_pilot_back_until_something_stands_on_it(either: Workspace) -> None:
    ws = either
    an_idea(ws)
    before = content(ws)
    ideas.accept_idea(ws, "ID-01")
    history.undo(ws)
    assert content(ws) == before
    history.redo(ws)
    assert row(ws).pilot_key == "P-01"
    accepted = next(one.id for one in history.history(ws, "P-01") if one.action == "ideas.accept")
    with closing(as_user(ws, "ben")) as other:
        an_item(other, "P-01")
    with pytest.raises(UndoRefused):
        history.undo(ws, accepted)
    assert row(ws).state == IdeaState.ACCEPTED


def test_declining_needs_a_reason_and_can_be_taken_back(either: Workspace) -> None:
    ws = either
    an_idea(ws, "Drones")
    with pytest.raises(InvalidInput, match="Reason needs"):
        ideas.decline_idea(ws, "ID-01", " ")
    assert ideas.decline_idea(ws, "ID-01", "No budget").said == "Declined ID-01 Drones: No budget"
    assert (row(ws).state, row(ws).reason, row(ws).waiting) == (IdeaState.DECLINED, "No budget", False)
    acts: tuple[Callable[[], object], ...] = (
        lambda: ideas.decline_idea(ws, "ID-01", "Again"),
        lambda: ideas.accept_idea(ws, "ID-01"),
        lambda: ideas.assess_idea(ws, "ID-01", "More"),
    )
    for again in acts:
        with pytest.raises(Refusal, match="has been declined: No budget"):
            again()
    assert ideas.reopen_idea(ws, "ID-01").said == "Reopened ID-01 Drones."
    assert (row(ws).state, row(ws).reason, row(ws).answered_on) == (IdeaState.PROPOSED, "", None)
    with pytest.raises(Refusal, match="still waiting"):
        ideas.reopen_idea(ws, "ID-01")
    ideas.assess_idea(ws, "ID-01", "Looked into")
    ideas.decline_idea(ws, "ID-01", "Still no budget")
    ideas.reopen_idea(ws, "ID-01")
    assert row(ws).state == IdeaState.ASSESSED, "what was found stays found"


def test_an_accepted_idea_is_neither_answered_again_nor_removed(ws: Workspace) -> None:
    an_idea(ws)
    ideas.accept_idea(ws, "ID-01")
    acts: tuple[Callable[[], object], ...] = (
        lambda: ideas.accept_idea(ws, "ID-01"),
        lambda: ideas.decline_idea(ws, "ID-01", "No"),
        lambda: ideas.reopen_idea(ws, "ID-01"),
        lambda: ideas.remove_idea(ws, "ID-01"),
    )
    for act in acts:
        with pytest.raises(Refusal, match="has become P-01"):
            act()
    assert len(pilots.list_pilots(ws).rows) == 1


def test_removing_the_pilot_gives_the_idea_back(either: Workspace) -> None:
    ws = either
    an_idea(ws)
    ideas.assess_idea(ws, "ID-01", "Looked into")
    ideas.accept_idea(ws, "ID-01")
    before = content(ws)
    removed = pilots.remove_pilot(ws, "P-01")
    assert removed.said.endswith("ID-01 waits for an answer again.")
    assert removed.keys == ("P-01", "ID-01")
    assert (row(ws).state, row(ws).pilot_key) == (IdeaState.ASSESSED, None)
    history.undo(ws)
    assert content(ws) == before


def test_a_goal_that_was_closed_meanwhile_does_not_stop_the_pilot(ws: Workspace) -> None:
    goal = a_goal(ws)
    an_idea(ws, goal=goal)
    plan.close_plan(ws, PlanLevel.GOAL, goal)
    ideas.accept_idea(ws, "ID-01")
    assert pilots.show_pilot(ws, "P-01").row.goal_key is None
    assert row(ws).goal_key == goal
    with pytest.raises(InvalidInput, match="was closed"):
        an_idea(ws, goal=goal)


def test_only_a_slip_is_removed(ws: Workspace) -> None:
    site, key = a_site(ws, "Willow"), an_idea(ws, "A slip")
    ideas.edit_idea(ws, key, {"site": site})
    with pytest.raises(Refusal, match="still named by ID-01 A slip"):
        sites.remove_site(ws, site)
    asked = support.ask_support(ws, {"idea": key, "kind": "time", "text": "Two hours"}).keys[0]
    with pytest.raises(Refusal, match=f"Support is asked for ID-01 A slip: {asked}"):
        ideas.remove_idea(ws, key)
    support.remove_support(ws, asked)
    assert ideas.remove_idea(ws, key).said == "Removed ID-01 A slip."
    with pytest.raises(NotFound):
        row(ws)
    assert an_idea(ws) == "ID-02"


def test_the_list_begins_with_what_waits_longest(ws: Workspace) -> None:
    first, second, third = (an_idea(ws, title) for title in ("One", "Two", "Three"))
    ideas.decline_idea(ws, first, "No")
    later = as_user(ws, "ben", days_later=3)
    newest = an_idea(later, "Four", need="Sleep")
    keys = [one.key for one in ideas.list_ideas(ws).rows]
    assert keys == [second, third, newest, first]
    for text, expected in (
        ("waiting", [second, third, newest]),
        ("by:me", [second, third, first]),
        ("state:declined", [first]),
        ("sleep", [newest]),
        ("on>2026-03-18", [newest]),
        ("site:none pilot:none goal:none", keys),
    ):
        assert [one.key for one in ideas.list_ideas(ws, text).rows] == expected, text
    assert [one.key for one in ideas.list_ideas(ws, sort="title").rows] == [newest, first, third, second]


def test_two_who_look_into_the_same_need_both_hear_of_it(either: Workspace) -> None:
    key = an_idea(either)
    form = ideas.opened_idea(row(either, key))
    ideas.assess_idea(either, key, "Six of ten")
    with pytest.raises(Conflict) as conflict:
        ideas.assess_idea(either, key, "Two of ten", form)
    assert [(one.name, one.theirs) for one in conflict.value.fields] == [("assessment", "Six of ten")]
    ideas.edit_idea(either, key, {"need": "Sleep"}, form)
    assert (row(either, key).need, row(either, key).assessment) == ("Sleep", "Six of ten")


def test_an_edit_says_what_it_did(ws: Workspace) -> None:
    key = an_idea(ws, "Drones", need="Sky")
    assert ideas.edit_idea(ws, key, {"need": "Sky"}).said == "ID-01 was like that already."
    assert ideas.edit_idea(ws, key, {"title": "Kites", "need": ""}).said == "Changed ID-01 Kites."
    assert [one.key for one in ideas.list_ideas(ws, "sky").rows] == []
    with pytest.raises(InvalidInput, match="There is no field"):
        ideas.edit_idea(ws, key, {"state": "accepted"})
