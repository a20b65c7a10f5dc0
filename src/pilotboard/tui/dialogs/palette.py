"""Every command that acts here and every place, by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.widgets import Static

from pilotboard.domain.text import folded
from pilotboard.tui.commands import shown_key
from pilotboard.tui.dialogs.pick import Pick
from pilotboard.tui.drawing import content
from pilotboard.tui.screens.base import PlaceScreen
from pilotboard.tui.shell import Choice
from pilotboard.tui.widgets.line_list import LineList

Act = Callable[[], None]


class Palette(Pick):
    """Made from the command table of the place; the sentence of the line under the cursor stands below."""

    AROUND = 13

    def __init__(self, screen: PlaceScreen) -> None:
        self._does: list[Act] = []
        self._said: list[str] = []
        super().__init__("Commands", self._entries(screen))

    def _entries(self, screen: PlaceScreen) -> list[Choice]:
        host = screen.host
        found: list[Choice] = []

        def entry(label: str, key: str, said: str, act: Act) -> None:
            found.append(Choice(len(found), f"{label[:1].upper()}{label[1:]}", key))
            self._does.append(act)
            self._said.append(said)

        for command in screen.acts.at(*screen.kinds()):
            if command.palette:
                why = screen.why_not(command)
                said = f"Not now: {why}" if why else command.help
                key = shown_key(command.keys[0]) if command.keys else ""
                entry(host.word(command.label), key, said, partial(screen.action_command, command.id))
        for place in host.places:
            if place.digit or len(host.places) > 1:
                entry(f"go to {host.word(place.label)}", place.digit, "", partial(host.go_to, place.id))
        return found

    def compose_inside(self) -> ComposeResult:
        """The input, the list, the sentence."""
        yield from super().compose_inside()
        yield Static(id="detail")

    def words_of(self, choice: Choice) -> str:
        """A command is found by its sentence too."""
        return folded(f"{choice.label} {choice.detail} {self._said[choice.id]}")

    def cursor_moved(self, widget: LineList) -> None:
        """Say what the command under the cursor does, or why it cannot."""
        choice: Choice | None = widget.cursor_row
        self.query_one("#detail", Static).update(content("" if choice is None else self._said[choice.id]))

    def act_of(self, choice: Choice) -> Act:
        """What a choice does."""
        number: int = choice.id
        return self._does[number]
