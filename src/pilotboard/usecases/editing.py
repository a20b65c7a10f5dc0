"""Saving what a form changed while others may have changed the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from pilotboard.domain.changes import Opened
from pilotboard.domain.errors import Conflict, FieldConflict
from pilotboard.domain.text import clean

if TYPE_CHECKING:
    from pilotboard.domain.drafts import Draft
    from pilotboard.store.writing.columns import VersionedRow
    from pilotboard.store.writing.unit import Tx

_HANGING = {"labels": "item_label", "sites": "pilot_site", "replaces": "pilot_programme"}
"""Fields that are not columns: the table they are kept in."""


def settle(
    tx: Tx,
    row: VersionedRow,
    key: str,
    changes: Mapping[str, object],
    current: Mapping[str, object],
    opened: Opened | None,
) -> dict[str, object]:
    """The changes that may be saved over what is stored now.

    `current` holds the stored values of the same fields. Without `opened` everything may. Otherwise fields that only
    one side changed are merged (a form that sends what it left as it was does not change it); raises Conflict with
    both texts when the same field was changed on both sides, and nothing is saved. Values are compared, not versions
    alone: labels and the like change without the row's version.
    """
    if opened is None:
        return dict(changes)
    base = opened.values
    changes = {name: mine for name, mine in changes.items() if name not in base or _plain(mine) != _plain(base[name])}
    clashes = [
        FieldConflict(name, opened.values[name], mine, current[name])
        for name, mine in changes.items()
        if name in opened.values and _plain(current[name]) not in (_plain(opened.values[name]), _plain(mine))
    ]
    if clashes:
        who, when = _last(tx, row, key, clashes[0].name)
        names = ", ".join(clash.name.replace("_", " ") for clash in clashes)
        raise Conflict(
            f"{key} was changed{f' by {who}' if who else ''} while you had it open ({names}).",
            at=key,
            fields=clashes,
            who=who,
            when=when,
        )
    return dict(changes)


def _last(tx: Tx, row: VersionedRow, key: str, field: str) -> tuple[str | None, datetime | None]:
    """Who changed that field last, and when."""
    from pilotboard.store.reading import journal

    if field in _HANGING:
        found = journal.last_about(tx.reader, key, _HANGING[field])
    else:
        found = journal.last_change(tx.reader, str(type(row).__tablename__), row.stored_id, field)
    return found or (None, None)


def _plain(value: object) -> object:
    """A value as it is compared: lists by what they hold, texts as they are stored."""
    if isinstance(value, list | tuple):
        return tuple(value)
    return clean(value, lines=True).text if isinstance(value, str) else value


def in_order(
    model: type[Draft], days: tuple[str, str], given: Mapping[str, object], current: Mapping[str, object]
) -> None:
    """Check two days of which perhaps only one is being changed. Raises InvalidInput as the draft `model` does."""
    from pilotboard.domain.drafts import validate

    first, last = days
    if first in given or last in given:
        validate(model, {name: given[name] if name in given else current[name] for name in (first, last)})
