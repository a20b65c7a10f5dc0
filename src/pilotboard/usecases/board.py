"""The board, and how a team sets up its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.board import BoardView
from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import NotFound
from pilotboard.domain.items import BOARD_STATES, ItemState
from pilotboard.domain.keys import parse_key, team_key
from pilotboard.store.reading import board as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx


def show_board(ws: Workspace, scope: str) -> BoardView:
    """The board of a team or a pilot, by key. Raises NotFound, InvalidInput."""
    key = parse_key(scope)

    def query(reader: Reader) -> BoardView:
        find = reading.team_scope if key.kind == "team" else reading.pilot_scope
        found = find(reader, key.number) if key.kind in {"team", "pilot"} else None
        if found is None:
            raise NotFound(f"There is no team or pilot {key}.", hint="pilotboard teams list shows the teams.")
        return reading.board(reader, found)

    return ws.read(query)


def runs_sprint(ws: Workspace, team: str) -> bool:
    """Whether a team (by key) is running a sprint: a board without one does not wait for what tells one."""

    def query(reader: Reader) -> bool:
        scope = reading.team_scope(reader, parse_key(team, "team").number)
        return scope is not None and reading.running_sprint(reader, scope.id) is not None

    return ws.read(query)


def set_column(
    ws: Workspace, team: str, state: ItemState, changes: dict[str, object], operation_id: str | None = None
) -> Outcome:
    """Change a column of a team's board: `label` ("" = the common word), `limit` (None = none), `hidden`."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.teams import ColumnChanges

    draft = validate(ColumnChanges, changes)
    columns = {"label": "name", "limit": "wip_limit", "hidden": "hidden"}
    values = {columns[name]: getattr(draft, name) for name in draft.model_fields_set}

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing.tables import BoardState, Team

        team_id = lookup.numbered_id(tx.reader, "team", team)
        if state not in BOARD_STATES:
            raise NotFound(f"The board has no column for {state}.")
        row = next(iter(tx.by(BoardState, team_id=team_id, state=state)), None)
        owner = tx.get(Team, team_id)
        key = team_key(owner.number if owner is not None else 0)
        if row is None:
            tx.add(BoardState(team_id=team_id, state=state, **values))
        else:
            tx.change(row, **values)
        return Written(f"Changed the board of {key}.", (key,))

    return ws.write("board.column", work, operation_id)
