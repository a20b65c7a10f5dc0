"""What a board will look like once a change is saved, so that it can be shown at once.

It is a guess in one sense only: the store may refuse. Whoever shows it reads again when the answer is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pilotboard.domain.board import BoardView, Column
from pilotboard.domain.items import WORKING_STATES, ItemRow, ItemState


def moved(row: ItemRow, to: ItemState, at: datetime) -> ItemRow:
    """An item after its move."""
    if row.state == to:
        return row
    begun = to in WORKING_STATES or to == ItemState.DONE
    over = to in {ItemState.DONE, ItemState.DROPPED}
    return row._replace(
        state=to,
        state_since=at,
        blocked_since=None if over else row.blocked_since,
        blocked_reason=None if over else row.blocked_reason,
        started_at=row.started_at or (at if begun else None),
        finished_at=at if to == ItemState.DONE else None,
    )


def board_with(board: BoardView, changed: Iterable[ItemRow]) -> BoardView:
    """The board after these items became as they are handed in; counts follow."""
    rows = {row.id: row for row in changed}
    before = {card.id: card for column in board.columns for card in column.cards if card.id in rows}
    columns = tuple(_column_with(column, rows, before) for column in board.columns)
    gone = [rows[key] for key in before if rows[key].state == ItemState.BACKLOG]
    stuck = sum(_counts_as_stuck(rows[key]) - _counts_as_stuck(old) for key, old in before.items())
    return board._replace(
        columns=columns,
        backlog_count=board.backlog_count + len(gone),
        blocked_count=board.blocked_count + stuck,
    )


def _counts_as_stuck(row: ItemRow) -> bool:
    return row.blocked and row.state in {ItemState.READY, *WORKING_STATES}


def _column_with(column: Column, rows: dict[int, ItemRow], before: dict[int, ItemRow]) -> Column:
    here = {key for key, old in before.items() if old.state == column.state}
    then = {key for key in before if rows[key].state == column.state}
    if not here and not then:
        return column
    if here == then:
        cards = [rows.get(card.id, card) for card in column.cards]
    else:
        cards = [card for card in column.cards if card.id not in here] + [rows[key] for key in then]
        if column.state == ItemState.DONE:
            cards.sort(key=lambda row: (row.finished_at or row.created_at, row.id), reverse=True)
        else:
            cards.sort(key=lambda row: (row.rank, row.id))
    return Column(
        state=column.state,
        label=column.label,
        limit=column.limit,
        hidden=column.hidden,
        count=column.count - len(here) + len(then),
        cards=tuple(cards),
    )
