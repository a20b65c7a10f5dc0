"""The last line: the keys that act here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual import events

from pilotboard.tui.drawing import Span, width
from pilotboard.tui.messages import CommandChosen
from pilotboard.tui.theme import Ground
from pilotboard.tui.widgets.drawn import Drawn

MOST = 7
"""Entries in the footer, help among them."""


class FooterLine(Drawn):
    """Five to seven keys; those that do not fit are left out whole, help never."""

    GROUND: Ground = "bar"

    def __init__(self, entries: Sequence[tuple[str, str, str]] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._entries = tuple(entries)
        self._spots: list[tuple[int, int, str]] = []

    def tell(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """Show other entries, each ``(command id, key, label)`` in order of importance, help last."""
        if self._entries != tuple(entries):
            self._entries = tuple(entries)
            self.refresh()

    def spans(self, y: int, cells: int) -> Iterable[Span]:
        entries = list(self._entries)
        help_entry = entries[-1:]
        kept: list[tuple[str, str, str]] = []
        room = cells - 1 - sum(width(key) + width(label) + 1 for _, key, label in help_entry)
        for entry in entries[:-1][: MOST - 1]:
            size = width(entry[1]) + 1 + width(entry[2]) + 3
            if size > room:
                continue
            kept.append(entry)
            room -= size
        found: list[Span] = []
        self._spots = []
        at = 1
        for command, key, label in kept + help_entry:
            size = width(key) + 1 + width(label)
            self._spots.append((at, at + size, command))
            found += [("   " if found else " ", "text"), (key, "key"), (f" {label}", "soft")]
            at += size + 3
        return found

    def on_click(self, event: events.Click) -> None:
        """A click on an entry does it."""
        for start, end, command in self._spots:
            if start <= event.x < end:
                self.post_message(CommandChosen(command))
