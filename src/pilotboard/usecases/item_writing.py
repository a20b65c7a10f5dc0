"""What the writes to items share: many items as one intent, and the names of rows in sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.keys import item_key, person_key
from pilotboard.usecases import lookup
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.domain.labels import Labels
    from pilotboard.store.writing.tables import BacklogItem
    from pilotboard.store.writing.unit import Tx


def each(
    ws: Workspace,
    action: str,
    keys: Sequence[str],
    change: Callable[[Tx, BacklogItem], bool],
    said: Callable[[Tx, str], str],
    operation_id: str | None,
) -> Outcome:
    """One change to each of several items, as one intent; `said` makes the sentence from the names of those changed."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing.tables import BacklogItem

        ids = lookup.item_ids(tx.reader, keys)
        rows = tx.among(BacklogItem, ids)
        names = {row_id: key_of(tx, rows[row_id]) for row_id in ids}
        touched = tuple(names[row_id] for row_id in ids if change(tx, rows[row_id]))
        if not touched:
            return Written(f"Nothing to change: {listed(tuple(names.values()))}.", tuple(names.values()))
        return Written(said(tx, listed(touched)), touched)

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


def key_of(tx: Tx, row: BacklogItem) -> str:
    """The key of an item."""
    from pilotboard.store.writing.tables import Pilot

    pilot = tx.get(Pilot, row.pilot_id)
    return item_key(pilot.number if pilot is not None else 0, row.number)


def person_key_of(tx: Tx, person_id: int | None) -> str | None:
    """The key of a person; None is nobody."""
    from pilotboard.store.writing.tables import Person

    person = None if person_id is None else tx.get(Person, person_id)
    return None if person is None else person_key(person.number)


def words_of(tx: Tx) -> Labels:
    """The organisation's words, for the sentence about what was done."""
    from pilotboard.usecases.organisation import labels_of

    return labels_of(tx.reader)
