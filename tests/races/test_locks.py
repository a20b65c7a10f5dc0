"""Saves that meet a locked store: told in time, nothing saved, and nothing left behind that locks out others."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pilotboard.domain.errors import StoreLocked
from pilotboard.store import postgres, sqlite
from pilotboard.usecases import items
from pilotboard.usecases.workspace import Workspace
from tests.soak import programme, sound


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """We wait a moment for a lock instead of five seconds."""
    monkeypatch.setitem(sqlite.SETTINGS, "busy_timeout", 50)
    monkeypatch.setattr(postgres, "LOCK_MS", 50)


def saved(ws: Workspace) -> list[str]:
    """The titles of all items."""
    return [row.title for row in items.list_items(ws).rows]


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Somebody reads all the while: SQLite lets others begin to save, but not end it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM journal").fetchone()
        yield


@pytest.mark.usefixtures("impatient")
def test_a_save_that_cannot_be_ended_leaves_no_lock(sqlite_path: Path) -> None:
    programme.make(str(sqlite_path))
    with programme.opened(str(sqlite_path)) as ws, programme.opened(str(sqlite_path), "ben") as other:
        with reading(sqlite_path), pytest.raises(StoreLocked):
            items.add_item(ws, "P-01", {"title": "One"})
        items.add_item(other, "P-01", {"title": "Two"})
        items.add_item(ws, "P-01", {"title": "Three"})
        assert saved(ws) == ["Two", "Three"]
        assert sound.flaws(ws) == []


@pytest.mark.usefixtures("impatient")
def test_a_save_that_waits_too_long_is_refused(store_url: str) -> None:
    programme.make(store_url)
    with programme.opened(store_url) as ws, programme.opened(store_url, "ben") as other:
        assert saved(ws) == []
        engine = other.writer()._engine
        assert isinstance(engine, Engine)
        with engine.connect() as holding, holding.begin(), pytest.raises(StoreLocked):
            items.add_item(ws, "P-01", {"title": "One"}, operation_id="once")
        items.add_item(ws, "P-01", {"title": "One"}, operation_id="once")
        assert saved(ws) == ["One"]


def test_many_threads_of_one_process_may_save_at_once(store_url: str) -> None:
    programme.make(store_url)
    with programme.opened(store_url) as ws:
        failed: list[BaseException] = []
        ready = threading.Barrier(12)

        def save(number: int) -> None:
            try:
                ready.wait(30)
                for time in range(4):
                    items.add_item(ws, "P-01", {"title": f"{number}.{time}"})
            except BaseException as fault:
                failed.append(fault)
                raise

        threads = [threading.Thread(target=save, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert failed == []
        assert sorted(saved(ws)) == sorted(f"{number}.{time}" for number in range(12) for time in range(4))
        assert sound.flaws(ws) == []
