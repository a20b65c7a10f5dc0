"""What is known about every pilot, and what is not yet: the rule, the eight must-haves, who has rated it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult

from pilotboard.domain.criteria import rounded_down
from pilotboard.domain.dates import age_words
from pilotboard.domain.gates import NAMES, NEEDED, Gate, GateState, Overdue
from pilotboard.domain.scale import ScaleRow, ScaleView
from pilotboard.tui.acts.evidence import EVIDENCE_ACTS, EvidenceActs
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.gates import LEGEND
from pilotboard.tui.lines.items import near_day
from pilotboard.tui.lines.scale import asked_glyphs
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases.scale import scale

_SHORT = ("purpose", "safety", "rule", "effect", "done", "equity", "liked", "money")
"""The must-haves as heads of narrow columns, G1 to G8."""


class EvidenceScreen(EvidenceActs):
    """The list of what is known; enter opens a pilot with its rule, must-haves and ratings in words."""

    PLACE = "evidence"
    FILTERS = True
    FILTER_HINT = "words, or unknown:G5 fails:G7 due<2026-12-31"
    ACTS: ClassVar[tuple[Command, ...]] = EVIDENCE_ACTS

    def __init__(self) -> None:
        super().__init__()
        self._view: ScaleView | None = None

    def compose_body(self) -> ComposeResult:
        """A title and the list."""
        yield TitleLine()
        wide = [Column(word, 7, from_width=112) for word in _SHORT]
        narrow = [Column(gate, 2, below_width=112) for gate in Gate]
        yield LineList(
            [
                Column("", 6, ink="quiet"),
                Column("pilot"),
                *wide,
                *narrow,
                Column("judged on", 9, "right", "soft", from_width=88),
                Column("decision", 10, ink="soft", from_width=70),
            ],
            self._cells,
            empty="No pilots yet. Press 2, then n, to write down the first one; what is learned about it comes here.",
        )

    def to_read(self) -> Callable[[], ScaleView]:
        """The pilots that fit the filter."""
        ws, text = self.ws, self.filter_text
        return lambda: scale(ws, text, told=True)

    def show_answer(self, answer: ScaleView) -> None:
        """Fill the list, what is decided next on top."""
        self._view = answer
        rows = sorted(answer.rows, key=lambda row: (row.due_on is None, row.due_on, row.key))
        self.query_one(LineList).load([row.key for row in rows], {row.key: row for row in rows})
        self.query_one(TitleLine).tell(self._title(rows), self._summary(rows), breaks=True)

    def _title(self, rows: Sequence[ScaleRow]) -> str:
        if not rows:
            return "Evidence"
        gaps, late = (sum(bool(of(row)) for row in rows) for of in (_not_known, self._overdue))
        overdue = f", ! {late} overdue" if late else ""
        return f"Evidence · {self.labels.count(len(rows), 'pilot')}, {gaps} not fully known{overdue}"

    def _summary(self, rows: Sequence[ScaleRow]) -> list[Span]:
        if not rows:
            return []
        return [(LEGEND, "quiet")]

    def _cells(self, row: ScaleRow) -> Sequence[Cell]:
        glyphs = asked_glyphs(row)
        return [
            row.key,
            [("! ", "bad"), (row.title, "text")] if self._overdue(row) else row.title,
            *glyphs,
            *glyphs,
            f"{rounded_down(100 * row.coverage)}%" if row.coverage else "–",
            _decision(row, self.ws.today()),
        ]

    def story(self) -> Story:
        """The pilot under the cursor: what is not known, and what to do about it."""
        row, view = self.cursor_row, self._view
        if row is None or view is None:
            return NOTHING
        open_gates = [NAMES[gate] for gate in _not_known(row)]
        said = f"not known: {', '.join(open_gates)}" if open_gates else "every must-have has been looked at"
        late = "; ".join(one.words() for one in self._overdue(row))
        if late:
            return Story(row.key, row.title, ((said, "soft"),), ((f"Overdue: {late}.", "bad"),))
        return Story(row.key, row.title, ((said, "soft"),), ((view.told(row.key).first, "text"),))

    def _overdue(self, row: ScaleRow) -> tuple[Overdue, ...]:
        return () if self._view is None else self._view.overdue.get(row.key, ())

    @property
    def cursor_row(self) -> ScaleRow | None:
        """The line under the cursor."""
        found: ScaleRow | None = self.query_one(LineList).cursor_row
        return found

    @property
    def pilot_key(self) -> str | None:
        """The pilot under the cursor."""
        row = self.cursor_row
        return None if row is None else row.key

    def open_row(self, row_id: Any) -> None:
        """Everything about the decision of a pilot, at its must-haves."""
        from pilotboard.tui.screens.profile import ProfilePage

        self.host.open_page(ProfilePage(str(row_id), at_gates=True))


def _not_known(row: ScaleRow) -> list[Gate]:
    """The must-haves that are asked of the pilot and not known."""
    states = zip(Gate, row.gates, strict=True)
    return [gate for gate, state in states if state == GateState.UNKNOWN and gate in NEEDED[row.size]]


def _decision(row: ScaleRow, today: date) -> Span:
    """The day people decide next, or how late that is."""
    due = row.due_on
    if due is None:
        return "", "quiet"
    late = (today - due).days
    return (f"{age_words(late)} late", "bad") if late > 0 else (near_day(due, today), "soft")
