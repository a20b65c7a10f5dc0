"""What must hold in a store whatever happened to it; each flaw found is one line of text.

The journal is complete when it explains every row: what is there was added (and not removed since), each change took
a column from the value that the one before it left, and the last one left the value that the column has now. Each
change raises the version by one; a row that comes back is as it went, with a version that it never had before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import inspect, select, text
from sqlmodel import SQLModel

from pilotboard.domain.changes import RowChange, Written
from pilotboard.store.writing.tables import BacklogItem, ItemEvent, Journal, JournalRow
from pilotboard.store.writing.unit import Tx
from pilotboard.usecases.workspace import Workspace

APART = {"journal", "journal_row", "counter", "pilot_summary"}
"""Tables that the journal does not speak of: itself, numbers, which never go back, and what is worked out from rows."""

UNTOLD = {"rank", "next_item"}
"""Columns it does not tell either: places are told as neighbours, and a number that was given stays given."""

Content = dict[str, object]
Rows = dict[tuple[str, int], Content]


def flaws(ws: Workspace) -> list[str]:
    """Everything that is wrong in the store."""
    found: list[str] = []

    def work(tx: Tx) -> Written:
        found.extend(_file(tx, embedded=ws.location.embedded))
        rows = _stored(tx)
        found.extend(journal_gaps(_lines(tx), rows))
        found.extend(_flow(tx))
        return Written("Checked.")

    ws.write("check", work)
    return found


def file_flaws(ws: Workspace) -> list[str]:
    """Only what the database itself can tell: quick, and possible while others write."""
    if not ws.location.embedded:
        return []
    found = [str(row) for row in ws.read(lambda reader: reader.rows("PRAGMA foreign_key_check"))]
    return found + [
        str(row[0]) for row in ws.read(lambda reader: reader.rows("PRAGMA integrity_check")) if row[0] != "ok"
    ]


def _file(tx: Tx, *, embedded: bool) -> list[str]:
    if not embedded:
        return []
    broken = [f"link to nothing: {tuple(row)}" for row in tx.session.execute(text("PRAGMA foreign_key_check"))]
    return broken + [str(row[0]) for row in tx.session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]


def _stored(tx: Tx) -> Rows:
    found: Rows = {}
    for mapper in SQLModel._sa_registry.mappers:
        table = str(mapper.local_table)
        if table in APART:
            continue
        for row in tx.session.scalars(select(mapper.class_)):
            values = {column.key: getattr(row, column.key) for column in inspect(mapper.class_).columns}
            found[table, row.stored_id] = json.loads(json.dumps(values, default=lambda value: value.isoformat()))
    return found


def _lines(tx: Tx) -> list[tuple[str, int, RowChange, Content, Content]]:
    query: Any = select(JournalRow).order_by(JournalRow.__table__.c.id)  # type: ignore[attr-defined]
    return [
        (line.table_name, line.row_id, line.change, json.loads(line.before or "{}"), json.loads(line.after or "{}"))
        for line in tx.session.scalars(query)
    ]


def journal_gaps(
    lines: Iterable[tuple[str, int, RowChange, Content, Content]], rows: Mapping[Any, Content]
) -> list[str]:
    """Where the journal does not explain the rows."""
    found: list[str] = []
    known: Rows = {}
    gone: dict[tuple[str, int], Any] = {}
    for table, row_id, change, before, after in lines:
        key = (table, row_id)
        if change == RowChange.ADDED:
            if key in known:
                found.append(f"{table} {row_id} was added twice")
            content = gone.get(key, {})
            known[key] = {**content, "version": content.get("version", 0) + 1}
            known[key].pop("team_id", None)  # an item comes back to the team that its pilot has by now
            if table == "item_event":  # done again it is an event of that moment, by whoever did it, of the size by now
                for column in ("at", "actor", "after"):
                    known[key].pop(column, None)
            continue
        if key not in known:
            found.append(f"{table} {row_id} was {change} and never added")
        left: Any = known.setdefault(key, {})
        if change == RowChange.REMOVED:
            found += _differences(key, left, before)
            gone[key] = before
            del known[key]
        elif change == RowChange.CHANGED:
            found += _differences(key, left, before)
            left.update(after, version=left.get("version", 0) + 1)
    for key in known.keys() ^ rows.keys():
        found.append(f"{key[0]} {key[1]} " + ("is gone without a word" if key in known else "came from nowhere"))
    for key in known.keys() & rows.keys():
        found += _differences(key, known[key], rows[key])
    return found


def _differences(key: tuple[str, int], left: Content, met: Content) -> list[str]:
    return [
        f"{key[0]} {key[1]}: {column} was left as {left[column]!r} and met as {met[column]!r}"
        for column in left.keys() & met.keys()
        if column not in UNTOLD and left[column] != met[column]
    ]


def _flow(tx: Tx) -> list[str]:
    """Each item stands where its events say; each entry of the journal has rows."""
    found = []
    states: dict[int, str] = {}
    for event in tx.by(ItemEvent):
        if event.kind in {"created", "state", "reopened"}:
            if event.kind != "created" and states.get(event.item_id) != event.before:
                found.append(f"item {event.item_id} left {event.before} but stood in {states.get(event.item_id)}")
            states[event.item_id] = event.after
    found += [
        f"item {item.id} is {item.state}, its events say {states.get(item.stored_id)}"
        for item in tx.by(BacklogItem)
        if states.get(item.stored_id) != item.state
    ]
    told = {line.entry_id for line in tx.by(JournalRow)}
    acts = tx.by(Journal, kind="action")  # taking back a move to where the item stands by now changes nothing
    return found + [f"entry {entry.id} has no rows" for entry in acts if entry.id not in told]
