"""What the screens would show, compared with the model."""

from __future__ import annotations

from pilotboard.domain.items import ItemRow
from pilotboard.usecases import board, history, items
from pilotboard.usecases.workspace import Workspace
from tests.model.world import OPEN_WORK, Content, World

NAMES = {"U-01": "Ana Ruiz", "U-02": "Ben Okoye", None: None}
USERS = {"ana": "Ana Ruiz", "ben": "Ben Okoye"}
PLAIN = (
    "title",
    "type",
    "state",
    "estimate",
    "due",
    "blocked_reason",
    "blocked_since",
    "state_since",
    "created_at",
    "started_at",
    "finished_at",
)


def form(world: World, key: str) -> Content:
    """The fields of an item as its form shows them."""
    item = world.rows["item", key]
    names = ("title", "description", "estimate", "assignee", "due")
    return {**{name: item[name] for name in names}, "labels": tuple(sorted(world.labels(key)))}


def lists(ws: Workspace, world: World) -> dict[str, ItemRow]:
    """Every list has its items in the model's order, and each line says the same."""
    found: dict[str, ItemRow] = {}
    for (kind, number), order in list(world.lists.items()):
        shown = items.list_items(ws, scope=f"{'T' if kind == 'team' else 'P'}-{number:02d}").rows
        if kind == "pilot":
            shown = [row for row in shown if row.team_key is None]
        keys = [row.key for row in shown]
        if world.loose:
            assert [key for key in keys if key not in world.loose] == [key for key in order if key not in world.loose]
            assert set(keys) == set(order)
            order[:] = keys
        assert keys == order
        found.update((row.key, row) for row in shown)
    world.loose.clear()
    assert found.keys() == set(world.items())
    for key, row in found.items():
        line(world, key, row)
    return found


def line(world: World, key: str, row: ItemRow) -> None:
    """One line of a list."""
    item = world.rows["item", key]
    assert {name: getattr(row, name) for name in PLAIN} == {name: item[name] for name in PLAIN}
    assert (row.assignee_key, row.assignee) == (item["assignee"], NAMES[item["assignee"]])
    assert row.team_key == (f"T-{item['team']:02d}" if item["team"] else None)
    assert row.labels == tuple(sorted(world.labels(key)))
    criteria = [world.rows[part]["met"] for part in world.parts("criterion", key)]
    assert (row.criteria_met, row.criteria_total) == (sum(criteria), len(criteria))
    assert row.note_count == len(world.parts("note", key))


def boards(ws: Workspace, world: World, rows: dict[str, ItemRow]) -> None:
    """Each team's board has its columns, and the cards of each in order."""
    for team in (1, 2):
        view = board.show_board(ws, f"T-{team:02d}")
        order = world.lists.get(("team", team), [])
        settings = world.columns(team)
        for column in view.columns:
            cards = [key for key in order if world.rows["item", key]["state"] == column.state]
            if column.state == "done":
                cards.sort(key=lambda key: (world.rows["item", key]["finished_at"], rows[key].id), reverse=True)
            own = settings.get(column.state, {"label": "", "limit": None, "hidden": False})
            assert (column.label, column.limit, column.hidden) == (own["label"], own["limit"], own["hidden"])
            assert column.count == len(cards)
            assert [row.key for row in column.cards] == ([] if column.hidden else cards)
        at = [world.rows["item", key] for key in order]
        assert view.backlog_count == sum(item["state"] == "backlog" for item in at)
        assert view.blocked_count == sum(
            item["blocked_since"] is not None and item["state"] in OPEN_WORK for item in at
        )


def pages(ws: Workspace, world: World) -> None:
    """The pages of what was touched last: description, reason, events in order, notes."""
    if not world.entries:
        return
    for kind, key in sorted(world.entries[-1].touched, key=str):
        if kind != "item" or ("item", key) not in world.rows:
            continue
        page, item = items.show_item(ws, key), world.rows["item", key]
        assert (page.description, page.drop_reason) == (item["description"], item["drop_reason"])
        happened = [world.rows[row] for row in world.parts("event", key)]
        told = sorted((event.kind, event.before or "", event.after or "") for event in page.events)
        assert told == sorted((event["kind"], event["before"], event["after"]) for event in happened)
        notes = [(world.rows[row]["text"], USERS[world.rows[row]["who"]]) for row in world.parts("note", key)]
        assert sorted((note.text, note.who) for note in page.notes) == sorted(notes)


def journal(ws: Workspace, world: World, ids: list[int], begun: int) -> None:
    """The history has the same entries, by the same people, with the same ones undone."""
    assert ws.newest_entry() == (ids[-1] if ids else begun)
    shown = history.history(ws, limit=10_000)
    assert len(shown) == len(world.entries) + begun
    real = {entry.id: ids[entry.id - 1] for entry in world.entries}
    for view, entry in zip(shown, reversed(world.entries), strict=False):
        assert (view.id, view.actor) == (real[entry.id], USERS[entry.actor])
        assert view.undoes == (real[entry.reverts] if entry.reverts else None)
        assert view.undone_by == (real[entry.undone_by] if entry.undone_by else None)
        assert view.undoable == (entry.kind == "action" and entry.undone_by is None)
