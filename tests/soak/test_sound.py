"""The check that the races and the model rest on sees what it is there to see."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from pilotboard.domain.changes import Written
from pilotboard.store.writing.engine import announced
from pilotboard.store.writing.unit import Tx
from pilotboard.usecases import history, item_moves, items
from pilotboard.usecases.workspace import Workspace
from tests.soak import programme, sound

NOTE = """
INSERT INTO item_note (item_id, at, author, text, folded, version)
VALUES (1, '2026-03-02 08:00:00.000000', 'ana', 'Hello', 'hello', 1)
"""
ENTRY = """
INSERT INTO journal (operation_id, at, actor, action, said, keys, kind)
VALUES ('x', '2026-03-02 08:00:00.000000', 'ana', 'none', 'Nothing.', '', 'action')
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small programme in which things were added, changed, removed, undone and redone."""
    path = tmp_path_factory.mktemp("sound") / "template.db"
    programme.make(str(path), 3)
    with programme.opened(str(path)) as ws:
        items.edit_item(ws, "P01-01", {"title": "Changed", "labels": ["Urgent"]})
        item_moves.move_items(ws, ["P01-01", "P01-02"], "done")
        items.remove_items(ws, ["P01-01"])
        for step in (history.undo, history.undo, history.redo, history.redo, history.undo):
            step(ws)
    return path


@pytest.fixture
def ws(template: Path, sqlite_path: Path) -> Iterator[Workspace]:
    """A copy of it."""
    programme.copy(template, sqlite_path)
    with programme.opened(str(sqlite_path)) as workspace:
        yield workspace


def test_a_store_written_through_the_use_cases_is_sound(ws: Workspace) -> None:
    assert sound.flaws(ws) == []
    assert sound.file_flaws(ws) == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE backlog_item SET title = 'Past the journal' WHERE id = 1", "title was left as 'Changed'"),
        ("UPDATE backlog_item SET version = version + 1 WHERE id = 3", "version was left as 1"),
        ("DELETE FROM item_label WHERE id = 1", "item_label 1 is gone without a word"),
        (NOTE, "item_note 1 came from nowhere"),
        ("DELETE FROM journal_row WHERE change = 'changed'", "version was left as"),
        ("DELETE FROM journal_row WHERE change = 'added' AND table_name = 'team'", "team 1 came from nowhere"),
        ("DELETE FROM item_event WHERE after = 'done'", "its events say"),
        (ENTRY, "has no rows"),
    ],
)
def test_what_went_past_the_journal_is_seen(ws: Workspace, statement: str, told: str) -> None:
    def past(tx: Tx) -> Written:
        with announced(tx.session.connection()):
            tx.session.execute(text(statement))
        return Written("Went past.")

    ws.write("past", past)
    assert any(told in flaw for flaw in sound.flaws(ws))


def test_a_link_to_nothing_is_seen(ws: Workspace, sqlite_path: Path) -> None:
    with closing(sqlite3.connect(sqlite_path, isolation_level=None)) as loose:
        loose.execute("UPDATE item_event SET item_id = 99 WHERE id = 1")
    assert sound.file_flaws(ws) != []
    assert any(flaw.startswith("link to nothing") for flaw in sound.flaws(ws))
