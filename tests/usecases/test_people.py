"""People: staff, their short names, their time in teams."""

from __future__ import annotations

from datetime import date

import pytest

from pilotboard.domain.errors import Conflict, InvalidInput, NotFound, Refusal
from pilotboard.domain.people import PersonRole
from pilotboard.usecases import items, memberships, people, pilots
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_person, a_pilot, a_site, a_team, an_item, as_user


def test_a_path_through_people(either: Workspace) -> None:
    ws = either
    site = a_site(ws, "Lincoln")
    said = people.add_person(
        ws, {"name": "Zoë Ångström", "email": "zoe@example.org", "role": "coach", "site": "lincoln"}
    )
    assert (said.said, said.keys) == ("Added U-02 Zoë Ångström (zoe.angstrom).", ("U-02",))
    team = a_team(ws, "Heron")
    memberships.join_team(ws, team, {"person": "zoe.angstrom", "share": 40, "role": "coach"})
    memberships.join_team(ws, team, {"person": "U-02", "share": 20, "role": "developer"})
    item = an_item(ws, a_pilot(ws), assignee="zoë ångström")
    row = people.list_people(ws).rows[1]
    assert (row.handle, row.role, row.site_key, row.site_name) == ("zoe.angstrom", PersonRole.COACH, site, "Lincoln")
    assert (row.teams, row.share) == (("Heron",), 60)
    detail = people.show_person(ws, "zoe@example.org")
    assert (len(detail.memberships), detail.open_items) == (2, 1)
    assert people.edit_person(ws, "U-02", {"name": "Zoë Berg", "site": None}).said == "Changed U-02 Zoë Berg."
    with pytest.raises(Refusal, match=f"still named by T-01 Heron and {item}") as refused:
        people.remove_person(ws, "U-02")
    assert "no longer active" in refused.value.hint
    said = people.edit_person(ws, "U-02", {"active": False})
    assert said.said == "Changed U-02 Zoë Berg. Still in Heron: end that with the last day there."
    someone = a_person(ws)
    people.remove_person(ws, someone)
    with pytest.raises(NotFound):
        people.show_person(ws, someone)


def test_short_names_are_made_from_names_and_given_once(ws: Workspace) -> None:
    for name in ("Ana Ruiz", "Ana  RUIZ", "Ana Ruiz-Ortega", "李", "!!!", "x" * 100, "x" * 100):
        a_person(ws, name)
    handles = [row.handle for row in people.list_people(ws).rows]
    assert handles[:6] == ["ana.ruiz", "ana.ruiz2", "ana.ruiz3", "ana.ruiz.ortega", "李", "person"]
    assert handles[6:] == ["x" * 40, "x" * 39 + "2"]
    with pytest.raises(InvalidInput, match="uses that short name already") as refused:
        people.add_person(ws, {"name": "Another", "handle": "ANA.RUIZ"})
    assert refused.value.field == "handle"
    people.edit_person(ws, "U-05", {"name": "Li Wei", "handle": "li.wei"})
    assert people.show_person(ws, "li.wei").row.name == "Li Wei"


def test_several_of_one_name_need_their_key(ws: Workspace) -> None:
    a_person(ws, "Sam Lee")
    a_person(ws, "Sam Lee")
    with pytest.raises(InvalidInput, match=r'Several go by "Sam Lee": U-02, U-03'):
        people.show_person(ws, "Sam Lee")
    assert people.show_person(ws, "sam.lee2").row.key == "U-03"


def test_time_is_that_of_the_day_asked(ws: Workspace) -> None:
    team = a_team(ws, "Heron")
    memberships.join_team(ws, team, {"person": "me", "start": date(2026, 3, 1), "end": date(2026, 3, 18), "share": 30})
    memberships.join_team(ws, team, {"person": "me", "start": date(2026, 3, 19), "share": 70})
    assert people.show_person(ws, "U-01").row.share == 30
    tomorrow = as_user(ws, "ana.ruiz", days_later=1)
    assert people.show_person(tomorrow, "U-01").row.share == 70


def test_what_names_a_person_is_listed(ws: Workspace) -> None:
    person = a_person(ws, "Ben Okafor")
    pilot = a_pilot(ws, "Reading texts", sponsor=person)
    with pytest.raises(Refusal, match="P-01 Reading texts"):
        people.remove_person(ws, person)
    pilots.edit_pilot(ws, pilot, {"sponsor": None})
    items.assign_items(ws, [an_item(ws, pilot) for _ in range(5)], person)
    with pytest.raises(Refusal, match=r"P01-01 Item \d+, P01-02 Item \d+, P01-03 Item \d+ and 2 more"):
        people.remove_person(ws, person)


def test_a_form_left_open(ws: Workspace) -> None:
    person = a_person(ws, "Ben Okafor")
    opened = people.opened_person(people.show_person(ws, person).row)
    people.edit_person(as_user(ws, "ben.okafor"), person, {"email": "ben@example.org"})
    people.edit_person(ws, person, {"role": "leader"}, opened)
    row = people.show_person(ws, person).row
    assert (row.email, row.role) == ("ben@example.org", PersonRole.LEADER)
    with pytest.raises(Conflict, match="by Ben Okafor") as refused:
        people.edit_person(ws, person, {"email": "b@example.org"}, opened)
    assert [(c.name, c.base, c.mine, c.theirs) for c in refused.value.fields] == [
        ("email", "", "b@example.org", "ben@example.org")
    ]


def test_me_is_nobody_after_i_was_removed(ws: Workspace) -> None:
    key = an_item(ws, a_pilot(ws))
    assert ws.actor.person_id is not None
    people.remove_person(as_user(ws, "steward"), "U-01")
    with pytest.raises(InvalidInput, match='"me" is unknown'):
        items.assign_items(ws, [key], "me")
