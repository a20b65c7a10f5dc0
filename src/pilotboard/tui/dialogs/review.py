"""The review of a sprint: what becomes of each leftover, one key each."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from pilotboard.domain.labels import Labels
from pilotboard.domain.leftovers import LeftoverDecision
from pilotboard.domain.sprint_states import ItemOutcome
from pilotboard.domain.sprints import SprintDetail, SprintItemRow
from pilotboard.tui.dialogs.base import Dialog
from pilotboard.tui.dialogs.prompt import Prompt
from pilotboard.tui.drawing import content
from pilotboard.tui.messages import RowOpened
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.line_list import LineList

Decisions = tuple[LeftoverDecision, ...]


class Review(Dialog[Decisions]):
    """Answers a decision for every leftover, or ``None`` when it is left; then nothing was changed."""

    WIDTH = "-wide"
    BINDINGS = [
        Binding("c", "decide('carried')", show=False),
        Binding("b", "decide('returned')", show=False),
        Binding("d", "drop", show=False),
        Binding("C", "decide_all('carried')", show=False),
        Binding("B", "decide_all('returned')", show=False),
        Binding("ctrl+s", "take", show=False),
        Binding("escape", "leave", show=False),
    ]
    KEYS = (
        ("c", "carry"),
        ("b", "back"),
        ("d", "drop"),
        ("C B", "the rest"),
        ("enter", "go on"),
        ("esc", "leave open"),
    )

    def __init__(self, labels: Labels, sprint: SprintDetail, following: str | None) -> None:
        """``following`` is the planned sprint that carried items go to."""
        super().__init__(f"Review of {sprint.row.key}", self.KEYS)
        self._labels = labels
        self._sprint = sprint
        self._following = following
        self._made: dict[str, LeftoverDecision] = {}

    def compose_inside(self) -> ComposeResult:
        """What was said before, and the leftovers."""
        yield Static(content("\n".join(self._head()), lines=True), id="detail")
        yield LineList(
            [Column("key", 8, ink="quiet"), Column("left over"), Column("what becomes of it", 30)],
            self._cells,
            ground="bar",
        )
        yield Static(id="note", markup=False)

    def _head(self) -> list[str]:
        inside = [one for one in self._sprint.items if one.inside]
        left = self._sprint.left_over
        said = f"{len(inside) - len(left)} of {len(inside)} done, {len(left)} left over."
        head = [f"{self._labels.capital('sprint_goal')}: {self._sprint.row.goal}", said]
        if self._sprint.prediction:
            head.insert(1, f"Prediction: {self._sprint.prediction}")
        return head

    def on_mount(self) -> None:
        rows = self._sprint.left_over
        lines = self.query_one(LineList)
        lines.load([row.item_key for row in rows], {row.item_key: row for row in rows})
        lines.focus()

    def _cells(self, row: SprintItemRow) -> Sequence[Cell]:
        made = self._made.get(row.item_key)
        if made is None:
            return (row.item_key, row.title, ("? not decided", "warning"))
        if made.outcome == ItemOutcome.CARRIED:
            return (row.item_key, row.title, (f"→ carried to {self._following}", "text"))
        if made.outcome == ItemOutcome.RETURNED:
            return (row.item_key, row.title, (f"← {self._labels('outcome.returned')}", "text"))
        return (row.item_key, row.title, (f"× dropped: {made.reason}", "quiet"))

    def _say(self, text: str) -> None:
        note = self.query_one("#note", Static)
        note.update(content(text))
        note.set_class(bool(text), "-wrong")

    def _decide(self, key: str, outcome: ItemOutcome, reason: str = "") -> None:
        self._made[key] = LeftoverDecision(key, outcome, reason)
        self._say("")
        self.query_one(LineList).refresh()

    def _can(self, outcome: ItemOutcome) -> bool:
        if outcome == ItemOutcome.CARRIED and self._following is None:
            word = self._labels("sprint")
            self._say(f"There is no planned {word} to carry to. Leave with esc, press P to plan one, then come back.")
            return False
        return True

    def action_decide(self, word: str) -> None:
        """Decide the leftover under the cursor and go to the next one."""
        lines, outcome = self.query_one(LineList), ItemOutcome(word)
        if lines.cursor_id is not None and self._can(outcome):
            self._decide(lines.cursor_id, outcome)
            lines.move_by(1)

    def action_decide_all(self, word: str) -> None:
        """Decide all that are not decided yet."""
        outcome = ItemOutcome(word)
        if self._can(outcome):
            for row in self._sprint.left_over:
                if row.item_key not in self._made:
                    self._decide(row.item_key, outcome)

    def action_drop(self) -> None:
        """Drop the one under the cursor, with a reason."""
        lines = self.query_one(LineList)
        key = lines.cursor_id

        def said(reason: str | None) -> None:
            if reason is not None:
                self._decide(key, ItemOutcome.DROPPED, reason)
                lines.move_by(1)

        if key is not None:
            self.app.push_screen(Prompt(f"Why is {key} dropped?", check=_needed, do="drop"), said)

    def on_row_opened(self, message: RowOpened) -> None:
        """Enter goes on."""
        message.stop()
        self.action_take()

    def action_take(self) -> None:
        """Go on when everything is decided."""
        missing = [row.item_key for row in self._sprint.left_over if row.item_key not in self._made]
        if missing:
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            self._say(f"{missing[0]}{more} not decided yet: c carries, b sends back, d drops.")
            self.query_one(LineList).go_to(missing[0])
            return
        self.dismiss(tuple(self._made[row.item_key] for row in self._sprint.left_over))


def _needed(text: str) -> str:
    return "" if text.strip() else "A word or two are needed."
