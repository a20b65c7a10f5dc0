"""The board: what is to do, in work, in review and done, with limits in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.events import Resize

from pilotboard.domain.board import BoardView as Board
from pilotboard.domain.board import Column, limit_words
from pilotboard.domain.items import ItemRow, ItemState
from pilotboard.tui.acts.item_commands import ITEM_ACTS
from pilotboard.tui.acts.items import ItemActs
from pilotboard.tui.acts.sprints import PLAN, SPRINT_ACTS, SprintActs
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.foresight import board_with
from pilotboard.tui.lines.items import item_card, item_story
from pilotboard.tui.shell import Choice
from pilotboard.tui.widgets.board_view import BoardView
from pilotboard.tui.widgets.lanes import Card, Lane
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import board

if TYPE_CHECKING:
    from pilotboard.domain.sprint_states import SprintState
    from pilotboard.usecases.sprint_board import SprintBoard


class _Answer(NamedTuple):
    board: Board | None
    sprint: SprintBoard | None


SETTINGS = Command(
    "board.columns",
    ("w",),
    "columns",
    "Limits and names of the columns.",
    "This screen",
    ("board",),
    needs=("write", "team"),
)


ALL = Command(
    "board.all", ("v",), "all items", "All of the team, or the sprint only.", "Look", ("board",), needs=("sprint",)
)


class BoardScreen(ItemActs, SprintActs):
    """The board of a team or of one pilot; while the team runs a sprint, the board of that."""

    PLACE = "board"
    ACTS: ClassVar[tuple[Command, ...]] = (*ITEM_ACTS, *SPRINT_ACTS, PLAN, ALL, SETTINGS)

    def __init__(self) -> None:
        super().__init__()
        self._board: Board | None = None
        self._sprint: SprintBoard | None = None
        self._all = False
        self._rows: dict[int, ItemRow] = {}
        self._cards: dict[int, tuple[ItemRow, Card]] = {}
        self._cards_of: tuple[int, ...] = ()

    def compose_body(self) -> ComposeResult:
        """A title and the lanes."""
        self._cards = {}
        yield TitleLine()
        yield BoardView(empty=self._empty_words())

    def _empty_words(self) -> str:
        labels = self.labels
        return (
            f"Nothing on the {labels('board')} yet. Press n to write down something to do,"
            f" or 4 to move {labels.plural('item')} here from the {labels('backlog')}."
        )

    def to_read(self) -> Callable[[], _Answer]:
        """The board of the pilot or the team that is looked at, and the sprint that the team runs."""
        ws, scope, everything = self.ws, self.scope_key, self._all
        team = None if self.host.scope.pilot else self.host.scope.team

        def read() -> _Answer:
            running = None
            if team is not None and board.runs_sprint(ws, team):
                from pilotboard.usecases.sprint_board import show_sprint_board

                running = show_sprint_board(ws, team)
            if running is not None and not everything:
                return _Answer(running.board, running)
            return _Answer(None if scope is None else board.show_board(ws, scope), running)

        return read

    def show_answer(self, answer: _Answer) -> None:
        """Fill the lanes."""
        self._sprint = answer.sprint
        self._show_board(answer.board)
        self._draw_chart()

    def _show_board(self, answer: Board | None) -> None:
        labels = self.labels
        view = self.query_one(BoardView)
        if answer is None:
            self._board, self._rows = None, {}
            view.empty = (
                f"A {labels('board')} belongs to a {labels('team')} or a {labels('pilot')}. Press t or p to choose one,"
                f" 0 to form a {labels('team')}, 2 to write down a {labels('pilot')}."
            )
            view.load([])
            self.query_one(TitleLine).tell(labels.capital("board"))
            return
        view.empty = self._empty_words()
        self._show(answer)

    def _show(self, answer: Board) -> None:
        self._board = answer
        self._rows = {row.id: row for column in answer.shown for row in column.cards}
        now = self.ws.now()
        hour = (now.toordinal(), now.hour)
        if hour != self._cards_of:  # ages grow
            self._cards, self._cards_of = {}, hour
        self.query_one(BoardView).load([self._lane(column, now) for column in answer.shown])
        if self._sprint is not None and not self._all:
            from pilotboard.tui.lines.sprints import sprint_title, standing_spans

            summary = standing_spans(self._sprint.told)
            if answer.blocked_count:
                summary.append((f"   ! {answer.blocked_count} {self.labels('blocked')}", "bad"))
            self.query_one(TitleLine).tell(sprint_title(self._sprint.told.row), summary, breaks=True)
        else:
            self.query_one(TitleLine).tell(answer.title, self._summary(answer))

    def _draw_chart(self) -> None:
        """What is left of the sprint, below the lanes where there is room for it."""
        running = self._sprint if self.has_class("-tall") and not self._all else None
        charts = self.query("Chart")
        if running is None:
            charts.remove()
            return
        from pilotboard.domain.charts_sprint import burndown
        from pilotboard.tui.widgets.chart import Chart

        told = running.told
        spec = burndown(told.replay, told.calendar, self.ws.today())
        if charts:
            self.query_one(Chart).show(spec)
            return
        chart = Chart()
        chart.show(spec)
        self.mount(chart, after=self.query_one(BoardView))

    def on_resize(self, event: Resize) -> None:
        """The chart comes and goes with the room for it."""
        super().on_resize(event)
        if self._sprint is not None:
            self._draw_chart()

    def known_rows(self, ids: Sequence[int]) -> list[ItemRow]:
        """The cards with these ids."""
        return [self._rows[key] for key in ids if key in self._rows]

    def expect(self, rows: Sequence[ItemRow]) -> None:
        """The board as it will be."""
        if self._board is not None:
            self._show(board_with(self._board, rows))

    def _card(self, row: ItemRow, now: datetime) -> Card:
        """The card of an item; made again only when the item changed, for a board of 800 is redrawn at every key."""
        kept = self._cards.get(row.id)
        if kept is not None and kept[0] == row:
            return kept[1]
        card = item_card(self.labels, row, now)
        self._cards[row.id] = (row, card)
        return card

    def _lane(self, column: Column, now: datetime) -> Lane:
        return Lane(
            id=column.state,
            title=column.label or self.labels.column(column.state),
            cards=[self._card(row, now) for row in column.cards],
            limit=column.limit,
            total=column.count,
            quiet=column.state == ItemState.DONE,
        )

    def _summary(self, answer: Board) -> list[Span]:
        labels = self.labels
        working = sum(column.count for column in answer.columns if column.state != ItemState.DONE)
        done = sum(column.count for column in answer.columns if column.state == ItemState.DONE)
        found: list[Span] = [(f"{working} on the board · {done} done", "soft")]
        if answer.blocked_count:
            found.append((f" · ! {answer.blocked_count} {labels('blocked')}", "bad"))
        if answer.backlog_count:
            found.append((f" · {answer.backlog_count} more in the {labels('backlog')}", "quiet"))
        return found

    def story(self) -> Story:
        """The card under the cursor, and how full its column is."""
        view = self.query_one(BoardView)
        row = self.cursor_item
        lane = view.cursor_lane
        if row is None or lane is None:
            return NOTHING
        ws = self.ws
        full = limit_words(lane.size, lane.limit)
        below = " · ".join(filter(None, (self._obstacles(row), f"{lane.title}: {full}." if full else "")))
        return item_story(self.labels, row, ws.now(), ws.today(), below)

    def _obstacles(self, row: ItemRow) -> str:
        """What is written down as in the way of the item, and who is asked."""
        waiting = [one for one in self._sprint.impediments if one.waiting] if self._sprint else []
        mine = [one for one in waiting if one.item_key == row.key]
        return " · ".join(f"{one.key} asks the {self.labels(f'level.{one.level}')}: {one.title}" for one in mine)

    @property
    def sprint_key(self) -> str | None:
        """The sprint that the team runs."""
        return None if self._sprint is None else self._sprint.told.row.key

    @property
    def sprint_state(self) -> SprintState | None:
        """Its state."""
        return None if self._sprint is None else self._sprint.told.row.state

    def obstacle_item(self) -> str | None:
        """The item under the cursor."""
        row = self.cursor_item
        return None if row is None else row.key

    def do_board_all(self) -> None:
        """All items of the team, or the sprint only."""
        self._all = not self._all
        self.reload()

    @property
    def cursor_item(self) -> ItemRow | None:
        """The item under the cursor."""
        return self._rows.get(self.query_one(BoardView).cursor_id)

    def open_row(self, row_id: Any) -> None:
        """Open the item's page."""
        row = self.cursor_item
        if row is not None:
            from pilotboard.tui.screens.item import ItemPage

            self.host.open_page(ItemPage(row.key))

    def chosen_ids(self) -> Sequence[int]:
        """The selected cards, else the one under the cursor."""
        return self.query_one(BoardView).chosen

    def neighbour(self, step: int) -> ItemRow | None:
        """The card above (-1) or below (1) in its lane; done cards stand in the order they were done."""
        lane = self.query_one(BoardView).cursor_lane
        return None if lane is None or lane.id == ItemState.DONE else self._beside(step)

    def _beside(self, step: int) -> ItemRow | None:
        view = self.query_one(BoardView)
        ids = [card.id for card in view.cursor_lane.cards] if view.cursor_lane is not None else []
        at = ids.index(view.cursor_id) + step if view.cursor_id in ids else -1
        return self._rows[ids[at]] if 0 <= at < len(ids) else None

    def step_to(self, step: int) -> ItemRow | None:
        """Put the cursor on the card above or below."""
        other = self._beside(step)
        if other is not None:
            self.aim_at(other.id)
        return other

    def do_board_columns(self) -> None:
        """Choose a column, then change its name, limit or whether it shows."""
        shown = self._board
        if shown is not None:
            names = [Choice(one.state, one.label or self.labels.column(one.state)) for one in shown.columns]
            self.ask_pick("Which column?", names, lambda choice: self._column(choice.id))

    def _column(self, state: ItemState) -> None:
        from pilotboard.tui.forms.board import column_form

        team, shown = self.host.scope.team, self._board
        if team is not None and shown is not None:
            column = next(one for one in shown.columns if one.state == state)
            self.open_form(lambda: column_form(self.ws, self.labels, team, column))

    def lacks_team(self) -> str | None:
        """Columns belong to a team."""
        return None if self.host.scope.team else "Columns belong to a team: press t to choose one."
