"""The keys that act here, by group; where one does not act now, why."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from pilotboard.tui.commands import Command, shown_key
from pilotboard.tui.dialogs.base import Dialog
from pilotboard.tui.drawing import content
from pilotboard.tui.screens.base import PlaceScreen
from pilotboard.tui.widgets.columns import Cell, Column, Heading
from pilotboard.tui.widgets.line_list import LineList

GROUPS = ("This screen", "Change", "Move around", "Look", "Go to", "Everywhere")


class Help(Dialog[None]):
    """Made from the command table; nothing in it is written by hand."""

    WIDTH = "-wide"
    AROUND = 12
    BINDINGS = [Binding("escape,q,question_mark,f1", "leave", show=False)]

    def __init__(self, screen: PlaceScreen) -> None:
        place = next((p.label for p in screen.host.places if p.id == screen.PLACE), screen.PLACE)
        super().__init__(f"Keys on {screen.host.word(place)}", [("↑ ↓", "move"), ("esc", "leave")])
        self._rows: dict[str, Sequence[Cell]] = {}
        self._lines: list[str | Heading] = []
        commands = _with_own_keys(screen.acts.at(*screen.kinds()))
        for group in GROUPS:
            mine = [command for command in commands if command.group == group and command.keys]
            if mine:
                gap = [Heading("")] if self._lines else []
                self._lines += [*gap, Heading(group.upper()), *(command.id for command in mine)]
            self._rows |= {command.id: self._row(screen, command) for command in mine}
        digits = [place for place in screen.host.places if place.digit]
        self._lines += [Heading(""), Heading("SCREENS")]
        for shown in digits:
            row_id = f"digit {shown.digit}"
            self._lines.append(row_id)
            self._rows[row_id] = ((shown.digit, "key"), screen.host.word(shown.label), "")

    def cursor_moved(self, widget: LineList) -> None:
        """The whole sentence of the line under the cursor, where the list has to cut it."""
        row = widget.cursor_row
        said = row[2] if row else ""
        self.query_one("#detail", Static).update(content(said if isinstance(said, str) else str(said[0])))

    @staticmethod
    def _row(screen: PlaceScreen, command: Command) -> Sequence[Cell]:
        why = screen.why_not(command)
        keys = "  ".join(shown_key(key) for key in command.keys)
        label = screen.host.word(command.label)
        if why:
            return ((keys, "quiet"), (label, "quiet"), (f"not now: {why}", "warning"))
        return ((keys, "key"), label, (command.help, "soft"))

    def compose_inside(self) -> ComposeResult:
        """The list."""
        yield LineList([Column(cells=12), Column(cells=15), Column()], lambda row: row, titles=False, ground="bar")
        yield Static(id="detail")

    def on_mount(self) -> None:
        rows = self.query_one(LineList)
        rows.load(self._lines, self._rows)
        rows.focus()


def _with_own_keys(commands: Sequence[Command]) -> list[Command]:
    """The commands with the keys that lead to them here: what is special to a place comes first and takes its key."""
    taken: set[str] = set()
    found = []
    for command in commands:
        found.append(command._replace(keys=tuple(key for key in command.keys if key not in taken)))
        taken.update(command.keys)
    return found
