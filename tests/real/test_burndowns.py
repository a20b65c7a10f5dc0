"""Burndowns that a real team kept day by day, fed into the replay as they were kept."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from pilotboard.domain.calendar import WorkCalendar
from pilotboard.domain.charts_sprint import burndown
from pilotboard.domain.items import ItemState
from pilotboard.domain.organisation import Counting
from pilotboard.domain.sprint_events import Committed, Now, SprintEvent, SprintEventKind, SprintStart, Tally
from pilotboard.domain.sprint_feed import DailyTotal, replay_totals
from pilotboard.domain.sprint_replay import Replay, replay

ENDS = {"suse_sprint_08.yaml": (8, 25), "suse_sprint_31.yaml": (3, 28), "suse_sprint_42.yaml": (0, 24)}
DAY = re.compile(r"- date: '([0-9-]+)'\n  story_points:\n    total: ([0-9.]+)\n    open: ([0-9.]+)")


def daily(path: Path) -> list[DailyTotal]:
    """The days of a file with the points in the sprint and the points still open."""
    found = DAY.findall(path.read_text(encoding="utf-8"))
    return [
        DailyTotal(date.fromisoformat(day), Tally(0, float(whole)), Tally(0, float(left))) for day, whole, left in found
    ]


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


@pytest.mark.parametrize("name", ENDS)
def test_daily_totals_end_where_the_team_ended(real: Path, name: str) -> None:
    rows = daily(real / "agile" / "burndown" / name)
    start, end = rows[0].day, rows[-1].day
    seen = replay_totals(start, end, WorkCalendar(), rows, at=noon(end))
    assert (seen.left.points, seen.scope.points) == ENDS[name]
    assert [day.left for day in seen.days if day.day in {row.day for row in rows}] == [row.open for row in rows]
    assert seen.days[-1].ideal == Tally(0, 0)
    left, whole = ENDS[name]
    sentence = burndown(seen, WorkCalendar(), end, Counting.POINTS).sentence
    assert sentence.startswith(f"{left} of {whole} points left" if left else f"All {whole} points done")


@pytest.mark.parametrize("name", ENDS)
def test_fed_day_by_day_no_day_changes_an_earlier_one(real: Path, name: str) -> None:
    rows = daily(real / "agile" / "burndown" / name)
    start, end = rows[0].day, rows[-1].day
    items = [f"P01-{n}" for n in range(1, int(rows[0].total.points) + 1)]
    begun = SprintStart(noon(start), tuple(Committed(item, 1) for item in items))
    events: list[SprintEvent] = []
    done = 0
    before: Replay | None = None
    for row in rows:
        finished = int(row.total.points - row.open.points)
        events += [
            SprintEvent(noon(row.day), len(events) + n, item, SprintEventKind.STATE, state=ItemState.DONE)
            for n, item in enumerate(items[done:finished], 1)
        ]
        done = finished
        seen = replay(start, end, WorkCalendar(), begun, events, Now(noon(row.day), UTC))
        assert seen.left == Tally(row.open.points, row.open.points)
        if before is not None:
            assert seen.known[: len(before.known)] == before.known
        before = seen
    assert before is not None
    assert (before.left.items, before.scope.items) == ENDS[name]
