"""Rows that were removed, brought back under the ids they had."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date

from pilotboard.domain.changes import RowChange
from pilotboard.store.writing import order
from pilotboard.store.writing.bulk import columns_of
from pilotboard.store.writing.columns import Row, VersionedRow
from pilotboard.store.writing.tables import BacklogItem, Pilot
from pilotboard.store.writing.undo_refusals import Line
from pilotboard.store.writing.unit import Tx


def restore(tx: Tx, table: type[Row], content: dict[str, Any]) -> None:
    """Bring a row back; an item goes to the team its pilot is with by now, to its place or right behind it."""
    if table is BacklogItem:
        pilot = tx.get(Pilot, content["pilot_id"])
        content["team_id"] = pilot.team_id if pilot is not None else None
        content["rank"] = order.free_rank(tx, content["team_id"], content["pilot_id"], content["rank"])
    if issubclass(table, VersionedRow):
        row_id = content["id"]
        content["version"] = _last_versions(tx, table, [row_id]).get(row_id, content["version"]) + 1
    tx.add(table(**content))


def restore_many(tx: Tx, table: type[Row], lines: Sequence[Line]) -> list[Line]:
    """Bring many rows back by a few statements; returns those whose place in a list is taken by now."""
    contents = [json.loads(line.before or "{}") for line in lines]
    left: list[Line] = []
    if table is BacklogItem:
        taken = _taken_places(tx, contents)
        left = [line for place, line in enumerate(lines) if place in taken]
        contents = [content for place, content in enumerate(contents) if place not in taken]
    if contents:
        columns = {name: [content[name] for content in contents] for name in contents[0]}
        if issubclass(table, VersionedRow):
            last = _last_versions(tx, table, columns["id"])
            columns["version"] = [
                last.get(row_id, version) + 1 for row_id, version in zip(columns["id"], columns["version"], strict=True)
            ]
        known = columns_of(table)
        tx.bulk_restore(table, {name: _decoded_each(known[name].type, values) for name, values in columns.items()})
    return left


def _taken_places(tx: Tx, contents: Sequence[dict[str, Any]]) -> set[int]:
    """Give items the team that their pilot is with by now; returns which of them find somebody at their place."""
    pilots = tx.among(Pilot, {content["pilot_id"] for content in contents})
    lists: dict[tuple[int | None, int], dict[str, list[int]]] = {}
    for number, content in enumerate(contents):
        pilot_id = content["pilot_id"]
        team = content["team_id"] = pilots[pilot_id].team_id if pilot_id in pilots else None
        lists.setdefault((team, 0 if team else pilot_id), {}).setdefault(content["rank"], []).append(number)
    found: set[int] = set()
    for (team, pilot_id), places in lists.items():
        held = order.held_ranks(tx, team, pilot_id, places)
        for rank, numbers in places.items():
            found.update(numbers if rank in held else numbers[1:])
    return found


def _last_versions(tx: Tx, table: type[Row], ids: Sequence[int]) -> dict[int, int]:
    """The versions of rows that came back and were removed again since the entry at hand."""
    sql = f"""
    SELECT row_id, before FROM journal_row
    WHERE table_name = :table AND change = :removed AND entry_id > :entry AND {tx.reader.one_of("row_id", "ids")}
    ORDER BY entry_id
    """
    rows = tx.reader.rows(
        sql,
        table=str(table.__tablename__),
        removed=RowChange.REMOVED.value,
        entry=tx.reverts,
        ids=tx.reader.many(ids),
    )
    return {row_id: int(json.loads(before)["version"]) for row_id, before in rows}


def decoded(table: type[Row], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the journal keeps them, as the columns of a table take them."""
    columns = columns_of(table)
    return {name: _decoded_each(columns[name].type, [value])[0] for name, value in values.items()}


def _decoded_each(kind: object, values: list[Any]) -> list[Any]:
    read: Callable[[str], Any]
    if isinstance(kind, Date):
        read = date.fromisoformat
    elif type(kind).__name__ == "UTCDateTime":
        read = datetime.fromisoformat
    else:
        return values
    known = {value: None if value is None else read(value) for value in set(values)}
    return [known[value] for value in values]
