"""The calendar: a line a week, and a cursor that stands on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from textual import events

from pilotboard.domain.calendar_view import Week, monday_of
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.calendar import COLUMNS, Looks, week_cells, weekday_at
from pilotboard.tui.messages import RowOpened, SelectionChanged
from pilotboard.tui.theme import cursor_mark
from pilotboard.tui.widgets.line_list import LineList


class WeekList(LineList):
    """Weeks by their Mondays. Left and right go by a day, up and down by a week; space begins a stretch of days."""

    KIND = "lanes"

    def __init__(self, today: date, name: str | None = None) -> None:
        super().__init__(COLUMNS, lambda week: week_cells(week, self._looks(week), 0), name=name)
        self._today = today
        self._place = today.weekday()
        self._from: date | None = None

    @property
    def cursor_day(self) -> date | None:
        """The day under the cursor."""
        return None if self.cursor_id is None else self.cursor_id + timedelta(days=self._place)

    @property
    def cursor_line(self) -> int:
        """The line that the cursor stands on, counted from the first."""
        return self._cursor

    @property
    def stretch(self) -> tuple[date, date] | None:
        """The days from where space was pressed to the cursor; the day under the cursor alone without that."""
        here = self.cursor_day
        if here is None:
            return None
        return min(self._from or here, here), max(self._from or here, here)

    def go_to(self, row_id: Any) -> bool:
        """Put the cursor on a day."""
        if not isinstance(row_id, date) or not super().go_to(monday_of(row_id)):
            return False
        self._step_to(row_id.weekday())
        return True

    def move_across(self, columns: int) -> None:
        """To the next day on that side, over the end of the week too."""
        place = self._place + columns
        if 0 <= place <= 6:
            self._step_to(place)
            return
        before = self.cursor_id
        self.move_by(1 if place > 6 else -1)
        if self.cursor_id != before:
            self._step_to(place % 7)

    def _step_to(self, place: int) -> None:
        self._place = place
        self._redraw_stretch()
        self.tell_cursor()

    def move_to(self, index: int, step: int = 1) -> None:
        """Put the cursor on another week; the days of a stretch are drawn again."""
        super().move_to(index, step)
        if self._from is not None:
            self.refresh()

    def _redraw_stretch(self) -> None:
        if self._from is not None:
            self.refresh()
        else:
            self._redraw_entry(self._cursor)

    def toggle_selected(self) -> None:
        """Begin a stretch of days here, or let go of it."""
        self._from = None if self._from is not None else self.cursor_day
        self.refresh()
        self.post_message(SelectionChanged(frozenset(filter(None, (self._from,)))))

    def clear_selection(self) -> bool:
        """Let go of the stretch; ``False`` when there was none."""
        if self._from is None:
            return False
        self.toggle_selected()
        return True

    def open_cursor(self) -> None:
        """Say that the day under the cursor is to be opened."""
        if self.cursor_day is not None:
            self.post_message(RowOpened(self.cursor_day))

    def on_click(self, event: events.Click) -> None:
        """A click on a day puts the cursor on it."""
        place = weekday_at(event.x)
        if place is not None and event.y >= self._top:
            self._place = place
        super().on_click(event)
        self._redraw_stretch()
        self.tell_cursor()

    def _looks(self, week: Week) -> Looks:
        here = self.cursor_day if week.monday == self.cursor_id else None
        return Looks(self._today, here, self.stretch if self._from is not None else None)

    def _row_spans(self, row_id: Any, here: bool, cells: int) -> list[Span]:
        week: Week | None = self.row(row_id)
        mark: Span = (cursor_mark(self.app.theme) if here else " ", "accent")
        if week is None:
            return [mark]
        return [mark, (" ", "text"), *self._columns.spans(week_cells(week, self._looks(week), cells), here, cells)]
