"""Ask for a file: type a path, folders complete, what stands in them is listed below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from pilotboard.tui.dialogs.base import Dialog
from pilotboard.tui.messages import RowOpened
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.entry import Entry
from pilotboard.tui.widgets.line_list import LineList

MOST = 500
"""Names listed of a folder."""


class Offer(NamedTuple):
    """A file or folder that fits what is typed."""

    name: str
    path: str
    folder: bool


def offers(typed: str) -> list[Offer]:
    """What stands in the folder that is typed and begins as typed; folders first, hidden ones when a dot is typed."""
    folder, _, begun = typed.rpartition("/")
    base = Path(f"{folder}/" if typed.startswith("/") or folder else ".").expanduser()
    try:
        found = sorted(base.iterdir(), key=lambda one: one.name.casefold())[: MOST * 4]
    except (OSError, ValueError, RuntimeError):
        return []
    fit = [one for one in found if one.name.casefold().startswith(begun.casefold())]
    if not begun.startswith("."):
        fit = [one for one in fit if not one.name.startswith(".")]
    made = [
        Offer(one.name, f"{folder}/{one.name}" if "/" in typed else one.name, _is_folder(one)) for one in fit[:MOST]
    ]
    return sorted(made, key=lambda one: not one.folder)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _draw(offer: Offer) -> Sequence[Cell]:
    return ((f"{offer.name}/", "neutral") if offer.folder else offer.name,)


class PickFile(Dialog[str]):
    """Answers the path of a file, or ``None``."""

    BINDINGS = [
        Binding("escape", "leave", show=False),
        Binding("tab", "complete", show=False, priority=True),
        Binding("down", "by(1)", show=False),
        Binding("up", "by(-1)", show=False),
    ]

    def __init__(self, title: str, value: str = "") -> None:
        super().__init__(title, [("tab", "complete"), ("enter", "take"), ("↑ ↓", "move"), ("esc", "leave")])
        self._value = value

    def compose_inside(self) -> ComposeResult:
        """The path and what stands there."""
        yield Entry(self._value, placeholder="the path of a file")
        rows = LineList([Column()], _draw, titles=False, ground="bar", empty="Nothing of that name here.")
        rows.can_focus = False
        yield rows

    def on_mount(self) -> None:
        """Show where we are."""
        entry = self.query_one(Input)
        entry.focus()
        entry.cursor_position = len(entry.value)
        self._look()

    def _look(self) -> None:
        typed = self.query_one(Input).value
        self.ask("offers", lambda: offers(typed), self._show)

    def _show(self, found: Sequence[Offer]) -> None:
        rows = self.query_one(LineList)
        rows.load(range(len(found)), dict(enumerate(found)))
        rows.move_to(0)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each letter looks anew."""
        event.stop()
        self._look()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes a file that is typed whole, else what stands under the cursor."""
        event.stop()
        typed = Path(event.value).expanduser()
        try:
            whole = bool(event.value.strip()) and typed.is_file()
        except (OSError, ValueError):
            whole = False
        if whole:
            self.dismiss(event.value)
        else:
            self._take(self.query_one(LineList).cursor_row)

    def on_row_opened(self, message: RowOpened) -> None:
        """A double click takes a line."""
        self._take(self.query_one(LineList).row(message.id))

    def action_complete(self) -> None:
        """Write out the line under the cursor."""
        offer: Offer | None = self.query_one(LineList).cursor_row
        if offer is not None:
            self._write(offer)

    def action_by(self, lines: int) -> None:
        """Move the cursor."""
        self.query_one(LineList).move_by(lines)

    def _take(self, offer: Offer | None) -> None:
        if offer is None:
            return
        if offer.folder:
            self._write(offer)
        else:
            self.dismiss(offer.path)

    def _write(self, offer: Offer) -> None:
        entry = self.query_one(Input)
        entry.value = f"{offer.path}/" if offer.folder else offer.path
        entry.cursor_position = len(entry.value)
