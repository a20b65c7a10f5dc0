"""What people do with backlog items. Reading loads no ORM; writing loads it on first use."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.items import ItemDetail, ItemRow, ItemState, item_fields, parse_state
from pilotboard.domain.keys import Key, item_key, person_key
from pilotboard.store.reading import items as reading
from pilotboard.store.reading.query import EVERYTHING, Condition, both, item_condition
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import BacklogItem
    from pilotboard.store.writing.unit import Tx


class ItemPage(NamedTuple):
    """Some lines of a list, and how many there are in all."""

    rows: list[ItemRow]
    total: int


def item_ids(ws: Workspace, filter_text: str = "", *, scope: str | None = None, sort: str = "rank") -> array[int]:
    """The ids of the items that meet the filter, in order; `scope` is the key of a team or a pilot.

    Raises FilterError with the spot for a filter that cannot be read.
    """
    return ws.read(lambda reader: reading.item_ids(reader, _condition(ws, reader, filter_text, scope), sort))


def items_by_ids(ws: Workspace, ids: Sequence[int]) -> list[ItemRow]:
    """The lines of these items, in that order."""
    return ws.read(reading.by_ids, ids)


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
        condition = _condition(ws, reader, filter_text, scope)
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
        key = _key(tx, writing.add(tx, pilot_id, new))
        return Written(f"Added {key} {draft.title}.", (key,))

    return ws.write("items.add", work, operation_id)


def edit_item(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change fields of an item (as in `drafts.items.ItemChanges`); `opened` is what the form showed.

    Raises Conflict when somebody changed the same field meanwhile.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.items import ItemChanges

    draft = validate(ItemChanges, changes)
    given = draft.given()

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import items as writing

        row = writing.item(tx, lookup.item_id(tx.reader, key))
        if "assignee" in given:
            given["assignee"] = _person_key(tx, lookup.person_id(tx.reader, draft.assignee, ws.actor.person_id))
        current = _form_values(tx, row)
        values = settle(tx, row, key, given, current, opened)
        labels = values.pop("labels", None)
        columns = {_COLUMNS.get(name, name): value for name, value in values.items()}
        if "assignee" in values:
            assignee = columns.pop("assignee")
            columns["assignee_id"] = (
                None if assignee is None else lookup.numbered_id(tx.reader, "person", str(assignee))
            )
        name = _key(tx, row)
        changed = writing.edit(tx, row, columns) if columns else False
        if isinstance(labels, list | tuple) and writing.set_labels(tx, row, labels):
            changed = True
        return Written(f"Changed {name} {row.title}." if changed else f"{name} was like that already.", (name,))

    return ws.write("items.edit", work, operation_id)


_COLUMNS = {"due": "due_on"}


def move_items(
    ws: Workspace, keys: Sequence[str], state: str, reason: str = "", operation_id: str | None = None
) -> Outcome:
    """Move items to a state; dropping needs a reason."""
    target = parse_state(state)
    said = checked_line("reason", reason) if reason else ""

    def change(tx: Tx, row: BacklogItem) -> bool:
        from pilotboard.store.writing import items as writing

        return writing.move(tx, row, target, said)

    return _each(ws, "items.move", keys, change, f"Moved {{}} to {_STATE_WORDS[target]}.", operation_id)


_STATE_WORDS = {
    ItemState.BACKLOG: "the backlog",
    ItemState.READY: "To do",
    ItemState.IN_PROGRESS: "Doing",
    ItemState.REVIEW: "Review",
    ItemState.DONE: "Done",
    ItemState.DROPPED: "Dropped",
}


def block_items(ws: Workspace, keys: Sequence[str], reason: str, operation_id: str | None = None) -> Outcome:
    """Mark items as blocked, with the reason."""
    why = checked_line("reason", reason)

    def change(tx: Tx, row: BacklogItem) -> bool:
        from pilotboard.store.writing import items as writing

        return writing.block(tx, row, why)

    return _each(ws, "items.block", keys, change, "Blocked {}.", operation_id)


def unblock_items(ws: Workspace, keys: Sequence[str], operation_id: str | None = None) -> Outcome:
    """Take the block away."""

    def change(tx: Tx, row: BacklogItem) -> bool:
        from pilotboard.store.writing import items as writing

        return writing.unblock(tx, row)

    return _each(ws, "items.unblock", keys, change, "Unblocked {}.", operation_id)


def assign_items(ws: Workspace, keys: Sequence[str], person: str | None, operation_id: str | None = None) -> Outcome:
    """Give items to a person ("me" is the actor), or to nobody."""

    def change(tx: Tx, row: BacklogItem) -> bool:
        from pilotboard.store.writing import items as writing

        return writing.edit(tx, row, {"assignee_id": lookup.person_id(tx.reader, person, ws.actor.person_id)})

    said = (
        "Gave {} to nobody." if person is None else "Gave {} to you." if person == "me" else f"Gave {{}} to {person}."
    )
    return _each(ws, "items.assign", keys, change, said, operation_id)


def rank_items(
    ws: Workspace,
    keys: Sequence[str],
    *,
    before: str | None = None,
    after: str | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Put items right before or right after another one of their list, in the order given."""
    if (before is None) == (after is None):
        raise InvalidInput("Say one place: before an item or after an item.", field="before")

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import items as writing
        from pilotboard.store.writing import order

        target = writing.item(tx, lookup.item_id(tx.reader, before or after or ""))
        rows = [writing.item(tx, item_id) for item_id in lookup.item_ids(tx.reader, keys)]
        names = tuple(_key(tx, row) for row in rows)
        for row, name in zip(rows, names, strict=True):
            if not order.same_list(row, target):
                raise InvalidInput(
                    f"{name} and {_key(tx, target)} are in different lists, so they have no common order.", field="key"
                )
        moving = {row.stored_id for row in rows}
        behind = order.last_above(tx, target, moving) if before is not None else target.stored_id
        moved = 0
        for row in rows:
            moved += order.place(tx, row, behind)
            behind = row.stored_id
        place = f"{'before' if before is not None else 'after'} {_key(tx, target)}"
        return Written(f"Placed {listed(names)} {place}." if moved else f"{listed(names)} stood there already.", names)

    return ws.write("items.rank", work, operation_id)


def split_item(ws: Workspace, key: str, titles: Sequence[str], operation_id: str | None = None) -> Outcome:
    """Cut new items from one; it stays, and the new ones stand right behind it."""
    clean_titles = [checked_line("title", title) for title in titles]
    if not clean_titles:
        raise InvalidInput("Splitting needs the title of at least one new item.", field="title")

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import items as writing

        row = writing.item(tx, lookup.item_id(tx.reader, key))
        made = tuple(_key(tx, part) for part in writing.split(tx, row, clean_titles))
        name = _key(tx, row)
        writing.note_split(tx, row, made)
        return Written(f"Split {listed(made)} from {name}.", (name, *made))

    return ws.write("items.split", work, operation_id)


def remove_items(ws: Workspace, keys: Sequence[str], operation_id: str | None = None) -> Outcome:
    """Delete items with all that hangs on them; undo brings them back."""

    def change(tx: Tx, row: BacklogItem) -> bool:
        from pilotboard.store.writing import items as writing

        writing.remove(tx, row)
        return True

    return _each(ws, "items.remove", keys, change, "Removed {}.", operation_id)


def _each(
    ws: Workspace,
    action: str,
    keys: Sequence[str],
    change: Callable[[Tx, BacklogItem], bool],
    said: str,
    operation_id: str | None,
) -> Outcome:
    """One change to each of several items, as one intent."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing.tables import BacklogItem

        ids = lookup.item_ids(tx.reader, keys)
        rows = tx.among(BacklogItem, ids)
        names = {row_id: _key(tx, rows[row_id]) for row_id in ids}
        touched = tuple(names[row_id] for row_id in ids if change(tx, rows[row_id]))
        if not touched:
            return Written(f"Nothing to change: {listed(tuple(names.values()))}.", tuple(names.values()))
        return Written(said.format(listed(touched)), touched)

    return ws.write(action, work, operation_id)


def listed(keys: Sequence[str]) -> str:
    """``P07-12``, ``P07-12 and P07-13``, ``P07-12, P07-13 and 48 more``."""
    if len(keys) <= 2:
        return " and ".join(keys)
    if len(keys) == 3:
        return f"{keys[0]}, {keys[1]} and {keys[2]}"
    return f"{keys[0]}, {keys[1]} and {len(keys) - 2} more"


def checked_line(field: str, text: str) -> str:
    """One line of text as drafts take it. Raises InvalidInput."""
    from pilotboard.domain.drafts import line

    return line(field, text)


def _key(tx: Tx, row: BacklogItem) -> str:
    from pilotboard.store.writing.tables import Pilot

    pilot = tx.get(Pilot, row.pilot_id)
    return item_key(pilot.number if pilot is not None else 0, row.number)


def _person_key(tx: Tx, person_id: int | None) -> str | None:
    from pilotboard.store.writing.tables import Person

    person = None if person_id is None else tx.get(Person, person_id)
    return None if person is None else person_key(person.number)


def _form_values(tx: Tx, row: BacklogItem) -> dict[str, object]:
    from pilotboard.store.writing import items as writing

    return {
        "title": row.title,
        "type": row.type,
        "description": row.description,
        "estimate": row.estimate,
        "assignee": _person_key(tx, row.assignee_id),
        "due": row.due_on,
        "labels": tuple(sorted(writing.label_names(tx, row))),
    }


def _condition(ws: Workspace, reader: Reader, filter_text: str, scope: str | None) -> Condition:
    found = EVERYTHING if not filter_text.strip() else _filtered(ws, filter_text)
    if scope is None:
        return found
    kind: Key = _scope_key(scope)
    if kind.kind == "team":
        return both(found, Condition("i.team_id = :scope", {"scope": lookup.numbered_id(reader, "team", scope)}, False))
    return both(found, Condition("i.pilot_id = :scope", {"scope": lookup.numbered_id(reader, "pilot", scope)}, False))


def _filtered(ws: Workspace, filter_text: str) -> Condition:
    from pilotboard.domain.query import parse_filter

    today = ws.today()
    expression = parse_filter(filter_text, item_fields(), today)
    person = ws.actor.person_id if expression is not None else None
    return item_condition(expression, person_id=person, today=today)


def _scope_key(scope: str) -> Key:
    from pilotboard.domain.keys import parse_key

    key = parse_key(scope)
    if key.kind not in {"team", "pilot"}:
        raise InvalidInput(f"{key} is neither a team nor a pilot.", field="scope")
    return key
