"""Teams: formed, changed, dissolved without losing history."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pilotboard.domain.errors import Conflict, InvalidInput, Refusal
from pilotboard.usecases import items, memberships, pilots, teams
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_board, a_person, a_pilot, a_team, as_user, some_items


def test_a_path_through_teams(either: Workspace) -> None:
    ws = either
    said = teams.add_team(ws, {"name": "Heron", "purpose": "Texts that families read"})
    assert (said.said, said.keys) == ("Added T-01 Heron.", ("T-01",))
    pilot = a_pilot(ws, "Reading texts", team="heron")
    keys = some_items(ws, pilot, 3)
    items.move_items(ws, keys[:2], "doing")
    items.block_items(ws, keys[:1], "no number")
    memberships.join_team(ws, "T-01", {"person": "me", "share": 60, "role": "product_owner"})
    row = teams.list_teams(ws).rows[0]
    assert (row.members, row.share, row.pilots) == (1, 60, 1)
    assert (row.open_items, row.working_items, row.blocked_items) == (3, 2, 1)
    assert row.formed_on == ws.today()
    changes = {"charter": "We test.", "agreements": "We begin on time.", "definition_of_done": "A family used it."}
    assert teams.edit_team(ws, "Heron", changes).said == "Changed T-01 Heron."
    detail = teams.show_team(ws, "t1")
    assert (detail.charter, detail.agreements, detail.definition_of_done) == tuple(changes.values())
    assert (detail.pilots, detail.over) == (((pilot, "Reading texts"),), ())
    with pytest.raises(Refusal, match="has a history: U-01 Ana Ruiz and P-01 Reading texts") as refused:
        teams.remove_team(ws, "T-01")
    assert "Dissolve" in refused.value.hint
    said = teams.dissolve_team(ws, "T-01")
    assert said.said == "Dissolved T-01 Heron on 2026-03-18. Without a team now: P-01 Reading texts."
    assert said.keys == ("T-01", pilot)
    detail = teams.show_team(ws, "T-01")
    assert (detail.row.dissolved_on, detail.pilots) == (ws.today(), ())
    assert [one.end for one in detail.memberships] == [ws.today()]
    assert [row.team_key for row in items.list_items(ws, scope=pilot).rows] == [None] * 3
    fresh = a_team(ws, "Otter")
    assert teams.remove_team(ws, fresh).said == f"Removed {fresh} Otter."


def test_dissolving_leaves_closed_pilots_and_the_past_with_the_team(ws: Workspace) -> None:
    team, pilot, _ = a_board(ws, 2)
    teams.edit_team(ws, team, {"formed_on": date(2026, 1, 1)})
    closed = a_pilot(ws, "Closed one", team=team)
    pilots.close_pilot(ws, closed)
    past = {"person": "me", "start": date(2026, 1, 1), "end": date(2026, 2, 1)}
    memberships.join_team(ws, team, past)
    memberships.join_team(ws, team, {"person": "me", "role": "coach", "start": date(2026, 3, 1)})
    memberships.join_team(ws, team, {"person": "me", "role": "sponsor", "start": date(2026, 9, 1)})
    teams.dissolve_team(ws, team, date(2026, 3, 10))
    detail = teams.show_team(ws, team)
    assert detail.pilots == ((closed, "Closed one"),)
    assert [(one.start, one.end) for one in detail.memberships] == [
        (date(2026, 1, 1), date(2026, 2, 1)),
        (date(2026, 3, 1), date(2026, 3, 10)),
    ]
    assert pilots.show_pilot(ws, pilot).row.team is None
    said = pilots.reopen_pilot(ws, closed).said
    assert said == f"Reopened {closed} Closed one. {closed} Closed one has no team now, with no items."


def test_a_day_of_dissolving_makes_sense(ws: Workspace) -> None:
    team = a_team(ws, formed_on=date(2026, 2, 1))
    with pytest.raises(InvalidInput, match="still to come"):
        teams.dissolve_team(ws, team, ws.today() + timedelta(days=1))
    with pytest.raises(InvalidInput, match=r"before day formed \(2026-02-01\)"):
        teams.dissolve_team(ws, team, date(2026, 1, 31))
    with pytest.raises(InvalidInput, match="is before"):
        teams.edit_team(ws, team, {"dissolved_on": date(2026, 1, 31)})
    teams.edit_team(ws, team, {"dissolved_on": date(2026, 3, 1)})
    with pytest.raises(Refusal, match="was dissolved on 2026-03-01"):
        teams.dissolve_team(ws, team)
    with pytest.raises(InvalidInput, match="is before"):
        teams.edit_team(ws, team, {"formed_on": date(2026, 3, 2)})


def test_nothing_new_goes_to_a_dissolved_team_until_it_is_formed_anew(ws: Workspace) -> None:
    team, pilot = a_team(ws, "Heron"), a_pilot(ws)
    teams.dissolve_team(ws, team)
    with pytest.raises(InvalidInput, match="Heron was dissolved"):
        pilots.move_pilot(ws, pilot, team)
    with pytest.raises(InvalidInput, match="Heron was dissolved"):
        a_pilot(ws, team=team)
    with pytest.raises(InvalidInput, match="nobody is in it after that day"):
        memberships.join_team(ws, team, {"person": "me"})
    memberships.join_team(ws, team, {"person": "me", "start": date(2026, 1, 1), "end": date(2026, 2, 1)})
    teams.edit_team(ws, team, {"dissolved_on": None})
    pilots.move_pilot(ws, pilot, team)


def test_editing_a_closed_pilot_of_a_dissolved_team_is_fine(ws: Workspace) -> None:
    team = a_team(ws)
    pilot = a_pilot(ws, team=team)
    pilots.close_pilot(ws, pilot)
    teams.dissolve_team(ws, team)
    form = pilots.opened_pilot(pilots.show_pilot(ws, pilot))
    said = pilots.edit_pilot(ws, pilot, {**form.values, "title": "Renamed"}, form)
    assert said.said == f"Changed {pilot} Renamed."


def test_over_allocation_is_shown_across_teams(ws: Workspace) -> None:
    heron, otter = a_team(ws, "Heron"), a_team(ws, "Otter")
    ben = a_person(ws, "Ben Okafor")
    memberships.join_team(ws, heron, {"person": ben, "share": 80})
    memberships.join_team(ws, otter, {"person": ben, "share": 40})
    memberships.join_team(ws, otter, {"person": "me", "share": 100})
    assert [one.words() for one in teams.show_team(ws, heron).over] == ["Ben Okafor 120 % (Heron, Otter)"]
    assert [one.person_key for one in teams.show_team(ws, otter).over] == [ben]
    memberships.leave_team(ws, otter, ben)
    assert teams.show_team(as_user(ws, "ana.ruiz", days_later=1), heron).over == ()
    assert len(teams.show_team(ws, heron, on=ws.today()).over) == 1


def test_two_edits_of_one_team(ws: Workspace) -> None:
    team = a_team(ws, "Heron")
    opened = teams.opened_team(teams.show_team(ws, team))
    teams.edit_team(as_user(ws, "ben"), team, {"charter": "Theirs"})
    teams.edit_team(ws, team, {"purpose": "Mine"}, opened)
    with pytest.raises(Conflict) as refused:
        teams.edit_team(ws, team, {"charter": "Mine"}, opened)
    assert [(c.mine, c.theirs) for c in refused.value.fields] == [("Mine", "Theirs")]
    assert (teams.show_team(ws, team).charter, refused.value.who) == ("Theirs", "ben")
