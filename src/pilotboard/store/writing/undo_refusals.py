"""Why an entry cannot be taken back any more, with the names of the things that stand against it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from pilotboard.domain.changes import EntryKind, RowChange
from pilotboard.domain.errors import UndoRefused
from pilotboard.store.reading import journal as reading
from pilotboard.store.writing import tables
from pilotboard.store.writing.columns import Row
from pilotboard.store.writing.constraints import explained
from pilotboard.store.writing.tables import JournalRow, Label, Theme
from pilotboard.store.writing.unit import Tx

STAYING = (Label, Theme)
"""Words that stay known when what made them is taken back."""


KEPT = {str(table.__tablename__) for table in STAYING}
GOES_ALONG = "pilot_summary"
"""What is worked out of the rest hangs on nothing of its own."""


class Line(NamedTuple):
    """A line of an entry."""

    table_name: str
    row_id: int
    change: RowChange
    before: str | None
    after: str | None


TABLES: dict[str, type[Row]] = {
    str(table.__tablename__): table
    for table in (getattr(tables, name) for name in tables.__all__)
    if issubclass(table, Row)
}
"""Every table whose rows the journal knows."""


def no_more(tx: Tx) -> str:
    """The beginning of every refusal."""
    return f"This cannot be {'redone' if tx.kind == EntryKind.REDO else 'undone'} any more"


def refused(tx: Tx, rows: list[tuple[str, int]], actors: set[str]) -> UndoRefused:
    """The error that names the rows changed since, and by whom."""
    names = reading.row_names(tx.reader, rows)
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    who = f" by {', '.join(sorted(actors))}" if actors else ""
    return UndoRefused(
        f"{no_more(tx)}: changed since{who}: {shown}.",
        hint="Undo the newer change first, or set it right by hand.",
        rows=names,
    )


def stands_on(tx: Tx, entry_id: int, lines: list[Line], fault: IntegrityError) -> UndoRefused:
    """Why the database refused: something was hung on the rows since, took their name, or what they need has gone."""
    parts = _hanging_on(tx, entry_id)
    gone = [] if parts else _missing(tx, lines)
    if gone:
        names = reading.row_names(tx.reader, gone)
        return UndoRefused(
            f"{no_more(tx)}: removed since: {', '.join(names)}.", hint="Bring that back first.", rows=names
        )
    if not parts:
        why = explained(fault)
        return UndoRefused(f"{no_more(tx)}. {why.message}", hint="Set it right by hand.")
    makers = {last[0] for part in parts if (last := reading.last_change(tx.reader, *part)) is not None}
    names = reading.row_names(tx.reader, parts)
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    who = f" by {', '.join(sorted(makers))}" if makers else ""
    return UndoRefused(
        f"{no_more(tx)}: it has been used since{who}: {shown}.",
        hint="Undo the newer change first, or set it right by hand.",
        rows=names,
    )


def _hanging_on(tx: Tx, entry_id: int) -> list[tuple[str, int]]:
    """Rows of other entries that name a row which this one added, 50 at most."""
    lines: Any = JournalRow.__table__  # type: ignore[attr-defined]
    added = and_(lines.c.entry_id == entry_id, lines.c.change == RowChange.ADDED)
    found: dict[tuple[str, int], None] = {}
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns if table.name != GOES_ALONG else ():
            for owner in {key.column.table.name for key in column.foreign_keys if key.column.name == "id"} - KEPT:
                named = select(lines.c.row_id).where(added, lines.c.table_name == owner)
                ours = select(lines.c.row_id).where(added, lines.c.table_name == table.name)
                hanging = select(table.c.id).where(column.in_(named), table.c.id.not_in(ours))
                found.update(((table.name, one), None) for one in tx.session.scalars(hanging.order_by("id").limit(50)))
    return list(found)[:50]


def _missing(tx: Tx, lines: list[Line]) -> list[tuple[str, int]]:
    """Rows that what should come back names, and that are not there."""
    ours = {(line.table_name, line.row_id) for line in lines}
    found: list[tuple[str, int]] = []
    for line in lines:
        content = json.loads(line.before or "{}")
        for column in SQLModel.metadata.tables[line.table_name].columns:
            for key in column.foreign_keys:
                owner = (key.column.table.name, content.get(column.name))
                if key.column.name != "id" or owner[1] is None or owner in ours or owner in found:
                    continue
                if tx.get(TABLES[owner[0]], owner[1]) is None:
                    found.append(owner)
    return found
