"""Taking an entry of the journal back, and doing it again.

Undo is an entry of its own that applies the earlier one in reverse. It is refused, with the names of the things, when
somebody changed one of the rows since: an entry that stands (is neither undone nor itself an undo or redo) and is
newer, or values that are no longer what the entry left.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Date, and_, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, col

from pilotboard.domain.changes import EntryKind, RowChange, Written
from pilotboard.domain.errors import NotFound, UndoRefused
from pilotboard.domain.journal import STAYS
from pilotboard.domain.sprints import SprintState
from pilotboard.store.reading import journal as reading
from pilotboard.store.writing import order, tables
from pilotboard.store.writing.columns import Row, VersionedRow
from pilotboard.store.writing.constraints import explained
from pilotboard.store.writing.tables import (
    Amendment,
    BacklogItem,
    Journal,
    JournalRow,
    Label,
    Sprint,
    SprintRecord,
    Theme,
)
from pilotboard.store.writing.unit import Tx

NOT_UNDOABLE = frozenset(STAYS)
"""Actions that stay: there is nothing before them to go back to, or it was taken out for good."""


MANY = 20
"""Lines from which they are turned back together."""

_STAYING = (Label, Theme)
"""Words that stay known when what made them is taken back."""


class Line(NamedTuple):
    """A line of an entry."""

    table_name: str
    row_id: int
    change: RowChange
    before: str | None
    after: str | None


_TABLES: dict[str, type[Row]] = {
    str(table.__tablename__): table
    for table in (getattr(tables, name) for name in tables.__all__)
    if issubclass(table, Row)
}
"""Every table whose rows the journal knows."""


def revert(tx: Tx, entry_id: int, kind: EntryKind) -> Written:
    """Apply the entry in reverse, as `kind` (undo, or redo when the entry is an undo).

    Raises NotFound for an unknown entry, UndoRefused when it may not or can no longer be taken back.
    """
    entry = tx.get(Journal, entry_id)
    if entry is None:
        raise NotFound(f"There is no entry {entry_id} in the history.", hint="pilotboard history lists them.")
    if entry.action in NOT_UNDOABLE:
        raise UndoRefused(f"This cannot be undone: {entry.said}")
    if entry.undone_by is not None:
        raise UndoRefused("That has been undone already.", hint="Redo brings it back.")
    if (entry.kind == EntryKind.UNDO) != (kind == EntryKind.REDO):
        raise UndoRefused("Only what was undone can be redone.")
    tx.kind, tx.reverts = kind, entry_id
    _refuse_if_changed_since(tx, entry)
    try:
        with tx.session.begin_nested():
            for run in _runs(_lines(tx, entry_id)):
                if not _turn_back_together(tx, run):
                    for line in run:
                        _turn_back(tx, line)
    except IntegrityError as fault:
        raise _stands_on(tx, entry_id, fault) from None
    if kind == EntryKind.REDO and entry.reverts is not None:
        tx.mark_undone(entry.reverts, None)
    said = _original(tx, entry).said
    return Written(f"{'Undone' if kind == EntryKind.UNDO else 'Redone'}: {said}", tuple(entry.keys.split()))


def _original(tx: Tx, entry: Journal) -> Journal:
    while entry.reverts is not None:
        earlier = tx.get(Journal, entry.reverts)
        if earlier is None:
            break
        entry = earlier
    return entry


def _no_more(tx: Tx) -> str:
    return f"This cannot be {'redone' if tx.kind == EntryKind.REDO else 'undone'} any more"


def _refuse_if_changed_since(tx: Tx, entry: Journal) -> None:
    later = reading.changed_since(tx.reader, entry.stored_id)
    if later:
        raise _refused(tx, [(table, row_id) for table, row_id, _ in later], {actor for _, _, actor in later})


def _refused(tx: Tx, rows: list[tuple[str, int]], actors: set[str]) -> UndoRefused:
    names = reading.row_names(tx.reader, rows)
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    who = f" by {', '.join(sorted(actors))}" if actors else ""
    return UndoRefused(
        f"{_no_more(tx)}: changed since{who}: {shown}.",
        hint="Undo the newer change first, or set it right by hand.",
        rows=names,
    )


def _stands_on(tx: Tx, entry_id: int, fault: IntegrityError) -> UndoRefused:
    """Why the database would not let the rows go: something was hung on them since, or took their name."""
    parts = _hanging_on(tx, entry_id)
    if not parts:
        why = explained(fault)
        return UndoRefused(f"{_no_more(tx)}. {why.message}", hint="Set it right by hand.")
    makers = {last[0] for part in parts if (last := reading.last_change(tx.reader, *part)) is not None}
    names = reading.row_names(tx.reader, parts)
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    who = f" by {', '.join(sorted(makers))}" if makers else ""
    return UndoRefused(
        f"{_no_more(tx)}: it has been used since{who}: {shown}.",
        hint="Undo the newer change first, or set it right by hand.",
        rows=names,
    )


def _hanging_on(tx: Tx, entry_id: int) -> list[tuple[str, int]]:
    """Rows of other entries that name a row which this one added, 50 at most."""
    lines: Any = JournalRow.__table__  # type: ignore[attr-defined]
    added = and_(lines.c.entry_id == entry_id, lines.c.change == RowChange.ADDED)
    found: dict[tuple[str, int], None] = {}
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            for owner in {key.column.table.name for key in column.foreign_keys if key.column.name == "id"}:
                named = select(lines.c.row_id).where(added, lines.c.table_name == owner)
                ours = select(lines.c.row_id).where(added, lines.c.table_name == table.name)
                hanging = select(table.c.id).where(column.in_(named), table.c.id.not_in(ours))
                found.update(((table.name, one), None) for one in tx.session.scalars(hanging.order_by("id").limit(50)))
    return list(found)[:50]


def _lines(tx: Tx, entry_id: int) -> list[Line]:
    """The lines of an entry, the last first."""
    columns = [getattr(JournalRow, name) for name in Line._fields]
    found = select(*columns).where(col(JournalRow.entry_id) == entry_id).order_by(col(JournalRow.id).desc())
    return [Line(*row) for row in tx.session.execute(found)]


def _runs(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines of one kind about one table that follow each other."""
    for _, run in groupby(lines, key=lambda line: (line.change, line.table_name)):
        yield list(run)


def _turn_back_together(tx: Tx, run: list[Line]) -> bool:
    """Turn many lines of one kind back by a few statements; False when each has to be looked at by itself."""
    table = _TABLES[run[0].table_name]
    if len(run) < MANY or table in {*_STAYING, SprintRecord}:
        return False
    ids = [line.row_id for line in run]
    if run[0].change == RowChange.ADDED:
        there = tx.ids_among(table, ids)
        gone = [(line.table_name, line.row_id) for line in run if line.row_id not in there]
        if gone:
            raise _refused(tx, gone, set())
        tx.bulk_remove(table, ids)
        return True
    if run[0].change == RowChange.REMOVED:
        rows = [_decoded(table, json.loads(line.before or "{}")) for line in run]
        if table is BacklogItem and order.any_held(tx, rows):
            return False
        if issubclass(table, VersionedRow):
            rows = [{**row, "version": row["version"] + 1} for row in rows]
        tx.bulk_restore(table, rows)
        return True
    return False


def _turn_back(tx: Tx, line: Line) -> None:
    table = _TABLES[line.table_name]
    if table in _STAYING:
        return  # once known it stays known: others may wear it by now, and nobody sees one that is not worn
    row = tx.get(table, line.row_id)
    if (row is None) != (line.change == RowChange.REMOVED):
        raise _refused(tx, [(line.table_name, line.row_id)], set())
    before = json.loads(line.before) if line.before else {}
    if row is None:
        _restore(tx, table, _decoded(table, before))
    elif isinstance(row, SprintRecord) and line.change == RowChange.ADDED:
        tx.change(row, withdrawn_at=tx.now)  # what was frozen once is kept, marked as withdrawn
    elif line.change == RowChange.ADDED:
        if isinstance(row, BacklogItem):
            order.note_place(tx, row)
        tx.remove(row)
    elif line.change == RowChange.MOVED:
        # A line without `after` notes the place in a list that was left; if that neighbour has gone too, the rank
        # that came back with the row is the nearest to it.
        if isinstance(row, BacklogItem) and (line.after is not None or order.in_list(tx, row, before["after"])):
            order.place(tx, row, before["after"])
    else:
        _set_back(tx, row, _decoded(table, before), _decoded(table, json.loads(line.after or "{}")))


def _set_back(tx: Tx, row: Row, before: dict[str, Any], after: Mapping[str, Any]) -> None:
    # A rank may have been renumbered since, which changes nothing that people see.
    if any(getattr(row, name) != value for name, value in after.items() if name != "rank"):
        raise _refused(tx, [(str(type(row).__tablename__), row.stored_id)], set())
    if isinstance(row, Sprint) and row.state == SprintState.CLOSED and "state" in before:
        amended = tx.by(Amendment, sprint_id=row.stored_id)
        if amended:  # they were written beside the record that would go
            makers = {one.author for one in amended}
            raise _refused(tx, [("amendment", one.stored_id) for one in amended], makers)
    if "rank" in before and isinstance(row, BacklogItem):
        order.note_place(tx, row)
        before["rank"] = order.free_rank(tx, before.get("team_id", row.team_id), row.pilot_id, before["rank"])
    tx.change(row, **before)


def _restore(tx: Tx, table: type[Row], content: dict[str, Any]) -> None:
    if table is BacklogItem:
        content["rank"] = order.free_rank(tx, content["team_id"], content["pilot_id"], content["rank"])
    if issubclass(table, VersionedRow):
        content["version"] = content["version"] + 1
    tx.add(table(**content))


def _decoded(table: type[Row], values: Mapping[str, Any]) -> dict[str, Any]:
    columns = table.__table__.c  # type: ignore[attr-defined]
    return {name: _value(columns[name].type, value) for name, value in values.items()}


def _value(kind: object, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if type(kind).__name__ == "UTCDateTime":
        return datetime.fromisoformat(value)
    return value
