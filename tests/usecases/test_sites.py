"""Sites: the places where pilots run."""

from __future__ import annotations

import pytest

from pilotboard.domain.errors import InvalidInput, NotFound, Refusal
from pilotboard.domain.sites import SiteKind
from pilotboard.usecases import people, pilots, sites
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_person, a_pilot, a_site


def test_a_path_through_sites(either: Workspace) -> None:
    ws = either
    said = sites.add_site(ws, {"name": "Lincoln", "kind": "school", "focal": True, "population": 214, "note": "Old"})
    assert (said.said, said.keys) == ("Added L-01 Lincoln.", ("L-01",))
    a_site(ws, "District office", kind="office")
    person = a_person(ws, "Ben Okafor", site="lincoln")
    pilot = a_pilot(ws, "Reading texts", sites=["L-01"])
    page = sites.list_sites(ws)
    assert [(row.key, row.pilots, row.people) for row in page.rows] == [("L-01", 1, 1), ("L-02", 0, 0)]
    detail = sites.show_site(ws, "l1")
    assert (detail.row.kind, detail.row.focal, detail.row.population, detail.note) == (
        SiteKind.SCHOOL,
        True,
        214,
        "Old",
    )
    assert (detail.pilots, detail.people) == (((pilot, "Reading texts"),), ((person, "Ben Okafor"),))
    assert sites.edit_site(ws, "Lincoln", {"name": "Lincoln School", "population": None}).said == (
        "Changed L-01 Lincoln School."
    )
    assert sites.show_site(ws, "L-01").row.population is None
    with pytest.raises(Refusal, match="still named by P-01 Reading texts and U-02 Ben Okafor") as refused:
        sites.remove_site(ws, "L-01")
    assert "no longer active" in refused.value.hint
    pilots.set_pilot_sites(ws, pilot, [])
    people.edit_person(ws, person, {"site": None})
    assert sites.remove_site(ws, "L-01").said == "Removed L-01 Lincoln School."
    with pytest.raises(NotFound):
        sites.show_site(ws, "L-01")


def test_somebody_who_left_still_names_their_site(ws: Workspace) -> None:
    site = a_site(ws, "Lincoln")
    person = a_person(ws, site=site)
    people.edit_person(ws, person, {"active": False})
    assert sites.show_site(ws, site).row.people == 0
    with pytest.raises(Refusal, match=person):
        sites.remove_site(ws, site)


def test_a_name_is_given_once(either: Workspace) -> None:
    a_site(either, "Lincoln")
    with pytest.raises(InvalidInput, match="There is a site of that name already") as refused:
        a_site(either, "Lincoln")
    assert refused.value.field == "name"


def test_an_unknown_one_suggests_the_nearest(ws: Workspace) -> None:
    a_site(ws, "Lincoln")
    with pytest.raises(NotFound) as refused:
        sites.show_site(ws, "Lincon")
    assert refused.value.hint == "Did you mean Lincoln?"
    with pytest.raises(InvalidInput, match="P-01 is the key of a pilot, not of a site"):
        sites.show_site(ws, "P-01")
