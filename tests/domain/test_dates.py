from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.dates import (
    FIRST_DAY,
    LAST_DAY,
    age_words,
    check_day,
    days_words,
    due_words,
    friendly_day,
    parse_day,
    parse_day_strict,
)
from pilotboard.domain.errors import InvalidInput

TODAY = date(2026, 11, 21)  # a Saturday
DAYS = st.dates(FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", "2026-11-21"),
        (" Tomorrow ", "2026-11-22"),
        ("yesterday", "2026-11-20"),
        ("+3d", "2026-11-24"),
        ("+3", "2026-11-24"),
        ("+2w", "2026-12-05"),
        ("-1w", "2026-11-14"),
        ("+1m", "2026-12-21"),
        ("+1y", "2027-11-21"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("next fri", "2026-11-27"),
        ("sat", "2026-11-28"),
        ("su", "2026-11-22"),
        ("2026-02-28", "2026-02-28"),
        ("2000-01-01", "2000-01-01"),
        ("2100-12-31", "2100-12-31"),
    ],
)
def test_forms_that_people_type(typed: str, meant: str) -> None:
    assert parse_day(typed, TODAY) == date.fromisoformat(meant)


BAD = [
    "2026-02-30",
    "01/02/2026",
    "0",
    "1700000000",
    "99999-01-01",
    "1999-12-31",
    "2101-01-01",
    "2026-1-2",
    "20260102",
    "2026-W01-1",
    "",
    "   ",
    "٢٠٢٦-٠١-٠١",
    "2026-01-01T00:00",
    "x" * 5000,
    "\x1b[2J",
]


@pytest.mark.parametrize("typed", [*BAD, "+99999d", "-99999w", "+99999y", "f", "fryday"])
def test_what_is_no_day_says_the_form_to_use(typed: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_day(typed, TODAY, "due")
    assert caught.value.hint.startswith("Use YYYY-MM-DD")
    assert caught.value.field == "due"
    assert len(caught.value.message) < 80
    assert caught.value.message.isprintable()


@pytest.mark.parametrize("typed", [*BAD, "today", "+3d", "fri"])
def test_scripts_write_the_day_in_full(typed: str) -> None:
    with pytest.raises(InvalidInput, match=r".") as caught:
        parse_day_strict(typed)
    assert caught.value.hint == "Use YYYY-MM-DD, between 2000 and 2100."


@given(DAYS, DAYS)
def test_every_day_reads_back(day: date, today: date) -> None:
    assert parse_day_strict(day.isoformat()) == parse_day(day.isoformat(), today) == check_day(day) == day


@given(st.text(max_size=20), DAYS)
def test_any_text_is_a_day_in_range_or_refused(text: str, today: date) -> None:
    try:
        day = parse_day(text, today)
    except InvalidInput:
        return
    assert FIRST_DAY <= day <= LAST_DAY


@given(DAYS, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_day_name_is_the_next_such_day(today: date, name: str) -> None:
    if (LAST_DAY - today).days >= 7:
        day = parse_day(name, today)
        assert 1 <= (day - today).days <= 7
        assert friendly_day(day)[:3].casefold() == name


@pytest.mark.parametrize(
    ("today", "typed", "meant"),
    [
        ("2026-01-31", "+1m", "2026-02-28"),
        ("2024-02-29", "+1y", "2025-02-28"),
        ("2026-12-31", "+2m", "2027-02-28"),
        ("2026-03-31", "-1m", "2026-02-28"),
        ("2026-11-30", "+1m", "2026-12-30"),
    ],
)
def test_months_end_where_the_month_ends(today: str, typed: str, meant: str) -> None:
    assert parse_day(typed, date.fromisoformat(today)) == date.fromisoformat(meant)


def test_days_outside_2000_to_2100_are_refused() -> None:
    for day in (FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1), date.max, date.min):
        with pytest.raises(InvalidInput):
            check_day(day)


def test_friendly_days() -> None:
    assert friendly_day(date(2026, 11, 27)) == "Fri 27 Nov"
    assert friendly_day(date(2026, 11, 27), TODAY) == "Fri 27 Nov"
    assert friendly_day(date(2027, 1, 1), TODAY) == "Fri 1 Jan 2027"
    assert friendly_day(TODAY, TODAY) == "today"
    assert friendly_day(TODAY + timedelta(days=1), TODAY) == "tomorrow"
    assert friendly_day(TODAY - timedelta(days=1), TODAY) == "yesterday"


def test_due_in_words() -> None:
    assert due_words(TODAY, TODAY) == "due today"
    assert due_words(date(2026, 11, 27), TODAY) == "due Fri 27 Nov"
    assert due_words(date(2026, 11, 18), TODAY) == "3 d late"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-4, "0 d"),
        (0, "0 d"),
        (14, "14 d"),
        (15, "2 w"),
        (69, "9 w"),
        (70, "2 mo"),
        (365, "12 mo"),
        (729, "24 mo"),
        (730, "2 y"),
        (3650, "10 y"),
    ],
)
def test_ages_in_words(days: int, words: str) -> None:
    assert age_words(days) == words


@given(st.integers(0, 36_000))
def test_an_age_fits_a_narrow_column(days: int) -> None:
    assert len(age_words(days)) <= 5


def test_days_in_words() -> None:
    assert (days_words(1), days_words(12), days_words(0)) == ("1 day", "12 days", "0 days")
