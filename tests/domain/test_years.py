"""School years: found the way people name them, and which one is this one."""

from __future__ import annotations

from datetime import date

import pytest

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.query import parse_filter, year_asked
from pilotboard.domain.query_fields import YEAR as FIELD
from pilotboard.domain.query_fields import fields_of
from pilotboard.domain.years import SchoolYearRow, find_year, this_year

OLD = SchoolYearRow(1, "2024-25", date(2024, 8, 19), date(2025, 6, 6), 1)
NOW = SchoolYearRow(2, "2025-26", date(2025, 8, 18), date(2026, 6, 5), 1)
PLAY = SchoolYearRow(3, "Année 7", date(2026, 8, 17), date(2027, 6, 4), 1)
YEARS = [NOW, PLAY, OLD]


@pytest.mark.parametrize("said", ["2025-26", " 2025-26 ", "2025/26", "2025-2026", "2025 – 26", "2025"])
def test_a_year_is_found_as_people_write_it(said: str) -> None:
    assert find_year(YEARS, said) is NOW


def test_a_year_is_found_by_its_own_name_and_by_its_place() -> None:
    day = date(2026, 3, 18)
    assert find_year(YEARS, "année 7") is PLAY
    assert [find_year(YEARS, said, day) for said in ("last", "this", "this year", "next")] == [OLD, NOW, NOW, PLAY]
    with pytest.raises(InvalidInput, match="this"):
        find_year(YEARS, "this")


@pytest.mark.parametrize("said", ["2025-27", "2019", "next", "", "x" * 500])
def test_what_is_no_year_is_told(said: str) -> None:
    with pytest.raises(InvalidInput, match="no school year") as wrong:
        find_year(YEARS, said, date(2027, 3, 1))
    assert "Known: 2024-25, 2025-26, Année 7." in wrong.value.hint


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2025, 8, 18), NOW),
        (date(2026, 6, 5), NOW),
        (date(2026, 7, 1), PLAY),
        (date(2020, 1, 1), OLD),
        (date(2030, 1, 1), PLAY),
    ],
)
def test_the_summer_belongs_to_the_year_that_comes(day: date, year: SchoolYearRow) -> None:
    assert this_year(YEARS, day) is year
    assert this_year([], day) is None


def test_a_stretch_shares_a_year_by_a_day() -> None:
    assert all(NOW.shares(*days) for days in ((date(2026, 6, 5), None), (None, date(2025, 8, 18)), (None, None)))
    assert not NOW.shares(date(2026, 6, 6), None)
    assert not NOW.shares(None, date(2025, 8, 17))


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("year:2025-26", NOW),
        ("year:2025-26 reading -year:2024-25", NOW),
        ("year:2025-26,2024-25", None),
        ("year:2025-26 OR reading", None),
        ("-year:2025-26", None),
        ("", None),
    ],
)
def test_what_everything_must_lie_in_is_known(line: str, asked: SchoolYearRow | None) -> None:
    assert year_asked(parse_filter(line, fields_of(FIELD), None, YEARS)) is asked
