"""History: who did what, newest first; any act can be taken back from here while nobody built on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult

from pilotboard.domain.dates import friendly_day
from pilotboard.domain.journal import EntryView, why_not_undoable
from pilotboard.domain.keys import parse_key
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import history

MOST = 500
"""Entries that are shown."""
_PAGE_OF = {"item": "item", "pilot": "pilot", "team": "teams", "person": "people", "site": "sites"}


class HistoryScreen(DeskScreen):
    """The journal as a list."""

    PLACE = "history"
    ACTS: ClassVar[tuple[Command, ...]] = (
        Command(
            "entry.undo", ("x",), "take back", "Take this act back.", "Change", ("history",), 20, ("undoable", "write")
        ),
    )

    def compose_body(self) -> ComposeResult:
        """A title and the list."""
        yield TitleLine()
        yield LineList(
            [
                Column("when", 17, ink="quiet"),
                Column("who", 16, ink="soft"),
                Column("what"),
            ],
            self._cells,
            empty="Nothing has been written yet.",
        )

    def to_read(self) -> Callable[[], list[EntryView]]:
        """The newest entries."""
        ws = self.ws
        return lambda: history.history(ws, limit=MOST)

    def show_answer(self, answer: list[EntryView]) -> None:
        """Fill the list."""
        self.query_one(LineList).load([entry.id for entry in answer], {entry.id: entry for entry in answer})
        most = f"the newest {MOST}" if len(answer) == MOST else "all of it"
        self.query_one(TitleLine).tell("History", f"{most} · x takes an act back, u your own last one")

    @property
    def cursor_entry(self) -> EntryView | None:
        """The entry under the cursor."""
        found: EntryView | None = self.query_one(LineList).cursor_row
        return found

    def _when(self, entry: EntryView) -> str:
        at = entry.at.astimezone()
        return f"{friendly_day(at.date(), self.ws.today())} {at:%H:%M}"

    def _cells(self, entry: EntryView) -> Sequence[Cell]:
        said: Span = (f"↺ taken back: {entry.said}", "quiet") if entry.undone else (entry.said, "text")
        return (self._when(entry), entry.actor, said)

    def story(self) -> Story:
        """The entry under the cursor, and whether it can be taken back."""
        entry = self.cursor_entry
        if entry is None:
            return NOTHING
        why = why_not_undoable(entry)
        below: Span = (why, "quiet") if why else ("x takes it back, unless somebody changed the same since", "soft")
        return Story("", entry.said, ((f"{entry.actor}, {self._when(entry)}", "soft"),), (below,))

    def lacks_undoable(self) -> str | None:
        """An act that stands and can be taken back."""
        entry = self.cursor_entry
        return "There is nothing under the cursor." if entry is None else why_not_undoable(entry) or None

    def lacks_open(self) -> str | None:
        """An entry opens what it is about."""
        entry = self.cursor_entry
        return None if entry is not None and entry.keys else "This is about no single thing."

    def open_row(self, row_id: Any) -> None:
        """Open the first thing the entry is about."""
        entry = self.cursor_entry
        if entry is not None and entry.keys:
            key = parse_key(entry.keys[0])
            self.host.go_found(_PAGE_OF.get(key.kind, "item"), str(key))

    def do_entry_undo(self) -> None:
        """Take back the act under the cursor."""
        entry = self.cursor_entry
        if entry is not None:
            self.host.save_long(
                "Taking back", lambda course: history.undo(self.ws, entry.id, progress=course), back="U does it again"
            )
