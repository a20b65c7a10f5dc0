"""Parking: what waits leaves the open lists, the choices and Today, keeps everything, and comes back."""

from __future__ import annotations

from datetime import date

import pytest

from pilotboard.domain.errors import Refusal
from pilotboard.usecases import history, items, memberships, parking, people, pilots, sprint_life, sprint_scope, teams
from pilotboard.usecases.today import show_today
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_board, a_pilot, a_team, an_item


def test_a_path_through_parking(either: Workspace) -> None:
    ws = either
    team, pilot, keys = a_board(ws, 2)
    assert parking.park_pilot(ws, pilot).said.startswith(f"Parked {pilot}")
    assert parking.park_pilot(ws, pilot).said == f"{pilot} was parked already."
    row = pilots.show_pilot(ws, pilot).row
    assert (row.parked_on, row.closed_on, row.at_work) == (DAY, None, False)
    assert [one.key for one in pilots.list_pilots(ws, "parked").rows] == [pilot]
    assert pilots.list_pilots(ws, "open").rows == []
    assert items.show_item(ws, keys[0]).row.pilot_key == pilot
    assert history.undo(ws).said.startswith("Undone")
    assert pilots.show_pilot(ws, pilot).row.at_work
    history.redo(ws)
    assert parking.unpark_pilot(ws, pilot).said.endswith("again.")
    assert parking.unpark_pilot(ws, pilot).said == f"{pilot} was not parked."

    assert parking.park_team(ws, team).said.startswith(f"Parked {team}")
    assert [one.key for one in teams.list_teams(ws, "parked").rows] == [team]
    assert teams.list_teams(ws, "active").rows == []
    assert people.home_team(ws) is None
    assert teams.show_team(ws, team).row.parked_on == DAY
    assert parking.unpark_team(ws, team).said.endswith("is at work again.")


def test_what_is_closed_cannot_wait_and_what_waits_can_be_closed(ws: Workspace) -> None:
    pilot, team = a_pilot(ws), a_team(ws, formed_on=date(2026, 1, 5))
    parking.park_pilot(ws, pilot), parking.park_team(ws, team)
    pilots.close_pilot(ws, pilot), teams.dissolve_team(ws, team)
    assert pilots.show_pilot(ws, pilot).row.parked_on is None
    assert teams.show_team(ws, team).row.parked_on is None
    with pytest.raises(Refusal, match="was closed on 2026-03-18"):
        parking.park_pilot(ws, pilot)
    with pytest.raises(Refusal, match="was dissolved on 2026-03-18"):
        parking.park_team(ws, team)


def test_a_running_sprint_is_named(ws: Workspace) -> None:
    team, pilot, keys = a_board(ws, 2)
    values = {"team": team, "goal": "Text", "start": DAY, "end": date(2026, 3, 27)}
    sprint = sprint_life.plan_sprint(ws, values).keys[0]
    sprint_scope.plan_items(ws, keys[:1], sprint)
    sprint_life.start_sprint(ws, sprint)
    with pytest.raises(Refusal, match=rf"{sprint} is running with {keys[0]} of {pilot}"):
        parking.park_pilot(ws, pilot)
    with pytest.raises(Refusal, match=f"{sprint} of .* is running"):
        parking.park_team(ws, team)
    assert pilots.show_pilot(ws, pilot).row.at_work


def test_a_parked_team_starts_no_sprint(ws: Workspace) -> None:
    team, _, keys = a_board(ws, 1)
    values = {"team": team, "goal": "Text", "start": DAY, "end": date(2026, 3, 27)}
    sprint = sprint_life.plan_sprint(ws, values).keys[0]
    sprint_scope.plan_items(ws, keys, sprint)
    parking.park_team(ws, team)
    with pytest.raises(Refusal, match=f"{team} .* is parked") as refused:
        sprint_life.start_sprint(ws, sprint)
    assert f"teams unpark {team}" in refused.value.hint
    parking.unpark_team(ws, team)
    assert sprint_life.start_sprint(ws, sprint).entry > 0


def test_today_forgets_what_waits(ws: Workspace) -> None:
    team = a_team(ws)
    memberships.join_team(ws, team, {"person": "U-01", "role": "developer"})
    pilot = a_pilot(ws, "Reading texts", team=team, decision_due=DAY)
    an_item(ws, pilot, "Mine", assignee="me", state="in_progress")

    def told(role: str) -> list[str]:
        return [line.key for block in show_today(ws, role).blocks for line in block.lines]

    assert (len(told("member")), told("leader")) == (1, [pilot, "P01-01"])
    parking.park_pilot(ws, pilot)
    assert (told("member"), told("leader")) == ([], [])
