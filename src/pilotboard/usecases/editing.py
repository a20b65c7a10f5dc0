"""Saving what a form changed while others may have changed the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pilotboard.domain.changes import Opened
from pilotboard.domain.errors import Conflict, FieldConflict
from pilotboard.store.reading import journal

if TYPE_CHECKING:
    from pilotboard.store.writing.columns import VersionedRow
    from pilotboard.store.writing.unit import Tx


def settle(
    tx: Tx,
    row: VersionedRow,
    key: str,
    changes: Mapping[str, object],
    current: Mapping[str, object],
    opened: Opened | None,
) -> dict[str, object]:
    """The changes that may be saved over what is stored now.

    `current` holds the stored values of the same fields. Without `opened`, or when the version is still the one that
    was opened, everything may. Otherwise fields that only one side changed are merged; raises Conflict with both texts
    when the same field was changed on both sides, and nothing is saved.
    """
    if opened is None or opened.version == row.version:
        return dict(changes)
    clashes = [
        FieldConflict(name, opened.values[name], mine, current[name])
        for name, mine in changes.items()
        if name in opened.values and current[name] not in (opened.values[name], mine)
    ]
    if clashes:
        last = journal.last_change(tx.reader, str(type(row).__tablename__), row.stored_id)
        who, when = last if last is not None else (None, None)
        names = ", ".join(clash.name.replace("_", " ") for clash in clashes)
        raise Conflict(
            f"{key} was changed{f' by {who}' if who else ''} while you had it open ({names}).",
            at=key,
            fields=clashes,
            who=who,
            when=when,
        )
    return dict(changes)
