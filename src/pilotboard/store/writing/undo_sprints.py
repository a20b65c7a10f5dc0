"""When a sprint stands against taking an act back.

What came into a sprint or left it rests on where the sprint stood; where the sprint stands rests on what is in it. So
neither is taken back after somebody changed the other: an item does not return to a sprint that is closed by now, and
a start is not taken back, or made again, around what came into the sprint since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select

from pilotboard.domain.changes import EntryKind, RowChange
from pilotboard.store.writing.tables import BacklogItem, Journal, JournalRow, Person, Sprint, SprintItem
from pilotboard.store.writing.undo_refusals import Line, refused
from pilotboard.store.writing.unit import Tx

_LINE: Any = JournalRow.__table__.c  # type: ignore[attr-defined]
_JOURNAL: Any = Journal.__table__.c  # type: ignore[attr-defined]
_ITEM: Any = BacklogItem.__table__.c  # type: ignore[attr-defined]
_SPRINT: Any = Sprint.__table__.c  # type: ignore[attr-defined]
_INSIDE: Any = SprintItem.__table__.c  # type: ignore[attr-defined]


def refuse_turned_sprints(tx: Tx, entry_id: int, lines: Sequence[Line]) -> None:
    """Raises UndoRefused with the names of the sprints, or of what came into them, and who did it."""
    scope = _sprints_of(tx, lines)
    if scope:
        turned = [
            (line.row_id, actor)
            for line, actor in _later(tx, entry_id, "sprint")
            if line.row_id in scope and _turns(line)
        ]
        _refuse(tx, [("sprint", row_id) for row_id, _ in turned], turned)
    turns = {line.row_id for line in lines if line.table_name == "sprint" and _turns(line)}
    if turns:
        later = _later(tx, entry_id, "sprint_item")
        moved = [
            (line.row_id, actor)
            for line, actor in later
            if line.change != RowChange.CHANGED or not _committing(line)
            if _sprints_of(tx, [line]) & turns
        ]
        _refuse(tx, [("sprint_item", row_id) for row_id, _ in moved], moved)


def refuse_misplaced_items(tx: Tx) -> None:
    """Raises UndoRefused with the names of sprints in which items of another team, or of none, would stand."""
    elsewhere = or_(_ITEM.team_id.is_(None), _ITEM.team_id != _SPRINT.team_id)
    found = select(_SPRINT.id).join(BacklogItem, _ITEM.sprint_id == _SPRINT.id).where(elsewhere).distinct()
    _refuse(tx, [("sprint", row_id) for row_id in tx.session.scalars(found)], ())


def _refuse(tx: Tx, rows: list[tuple[str, int]], found: Iterable[tuple[int, str]]) -> None:
    if rows:
        raise refused(tx, rows, {actor for _, actor in found})


def _turns(line: Line) -> bool:
    return line.change == RowChange.CHANGED and "state" in json.loads(line.after or "{}")


def _committing(line: Line) -> bool:
    """Whether the line only stores or decides what a start or a close stores and decides."""
    return "removed_at" not in json.loads(line.after or "{}")


def _columns() -> Any:
    wanted: list[Any] = [*(_LINE[name] for name in Line._fields), Person.name, _JOURNAL.actor]
    return select(*wanted)


def _later(tx: Tx, entry_id: int, table: str) -> list[tuple[Line, str]]:
    """What standing newer acts did to rows of a table, and who."""
    found = (
        _columns()
        .join(Journal, _JOURNAL.id == _LINE.entry_id)
        .outerjoin(Person, Person.handle == _JOURNAL.actor)
        .where(
            _LINE.table_name == table,
            _LINE.entry_id > entry_id,
            _JOURNAL.kind == EntryKind.ACTION,
            _JOURNAL.undone_by.is_(None),
        )
    )
    return [(Line(*row[:-2]), row[-2] or row[-1]) for row in tx.session.execute(found)]


def _sprints_of(tx: Tx, lines: Iterable[Line]) -> set[int]:
    """The sprints that items came into or left by these lines."""
    found: set[int] = set()
    inside: list[int] = []
    for line in lines:
        if line.table_name == "sprint_item" and line.change == RowChange.REMOVED:
            found.add(json.loads(line.before or "{}")["sprint_id"])
        elif line.table_name == "sprint_item":
            inside.append(line.row_id)
        elif (
            line.table_name == "backlog_item" and line.change == RowChange.CHANGED and '"sprint_id"' in str(line.after)
        ):
            found.update(json.loads(text or "{}").get("sprint_id") for text in (line.before, line.after))
    if inside:
        sql = f"SELECT DISTINCT sprint_id FROM sprint_item WHERE {tx.reader.one_of('id', 'ids')}"
        found.update(sprint_id for (sprint_id,) in tx.reader.rows(sql, ids=tx.reader.many(inside)))
    return found - {None}
