"""The turn of the school year: what becomes of each team and pilot, one key each."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from pilotboard.domain.calendar_view import day_words
from pilotboard.domain.labels import Labels
from pilotboard.domain.year_turn import TurnKind, TurnPlan, TurnRow, settled, summary
from pilotboard.domain.years import TurnChoice
from pilotboard.tui.dialogs.base import Dialog
from pilotboard.tui.drawing import Span, content
from pilotboard.tui.messages import RowOpened
from pilotboard.tui.widgets.columns import Cell, Column, Heading
from pilotboard.tui.widgets.line_list import LineList

Choices = dict[str, TurnChoice]
BECOMES: dict[TurnChoice, Span] = {
    TurnChoice.CARRY: ("→ goes on", "text"),
    TurnChoice.CLOSE: ("■ closed", "warning"),
    TurnChoice.PARK: ("‖ parked", "neutral"),
}


class Turn(Dialog[Choices]):
    """Answers what becomes of every team and pilot, by key; ``None`` when it is left: nothing is changed then."""

    WIDTH = "-wide"
    AROUND = 14
    BINDINGS = [
        Binding("c", "decide('carry')", show=False),
        Binding("x", "decide('close')", show=False),
        Binding("p", "decide('park')", show=False),
        Binding("ctrl+s", "take", show=False),
        Binding("escape", "leave", show=False),
    ]
    KEYS = (("c", "goes on"), ("x", "close"), ("p", "park"), ("enter", "go on"), ("esc", "leave, change nothing"))

    def __init__(self, labels: Labels, plan: TurnPlan) -> None:
        super().__init__(f"School year {plan.year}, step 2 of 3: what becomes of each", self.KEYS)
        self._labels = labels
        self._plan = plan
        self._becomes = settled(plan, {})

    def compose_inside(self) -> ComposeResult:
        """The days of the year, the lines, and what it comes to."""
        written = ", written down with it" if self._plan.new else ""
        days = f"{day_words(self._plan.start)} to {day_words(self._plan.end)}{written}."
        yield Static(content(days), id="detail")
        yield LineList(
            [
                Column("key", 6, ink="quiet"),
                Column("", 0),
                Column("open", 5, "right", "soft"),
                Column("now", 8, ink="quiet"),
                Column("becomes", 10),
            ],
            self._cells,
            ground="bar",
            empty=f"There is no open {self._labels('team')} and no open {self._labels('pilot')}: enter goes on.",
        )
        yield Static(id="note", markup=False)

    def on_mount(self) -> None:
        """Fill the list, teams before pilots."""
        entries: list[object] = []
        for kind in TurnKind:
            rows = [row for row in self._plan.rows if row.kind == kind]
            if rows:
                entries += [Heading(self._labels.plural(kind.value).upper()), *(row.key for row in rows)]
        lines = self.query_one(LineList)
        lines.load(entries, {row.key: row for row in self._plan.rows})
        lines.move_end(False)
        lines.focus()
        self._tell()

    def _cells(self, row: TurnRow) -> Sequence[Cell]:
        open_items = str(row.open_items) if row.open_items else ""
        now = "parked" if row.parked_on else "at work"
        return (row.key, row.name, row.team_key or "", open_items, now, BECOMES[self._becomes[row.key]])

    def _tell(self) -> None:
        self.query_one("#note", Static).update(content(summary(self._plan, self._becomes, self._labels)))

    def action_decide(self, word: str) -> None:
        """Decide about the one under the cursor and go to the next."""
        lines = self.query_one(LineList)
        if lines.cursor_id is not None:
            self._becomes[lines.cursor_id] = TurnChoice(word)
            lines.refresh()
            lines.move_by(1)
            self._tell()

    def on_row_opened(self, message: RowOpened) -> None:
        """Enter goes on."""
        message.stop()
        self.action_take()

    def action_take(self) -> None:
        """Go on with what is decided."""
        self.dismiss(dict(self._becomes))
