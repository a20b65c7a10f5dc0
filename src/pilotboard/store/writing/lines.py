"""The lines of the journal to be: kept while a transaction is under way, written at its end."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from json.encoder import encode_basestring
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Insert, insert, literal, select

from pilotboard.domain.changes import RowChange
from pilotboard.store.writing.columns import Row
from pilotboard.store.writing.engine import announced
from pilotboard.store.writing.tables import JournalRow

AT_ONCE = 5000
"""Rows that go to the database between two reports of how far it is."""

_LINE: Any = JournalRow.__table__  # type: ignore[attr-defined]


class Run(NamedTuple):
    """New rows with ids that follow each other: one statement writes their lines of the journal."""

    table: type[Row]
    first: int
    last: int


class Gone(NamedTuple):
    """Rows that were removed together, each with its whole content as JSON."""

    table: type[Row]
    ids: Sequence[int]
    contents: Sequence[str]


Lines = dict[str, object] | Run | Gone
"""A line about one row (columns of the journal's table), or the lines of many."""


def as_json(values: Mapping[str, object]) -> str:
    """Values as the journal keeps them."""
    return json.dumps(values, default=_plain, ensure_ascii=False)


def as_json_each(columns: Mapping[str, Sequence[object]]) -> list[str]:
    """Of many rows, given column by column, what `as_json` makes of each."""
    form = "{" + ", ".join(f"{json.dumps(name)}: %s" for name in columns) + "}"
    return [form % row for row in zip(*map(_texts, columns.values()), strict=True)]


def _texts(values: Sequence[object]) -> Sequence[str]:
    kinds = set(map(type, values))
    if kinds == {str}:
        return [*map(encode_basestring, cast("Sequence[str]", values))]
    if kinds == {int}:
        return [*map(str, values)]
    known = {value: json.dumps(value, default=_plain, ensure_ascii=False) for value in set(values)}
    return [known[value] for value in values]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no journal form")


def write_lines(
    connection: Connection, entry_id: int, lines: Sequence[Lines], tell: Callable[[int], None], mark: str
) -> None:
    """Write the lines of an entry, in their order. `tell` hears how many were; `mark` stands for a value in SQL."""
    with announced(connection):
        for kind, several in groupby(lines, key=type):
            if kind is dict:
                rows = [{"entry_id": entry_id, **cast("dict[str, object]", line)} for line in several]
                connection.execute(insert(_LINE), rows)
                tell(len(rows))
                continue
            for line in several:
                if isinstance(line, Run):
                    connection.execute(_added(entry_id, line))
                    tell(line.last - line.first + 1)
                elif isinstance(line, Gone):
                    _write_gone(connection, entry_id, line, mark)
                    tell(len(line.ids))


def _added(entry_id: int, run: Run) -> Insert:
    """The statement that writes a line for each row of a run."""
    rows = cast(Any, run.table).__table__.c
    change = literal(RowChange.ADDED, type_=_LINE.c.change.type)
    found = (
        select(literal(entry_id), change, literal(str(run.table.__tablename__)), rows["id"])
        .where(rows["id"].between(run.first, run.last))
        .order_by(rows["id"])
    )
    return insert(_LINE).from_select(["entry_id", "change", "table_name", "row_id"], found)


def _write_gone(connection: Connection, entry_id: int, gone: Gone, mark: str) -> None:
    quoted = connection.dialect.identifier_preparer.quote
    names = ", ".join(map(quoted, ("entry_id", "change", "table_name", "row_id", "before")))
    head = (entry_id, RowChange.REMOVED.value, str(gone.table.__tablename__))
    connection.exec_driver_sql(
        f"INSERT INTO {_LINE.name} ({names}) VALUES ({', '.join([mark] * 5)})",
        [(*head, row_id, content) for row_id, content in zip(gone.ids, gone.contents, strict=True)],
    )
