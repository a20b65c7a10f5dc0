"""Opening the screens over a workspace."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from pilotboard.domain.keys import parse_key
from pilotboard.tui.aiming import PLACE_OF, aimed
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.places import Place
from pilotboard.tui.remembered import Remembered, drafts_of
from pilotboard.tui.shell import Choice, Found, Scope, Shell
from pilotboard.tui.theme import DEFAULT
from pilotboard.tui.widgets.header import Here
from pilotboard.usecases import organisation

if TYPE_CHECKING:
    from pilotboard.domain.find import FindHit
    from pilotboard.domain.labels import Labels
    from pilotboard.domain.organisation import OrganisationView
    from pilotboard.settings import Settings
    from pilotboard.tui.course import Course
    from pilotboard.tui.dialogs.form_spec import FormSpec
    from pilotboard.tui.screens.base import PlaceScreen
    from pilotboard.tui.shell import Said
    from pilotboard.usecases.workspace import Workspace

_SCREENS = "pilotboard.tui.screens"
_SHORT_TURNS = 0.001
"""Seconds after which the thread that loads lets the screen's thread go on."""

PLACES = (
    Place("today", "1", "Today", f"{_SCREENS}.today:TodayScreen"),
    Place("pilots", "2", "Pilots", f"{_SCREENS}.pilots:PilotsScreen", member=False),
    Place("board", "3", "Board", f"{_SCREENS}.board:BoardScreen"),
    Place("backlog", "4", "Backlog", f"{_SCREENS}.backlog:BacklogScreen"),
    Place("feedback", "5", "Feedback", f"{_SCREENS}.feedback:FeedbackScreen"),
    Place("retros", "6", "Retros", f"{_SCREENS}.retros:RetrosScreen"),
    Place("evidence", "7", "Evidence", f"{_SCREENS}.evidence:EvidenceScreen", member=False),
    Place("scale", "8", "Scale", f"{_SCREENS}.scale:ScaleScreen", member=False),
    Place("reports", "9", "Reports", f"{_SCREENS}.reports:ReportsScreen", member=False),
    Place("teams", "0", "Teams", f"{_SCREENS}.teams:TeamsScreen", member=False),
    Place("plan", "", "Plan", f"{_SCREENS}.plan:PlanScreen"),
    Place("ideas", "", "Ideas", f"{_SCREENS}.ideas:IdeasScreen"),
    Place("planning", "", "Sprint planning", f"{_SCREENS}.planning:PlanningScreen"),
    Place("people", "", "Persons", f"{_SCREENS}.people:PeopleScreen"),
    Place("sites", "", "Sites", f"{_SCREENS}.sites:SitesScreen"),
    Place("calendar", "", "Calendar", f"{_SCREENS}.calendar:CalendarScreen"),
    Place("programmes", "", "Programmes", f"{_SCREENS}.programmes:ProgrammesScreen"),
    Place("history", "", "History", f"{_SCREENS}.history:HistoryScreen"),
    Place("import", "", "Import", f"{_SCREENS}.imports:ImportScreen"),
)


def start(ws: Workspace, settings: Settings, at: str = "") -> int:
    """Open the screens at a thing or a place ("" = where one left off); answers the exit code.

    Raises PilotboardError when the store cannot be opened.
    """
    if ws.is_missing:
        from pilotboard.tui.first_run import first_run

        begun, code = first_run(ws, settings)
        if begun is None:
            return code
        ws = ws.beside(begun.store, begun.user)
        at = begun.at
    app = PilotboardApp(make_shell(ws, settings, at), PLACES)
    try:
        app.run()
        return app.return_code or 0
    finally:
        ws.close()


def make_shell(ws: Workspace, settings: Settings, at: str = "") -> Shell:
    """Everything the screens need from the store, as callables that run in threads."""
    seen = ws.newest_entry()  # what is read after this and before the first look has to be looked at again
    kept = Remembered(settings.places.last, ws.location.shown)
    programme = organisation.begun(ws)
    labels = organisation.labels_in(programme)
    page, place = aimed(ws, at, PLACES)
    return Shell(
        data=ws,
        role=ws.actor.role,
        scope=kept.scope if kept.scope.team or kept.scope.pilot else _home(ws),
        here=_here(ws, programme),
        read_here=lambda: _here(ws, organisation.begun(ws)),
        labels=labels,
        words=lambda: organisation.labels(ws),
        now=ws.now,
        newest_entry=ws.newest_entry,
        seen=seen,
        teams=lambda: _teams(ws),
        pilots=lambda: _pilots(ws),
        find=lambda text: _find(ws, text),
        voice=lambda pilot, team: _voice(ws, labels, pilot, team),
        undo=lambda course: _undo(ws, course),
        redo=lambda course: _redo(ws, course),
        remember=kept.keep,
        warm_up=lambda: _warm_up(ws),
        backup=lambda: _backup(ws),
        save_whole=lambda path, replace, course: _save_whole(ws, path, course, replace=replace),
        whole_name=f"~/pilotboard-{ws.today()}.json",
        read_only=ws.read_only or "",
        theme=settings.theme or kept.get("theme") or DEFAULT,
        first=place or kept.get("place") or "today",
        page=page,
        pages=PAGES,
        incident_log=settings.places.log,
        drafts=drafts_of(settings.places.drafts, ws.location.shown),
    )


def _save_whole(ws: Workspace, path: str, course: Course, *, replace: bool) -> Said:
    from pilotboard.usecases.store_file import save_store

    return save_store(ws, path, replace=replace, progress=course)


def _item_page(key: str) -> PlaceScreen:
    from pilotboard.tui.screens.item import ItemPage

    return ItemPage(key)


def _pilot_page(key: str) -> PlaceScreen:
    from pilotboard.tui.screens.pilot import PilotPage

    return PilotPage(key)


def _sprint_page(key: str) -> PlaceScreen:
    from pilotboard.tui.screens.sprint import SprintPage

    return SprintPage(key)


def _idea_page(key: str) -> PlaceScreen:
    from pilotboard.tui.screens.idea import IdeaPage

    return IdeaPage(key)


def _voice_page(key: str) -> PlaceScreen:
    from pilotboard.tui.screens.voice import VoicePage

    return VoicePage(key)


def _voice(ws: Workspace, labels: Labels, pilot: str | None, team: str | None) -> FormSpec:
    from pilotboard.tui.forms.feedback import new_voice

    return new_voice(ws, labels, pilot, team)


def _profile_page(key: str) -> PlaceScreen:
    from pilotboard.tui.screens.profile import ProfilePage

    return ProfilePage(key)


def _retro_page(key: str) -> PlaceScreen:
    from pilotboard.tui.screens.retro import RetroPage

    return RetroPage(key)


PAGES = {
    "idea": _idea_page,
    "profile": _profile_page,
    "retro": _retro_page,
    "item": _item_page,
    "pilot": _pilot_page,
    "voice": _voice_page,
    "sprint": _sprint_page,
}


def _home(ws: Workspace) -> Scope:
    from pilotboard.usecases import people

    home = people.home_team(ws)
    return Scope() if home is None else Scope(team=home[0], team_label=home[1])


def _here(ws: Workspace, programme: OrganisationView | None) -> Here:
    if programme is None:
        return Here(person=ws.actor.name)
    note = "sample programme" if programme.sample else ""
    return Here(organisation=programme.name, person=ws.actor.name, note=note)


def _undo(ws: Workspace, course: Course) -> Said:
    from pilotboard.usecases import history

    return history.undo(ws, progress=course)


def _redo(ws: Workspace, course: Course) -> Said:
    from pilotboard.usecases import history

    return history.redo(ws, progress=course)


def _teams(ws: Workspace) -> list[Choice]:
    from pilotboard.usecases import teams

    rows = teams.list_teams(ws, sort="name").rows
    return [Choice(row.key, row.name, row.key) for row in rows if row.at_work]


def _pilots(ws: Workspace) -> list[Choice]:
    from pilotboard.usecases import pilots

    rows = pilots.list_pilots(ws, sort="title").rows
    return [Choice(row.key, row.title, row.team or "") for row in rows if row.at_work]


def _find(ws: Workspace, text: str) -> list[Found]:
    from pilotboard.usecases import find

    return [
        Found(_page_of(hit), hit.at or hit.key, f"{hit.key}  {hit.title}", hit.snippet or hit.where.replace("_", " "))
        for hit in find.find(ws, text)
    ]


def _page_of(hit: FindHit) -> str:
    return PLACE_OF[parse_key(hit.at or hit.key).kind]


def _backup(ws: Workspace) -> object:
    """The day's backup follows the first change of the day."""
    from pilotboard.usecases import upkeep

    return upkeep.backup_if_due(ws)


def _warm_up(ws: Workspace) -> None:
    """Load the write side before the first change asks for it, then begin to collect garbage.

    Keys that are pressed meanwhile get their turn sooner than Python would give it to them.

    Loading makes much that stays and little that goes: looking through it again and again takes a fifteenth of the
    start. What is there now stays, and later collections pass it over.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SHORT_TURNS)
    try:
        if not ws.read_only:
            ws.writer()
    finally:
        sys.setswitchinterval(usual)
        gc.freeze()
        gc.enable()
