"""Why a command cannot act now: what it needs and the place does not have, as a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from textual.dom import DOMNode

from pilotboard.tui.widgets.header import HeaderLine

if TYPE_CHECKING:
    from pilotboard.tui.commands import Command
    from pilotboard.tui.screens.base import PlaceScreen


class Reasons(DOMNode):
    """Mixed into every place; a place adds ``lacks_<need>`` for needs of its own."""

    @property
    def _place(self) -> PlaceScreen:
        return cast("PlaceScreen", self)

    def why_not(self, command: Command) -> str | None:
        """Why a command cannot act now, as a sentence, or ``None`` when it can."""
        for need in command.needs:
            reason: str | None = getattr(self, f"lacks_{need}", lambda: None)()
            if reason:
                return reason
        return None

    def lacking(self, commands: Iterable[Command]) -> frozenset[str]:
        """The needs of these commands that are not met; each is asked once."""
        needs = {need for command in commands for need in command.needs}
        return frozenset(need for need in needs if getattr(self, f"lacks_{need}", lambda: None)())

    def lacks_row(self) -> str | None:
        """A command needs something under the cursor."""
        widget = self._place.focused
        if getattr(widget, "cursor_id", None) is None:
            return "There is nothing under the cursor."
        return None

    def lacks_open(self) -> str | None:
        """``enter`` needs something that can be opened."""
        return self.lacks_row()

    def lacks_write(self) -> str | None:
        """A command needs a store that can be written."""
        return self._place.host.shell.read_only or None

    def lacks_filter(self) -> str | None:
        """``/`` needs a list."""
        return None if self._place.FILTERS else "There is no list to filter here."

    def lacks_teams(self) -> str | None:
        """``t`` needs teams."""
        return None if self._place.host.shell.teams else "There are no teams to choose from."

    def lacks_pilots(self) -> str | None:
        """``p`` needs pilots."""
        return None if self._place.host.shell.pilots else "There are no pilots to choose from."

    def lacks_find(self) -> str | None:
        """``f`` needs a search."""
        return None if self._place.host.shell.find else "There is nothing to search in."

    def lacks_voice(self) -> str | None:
        """``V`` needs a log to write to."""
        return None if self._place.host.shell.voice else "There is no log of feedback here."

    def lacks_whole(self) -> str | None:
        """Saving everything needs a store."""
        return None if self._place.host.shell.save_whole else "There is no store to save here."

    def lacks_more(self) -> str | None:
        """``.`` needs tabs that do not fit."""
        return None if self.query_one(HeaderLine).hidden() else "Every screen stands in the tabs."
