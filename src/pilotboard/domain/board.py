"""The board: columns by state, their limits, and the words for how full they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.items import BOARD_STATES, ItemState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pilotboard.domain.items import ItemRow

MAX_LIMIT = 99


class ColumnSetting(NamedTuple):
    """What a team keeps for a column: ``label`` empty means the common word; ``limit`` ``None`` means no limit."""

    state: ItemState
    label: str = ""
    limit: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is drawn. ``count`` counts all its items, of which ``cards`` may hold only the first."""

    state: ItemState
    label: str
    limit: int | None
    hidden: bool
    count: int
    cards: tuple[ItemRow, ...]

    @property
    def over(self) -> int:
        """How many items are above the limit (0 without a limit)."""
        return 0 if self.limit is None else max(self.count - self.limit, 0)


class BoardView(NamedTuple):
    """A board: of a team or of one pilot (``scope_key``), with its columns left to right."""

    scope_key: str
    title: str
    columns: tuple[Column, ...]
    backlog_count: int
    blocked_count: int

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns that are not hidden."""
        return tuple(column for column in self.columns if not column.hidden)


def default_columns() -> tuple[ColumnSetting, ...]:
    """The columns of a team that has changed nothing: all shown, common words, no limits."""
    return tuple(ColumnSetting(state) for state in BOARD_STATES)


def settled_columns(kept: Iterable[ColumnSetting]) -> tuple[ColumnSetting, ...]:
    """A team's own settings completed by the defaults, in board order; settings of other states are ignored."""
    own = {setting.state: setting for setting in kept}
    return tuple(own.get(state, ColumnSetting(state)) for state in BOARD_STATES)


def limit_words(count: int, limit: int | None) -> str:
    """How full a column is, in words; nothing when there is no limit or room is left.

    ``3 of 3: at its limit; finish one before you start one`` or ``4 of 3: 1 over; finish one ...``.
    """
    if limit is None or count < limit:
        return ""
    if count == limit:
        return f"{count} of {limit}: at its limit; finish one before you start one"
    return f"{count} of {limit}: {count - limit} over; finish one before you start one"


def limit_mark(count: int, limit: int | None) -> str:
    """``5`` or ``3/3``: the figure at the head of a column."""
    return str(count) if limit is None else f"{count}/{limit}"
