"""Opening the screens over a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.places import Place
from pilotboard.tui.remembered import Remembered
from pilotboard.tui.shell import Choice, Found, Scope, Shell
from pilotboard.tui.theme import DEFAULT
from pilotboard.tui.widgets.header import Here
from pilotboard.usecases import history, organisation

if TYPE_CHECKING:
    from pilotboard.settings import Settings
    from pilotboard.usecases.workspace import Workspace

PLACES = (
    Place("pilots", "2", "Pilots", "pilotboard.tui.screens.pilots:PilotsScreen"),
    Place("board", "3", "Board", "pilotboard.tui.screens.board:BoardScreen"),
    Place("backlog", "4", "Backlog", "pilotboard.tui.screens.backlog:BacklogScreen"),
    Place("teams", "0", "Teams", "pilotboard.tui.screens.teams:TeamsScreen"),
)


def start(ws: Workspace, settings: Settings, at: str = "") -> int:
    """Open the screens at a thing or a place ("" = where one left off); answers the exit code.

    Raises PilotboardError when the store cannot be opened.
    """
    app = PilotboardApp(make_shell(ws, settings, at), PLACES)
    try:
        return app.run() or 0
    finally:
        ws.close()


def make_shell(ws: Workspace, settings: Settings, at: str = "") -> Shell:
    """Everything the screens need from the store, as callables that run in threads."""
    kept = Remembered(settings.places.last, ws.location.shown)
    labels = organisation.labels(ws)
    return Shell(
        data=ws,
        role=ws.actor.role,
        scope=kept.scope if kept.scope.team or kept.scope.pilot else _home(ws),
        here=lambda: _here(ws),
        labels=labels,
        newest_entry=ws.newest_entry,
        teams=lambda: _teams(ws),
        pilots=lambda: _pilots(ws),
        find=lambda text: _find(ws, text),
        undo=lambda: history.undo(ws),
        redo=lambda: history.redo(ws),
        remember=kept.keep,
        warm_up=lambda: _warm_up(ws),
        read_only=ws.read_only or "",
        theme=settings.theme or kept.get("theme") or DEFAULT,
        first=at or kept.get("place") or "board",
        incident_log=settings.places.log,
        drafts=settings.places.drafts,
    )


def _home(ws: Workspace) -> Scope:
    from pilotboard.usecases import teams

    home = teams.home_team(ws)
    return Scope() if home is None else Scope(team=home[0], team_label=home[1])


def _here(ws: Workspace) -> Here:
    programme = organisation.show_organisation(ws)
    note = "sample programme" if programme.sample else ""
    return Here(organisation=programme.name, person=ws.actor.name, note=note)


def _teams(ws: Workspace) -> list[Choice]:
    from pilotboard.usecases import teams

    rows = teams.list_teams(ws, sort="name").rows
    return [Choice(row.key, row.name, row.key) for row in rows if row.dissolved_on is None]


def _pilots(ws: Workspace) -> list[Choice]:
    from pilotboard.usecases import pilots

    rows = pilots.list_pilots(ws, sort="title").rows
    return [Choice(row.key, row.title, row.team or "") for row in rows if row.closed_on is None]


def _find(ws: Workspace, text: str) -> list[Found]:
    from pilotboard.usecases import find

    return [Found(_PLACE_OF[hit.kind], hit.key, f"{hit.key}  {hit.title}", hit.where) for hit in find.find(ws, text)]


_PLACE_OF = {"item": "backlog", "pilot": "pilots", "team": "teams", "person": "teams", "site": "pilots"}


def _warm_up(ws: Workspace) -> None:
    """Load the write side before the first change asks for it."""
    if not ws.read_only:
        ws.writer()
