"""The journal read back: the history, what can be undone, and what has changed since."""

from __future__ import annotations

import json
from datetime import datetime

from pilotboard.domain.changes import EntryKind
from pilotboard.domain.journal import STAYS, EntryView
from pilotboard.store.reading.reader import Reader, instant

_ENTRY = """
SELECT j.id, j.at, COALESCE(p.name, j.actor), j.action, j.said, j.keys, j.reverts, j.undone_by
FROM journal j LEFT JOIN person p ON p.handle = j.actor
"""

_KEYED = {
    "backlog_item": "SELECT i.id AS id, 'item' AS kind, p.number AS first, i.number AS second"
    " FROM backlog_item i JOIN pilot p ON p.id = i.pilot_id",
    "pilot": "SELECT id, 'pilot' AS kind, number AS first, 0 AS second FROM pilot",
    "programme": "SELECT id, 'programme' AS kind, number AS first, 0 AS second FROM programme",
    "cost_line": "SELECT id, 'cost' AS kind, number AS first, 0 AS second FROM cost_line",
    "team": "SELECT id, 'team' AS kind, number AS first, 0 AS second FROM team",
    "person": "SELECT id, 'person' AS kind, number AS first, 0 AS second FROM person",
    "site": "SELECT id, 'site' AS kind, number AS first, 0 AS second FROM site",
    "sprint": "SELECT id, 'sprint' AS kind, number AS first, 0 AS second FROM sprint",
    "feedback": "SELECT id, 'feedback' AS kind, number AS first, 0 AS second FROM feedback",
    "impediment": "SELECT id, 'impediment' AS kind, number AS first, 0 AS second FROM impediment",
    "retrospective": "SELECT id, 'retrospective' AS kind, number AS first, 0 AS second FROM retrospective",
    "priority": "SELECT id, 'priority' AS kind, number AS first, 0 AS second FROM priority",
    "strategy": "SELECT id, 'strategy' AS kind, number AS first, 0 AS second FROM strategy",
    "goal": "SELECT id, 'goal' AS kind, number AS first, 0 AS second FROM goal",
    "idea": "SELECT id, 'idea' AS kind, number AS first, 0 AS second FROM idea",
    "support_request": "SELECT id, 'support' AS kind, number AS first, 0 AS second FROM support_request",
    "retro_action": "SELECT id, 'action' AS kind, number AS first, 0 AS second FROM retro_action",
    "decision": "SELECT id, 'decision' AS kind, number AS first, 0 AS second FROM decision",
}
_PARTS = {
    "acceptance_criterion": ("backlog_item", "item_id"),
    "item_note": ("backlog_item", "item_id"),
    "item_link": ("backlog_item", "item_id"),
    "item_label": ("backlog_item", "item_id"),
    "item_event": ("backlog_item", "item_id"),
    "feedback_theme": ("feedback", "feedback_id"),
    "severity_judgement": ("feedback", "feedback_id"),
    "membership": ("team", "team_id"),
    "board_state": ("team", "team_id"),
    "pilot_site": ("pilot", "pilot_id"),
    "pilot_programme": ("pilot", "pilot_id"),
    "sprint_item": ("sprint", "sprint_id"),
    "daily_note": ("sprint", "sprint_id"),
    "sprint_record": ("sprint", "sprint_id"),
    "amendment": ("sprint", "sprint_id"),
    "retro_note": ("retrospective", "retro_id"),
    "retro_participant": ("retrospective", "retro_id"),
    "decision_rule": ("pilot", "pilot_id"),
    "rule_amendment": ("pilot", "pilot_id"),
    "gate_check": ("pilot", "pilot_id"),
    "gate_waiver": ("pilot", "pilot_id"),
    "rating": ("pilot", "pilot_id"),
}
"""Tables of parts: what they are part of, which people know by its key."""


def entries(
    reader: Reader, *, key: str | None = None, since: datetime | None = None, limit: int = 200
) -> list[EntryView]:
    """The newest entries first; `key` keeps those about one thing, `since` those from a moment (aware) on."""
    conditions = ["1 = 1"]
    values: dict[str, object] = {}
    if key is not None:
        conditions.append("' ' || j.keys || ' ' LIKE '% ' || CAST(:key AS TEXT) || ' %'")
        values["key"] = key
    if since is not None:
        conditions.append("j.at >= :since")
        values["since"] = since
    found = reader.rows(
        f"{_ENTRY} WHERE {' AND '.join(conditions)} ORDER BY j.id DESC LIMIT :limit", limit=limit, **values
    )
    return [_view(*row) for row in found]


def entry(reader: Reader, entry_id: int) -> EntryView | None:
    """One entry."""
    row = reader.row(_ENTRY + "WHERE j.id = :id", id=entry_id)
    return _view(*row) if row else None


def _view(
    entry_id: int, at: object, who: str, action: str, said: str, keys: str, reverts: int | None, undone_by: int | None
) -> EntryView:
    return EntryView(
        id=entry_id,
        at=instant(at),
        actor=who,
        action=action,
        said=said,
        keys=tuple(keys.split()),
        undoable=reverts is None and undone_by is None and action not in STAYS,
        undoes=reverts,
        undone_by=undone_by,
    )


def next_undo(reader: Reader, actor: str) -> int | None:
    """The newest standing act of this person."""
    return _newest(reader, actor, EntryKind.ACTION)


def next_redo(reader: Reader, actor: str) -> int | None:
    """The newest standing undo of this person, unless they did something new after it."""
    undo, act = _newest(reader, actor, EntryKind.UNDO), _newest(reader, actor, EntryKind.ACTION, undone=None)
    return undo if undo is not None and (act is None or act < undo) else None


def _newest(reader: Reader, actor: str, kind: EntryKind, undone: bool | None = False) -> int | None:
    standing = "AND undone_by IS NULL" if undone is False else ""
    found = reader.value(
        f"SELECT max(id) FROM journal WHERE actor = :actor AND kind = :kind {standing}", actor=actor, kind=kind.value
    )
    return None if found is None else int(found)


def changed_since(reader: Reader, entry_id: int) -> list[tuple[str, int, str]]:
    """Rows of the entry that a standing newer act touched too: (table, row id, who)."""
    return [
        (table, row_id, who)
        for table, row_id, who in reader.rows(
            """
            SELECT DISTINCT mine.table_name, mine.row_id, COALESCE(p.name, later.actor)
            FROM journal_row mine
            JOIN journal_row theirs ON theirs.table_name = mine.table_name AND theirs.row_id = mine.row_id
                 AND theirs.entry_id > mine.entry_id
            JOIN journal later ON later.id = theirs.entry_id
            LEFT JOIN person p ON p.handle = later.actor
            WHERE mine.entry_id = :entry AND later.kind = 'action' AND later.undone_by IS NULL
            ORDER BY 1, 2
            """,
            entry=entry_id,
        )
    ]


def row_names(reader: Reader, rows: list[tuple[str, int]]) -> tuple[str, ...]:
    """What people call these rows: their keys; a part of an item goes by its item's key."""
    return tuple(dict.fromkeys(_row_name(reader, table, row_id) for table, row_id in rows))


def _row_name(reader: Reader, table: str, row_id: int) -> str:
    owner, column = _PARTS.get(table, (table, "id"))
    if owner not in _KEYED:
        return f"the {table.replace('_', ' ')}"
    found = reader.row(
        f"SELECT kind, first, second FROM ({_KEYED[owner]}) k WHERE id = (SELECT {column} FROM {table} WHERE id = :id)",
        id=row_id,
    )
    if found is not None:
        return _key_text(*found)
    last = reader.value(
        """
        SELECT before FROM journal_row WHERE table_name = :table AND row_id = :row AND change = 'removed'
        ORDER BY entry_id DESC LIMIT 1
        """,
        table=table,
        row=row_id,
    )
    content = json.loads(last) if last else {}
    if owner != table:
        return _row_name(reader, owner, content[column]) if column in content else f"a removed {owner}"
    if table == "backlog_item" and content:
        pilot = reader.value("SELECT number FROM pilot WHERE id = :id", id=content["pilot_id"])
        return _key_text("item", pilot or 0, content["number"])
    kind = {"retro_action": "action", "cost_line": "cost"}.get(table, table)
    return _key_text(kind, content["number"], 0) if content else f"a removed {kind.replace('_', ' ')}"


def _key_text(kind: str, first: int, second: int) -> str:
    from pilotboard.domain.keys import Key

    return str(Key("item", second, first) if kind == "item" else Key(kind, first))  # type: ignore[arg-type]


def last_about(reader: Reader, key: str, table: str) -> tuple[str, datetime] | None:
    """Who touched rows of that table last in an entry about that thing (its labels, its sites), and when."""
    found = reader.row(
        """
        SELECT COALESCE(p.name, j.actor), j.at FROM journal j LEFT JOIN person p ON p.handle = j.actor
        WHERE ' ' || j.keys || ' ' LIKE '% ' || CAST(:key AS TEXT) || ' %'
        AND EXISTS (SELECT 1 FROM journal_row r WHERE r.entry_id = j.id AND r.table_name = :table)
        ORDER BY j.id DESC LIMIT 1
        """,
        key=key,
        table=table,
    )
    return None if found is None else (found[0], instant(found[1]))


def last_change(reader: Reader, table: str, row_id: int, column: str = "") -> tuple[str, datetime] | None:
    """Who touched the row last, and when (aware UTC); with `column` (or how its name begins) who changed that."""
    found = reader.row(
        f"""
        SELECT COALESCE(p.name, j.actor), j.at FROM journal_row r JOIN journal j ON j.id = r.entry_id
        LEFT JOIN person p ON p.handle = j.actor
        WHERE r.table_name = :table AND r.row_id = :row {"AND r.after LIKE :column" if column else ""}
        ORDER BY r.entry_id DESC LIMIT 1
        """,
        table=table,
        row=row_id,
        **({"column": f'%"{column}%'} if column else {}),
    )
    if found is None:
        return None
    return found[0], instant(found[1])
