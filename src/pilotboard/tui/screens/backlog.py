"""The backlog: the order of the work, refined and moved with one key each."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.app import ComposeResult

from pilotboard.domain.items import ItemRow
from pilotboard.tui.acts.imports import IMPORT
from pilotboard.tui.acts.item_commands import ITEM_ACTS
from pilotboard.tui.acts.items import ItemActs
from pilotboard.tui.acts.sprints import PLAN
from pilotboard.tui.commands import Command
from pilotboard.tui.lines.items import item_cells, item_columns, item_story
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import items

if TYPE_CHECKING:
    from pilotboard.usecases.item_sieve import ItemSieve

FIRST = 64
"""Rows read together with the ids, so that the first page stands at once."""
OPEN = "open"
"""What the backlog shows until somebody filters: everything that is not finished."""


class _Answer(NamedTuple):
    ids: array[int]
    rows: dict[int, ItemRow]


class BacklogScreen(ItemActs):
    """The ordered list of a team, of one pilot, or of all."""

    PLACE = "backlog"
    FILTERS = True
    FILTER_HINT = "words, or state:review assignee:me due<+7d blocked label:families"
    ACTS: ClassVar[tuple[Command, ...]] = (*ITEM_ACTS, PLAN, IMPORT)

    def __init__(self) -> None:
        super().__init__()
        self._sieve: ItemSieve | None = None

    def compose_body(self) -> ComposeResult:
        """A title and the list."""
        labels = self.labels
        yield TitleLine()
        yield LineList(
            item_columns(labels),
            self._cells,
            fetch=self._fetch,
            empty=f"Nothing to do here yet. Press n to write down the first {labels('item')}.",
        )

    def to_read(self) -> Callable[[], _Answer]:
        """The ids in order and the first page of rows."""
        ws, text, scope = self.ws, self.filter_text or OPEN, self.scope_key
        sieve = self._sieve if self._sieve is not None and self._sieve.scope == scope else None

        def read() -> _Answer:
            ids = items.item_ids(ws, text, scope=scope) if sieve is None else sieve.item_ids(text)
            return _Answer(ids, {row.id: row for row in items.items_by_ids(ws, ids[:FIRST])})

        return read

    def show_answer(self, answer: _Answer) -> None:
        """Fill the list."""
        labels = self.labels
        # Rows that are not read yet have longer keys: P07-10041 among the six thousand that are open.
        longest = max((len(row.key) for row in answer.rows.values()), default=0)
        listed = self.query_one(LineList)
        listed.use_columns(item_columns(labels, max(7, longest, len(f"P00-{len(answer.ids)}0"))))
        listed.load(answer.ids, answer.rows)
        fit = "fits" if len(answer.ids) == 1 else "fit"
        what = f"that {fit} “{self.filter_text}”" if self.filter_text else "not finished"
        counted = f" · {labels.count(len(answer.ids), 'item')} {what}" if answer.ids or self.filter_text else ""
        where = self.host.scope.pilot_label or self.host.scope.team_label or "all teams"
        self.query_one(TitleLine).tell(labels.capital("backlog"), f"{where}{counted}")

    def do_filter(self) -> None:
        """Open the filter line; what it will look through is read while the first letters are typed."""
        from pilotboard.usecases.item_sieve import ItemSieve

        super().do_filter()
        sieve = self._sieve = ItemSieve(self.ws, self.scope_key)
        self.ask("sieve", sieve.fill, lambda _: None)

    def clear_filter(self) -> bool:
        """Drop the filter, and what was read for it."""
        self._sieve = None
        return super().clear_filter()

    def known_rows(self, ids: Sequence[int]) -> list[ItemRow]:
        """The items with these ids that have been read."""
        rows = self.query_one(LineList)
        return [row for row in map(rows.row, ids) if row is not None]

    def expect(self, rows: Sequence[ItemRow]) -> None:
        """The lines as they will be; two items that trade their ranks trade their lines."""
        shown = self.query_one(LineList)
        trade = len(rows) == 2 and all(row.rank != shown.row(row.id).rank for row in rows)
        shown.put({row.id: row for row in rows}, tuple(row.id for row in rows) if trade else ())

    def do_sprint_plan(self) -> None:
        """To planning."""
        self.host.go_to("planning")

    def story(self) -> Story:
        """The item under the cursor."""
        row = self.cursor_item
        if row is None:
            return NOTHING
        ws = self.ws
        return item_story(self.labels, row, ws.now(), ws.today())

    @property
    def cursor_item(self) -> ItemRow | None:
        """The item under the cursor."""
        found: ItemRow | None = self.query_one(LineList).cursor_row
        return found

    def open_row(self, row_id: Any) -> None:
        """Open the item's page."""
        row = self.cursor_item
        if row is not None:
            from pilotboard.tui.screens.item import ItemPage

            self.host.open_page(ItemPage(row.key))

    def chosen_ids(self) -> Sequence[int]:
        """The selected items, else the one under the cursor."""
        return self.query_one(LineList).chosen

    def neighbour(self, step: int) -> ItemRow | None:
        """The item one line above (-1) or below (1)."""
        found: ItemRow | None = self.query_one(LineList).neighbour_row(step)
        return found

    def _fetch(self, ids: Sequence[Any]) -> Mapping[Any, ItemRow]:
        return {row.id: row for row in items.items_by_ids(self.ws, ids)}

    def _cells(self, row: ItemRow) -> Sequence[Any]:
        ws = self.ws
        return item_cells(self.labels, row, ws.now(), ws.today())
