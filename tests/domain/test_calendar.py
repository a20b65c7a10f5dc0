from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.calendar import (
    CalendarRow,
    DayKind,
    DaySpan,
    WorkCalendar,
    parse_weekdays,
    span_words,
    weekday_words,
    work_calendar,
)
from pilotboard.domain.drafts import validate
from pilotboard.domain.drafts.calendar import CalendarDraft, SchoolYearDraft, TeamWeekChanges, WeekChanges
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.years import SchoolYearRow, check_year, next_year, usual_name, year_of

MONDAY = date(2026, 4, 6)
SPRING = DaySpan(MONDAY, date(2026, 4, 10), DayKind.BREAK, "Spring break")
DAYS = st.integers(0, 120).map(lambda n: date(2026, 2, 1) + timedelta(days=n))
SPANS = st.lists(
    st.builds(
        lambda start, length, kind, team: DaySpan(start, start + timedelta(days=length), kind, "x", team),
        DAYS,
        st.integers(0, 12),
        st.sampled_from(DayKind),
        st.booleans(),
    ),
    max_size=8,
)
WEEKS = st.sets(st.sampled_from("1234567"), min_size=1).map(lambda week: "".join(sorted(week)))


def test_a_plain_week_and_a_break() -> None:
    calendar = WorkCalendar(days=[SPRING])
    assert [calendar.weight(MONDAY + timedelta(days=n)) for n in range(-3, 9)] == [1, 0, 0, *([0] * 7), 1, 1]
    assert calendar.working_days(date(2026, 3, 30), date(2026, 4, 17)) == 10
    assert calendar.gap_words(date(2026, 3, 30), date(2026, 4, 17)) == "Spring break 6-10 Apr"
    assert calendar.gap_words(date(2026, 4, 9), date(2026, 4, 17)) == "Spring break 9-10 Apr"
    assert calendar.gap_words(date(2026, 4, 13), date(2026, 4, 17)) == ""


def test_half_days_count_a_day_and_half_the_time() -> None:
    half = DaySpan(MONDAY, MONDAY, DayKind.HALF_DAY)
    calendar = WorkCalendar(days=[half])
    assert calendar.weight(MONDAY) == 0.5
    assert calendar.working_days(MONDAY, MONDAY + timedelta(days=4)) == 5
    assert calendar.working_time(MONDAY, MONDAY + timedelta(days=4)) == 4.5
    assert calendar.gap_words(MONDAY, MONDAY) == "half day 6 Apr"


def test_the_shortest_entry_counts_and_a_team_before_the_organisation() -> None:
    make_up = DaySpan(date(2026, 4, 8), date(2026, 4, 8), DayKind.SCHOOL_DAY)
    assert WorkCalendar(days=[SPRING, make_up]).weight(date(2026, 4, 8)) == 1
    half = DaySpan(date(2026, 4, 7), date(2026, 4, 7), DayKind.HALF_DAY)
    assert WorkCalendar(days=[SPRING, half]).weight(date(2026, 4, 7)) == 0.5
    week = DaySpan(MONDAY, date(2026, 4, 10), DayKind.SCHOOL_DAY, team=True)
    assert WorkCalendar(days=[SPRING, half, week]).working_time(MONDAY, date(2026, 4, 12)) == 5


def test_saturdays() -> None:
    saturday = date(2026, 4, 11)
    half = DaySpan(saturday, saturday, DayKind.HALF_DAY)
    school = DaySpan(saturday, saturday, DayKind.SCHOOL_DAY)
    assert WorkCalendar(days=[half]).weight(saturday) == 0
    assert WorkCalendar(days=[school]).weight(saturday) == 1
    assert WorkCalendar(days=[school, half]).weight(saturday) == 0.5
    assert WorkCalendar(days=[school]).gap_words(MONDAY, saturday) == "school day 11 Apr"


def test_a_teams_calendar_leaves_other_teams_out() -> None:
    rows = [
        CalendarRow(1, None, None, SPRING.start, SPRING.end, DayKind.BREAK, "Spring break", 1),
        CalendarRow(2, "T-01", "Heron", SPRING.start, SPRING.start, DayKind.SCHOOL_DAY, "", 1),
        CalendarRow(3, "T-02", "Otter", date(2026, 4, 13), date(2026, 4, 13), DayKind.HOLIDAY, "", 1),
    ]
    heron = work_calendar("12345", rows, team_key="T-01", team_weekdays="1234")
    assert (heron.works(MONDAY), heron.works(date(2026, 4, 13)), heron.works(date(2026, 4, 17))) == (True, True, False)
    assert not work_calendar("12345", rows).works(MONDAY)


def test_counting_forward_over_a_break() -> None:
    calendar = WorkCalendar(days=[SPRING])
    assert calendar.nth_working_day(date(2026, 4, 3), 1) == date(2026, 4, 3)
    assert calendar.nth_working_day(date(2026, 4, 3), 2) == date(2026, 4, 13)
    assert calendar.last_working_day(date(2026, 4, 12)) == date(2026, 4, 3)
    with pytest.raises(InvalidInput):
        WorkCalendar("").nth_working_day(MONDAY, 1)
    assert WorkCalendar("").last_working_day(MONDAY) is None


@given(WEEKS, SPANS, DAYS, st.integers(0, 60))
def test_counts_are_the_sum_of_the_days(week: str, spans: list[DaySpan], start: date, length: int) -> None:
    calendar = WorkCalendar(week, spans)
    days = [start + timedelta(days=n) for n in range(length + 1)]
    assert calendar.working_time(days[0], days[-1]) == sum(calendar.weight(day) for day in days)
    assert calendar.working_days(days[0], days[-1]) == sum(calendar.works(day) for day in days)
    assert calendar.working_days(days[-1], days[0] - timedelta(days=1)) == 0
    plain = WorkCalendar(week).working_time(days[0], days[-1])
    lost = sum(gap.days for gap in calendar.gaps(days[0], days[-1]))
    assert plain + lost == calendar.working_time(days[0], days[-1])


@given(WEEKS, SPANS, DAYS, st.integers(1, 40))
def test_the_nth_working_day_is_the_nth(week: str, spans: list[DaySpan], start: date, number: int) -> None:
    calendar = WorkCalendar(week, spans)
    day = calendar.nth_working_day(start, number)
    assert calendar.works(day)
    assert calendar.working_days(start, day) == number


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("mon-fri", "12345"),
        ("Mon, Tue, Thu", "124"),
        ("monday to thursday", "1234"),
        ("54321", "12345"),
        ("sat-mon", "167"),
        ("mon wed fri", "135"),
        ("Mon and Fri", "15"),
    ],
)
def test_weekdays_as_people_write_them(text: str, digits: str) -> None:
    assert parse_weekdays(text) == digits


@given(WEEKS)
def test_weekday_words_read_back(week: str) -> None:
    assert parse_weekdays(weekday_words(week)) == week


@pytest.mark.parametrize("text", ["", "  ", "8", "0", "moon", "mon-", "weekdays", "1 2", "m" * 200, "\x1b[2J"])
def test_what_names_no_weekdays(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_weekdays(text)


def test_words_of_a_stretch() -> None:
    assert span_words(date(2026, 3, 28), date(2026, 4, 3)) == "28 Mar-3 Apr"
    assert span_words(date(2026, 12, 20), date(2027, 1, 3)) == "20 Dec 2026-3 Jan 2027"


def test_drafts_of_the_calendar() -> None:
    draft = validate(CalendarDraft, {"start": MONDAY, "kind": "half day", "name": " Conferences "})
    assert (draft.last, draft.kind, draft.name) == (MONDAY, DayKind.HALF_DAY, "Conferences")
    assert validate(WeekChanges, {"weekdays": "mon-thu"}).weekdays == "1234"
    assert validate(TeamWeekChanges, {"weekdays": " "}).weekdays == ""
    for values in ({"start": MONDAY, "end": date(2026, 4, 5)}, {"start": MONDAY, "end": date(2028, 1, 1)}):
        with pytest.raises(InvalidInput):
            validate(CalendarDraft, values)
    with pytest.raises(InvalidInput, match="names no weekdays"):
        validate(WeekChanges, {"weekdays": ""})
    with pytest.raises(InvalidInput, match="is before"):
        validate(SchoolYearDraft, {"name": "2026-27", "start": date(2027, 6, 1), "end": date(2026, 8, 1)})


def test_school_years() -> None:
    year = SchoolYearRow(1, "2026-27", date(2026, 8, 17), date(2027, 6, 4), 1)
    assert year_of([year], date(2026, 12, 24)) == year
    assert year_of([year], date(2027, 7, 1)) is None
    assert next_year(year) == ("2027-28", date(2027, 8, 16), date(2028, 6, 2))
    assert usual_name(date(2026, 1, 1), date(2026, 12, 31)) == "2026"
    check_year("2027-28", date(2027, 8, 16), date(2028, 6, 2), [year])
    with pytest.raises(InvalidInput, match=r'overlaps with the school year "2026-27" \(Mon 17 Aug 2026'):
        check_year("x", date(2027, 6, 4), date(2027, 8, 1), [year])
    with pytest.raises(InvalidInput, match="already"):
        check_year("2026-27 ", date(2028, 1, 1), date(2028, 6, 2), [year])
    with pytest.raises(InvalidInput, match="400 days"):
        check_year("long", date(2028, 1, 1), date(2029, 6, 2), [year])
    with pytest.raises(InvalidInput, match="before it begins"):
        check_year("back", date(2028, 1, 2), date(2028, 1, 1), [year])
