"""The line to type a filter in; it says under which letter it does not understand."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from pilotboard.tui.commands import TYPING
from pilotboard.tui.drawing import content
from pilotboard.tui.messages import FilterChanged, FilterClosed
from pilotboard.tui.widgets.entry import Entry


class FilterEntry(Entry):
    """Where the filter is typed; the footer tells the keys that leave it."""

    KIND = TYPING

    def on_focus(self) -> None:
        """Letters are letters now."""
        self.screen.tell_footer()  # type: ignore[attr-defined]


class FilterLine(Vertical):
    """``/`` opens it; the list follows each letter; enter goes to the list, esc drops the filter."""

    BINDINGS = [
        Binding("escape", "drop", show=False),
        Binding("down", "keep", show=False),
    ]

    def __init__(self, text: str = "", hint: str = "", *, typing: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._typing = typing
        self._text = text
        self._hint = hint
        self._note = Static(id="filter-note", markup=False)

    def compose(self) -> ComposeResult:
        """The mark, the input and the line for complaints."""
        with Horizontal():
            yield Static(content(" /"), id="filter-mark")
            yield FilterEntry(self._text, self._hint)
        self._note.display = False
        yield self._note

    def on_mount(self) -> None:
        if self._typing:
            self.take_focus()  # nothing to type in when it was closed before it was there

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    def take_focus(self) -> None:
        """Type on."""
        for entry in self.query(Input):
            entry.focus()

    def complain(self, sentence: str, position: int = 0) -> None:
        """Show what is not understood, with a caret under the letter; ``""`` takes it away."""
        self._note.display = bool(sentence)
        if sentence and self.is_attached:
            self._note.update(content(f"{' ' * (2 + position)}^ {sentence}"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each letter filters."""
        event.stop()
        self.post_message(FilterChanged(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the list."""
        event.stop()
        self.post_message(FilterClosed(keep=True))

    def action_keep(self) -> None:
        """Go to the list, the filter stays."""
        self.post_message(FilterClosed(keep=True))

    def action_drop(self) -> None:
        """Drop the filter."""
        self.post_message(FilterClosed(keep=False))
