"""The place of items in their list, and new ones cut from one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import InvalidInput
from pilotboard.usecases import lookup
from pilotboard.usecases.item_writing import checked_line, key_of, listed
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx


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
        names = tuple(key_of(tx, row) for row in rows)
        for row, name in zip(rows, names, strict=True):
            if not order.same_list(row, target):
                raise InvalidInput(
                    f"{name} and {key_of(tx, target)} are in different lists, so they have no common order.",
                    field="key",
                )
        moving = {row.stored_id for row in rows}
        behind = order.last_above(tx, target, moving) if before is not None else target.stored_id
        moved = 0
        for row in rows:
            moved += order.place(tx, row, behind)
            behind = row.stored_id
        place = f"{'before' if before is not None else 'after'} {key_of(tx, target)}"
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
        made = tuple(key_of(tx, part) for part in writing.split(tx, row, clean_titles))
        name = key_of(tx, row)
        writing.note_split(tx, row, made)
        return Written(f"Split {listed(made)} from {name}.", (name, *made))

    return ws.write("items.split", work, operation_id)
