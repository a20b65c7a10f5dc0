"""The charts of sprints: burndown, burnup with its scope line, velocity with its range."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.charts import (
    Band,
    ChartSpec,
    Limit,
    Look,
    Mark,
    Point,
    Series,
    Tick,
    figure,
    rounded,
    spread,
    y_ticks,
)
from pilotboard.domain.dates import MONTH_NAMES, friendly_day
from pilotboard.domain.organisation import Counting
from pilotboard.domain.sprint_events import ScopeKind
from pilotboard.domain.sprint_numbers import LEAST_SPRINTS, USUAL_SPRINTS, samples, standing, velocity, velocity_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pilotboard.domain.calendar import WorkCalendar
    from pilotboard.domain.sprint_numbers import PastSprint
    from pilotboard.domain.sprint_replay import DayPoint, Replay

MOST_X_TICKS = 7


class BurndownDay(NamedTuple):
    """A day of a burndown as data; ``None`` before the start and in the future."""

    date: date
    ideal: float
    remaining: float | None
    scope: float | None
    done: float | None
    working: bool


def burndown_days(told: Replay, counting: Counting = Counting.ITEMS) -> tuple[BurndownDay, ...]:
    """A row a day, in the unit asked for."""
    return tuple(
        BurndownDay(
            day.day,
            day.ideal.of(counting),
            day.left.of(counting) if day.left is not None else None,
            day.scope.of(counting) if day.scope is not None else None,
            day.done.of(counting) if day.done is not None else None,
            day.working,
        )
        for day in told.days
    )


def burndown(
    told: Replay, calendar: WorkCalendar, today: date, counting: Counting = Counting.ITEMS, title: str = "Burndown"
) -> ChartSpec:
    """What is left at the end of every day beside the ideal line; the scope too where it changed.

    Rule set: scope as it was on that day, working calendar, ideal line to 0 (see ``domain.sprint_replay``).
    """
    days = burndown_days(told, counting)
    committed = told.committed.of(counting)
    left = _line(days, [day.remaining for day in days], committed)
    ideal = [Point(_first(told), committed)]
    ideal += [Point(place + 1, day.ideal) for place, day in enumerate(days) if told.start <= day.date <= told.end]
    series = [Series("ideal", "ideal", Look.DOTTED, tuple(ideal))]
    if told.changes:
        scope = _line(days, [day.scope for day in days], committed)
        series.append(Series("scope", "scope", Look.DASHED, scope))
    series.append(Series("left", "left", Look.SOLID, left))
    return _of_days(
        "burndown", title, told, today, counting, tuple(series), _left_words(told, calendar, today, counting)
    )


def burnup(
    told: Replay, calendar: WorkCalendar, today: date, counting: Counting = Counting.ITEMS, title: str = "Burnup"
) -> ChartSpec:
    """What is done and all there is to do, at the end of every day."""
    days = burndown_days(told, counting)
    scope = Series("scope", "scope", Look.DASHED, _line(days, [day.scope for day in days], told.committed.of(counting)))
    done = Series("done", "done", Look.SOLID, _line(days, [day.done for day in days], 0))
    words = _done_words(told, calendar, today, counting)
    return _of_days("burnup", title, told, today, counting, (scope, done), words)


def velocity_chart(
    past: Iterable[PastSprint], counting: Counting = Counting.ITEMS, k: int = USUAL_SPRINTS, title: str = "Velocity"
) -> ChartSpec:
    """What the last closed sprints finished, a bar each, with the smallest, the middle and the largest."""
    kept = samples(past)
    last = kept[-max(k, LEAST_SPRINTS) :]
    found = velocity(kept, counting, k)
    values = [one.finished.of(counting) for one in last]
    limits: list[Limit] = []
    if found is not None:
        limits = [
            Limit("low", "smallest", found.low, Look.DOTTED),
            Limit("middle", "middle", found.middle),
            Limit("high", "largest", found.high, Look.DOTTED),
        ]
    said = velocity_words(kept, counting) if found is None else found.words()
    return ChartSpec(
        "velocity",
        title,
        str(counting),
        max(len(last), 1),
        y_ticks(max(values, default=0)),
        spread([Tick(place + 0.5, one.key) for place, one in enumerate(last)], MOST_X_TICKS),
        (Series("finished", "finished", Look.BARS, tuple(Point(n + 0.5, value) for n, value in enumerate(values))),),
        tuple(limits),
        (),
        (),
        f"Usually finished: {said}.",
        ("Sprint", "Ended", f"Finished ({counting})"),
        tuple(
            (one.key, one.ended_on.isoformat() if one.ended_on else "", figure(value))
            for one, value in zip(last, values, strict=True)
        ),
    )


def _line(days: tuple[BurndownDay, ...], values: list[float | None], first: float) -> tuple[Point, ...]:
    """Points at the ends of the known days, from ``first`` at the beginning of the first of them."""
    known = [Point(place + 1, value) for place, value in enumerate(values[: len(days)]) if value is not None]
    return (Point(known[0].x - 1, first), *known) if known else ()


def _first(told: Replay) -> int:
    return (told.start - told.days[0].day).days


def _of_days(
    kind: str,
    title: str,
    told: Replay,
    today: date,
    counting: Counting,
    series: tuple[Series, ...],
    sentence: str,
) -> ChartSpec:
    most = max((point.y for one in series for point in one.points), default=0)
    place = (today - told.days[0].day).days
    marks = (Mark(place + 1, "today"),) if 0 <= place < len(told.days) - 1 and told.known else ()
    return ChartSpec(
        kind,
        title,
        str(counting),
        len(told.days),
        y_ticks(most),
        _day_ticks(told.days),
        series,
        (),
        _bands(told.days),
        marks,
        sentence,
        ("Day", "Ideal", "Left", "Scope", "Done", "Work"),
        tuple(_row(day, counting) for day in told.days),
    )


def _row(day: DayPoint, counting: Counting) -> tuple[str, ...]:
    known = [figure(one.of(counting)) if one is not None else "" for one in (day.left, day.scope, day.done)]
    work = {0.0: "none", 0.5: "half"}.get(day.weight, "full") + (", late" if day.late else "")
    return (day.day.isoformat(), figure(day.ideal.of(counting)), *known, work)


def _day_ticks(days: tuple[DayPoint, ...]) -> tuple[Tick, ...]:
    """Days by name of the month, at the middle of the day; working days only where there are any."""
    kept = [(place, day.day) for place, day in enumerate(days) if day.working] or [
        (place, day.day) for place, day in enumerate(days)
    ]
    return spread([Tick(n + 0.5, f"{day.day} {MONTH_NAMES[day.month - 1]}") for n, day in kept], MOST_X_TICKS)


def _bands(days: tuple[DayPoint, ...]) -> tuple[Band, ...]:
    found: list[Band] = []
    for place, day in enumerate(days):
        if day.working:
            continue
        if found and found[-1].end == place:
            found[-1] = Band(found[-1].start, place + 1, "no work")
        else:
            found.append(Band(place, place + 1, "no work"))
    return tuple(found)


def _left_words(told: Replay, calendar: WorkCalendar, today: date, counting: Counting) -> str:
    now = standing(told, calendar, today, counting)
    unit = "" if counting == Counting.ITEMS else f" {counting}"
    if not told.known:
        return f"Not begun: {now.days} working days from {friendly_day(told.start, today)}."
    when = f"on day {now.day} of {now.days}" if today <= told.end else "after the last day"
    if not now.left:
        whole = f"All {figure(now.scope)}" if now.scope != 1 else "1 of 1"
        said = f"{whole}{unit} done {when}." if now.scope else "There is nothing in it."
    elif today > told.end:
        said = f"{figure(now.left)} of {figure(now.scope)}{unit} left {when}."
    else:
        said = f"{figure(now.left)} of {figure(now.scope)}{unit} left {when}; on the ideal line it would be "
        said += f"{rounded(now.ideal)}."
    return said + _scope_words(told, counting)


def _done_words(told: Replay, calendar: WorkCalendar, today: date, counting: Counting) -> str:
    now = standing(told, calendar, today, counting)
    unit = "" if counting == Counting.ITEMS else f" {counting}"
    if not told.known:
        return f"Not begun: {now.days} working days from {friendly_day(told.start, today)}."
    when = f"on day {now.day} of {now.days}" if today <= told.end else "after the last day"
    return f"{figure(now.done)} of {figure(now.scope)}{unit} done {when}.{_scope_words(told, counting)}"


def _scope_words(told: Replay, counting: Counting) -> str:
    """What came in and went out since the start, as a sentence of its own; nothing when nothing did."""
    added = told.change(ScopeKind.ADDED).of(counting)
    removed = -told.change(ScopeKind.REMOVED).of(counting)
    estimate = told.change(ScopeKind.RE_ESTIMATED).of(counting)
    parts = [f"{figure(added)} came in"] if added else []
    parts += [f"{figure(removed)} went out"] if removed else []
    parts += [f"new estimates {'added' if estimate > 0 else 'took away'} {figure(abs(estimate))}"] if estimate else []
    return f" Since the start {' and '.join(parts)}." if parts else ""
