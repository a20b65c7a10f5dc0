"""Ask for one line of text, checked while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Static

from pilotboard.tui.dialogs.base import Dialog
from pilotboard.tui.drawing import content
from pilotboard.tui.widgets.entry import Entry


def counter(text: str, most: int) -> str:
    """How much room is left, once it matters: ``12 left``, ``1,204 characters over, nothing saved``."""
    over = len(text) - most
    if over > 0:
        return f"{over:,} character{'s' if over != 1 else ''} over, nothing saved"
    return f"{-over} left" if -over <= max(most // 5, 10) else ""


class Prompt(Dialog[str]):
    """One text. ``check`` answers what is wrong with it, or ``""``. Answers the text, or ``None``."""

    BINDINGS = [Binding("escape", "leave", show=False), Binding("ctrl+s", "take", show=False)]

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        most: int = 200,
        check: Callable[[str], str] | None = None,
        do: str = "save",
    ) -> None:
        super().__init__(title, [("enter", do), ("esc", "leave")])
        self._value = value
        self._most = most
        self._check = check

    def compose_inside(self) -> ComposeResult:
        """The input and what is wrong with it."""
        yield Entry(self._value)
        yield Static(id="note", markup=False)

    def on_mount(self) -> None:
        for entry in self.query(Input):  # none when it was left before it was there
            entry.focus()

    def problem(self, text: str) -> str:
        """What is wrong with the text, or ``""``."""
        return counter(text, self._most) if len(text) > self._most else self._check(text) if self._check else ""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is wrong, or how much room is left."""
        event.stop()
        problem = self.problem(event.value) if event.value != self._value else ""
        note = self.query_one("#note", Static)
        note.set_class(bool(problem), "-wrong")
        note.update(content(problem or counter(event.value, self._most)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes it when nothing is wrong."""
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take the text, or show what is wrong."""
        text = self.query_one(Input).value
        problem = self.problem(text)
        if not problem:
            self.dismiss(text)
            return
        note = self.query_one("#note", Static)
        note.add_class("-wrong")
        note.update(content(problem))
