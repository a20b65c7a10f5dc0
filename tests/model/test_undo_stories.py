"""Undo and redo on both databases: what the model and the races once found wrong, told as stories."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from pilotboard.domain.changes import Written
from pilotboard.domain.errors import Refusal, UndoRefused
from pilotboard.store.writing import items as writing
from pilotboard.store.writing.unit import Tx
from pilotboard.usecases import history, item_moves, item_order, items, pilots
from pilotboard.usecases.workspace import Clock, Workspace
from tests.soak import programme, sound

MONDAY = Clock(date(2026, 3, 16))
FIFTY = [f"P01-{number:02d}" for number in range(1, 51)]


@pytest.fixture
def ana(store_url: str) -> Iterator[Workspace]:
    """Ana on Monday, in a programme without items; whatever she does, the store is sound in the end."""
    programme.make(store_url)
    with programme.opened(store_url, "ana", MONDAY) as ws:
        yield ws
        assert sound.flaws(ws) == []


@pytest.fixture
def ben(store_url: str, ana: Workspace) -> Iterator[Workspace]:
    """Ben, at the same store."""
    assert ana.newest_entry() > 0
    with programme.opened(store_url, "ben", MONDAY) as ws:
        yield ws


def add(ws: Workspace, title: str, pilot: str = "P-01", **values: object) -> str:
    """A new item; its key."""
    (key,) = items.add_item(ws, pilot, {"title": title, **values}).keys
    return key


def fill(ws: Workspace) -> None:
    """Fifty items."""

    def work(tx: Tx) -> Written:
        made = [writing.add(tx, 1, writing.NewItem(f"Item {key}")) for key in FIFTY]
        return Written(f"Added {len(made)}.", tuple(FIFTY))

    ws.write("items.add", work)


def keys(ws: Workspace, scope: str = "T-01") -> list[str]:
    """The items of a list, in order."""
    return [row.key for row in items.list_items(ws, scope=scope).rows]


def test_fifty_removed_items_come_back_in_their_places(ana: Workspace, ben: Workspace) -> None:
    fill(ana)
    gone = FIFTY[10:30] + FIFTY[35:50]
    items.remove_items(ana, gone)
    item_order.rank_items(ben, ["P01-32"], before="P01-31")
    history.undo(ana)
    expected = [*FIFTY[:30], "P01-32", "P01-31", *FIFTY[32:]]
    assert keys(ana) == expected


def test_undo_asked_again_by_its_operation_id_is_done_once(ana: Workspace) -> None:
    add(ana, "First")
    add(ana, "Second")
    once = history.undo(ana, operation_id="undo-1")
    again = history.undo(ana, operation_id="undo-1")
    assert (again.entry, again.repeated) == (once.entry, True)
    assert keys(ana) == ["P01-01"]
    last = history.undo(ana, operation_id="undo-2")
    assert history.undo(ana, operation_id="undo-2") == last._replace(repeated=True)
    redone = history.redo(ana, operation_id="redo-1")
    history.redo(ana)
    assert history.redo(ana, operation_id="redo-1") == redone._replace(repeated=True)
    with pytest.raises(Refusal):
        history.redo(ana)


def test_undoing_a_redo_in_the_history_undoes_the_act(ana: Workspace) -> None:
    act = items.add_item(ana, "P-01", {"title": "Once"})
    history.undo(ana)
    redone = history.redo(ana)
    undone = history.undo(ana, redone.entry)
    newest, *_ = history.history(ana)
    assert (newest.id, newest.undoes) == (undone.entry, act.entry)
    assert keys(ana) == []
    with pytest.raises(Refusal):
        history.undo(ana)


def test_a_pilot_that_goes_back_takes_along_what_came_since(ana: Workspace, ben: Workspace) -> None:
    first, other = add(ana, "First"), add(ana, "Other", "P-02")
    pilots.move_pilot(ana, "P-01", "Ibis")
    late = add(ben, "Late")
    assert keys(ana, "T-02") == [first, late]
    history.undo(ana)
    assert keys(ana, "T-01") == [first, other, late]
    assert keys(ana, "T-02") == []
    history.redo(ana)
    assert keys(ana, "T-02") == [first, late]


def test_an_item_comes_back_to_the_team_its_pilot_has_now(ana: Workspace, ben: Workspace) -> None:
    first, second = add(ana, "First"), add(ana, "Second")
    items.remove_items(ana, [first])
    pilots.move_pilot(ben, "P-01", "Ibis")
    history.undo(ana)
    assert sorted(keys(ana, "T-02")) == [first, second]


def test_redo_names_what_it_needs_and_has_gone(ana: Workspace, ben: Workspace) -> None:
    key = add(ben, "First")
    item_order.split_item(ana, key, ["Part"])
    history.undo(ana)
    history.undo(ben)
    with pytest.raises(UndoRefused) as refused:
        history.redo(ana)
    assert refused.value.rows == (key,)


def test_a_version_never_comes_back(ana: Workspace, ben: Workspace) -> None:
    key = add(ana, "First")
    seen = [items.show_item(ana, key).row.version]

    def back(ws: Workspace, entry: int | None = None) -> None:
        history.undo(ws, entry)
        seen.append(items.show_item(ana, key).row.version)

    item_moves.move_items(ben, [key], "review")
    items.remove_items(ben, [key])
    back(ben)
    back(ben)
    history.redo(ben)
    history.redo(ben)
    back(ben)
    assert seen == sorted(set(seen))


def test_what_is_searched_follows_the_texts_that_came_back(ana: Workspace, ben: Workspace) -> None:
    key = add(ana, "Buses")
    items.edit_item(ana, key, {"title": "Late buses"})
    items.edit_item(ben, key, {"description": "They wait"})
    for ws in (ben, ana):
        history.undo(ws)
    history.redo(ben)
    page = items.show_item(ana, key)
    assert (page.row.title, page.description) == ("Buses", "They wait")
    assert [row.key for row in items.list_items(ana, "buses wait").rows] == [key]
    assert items.list_items(ana, "late").rows == []
