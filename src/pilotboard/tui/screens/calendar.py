"""The calendar: a line a week, with the days that differ, sprints and decisions; school years and their turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult

from pilotboard.domain.calendar import CalendarRow, span_words, weekday_words
from pilotboard.domain.calendar_view import CalendarView, Mark, MarkKind, Week, weeks_of
from pilotboard.domain.text import shown
from pilotboard.tui.acts.years import YearActs
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.calendar import day_story
from pilotboard.tui.shell import Choice
from pilotboard.tui.widgets.columns import Heading
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.week_list import WeekList
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import calendar, years

_HERE = ("calendar",)
_ENTRY = ("entry", "write")


class CalendarScreen(YearActs):
    """The weeks of everybody, or of the team that is looked at."""

    PLACE = "calendar"
    ACTS: ClassVar[tuple[Command, ...]] = (
        Command(
            "calendar.add",
            ("n",),
            "new",
            "Write down a holiday, a break, a half day: of this day, or of the days since space was pressed.",
            "Change",
            _HERE,
            20,
            ("write",),
        ),
        Command("calendar.edit", ("e",), "edit", "Change what differs on this day.", "Change", _HERE, 30, _ENTRY),
        Command(
            "calendar.remove",
            ("X", "delete"),
            "remove",
            "Take what differs on this day out of the calendar; a school year on its first or last day.",
            "Change",
            _HERE,
            40,
            ("removable", "write"),
        ),
        Command(
            "calendar.week",
            ("w",),
            "week",
            "Which days of the week are worked, by everybody or by a team.",
            "Change",
            _HERE,
            50,
            ("write",),
        ),
        Command(
            "calendar.year",
            ("y",),
            "school year",
            "Write down a school year, or change one.",
            "Change",
            _HERE,
            60,
            ("write",),
        ),
        Command(
            "calendar.turn",
            ("T",),
            "turn year",
            "Begin a school year: carry, close or park each team and pilot.",
            "Change",
            _HERE,
            65,
            ("write",),
        ),
        Command("calendar.today", ("o",), "today", "Back to today.", "Move around", _HERE, 75),
    )

    def __init__(self) -> None:
        super().__init__()
        self._view: CalendarView | None = None

    def compose_body(self) -> ComposeResult:
        """A title and the weeks."""
        yield TitleLine()
        yield WeekList(self.ws.today())

    def to_read(self) -> Callable[[], tuple[CalendarView, list[Week]]]:
        """The calendar of the team that is looked at."""
        ws, team = self.ws, self.host.scope.team

        def read() -> tuple[CalendarView, list[Week]]:
            view = calendar.show_calendar(ws, team)
            return view, weeks_of(view, ws.today())

        return read

    def show_answer(self, answer: tuple[CalendarView, list[Week]]) -> None:
        """Fill the weeks; the first time the cursor goes to today."""
        first, (self._view, weeks) = self._view is None, answer
        entries: list[Any] = []
        begins = {year.start: year for year in self._view.years}
        for week in weeks:
            for cell in week.cells:
                year = begins.get(cell.day)
                if year is not None:
                    days = span_words(year.start, year.end)
                    entries += [Heading(""), Heading(f"SCHOOL YEAR {shown(year.name)}   {days}", "soft")]
            entries.append(week.monday)
        lines = self.query_one(WeekList)
        lines.load(entries, {week.monday: week for week in weeks})
        if first:
            lines.go_to(self.ws.today())
            self.call_after_refresh(self._to_today)
        self.query_one(TitleLine).tell("Calendar", self._summary(self._view))

    def _summary(self, view: CalendarView) -> list[Span]:
        who = "everybody" if view.team is None else shown(view.team)
        as_all = " as everybody does" if view.team is not None and not view.own_week else ""
        said: list[Span] = [(f"{who} works {weekday_words(view.weekdays)}{as_all}", "soft")]
        place = view.place(self.ws.today())
        if place:
            said.append((f" · {place}", "soft"))
        if not view.entries and not view.years:
            said.append((" · every week is a plain one yet: n writes down days, y the school year", "accent"))
        return said

    def _to_today(self) -> None:
        lines, today = self.query_one(WeekList), self.ws.today()
        lines.go_to(today)
        row = max(lines.cursor_line - lines.size.height // 3, 0)
        lines.scroll_now(None, row)

    def story(self) -> Story:
        """The day under the cursor."""
        lines = self.query_one(WeekList)
        if self._view is None or lines.cursor_day is None:
            return NOTHING
        return day_story(self._view, lines.cursor_day, lines.stretch)

    # -- what stands on the day

    @property
    def _day(self) -> date:
        return self.query_one(WeekList).cursor_day or self.ws.today()

    def _entries(self) -> tuple[CalendarRow, ...]:
        return () if self._view is None else self._view.on(self._day)

    def _marks(self) -> tuple[Mark, ...]:
        return () if self._view is None else self._view.marks_on(self._day)

    def _year_here(self) -> str | None:
        found = () if self._view is None else self._view.year_ends(self._day)
        return found[0].name if found else None

    def lacks_entry(self) -> str | None:
        """An act needs a day that differs from the week."""
        return None if self._entries() else "Nothing differs from the week on this day."

    def lacks_removable(self) -> str | None:
        """Removing needs an entry, or the first or last day of a school year."""
        return None if self._entries() or self._year_here() else "Nothing is written down for this day."

    def lacks_open(self) -> str | None:
        """Enter opens what stands on the day."""
        return None if self._entries() or self._marks() else "Nothing stands on this day. n writes something down."

    def open_row(self, row_id: Any) -> None:
        """Open what stands on the day: one thing at once, of several the one that is picked."""
        choices = [Choice(("days", row.id), _name(row), span_words(row.start, row.end)) for row in self._entries()]
        choices += [Choice((mark.kind, mark.key), f"{mark.key} {mark.said}", mark.kind.value) for mark in self._marks()]
        if len(choices) == 1:
            self._open(choices[0])
        elif choices:
            self.ask_pick("Open what?", choices, self._open)

    def _open(self, choice: Choice) -> None:
        kind, key = choice.id
        if kind == "days":
            self._edit(key)
        else:
            self.host.go_found("sprint" if kind == MarkKind.SPRINT else "pilot", key)

    def _of_entries(self, question: str, then: Callable[[CalendarRow], None]) -> None:
        rows = {row.id: row for row in self._entries()}
        if len(rows) == 1:
            then(next(iter(rows.values())))
        elif rows:
            choices = [Choice(row.id, _name(row), span_words(row.start, row.end)) for row in rows.values()]
            self.ask_pick(question, choices, lambda choice: then(rows[choice.id]))

    # -- acts

    def do_calendar_add(self) -> None:
        """The form of new days."""
        from pilotboard.tui.forms.calendar import new_days

        lines, ws, labels, team = self.query_one(WeekList), self.ws, self.labels, self.host.scope.team
        days = lines.stretch or (ws.today(), ws.today())

        def done(_: object) -> None:
            lines.clear_selection()

        self.open_form(lambda: new_days(ws, labels, days, team), done)

    def do_calendar_edit(self) -> None:
        """The form over what differs."""
        self._of_entries("Change what?", lambda row: self._edit(row.id))

    def _edit(self, row_id: int) -> None:
        from pilotboard.tui.forms.calendar import edit_days

        ws, key = self.ws, calendar.day_key(row_id)
        self.open_form(lambda: edit_days(ws, key))

    def do_calendar_remove(self) -> None:
        """Take it out, after asking."""
        if self._entries():
            self._of_entries("Remove what?", self._remove)
            return
        name, ws = self._year_here(), self.ws
        if name is not None:
            detail = ["What happened in it stays. Undo (u) brings it back."]
            question = f"Remove the school year {name}?"
            self.ask_sure(question, "remove", detail, lambda: self.host.save(lambda: years.remove_year(ws, name)), "X")

    def _remove(self, row: CalendarRow) -> None:
        ws, key = self.ws, calendar.day_key(row.id)
        question = f"Remove {_name(row)} {span_words(row.start, row.end)}?"
        detail = ["Undo (u) brings it back."]
        self.ask_sure(question, "remove", detail, lambda: self.host.save(lambda: calendar.remove_day(ws, key)), "X")

    def do_calendar_week(self) -> None:
        """The form of the week."""
        from pilotboard.tui.forms.calendar import week_form

        ws, labels, team = self.ws, self.labels, self.host.scope.team
        self.open_form(lambda: week_form(ws, labels, team))

    def do_calendar_today(self) -> None:
        """Back to today."""
        self._to_today()


def _name(row: CalendarRow) -> str:
    return row.name or row.kind.value.replace("_", " ")
