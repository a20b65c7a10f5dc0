"""The frame of every dialog: a title, a body, the keys that act in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from pilotboard.tui.drawing import Span, content
from pilotboard.tui.screens.base import style
from pilotboard.tui.theme import Ground
from pilotboard.tui.widgets.drawn import Drawn
from pilotboard.tui.work import Work

if TYPE_CHECKING:
    from pilotboard.tui.app import PilotboardApp

Result = TypeVar("Result")


class KeysLine(Drawn):
    """The keys of a dialog, drawn as in the footer."""

    GROUND: Ground = "bar"

    def __init__(self, keys: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._keys = tuple(keys)

    def tell(self, keys: Iterable[tuple[str, str]]) -> None:
        """Show other keys."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self.refresh()

    def spans(self, y: int, cells: int) -> Iterable[Span]:
        found: list[Span] = []
        for key, label in self._keys:
            found += [(key, "key"), (f" {label}   ", "soft")]
        return found


class Dialog(ModalScreen[Result], Work, Generic[Result]):
    """A typed dialog. Subclasses answer :meth:`compose_inside`; ``dismiss(None)`` leaves it without an answer."""

    CSS_PATH = style("dialogs")
    WIDTH: ClassVar[str] = ""
    """A class of the frame: ``""`` (64 cells) or ``-wide`` (96)."""

    def __init__(self, title: str, keys: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._heading = title
        self._keys = tuple(keys)
        self._answered = False

    @property
    def host(self) -> PilotboardApp:
        """The app, by its own type."""
        return cast("PilotboardApp", self.app)

    def compose_inside(self) -> ComposeResult:
        """What stands between the title and the keys."""
        yield from ()

    def compose(self) -> ComposeResult:
        """The frame."""
        with Vertical(id="frame", classes=self.WIDTH):
            yield Static(content(self._heading), id="title")
            yield from self.compose_inside()
            yield KeysLine(self._keys)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that was hit before the dialog is all there does nothing."""
        return bool(self.query(KeysLine)) and super().check_action(action, parameters)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Answer, once: a second key that was hit meanwhile must not close what lies below.

        Nor above: a screen that shows under another dialog counts as current for Textual, which closes the top one.
        """
        if self._answered or self.host.screen is not self:
            return AwaitComplete()
        self._answered = True
        return super().dismiss(result)

    SCROLLS: ClassVar[str] = "#fields, LineList"
    """What gives way when the terminal is low; title, notes and keys always stay."""

    def on_resize(self, event: events.Resize) -> None:
        """Leave room for the frame, the title and the keys."""
        for body in self.query(self.SCROLLS):
            body.styles.max_height = max(event.size.height - self.AROUND, 3)

    AROUND: ClassVar[int] = 10
    """Lines that everything but the scrolling part takes."""

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
