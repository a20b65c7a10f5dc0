"""What the keys of the shell do: team and pilot, find, undo, theme, palette, help, leaving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from textual.dom import DOMNode

from pilotboard.domain.labels import Labels, keys
from pilotboard.tui.screens.base import PlaceScreen
from pilotboard.tui.shell import Choice
from pilotboard.tui.theme import THEME_LABELS

if TYPE_CHECKING:
    from pilotboard.tui.app import PilotboardApp


class Errands(DOMNode):
    """Mixed into the app; dialogs are imported when they are first opened."""

    @property
    def _me(self) -> PilotboardApp:
        return cast("PilotboardApp", self)

    def pick(
        self,
        title: str,
        choices: Sequence[Choice] | Callable[[], Sequence[Choice]],
        then: Callable[[Any], None],
        *,
        current: Any = None,
        search: Callable[[str], Sequence[Choice]] | None = None,
    ) -> None:
        """Let somebody pick one line; ``then`` gets its id, and is not called when nothing was picked."""
        from pilotboard.tui.dialogs.pick import Pick

        def picked(choice: Choice | None) -> None:
            if choice is not None:
                then(choice.id)

        self._me.push_screen(Pick(title, choices, current=current, search=search), picked)

    def do_team_switch(self) -> None:
        """Look at another team."""
        app = self._me
        teams = app.shell.teams
        if teams is None:
            return
        word = app.shell.labels

        def choices() -> list[Choice]:
            return [Choice(None, f"All {word.plural('team')}"), *teams()]

        def picked(choice: Choice | None) -> None:
            if choice is not None:
                label = "" if choice.id is None else choice.label
                app.look_at(app.scope._replace(team=choice.id, team_label=label, pilot=None, pilot_label=""))

        self._pick_choice(f"Which {word('team')}?", choices, picked, app.scope.team)

    def do_pilot_switch(self) -> None:
        """Look at one pilot only, or at all again."""
        app = self._me
        pilots = app.shell.pilots
        if pilots is None:
            return
        word = app.shell.labels

        def choices() -> list[Choice]:
            return [Choice(None, f"All {word.plural('pilot')}"), *pilots()]

        def picked(choice: Choice | None) -> None:
            if choice is not None:
                label = "" if choice.id is None else choice.label
                app.look_at(app.scope._replace(pilot=choice.id, pilot_label=label))

        self._pick_choice(f"Which {word('pilot')}?", choices, picked, app.scope.pilot)

    def _pick_choice(
        self, title: str, choices: Callable[[], Sequence[Choice]], then: Callable[[Choice | None], None], current: Any
    ) -> None:
        from pilotboard.tui.dialogs.pick import Pick

        self._me.push_screen(Pick(title, choices, current=current), then)

    def do_find(self) -> None:
        """Find anything and go there."""
        app = self._me
        find = app.shell.find
        if find is None:
            return

        def search(text: str) -> list[Choice]:
            return [Choice((hit.place, hit.id), hit.label, hit.detail) for hit in find(text)] if text.strip() else []

        self.pick("Find", (), lambda found: app.go_found(*found), search=search)

    def go_found(self, place: str, row_id: Any) -> None:
        """Go to what was found: its own page, or its line in a place."""
        app = self._me
        page = app.shell.pages.get(place)
        if page is not None:
            app.open_page(page(row_id))
        else:
            app.go_to(place, row_id)

    def go_filtered(self, place: str, text: str) -> None:
        """Go to a place and show there what fits a filter; all of it without one."""
        self._me.screen_of(place).filter_by(text)
        self._me.go_to(place)

    def do_more(self) -> None:
        """The places that do not stand in the tabs."""
        from pilotboard.tui.widgets.header import HeaderLine

        app = self._me
        hidden = [tab for line in app.screen.query(HeaderLine) for tab in line.hidden()]
        choices = [Choice(tab.place, tab.label, tab.digit) for tab in hidden]
        self.pick("Go to", choices, app.go_to)

    def do_voice(self) -> None:
        """Log what somebody said: about the pilot of this page, else the one that is looked at."""
        app = self._me
        build = app.shell.voice
        if build is None:
            return
        pilot, team = getattr(app.screen, "voice_pilot", None) or app.scope.pilot, app.scope.team

        def show(spec: Any) -> None:
            from pilotboard.tui.dialogs.form import Form

            app.push_screen(Form(spec))

        app.ask("form", lambda: build(pilot, team), show)

    def do_undo(self) -> None:
        """Take back the last change."""
        if self._me.shell.undo is not None:
            self._me.save_long("Taking back ...", self._me.shell.undo, back="U does it again")

    def do_redo(self) -> None:
        """Do again what was taken back."""
        if self._me.shell.redo is not None:
            self._me.save_long("Doing it again ...", self._me.shell.redo)

    def do_reload(self) -> None:
        """Read this place again."""
        if isinstance(self._me.screen, PlaceScreen):
            self._me.screen.reload()

    def do_store_save(self) -> None:
        """Everything in one file."""
        from pilotboard.tui.whole_store import ask_and_save

        ask_and_save(self._me)

    def do_theme(self) -> None:
        """Choose another theme; it is kept."""
        app = self._me
        choices = [Choice(name, label) for name, label in THEME_LABELS.items()]

        def chosen(name: str) -> None:
            app.theme = name
            app.remember("theme", name)

        self.pick("Theme", choices, chosen, current=app.theme)

    def do_history(self) -> None:
        """Who did what; any act can be taken back there."""
        if any(place.id == "history" for place in self._me.places):
            self._me.go_to("history")

    def reread_words(self) -> None:
        """The organisation's words or name may be others now: ask, and show them everywhere."""
        app = self._me
        if app.shell.words is not None:
            app.ask("words", app.shell.words, self._told_words)
        if app.shell.read_here is not None:
            app.ask("here", app.shell.read_here, app.told_here)

    def _told_words(self, labels: Labels) -> None:
        app = self._me
        if all(
            labels(key) == app.shell.labels(key) and labels.plural(key) == app.shell.labels.plural(key)
            for key in keys()
        ):
            return
        from pilotboard.tui.screens.rewording import reword

        app.shell.labels = labels
        for screen in app.known_screens():
            if isinstance(screen, PlaceScreen) and screen.is_attached:
                reword(screen)

    def do_palette(self) -> None:
        """Every command, by name."""
        from pilotboard.tui.dialogs.palette import Palette

        screen = self._me.screen
        if isinstance(screen, PlaceScreen):
            palette = Palette(screen)

            def chosen(choice: Choice | None) -> None:
                if choice is not None:
                    palette.act_of(choice)()

            self._me.push_screen(palette, chosen)

    def do_help(self) -> None:
        """The keys that act here, and why one does not."""
        from pilotboard.tui.dialogs.help import Help

        screen = self._me.screen
        if isinstance(screen, PlaceScreen):
            self._me.push_screen(Help(screen))

    def do_leave(self) -> None:
        """Back; at the root, quit."""
        self._me.go_back(quit_at_root=True)
