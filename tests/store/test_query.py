"""Filters as SQL: every field and flag finds what it should, on both databases, whatever is typed as a value."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pilotboard.domain.errors import FilterError
from pilotboard.domain.items import item_fields
from pilotboard.domain.leftovers import leftover_decisions
from pilotboard.usecases import items, sprint_life, sprint_scope, years
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_person, a_pilot, a_team, an_item, as_user, make_store
from tests.domain.nasty import NASTY

NEXT = date(2026, 3, 19)
TEXTS, CALLS, PATH, STREET, PLAIN = "P01-01", "P01-02", "P01-03", "P01-04", "P02-01"
EVERY = {TEXTS, CALLS, PATH, STREET, PLAIN}

# Today is Wednesday 2026-03-18; the fifth item is made, and the second begun, two days later.
FILTERS: dict[str, set[str]] = {
    "": EVERY,
    "   ": EVERY,
    # text
    "reading": {TEXTS},
    "READING TEXT": {TEXTS},
    "text reading": {TEXTS},
    '"text reading"': set(),
    '"reading text"': {TEXTS},
    "families": {TEXTS},
    "strasse": {STREET},
    "STRASSE": {STREET},
    "100%": {PATH},
    "%": {PATH},
    "_": {PATH},
    "done_list": {PATH},
    "\\": {PATH},
    "ed%": set(),
    "p01": {TEXTS, CALLS, PATH, STREET},
    "p02-01": {PLAIN},
    "'": {STREET},
    "\"'quotes'\"": {STREET},
    # fields
    "key:p01-02": {CALLS},
    "key:P02": {PLAIN},
    "title:text": {TEXTS},
    "title:families": set(),
    "title:plain,call": {PLAIN, CALLS},
    "description:families": {TEXTS},
    "description:reading": set(),
    "description:none": EVERY - {TEXTS},
    "year:2025-26": EVERY,
    "year:this": EVERY,
    "year:2024-25": set(),
    "year:next": {TEXTS, CALLS, PLAIN},
    "year:2024-25,2026-27": {TEXTS, CALLS, PLAIN},
    "type:story": {TEXTS, PLAIN},
    "type:task,spike": {CALLS, PATH},
    "state:ready": {TEXTS},
    "state:doing": {CALLS},
    "state:done,dropped": {PATH, STREET},
    "status:backlog": {PLAIN},
    "-state:done": EVERY - {PATH},
    "pilot:P-01": {TEXTS, CALLS, PATH, STREET},
    "pilot:p-02": {PLAIN},
    "pilot:homework": {PLAIN},
    "pilot:aims": set(),
    "team:T-01": {TEXTS, CALLS, PATH, STREET},
    "team:heron": {TEXTS, CALLS, PATH, STREET},
    "team:wading": set(),
    "team:none": {PLAIN},
    "-team:heron": {PLAIN},
    "assignee:me": {TEXTS},
    "assignee:ana": {TEXTS},
    "assignee:u-02": {CALLS},
    '-assignee:"ben okafor"': EVERY - {CALLS},
    "assignee:nobody": {PATH, STREET, PLAIN},
    "who:ben,none": {CALLS, PATH, STREET, PLAIN},
    "estimate:3": {TEXTS},
    "estimate>3": {PATH},
    "estimate>=3": {TEXTS, PATH},
    "estimate<8": {TEXTS},
    "estimate<=8": {TEXTS, PATH},
    "points:none": {CALLS, STREET, PLAIN},
    "label:urgent": {TEXTS, CALLS},
    "label:URGENT,later": {TEXTS, CALLS, PATH},
    "-label:urgent": {PATH, STREET, PLAIN},
    "label:none": {STREET, PLAIN},
    "label:urg": set(),
    "due:2026-03-20": {TEXTS},
    "due<today": {CALLS},
    "due<=fri": {TEXTS, CALLS},
    "due>today": {TEXTS},
    "due:none": {PATH, STREET, PLAIN},
    "created:2026-03-18": EVERY - {PLAIN},
    "created>2026-03-18": {PLAIN},
    "created<=2026-03-18": EVERY - {PLAIN},
    "created>=2026-03-20": {PLAIN},
    "created<2026-03-20": EVERY - {PLAIN},
    "started:2026-03-20": {CALLS},
    "started:none": {TEXTS, STREET, PLAIN},
    "finished:2026-03-18": {PATH},
    "finished:none": EVERY - {PATH},
    "note:district": {CALLS},
    "note:none": EVERY - {CALLS},
    "notes:nothing": set(),
    "sprint:S-2": {TEXTS, CALLS},
    "sprint:s-1": set(),
    "sprint:S-20": set(),
    "archived": set(),
    "-archived": EVERY,
    "sprint:planned": {TEXTS, CALLS},
    "sprint:active": set(),
    "sprint:evenings": {TEXTS, CALLS},
    "sprint:none": {PATH, STREET, PLAIN},
    # flags
    "carried": {TEXTS},
    "-carried": EVERY - {TEXTS},
    "blocked": {CALLS},
    "-blocked": EVERY - {CALLS},
    "stuck": {CALLS},
    "unassigned": {PATH, STREET, PLAIN},
    "mine": {TEXTS},
    "mine:no": EVERY - {TEXTS},
    "overdue": {CALLS},
    "open": {TEXTS, CALLS, PLAIN},
    # together
    "mine OR blocked": {TEXTS, CALLS},
    "(type:story OR type:task) open -mine": {CALLS, PLAIN},
    "NOT (label:urgent OR label:later)": {STREET, PLAIN},
    "-estimate>3": EVERY - {PATH},
    "-due<today": EVERY - {CALLS},
}


def fill(url: str) -> Workspace:
    ws = make_store(url)
    a_person(ws, "Ben Okafor")
    for first in (2024, 2025, 2026):
        days = {"start": date(first, 8, 17), "end": date(first + 1, 6, 5)}
        years.add_year(ws, {"name": f"{first}-{first - 1999}", **days})
    pilot = a_pilot(ws, "Reading texts", team=a_team(ws, "Heron", purpose="A wading bird"))
    other = a_pilot(ws, "Homework club", aim="aims")
    an_item(
        ws,
        pilot,
        "Reading text",
        state="ready",
        assignee="me",
        estimate=3,
        labels=["Urgent"],
        due=date(2026, 3, 20),
        description="For families",
    )
    an_item(ws, pilot, "Call list", type="task", assignee="ben.okafor", labels=["urgent"], due=date(2026, 3, 10))
    an_item(ws, pilot, "100% done_list \\ path", type="spike", state="done", estimate=8, labels=["later"])
    an_item(ws, pilot, "Straße 'quotes'", type="improvement")
    items.move_items(ws, [STREET], "dropped", "not ours")
    sprint_life.plan_sprint(ws, {"team": "Heron", "start": DAY, "end": DAY, "goal": "One text"})
    sprint_life.plan_sprint(ws, {"team": "Heron", "start": NEXT, "end": NEXT, "goal": "More evenings"})
    sprint_scope.plan_items(ws, [TEXTS], "S-1")
    sprint_life.start_sprint(ws, "S-1")
    sprint_life.close_sprint(ws, "S-1", leftover_decisions(carry=[TEXTS]))
    sprint_scope.plan_items(ws, [CALLS], "S-2")
    later = as_user(ws, "ana.ruiz", days_later=2)
    an_item(later, other, "Plain")
    items.move_items(later, [CALLS], "doing")
    items.block_items(later, [CALLS], "no number")
    items.add_note(later, CALLS, "Ask the DISTRICT for it")
    later.close()
    return ws


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The items above in a file, for all that only read."""
    ws = fill(str(tmp_path_factory.mktemp("query") / "pilotboard.db"))
    yield ws
    ws.close()


def found(ws: Workspace, text: str) -> set[str]:
    page = items.list_items(ws, text)
    assert page.total == len(page.rows)
    return {row.key for row in page.rows}


def test_each_filter_finds_its_items(store_url: str) -> None:
    ws = fill(store_url)
    wrong = {text: found(ws, text) for text, keys in FILTERS.items() if found(ws, text) != keys}
    assert wrong == {}
    ws.close()


def test_every_field_is_asked_for_above() -> None:
    asked = " ".join(FILTERS)
    assert [name for name in item_fields() if name not in asked] == []


@pytest.mark.parametrize(
    "text",
    [
        "colour:red",
        "state:flying",
        "year:1999",
        "year>2025-26",
        "due<never",
        "(a",
        'x "open',
        "estimate:2.5",
        "blocked>3",
    ],
)
def test_what_cannot_be_read_never_reaches_the_database(embedded: Workspace, text: str) -> None:
    with pytest.raises(FilterError):
        items.list_items(embedded, text)


def test_nasty_texts_are_looked_for_as_they_are(store_url: str) -> None:
    """Each finds the item that has it in its title; as a value of any other field it finds nothing of ours."""
    ws = fill(store_url)
    missed, mistaken = [], []
    for text in NASTY:
        title = text[:180].replace('"', "").strip()
        key = an_item(ws, "P-02", f"before {title} after")
        missed += [form for form in ('"{}"', 'title:"{}"') if key not in found(ws, form.replace("{}", title))]
        others = ("description", "note", "label", "assignee", "pilot", "team", "key")
        mistaken += [(field, title) for field in others if found(ws, f'{field}:"before {title} after"')]
        items.remove_items(ws, [key])
    assert (missed, mistaken) == ([], [])
    assert found(ws, "") == EVERY
    ws.close()


@pytest.mark.parametrize(
    "text",
    [
        "label:" + ",".join("a" * 900),
        "state:" + ",".join(["done"] * 390),
        " OR ".join(["blocked"] * 180),
        "(" * 19 + "mine" + ")" * 19,
        "-" * 15 + "mine",
        "x" * 2000,
        '"' + "%" * 1900 + '"',
        " ".join(f"note:{number}" for number in range(190)),
    ],
)
def test_long_filters_are_answered(store_url: str, text: str) -> None:
    ws = make_store(store_url)
    assert found(ws, text) == set()
    ws.close()


def test_both_databases_agree(sqlite_path: Path, postgres_url: str) -> None:
    chance = random.Random(20260318)
    one, other = fill(str(sqlite_path)), fill(postgres_url)
    pieces = [text for text in FILTERS if text.strip()]
    for _ in range(150):
        parts = [f"({chance.choice(['', '', '-'])}{chance.choice(pieces)})".replace("(-", "-(") for _ in range(4)]
        text = parts[0] + "".join(chance.choice([" ", " OR "]) + part for part in parts[1:])
        assert found(one, text) == found(other, text), text
    one.close()
    other.close()
