"""The calendar as it is drawn: weeks, what differs in them, and where in the school year one stands."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.calendar import CalendarRow, DayKind, work_calendar
from pilotboard.domain.calendar_view import (
    CalendarView,
    Mark,
    MarkKind,
    day_words,
    monday_of,
    weeks_between,
    weeks_of,
)
from pilotboard.domain.years import SchoolYearRow

YEAR = SchoolYearRow(1, "2025-26", date(2025, 8, 18), date(2026, 6, 5), 1)
ROWS = (
    CalendarRow(1, None, None, date(2026, 4, 6), date(2026, 4, 14), DayKind.BREAK, "Spring break", 1),
    CalendarRow(2, "T-01", "Heron", date(2026, 3, 20), date(2026, 3, 20), DayKind.HALF_DAY, "", 1),
)
SPRINT = Mark(MarkKind.SPRINT, "S-4", "Families get the text", "Heron", date(2026, 3, 16), date(2026, 3, 27))
DUE = Mark(MarkKind.DECISION, "P-07", "Reading texts", "Heron", date(2026, 3, 25), date(2026, 3, 25))
TODAY = date(2026, 3, 18)


def view(team: str | None = None, years: tuple[SchoolYearRow, ...] = (YEAR,)) -> CalendarView:
    days = work_calendar("12345", ROWS, team_key=team)
    return CalendarView(team, team and "Heron", "12345", False, years, ROWS, (SPRINT, DUE), days)


def said(found: CalendarView, day: date) -> list[str]:
    (week,) = weeks_between(found, day, day)
    return [f"{one.glyph} {one.words}" for one in (*week.off, *week.marks)]


def test_a_week_tells_what_begins_in_it_and_what_goes_on() -> None:
    assert said(view(), date(2026, 3, 16)) == [
        "◐ Heron: half day 20 Mar",
        "▸ S-4 Heron 16-27 Mar: Families get the text",
    ]
    assert said(view("T-01"), date(2026, 3, 24)) == ["│ S-4", "◆ P-07 decision due 25 Mar: Reading texts"]
    assert said(view(), date(2026, 4, 8)) == ["- Spring break 6-14 Apr"]
    assert said(view(), date(2026, 4, 13)) == ["- Spring break"]
    assert said(view(), date(2026, 6, 1)) == ["◦ 2025-26 ends"]


def test_a_team_has_its_own_half_day() -> None:
    (everybody,) = weeks_between(view(), date(2026, 3, 16), date(2026, 3, 16))
    (heron,) = weeks_between(view("T-01"), date(2026, 3, 16), date(2026, 3, 16))
    assert [cell.weight for cell in everybody.cells] == [1, 1, 1, 1, 1, 0, 0]
    assert [cell.weight for cell in heron.cells] == [1, 1, 1, 1, 0.5, 0, 0]
    assert (heron.cells[4].glyph, heron.cells[4].own, everybody.cells[4].glyph) == ("◐", True, " ")


def test_the_weeks_hold_all_that_is_written_down_and_the_time_around_today() -> None:
    weeks = weeks_of(view(), TODAY)
    assert weeks[0].monday == monday_of(YEAR.start)
    assert weeks[-1].monday >= TODAY + timedelta(weeks=39)
    assert [week.monday for week in weeks] == [weeks[0].monday + timedelta(weeks=n) for n in range(len(weeks))]
    far = CalendarRow(3, None, None, date(2090, 1, 1), date(2090, 1, 1), DayKind.HOLIDAY, "far", 1)
    assert len(weeks_of(view()._replace(entries=(*ROWS, far)), TODAY)) == len(weeks)


def test_a_month_is_named_where_it_begins() -> None:
    weeks = weeks_between(view(), date(2025, 12, 22), date(2026, 2, 2))
    assert [week.month for week in weeks] == ["", "Jan 26", "", "", "", "Feb", ""]
    assert day_words(TODAY) == "Wed 18 Mar 2026"


def test_where_in_the_school_year_one_stands() -> None:
    assert view().place(TODAY) == "2025-26, week 31 of 42"
    assert view().place(YEAR.start) == "2025-26, week 1 of 42"
    assert view().place(YEAR.end) == "2025-26, week 42 of 42"
    assert view().place(date(2025, 7, 1)) == "2025-26 begins 18 Aug"
    assert view().place(date(2026, 7, 1)) == ""
    assert view(years=()).place(TODAY) == ""


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(0, 600))
def test_every_day_stands_in_exactly_one_week(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    cells = [cell.day for week in weeks_between(view(), first, last) for cell in week.cells]
    assert cells == [cells[0] + timedelta(days=n) for n in range(len(cells))]
    assert cells[0] <= first <= last <= cells[-1]
    assert (cells[0].weekday(), cells[-1].weekday()) == (0, 6)
