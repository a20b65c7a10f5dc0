"""What people do with backlog items. Reading loads no ORM; writing loads it on first use."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.items import ItemDetail, ItemRow
from pilotboard.store.reading import items as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import item_filters, lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.item_moves import assign_items, block_items, move_items, unblock_items
from pilotboard.usecases.item_order import rank_items, split_item
from pilotboard.usecases.item_parts import (
    add_criterion,
    add_labels,
    add_link,
    add_note,
    check_criterion,
    edit_criterion,
    remove_criterion,
    remove_labels,
    remove_link,
    remove_note,
)
from pilotboard.usecases.item_writing import checked_line, each, key_of, listed, person_key_of
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import BacklogItem
    from pilotboard.store.writing.unit import Tx

__all__ = [
    "ItemPage",
    "add_criterion",
    "add_item",
    "add_labels",
    "add_link",
    "add_note",
    "assign_items",
    "block_items",
    "check_criterion",
    "edit_criterion",
    "edit_item",
    "edit_items",
    "item_ids",
    "items_by_ids",
    "list_items",
    "listed",
    "move_items",
    "opened_item",
    "rank_items",
    "remove_criterion",
    "remove_items",
    "remove_labels",
    "remove_link",
    "remove_note",
    "show_item",
    "split_item",
    "unblock_items",
]


class ItemPage(NamedTuple):
    """Some lines of a list, and how many there are in all."""

    rows: list[ItemRow]
    total: int


def item_ids(ws: Workspace, filter_text: str = "", *, scope: str | None = None, sort: str = "rank") -> array[int]:
    """The ids of the items that meet the filter, in order; `scope` is the key of a team or a pilot.

    Raises FilterError with the spot for a filter that cannot be read.
    """
    return ws.read(
        lambda reader: reading.item_ids(reader, item_filters.condition(ws, reader, filter_text, scope), sort)
    )


def items_by_ids(ws: Workspace, ids: Sequence[int]) -> list[ItemRow]:
    """The lines of these items, in that order."""
    return ws.read(reading.by_ids, ids)


def keys_of(ws: Workspace, ids: Sequence[int]) -> list[str]:
    """The keys of these items, in that order; those that are gone are left out."""
    return ws.read(reading.keys_by_ids, ids)


def list_items(
    ws: Workspace, filter_text: str = "", *, scope: str | None = None, sort: str = "rank", limit: int | None = None
) -> ItemPage:
    """The items that meet the filter, `limit` at most, and their number.

    Raises FilterError for the filter and InvalidInput for an unknown `sort`.
    """
    if sort not in reading.SORTS:
        raise InvalidInput(
            f'Items cannot be sorted by "{sort}".', hint=f"Sort by {', '.join(reading.SORTS)}.", field="sort"
        )

    def query(reader: Reader) -> ItemPage:
        condition = item_filters.condition(ws, reader, filter_text, scope)
        ids = reading.item_ids(reader, condition, sort, limit)
        total = len(ids) if limit is None or len(ids) < limit else reading.count(reader, condition)
        return ItemPage(reading.by_ids(reader, ids), total)

    return ws.read(query)


def show_item(ws: Workspace, key: str) -> ItemDetail:
    """Everything about one item. Raises NotFound."""

    def query(reader: Reader) -> ItemDetail | None:
        return reading.detail(reader, lookup.item_id(reader, key))

    found = ws.read(query)
    if found is None:
        raise InvalidInput(f"{key} has just been removed.", field="key")
    return found


def add_item(ws: Workspace, pilot: str, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Write down a new item at the end of its list. `values` as in `drafts.items.ItemDraft`."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.items import ItemDraft

    draft = validate(ItemDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import items as writing

        pilot_id = lookup.numbered_id(tx.reader, "pilot", pilot)
        new = writing.NewItem(
            title=draft.title,
            type=draft.type,
            state=draft.state,
            description=draft.description,
            estimate=draft.estimate,
            assignee_id=lookup.person_id(tx.reader, draft.assignee, ws.actor.person_id),
            due_on=draft.due,
            labels=draft.labels,
            criteria=draft.criteria,
        )
        key = key_of(tx, writing.add(tx, pilot_id, new))
        return Written(f"Added {key} {draft.title}.", (key,))

    return ws.write("items.add", work, operation_id)


def opened_item(detail: ItemDetail) -> Opened:
    """What a form over the item shows, to hand back with its changes."""
    row = detail.row
    return Opened(
        row.version,
        {
            "title": row.title,
            "type": row.type,
            "description": detail.description,
            "estimate": row.estimate,
            "assignee": row.assignee_key,
            "due": row.due,
            "labels": row.labels,
        },
    )


def edit_item(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
    reason: str = "",
) -> Outcome:
    """Change fields of an item (as in `drafts.items.ItemChanges`); `opened` is what the form showed.

    Another estimate of an item in a running sprint needs a `reason`. Raises Conflict when somebody changed the same
    field meanwhile.
    """
    given = _checked(changes)
    why = checked_line("reason", reason) if reason else ""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import items as writing

        row = writing.item(tx, lookup.item_id(tx.reader, key))
        name = key_of(tx, row)
        wanted = dict(given)
        if "assignee" in given:
            wanted["assignee"] = lookup.person_key_of(tx.reader, given["assignee"], ws.actor.person_id)
        changed = _change(ws, tx, row, settle(tx, row, name, wanted, _form_values(tx, row), opened), why)
        return Written(f"Changed {name} {row.title}." if changed else f"{name} was like that already.", (name,))

    return ws.write("items.edit", work, operation_id)


def edit_items(
    ws: Workspace,
    keys: Sequence[str],
    changes: Mapping[str, object],
    operation_id: str | None = None,
    reason: str = "",
) -> Outcome:
    """Change the same fields of many items (as in `drafts.items.ItemChanges`), as one intent."""
    given = _checked(changes)
    why = checked_line("reason", reason) if reason else ""
    what = " and ".join(filter(None, (", ".join([*given][:-1]), *[*given][-1:])))

    def change(tx: Tx, row: BacklogItem) -> bool:
        return _change(ws, tx, row, given, why)

    return each(ws, "items.edit", keys, change, lambda _tx, names: f"Changed {what} of {names}.", operation_id)


def remove_items(ws: Workspace, keys: Sequence[str], operation_id: str | None = None) -> Outcome:
    """Delete items with all that hangs on them; undo brings them back."""

    def change(tx: Tx, row: BacklogItem) -> bool:
        from pilotboard.store.writing import items as writing

        writing.remove(tx, row)
        return True

    return each(ws, "items.remove", keys, change, lambda _tx, names: f"Removed {names}.", operation_id)


def _checked(changes: Mapping[str, object]) -> dict[str, Any]:
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.items import ItemChanges

    return validate(ItemChanges, changes).given()


def _change(ws: Workspace, tx: Tx, row: BacklogItem, values: Mapping[str, Any], reason: str) -> bool:
    """Write checked fields; False when nothing differs."""
    from pilotboard.store.writing import items as writing

    columns = {name: value for name, value in values.items() if name not in {"assignee", "due", "labels"}}
    if "due" in values:
        columns["due_on"] = values["due"]
    if "assignee" in values:
        columns["assignee_id"] = lookup.person_id(tx.reader, values["assignee"], ws.actor.person_id)
    if row.sprint_id is not None and values.get("estimate", row.estimate) != row.estimate:
        from pilotboard.usecases.sprint_scope import check_reason

        check_reason(tx, row, reason)
    changed = writing.edit(tx, row, columns, reason) if columns else False
    return ("labels" in values and writing.set_labels(tx, row, values["labels"])) or changed


def _form_values(tx: Tx, row: BacklogItem) -> dict[str, object]:
    from pilotboard.store.writing import items as writing

    return {
        "title": row.title,
        "type": row.type,
        "description": row.description,
        "estimate": row.estimate,
        "assignee": person_key_of(tx, row.assignee_id),
        "due": row.due_on,
        "labels": tuple(sorted(writing.label_names(tx, row))),
    }
