"""What is kept of each pilot for the list of those to scale, worked out anew with every write that touches its facts.

It is no content of its own: nothing of it is journalled, and undo sets it right as any other write does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, bindparam, text

from pilotboard.domain.changes import RowChange
from pilotboard.domain.pilot_facts import Kept
from pilotboard.store.reading import pilot_facts
from pilotboard.store.writing.bulk import CHUNK
from pilotboard.store.writing.engine import announced
from pilotboard.store.writing.lines import Gone, Run
from pilotboard.store.writing.unit import Tx

_OF_A_PILOT = ("feedback", "cost_line", "decision_rule", "gate_check", "gate_waiver", "rating", "decision")
_OF_ALL = frozenset(("criteria_set", "criterion"))
_FACTS = frozenset((*_OF_A_PILOT, *_OF_ALL, "pilot", "severity_judgement", "person"))
"""Tables that hold facts a recommendation rests on; a person gives their name to what they recorded."""
_READ = {
    "pilot": frozenset(("goal_id", "owner_after", "decision_due")),
    "feedback": frozenset(("pilot_id", "severity")),
    "person": frozenset(("name", "handle")),
}
"""Tables of which only some columns are read: a change of the others leaves what is kept as it is."""
_COLUMNS = (
    "pilot_id",
    "recommended",
    "score",
    "floor",
    "coverage",
    "chance",
    "gates",
    "voices",
    "yearly_cost",
    "size",
    *("last_number", "last_kind", "last_recommended", "last_on", "last_review_on"),
    "content",
)
_NONE = (None,) * 5
_SET = f"""
INSERT INTO pilot_summary ({", ".join(_COLUMNS)}) VALUES ({", ".join(f":{name}" for name in _COLUMNS)})
ON CONFLICT (pilot_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])}
"""
_SIGNED = """
SELECT pilot_id FROM gate_check WHERE {one_of_checks} UNION SELECT pilot_id FROM decision_rule WHERE {one_of_rules}
"""


def refresh(tx: Tx) -> None:
    """Bring what is kept in line with what the transaction did so far; nothing when it touched no such fact."""
    touched = _touched(tx)
    if not touched:
        return
    wanted = None if touched.keys() & _OF_ALL else sorted(_pilots(tx, touched))
    if wanted != []:
        work_out(tx, wanted)


def work_out(tx: Tx, pilot_ids: Iterable[int] | None = None) -> None:
    """Work out anew what is kept of these pilots (None: of all)."""
    found = pilot_facts.computed(tx.reader, pilot_ids)
    rows = [dict(zip(_COLUMNS, (pilot_id, *_values_of(one)), strict=True)) for pilot_id, one in found.items()]
    put = text(_SET).bindparams(*(bindparam(name, type_=Date) for name in ("last_on", "last_review_on")))
    with announced(tx.session.connection()):
        for start in range(0, len(rows), CHUNK):
            tx.session.execute(put, rows[start : start + CHUNK])


def _values_of(one: Kept) -> Iterator[object]:
    """What is kept of a pilot, column by column; of a choice its stored word."""
    *before, last, content = one
    for value in (*before, *(_NONE if last is None else last), content):
        yield value.value if isinstance(value, StrEnum) else value


class _Touched:
    """What was done to one table: ranges and single rows that are there, and the contents that were."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.ids: set[int] = set()
        self.before: list[Mapping[str, Any]] = []

    def take(self, lines: Run | Gone) -> None:
        """Rows that were added, or removed, together."""
        if isinstance(lines, Run):
            self.runs.append(lines)
        else:
            self.before += map(json.loads, lines.contents)


def _touched(tx: Tx) -> dict[str, _Touched]:
    """The rows that hold facts, by table."""
    found: dict[str, _Touched] = {}
    for line in tx.done:
        if isinstance(line, (Run, Gone)):
            table = str(line.table.__tablename__)
            if table in _FACTS:
                found.setdefault(table, _Touched()).take(line)
            continue
        table = str(line["table_name"])
        if table not in _FACTS:
            continue
        before = json.loads(str(line["before"])) if line["before"] else {}
        if line["change"] == RowChange.CHANGED and before and table in _READ and not before.keys() & _READ[table]:
            continue
        one = found.setdefault(table, _Touched())
        one.ids.add(int(str(line["row_id"])))
        one.before.append(before)
    return found


def _pilots(tx: Tx, touched: Mapping[str, _Touched]) -> set[int]:
    """The pilots that the touched rows are about, now or before."""
    found: set[int] = set()
    for table in touched.keys() & {"pilot", *_OF_A_PILOT}:
        column = "id" if table == "pilot" else "pilot_id"
        found.update(_values(tx, table, column, touched[table]))
    if "severity_judgement" in touched:
        reports = list(_values(tx, "severity_judgement", "feedback_id", touched["severity_judgement"]))
        sql = f"SELECT DISTINCT pilot_id FROM feedback WHERE {tx.reader.one_of('id', 'ids')}"
        found.update(row[0] for row in tx.reader.rows(sql, ids=tx.reader.many(reports)))
    if "person" in touched:
        handles = tx.reader.many(_values(tx, "person", "handle", touched["person"]))
        by = {"one_of_checks": "checked_by", "one_of_rules": "locked_by"}
        sql = _SIGNED.format(**{name: tx.reader.one_of(column, "handles") for name, column in by.items()})
        found.update(row[0] for row in tx.reader.rows(sql, handles=handles))
    return found


def _values(tx: Tx, table: str, column: str, touched: _Touched) -> Iterator[Any]:
    """The values of a column in these rows, as it is and as it was."""
    for before in touched.before:
        if before.get(column) is not None:
            yield before[column]
    for run in touched.runs:
        sql = f"SELECT DISTINCT {column} FROM {table} WHERE id BETWEEN :first AND :last"
        yield from (row[0] for row in tx.reader.rows(sql, first=run.first, last=run.last))
    if touched.ids:
        sql = f"SELECT DISTINCT {column} FROM {table} WHERE {tx.reader.one_of('id', 'ids')}"
        yield from (row[0] for row in tx.reader.rows(sql, ids=tx.reader.many(touched.ids)))
