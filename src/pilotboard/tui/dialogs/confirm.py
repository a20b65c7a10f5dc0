"""A question before something that destroys or leaves: yes on a key that differs from the one that asked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from pilotboard.tui.dialogs.base import Dialog
from pilotboard.tui.drawing import content, shown_lines


class Confirm(Dialog[bool]):
    """``Drop 3 items?`` with what is about to happen below; answers ``True`` or ``False``."""

    BINDINGS = [Binding("escape,n,q", "refuse", show=False)]

    def __init__(
        self, question: str, do: str, detail: Sequence[str] = (), *, started_by: str = "", keep: str = "leave as it is"
    ) -> None:
        """``do`` names the act, ``started_by`` is the key that led here: it never confirms."""
        self.key = "y" if started_by != "y" else "o"
        super().__init__(question, [(self.key, do), ("esc", keep)])
        self._detail = tuple(detail)

    def compose_inside(self) -> ComposeResult:
        """What is about to happen."""
        if self._detail:
            yield Static(content(shown_lines(self._detail, 8), lines=True), id="detail")

    def on_key(self, event: events.Key) -> None:
        """The confirming key."""
        if event.key == self.key:
            event.stop()
            self.dismiss(True)

    def action_refuse(self) -> None:
        """No."""
        self.dismiss(False)
