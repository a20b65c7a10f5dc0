"""The acts of every day on the board: moving, blocking and giving items, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilotboard.domain.changes import Outcome
from pilotboard.domain.errors import Refusal
from pilotboard.domain.items import ItemState, parse_state
from pilotboard.usecases import lookup
from pilotboard.usecases.item_writing import checked_line, each, key_of, words_of
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import BacklogItem
    from pilotboard.store.writing.unit import Tx


def move_items(
    ws: Workspace, keys: Sequence[str], state: str, reason: str = "", operation_id: str | None = None
) -> Outcome:
    """Move items to a state; dropping needs a reason.

    Going back to the backlog takes an item out of its sprint; once that runs, this needs a reason too.
    """
    target = parse_state(state)
    why = checked_line("reason", reason) if reason else ""

    def change(tx: Tx, row: BacklogItem) -> bool:
        from pilotboard.store.writing import items as writing

        if target == ItemState.BACKLOG and row.sprint_id is not None:
            from pilotboard.usecases.sprint_scope import leave_sprint

            leave_sprint(tx, row, why)
        return writing.move(tx, row, target, why)

    def said(tx: Tx, names: str) -> str:
        return f"Moved {names} to {words_of(tx).column(target)}."

    return each(ws, "items.move", keys, change, said, operation_id)


def block_items(ws: Workspace, keys: Sequence[str], reason: str, operation_id: str | None = None) -> Outcome:
    """Mark items as blocked, with the reason. Raises Refusal when one of them is finished."""
    why = checked_line("reason", reason)

    def change(tx: Tx, row: BacklogItem) -> bool:
        from pilotboard.store.writing import items as writing

        if row.state in {ItemState.DONE, ItemState.DROPPED}:
            words = words_of(tx)
            raise Refusal(
                f"{key_of(tx, row)} is {words.state(row.state)}: nothing is in its way any more.",
                kept="Nothing was changed.",
                at=key_of(tx, row),
            )
        return writing.block(tx, row, why)

    def said(tx: Tx, names: str) -> str:
        return f"{words_of(tx).capital('blocked')}: {names} ({why})."

    return each(ws, "items.block", keys, change, said, operation_id)


def unblock_items(ws: Workspace, keys: Sequence[str], operation_id: str | None = None) -> Outcome:
    """Take the block away."""

    def change(tx: Tx, row: BacklogItem) -> bool:
        from pilotboard.store.writing import items as writing

        return writing.unblock(tx, row)

    def said(tx: Tx, names: str) -> str:
        return f"No longer {words_of(tx)('blocked')}: {names}."

    return each(ws, "items.unblock", keys, change, said, operation_id)


def assign_items(ws: Workspace, keys: Sequence[str], person: str | None, operation_id: str | None = None) -> Outcome:
    """Give items to a person ("me" is the actor), or to nobody."""

    def change(tx: Tx, row: BacklogItem) -> bool:
        from pilotboard.store.writing import items as writing

        return writing.edit(tx, row, {"assignee_id": lookup.person_id(tx.reader, person, ws.actor.person_id)})

    def said(tx: Tx, names: str) -> str:
        from pilotboard.store.writing import people

        found = lookup.person_id(tx.reader, person, ws.actor.person_id)
        return f"Gave {names} to {'nobody' if found is None else people.person(tx, found).name}."

    return each(ws, "items.assign", keys, change, said, operation_id)
