"""The calendar as it is drawn: a line a week, its days with what makes them special, and what falls into it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from pilotboard.domain.calendar import CalendarRow, DayKind, WorkCalendar, span_words
from pilotboard.domain.dates import DAY_NAMES, MONTH_NAMES
from pilotboard.domain.text import shortened, shown
from pilotboard.domain.years import SchoolYearRow, this_year

BEFORE, AFTER = timedelta(weeks=8), timedelta(weeks=40)
"""What is drawn around today even while nothing is written down."""
FARTHEST = timedelta(weeks=52 * 5)
"""Nothing farther from today is drawn; lists name it."""

GLYPHS: dict[DayKind, str] = {
    DayKind.HOLIDAY: "×",
    DayKind.BREAK: "-",
    DayKind.HALF_DAY: "◐",
    DayKind.SCHOOL_DAY: "+",
}
"""What stands beside the number of a special day."""


class MarkKind(StrEnum):
    """What falls on days without changing them."""

    SPRINT = "sprint"
    DECISION = "decision"
    YEAR = "year"
    DAYS = "days"


class Mark(NamedTuple):
    """A sprint or the day a decision is due, from day to day; ``key`` opens it, ``said`` is its goal or title."""

    kind: MarkKind
    key: str
    said: str
    team: str
    start: date
    end: date


class DayCell(NamedTuple):
    """A day: how much of it is worked (0, 0.5, 1), the entry that counts on it, and whether it is a team's own."""

    day: date
    weight: float
    kind: DayKind | None
    own: bool

    @property
    def glyph(self) -> str:
        """The mark of a special day; a blank on a plain one."""
        return " " if self.kind is None else GLYPHS[self.kind]


class Happening(NamedTuple):
    """A line of words about a week: what it is, its glyph, in few words, whether it goes on from the week before."""

    kind: MarkKind
    glyph: str
    words: str
    short: str
    goes_on: bool = False


class Week(NamedTuple):
    """A line of the calendar: its Monday, its seven days, what changes them, and what else falls into it."""

    monday: date
    cells: tuple[DayCell, ...]
    off: tuple[Happening, ...]
    marks: tuple[Happening, ...]

    @property
    def month(self) -> str:
        """``Nov`` on the week in which a month begins, ``Jan 27`` for a year; nothing on the others."""
        first = next((cell.day for cell in self.cells if cell.day.day == 1), None)
        if first is None:
            return ""
        return f"{MONTH_NAMES[first.month - 1]} {first.year % 100:02d}" if first.month == 1 else _month(first)


class CalendarView(NamedTuple):
    """Everything the calendar shows: of everybody, or of one team (by key and name).

    ``weekdays`` are those worked (digits); ``own_week`` tells that the team has its own.
    """

    team_key: str | None
    team: str | None
    weekdays: str
    own_week: bool
    years: tuple[SchoolYearRow, ...]
    entries: tuple[CalendarRow, ...]
    marks: tuple[Mark, ...]
    calendar: WorkCalendar

    def on(self, day: date) -> tuple[CalendarRow, ...]:
        """The entries that hold on a day."""
        return tuple(row for row in self.entries if row.start <= day <= row.end)

    def marks_on(self, day: date) -> tuple[Mark, ...]:
        """The sprints that run and the decisions that are due on a day."""
        return tuple(mark for mark in self.marks if mark.start <= day <= mark.end)

    def year_ends(self, day: date) -> tuple[SchoolYearRow, ...]:
        """The school years that begin or end on a day."""
        return tuple(year for year in self.years if day in (year.start, year.end))

    def place(self, today: date) -> str:
        """``2026-27, week 14 of 42``; what comes next in the summer; nothing without school years."""
        year = this_year(self.years, today)
        if year is None or today > year.end:
            return ""
        if today < year.start:
            return f"{shown(year.name)} begins {_day(year.start)}"
        first = monday_of(year.start)
        weeks = ((monday_of(year.end) - first).days // 7) + 1
        return f"{shown(year.name)}, week {(monday_of(today) - first).days // 7 + 1} of {weeks}"


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def day_words(day: date) -> str:
    """``Thu 26 Nov 2026``."""
    return f"{DAY_NAMES[day.weekday()]} {_day(day)} {day.year}"


def weeks_of(view: CalendarView, today: date) -> list[Week]:
    """The lines of the calendar, in order: from what is written down first, or some weeks ago, to the last."""
    known = [day for year in view.years for day in (year.start, year.end)]
    known += [day for row in view.entries for day in (row.start, row.end)]
    known += [day for mark in view.marks for day in (mark.start, mark.end)]
    near = [day for day in known if abs(day - today) <= FARTHEST]
    return weeks_between(view, min([*near, today - BEFORE]), max([*near, today + AFTER]))


def weeks_between(view: CalendarView, first: date, last: date) -> list[Week]:
    """The lines from the week of a day to that of another."""
    mondays = [monday_of(first) + timedelta(weeks=week) for week in range((last - monday_of(first)).days // 7 + 1)]
    off: dict[date, list[CalendarRow]] = {}
    marks: dict[date, list[Mark]] = {}
    for row in view.entries:
        for monday in _mondays(row.start, row.end):
            off.setdefault(monday, []).append(row)
    for mark in view.marks:
        for monday in _mondays(mark.start, mark.end):
            marks.setdefault(monday, []).append(mark)
    return [_week(view, monday, off.get(monday, ()), marks.get(monday, ())) for monday in mondays]


def _week(view: CalendarView, monday: date, off: Iterable[CalendarRow], marks: Iterable[Mark]) -> Week:
    days = [monday + timedelta(days=place) for place in range(7)]
    cells = []
    for day in days:
        why = view.calendar.reason(day)
        cells.append(
            DayCell(day, view.calendar.weight(day), None if why is None else why.kind, why is not None and why.team)
        )
    said = [_entry_words(row, view, monday) for row in off]
    begins = [_year_words(f"{shown(year.name)} begins") for year in view.years if year.start in days]
    ends = [_year_words(f"{shown(year.name)} ends") for year in view.years if year.end in days]
    return Week(monday, tuple(cells), (*begins, *said, *ends), tuple(_mark_words(mark, view, monday) for mark in marks))


def _entry_words(row: CalendarRow, view: CalendarView, monday: date) -> Happening:
    name = shown(row.name) or row.kind.value.replace("_", " ")
    if row.team_key not in (None, view.team_key):
        name = f"{shown(row.team or row.team_key)}: {name}"
    if row.start < monday:
        return Happening(MarkKind.DAYS, GLYPHS[row.kind], name, name, goes_on=True)
    kind = row.kind.value.replace("_", " ")
    told = "" if not row.name or kind in row.name.casefold() else f", {kind}"
    return Happening(MarkKind.DAYS, GLYPHS[row.kind], f"{name} {span_words(row.start, row.end)}{told}", name)


def _year_words(words: str) -> Happening:
    return Happening(MarkKind.YEAR, "◦", words, words)


def _mark_words(mark: Mark, view: CalendarView, monday: date) -> Happening:
    if mark.kind == MarkKind.DECISION:
        title = shortened(shown(mark.said), 60)
        short = f"{mark.key} decision due"
        return Happening(mark.kind, "◆", f"{short} {_day(mark.start)}: {title}", short)
    whose = "" if view.team_key is not None else f" {shown(mark.team)}"
    short = f"{mark.key}{whose}"
    if mark.start < monday:
        return Happening(mark.kind, "│", short, short, goes_on=True)
    goal = shortened(shown(mark.said), 60)
    return Happening(mark.kind, "▸", f"{short} {span_words(mark.start, mark.end)}: {goal}".rstrip(": "), short)


def _mondays(start: date, end: date) -> list[date]:
    first = monday_of(start)
    return [first + timedelta(weeks=week) for week in range(min((end - first).days // 7 + 1, 520))]


def _month(day: date) -> str:
    return MONTH_NAMES[day.month - 1]


def _day(day: date) -> str:
    return f"{day.day} {_month(day)}"
