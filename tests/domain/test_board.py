from __future__ import annotations

import pytest

from pilotboard.domain.board import (
    BoardView,
    Column,
    ColumnSetting,
    default_columns,
    limit_mark,
    limit_words,
    settled_columns,
)
from pilotboard.domain.items import BOARD_STATES, ItemState


@pytest.mark.parametrize(
    ("count", "limit", "words"),
    [
        (5, None, ""),
        (2, 3, ""),
        (0, 1, ""),
        (3, 3, "3 of 3: at its limit; finish one before you start one"),
        (4, 3, "4 of 3: 1 over; finish one before you start one"),
        (9, 3, "9 of 3: 6 over; finish one before you start one"),
    ],
)
def test_how_full_a_column_is(count: int, limit: int | None, words: str) -> None:
    assert limit_words(count, limit) == words


def test_the_figure_at_the_head() -> None:
    assert (limit_mark(5, None), limit_mark(3, 3)) == ("5", "3/3")


def test_a_team_that_changed_nothing_has_four_columns() -> None:
    assert [setting.state for setting in default_columns()] == list(BOARD_STATES)
    assert settled_columns([]) == default_columns()


def test_own_settings_are_completed_in_board_order() -> None:
    own = [
        ColumnSetting(ItemState.DONE, hidden=True),
        ColumnSetting(ItemState.READY, "Waiting", 5),
        ColumnSetting(ItemState.BACKLOG),
    ]
    settled = settled_columns(own)
    assert [setting.state for setting in settled] == list(BOARD_STATES)
    assert settled[0] == own[1]
    assert settled[3].hidden


def test_hidden_columns_are_not_drawn() -> None:
    columns = tuple(Column(state, "x", 1, state == ItemState.REVIEW, 3, ()) for state in BOARD_STATES)
    board = BoardView("T-03", "Team Heron", columns, 4, 0)
    assert [column.state for column in board.shown] == ["ready", "in_progress", "done"]
    assert columns[0].over == 2
    assert Column(ItemState.READY, "x", None, False, 99, ()).over == 0
