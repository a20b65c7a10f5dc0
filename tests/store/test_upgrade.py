"""Migrations: the first one is the models word for word; each runs on a filled store, backed up before, whole."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import IntegrityError

from pilotboard.domain.errors import DamagedData, PilotboardError, StoreReadOnly, StoreUnavailable
from pilotboard.store import backup, opening, sqlite, upgrade
from pilotboard.store.location import Location, locate
from pilotboard.store.migrations import run
from pilotboard.store.migrations.run import HERE, Goal, migrate
from pilotboard.store.schema import REVISION, SCHEMA
from pilotboard.usecases import items, pilots, upkeep
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, make_store, some_items
from tests.store import first_schema
from tests.store.rows import rows_of
from tests.store.schema_text import schema_text
from tests.store.test_check import busy_store

PLANTED = Goal("0003", SCHEMA + 2, (HERE / "versions", Path(__file__).parent / "planted"))


def rows(store: str, *queries: str) -> list[list[tuple[object, ...]]]:
    """What these queries find, without the program."""
    location = locate(store)
    connection: Any = psycopg.connect(location.url) if location.path is None else sqlite3.connect(location.path)
    try:
        return [list(connection.execute(query).fetchall()) for query in queries]
    finally:
        connection.close()


def older(store: str) -> Workspace:
    """A filled store of the schema before the planted migrations: this version's."""
    ws = busy_store(store)
    ws.close()
    return ws


# --- the first revision ---------------------------------------------------------------------------------


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_the_first_revision_is_written_from_the_models(database: str) -> None:
    written = first_schema.path(database).read_text(encoding="utf-8")
    assert written == first_schema.statements(database), "run: python -m tests.store.first_schema"


def test_the_first_revision_makes_what_a_new_store_has(
    store_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    make_store(store_url).close()
    if locate(store_url).embedded:
        other = str(tmp_path / "migrated.db")
        Path(other).touch()
        migrate(locate(other))
        assert schema_text(other) == schema_text(store_url)
        return
    server = request.getfixturevalue("postgres_server")
    with server.database() as other:
        migrate(locate(other))
        assert schema_text(other) == schema_text(store_url)


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE team ADD COLUMN colour VARCHAR",
        "DROP INDEX uq_backlog_item_pilot_rank",
        "DROP INDEX uq_backlog_item_team_rank; CREATE UNIQUE INDEX u ON backlog_item (team_id, rank) WHERE team_id > 0",
    ],
)
def test_a_planted_difference_of_the_schema_is_seen(store_url: str, change: str) -> None:
    make_store(store_url).close()
    before = schema_text(store_url)
    location = locate(store_url)
    if location.path is None:
        with psycopg.connect(location.url, autocommit=True) as server:
            server.execute(change.encode())
    else:
        connection = sqlite3.connect(location.path)
        connection.executescript(change)
        connection.close()
    assert schema_text(store_url) != before


def test_the_numbers_of_the_schema_agree() -> None:
    names = sorted(path.name for path in (HERE / "versions").glob("*.py"))
    assert names[-1].startswith(f"{REVISION}_")
    assert len(names) == SCHEMA == int(REVISION)


# --- upgrading ------------------------------------------------------------------------------------------


def test_there_is_nothing_to_do_on_a_new_store(store_url: str) -> None:
    ws = make_store(store_url)
    done = upkeep.upgrade(ws)
    assert (done.before, done.after, done.backup) == (SCHEMA, SCHEMA, "")
    assert done.said.startswith("Nothing to do")
    ws.close()


def test_a_filled_store_is_upgraded(store_url: str) -> None:
    ws = older(store_url)
    query = "SELECT id, title, estimate, rank, folded FROM backlog_item ORDER BY id"
    before = rows(store_url, query, "SELECT count(*) FROM item_event", "SELECT * FROM journal_row ORDER BY id")
    text_before = schema_text(store_url)
    done = upgrade.upgrade(ws.location, ws.now(), goal=PLANTED)
    assert (done.before, done.after) == (SCHEMA, SCHEMA + 2)
    assert rows(store_url, query, "SELECT count(*) FROM item_event", "SELECT * FROM journal_row ORDER BY id") == before
    filled, themes = rows(
        store_url,
        "SELECT count(*) FROM backlog_item WHERE effort IS NOT DISTINCT FROM estimate * 10",
        "SELECT l.name, t.name FROM topic t JOIN label l ON l.id = t.label_id",
    )
    assert filled == [(len(before[0]),)]
    assert themes == [("Urgent", "URGENT")]
    assert changed(text_before, schema_text(store_url), embedded=ws.location.embedded)
    again = upgrade.upgrade(ws.location, ws.now(), goal=PLANTED)
    assert (again.before, again.after, again.backup) == (SCHEMA + 2, SCHEMA + 2, None)


def changed(before: list[str], after: list[str], *, embedded: bool) -> bool:
    """Whether the schema differs exactly in what the planted migrations say."""
    gone, new = set(before) - set(after), set(after) - set(before)
    if not embedded:
        assert gone == {"acceptance_criterion.folded character varying NOT NULL"}
        names = {"backlog_item.effort", "backlog_item: ck_backlog_item_effort"}
        return all("topic" in line or any(line.startswith(name) for name in names) for line in new)
    item, criterion = (
        next(line for line in gone if f"TABLE {name} (" in line) for name in ("backlog_item", "acceptance_criterion")
    )
    assert gone == {item, criterion}
    check = "CONSTRAINT ck_backlog_item_effort CHECK (effort BETWEEN 0 AND 1000)"
    wanted = sorted([*item.split(", CONSTRAINT ")[1:], check.removeprefix("CONSTRAINT ")])
    rebuilt = next(line for line in new if "TABLE backlog_item (" in line)
    assert sorted(rebuilt.split(", CONSTRAINT ")[1:]) == wanted
    assert rebuilt.split(", CONSTRAINT ")[0] == item.split(", CONSTRAINT ")[0] + ", effort INTEGER"
    smaller = next(line for line in new if "TABLE acceptance_criterion (" in line)
    assert smaller == criterion.replace(", folded VARCHAR NOT NULL", "")
    return all("topic" in line for line in new - {rebuilt, smaller})


def test_ids_of_removed_rows_do_not_come_back_after_an_upgrade(sqlite_path: Path) -> None:
    ws = make_store(str(sqlite_path))
    keys = some_items(ws, a_pilot(ws), 3)
    items.remove_items(ws, [keys[-1]])
    ws.close()
    upgrade.upgrade(ws.location, ws.now(), goal=PLANTED)
    assert rows(str(sqlite_path), "SELECT seq FROM sqlite_sequence WHERE name = 'backlog_item'") == [[(3,)]]


def test_a_backup_is_made_first_and_named(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ws = older(str(sqlite_path))
    before = rows_of(sqlite_path)
    done = upgrade.upgrade(ws.location, ws.now(), goal=PLANTED)
    assert done.backup is not None
    assert rows_of(done.backup) == before
    assert backup.is_good(done.backup)
    monkeypatch.setattr(upgrade, "SCHEMA", SCHEMA + 2)
    assert rows_of(sqlite_path).keys() - before.keys() == {"topic"}


def test_a_backup_that_fails_stops_the_upgrade(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ws = older(str(sqlite_path))
    before = sqlite_path.read_bytes()

    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "sync_file", full)
    with pytest.raises(PilotboardError, match="No space left"):
        upgrade.upgrade(ws.location, ws.now(), goal=PLANTED)
    assert sqlite_path.read_bytes() == before


def plant(folder: Path, body: str) -> Goal:
    """A migration of one function, after the first revision."""
    (folder / "0002_wrong.py").write_text(
        "from alembic import op\n"
        "revision, down_revision, branch_labels, depends_on = '0002', '0001', None, None\n"
        f"def upgrade():\n    {body}\n"
    )
    return Goal("0002", SCHEMA + 1, (HERE / "versions", folder))


def test_an_upgrade_that_breaks_links_is_taken_back(sqlite_path: Path, tmp_path: Path) -> None:
    ws = older(str(sqlite_path))
    before = rows_of(sqlite_path)
    goal = plant(tmp_path, "op.execute('DELETE FROM pilot WHERE number = 1')")
    with pytest.raises(DamagedData, match="would point to something that is not there"):
        upgrade.upgrade(ws.location, ws.now(), goal=goal)
    assert rows_of(sqlite_path) == before


def test_an_upgrade_that_fails_half_way_is_taken_back(store_url: str, tmp_path: Path) -> None:
    ws = older(store_url)
    before = schema_text(store_url), rows(store_url, "SELECT * FROM team", "SELECT * FROM alembic_version")
    goal = plant(tmp_path, "op.execute('DROP TABLE item_note'); op.execute(\"UPDATE team SET name = 'X'\"); 1 / 0")
    with pytest.raises(ZeroDivisionError):
        upgrade.upgrade(ws.location, ws.now(), goal=goal)
    assert (schema_text(store_url), rows(store_url, "SELECT * FROM team", "SELECT * FROM alembic_version")) == before


def test_with_foreign_keys_on_a_table_could_not_be_rebuilt(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why they are off: SQLite would see the children of the old table orphaned (or take them, where it cascades)."""
    ws = older(str(sqlite_path))
    before = rows_of(sqlite_path)

    def with_keys(location: Location) -> Engine:
        engine = create_engine("sqlite://", creator=lambda: sqlite.connect(location.path or Path()))
        event.listen(engine, "begin", lambda held: held.exec_driver_sql("BEGIN IMMEDIATE"))
        return engine

    monkeypatch.setattr(run, "_engine", with_keys)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        upgrade.upgrade(ws.location, ws.now(), goal=PLANTED)
    assert rows_of(sqlite_path) == before


# --- who else is at it, and what is refused -------------------------------------------------------------


def test_a_program_that_has_an_older_schema_open_saves_nothing_after_the_upgrade(store_url: str) -> None:
    ws = busy_store(store_url)
    upgrade.upgrade(ws.location, ws.now(), goal=PLANTED)
    count = "SELECT count(*) FROM pilot"
    before = rows(store_url, count)
    with pytest.raises(StoreUnavailable, match="made by a newer pilotboard"):
        pilots.add_pilot(ws, {"title": "Too late"})
    assert rows(store_url, count) == before
    ws.close()
    assert rows(store_url, "UPDATE team SET name = name RETURNING 1")


def test_what_cannot_be_upgraded_is_refused(sqlite_path: Path, tmp_path: Path) -> None:
    ws = Workspace(str(sqlite_path), "ana", None)
    with pytest.raises(StoreUnavailable, match="There is no store"):
        upkeep.upgrade(ws)
    older(str(sqlite_path))
    connection = sqlite3.connect(sqlite_path)
    connection.execute("PRAGMA user_version = 9")
    connection.close()
    before = sqlite_path.read_bytes()
    with pytest.raises(StoreUnavailable, match="made by a newer"):
        upkeep.upgrade(ws)
    connection = sqlite3.connect(sqlite_path)
    connection.execute("PRAGMA application_id = 1")
    connection.close()
    with pytest.raises(StoreUnavailable, match="belongs to another application"):
        upkeep.upgrade(ws)
    assert len(before) == sqlite_path.stat().st_size
    assert not Path(f"{sqlite_path}-backups").exists()


def test_a_store_that_may_only_be_read_is_not_upgraded(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ws = older(str(sqlite_path))
    monkeypatch.setattr(upgrade, "file_read_only", lambda _path: "you may read the file but not write it")
    with pytest.raises(StoreReadOnly):
        upgrade.upgrade(ws.location, ws.now(), goal=PLANTED)
    assert not Path(f"{sqlite_path}-backups").exists()


def test_opening_an_older_store_says_how_to_upgrade(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older(str(sqlite_path))
    monkeypatch.setattr(opening, "SCHEMA", SCHEMA + 1)
    with pytest.raises(StoreUnavailable, match="of an older schema") as caught:
        Workspace(str(sqlite_path), "ana").newest_entry()
    assert "pilotboard upgrade" in caught.value.hint
