"""Days of work: weekdays, holidays, breaks, half days and make-up school days, of the organisation and of a team."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from pilotboard.domain.dates import DAY_NAMES, LAST_DAY, MONTH_NAMES
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.text import shortened, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pilotboard.domain.matching import Subject

MAX_NAME = 120
MAX_SPAN_DAYS = 366
USUAL_WEEK = "12345"
"""Monday to Friday: digits of ISO weekdays, Monday is 1."""


class DayKind(StrEnum):
    """What an entry of the calendar does to its days."""

    HOLIDAY = "holiday"
    BREAK = "break"
    HALF_DAY = "half_day"
    SCHOOL_DAY = "school_day"


# Of two entries of the same length the first of these counts.
_STRENGTH = (DayKind.SCHOOL_DAY, DayKind.HOLIDAY, DayKind.HALF_DAY, DayKind.BREAK)


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """An entry of the calendar as one line of a list; without a team it holds for the organisation.

    Both days count.
    """

    id: int
    team_key: str | None
    team: str | None
    start: date
    end: date
    kind: DayKind
    name: str
    version: int


@dataclass(frozen=True, slots=True)
class DaySpan:
    """One or more days that differ from the usual week. ``team`` marks a team's own entry. Both days count."""

    start: date
    end: date
    kind: DayKind
    name: str = ""
    team: bool = False

    @property
    def days(self) -> int:
        """Calendar days from first to last."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of a stretch that differ from the usual week, because of one entry. ``days`` is the work lost or gained."""

    start: date
    end: date
    kind: DayKind
    name: str
    days: float

    def words(self) -> str:
        """``Spring break 6-10 Apr``, ``half day 20 Mar``, ``school day 7 Mar``."""
        kind = self.kind.value.replace("_", " ")
        return f"{shown(self.name) or kind} {span_words(self.start, self.end)}"


class WorkCalendar:
    """Which days are worked, and how much of each. Cheap to ask: counting costs the same for a week and for ten years.

    Where entries overlap, a team's own count before the organisation's, then the shortest one counts; a make-up
    school day before a holiday before a half day before a break of the same length. A half day halves a day that
    is worked by the week or by a school-day entry, and makes no Saturday a working day.
    """

    __slots__ = ("_days", "_gained", "_spans", "_weights", "weekdays")

    def __init__(self, weekdays: str = USUAL_WEEK, days: Iterable[DaySpan] = ()) -> None:
        self.weekdays = weekdays
        spans = sorted(days, key=lambda span: (not span.team, span.days, _STRENGTH.index(span.kind), span.start))
        self._spans: dict[date, list[DaySpan]] = {}
        for span in spans:
            for offset in range(min(span.days, MAX_SPAN_DAYS)):
                self._spans.setdefault(span.start + timedelta(days=offset), []).append(span)
        self._weights = {day: self._weighed(day, found) for day, found in self._spans.items()}
        self._days = sorted(self._weights)
        # Running sums of what the entries add to the plain week, in working time and in working days.
        self._gained: list[tuple[float, int]] = [(0.0, 0)]
        for day in self._days:
            time, count = self._gained[-1]
            plain, weight = self._plain(day), self._weights[day]
            self._gained.append((time + weight - plain, count + (weight > 0) - plain))

    def weight(self, day: date) -> float:
        """How much of the day is worked: 0, 0.5 or 1."""
        found = self._weights.get(day)
        return float(self._plain(day)) if found is None else found

    def works(self, day: date) -> bool:
        """Whether any work is done on that day."""
        return self.weight(day) > 0

    def reason(self, day: date) -> DaySpan | None:
        """The entry that counts on a day; ``None`` on a day of the plain week."""
        found = self._spans.get(day)
        return found[0] if found else None

    def working_days(self, start: date, end: date) -> int:
        """How many days are worked from ``start`` to ``end``, both counted; a half day counts as one day."""
        return self._counted(start, end)[1]

    def working_time(self, start: date, end: date) -> float:
        """How many full days of work lie from ``start`` to ``end``, both counted; a half day counts 0.5."""
        return self._counted(start, end)[0]

    def nth_working_day(self, start: date, number: int) -> date:
        """The ``number``-th working day counted from ``start``; 1 is the first one on or after ``start``.

        Raises ``InvalidInput`` when there is none up to 2100 (a week without working days).
        """
        low, high = 0, (LAST_DAY - start).days
        if number < 1 or high < 0 or self.working_days(start, LAST_DAY) < number:
            raise InvalidInput(f"There is no working day number {number} from {start.isoformat()} on.", field="day")
        while low < high:
            middle = (low + high) // 2
            if self.working_days(start, start + timedelta(days=middle)) >= number:
                high = middle
            else:
                low = middle + 1
        return start + timedelta(days=low)

    def last_working_day(self, day: date) -> date | None:
        """The last working day on or before ``day``; ``None`` when there is none within a year."""
        for back in range(MAX_SPAN_DAYS + 1):
            if self.works(day - timedelta(days=back)):
                return day - timedelta(days=back)
        return None

    def gaps(self, start: date, end: date) -> tuple[Gap, ...]:
        """What differs from the plain week from ``start`` to ``end``, in order of days, cut to that stretch."""
        found: dict[tuple[DayKind, str, date], tuple[date, date, float]] = {}
        for place in range(bisect_left(self._days, start), bisect_right(self._days, end)):
            day = self._days[place]
            change = self._weights[day] - self._plain(day)
            span = self._spans[day][0]
            key = (span.kind, span.name, span.start)
            first, _, total = found.get(key, (day, day, 0.0))
            found[key] = (first, day, total + change)
        gaps = [Gap(first, last, kind, name, total) for (kind, name, _), (first, last, total) in found.items() if total]
        return tuple(sorted(gaps, key=lambda gap: (gap.start, gap.end)))

    def gap_words(self, start: date, end: date) -> str:
        """``Spring break 6-10 Apr, half day 20 Apr``; nothing when every week is a plain one."""
        return ", ".join(gap.words() for gap in self.gaps(start, end))

    def _plain(self, day: date) -> int:
        return int(str(day.isoweekday()) in self.weekdays)

    def _weighed(self, day: date, spans: list[DaySpan]) -> float:
        first = spans[0]
        same = [span.kind for span in spans if span.team == first.team and span.days == first.days]
        if first.kind == DayKind.SCHOOL_DAY:
            return 0.5 if DayKind.HALF_DAY in same else 1.0
        if first.kind == DayKind.HALF_DAY:
            worked = self._plain(day) or any(span.kind == DayKind.SCHOOL_DAY for span in spans)
            return 0.5 if worked else 0.0
        return 0.0

    def _counted(self, start: date, end: date) -> tuple[float, int]:
        if end < start:
            return 0.0, 0
        weeks, rest = divmod((end - start).days + 1, 7)
        plain = weeks * len(set(self.weekdays) & set("1234567"))
        plain += sum(self._plain(end - timedelta(days=back)) for back in range(rest))
        before = self._gained[bisect_left(self._days, start)]
        after = self._gained[bisect_right(self._days, end)]
        return plain + after[0] - before[0], plain + after[1] - before[1]


def work_calendar(
    weekdays: str, days: Iterable[DaySpan | CalendarRow], *, team_weekdays: str = "", team_key: str | None = None
) -> WorkCalendar:
    """The calendar of a team (or of the organisation without ``team_key``) from all that is stored.

    ``team_weekdays`` empty means the organisation's week; entries of other teams are passed over.
    """
    spans = []
    for day in days:
        if isinstance(day, DaySpan):
            spans.append(day)
        elif day.team_key is None or day.team_key == team_key:
            spans.append(DaySpan(day.start, day.end, day.kind, day.name, team=day.team_key is not None))
    return WorkCalendar(team_weekdays or weekdays, spans)


def span_words(start: date, end: date) -> str:
    """``6-10 Apr``, ``28 Mar-3 Apr``, ``20 Dec 2026-3 Jan 2027``, ``12 Feb``."""
    month, last = MONTH_NAMES[start.month - 1], f"{end.day} {MONTH_NAMES[end.month - 1]}"
    if start == end:
        return last
    if start.year != end.year:
        return f"{start.day} {month} {start.year}-{last} {end.year}"
    return f"{start.day}-{last}" if start.month == end.month else f"{start.day} {month}-{last}"


def weekday_words(weekdays: str) -> str:
    """``12345`` -> ``Mon-Fri``; ``135`` -> ``Mon, Wed, Fri``."""
    places = sorted({int(digit) for digit in weekdays if digit in "1234567"})
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        return f"{DAY_NAMES[places[0] - 1]}-{DAY_NAMES[places[-1] - 1]}"
    return ", ".join(DAY_NAMES[place - 1] for place in places)


def parse_weekdays(text: str) -> str:
    """Weekdays as people write them (``mon-fri``, ``Mon, Tue, Thu``, ``12345``) as sorted digits.

    Raises ``InvalidInput``; a week has at least one working day.
    """
    said = re.sub(r"\s*(?:-|–|\bto\b)\s*", "-", text.strip().casefold()) if len(text) <= 80 else ""
    places: set[int] = set()
    known = bool(said)
    if re.fullmatch("[1-7]{1,7}", said):
        places = {int(digit) for digit in said}
    else:
        for part in re.split(r"(?:[,;\s]|\band\b)+", said):
            ends = [_weekday(end) for end in part.split("-")]
            if 0 in ends or len(ends) > 2:
                known = False
                break
            places |= {(ends[0] - 1 + step) % 7 + 1 for step in range((ends[-1] - ends[0]) % 7 + 1)}
    if not known or not places:
        raise InvalidInput(
            f'"{shortened(shown(text), 40)}" names no weekdays.',
            hint="Write mon-fri, or mon, tue, thu.",
            field="weekdays",
        )
    return "".join(str(place) for place in sorted(places))


def _weekday(name: str) -> int:
    """1 to 7 for a name of at least three letters (``tue``, ``tues``, ``Tuesday``), else 0."""
    long = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return next((place for place, day in enumerate(long, 1) if len(name) >= 3 and day.startswith(name)), 0)


def calendar_subject() -> Subject[CalendarRow]:
    """What a filter over the entries of the calendar may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import YEAR, Field, fields_of

    return Subject(
        fields_of(
            Field("name", "text", "words of its name"),
            Field("kind", "word", "holiday, break, half_day or school_day", values=tuple(DayKind)),
            Field("team", "text", "the key or name of the team whose day it is", optional=True),
            Field("start", "date", "its first day"),
            Field("end", "date", "its last day"),
            YEAR,
        ),
        {
            "name": lambda row: row.name,
            "kind": lambda row: row.kind,
            "team": lambda row: (row.team_key, row.team) if row.team_key and row.team else None,
            "start": lambda row: row.start,
            "end": lambda row: row.end,
            "year": lambda row: (row.start, row.end),
        },
        lambda row: (row.name, row.team),
    )
