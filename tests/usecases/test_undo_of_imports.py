"""Large imports are taken back and brought back by sets: whole, refused by name, told on the way; on both databases."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.engine import Engine

from pilotboard.domain.errors import UndoRefused
from pilotboard.domain.intake_report import Stopped
from pilotboard.domain.items import ItemState
from pilotboard.store.reading.reader import Reader, Record
from pilotboard.store.reading.soundness import broken_rules
from pilotboard.store.writing import lines
from pilotboard.store.writing.lines import as_json, as_json_each
from pilotboard.usecases import feedback, feedback_changes, history, intake, items
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_person, a_pilot, a_team, an_item, as_user
from tests.importing.samples import table, taken
from tests.usecases.test_intake import contents

Told = list[tuple[int, int]]


def work(count: int) -> bytes:
    """A table with something in every kind of row that hangs on an item."""
    head = ["ID", "Title", "Status", "Points", "Labels", "Due date", "Description", "Assignee", "Comment", "Checklist"]
    states = ("To Do", "In Progress", "Done")
    rows = (
        [f"{n}", f'"{n}" 書く \\', states[n % 3], "3", f"l{n % 7}", "2026-05-01", "Two\nlines", "", f"note {n}", "a;b"]
        for n in range(count)
    )
    return table(head, *rows)


def voices(count: int) -> bytes:
    rows = (
        [f"2026/03/01 10:{n % 60:02d}:00 AM", f"{n % 5 + 1}", f"Answer {n} about the bus that is late"]
        for n in range(count)
    )
    return table(["Timestamp", "How satisfied are you? (1 to 5)", "What should change?"], *rows)


@pytest.fixture
def desk(either: Workspace) -> Workspace:
    """A store with a team, a pilot and two items of its own."""
    pilot = a_pilot(either, "Reading texts", team=a_team(either))
    an_item(either, pilot, "Ours")
    an_item(either, pilot, "Ours too")
    return either


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every statement that goes to the database meanwhile."""
    seen: list[str] = []
    usual = Reader.rows

    def read(reader: Reader, sql: str, **parameters: object) -> list[Record]:
        seen.append(sql)
        return usual(reader, sql, **parameters)

    def ran(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", ran)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(Reader, "rows", read)
            yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", ran)


def bring(ws: Workspace, data: bytes) -> str:
    batch = intake.apply(ws, taken(data), "P-01").batch
    assert batch is not None
    return batch


def titles(ws: Workspace) -> list[str]:
    return [item.title for item in items.list_items(ws, limit=10_000).rows]


@pytest.mark.parametrize("data", [work(60), voices(60)], ids=["items", "voices"])
def test_all_of_it_goes_and_comes_back_again_and_again(desk: Workspace, data: bytes) -> None:
    before = contents(desk)
    batch = bring(desk, data)
    after = contents(desk)
    assert sum(map(len, after.values())) > sum(map(len, before.values())) + 120
    intake.undo_batch(desk, batch)
    assert contents(desk) == before
    for _ in range(2):
        history.redo(desk)
        assert contents(desk) == after
        assert desk.read(broken_rules) == []
        history.undo(desk)
        assert contents(desk) == before
    assert desk.read(broken_rules) == []


def test_the_statements_do_not_grow_with_the_rows(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = bring(desk, work(4_000))
    with counted(monkeypatch) as undone:
        intake.undo_batch(desk, batch)
    with counted(monkeypatch) as redone:
        history.redo(desk)
    assert len(undone) < 100
    assert len(redone) < 150
    assert items.list_items(desk).total == 4_002


def test_one_by_one_would_be_seen(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: every row is looked at by itself."""
    from pilotboard.store.writing import undo

    batch = bring(desk, work(50))
    monkeypatch.setattr(undo, "MANY", 1_000)
    with counted(monkeypatch) as undone:
        intake.undo_batch(desk, batch)
    assert len(undone) > 300


def test_refused_by_name_when_somebody_changed_or_used_one_of_many(desk: Workspace) -> None:
    batch = bring(desk, work(300))
    a_person(desk, "Ben Okafor")
    ben = as_user(desk, "ben.okafor")
    before = items.list_items(desk).total
    items.edit_item(ben, "P01-212", {"title": "Another"})
    with pytest.raises(UndoRefused, match="changed since by Ben Okafor: P01-212") as found:
        intake.undo_batch(desk, batch)
    assert found.value.rows == ("P01-212",)
    history.undo(ben)
    items.add_note(ben, "P01-31", "I have begun this one")
    with pytest.raises(UndoRefused, match="used since by Ben Okafor: P01-31"):
        intake.undo_batch(desk, batch)
    assert items.list_items(desk).total == before
    history.undo(ben)
    ben.close()
    intake.undo_batch(desk, batch)
    assert items.list_items(desk).total == 2


def test_where_a_place_was_taken_meanwhile_the_item_stands_right_behind(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_person(desk, "Ben Okafor")
    bring(desk, work(900))
    ours = titles(desk)
    history.undo(desk)
    ben = as_user(desk, "ben.okafor")
    an_item(ben, "P-01", "In between")  # at the end of the list: where the first of the file stood
    ben.close()
    with counted(monkeypatch) as redone:
        history.redo(desk)
    assert titles(desk) == [*ours[:2], "In between", *ours[2:]]
    assert len(redone) < 150
    assert desk.read(broken_rules) == []


def test_a_version_never_comes_twice(desk: Workspace) -> None:
    """A form that was opened in an earlier life of the voice must not find its version again."""
    bring(desk, voices(30))
    keys = [voice.key for voice in feedback.list_feedback(desk, limit=100).rows]

    def version() -> int:
        return int(desk.read(lambda reader: reader.value("SELECT max(version) FROM feedback")))

    seen = [version()]
    feedback_changes.remove_feedback(desk, keys)
    for _ in range(3):
        history.undo(desk)
        seen.append(version())
        history.redo(desk)
    assert len(keys) == 30
    assert seen == sorted(set(seen))


def test_it_is_told_how_far_it_is_and_may_be_stopped(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pilotboard.store.writing.bulk.AT_ONCE", 50)
    batch = bring(desk, work(200))
    after = contents(desk)
    told: Told = []

    def course(done: int, total: int) -> bool:
        assert not gc.isenabled()
        told.append((done, total))
        return len(told) < stop

    for stop in (1, 12, 30):
        told.clear()
        with pytest.raises(Stopped, match="It was stopped"):
            intake.undo_batch(desk, batch, progress=course)
        assert contents(desk) == after
        assert len(told) == stop
    stop = 10_000
    for turn in (history.undo, history.redo):
        told.clear()
        turn(desk, progress=course)
        assert [done for done, _ in told] == sorted(done for done, _ in told)
        assert 0.99 * told[-1][1] < told[-1][0] <= told[-1][1]
        assert len(told) > 40
    assert contents(desk) == after


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.text(max_size=8),
    "some text": st.none() | st.text(max_size=3),
    "whole": st.integers(),
    "some whole": st.none() | st.integers(0, 3),
    "yes": st.booleans(),
    "word": st.sampled_from(ItemState),
    "share": st.none() | st.floats(0, 1),
    "day": st.none() | st.dates(),
    "at": st.none() | st.datetimes(timezones=st.just(UTC)),
}


@given(st.lists(st.fixed_dictionaries(VALUES), min_size=1, max_size=9))
def test_of_many_rows_the_journal_keeps_what_it_keeps_of_one(rows: list[dict[str, Any]]) -> None:
    columns = {name: [row[name] for row in rows] for name in VALUES}
    assert as_json_each(columns) == [as_json({name: row[name] for name in VALUES}) for row in rows]


def test_what_the_journal_has_no_form_for_is_a_defect() -> None:
    row: dict[str, object] = {"day": date(2026, 3, 1), "at": datetime(2026, 3, 1, tzinfo=UTC)}
    assert json.loads(as_json(row)) == {"day": "2026-03-01", "at": "2026-03-01T00:00:00+00:00"}
    with pytest.raises(TypeError, match="no journal form"):
        as_json({"odd": b"bytes"})
    assert lines.AT_ONCE > 1_000
