"""Long work under way: how far it is, and a key that stops it."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from pilotboard.domain.errors import PilotboardError
from pilotboard.tui.course import Course
from pilotboard.tui.dialogs.base import Dialog, Result
from pilotboard.tui.drawing import content

LOOK_EVERY = 0.1
"""Seconds between two looks at how far it is."""
_WIDTH = 32


def how_far(course: Course) -> str:
    """``████████░░░░ 4,000 of 10,000``; the number alone while nobody knows of how many."""
    if not course.total:
        return f"{course.done:,}" if course.done else ""
    filled = min(course.done, course.total) * _WIDTH // course.total
    return f"{'█' * filled}{'░' * (_WIDTH - filled)} {course.done:,} of {course.total:,}"


class Progress(Dialog[Result]):
    """Runs ``call`` in a thread. Answers what it answers, ``None`` when it was stopped or failed (which is told)."""

    BINDINGS = [Binding("escape", "stop", show=False)]

    def __init__(self, title: str, call: Callable[[Course], Result]) -> None:
        super().__init__(title, [("esc", "stop")])
        self._call = call
        self._course = Course()

    def compose_inside(self) -> ComposeResult:
        """The bar."""
        yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self.set_interval(LOOK_EVERY, self._tell)
        self.ask("progress", lambda: self._call(self._course), self._done, self._failed)

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self._course.stopped.set()

    def action_stop(self) -> None:
        """Ask it to stop; it does so at its next step."""
        self._course.stopped.set()
        self._tell()

    def _tell(self) -> None:
        text = "Stopping ..." if self._course.stopped.is_set() else how_far(self._course)
        self.query_one("#detail", Static).update(content(text))

    def _done(self, answer: Result) -> None:
        self.dismiss(answer)

    def _failed(self, error: PilotboardError) -> None:
        self.dismiss(None)
        self.host.work_failed(error)
