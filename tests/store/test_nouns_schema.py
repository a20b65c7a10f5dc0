"""The database itself refuses what must never be in it, on both stores, whoever writes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from pilotboard.usecases import items, memberships, pilots
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_board, a_pilot, a_site, a_team, make_store

Run = Callable[[str], object]

# A statement each that must be refused: P-01 has team 1 and items 1 to 3, P-02 has no team; person 1, site 1.
REFUSED = {
    "half an estimate": "UPDATE backlog_item SET estimate = 2.5 WHERE id = 1",
    "an estimate in words": "UPDATE backlog_item SET estimate = 'three' WHERE id = 1",
    "an estimate over 100": "UPDATE backlog_item SET estimate = 101 WHERE id = 1",
    "a negative estimate": "UPDATE backlog_item SET estimate = -1 WHERE id = 1",
    "30 February": "UPDATE backlog_item SET due_on = '2026-02-30' WHERE id = 1",
    "no day at all": "UPDATE pilot SET decision_due = 'soon' WHERE id = 1",
    "a title of 201 characters": f"UPDATE backlog_item SET title = '{'x' * 201}' WHERE id = 1",
    "an empty title": "UPDATE backlog_item SET title = '' WHERE id = 1",
    "a description of 20,001 characters": f"UPDATE backlog_item SET description = '{'x' * 20_001}' WHERE id = 1",
    "an unknown state": "UPDATE backlog_item SET state = 'flying' WHERE id = 1",
    "an unknown type": "UPDATE backlog_item SET type = 'epic' WHERE id = 1",
    "blocked without a reason": "UPDATE backlog_item SET blocked_since = created_at WHERE id = 1",
    "a reason without being blocked": "UPDATE backlog_item SET blocked_reason = 'why' WHERE id = 1",
    "dropped without a reason": "UPDATE backlog_item SET state = 'dropped' WHERE id = 1",
    "done without a day": "UPDATE backlog_item SET state = 'done' WHERE id = 1",
    "finished without being done": "UPDATE backlog_item SET finished_at = created_at WHERE id = 1",
    "two items of one number": "UPDATE backlog_item SET number = 2 WHERE id = 1",
    "two items at one place": "UPDATE backlog_item SET rank = (SELECT max(rank) FROM backlog_item) WHERE id = 1",
    "an item of a pilot that is not there": "UPDATE backlog_item SET pilot_id = 99 WHERE id = 1",
    "an item with another team than its pilot": "UPDATE backlog_item SET team_id = 2 WHERE id = 1",
    "a pilot given away without its items": "UPDATE pilot SET team_id = 2 WHERE id = 1",
    "an assignee that is not there": "UPDATE backlog_item SET assignee_id = 99 WHERE id = 1",
    "a label worn twice": "INSERT INTO item_label (item_id, label_id) SELECT item_id, label_id FROM item_label",
    "two labels that read the same": "INSERT INTO label (name, folded) SELECT 'URGENT', folded FROM label",
    "an empty line of a checklist": "UPDATE acceptance_criterion SET text = ''",
    "an end before the start": "UPDATE pilot SET starts_on = '2026-03-02', ends_on = '2026-03-01' WHERE id = 1",
    "a pilot without a title": "UPDATE pilot SET title = '' WHERE id = 1",
    "a pilot twice at a site": "INSERT INTO pilot_site (pilot_id, site_id) SELECT pilot_id, site_id FROM pilot_site",
    "a removed site that a pilot names": "DELETE FROM site WHERE id = 1",
    "a share of nothing": "UPDATE membership SET share = 0",
    "half a percent": "UPDATE membership SET share = 12.5",
    "a share over all": "UPDATE membership SET share = 101",
    "left before joining": "UPDATE membership SET end_on = '2000-01-01'",
    "an unknown role": "UPDATE membership SET role = 'king'",
    "two teams of one name": "UPDATE team SET name = (SELECT name FROM team WHERE id = 1) WHERE id = 2",
    "two people of one short name": "INSERT INTO person (number, name, handle, email, role, active, version, folded)"
    " SELECT 9, name, handle, email, role, active, version, folded FROM person WHERE id = 1",
    "a name of 121 characters": f"UPDATE person SET name = '{'x' * 121}' WHERE id = 1",
    "a negative population": "UPDATE site SET population = -1",
    "half a person": "UPDATE site SET population = 2.5",
    "an unknown kind of place": "UPDATE site SET kind = 'moon'",
    "a second organisation": "INSERT INTO organisation (id, name, labels, counting, time_zone, sample, created_at,"
    " version) SELECT 2, name, labels, counting, time_zone, sample, created_at, version FROM organisation",
    "a column limit of nothing": "UPDATE board_state SET wip_limit = 0",
    "half a limit": "UPDATE board_state SET wip_limit = 1.5",
    "an operation twice": "UPDATE journal SET operation_id = (SELECT min(operation_id) FROM journal)",
    "a line of the journal without its entry": "UPDATE journal_row SET entry_id = 999999",
    "a counter that goes back to nothing": "UPDATE counter SET next = 0",
}
# PostgreSQL turns these into whole numbers by itself: no half is stored there either.
ROUNDED = {"half an estimate", "half a percent", "half a person", "half a limit"}


@contextmanager
def opened(url: str) -> Iterator[Run]:
    """Statements on a bare connection, each a transaction of its own, as another program would run them."""
    if "://" not in url:
        connection: Any = sqlite3.connect(url, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
    else:
        connection = psycopg.connect(url, autocommit=True)
    try:
        yield connection.execute
    finally:
        connection.close()


@pytest.fixture
def store(store_url: str) -> str:
    """One of everything."""
    ws = make_store(store_url)
    site = a_site(ws)
    team, pilot, keys = a_board(ws, 3)
    other = a_team(ws)
    a_pilot(ws)
    pilots.set_pilot_sites(ws, pilot, [site])
    memberships.join_team(ws, team, {"person": "me"})
    memberships.join_team(ws, other, {"person": "me", "share": 20})
    items.add_labels(ws, keys[:1], ["Urgent"])
    items.add_criterion(ws, keys[0], "Families have seen it")
    _limit(ws, team)
    ws.close()
    return store_url


def _limit(ws: Workspace, team: str) -> None:
    from pilotboard.domain.items import ItemState
    from pilotboard.usecases import board

    board.set_column(ws, team, ItemState.REVIEW, {"limit": 2})


def test_the_database_refuses(store: str) -> None:
    """Each statement is refused, and leaves everything as it was."""
    taken = []
    with opened(store) as run:
        for what, statement in REFUSED.items():
            try:
                run(statement)
            except (sqlite3.IntegrityError, psycopg.Error):
                continue
            taken.append(what)
    assert set(taken) - (ROUNDED if "://" in store else set()) == set()


def test_no_half_is_kept(store: str) -> None:
    with opened(store) as run:
        for what in ROUNDED:
            try:
                run(REFUSED[what])
            except (sqlite3.IntegrityError, psycopg.Error):
                continue
        for column, table in (("estimate", "backlog_item"), ("share", "membership"), ("population", "site")):
            kept: Any = run(f"SELECT {column} FROM {table} WHERE {column} <> CAST({column} AS INTEGER)")
            assert kept.fetchall() == []


def test_the_gate_sees_a_missing_check(sqlite_path: Any) -> None:
    """The same statement goes through where the CHECK is not: the refusals above are the schema's."""
    make_store(str(sqlite_path)).close()
    with opened(str(sqlite_path)) as run:
        found: Any = run("SELECT sql FROM sqlite_master WHERE name = 'site'")
        bare = found.fetchone()[0].replace("CREATE TABLE site", "CREATE TABLE bare")
        kept = "\n".join(line for line in bare.splitlines() if "ck_site_population" not in line)
        assert kept != bare
        run(kept)
        run(
            "INSERT INTO bare (number, name, kind, focal, population, note, active, version, folded)"
            " VALUES (1, 'x', 'school', 0, -1, '', 1, 1, '')"
        )
        with pytest.raises(sqlite3.IntegrityError):
            run(
                "INSERT INTO site (number, name, kind, focal, population, note, active, version, folded)"
                " VALUES (1, 'x', 'school', 0, -1, '', 1, 1, '')"
            )
