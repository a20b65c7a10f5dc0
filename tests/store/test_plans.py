"""What each view costs: its statements, the rows it reads, and that none walks through all items to find a few."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pilotboard.store.reading.find import KINDS
from pilotboard.usecases import (
    board,
    feedback,
    items,
    people,
    pilots,
    sites,
    sprint_life,
    sprint_scope,
    sprints,
    teams,
    years,
)
from pilotboard.usecases.find import find
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_board, a_pilot, make_store, some_items
from tests.store.watching import watching

# A walk through an index that holds all that is asked is what a list of everything costs; a walk through the table of
# items, or sorting them anew, is not needed anywhere.
WALK = re.compile(r"SCAN (i|b|backlog_item|f|feedback)\b(?!.*COVERING INDEX)")
SORT = "USE TEMP B-TREE FOR ORDER BY"

View = Callable[[Workspace], object]
VIEWS: dict[str, tuple[View, int]] = {
    "board of a team": (lambda ws: board.show_board(ws, "T-01"), 5),
    "board of a pilot": (lambda ws: board.show_board(ws, "P-01"), 5),
    "board of a pilot without a team": (lambda ws: board.show_board(ws, "P-02"), 3),
    "ids of all items": (items.item_ids, 1),
    "ids of a team's items": (lambda ws: items.item_ids(ws, scope="T-01"), 2),
    "ids of a pilot's items": (lambda ws: items.item_ids(ws, scope="P-01"), 2),
    "first items": (lambda ws: items.list_items(ws, limit=2), 3),
    "items by id": (lambda ws: items.items_by_ids(ws, [1, 2, 3]), 1),
    "one item": (lambda ws: items.show_item(ws, "P01-01"), 7),
    "items of a school year": (lambda ws: items.item_ids(ws, "year:2025-26"), 2),
    "voices of a school year": (lambda ws: feedback.list_feedback(ws, "year:2025-26"), 3),
    "blocked items": (lambda ws: items.item_ids(ws, "blocked"), 1),
    "pilots": (pilots.list_pilots, 1),
    "one pilot": (lambda ws: pilots.show_pilot(ws, "P-01"), 5),
    "running sprints, of which there are none": (sprints.running_sprints, 1),
    "teams": (teams.list_teams, 1),
    "one team": (lambda ws: teams.show_team(ws, "T-01"), 6),
    "people": (people.list_people, 1),
    "one person": (lambda ws: people.show_person(ws, "U-01"), 4),
    "sites": (sites.list_sites, 1),
    "newest entry": (Workspace.newest_entry, 1),
}
# The order of a backlog and of a board's columns comes from an index; these sort the few rows of one thing.
SORTS_FEW = {
    "one item",
    "one team",
    "one person",
    "one pilot",
    "ids of a pilot's items",
    "voices of a school year",
    "items of a school year",
}


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A store for all that only read."""
    made = a_store(tmp_path_factory.mktemp("plans") / "pilotboard.db")
    yield made
    made.close()


def a_store(path: Path) -> Workspace:
    """A team with a pilot and some items, a pilot without a team."""
    made = make_store(str(path))
    years.add_year(made, {"name": "2025-26", "start": date(2025, 8, 18), "end": date(2026, 6, 5)})
    _, _, keys = a_board(made, 6)
    items.move_items(made, keys[:2], "doing")
    items.block_items(made, keys[:1], "why")
    items.move_items(made, keys[3:4], "done")
    some_items(made, "P-01", 1)
    some_items(made, a_pilot(made), 2)
    return made


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_asks_so_often_and_searches_by_index(ws: Workspace, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    view, statements = VIEWS[name]
    with watching(ws, monkeypatch) as seen:
        view(ws)
    assert len(seen.statements) == statements, [sql for sql, _ in seen.statements]
    plans = seen.plans(ws)
    assert [step for step in plans if WALK.search(step)] == []
    assert name in SORTS_FEW or SORT not in plans


@pytest.mark.parametrize(
    "name", ["pilots", "teams", "blocked items", "ids of all items", "ids of a pilot's items", "items of a school year"]
)
def test_the_figures_of_a_list_come_from_indexes_alone(
    ws: Workspace, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search that then opens each item costs a thousand pilots' list ten times as much."""
    with watching(ws, monkeypatch) as seen:
        VIEWS[name][0](ws)
    steps = [step for step in seen.plans(ws) if re.match(r"(SEARCH|SCAN) i\b", step)]
    assert steps
    assert [step for step in steps if "COVERING INDEX" not in step] == []


def test_the_stage_of_every_pilot_is_searched_by_index(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(ws, monkeypatch) as seen:
        pilots.list_pilots(ws)
    walks = [step for step in seen.plans(ws) if re.match(r"SCAN (s|si|f|c|d|dr)\b", step)]
    assert walks == []
    assert any(step.startswith("SEARCH si USING COVERING INDEX") for step in seen.plans(ws))


def test_running_sprints_are_read_together_and_found_by_index(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = make_store(str(sqlite_path))
    for _ in range(3):
        team, _, keys = a_board(ws, 2)
        days = {"start": date(2026, 3, 16), "end": date(2026, 3, 27)}
        key = sprint_life.plan_sprint(ws, {"team": team, "goal": "G", **days}).keys[0]
        sprint_scope.plan_items(ws, keys, key)
        sprint_life.start_sprint(ws, key)
    with watching(ws, monkeypatch) as seen:
        assert len(sprints.running_sprints(ws)) == 3
    assert len(seen.statements) == 4
    steps = [step for step in seen.plans(ws) if re.match(r"(SEARCH|SCAN) (s|si|i|t)\b", step)]
    assert steps[0].startswith("SCAN s USING INDEX uq_sprint_one_active")
    assert [step for step in steps[1:] if not step.startswith("SEARCH")] == []
    ws.close()


def test_the_gate_sees_a_missing_index(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ws = a_store(sqlite_path)
    with sqlite3.connect(sqlite_path) as other:
        for (index,) in other.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE '%backlog_item_team%'"
        ).fetchall():
            other.execute(f"DROP INDEX {index}")
    with watching(ws, monkeypatch) as seen:
        board.show_board(ws, "T-01")
    assert any(WALK.search(step) for step in seen.plans(ws))
    ws.close()


def test_rows_read_do_not_grow_with_the_items(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ws = a_store(sqlite_path)
    names = ("pilots", "teams", "board of a team", "board of a pilot", "one pilot", "first items")

    def rows_read() -> dict[str, int]:
        found = {}
        for name in names:
            with watching(ws, monkeypatch) as seen:
                VIEWS[name][0](ws)
            found[name] = seen.rows
        return found

    few = rows_read()
    some_items(ws, "P-01", 30)  # in the backlog: on no board
    assert rows_read() == few
    ws.close()


def test_a_list_filtered_and_cut_counts_in_one_more(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(ws, monkeypatch) as seen:
        page = items.list_items(ws, "state:ready", limit=1)
    assert (len(page.rows), page.total) == (1, 3)
    assert len(seen.statements) == 3


def test_finding_asks_once_for_each_kind(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(ws, monkeypatch) as seen:
        assert find(ws, "item")
    assert len(seen.statements) == len(KINDS)
