"""School days counted back from today: nothing of the sample lies on a weekend, a holiday, today or in the future."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta

from pilotboard.demo.school_year import closures
from pilotboard.domain.calendar import DaySpan, WorkCalendar

_LONGEST = 400
_FRIDAY = 4


class SchoolDays:
    """The working days of a bit more than a year before `today`, oldest first."""

    def __init__(self, today: date) -> None:
        self.today = today
        before = (today - timedelta(days=back) for back in range(_LONGEST, 0, -1))
        self.calendar = WorkCalendar(days=[DaySpan(one.start, one.end, one.kind, one.name) for one in closures(today)])
        self._days = [day for day in before if self.calendar.works(day)]

    def ago(self, days: int) -> date:
        """The last working day on or before the day `days` days ago; the last one before today at most."""
        wanted = bisect_right(self._days, self.today - timedelta(days=days)) - 1
        return self._days[max(wanted, 0)]

    def after(self, day: date) -> date:
        """The first working day after a day that has passed; the last one before today at most."""
        return self._days[min(bisect_right(self._days, day), len(self._days) - 1)]

    def ahead(self, days: int) -> date:
        """The first working day on or after the day `days` days from now."""
        day = self.today + timedelta(days=days)
        return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > _FRIDAY else 0)

    def any(self, days_ago: int) -> date:
        """A working day near that many days ago; negative days are to come."""
        return self.ago(days_ago) if days_ago > 0 else self.ahead(-days_ago)

    def between(self, first: date, last: date) -> list[date]:
        """The working days from `first` to `last`, both included."""
        return self._days[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def last(self, count: int) -> date:
        """The first of the `count` working days before today."""
        return self._days[-count]


def moment(day: date, minutes: int) -> datetime:
    """That many minutes after eight in the morning of the day (aware UTC, the zone of the sample)."""
    return datetime.combine(day, time(8), UTC) + timedelta(minutes=minutes)
