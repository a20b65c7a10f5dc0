"""Every command that acts here and every place, in the command palette."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.markup import escape

from pilotboard.domain.text import shown
from pilotboard.tui.lines import content
from pilotboard.tui.screens.base import PlaceScreen

if TYPE_CHECKING:
    from pilotboard.tui.app import PilotboardApp


def _plain(help_text: str) -> str | None:
    """The palette reads markup in help texts; ours have none, whatever stands in them."""
    return escape(shown(help_text)) if help_text else None


class CommandProvider(Provider):
    """The command table of the place, as the palette wants it."""

    def _entries(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        screen = self.screen
        if not isinstance(screen, PlaceScreen):
            return
        app = cast("PilotboardApp", self.app)
        for command in screen.acts.at(*screen.kinds()):
            if not command.palette:
                continue
            why = screen.why_not(command)
            key = f"  ({command.key})" if command.key else ""
            help_text = f"Not now: {why}" if why else command.help
            label = app.word(command.label)
            yield f"{label[:1].upper()}{label[1:]}{key}", help_text, partial(screen.action_command, command.id)
        for place in app.places:
            digit = f"  ({place.digit})" if place.digit else ""
            yield f"Go to {app.word(place.label)}{digit}", "", partial(app.go_to, place.id)

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for name, help_text, act in self._entries():
            yield DiscoveryHit(content(name), act, name, _plain(help_text))

    async def search(self, query: str) -> Hits:
        """Those that fit."""
        matcher = self.matcher(query)
        for name, help_text, act in self._entries():
            score = matcher.match(f"{name} {help_text}")
            if score > 0:
                yield Hit(score, content(name), act, name, _plain(help_text))
