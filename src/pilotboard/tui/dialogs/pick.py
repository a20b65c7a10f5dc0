"""Pick one line of a list that narrows while you type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from pilotboard.domain.text import folded
from pilotboard.tui.dialogs.base import Dialog
from pilotboard.tui.messages import RowOpened
from pilotboard.tui.shell import Choice
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.entry import Entry
from pilotboard.tui.widgets.line_list import LineList


def _draw(choice: Choice) -> Sequence[Cell]:
    return (choice.label, (choice.detail, "quiet"))


class Pick(Dialog[Choice]):
    """Type to narrow, arrows to move, enter to take. Answers the choice, or ``None``.

    ``choices`` may be a function: it runs in a thread. With ``search`` each letter asks anew instead.
    """

    BINDINGS = [
        Binding("escape", "leave", show=False),
        Binding("down", "by(1)", show=False),
        Binding("up", "by(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice] | Callable[[], Sequence[Choice]],
        *,
        current: Any = None,
        search: Callable[[str], Sequence[Choice]] | None = None,
    ) -> None:
        super().__init__(title, [("enter", "take"), ("↑ ↓", "move"), ("esc", "leave")])
        self._choices = choices
        self._known: tuple[tuple[str, Choice], ...] = ()
        self._current = current
        self._search = search

    def compose_inside(self) -> ComposeResult:
        """The input and the list."""
        yield Entry(placeholder="type to narrow" if self._search is None else "type to find")
        detail = Column(cells=18, align="right", ink="quiet")
        rows = LineList([Column(), detail], _draw, titles=False, ground="bar", empty="Nothing fits.")
        rows.can_focus = False
        yield rows

    def on_mount(self) -> None:
        """Ask for the choices."""
        if not self.query(Input):
            return  # it was left before it was there
        self.query_one(Input).focus()
        if self._search is not None:
            return
        if callable(self._choices):
            self.ask("choices", self._choices, self._came)
        else:
            self._came(self._choices)

    def _came(self, choices: Sequence[Choice]) -> None:
        self._known = tuple((self.words_of(choice), choice) for choice in choices)
        self._narrow(self.query_one(Input).value)
        at = next((i for i, choice in enumerate(choices) if choice.id == self._current), 0)
        self.query_one(LineList).move_to(at)

    def words_of(self, choice: Choice) -> str:
        """What a choice is found by."""
        return folded(f"{choice.label} {choice.detail}")

    def _narrow(self, text: str) -> None:
        words = folded(text).split()
        fit = [choice for known, choice in self._known if all(word in known for word in words)]
        if words:  # what begins with the word comes first
            fit.sort(
                key=lambda choice: (not folded(choice.label).startswith(words[0]), words[0] not in folded(choice.label))
            )
        self._show(fit)

    def _show(self, choices: Sequence[Choice]) -> None:
        rows = self.query_one(LineList)
        rows.load(range(len(choices)), dict(enumerate(choices)))
        rows.move_to(0)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each letter narrows, or asks anew."""
        event.stop()
        search, text = self._search, event.value
        if search is not None:
            self.ask("search", lambda: search(text), self._show)
        else:
            self._narrow(text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the line under the cursor."""
        event.stop()
        choice = self.query_one(LineList).cursor_row
        if choice is not None:
            self.dismiss(choice)

    def on_row_opened(self, message: RowOpened) -> None:
        """A double click takes a line."""
        choice = self.query_one(LineList).row(message.id)
        if choice is not None:
            self.dismiss(choice)

    def action_by(self, lines: int) -> None:
        """Move the cursor."""
        self.query_one(LineList).move_by(lines)

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self.query_one(LineList).move_page(pages)
