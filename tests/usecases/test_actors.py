"""Who acts: a person of the store, or a name that the system or the command line says."""

from __future__ import annotations

from pilotboard.domain.people import PersonRole
from pilotboard.usecases import history, items, people
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_person, a_pilot, an_item, as_user
from tests.domain.nasty import NASTY


def test_a_person_is_known_by_short_name_name_or_mail(ws: Workspace) -> None:
    a_person(ws, "Ben Okafor", email="ben@example.org", role="coach")
    for user in ("ben.okafor", "BEN.OKAFOR", "Ben Okafor", "ben@example.org"):
        actor = as_user(ws, user).actor
        assert (actor.handle, actor.name, actor.role, actor.person_id) == (
            "ben.okafor",
            "Ben Okafor",
            PersonRole.COACH,
            2,
        )


def test_somebody_unknown_acts_under_their_own_name(ws: Workspace) -> None:
    guest = as_user(ws, "guest")
    assert (guest.actor.name, guest.actor.person_id, guest.actor.role) == ("guest", None, PersonRole.MEMBER)
    a_pilot(guest)
    assert history.history(ws)[0].actor == "guest"
    people.add_person(ws, {"name": "Guest"})
    assert guest.actor.person_id == 2


def test_two_of_one_name_are_not_mixed_up(ws: Workspace) -> None:
    a_person(ws, "Sam Lee")
    a_person(ws, "Sam Lee")
    assert as_user(ws, "Sam Lee").actor.person_id is None
    assert as_user(ws, "sam.lee2").actor.person_id == 3


def test_any_user_name_can_act(either: Workspace) -> None:
    ws = either
    key = an_item(ws, a_pilot(ws))
    for user in (*NASTY, "", "x" * 1000):
        someone = as_user(ws, user)
        items.add_note(someone, key, "Here I am")
        said = history.history(ws, limit=1)[0].actor
        assert 0 < len(said) <= 120
        assert "\x1b" not in said
        someone.close()
    assert len(items.show_item(ws, key).notes) == len(NASTY) + 2
