"""The board of a team's running sprint: its items by column, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.board import BoardView
from pilotboard.domain.keys import parse_key
from pilotboard.store.reading import board as board_reading
from pilotboard.store.reading import impediments as impediment_reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import sprints
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.domain.impediments import ImpedimentRow


class SprintBoard(NamedTuple):
    """The board with the items of the sprint only, the sprint told up to now, and what is in its way."""

    board: BoardView
    told: sprints.Told
    impediments: tuple[ImpedimentRow, ...]


def show_sprint_board(ws: Workspace, team: str) -> SprintBoard | None:
    """The board of the sprint that a team (by key) is running; None while it runs none."""
    moment = ws.now()

    def query(reader: Reader) -> SprintBoard | None:
        scope = board_reading.team_scope(reader, parse_key(team, "team").number)
        running = None if scope is None else board_reading.running_sprint(reader, scope.id)
        if scope is None or running is None:
            return None
        return SprintBoard(
            board_reading.board(reader, scope._replace(column="sprint_id", id=running)),
            sprints.told(reader, running, moment),
            tuple(impediment_reading.rows(reader, running)),
        )

    return ws.read(query)
