"""Items: written down, changed, moved, ordered, split, removed; one at a time and many at once."""

from __future__ import annotations

from datetime import date

import pytest

from pilotboard.domain import ranks
from pilotboard.domain.errors import Conflict, InputError, InvalidInput, NotFound, Refusal
from pilotboard.domain.items import EventKind, ItemState, ItemType
from pilotboard.store.writing.columns import Row
from pilotboard.store.writing.unit import Tx
from pilotboard.usecases import board, history, items, pilots
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_board, a_person, a_pilot, a_team, an_item, as_user, some_items


def test_a_path_through_items(either: Workspace) -> None:
    ws = either
    team, pilot = a_team(ws, "Heron"), a_pilot(ws, "Reading texts")
    said = items.add_item(
        ws,
        pilot,
        {
            "title": "Translate the text",
            "type": "task",
            "description": "Into Spanish\nfirst",
            "estimate": 3,
            "assignee": "me",
            "due": date(2026, 3, 20),
            "labels": ["Urgent", "paper"],
            "criteria": ["Two people read it"],
        },
    )
    assert (said.said, said.keys) == ("Added P01-01 Translate the text.", ("P01-01",))
    detail = items.show_item(ws, "p1-1")
    row = detail.row
    assert (row.type, row.state, row.estimate, row.assignee_key) == (ItemType.TASK, ItemState.BACKLOG, 3, "U-01")
    assert (row.due, row.labels, row.criteria_total) == (date(2026, 3, 20), ("Urgent", "paper"), 1)
    assert (detail.description, detail.pilot_title, detail.team_name) == ("Into Spanish\nfirst", "Reading texts", None)
    assert items.edit_item(ws, "P01-01", {"title": "Translate", "due": None}).said == "Changed P01-01 Translate."
    assert items.move_items(ws, ["P01-01"], "doing").said == "Moved P01-01 to Doing."
    assert items.block_items(ws, ["P01-01"], "no number").said == "Blocked: P01-01 (no number)."
    row = items.show_item(ws, "P01-01").row
    assert (row.blocked, row.blocked_reason, row.started_at) == (True, "no number", ws.now())
    assert items.move_items(ws, ["P01-01"], "done").said == "Moved P01-01 to Done."
    row = items.show_item(ws, "P01-01").row
    assert (row.blocked, row.finished_at) == (False, ws.now())
    more = some_items(ws, pilot, 2)
    assert items.rank_items(ws, more, before="P01-01").said == "Placed P01-02 and P01-03 before P01-01."
    assert items.assign_items(ws, more, "me").said == "Gave P01-02 and P01-03 to Ana Ruiz."
    assert items.assign_items(ws, more, None).said == "Gave P01-02 and P01-03 to nobody."
    said = items.split_item(ws, "P01-02", ["First half", "Second half"])
    assert (said.said, said.keys) == ("Split P01-04 and P01-05 from P01-02.", ("P01-02", "P01-04", "P01-05"))
    keys = [row.key for row in items.list_items(ws).rows]
    assert keys == ["P01-02", "P01-04", "P01-05", "P01-03", "P01-01"]
    assert items.remove_items(ws, ["P01-04", "P01-05"]).said == "Removed P01-04 and P01-05."
    assert items.list_items(ws).total == 3
    assert board.show_board(ws, pilot).scope_key == pilot
    assert team == "T-01"


def test_many_at_once_in_several_fields(either: Workspace) -> None:
    ws = either
    pilot = a_pilot(ws)
    a_person(ws, "Ben Okafor")
    keys = some_items(ws, pilot, 4)
    said = items.edit_items(ws, keys[:3], {"assignee": "ben.okafor", "estimate": 2, "labels": ["later"]})
    assert said.said == f"Changed estimate, assignee and labels of {keys[0]}, {keys[1]} and {keys[2]}."
    rows = items.list_items(ws).rows
    assert [(row.assignee, row.estimate, row.labels) for row in rows] == [("Ben Okafor", 2, ("later",))] * 3 + [
        (None, None, ())
    ]
    assert len([entry for entry in history.history(ws) if entry.action == "items.edit"]) == 1
    assert items.edit_items(ws, keys, {"estimate": 2}).keys == (keys[3],)
    assert items.edit_items(ws, keys, {"estimate": 2}).entry == 0
    history.undo(ws)
    history.undo(ws)
    assert {row.estimate for row in items.list_items(ws).rows} == {None}


def test_fifty_at_once_are_one_entry(ws: Workspace) -> None:
    keys = some_items(ws, a_pilot(ws), 50)
    newest = ws.newest_entry()
    said = items.move_items(ws, keys, "doing")
    assert said.said == f"Moved {keys[0]}, {keys[1]} and 48 more to Doing."
    assert ws.newest_entry() == newest + 1


def test_a_key_given_twice_counts_once(ws: Workspace) -> None:
    (key,) = some_items(ws, a_pilot(ws), 1)
    assert items.move_items(ws, [key, key.lower(), "p1-1"], "doing").keys == (key,)


def test_moving_keeps_the_days_of_the_work(ws: Workspace) -> None:
    (key,) = some_items(ws, a_pilot(ws), 1)
    items.move_items(ws, [key], "doing")
    later = as_user(ws, "ana.ruiz", days_later=5)
    items.move_items(later, [key], "done")
    items.move_items(later, [key], "doing")
    detail = items.show_item(ws, key)
    assert (detail.row.started_at, detail.row.finished_at) == (ws.now(), None)
    assert [event.kind for event in detail.events] == [
        EventKind.CREATED,
        EventKind.STATE,
        EventKind.STATE,
        EventKind.REOPENED,
    ]
    items.move_items(later, [key], "dropped", "not ours any more")
    assert items.show_item(ws, key).drop_reason == "not ours any more"
    items.move_items(later, [key], "to do")
    assert items.show_item(ws, key).drop_reason is None


def test_what_is_finished_cannot_be_blocked(ws: Workspace) -> None:
    first, second = some_items(ws, a_pilot(ws), 2)
    items.move_items(ws, [second], "done")
    with pytest.raises(Refusal, match=f"{second} is done"):
        items.block_items(ws, [first, second], "no number")
    assert not items.show_item(ws, first).row.blocked


def test_a_block_keeps_its_first_day(ws: Workspace) -> None:
    (key,) = some_items(ws, a_pilot(ws), 1)
    items.block_items(ws, [key], "no number")
    later = as_user(ws, "ana.ruiz", days_later=2)
    items.block_items(later, [key], "no answer")
    row = items.show_item(ws, key).row
    assert (row.blocked_reason, row.blocked_since) == ("no answer", ws.now())


def test_order_is_that_of_the_keys_given(ws: Workspace) -> None:
    team, _, keys = a_board(ws, 5)
    one, two, three, four, five = keys

    def order() -> str:
        return "".join(row.key[-1] for row in items.list_items(ws, scope=team).rows)

    seen = [order()]
    items.rank_items(ws, [five, two], before=one)
    seen.append(order())
    items.rank_items(ws, [five], after=four)
    seen.append(order())
    items.rank_items(ws, [one, two, three], after=five)
    seen.append(order())
    items.rank_items(ws, [one], before=one)
    seen.append(order())
    assert seen == ["12345", "52134", "21345", "45123", "45123"]
    with pytest.raises(InvalidInput, match="are in different lists"):
        items.rank_items(ws, [one], before=an_item(ws, a_pilot(ws)))
    with pytest.raises(InvalidInput, match="Say one place"):
        items.rank_items(ws, [one], before=two, after=three)


def test_a_full_place_is_made_wide_again(either: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """When no rank is left between two neighbours the list is renumbered; nobody notices, and undo still works."""
    ws = either
    monkeypatch.setattr(ranks, "LONGEST", 6)
    renumbered: list[int] = []
    usual = Tx.renumber

    def noted(tx: Tx, table: type[Row], new: dict[int, str]) -> None:
        renumbered.append(len(new))
        usual(tx, table, new)

    monkeypatch.setattr(Tx, "renumber", noted)
    team, _, (first, second, third, last) = a_board(ws, 4)
    other = a_pilot(ws, team=team)
    pilots.move_pilot(ws, other, None)
    for _ in range(12):
        items.rank_items(ws, [third], before=second)
        items.rank_items(ws, [second], before=third)
    assert set(renumbered) == {4}
    assert [row.key for row in items.list_items(ws, scope=team).rows] == [first, second, third, last]
    for _ in range(24):
        history.undo(ws)
    assert [row.key for row in items.list_items(ws, scope=team).rows] == [first, second, third, last]
    items.move_items(ws, [first], "doing")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "Title is missing"),
        ({"title": "\u200b \t"}, "at least one visible character"),
        ({"title": "x" * 1404}, "1,204 characters over, nothing saved"),
        ({"title": "x", "estimate": 2.5}, "whole number from 0 to 100"),
        ({"title": "x", "estimate": True}, "whole number from 0 to 100"),
        ({"title": "x", "estimate": "3"}, "whole number from 0 to 100"),
        ({"title": "x", "due": "2026-02-30"}, "takes a date"),
        ({"title": "x", "state": "dropped"}, "cannot be dropped"),
        ({"title": "x", "labels": ["a" * 41]}, "1 character over"),
        ({"title": "x", "type": "epic"}, "is not a choice"),
        ({"title": "x", "assignee": "nobody knows"}, "There is no person"),
    ],
)
def test_what_cannot_be_taken(ws: Workspace, values: dict[str, object], message: str) -> None:
    pilot = a_pilot(ws)
    with pytest.raises((InputError, NotFound), match=message):
        items.add_item(ws, pilot, values)
    assert items.list_items(ws).total == 0


def test_control_characters_never_reach_the_store(ws: Workspace) -> None:
    key = an_item(ws, a_pilot(ws), "\x1b[31mred\x00 \u202eevil", description="one\x07\ntwo")
    detail = items.show_item(ws, key)
    assert (detail.row.title, detail.description) == ("[31mred evil", "one\ntwo")


def test_two_edits_of_one_item(either: Workspace) -> None:
    ws = either
    key = an_item(ws, a_pilot(ws), "Call", labels=["a"])
    a_person(ws, "Ben Okafor")
    ben = as_user(ws, "ben.okafor")
    opened = items.opened_item(items.show_item(ws, key))
    items.edit_item(ben, key, {"title": "Theirs", "labels": ["b"]})
    items.edit_item(ws, key, {**opened.values, "estimate": 5}, opened)
    row = items.show_item(ws, key).row
    assert (row.title, row.estimate, row.labels) == ("Theirs", 5, ("b",))
    with pytest.raises(Conflict, match=rf"{key} was changed by Ben Okafor .*\(title, labels\)") as refused:
        items.edit_item(ws, key, {"title": "Mine", "labels": ["c"]}, opened)
    assert [(c.name, c.base, c.mine, c.theirs) for c in refused.value.fields] == [
        ("title", "Call", "Mine", "Theirs"),
        ("labels", ("a",), ("c",), ("b",)),
    ]
    assert (refused.value.who, refused.value.when) == ("Ben Okafor", ws.now())
    assert items.show_item(ws, key).row.title == "Theirs"
    items.edit_item(ws, key, {"title": "Theirs"}, opened)
    ben.close()


def test_lists_are_scoped_sorted_and_cut(ws: Workspace) -> None:
    team, _, keys = a_board(ws, 3)
    elsewhere = an_item(ws, a_pilot(ws), "Aardvark")
    items.edit_item(ws, keys[2], {"due": date(2026, 3, 1), "title": "Zebra"})
    assert [row.key for row in items.list_items(ws, scope=team).rows] == keys
    assert items.list_items(ws, sort="title").rows[0].key == elsewhere
    assert items.list_items(ws, sort="due").rows[0].key == keys[2]
    page = items.list_items(ws, limit=2)
    assert (len(page.rows), page.total) == (2, 4)
    assert list(items.item_ids(ws, scope=team)) == [row.id for row in items.list_items(ws, scope=team).rows]
    with pytest.raises(InvalidInput, match='cannot be sorted by "colour"'):
        items.list_items(ws, sort="colour")
    with pytest.raises(InvalidInput, match="neither a team nor a pilot"):
        items.list_items(ws, scope="U-01")
    with pytest.raises(NotFound, match="There is no team T-09"):
        items.list_items(ws, scope="T-09")


def test_an_unknown_item_suggests_the_nearest(ws: Workspace) -> None:
    some_items(ws, a_pilot(ws), 12)
    with pytest.raises(NotFound, match="There is no item P01-13") as refused:
        items.show_item(ws, "p1-13")
    assert refused.value.hint.startswith("Did you mean P01-03, P01-1")
