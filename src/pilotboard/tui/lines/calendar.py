"""How a week of the calendar reads as a line, and a day of it as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pilotboard.domain.calendar import DayKind
from pilotboard.domain.calendar_view import GLYPHS, CalendarView, DayCell, Happening, MarkKind, Week, day_words
from pilotboard.domain.dates import DAY_NAMES, MONTH_NAMES
from pilotboard.domain.text import shown
from pilotboard.domain.years import SchoolYearRow
from pilotboard.tui.drawing import Span, joined, spans_width, width
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.why import Story

WIDE = 120
"""Cells from which sprints and decisions stand in a column of their own."""
_MONTH, _DAY = 6, 4
_LEAST = 12
"""Cells below which words are not begun."""
_LEFT = 2 + _MONTH + 2
"""Cells before the first day: the cursor's mark, the month, the gap."""

COLUMNS = (
    Column("", _MONTH, ink="title"),
    Column("".join(f" {name[:2]} " for name in DAY_NAMES) + " ", _DAY * 7 + 1),
    Column("what differs from the week"),
    Column("sprints and decisions", from_width=WIDE),
)

_INKS: dict[DayKind, Ink] = {
    DayKind.HOLIDAY: "neutral",
    DayKind.BREAK: "neutral",
    DayKind.HALF_DAY: "warning",
    DayKind.SCHOOL_DAY: "good",
}
_GLYPH_INKS: dict[str, Ink] = {GLYPHS[kind]: ink for kind, ink in _INKS.items()}
_SAID: dict[MarkKind, Ink] = {
    MarkKind.DAYS: "neutral",
    MarkKind.YEAR: "accent",
    MarkKind.SPRINT: "soft",
    MarkKind.DECISION: "warning",
}


class Looks(NamedTuple):
    """What a week is drawn with: today, the day under the cursor (in this week), the days of a stretch."""

    today: date
    here: date | None
    stretch: tuple[date, date] | None


def week_cells(week: Week, looks: Looks, cells: int) -> Sequence[Cell]:
    """A week in so many cells: month, days, what changes them, what else falls into it."""
    month = week.month or (MONTH_NAMES[looks.here.month - 1] if looks.here is not None else "")
    label: Cell = (month, "title" if week.month else "quiet")
    room = cells - _LEFT - _DAY * 7 - 4
    if cells >= WIDE:
        room = (room - 2) // 2
        return (label, _days(week, looks), _words(week.off, room), _words(week.marks, room))
    return (label, _days(week, looks), _words((*week.off, *week.marks), room), "")


def _days(week: Week, looks: Looks) -> list[Span]:
    found: list[Span] = []
    before = False
    for cell in week.cells:
        here = cell.day == looks.here
        lead = "[" if here else "]" if before else " "
        found += [(lead, "key"), (f"{cell.day.day:>2}", _ink(cell, looks))]
        # The bracket closes at the number, or behind the sign of a day that has one.
        closes = here and cell.glyph == " "
        found.append(("]", "key") if closes else (cell.glyph, _glyph_ink(cell)))
        before = here and not closes
    return [*found, ("]" if before else " ", "key")]


def _ink(cell: DayCell, looks: Looks) -> Ink:
    if cell.day == looks.today:
        return "here"
    if looks.stretch is not None and looks.stretch[0] <= cell.day <= looks.stretch[1]:
        return "accent"
    if cell.weight == 0:
        return "quiet"
    return "text"


def _glyph_ink(cell: DayCell) -> Ink:
    return "text" if cell.kind is None else _INKS[cell.kind]


def _words(happenings: Sequence[Happening], room: int) -> list[Span]:
    """Happenings side by side, in few words where they need it; what has no room at all is an ellipsis."""
    tight = sum(width(one.words) + 4 for one in happenings) - 2 > room
    if tight and any(not one.goes_on for one in happenings[:-1]):  # one that begins at the very end is cut instead
        happenings = [one._replace(words=one.short) for one in happenings]
    found: list[Span] = []
    for one in happenings:
        left = room - spans_width(found) - 2
        if found and left < min(width(one.words) + 2, _LEAST):
            return [*found, (" …", "quiet")]
        if found:
            found.append(("  ", "text"))
        ink: Ink = "quiet" if one.goes_on else _GLYPH_INKS.get(one.glyph, _SAID[one.kind])
        found += [(f"{one.glyph} ", ink), (one.words, "quiet" if one.goes_on else "text")]
    return found


def day_story(view: CalendarView, day: date, stretch: tuple[date, date] | None) -> Story:
    """A day in two lines: how much of it is worked and why; the sprints that run and what is due."""
    weight = view.calendar.weight(day)
    work = {0.0: "no work", 0.5: "half a day of work"}.get(weight, "a day of work")
    if stretch is not None and stretch[0] != stretch[1]:
        days = view.calendar.working_time(*stretch)
        work = f"to {day_words(stretch[1])}: {days:g} {'day' if days == 1 else 'days'} of work"
        day = stretch[0]
    pieces: list[Span] = []
    for row in view.on(day):
        kind = row.kind.value.replace("_", " ")
        whose = f" ({shown(row.team or '')})" if row.team_key else ""
        pieces.append((f"{shown(row.name) or kind}{whose}: {kind}", _INKS[row.kind]))
    pieces += [(_turns(year, day), "accent") for year in view.year_ends(day)]
    below: list[Span] = []
    for mark in view.marks_on(day):
        if mark.kind == MarkKind.DECISION:
            below.append((f"◆ {mark.key} decision due: {shown(mark.said)}", "warning"))
        else:
            done, whole = (view.calendar.working_days(mark.start, end) for end in (day, mark.end))
            below.append((f"▸ {mark.key} {shown(mark.team)}, day {done} of {whole}", "soft"))
    return Story(day_words(day), work, tuple(pieces), tuple(joined(below)))


def _turns(year: SchoolYearRow, day: date) -> str:
    return f"{shown(year.name)} {'begins' if year.start == day else 'ends'}"


def weekday_at(x: int) -> int | None:
    """The day of the week (0 is Monday) whose number stands at that cell of a line; None beside the days."""
    place = (x - _LEFT) // _DAY
    return place if 0 <= place <= 6 else None
