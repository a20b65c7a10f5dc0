"""The school years of the sample: the one that runs and the one before, with their holidays and breaks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from pilotboard.domain.calendar import DayKind
from pilotboard.domain.years import usual_name

_BEFORE, _AFTER = timedelta(days=16), timedelta(days=60)
_MONDAY, _THURSDAY = 0, 3


class Closed(NamedTuple):
    """Days on which the schools are closed, both counted."""

    name: str
    kind: DayKind
    start: date
    end: date


class Year(NamedTuple):
    """A school year, both days counted."""

    name: str
    start: date
    end: date


def school_years(today: date) -> list[Year]:
    """The year before and the one of that day; in the summer the one to come."""
    autumn = today.year - (today.month < 7)
    spans = [(date(year, 8, 17), date(year + 1, 6, 11)) for year in (autumn - 1, autumn)]
    return [Year(usual_name(start, end), start, end) for start, end in spans]


def closures(today: date) -> list[Closed]:
    """Holidays and breaks of both years. Around today there are none: there the sample says itself what differs."""
    found: list[Closed] = []
    for year in school_years(today):
        autumn, spring = year.start.year, year.end.year
        thanks = _nth(autumn, 11, _THURSDAY, 4)
        found += [
            _holiday("Labor Day", _nth(autumn, 9, _MONDAY, 1)),
            Closed("Fall break", DayKind.BREAK, *_week(_nth(autumn, 10, _MONDAY, 2))),
            Closed("Thanksgiving", DayKind.HOLIDAY, thanks, thanks + timedelta(days=1)),
            Closed("Winter break", DayKind.BREAK, date(autumn, 12, 21), date(spring, 1, 1)),
            _holiday("Martin Luther King Day", _nth(spring, 1, _MONDAY, 3)),
            _holiday("Presidents' Day", _nth(spring, 2, _MONDAY, 3)),
            Closed("Spring break", DayKind.BREAK, *_week(_nth(spring, 4, _MONDAY, 1))),
            _holiday("Memorial Day", _nth(spring, 5, _MONDAY, 4)),
        ]
    return [one for one in found if one.end < today - _BEFORE or one.start > today + _AFTER]


def _nth(year: int, month: int, weekday: int, place: int) -> date:
    """The so-manieth weekday (0 is Monday) of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (place - 1))


def _week(monday: date) -> tuple[date, date]:
    return monday, monday + timedelta(days=4)


def _holiday(name: str, day: date) -> Closed:
    return Closed(name, DayKind.HOLIDAY, day, day)
