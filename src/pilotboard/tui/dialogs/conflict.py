"""Two people changed the same fields: both texts side by side, and a choice for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from pilotboard.domain.errors import Conflict, FieldConflict
from pilotboard.tui.dialogs.base import Dialog
from pilotboard.tui.dialogs.prompt import Prompt
from pilotboard.tui.drawing import Span, content, cut, fit, wrap
from pilotboard.tui.theme import Ground, Ink
from pilotboard.tui.widgets.drawn import Drawn

MOST_LINES = 6


def _text(value: object) -> str:
    return "" if value is None else str(value)


class FieldPair(Drawn, can_focus=True):
    """One field: mine on the left, theirs on the right, the chosen one marked in words."""

    GROUND: Ground = "bar"

    def __init__(self, field: FieldConflict, label: str) -> None:
        super().__init__()
        self.field = field
        self.label = label
        self.choice = "mine"
        self.edited = ""

    @property
    def value(self) -> object:
        """What was chosen."""
        return {"mine": self.field.mine, "theirs": self.field.theirs}.get(self.choice, self.edited)

    def choose(self, choice: str, edited: str = "") -> None:
        """Choose ``mine``, ``theirs`` or ``edited``."""
        self.choice, self.edited = choice, edited
        self.refresh(layout=True)

    def _sides(self, cells: int) -> tuple[int, list[str], list[str]]:
        side = (cells - 5) // 2
        mine = wrap(_text(self.field.mine) or "(empty)", side, MOST_LINES)
        return side, mine, wrap(_text(self.field.theirs) or "(empty)", side, MOST_LINES)

    def get_content_height(self, container: Any, viewport: Any, width: int) -> int:
        """A heading, the longer side, what was written instead, an empty line."""
        _, mine, theirs = self._sides(width)
        return 2 + max(len(mine), len(theirs)) + (self.choice == "edited") + 1

    def spans(self, y: int, cells: int) -> Iterable[Span]:
        side, mine, theirs = self._sides(cells)
        mark = "▌" if self.has_focus else " "
        lines = max(len(mine), len(theirs))
        if y == 0:
            said = {"mine": "keep mine", "theirs": "take theirs", "edited": "written anew"}[self.choice]
            return [(mark + " ", "accent"), (self.label, "strong"), ("  → ", "quiet"), (said, "key")]
        if y == 1:
            return [(mark + " ", "accent"), *self._pair("mine", "theirs", side, titles=True)]
        if y - 2 < lines:
            left = mine[y - 2] if y - 2 < len(mine) else ""
            right = theirs[y - 2] if y - 2 < len(theirs) else ""
            return [(mark + " ", "accent"), *self._pair(left, right, side)]
        if self.choice == "edited" and y - 2 == lines:
            return [(mark + " ", "accent"), ("now: ", "quiet"), (cut(self.edited, cells - 8), "text")]
        return []

    def _pair(self, left: str, right: str, side: int, *, titles: bool = False) -> list[Span]:
        mine: Ink = "quiet" if titles or self.choice != "mine" else "text"
        theirs: Ink = "quiet" if titles or self.choice != "theirs" else "text"
        return [(fit(left, side), mine), (" │ ", "rule"), (fit(right, side), theirs)]

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self) -> None:
        self.focus()


class ConflictDialog(Dialog[dict[str, Any]]):
    """Answers the chosen value of each field, or ``None`` to go back to the form with nothing lost."""

    WIDTH = "-wide"
    BINDINGS = [
        Binding("m,left", "choose('mine')", show=False),
        Binding("t,right", "choose('theirs')", show=False),
        Binding("e", "edit", show=False),
        Binding("j,down", "app.focus_next", show=False),
        Binding("k,up", "app.focus_previous", show=False),
        Binding("ctrl+s", "take", show=False),
        Binding("escape", "leave", show=False),
    ]
    KEYS = (("m", "mine"), ("t", "theirs"), ("e", "edit"), ("tab", "next"), ("ctrl+s", "save"), ("esc", "back"))

    def __init__(self, conflict: Conflict, labels: Mapping[str, str]) -> None:
        super().__init__("Two versions", self.KEYS)
        self.conflict = conflict
        self.labels = labels

    def compose_inside(self) -> ComposeResult:
        """Who and when, and a pair for each field."""
        yield Static(content(self._who()), id="detail")
        with VerticalScroll(id="fields", can_focus=False):
            for field in self.conflict.fields:
                yield FieldPair(field, self.labels.get(field.name, field.name))

    def _who(self) -> str:
        who = self.conflict.who or "Somebody"
        when = f" at {self.conflict.when.astimezone():%H:%M}" if self.conflict.when else ""
        return f"{who} changed this{when} while you were writing. Choose for each field; nothing is saved until then."

    def on_mount(self) -> None:
        pairs = self.query(FieldPair)
        if pairs:
            pairs.first().focus()

    def action_choose(self, choice: str) -> None:
        """Mine or theirs for the focused field."""
        if isinstance(self.focused, FieldPair):
            self.focused.choose(choice)

    def action_edit(self) -> None:
        """Write the focused field anew, starting from both."""
        pair = self.focused
        if not isinstance(pair, FieldPair):
            return
        both = f"{_text(pair.field.mine)} / {_text(pair.field.theirs)}"
        start = pair.edited if pair.choice == "edited" else both

        def written(text: str | None) -> None:
            if text is not None:
                pair.choose("edited", text)

        self.app.push_screen(Prompt(pair.label, start, most=20000, do="use this"), written)

    def action_take(self) -> None:
        """Go on with what was chosen."""
        self.dismiss({pair.field.name: pair.value for pair in self.query(FieldPair)})
