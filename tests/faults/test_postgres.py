"""PostgreSQL that is down, refuses, hangs or goes away in the middle: said, nothing lost, nothing saved twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from pilotboard.domain.changes import Written
from pilotboard.domain.errors import MaybeSaved, PilotboardError, StoreLocked, StoreUnavailable
from pilotboard.store import postgres
from pilotboard.store.writing import items
from pilotboard.store.writing.engine import WRITER_LOCK
from pilotboard.store.writing.unit import Tx
from pilotboard.usecases import pilots, upkeep
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, make_store

OPERATION = "the same intent"


@pytest.fixture
def ws(postgres_url: str) -> Iterator[Workspace]:
    """A store with one pilot."""
    made = make_store(postgres_url)
    a_pilot(made)
    yield made
    made.close()


@contextmanager
def beside(ws: Workspace) -> Iterator[psycopg.Connection]:
    """A connection that is not the program's."""
    with psycopg.connect(ws.location.url, autocommit=True) as connection:
        yield connection


def titles(ws: Workspace) -> list[str]:
    """The titles of all items, seen from outside."""
    with beside(ws) as other:
        return [row[0] for row in other.execute("SELECT title FROM backlog_item ORDER BY id").fetchall()]


def add(title: str, meanwhile: Callable[[Tx], None] = lambda _tx: None) -> Callable[[Tx], Written]:
    """An intent that adds an item; `meanwhile` happens in the middle of it."""

    def work(tx: Tx) -> Written:
        items.add(tx, 1, items.NewItem(title))
        meanwhile(tx)
        items.add(tx, 1, items.NewItem(f"{title}, second"))
        return Written(f"Added {title}.")

    return work


def end_connection(ws: Workspace, tx: Tx) -> None:
    """The server ends the connection of this transaction."""
    pid = tx.reader.value("SELECT pg_backend_pid()")
    with beside(ws) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (pid,))
        while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", (pid,)).fetchone():
            pass


# --- not there, or not for us ---------------------------------------------------------------------------------------


def test_a_database_that_is_down_is_said() -> None:
    ws = Workspace("postgresql://ana:secret@127.0.0.1:1/programme", "ana")
    for attempt in (ws.newest_entry, lambda: pilots.add_pilot(ws, {"title": "New"}), lambda: upkeep.init(ws)):
        with pytest.raises(StoreUnavailable, match="does not answer") as caught:
            attempt()
        assert caught.value.exit_code == 3
        assert "secret" not in " ".join(caught.value.sentences())
        assert len(caught.value.sentences()) == 3


@pytest.fixture
def guarded_role(postgres_url: str) -> Iterator[str]:
    """A role of the server that must give its password."""
    role = f"guarded_{postgres_url.partition('/t')[2][:12]}"
    line = f"local all {role} scram-sha-256\n"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'right'".encode())
        rules = Path(str(server.execute("SHOW hba_file").fetchone()[0]))  # type: ignore[index]
        rules.write_text(line + rules.read_text())
        server.execute("SELECT pg_reload_conf()")
    yield role
    with psycopg.connect(postgres_url, autocommit=True) as server:
        rules.write_text(rules.read_text().replace(line, ""))
        server.execute(f"DROP ROLE {role}; SELECT pg_reload_conf()".encode())


def test_a_wrong_password_is_said_and_never_shown(postgres_url: str, guarded_role: str) -> None:
    make_store(postgres_url).close()
    for password in (":swordfish", ""):
        url = postgres_url.replace("postgres@", f"{guarded_role}{password}@")
        with pytest.raises(StoreUnavailable, match=r"password authentication failed|no password supplied") as caught:
            Workspace(url, "ana").newest_entry()
        assert "swordfish" not in " ".join(caught.value.sentences())
        assert "password are right" in caught.value.hint


def test_psycopg_that_is_not_installed_is_said(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreUnavailable, match="not installed") as caught:
        postgres.connect(ws.location)
    assert "pilotboard[postgres]" in caught.value.hint


# --- gone in the middle ---------------------------------------------------------------------------------------------


def test_a_connection_dropped_in_the_middle_of_a_save_saves_nothing(ws: Workspace) -> None:
    with pytest.raises(StoreUnavailable, match="connection to the database was lost") as caught:
        ws.write("items.add", add("Lost", lambda tx: end_connection(ws, tx)), OPERATION)
    assert "Nothing was saved; what you typed is still here." in caught.value.kept
    assert titles(ws) == []
    again = ws.write("items.add", add("Lost"), OPERATION)
    assert not again.repeated
    assert titles(ws) == ["Lost", "Lost, second"]
    assert ws.write("items.add", add("Lost"), OPERATION).repeated
    assert len(titles(ws)) == 2


def test_a_connection_dropped_at_the_commit_that_saved_nothing_is_done_once(ws: Workspace) -> None:
    with beside(ws) as other:
        other.execute("CREATE SEQUENCE struck")
        other.execute(
            "CREATE FUNCTION strike() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " IF nextval('struck') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()), pg_sleep(5); END IF;"
            " RETURN NULL; END $$"
        )
        other.execute(
            "CREATE CONSTRAINT TRIGGER strike AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION strike()"
        )
    done = ws.write("items.add", add("Struck"), OPERATION)
    assert not done.repeated
    assert titles(ws) == ["Struck", "Struck, second"]


def lose_the_answer(ws: Workspace, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """The server commits, but its answer does not arrive."""
    dialect = ws.writer()._engine.dialect
    commit = dialect.do_commit
    left = [times]

    def unheard(connection: Any) -> None:
        commit(connection)
        if left[0]:
            left[0] -= 1
            connection.dbapi_connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(dialect, "do_commit", unheard)


def test_a_commit_without_answer_may_have_been_saved(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    lose_the_answer(ws, monkeypatch, times=1)
    intent = ws.intent("items.add", "ana.ruiz", OPERATION)
    with pytest.raises(MaybeSaved) as caught:
        ws.writer().run(intent, add("Perhaps"))
    assert caught.value.operation_id == OPERATION
    assert caught.value.message == "This may have been saved - checking."
    asked = ws.writer().run(intent, add("Perhaps"))
    assert asked.repeated
    assert asked.said == "Added Perhaps."
    assert titles(ws) == ["Perhaps", "Perhaps, second"]


def test_the_workspace_asks_by_itself(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    lose_the_answer(ws, monkeypatch, times=1)
    done = ws.write("items.add", add("Perhaps"))
    assert done.repeated
    assert titles(ws) == ["Perhaps", "Perhaps, second"]


def test_without_the_operation_id_it_would_be_saved_twice(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted twin: what the operation id is for."""
    lose_the_answer(ws, monkeypatch, times=1)
    with pytest.raises(MaybeSaved):
        ws.writer().run(ws.intent("items.add", "ana.ruiz", "one"), add("Twice"))
    ws.writer().run(ws.intent("items.add", "ana.ruiz", "another"), add("Twice"))
    assert titles(ws) == ["Twice", "Twice, second"] * 2


def test_connections_that_died_unseen_are_opened_anew(ws: Workspace) -> None:
    ws.write("items.add", add("First"))
    assert ws.newest_entry() > 0
    with beside(ws) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    before = ws.newest_entry()
    assert ws.write("items.add", add("Second")).entry > before
    assert len(titles(ws)) == 4


# --- slow -----------------------------------------------------------------------------------------------------------


def test_a_writer_that_holds_on_for_too_long_is_said(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    ws.newest_entry()
    monkeypatch.setattr(postgres, "LOCK_MS", 100)
    with psycopg.connect(ws.location.url) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (WRITER_LOCK,))
        late = Workspace(ws.location, "ana.ruiz", ws.clock)
        with pytest.raises(StoreLocked) as caught:
            late.write("items.add", add("Late"), OPERATION)
        assert "what you typed is still here" in caught.value.kept
        other.rollback()
    assert not late.write("items.add", add("Late"), OPERATION).repeated
    late.close()


def test_a_statement_that_takes_too_long_is_said(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "STATEMENT_MS", 100)
    slow = Workspace(ws.location, "ana.ruiz", ws.clock)
    with pytest.raises(StoreLocked, match="took too long"):
        slow.read(lambda reader: reader.value("SELECT pg_sleep(3)"))
    assert slow.newest_entry() > 0
    slow.close()


def test_every_connection_has_its_limits(ws: Workspace) -> None:
    settings = ("statement_timeout", "lock_timeout", "TimeZone", "default_transaction_read_only")
    found = ws.read(lambda reader: [reader.value(f"SHOW {name}") for name in settings])
    assert found == ["30s", "5s", "UTC", "on"]
    with pytest.raises(PilotboardError):
        ws.read(lambda reader: reader.rows("DELETE FROM item_event"))
