"""The board of a team or of one pilot: its columns with their first cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pilotboard.domain.board import BoardView, Column, ColumnSetting, settled_columns
from pilotboard.domain.items import ItemRow, ItemState
from pilotboard.domain.keys import pilot_key, team_key
from pilotboard.store.reading.items import JOINS, columns, item_row
from pilotboard.store.reading.reader import Reader

CARDS = 200
"""How many cards a column carries at most; its count says how many there are."""


class Scope(NamedTuple):
    """Whose items: `column` is team_id or pilot_id of backlog_item."""

    column: str
    id: int
    key: str
    title: str
    team_id: int | None


def team_scope(reader: Reader, number: int) -> Scope | None:
    """The items of a team."""
    found = reader.row("SELECT id, name FROM team WHERE number = :number", number=number)
    return None if found is None else Scope("team_id", found[0], team_key(number), found[1], found[0])


def pilot_scope(reader: Reader, number: int) -> Scope | None:
    """The items of a pilot, with the columns of its team."""
    found = reader.row("SELECT id, title, team_id FROM pilot WHERE number = :number", number=number)
    return None if found is None else Scope("pilot_id", found[0], pilot_key(number), found[1], found[2])


def board(reader: Reader, scope: Scope) -> BoardView:
    """The board of the scope; done items newest first, the others in list order."""
    settings = settled_columns(column_settings(reader, scope.team_id))
    counts: dict[str, int] = dict(
        reader.rows(
            f"SELECT state, count(*) FROM backlog_item WHERE {scope.column} = :scope AND archived_at IS NULL"
            " GROUP BY state",
            scope=scope.id,
        )
    )
    blocked = reader.value(
        f"""
        SELECT count(*) FROM backlog_item WHERE {scope.column} = :scope AND blocked_since IS NOT NULL
        AND archived_at IS NULL AND state IN ('ready', 'in_progress', 'review')
        """,
        scope=scope.id,
    )
    cards = _cards(
        reader, scope, [setting.state for setting in settings if not setting.hidden and counts.get(setting.state)]
    )
    return BoardView(
        scope_key=scope.key,
        title=scope.title,
        columns=tuple(
            Column(
                state=setting.state,
                label=setting.label,
                limit=setting.limit,
                hidden=setting.hidden,
                count=counts.get(setting.state, 0),
                cards=tuple(cards.get(setting.state, ())),
            )
            for setting in settings
        ),
        backlog_count=counts.get("backlog", 0),
        blocked_count=blocked,
    )


def column_settings(reader: Reader, team_id: int | None) -> list[ColumnSetting]:
    """What the team keeps for its columns."""
    if team_id is None:
        return []
    return [
        ColumnSetting(ItemState(state), name, limit, bool(hidden))
        for state, name, limit, hidden in reader.rows(
            "SELECT state, name, wip_limit, hidden FROM board_state WHERE team_id = :team", team=team_id
        )
    ]


def _cards(reader: Reader, scope: Scope, states: Sequence[ItemState]) -> dict[ItemState, list[ItemRow]]:
    if not states:
        return {}
    parts = []
    for state in states:
        order = "finished_at DESC, id DESC" if state == ItemState.DONE else "rank, id"
        parts.append(
            f"SELECT * FROM (SELECT id FROM backlog_item WHERE {scope.column} = :scope AND state = '{state.value}'"
            " AND archived_at IS NULL"
            f" ORDER BY {order} LIMIT {CARDS}) AS {state.value}"
        )
    wanted = " UNION ALL ".join(parts)
    sql = f"SELECT {columns(reader)} FROM backlog_item i {JOINS} WHERE i.id IN ({wanted})"
    found: dict[ItemState, list[ItemRow]] = {}
    for row in reader.views(item_row, sql, scope=scope.id):
        found.setdefault(row.state, []).append(row)
    for state, rows in found.items():
        if state == ItemState.DONE:
            rows.sort(key=lambda row: (row.finished_at or row.created_at, row.id), reverse=True)
        else:
            rows.sort(key=lambda row: (row.rank, row.id))
    return found


def running_sprint(reader: Reader, team_id: int) -> int | None:
    """The id of the active sprint of a team."""
    found = reader.value("SELECT id FROM sprint WHERE team_id = :team AND state = 'active'", team=team_id)
    return None if found is None else int(found)
