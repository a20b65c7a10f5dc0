"""Pilots that begin from another pilot or from a template."""

from __future__ import annotations

import pytest

from pilotboard.domain.errors import NotFound
from pilotboard.domain.items import ItemState, ItemType
from pilotboard.usecases import costs, history, items, pilot_copies, pilot_templates, pilots
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_goal, a_pilot, a_site, a_team, a_voice, an_item
from tests.usecases.test_pilots import a_locked_rule


def test_a_second_site_begins_anew(either: Workspace) -> None:
    ws = either
    team, goal = a_team(ws), a_goal(ws)
    a_site(ws, "Lincoln"), a_site(ws, "Roosevelt")
    texts = {
        "aim": "More read",
        "hypothesis": "If texts",
        "research": "Two trials",
        "owner_after": "Office",
        "reach": 9,
    }
    pilot = a_pilot(ws, "Reading texts", team=team, sites=["Lincoln"], sponsor="me", goal=goal, partners="PTA", **texts)
    first = an_item(ws, pilot, "Ask ten", labels=("urgent",), criteria=("Ten asked", "Written down"), estimate=3)
    second = an_item(ws, pilot, "Send texts", type="task", assignee="me")
    gone = an_item(ws, pilot, "Buy phones")
    items.rank_items(ws, [second], before=first)
    items.move_items(ws, [first], "done")
    items.move_items(ws, [gone], "dropped", "too dear")
    costs.add_cost(ws, {"pilot": pilot, "label": "Cards", "amount": 5})
    a_voice(ws, pilot)
    a_locked_rule(ws, pilot)
    said = pilot_copies.copy_pilot(ws, "reading texts", "roosevelt")
    assert said.keys == ("P-02", "P-01")
    assert said.said == (
        "Copied P-01 to P-02 Reading texts at Roosevelt, with 2 items; the rule is unlocked and needs the figure it"
        " starts from there. Not copied: voices, sprints, money, figures and decisions."
    )
    copy = pilots.show_pilot(ws, "P-02")
    assert (copy.aim, copy.hypothesis, copy.research, copy.row.goal_key) == (
        "More read",
        "If texts",
        "Two trials",
        goal,
    )
    assert (copy.copied_from, copy.row.team, copy.row.sites, copy.partners) == ("P-01", None, ("Roosevelt",), "")
    assert (copy.reach, copy.owner_after, copy.row.sponsor) == (None, "", "Ana Ruiz")
    assert copy.stage.missing == ("a team",)
    rows = items.list_items(ws, scope="P-02").rows
    assert [(row.title, row.state, row.type, row.assignee, row.estimate) for row in rows] == [
        ("Send texts", ItemState.BACKLOG, ItemType.TASK, None, None),
        ("Ask ten", ItemState.BACKLOG, ItemType.STORY, None, 3),
    ]
    detail = items.show_item(ws, rows[1].key)
    assert [(line.text, line.met) for line in detail.criteria] == [("Ten asked", False), ("Written down", False)]
    assert rows[1].labels == ("urgent",)
    assert costs.list_costs(ws, pilot="P-02").total == 0
    pilots.edit_pilot(ws, "P-02", {"team": team})
    assert pilots.show_pilot(ws, "P-02").stage.missing == ("the figure it starts from", "the rule locked")
    history.undo(ws), history.undo(ws)
    with pytest.raises(NotFound):
        pilots.show_pilot(ws, "P-02")


def test_a_copy_outlives_the_first(ws: Workspace) -> None:
    a_site(ws, "Lincoln")
    pilot = a_pilot(ws, "Reading texts")
    assert "rule" not in pilot_copies.copy_pilot(ws, pilot, "L-01", "Texts again").said
    pilots.remove_pilot(ws, pilot)
    assert pilots.show_pilot(ws, "P-02").copied_from is None
    history.undo(ws)
    assert pilots.show_pilot(ws, "P-02").copied_from == pilot
    with pytest.raises(NotFound):
        pilot_copies.copy_pilot(ws, pilot, "Linkoln")


@pytest.mark.parametrize("template", pilot_templates.pilot_templates(), ids=lambda one: one.name)
def test_every_template_makes_a_pilot(either: Workspace, template: pilot_templates.PilotTemplate) -> None:
    ws = either
    said = pilot_templates.add_pilot_from(ws, template.name, {"title": "Walking bus", "aim": "Fewer cars"})
    assert said.said == f"Added P-01 Walking bus with {len(template.items)} items of the template {template.title}."
    detail = pilots.show_pilot(ws, "P-01")
    assert (detail.aim, detail.hypothesis) == ("Fewer cars", template.texts["hypothesis"])
    rows = items.list_items(ws, scope="P-01").rows
    assert [row.title for row in rows] == [item.title for item in template.items]
    for row, item in zip(rows, template.items, strict=True):
        assert tuple(line.text for line in items.show_item(ws, row.key).criteria) == item.checklist
    history.undo(ws)
    assert pilots.list_pilots(ws).total == 0


def test_templates_are_found_by_name(ws: Workspace) -> None:
    assert [one.name for one in pilot_templates.pilot_templates()] == ["first-pilot", "second-site"]
    assert pilot_templates.pilot_template("First pilot").name == "first-pilot"
    with pytest.raises(NotFound) as refused:
        pilot_templates.pilot_template("first-pilt")
    assert refused.value.hint == "Did you mean first-pilot?"
