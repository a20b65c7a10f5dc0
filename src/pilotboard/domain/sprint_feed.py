"""A burndown from totals that somebody else kept day by day, where no single items are known (old records, files)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.sprint_events import ScopeKind, Tally
from pilotboard.domain.sprint_replay import DayPoint, Replay, ScopeChange, ideal_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from pilotboard.domain.calendar import WorkCalendar


class DailyTotal(NamedTuple):
    """The figures of one day at its end: everything in the sprint, and what of it is still open."""

    day: date
    total: Tally
    open: Tally


def replay_totals(
    start: date, end: date, calendar: WorkCalendar, totals: Iterable[DailyTotal], *, at: datetime, reason: str = ""
) -> Replay:
    """The same picture as a replay of events, from daily totals up to the last day that has one.

    The first total is the commitment. A day without figures keeps those of the day before. Items are not known, so
    the changes of scope carry no key, and nothing is said about single items or reopenings. ``at`` is the moment the
    figures were taken over (aware), ``reason`` where they came from. Raises ``InvalidInput`` when a day comes twice,
    lies outside the sprint, or has more open than there is.
    """
    rows = sorted(totals)
    for place, row in enumerate(rows):
        said = row.day.isoformat()
        if place and row.day == rows[place - 1].day:
            raise InvalidInput(f"The day {said} comes twice.", field="day")
        if not start <= row.day <= end:
            raise InvalidInput(f"The day {said} lies outside the sprint.", field="day")
        if row.open.items > row.total.items or row.open.points > row.total.points or min(row.open) < 0:
            raise InvalidInput(f"On {said} more is open than there is.", field="open")
    committed = rows[0].total if rows else Tally()
    by_day = {row.day: row for row in rows}
    now: DailyTotal | None = None
    days: list[DayPoint] = []
    changes: list[ScopeChange] = []
    for day, ideal in ideal_line(start, end, calendar, committed).items():
        latest = by_day.get(day, now)
        if latest is not None and now is not None and latest.total != now.total:
            grown = latest.total.minus(now.total)
            kind = ScopeKind.ADDED if (grown.items, grown.points) > (0, 0) else ScopeKind.REMOVED
            changes.append(ScopeChange(at, day, kind, "", grown, reason))
        now = latest
        seen = latest if rows and day <= rows[-1].day else None
        scope, done = (seen.total, seen.total.minus(seen.open)) if seen else (None, None)
        days.append(DayPoint(day, calendar.weight(day), ideal, scope, done))
    return Replay(start, end, committed, tuple(days), tuple(changes), (), 0)
