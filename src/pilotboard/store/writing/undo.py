"""Taking an entry of the journal back, and doing it again.

Undo is an entry of its own that applies the earlier one in reverse. It is refused, with the names of the things, when
somebody changed one of the rows since: an entry that stands (is neither undone nor itself an undo or redo) and is
newer, or values that are no longer what the entry left.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from pilotboard.domain.changes import EntryKind, RowChange, Written
from pilotboard.domain.errors import NotFound, UndoRefused
from pilotboard.domain.journal import STAYS
from pilotboard.domain.sprint_states import SprintState
from pilotboard.store.reading import journal as reading
from pilotboard.store.writing import decisions, items, order
from pilotboard.store.writing.bulk import Steps
from pilotboard.store.writing.columns import Row
from pilotboard.store.writing.free_texts import SEARCHED
from pilotboard.store.writing.tables import (
    Amendment,
    BacklogItem,
    Decision,
    Journal,
    JournalRow,
    Pilot,
    Sprint,
    SprintRecord,
)
from pilotboard.store.writing.undo_flow import Flow, done_again_by
from pilotboard.store.writing.undo_refusals import STAYING, TABLES, Line, refused, stands_on
from pilotboard.store.writing.undo_restore import decoded, restore, restore_many
from pilotboard.store.writing.undo_sprints import refuse_misplaced_items, refuse_turned_sprints
from pilotboard.store.writing.unit import Tx

if TYPE_CHECKING:
    from pilotboard.domain.intake_report import Progress

NOT_UNDOABLE = frozenset(STAYS)
"""Actions that stay: there is nothing before them to go back to, or it was taken out for good."""


MANY = 20
"""Lines from which they are turned back together."""

_LINE: Any = JournalRow.__table__.c  # type: ignore[attr-defined]


def revert(tx: Tx, entry_id: int, kind: EntryKind, progress: Progress | None = None) -> Written:
    """Apply the entry in reverse, as `kind` (undo, or redo when the entry is an undo).

    Raises NotFound for an unknown entry, UndoRefused when it may not or can no longer be taken back, Stopped when
    `progress`, which is told how many of how many rows are done, answers no.
    """
    entry = tx.get(Journal, entry_id)
    if entry is None:
        raise NotFound(f"There is no entry {entry_id} in the history.", hint="pilotboard history lists them.")
    if entry.action in NOT_UNDOABLE:
        raise UndoRefused(f"This cannot be undone: {entry.said}")
    if entry.kind == EntryKind.REDO:
        entry = _original(tx, entry)  # what was redone stands again
    if entry.undone_by is not None:
        raise UndoRefused("That has been undone already.", hint="Redo brings it back.")
    if (entry.kind == EntryKind.UNDO) != (kind == EntryKind.REDO):
        raise UndoRefused("Only what was undone can be redone.")
    tx.kind, tx.reverts = kind, entry.stored_id
    again = done_again_by(tx, entry)
    lines = _in_force(tx, entry, again)
    tx.steps = Steps(len(lines), progress)
    _refuse_if_changed_since(tx, entry)
    refuse_turned_sprints(tx, entry.stored_id, lines)
    try:
        with tx.session.begin_nested():
            tx.session.connection()  # else the savepoint is set at the first statement that the session itself runs
            _turn_all_back(tx, lines, again.at)
    except IntegrityError as fault:
        raise stands_on(tx, entry.stored_id, lines, fault) from None
    if kind == EntryKind.REDO and entry.reverts is not None:
        tx.mark_undone(entry.reverts, None)
    said = _original(tx, entry).said
    return Written(f"{'Undone' if kind == EntryKind.UNDO else 'Redone'}: {said}", tuple(entry.keys.split()))


def _turn_all_back(tx: Tx, lines: list[Line], moment: datetime) -> None:
    flow = Flow(tx, lines, moment)
    for run in _runs(flow.rest):
        for line in _turn_back_together(tx, run):
            _turn_back(tx, line)
            tx.steps(1)
    flow.settle()
    for line in lines:
        if line.table_name == "pilot" and (pilot := tx.get(Pilot, line.row_id)) is not None:
            items.gather(tx, pilot)
    refuse_misplaced_items(tx)


def _original(tx: Tx, entry: Journal) -> Journal:
    while entry.reverts is not None:
        earlier = tx.get(Journal, entry.reverts)
        if earlier is None:
            break
        entry = earlier
    return entry


def _refuse_if_changed_since(tx: Tx, entry: Journal) -> None:
    later = reading.changed_since(tx.reader, entry.stored_id)
    if later:
        raise refused(tx, [(table, row_id) for table, row_id, _ in later], {actor for _, _, actor in later})


def _in_force(tx: Tx, entry: Journal, again: Journal) -> list[Line]:
    """The lines of an entry; of an act that was done again the events are those of the redo (`again`)."""
    lines = _lines(tx, entry.stored_id)
    if again is entry:
        return lines
    events = [line for line in _lines(tx, again.stored_id) if line.table_name == "item_event"]
    added = [line for line in events if line.change == RowChange.ADDED]
    removed = [line for line in events if line.change == RowChange.REMOVED]
    # Events go before their item goes, and come back after it.
    return added + [line for line in lines if line.table_name != "item_event"] + removed


def _lines(tx: Tx, entry_id: int) -> list[Line]:
    """The lines of an entry, the last first."""
    sql = f"SELECT {', '.join(Line._fields)} FROM journal_row WHERE entry_id = :entry ORDER BY id DESC"
    known = {str(change): change for change in RowChange}
    names: dict[str, str] = {}  # of 100,000 equal texts one is enough
    return [
        Line(names.setdefault(table, table), row_id, known[change], before, after)
        for table, row_id, change, before, after in tx.reader.rows(sql, entry=entry_id)
    ]


def _runs(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines of one kind about one table that follow each other."""
    for _, run in groupby(lines, key=lambda line: (line.change, line.table_name)):
        yield list(run)


def _turn_back_together(tx: Tx, run: list[Line]) -> list[Line]:
    """Turn many lines of one kind back by a few statements; returns those that have to be looked at one by one."""
    table = TABLES[run[0].table_name]
    if len(run) < MANY or table in {*STAYING, SprintRecord, Decision}:
        return run
    if run[0].change == RowChange.ADDED:
        ids = [line.row_id for line in run]
        there = tx.ids_among(table, ids)
        gone = [(line.table_name, line.row_id) for line in run if line.row_id not in there]
        if gone:
            raise refused(tx, gone, set())
        tx.bulk_remove(table, ids)
        return []
    return restore_many(tx, table, run) if run[0].change == RowChange.REMOVED else run


def _turn_back(tx: Tx, line: Line) -> None:
    table = TABLES[line.table_name]
    if table in STAYING:
        return  # once known it stays known: others may wear it by now, and nobody sees one that is not worn
    row = tx.get(table, line.row_id)
    if (row is None) != (line.change == RowChange.REMOVED):
        raise refused(tx, [(line.table_name, line.row_id)], set())
    before = json.loads(line.before) if line.before else {}
    if row is None:
        restore(tx, table, decoded(table, before))
    elif isinstance(row, SprintRecord) and line.change == RowChange.ADDED:
        tx.change(row, withdrawn_at=tx.now)  # what was frozen once is kept, marked as withdrawn
    elif isinstance(row, Decision) and line.change == RowChange.ADDED and not _came_with_its_pilot(tx, row):
        decisions.take_back(tx, row)
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
        _set_back(tx, row, decoded(table, before), decoded(table, json.loads(line.after or "{}")))


def _came_with_its_pilot(tx: Tx, row: Decision) -> bool:
    """Whether the entry at hand added the pilot too (an import): then nobody read the decision without it."""
    added = (_LINE.change == RowChange.ADDED, _LINE.table_name == "pilot", _LINE.row_id == row.pilot_id)
    return tx.session.scalar(select(_LINE.id).where(_LINE.entry_id == tx.reverts, *added).limit(1)) is not None


def _set_back(tx: Tx, row: Row, before: dict[str, Any], after: Mapping[str, Any]) -> None:
    # A rank may have been renumbered since, which changes nothing that people see; a search text follows the others.
    if any(getattr(row, name) != value for name, value in after.items() if name not in {"rank", "folded"}):
        raise refused(tx, [(str(type(row).__tablename__), row.stored_id)], set())
    if isinstance(row, Sprint) and row.state == SprintState.CLOSED and "state" in before:
        amended = tx.by(Amendment, sprint_id=row.stored_id)
        if amended:  # they were written beside the record that would go
            makers = {one.author for one in amended}
            raise refused(tx, [("amendment", one.stored_id) for one in amended], makers)
    if "rank" in before and isinstance(row, BacklogItem):
        order.note_place(tx, row)
        before["rank"] = order.free_rank(tx, before.get("team_id", row.team_id), row.pilot_id, before["rank"])
    if "folded" in before and (searched := SEARCHED.get(type(row))) is not None:
        texts = {name: getattr(row, name) for name in type(row).model_fields}
        before["folded"] = searched(SimpleNamespace(**{**texts, **before}))
    tx.change(row, **before)
