"""Joining, changing and leaving teams: dated, with their history."""

from __future__ import annotations

from datetime import date

import pytest

from pilotboard.domain.errors import Conflict, InvalidInput, NotFound
from pilotboard.domain.teams import MembershipRole
from pilotboard.usecases import history, memberships, people, teams
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_person, a_team, as_user
from tests.usecases.content import content

JOINED, LATER = date(2026, 1, 7), date(2026, 4, 1)


def test_a_path_through_memberships(either: Workspace) -> None:
    ws = either
    team, ben = a_team(ws, "Heron"), a_person(ws, "Ben Okafor")
    said = memberships.join_team(ws, "heron", {"person": "ben okafor", "start": JOINED, "share": 50})
    assert said.said == "Ben Okafor joined Heron as developer (50 %) from 2026-01-07."
    assert said.keys == (team, ben)
    (one,) = memberships.find_memberships(ws, team, ben)
    said = memberships.change_membership(ws, one.id, {"share": 80, "role": "coach"}, from_day=LATER)
    assert said.said == "Ben Okafor is in Heron as Scrum Master (80 %) from 2026-04-01."
    found = [(row.role, row.share, row.start, row.end) for row in memberships.find_memberships(ws, team, ben)]
    assert found == [
        (MembershipRole.DEVELOPER, 50, JOINED, date(2026, 3, 31)),
        (MembershipRole.COACH, 80, LATER, None),
    ]
    said = memberships.leave_team(ws, team, ben, date(2026, 6, 12))
    assert said.said == "Ben Okafor left Heron; the last day is 2026-06-12."
    assert memberships.find_memberships(ws, team, ben)[1].end == date(2026, 6, 12)
    detail = teams.show_team(ws, team)
    assert [row.share for row in detail.memberships if row.on(ws.today())] == [50]
    said = memberships.remove_membership(ws, detail.memberships[1].id)
    assert said.said == "Removed Ben Okafor from Heron, as if never in it as Scrum Master."


def test_more_than_all_of_ones_time_is_told_not_refused(ws: Workspace) -> None:
    heron, otter = a_team(ws, "Heron"), a_team(ws, "Otter")
    memberships.join_team(ws, heron, {"person": "me", "share": 100})
    said = memberships.join_team(ws, otter, {"person": "me", "share": 20}).said
    assert said.endswith("More than all of their time: Ana Ruiz 120 % (Heron, Otter).")
    (one,) = memberships.find_memberships(ws, heron, "U-01")
    assert "More than" not in memberships.change_membership(ws, one.id, {"share": 80}).said
    assert "Ana Ruiz 110 %" in memberships.change_membership(ws, one.id, {"share": 90}, from_day=LATER).said


def test_a_slip_is_set_right_over_the_whole_time(ws: Workspace) -> None:
    team = a_team(ws)
    memberships.join_team(ws, team, {"person": "me", "start": JOINED})
    (one,) = memberships.find_memberships(ws, team, "U-01")
    memberships.change_membership(ws, one.id, {"share": 50, "start": date(2026, 1, 12)})
    (one,) = memberships.find_memberships(ws, team, "U-01")
    assert (one.share, one.start, one.end) == (50, date(2026, 1, 12), None)
    said = memberships.change_membership(ws, one.id, {"share": 50})
    assert (said.entry, said.said) == (0, f"Ana Ruiz was in {one.team} like that already.")


def test_a_change_from_the_first_day_on_is_a_change_of_all(ws: Workspace) -> None:
    team = a_team(ws)
    memberships.join_team(ws, team, {"person": "me", "start": JOINED})
    (one,) = memberships.find_memberships(ws, team, "U-01")
    memberships.change_membership(ws, one.id, {"share": 50}, from_day=JOINED)
    assert [row.share for row in memberships.find_memberships(ws, team, "U-01")] == [50]


def test_leaving_ends_every_role_and_what_had_not_begun(ws: Workspace) -> None:
    team = a_team(ws)
    memberships.join_team(ws, team, {"person": "me", "start": JOINED})
    memberships.join_team(ws, team, {"person": "me", "start": JOINED, "role": "coach"})
    memberships.join_team(ws, team, {"person": "me", "start": date(2026, 9, 1), "role": "sponsor"})
    before = content(ws)
    memberships.leave_team(ws, team, "me")
    rows = memberships.find_memberships(ws, team, "U-01")
    assert [(row.role, row.end) for row in rows] == [("developer", ws.today()), ("coach", ws.today())]
    history.undo(ws)
    assert content(ws) == before


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"person": "me", "start": date(2026, 2, 1), "end": date(2026, 1, 1)}, "is before"),
        ({"person": "me", "share": 0}, "whole number from 1 to 100"),
        ({"person": "me", "share": 101}, "whole number from 1 to 100"),
        ({"person": "me", "role": "king"}, "is not a choice"),
        ({"person": "nobody"}, "Say who joins"),
        ({"start": JOINED}, "Person is missing"),
        ({"person": "me", "start": None}, "First day takes a date"),
    ],
)
def test_what_cannot_be_taken(ws: Workspace, values: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        memberships.join_team(ws, a_team(ws), values)


def test_nobody_has_one_role_twice_at_once(ws: Workspace) -> None:
    team = a_team(ws, "Heron")
    memberships.join_team(ws, team, {"person": "me", "start": JOINED, "end": LATER})
    for start, end in ((LATER, None), (date(2025, 1, 1), JOINED), (date(2025, 1, 1), None), (JOINED, LATER)):
        with pytest.raises(InvalidInput, match=r"as developer from 2026-01-07 to 2026-04-01 already"):
            memberships.join_team(ws, team, {"person": "me", "start": start, "end": end})
    memberships.join_team(ws, team, {"person": "me", "start": date(2026, 4, 2)})
    memberships.join_team(ws, team, {"person": "me", "start": JOINED, "role": "coach"})
    first = memberships.find_memberships(ws, team, "U-01")[0]
    with pytest.raises(InvalidInput, match="from 2026-04-02 already"):
        memberships.change_membership(ws, first.id, {"end": None})


def test_days_that_do_not_fit_are_refused(ws: Workspace) -> None:
    team = a_team(ws, "Heron")
    memberships.join_team(ws, team, {"person": "me", "start": JOINED, "end": LATER})
    (one,) = memberships.find_memberships(ws, team, "U-01")
    with pytest.raises(InvalidInput, match="This membership ended on 2026-04-01"):
        memberships.change_membership(ws, one.id, {"share": 50}, from_day=date(2026, 5, 1))
    with pytest.raises(InvalidInput, match="is before first day"):
        memberships.change_membership(ws, one.id, {"end": date(2025, 12, 1)})
    with pytest.raises(NotFound, match="me is not in Heron on 2026-05-01"):
        memberships.leave_team(ws, team, "me", date(2026, 5, 1))
    with pytest.raises(NotFound, match="has been removed"):
        memberships.change_membership(ws, 99, {"share": 50})


def test_two_edits_of_one_membership(ws: Workspace) -> None:
    team = a_team(ws)
    memberships.join_team(ws, team, {"person": "me"})
    (one,) = memberships.find_memberships(ws, team, "U-01")
    opened = memberships.opened_membership(one)
    memberships.change_membership(as_user(ws, "ben"), one.id, {"share": 40})
    memberships.change_membership(ws, one.id, {"role": "coach"}, opened)
    (now,) = memberships.find_memberships(ws, team, "U-01")
    assert (now.share, now.role) == (40, MembershipRole.COACH)
    with pytest.raises(Conflict):
        memberships.change_membership(ws, one.id, {"share": 60}, opened)


def test_people_who_left_are_not_in_any_team(ws: Workspace) -> None:
    team = a_team(ws)
    memberships.join_team(ws, team, {"person": "me"})
    memberships.leave_team(ws, team, "me")
    tomorrow = as_user(ws, "ana.ruiz", days_later=1)
    assert people.show_person(tomorrow, "U-01").row.teams == ()
    assert people.show_person(ws, "U-01").row.teams != ()
