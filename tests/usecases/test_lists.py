"""Lists of pilots, teams, people and sites: filtered in the same language as items, sorted, cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from pilotboard.domain.errors import FilterError, InvalidInput
from pilotboard.domain.matching import Subject
from pilotboard.domain.people import person_subject
from pilotboard.domain.pilots import pilot_subject
from pilotboard.domain.sites import site_subject
from pilotboard.domain.teams import team_subject
from pilotboard.usecases import items, memberships, people, pilots, sites, teams, years
from pilotboard.usecases.pages import Page
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_person, a_pilot, a_site, a_team, make_store, some_items
from tests.domain.nasty import NASTY


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Three pilots, two teams and one that was dissolved, three people, three sites; for all that only read."""
    ws = make_store(str(tmp_path_factory.mktemp("lists") / "pilotboard.db"))
    for first in (2024, 2025):
        days = {"start": date(first, 8, 18), "end": date(first + 1, 6, 5)}
        years.add_year(ws, {"name": f"{first}-{first - 1999}", **days})
    a_site(ws, "Lincoln", focal=True, population=214)
    a_site(ws, "District office", kind="office", population=12)
    a_site(ws, "Roosevelt", note="closed since 2024", active=False)
    a_person(ws, "Ben Okafor", role="coach", site="Lincoln")
    a_person(ws, "Carla Díaz", role="leader", active=False, handle="carla")
    a_team(ws, "Heron", formed_on=date(2025, 9, 1))
    a_team(ws, "Otter", purpose="Maths in small groups")
    a_team(ws, "Gone")
    teams.dissolve_team(ws, "Gone")
    memberships.join_team(ws, "Heron", {"person": "me", "share": 60})
    memberships.join_team(ws, "Heron", {"person": "ben.okafor", "share": 50})
    memberships.join_team(ws, "Otter", {"person": "ben.okafor", "share": 60})
    texts = {"aim": "More read", "hypothesis": "Texts help", "team": "Heron", "coach": "ben.okafor", "sponsor": "me"}
    a_pilot(ws, "Reading texts", **texts, sites=["Lincoln", "L-02"], decision_due=date(2026, 5, 1))
    a_pilot(ws, "Homework club", team="Otter", decision_due=date(2026, 3, 10))
    a_pilot(ws, "Later Wednesdays")
    pilots.close_pilot(ws, "P-03")
    keys = some_items(ws, "P-01", 2)
    items.move_items(ws, keys[:1], "doing")
    items.block_items(ws, keys[:1], "no number")
    some_items(ws, "P-02", 3)
    yield ws
    ws.close()


List = Callable[..., Page[Any]]
FOUND: dict[str, dict[str, str]] = {
    "pilots": {
        "": "P-01 P-02 P-03",
        "reading": "P-01",
        "TEXTS reading": "P-01",
        "heron": "P-01",
        "lincoln": "P-01",
        "more": "",
        "key:p-02": "P-02",
        "title:club": "P-02",
        "title:heron": "",
        "stage:charter": "P-01",
        "-stage:charter": "P-02 P-03",
        "team:T-02": "P-02",
        "team:otter,heron": "P-01 P-02",
        "team:none": "P-03",
        "site:office": "P-01",
        "sites:none": "P-02 P-03",
        "coach:ben": "P-01",
        "coach:me": "",
        "sponsor:me": "P-01",
        "sponsor:nobody": "P-02 P-03",
        "decision<today": "P-02",
        "due>=2026-05-01": "P-01",
        "decision:none": "P-03",
        "closed_on:today": "P-03",
        "closed": "P-03",
        "open": "P-01 P-02",
        "blocked": "P-01",
        "blocked OR closed": "P-01 P-03",
        "parked": "",
        "open -parked year:this": "P-01 P-02",
        "year:2024-25": "",
        "goal:none": "P-01 P-02 P-03",
        "NOT (blocked OR closed)": "P-02",
    },
    "teams": {
        "": "T-01 T-02 T-03",
        "her": "T-01",
        "maths": "T-02",
        "key:t-1": "",
        "key:T-01": "T-01",
        "name:otter": "T-02",
        "name:maths": "",
        "members>1": "T-01",
        "members:0": "T-03",
        "pilots>=1": "T-01 T-02",
        "formed<2026-01-01": "T-01",
        "dissolved:today": "T-03",
        "dissolved:none": "T-01 T-02",
        "active": "T-01 T-02",
        "-active": "T-03",
        "parked": "",
        "year:2025-26": "T-01 T-02 T-03",
        "year:last": "",
        "blocked": "T-01",
        "stuck": "T-01",
    },
    "people": {
        "": "U-01 U-02 U-03",
        "ruiz": "U-01",
        "diaz": "",
        "díaz": "U-03",
        "okafor": "U-02",
        "otter": "U-02",
        "key:U-02": "U-02",
        "name:carla": "U-03",
        "handle:ana": "U-01",
        "role:coach,leader": "U-02 U-03",
        "site:lincoln": "U-02",
        "site:L-01": "U-02",
        "site:none": "U-01 U-03",
        "team:heron": "U-01 U-02",
        "team:none": "U-03",
        "share>100": "U-02",
        "share<=60": "U-01 U-03",
        "active": "U-01 U-02",
    },
    "sites": {
        "": "L-01 L-02 L-03",
        "office": "L-02",
        "2024": "",
        "key:L-03": "L-03",
        "name:lin": "L-01",
        "kind:school": "L-01 L-03",
        "population>100": "L-01",
        "population:none": "L-03",
        "focal": "L-01",
        "-active": "L-03",
    },
}
LISTS: dict[str, List] = {
    "pilots": pilots.list_pilots,
    "teams": teams.list_teams,
    "people": people.list_people,
    "sites": sites.list_sites,
}
SUBJECTS: dict[str, Callable[[], Subject[Any]]] = {
    "pilots": pilot_subject,
    "teams": team_subject,
    "people": person_subject,
    "sites": site_subject,
}


def keys(ws: Workspace, noun: str, *given: object, **more: object) -> str:
    return " ".join(row.key for row in LISTS[noun](ws, *given, **more).rows)


@pytest.mark.parametrize("noun", FOUND)
def test_each_filter_finds_its_lines(filled: Workspace, noun: str) -> None:
    wrong = {text: found for text, said in FOUND[noun].items() if (found := keys(filled, noun, text)) != said}
    assert wrong == {}


@pytest.mark.parametrize("noun", FOUND)
def test_every_field_is_asked_for_above(noun: str) -> None:
    asked = " ".join(FOUND[noun])
    subject = SUBJECTS[noun]()
    assert [name for name in subject.fields if name not in asked] == []
    assert set(subject.fields) == set(subject.values)


@pytest.mark.parametrize(
    ("noun", "sort", "said"),
    [
        ("pilots", "title", "P-02 P-03 P-01"),
        ("pilots", "stage", "P-01 P-02 P-03"),
        ("pilots", "team", "P-01 P-02 P-03"),
        ("pilots", "decision", "P-02 P-01 P-03"),
        ("pilots", "open", "P-02 P-01 P-03"),
        ("pilots", "activity", "P-01 P-02 P-03"),
        ("teams", "name", "T-03 T-01 T-02"),
        ("teams", "members", "T-01 T-02 T-03"),
        ("teams", "pilots", "T-01 T-02 T-03"),
        ("people", "name", "U-01 U-02 U-03"),
        ("people", "role", "U-02 U-03 U-01"),
        ("people", "share", "U-02 U-01 U-03"),
        ("sites", "name", "L-02 L-01 L-03"),
        ("sites", "kind", "L-02 L-01 L-03"),
        ("sites", "pilots", "L-01 L-02 L-03"),
    ],
)
def test_lists_are_sorted(filled: Workspace, noun: str, sort: str, said: str) -> None:
    assert keys(filled, noun, sort=sort) == said


@pytest.mark.parametrize("noun", FOUND)
def test_lists_are_cut_and_still_counted(filled: Workspace, noun: str) -> None:
    page = LISTS[noun](filled, limit=2)
    assert (len(page.rows), page.total) == (2, 3)


@pytest.mark.parametrize("noun", FOUND)
def test_what_cannot_be_read_says_where(filled: Workspace, noun: str) -> None:
    with pytest.raises(FilterError) as refused:
        LISTS[noun](filled, "key:x colour:red")
    assert (refused.value.position, "Known fields: key" in refused.value.hint) == (6, True)
    with pytest.raises(InvalidInput, match="cannot be sorted") as wrong:
        LISTS[noun](filled, sort="kez")
    assert "Did you mean key?" in wrong.value.hint


@pytest.mark.parametrize("noun", FOUND)
def test_nasty_texts_find_nothing_of_ours(filled: Workspace, noun: str) -> None:
    for text in NASTY:
        title = text.replace('"', "").strip()
        assert keys(filled, noun, f'"before {title}" OR key:"before {title}"') == ""
