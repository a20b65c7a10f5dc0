"""Which pilots to scale: grouped by what the evidence says, each line with how much it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult

from pilotboard.domain.dates import plain_day
from pilotboard.domain.scale import ScaleRow, ScaleView, Told
from pilotboard.tui.acts.scale import DECISION_ACTS, DecisionActs
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.scale import group_heading, scale_cells, scale_columns, scale_story
from pilotboard.tui.shell import Choice
from pilotboard.tui.widgets.columns import Cell
from pilotboard.tui.widgets.glance import Glance
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases.scale import scale

if TYPE_CHECKING:
    from pilotboard.domain.swaps import SwapList
    from pilotboard.usecases.workspace import Workspace

_HERE = ("scale",)
TOGETHER = 2
"""So many pilots are compared."""


class _More(NamedTuple):
    view: ScaleView
    swaps: SwapList


def _more(ws: Workspace, text: str) -> _More:
    """What only the line under the cursor tells: it is not waited for before the list is seen."""
    from pilotboard.usecases import swaps

    return _More(scale(ws, text, told=True), swaps.list_swaps(ws))


class ScaleList(LineList):
    """The list; ``g`` leads to the must-haves here, ``home`` still to the first line."""

    def on_key(self, event: events.Key) -> None:
        """Take the key before it is a move."""
        if event.key == "g":
            event.stop()
            event.prevent_default()
            self.screen.action_command("scale.gates")  # type: ignore[attr-defined]


class ScaleScreen(DecisionActs):
    """The list of pilots to scale; enter opens what is behind a line."""

    PLACE = "scale"
    FILTERS = True
    FILTER_HINT = "words, or is:extend unknown:G6 score>=70 cost<50000 flagged"
    ACTS: ClassVar[tuple[Command, ...]] = (
        Command("scale.gates", ("g",), "must-haves", "The eight must-haves in words.", "Look", _HERE, 20, ("row",)),
        Command("scale.weights", ("w",), "weights", "Move a weight, see what turns.", "Look", _HERE, 30, ("row",)),
        Command("scale.swaps", ("dollar_sign",), "budget", "What could stop to pay for what.", "Look", _HERE, 40),
        Command(
            "scale.compare",
            ("c",),
            "compare",
            "Two pilots side by side; space selects them.",
            "Look",
            _HERE,
            45,
            ("row",),
        ),
        *DECISION_ACTS,
        Command("scale.paper", ("x",), "export", "Write this list as a file.", "This screen", _HERE, 60),
    )

    def __init__(self) -> None:
        super().__init__()
        self._swaps: SwapList | None = None
        self._view: ScaleView | None = None
        self._rows: list[ScaleRow] = []
        self._names: tuple[str, ...] = ()

    def compose_body(self) -> ComposeResult:
        """A title and the list."""
        yield TitleLine()
        yield ScaleList(
            scale_columns(),
            self._cells,
            empty="No pilots yet. Press 2, then n, to write down the first one; what is learned about it comes here.",
        )
        yield Glance()

    def to_read(self) -> Callable[[], ScaleView]:
        """The pilots that fit the filter."""
        ws, text = self.ws, self.filter_text
        return lambda: scale(ws, text)

    def show_answer(self, answer: ScaleView) -> None:
        """Fill the list, a heading above each group; what stands behind the lines is read once it can be seen."""
        self._fill(answer)
        self.call_after_refresh(self._ask_more)

    def _ask_more(self) -> None:
        ws, text = self.ws, self.filter_text
        self.ask("more", lambda: _more(ws, text), self._tell_more)

    def _fill(self, view: ScaleView) -> None:
        self._rows, self._names = view.rows, tuple(view.criteria.weights)
        entries: list[Any] = []
        for outcome, group in groupby(view.rows, key=lambda row: row.recommendation):
            rows = list(group)
            entries += [group_heading(outcome, len(rows)), *(row.key for row in rows)]
        self.query_one(ScaleList).load(entries, {row.key: row for row in view.rows})
        self.query_one(TitleLine).tell("Which pilots to scale", self._summary(view), breaks=True)

    def _tell_more(self, answer: _More) -> None:
        """The story of the line under the cursor, the money in its own sign."""
        first = self._swaps is None
        self._view, self._swaps = answer
        if answer.view.rows != self._rows:
            self._fill(answer.view)
        elif first:
            self.query_one(ScaleList).refresh()
        self.tell_story()

    def _summary(self, view: ScaleView) -> list[Span]:
        if not view.total:
            return []
        found: list[Span] = [(self.labels.count(view.total, "pilot"), "soft")]
        if view.due:
            found.append((f" · {view.due} {'decision' if view.due == 1 else 'decisions'} due now", "warning"))
        return [*found, (f" · criteria v{view.criteria.number} · as of {plain_day(view.as_of)}", "quiet")]

    def _cells(self, row: ScaleRow) -> Sequence[Cell]:
        return scale_cells(row, self._swaps.sign if self._swaps else "$")

    def tell_story(self) -> None:
        """The story, and the criteria above it where there is room."""
        super().tell_story()
        self.query_one(Glance).tell(*self._under_cursor(), self._names)

    def story(self) -> Story:
        """The pilot under the cursor, in two lines."""
        row, told = self._under_cursor()
        if row is None or told is None:
            return NOTHING
        swap = self._swaps.words_for(row.key) if self._swaps else ""
        return scale_story(row, told, swap, due=row.is_due(self.ws.today()))

    def _under_cursor(self) -> tuple[ScaleRow | None, Told | None]:
        row, view = self.cursor_pilot, self._view
        if row is None or view is None or row.key not in view.contents:
            return row, None
        return row, view.told(row.key)

    @property
    def cursor_pilot(self) -> ScaleRow | None:
        """The line under the cursor."""
        found: ScaleRow | None = self.query_one(ScaleList).cursor_row
        return found

    @property
    def pilot_key(self) -> str | None:
        """The pilot under the cursor."""
        row = self.cursor_pilot
        return None if row is None else row.key

    @property
    def decision(self) -> str | None:
        """The last decision about it."""
        row = self.cursor_pilot
        return None if row is None or row.decision is None else row.decision.key

    def open_row(self, row_id: Any) -> None:
        """Open what is behind a line."""
        from pilotboard.tui.screens.profile import ProfilePage

        self.host.open_page(ProfilePage(str(row_id)))

    def do_scale_gates(self) -> None:
        """The same page, at the must-haves."""
        from pilotboard.tui.screens.profile import ProfilePage

        key = self.pilot_key
        if key is not None:
            self.host.open_page(ProfilePage(key, at_gates=True))

    def do_scale_weights(self) -> None:
        """Try other weights, with this pilot in view."""
        from pilotboard.tui.screens.weights import WeightsPage

        key = self.pilot_key
        if key is not None:
            self.host.open_page(WeightsPage(key))

    def do_scale_swaps(self) -> None:
        """What could pay for what."""
        from pilotboard.tui.screens.swaps import SwapsPage

        self.host.open_page(SwapsPage())

    def do_scale_paper(self) -> None:
        """The list as it is filtered, as a file."""
        from pilotboard.tui.paper_writing import ask_and_write
        from pilotboard.usecases.decision_papers import portfolio_paper

        ws, text = self.ws, self.filter_text
        self.ask("paper", lambda: portfolio_paper(ws, text), lambda made: ask_and_write(self, made))

    def do_scale_compare(self) -> None:
        """Two side by side: the first two selected, else the one under the cursor and one that is asked for."""
        listed = self.query_one(ScaleList)
        chosen = [str(one) for one in listed.chosen]
        here = str(listed.cursor_id)
        if len(chosen) == 1 and here not in chosen:
            chosen.append(here)
        if len(chosen) >= TOGETHER:
            self._compare(chosen[0], chosen[1])
            return
        first = chosen[0]
        others = [Choice(row.key, row.title, row.key) for row in self._rows if row.key != first]
        if not others:
            self.host.hint("There is no other pilot to compare it with.")
            return
        self.ask_pick(f"Compare {first} with which one?", others, lambda choice: self._compare(first, str(choice.id)))

    def _compare(self, first: str, second: str) -> None:
        from pilotboard.tui.screens.compare import ComparePage

        self.host.open_page(ComparePage(first, second))
