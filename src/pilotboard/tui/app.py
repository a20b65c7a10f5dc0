"""The app: the shell around the places. It holds no rows and knows no store."""

from __future__ import annotations

import asyncio
import os
from typing import Any, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme

from pilotboard.tui.drawing import content
from pilotboard.tui.driver import lean
from pilotboard.tui.errands import Errands
from pilotboard.tui.places import Place, load_screen
from pilotboard.tui.saving import LOOK_EVERY, Saving
from pilotboard.tui.screens.base import STYLES, PlaceScreen
from pilotboard.tui.shell import Scope, Shell
from pilotboard.tui.telling import Telling
from pilotboard.tui.terminal import on_end_signals
from pilotboard.tui.theme import NO_COLOUR, themes
from pilotboard.tui.widgets.header import Here
from pilotboard.tui.words import worded
from pilotboard.tui.work import Incident, Work, record_incident


def _first_theme(app: Any) -> str:
    theme: str = app.first_theme
    return theme


class PilotboardApp(App[int], Errands, Saving, Telling, Work):
    """The shell: places, notices, writes, live refresh. What keys of the shell do stands in ``Errands``."""

    TITLE = "pilotboard"
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    theme: Reactive[str] = Reactive(Initialize(_first_theme))

    def __init__(self, shell: Shell, places: tuple[Place, ...], **kwargs: Any) -> None:
        self.first_theme = NO_COLOUR if os.environ.get("NO_COLOR") else shell.theme
        self.shell = shell
        self.places = places
        self.scope = shell.scope
        self.here = shell.here._replace(team=shell.scope.team_label, pilot=shell.scope.pilot_label)
        self.incident_log = shell.incident_log
        self.root_place = shell.first if any(place.id == shell.first for place in places) else places[0].id
        self.write_lock = asyncio.Lock()
        self._newest = shell.seen
        self._visited: dict[str, PlaceScreen] = {}
        # The first place's stylesheet is parsed together with the tokens, the others on their first visit.
        path = load_screen(self.place(self.root_place)).CSS_PATH
        own = [] if path is None else path if isinstance(path, list) else [path]
        super().__init__(css_path=[STYLES / "tokens.tcss", *own], **kwargs)

    # -- start and end

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Ours only; they are known before the first stylesheet is parsed."""
        return themes()

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for this platform, writing fewer bytes."""
        return lean(super().get_driver_class())

    def get_default_screen(self) -> Screen[Any]:
        """The first place is the first screen: nothing is pushed or switched before the first paint."""
        screen = self.screen_of(self.root_place)
        screen.read_ahead()
        self._load_screen_css(screen)  # Textual does this for screens that are pushed, not for the first one
        return screen

    def on_ready(self) -> None:
        """After the first paint: the slow imports, unfinished forms, the look at the journal."""
        if not self.is_headless:
            on_end_signals(self.end_by_signal)
        shell = self.shell
        if shell.read_only:
            self.notify_banner((shell.read_only,))
        if shell.page is not None:
            self.go_found(*shell.page)
        if shell.warm_up is not None:
            self.ask("warm up", shell.warm_up, lambda _: None)
        if shell.drafts is not None:
            self.ask("drafts", self._kept_forms, self._tell_kept_forms)
        if shell.newest_entry is not None:
            self.set_interval(LOOK_EVERY, self.look)

    def _kept_forms(self) -> list[str]:
        from pilotboard.tui.drafts import unfinished

        return [draft.title for draft in unfinished(self.shell.drafts)]

    def _tell_kept_forms(self, titles: list[str]) -> None:
        if titles:
            more = f" and {len(titles) - 1} more" if len(titles) > 1 else ""
            self.hint(f"Kept from last time: {titles[0]}{more}. Open it again to go on.")

    def end_by_signal(self, code: int) -> None:
        """Leave as after ``q``: unfinished forms keep their drafts, the terminal is restored."""
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep is not None:
                keep()
        self.leave(code)

    def end(self, code: int) -> None:
        """End at once."""
        self.exit(0 if code == 0 else None, return_code=code)

    def _handle_exception(self, error: Exception) -> None:
        """Textual's last resort prints local variables; ours writes an incident and one sentence.

        While the program leaves, keys that were hit before may still look for widgets that are gone: that is no crash.
        """
        if self._exit and isinstance(error, NoMatches):
            return
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        incident = Incident(*record_incident(error, self.incident_log))
        self.panic(content(" ".join(incident.sentences())))

    def told_here(self, here: Here) -> None:
        """Who is here, and where."""
        self.here = here._replace(saved=self.here.saved, team=self.here.team, pilot=self.here.pilot)
        self.tell_header()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """What Textual itself has to say, as a notice of ours: no toast ever covers the work."""
        self.hint(message, "soft")

    # -- places

    def place(self, place_id: str) -> Place:
        """The place of that name."""
        return next(place for place in self.places if place.id == place_id)

    def screen_of(self, place_id: str) -> PlaceScreen:
        """The screen of a place, made on the first visit."""
        screen = self._visited.get(place_id)
        if screen is None:
            screen = self._visited[place_id] = load_screen(self.place(place_id))()
            self.install_screen(screen, place_id)
        return screen

    @property
    def _root_depth(self) -> int:
        """How many screens there are when no page lies on the place."""
        return 1 if self._visited.get(self.root_place) is self.screen_stack[0] else 2

    def go_digit(self, digit: str) -> None:
        """Go to the place of a digit."""
        for place in self.places:
            if place.digit == digit:
                self.go_to(place.id)

    def go_to(self, place_id: str, row_id: Any = None) -> None:
        """Go to a place, from wherever, and there to a thing."""
        screen = self.screen_of(place_id)
        self.root_place = place_id
        # The first place stays at the bottom for good; another place lies on it, and pages on either.
        keep = self._root_depth
        with self.batch_update():
            while len(self.screen_stack) > keep:
                self.pop_screen()
            if self.screen is not screen:
                if len(self.screen_stack) == 1:
                    self.push_screen(screen)
                else:
                    self.switch_screen(screen)
        if row_id is not None:
            screen.aim_at(row_id)
        if self.shell.remember is not None:
            self.remember("place", place_id)

    def open_page(self, page: PlaceScreen) -> None:
        """Open a page of one thing on top of the place; esc comes back."""
        self.push_screen(page)

    def go_back(self, *, quit_at_root: bool) -> None:
        """From a page to where it was opened; at the root, quit or stay."""
        if len(self.screen_stack) > self._root_depth:
            self.pop_screen()
        elif quit_at_root:
            self.leave()

    def look_at(self, scope: Scope) -> None:
        """Look at another team or pilot, everywhere."""
        if scope == self.scope:
            return
        self.scope = scope
        self.here = self.here._replace(team=scope.team_label, pilot=scope.pilot_label)
        self.tell_header()
        self.refresh_places()
        self.remember("scope", scope)

    def remember(self, what: str, value: Any) -> None:
        """Keep a choice for the next start, in a thread."""
        keep = self.shell.remember
        if keep is not None:
            self.ask(f"remember {what}", lambda: keep(what, value), lambda _: None)

    def word(self, term: str) -> str:
        """A label in the organisation's words."""
        return worded(self.shell.labels, term)

    def known_screens(self) -> set[Screen[Any]]:
        """The places that were visited, and whatever lies on them."""
        return {*self._visited.values(), *self.screen_stack}
