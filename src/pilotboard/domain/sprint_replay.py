"""A sprint told again from its events: what was committed, in scope, done and left at the end of every day.

Rule set (pilotboard's own, stated on the chart): the commitment is stored at the start and never recomputed. Scope
of a day = commitment + what came in - what went out +- new estimates, up to the end of that day in the organisation's
time zone. Left = scope - done. A later event changes no earlier day; a reopened item is not done from the day it was
reopened on. The ideal line is commitment x (1 - working time elapsed / working time), so it stays flat on days
without work and is 0 at the end of the last day; a half day counts half.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from pilotboard.domain.items import ItemState
from pilotboard.domain.sprint_events import ScopeKind, SprintEventKind, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pilotboard.domain.calendar import WorkCalendar
    from pilotboard.domain.sprint_events import Now, SprintEvent, SprintStart


@dataclass(frozen=True, slots=True)
class ScopeChange:
    """One change of scope after the start. ``change`` is what it added to the scope (negative when it took away)."""

    at: datetime
    day: date
    kind: ScopeKind
    item: str
    change: Tally
    reason: str


@dataclass(frozen=True, slots=True)
class DayPoint:
    """A day of a sprint at its end. ``scope``, ``done`` and ``left`` are ``None`` before the start and in the future.

    ``weight`` is how much of the day is worked (0, 0.5, 1). ``late`` marks days after the planned last day.
    """

    day: date
    weight: float
    ideal: Tally
    scope: Tally | None
    done: Tally | None
    late: bool = False

    @property
    def left(self) -> Tally | None:
        """Scope minus done."""
        return None if self.scope is None or self.done is None else self.scope.minus(self.done)

    @property
    def working(self) -> bool:
        """Whether any work is done on that day."""
        return self.weight > 0


@dataclass(frozen=True, slots=True)
class ItemEnd:
    """An item where the replay ends. ``inside``: in the sprint and not dropped. ``done_on`` is its last day of done."""

    item: str
    committed: bool
    inside: bool
    size: int | None
    done_on: date | None

    @property
    def done(self) -> bool:
        """Whether it counts as done: in the sprint, and not reopened."""
        return self.inside and self.done_on is not None

    @property
    def tally(self) -> Tally:
        """Its size both ways."""
        return Tally(1, self.size or 0)


@dataclass(frozen=True, slots=True)
class Replay:
    """A sprint from its start to the moment asked: a point a day, the changes of scope, and how each item ended."""

    start: date
    end: date
    committed: Tally
    days: tuple[DayPoint, ...]
    changes: tuple[ScopeChange, ...]
    items: tuple[ItemEnd, ...]
    reopened: int

    @property
    def known(self) -> tuple[DayPoint, ...]:
        """The days whose figures are known."""
        return tuple(day for day in self.days if day.scope is not None)

    @property
    def scope(self) -> Tally:
        """Everything in the sprint at the moment asked."""
        return next((day.scope for day in reversed(self.days) if day.scope is not None), self.committed)

    @property
    def done(self) -> Tally:
        """Everything in it that is done, also after the planned last day."""
        return next((day.done for day in reversed(self.days) if day.done is not None), Tally())

    @property
    def left(self) -> Tally:
        """Scope minus done."""
        return self.scope.minus(self.done)

    @property
    def finished(self) -> Tally:
        """Done by the end of the planned last day, and not reopened since: what velocity counts."""
        if self.items:
            return tally_of(
                end for end in self.items if end.done and end.done_on is not None and end.done_on <= self.end
            )
        return next((day.done for day in reversed(self.days) if day.done is not None and not day.late), Tally())

    def change(self, kind: ScopeKind) -> Tally:
        """The sum of the scope changes of one kind (negative for what was removed)."""
        total = Tally()
        for one in self.changes:
            if one.kind == kind:
                total = total.plus(one.change)
        return total


def replay(
    start: date,
    end: date,
    calendar: WorkCalendar,
    begun: SprintStart | None,
    events: Iterable[SprintEvent],
    now: Now,
) -> Replay:
    """Tell the sprint again up to ``now``; later events are not looked at, so no later event can matter.

    ``start`` and ``end`` are its planned days. Not begun (``None``): an ideal line only. A sprint that was begun
    early shows the days before its planned first one too; one that is still open after its last day goes on, late.
    """
    after = (
        [] if begun is None else sorted((e for e in events if _counts(e, begun, now)), key=lambda e: (e.at, e.order))
    )
    state = _State.at_start(now.zone, begun)
    committed = state.scope()
    today = now.at.astimezone(now.zone).date()
    first = None if begun is None else begun.at.astimezone(now.zone).date()
    ideals = ideal_line(start, end, calendar, committed)
    days: list[DayPoint] = []
    place = 0
    for day in _stretch(start if first is None else min(start, first), end if first is None else max(end, today)):
        while place < len(after) and after[place].at.astimezone(now.zone).date() <= day:
            state.take(after[place])
            place += 1
        seen = first is not None and first <= day <= today
        scope, done = (state.scope(), state.done()) if seen else (None, None)
        ideal = committed if day < start else ideals.get(day, Tally())
        days.append(DayPoint(day, calendar.weight(day), ideal, scope, done, late=day > end))
    return Replay(start, end, committed, tuple(days), tuple(state.changes), tuple(state.ends()), state.reopened)


def _counts(event: SprintEvent, begun: SprintStart, now: Now) -> bool:
    inside = begun.at <= event.at <= now.at and event.order > begun.last_event
    return inside and (now.last_event is None or event.order <= now.last_event)


def ideal_line(start: date, end: date, calendar: WorkCalendar, committed: Tally) -> dict[date, Tally]:
    """What would be left at the end of each day if the work went evenly: flat without work, 0 on the last day.

    A sprint without a single working day stays at its commitment until its last day.
    """
    shares = [(day, ideal_share(start, end, calendar, day)) for day in _stretch(start, end)]
    return {day: Tally(committed.items * share, committed.points * share) for day, share in shares}


def ideal_share(start: date, end: date, calendar: WorkCalendar, day: date) -> float:
    """How much of the work, 1 to 0, the ideal line leaves at the end of a day; all of it before the start."""
    total = calendar.working_time(start, end)
    return 1 - (calendar.working_time(start, day) / total if total else float(day == end))


@dataclass(slots=True)
class _Item:
    size: int | None
    committed: bool = False
    inside: bool = True
    dropped: bool = False
    done_on: date | None = None
    finished_before: bool = False

    def end(self, key: str) -> ItemEnd:
        return ItemEnd(key, self.committed, self.inside and not self.dropped, self.size, self.done_on)


@dataclass(slots=True)
class _State:
    zone: tzinfo
    items: dict[str, _Item]
    changes: list[ScopeChange] = field(default_factory=list)
    reopened: int = 0

    @classmethod
    def at_start(cls, zone: tzinfo, begun: SprintStart | None) -> _State:
        """What stands in the sprint when it starts."""
        if begun is None:
            return cls(zone, {})
        found = {one.item: _Item(one.size, finished_before=True) for one in begun.finished}
        return cls(zone, found | {one.item: _Item(one.size, committed=True) for one in begun.committed})

    def scope(self) -> Tally:
        return tally_of(one for one in self.ends() if one.inside)

    def done(self) -> Tally:
        return tally_of(one for one in self.ends() if one.done)

    def ends(self) -> Sequence[ItemEnd]:
        """Every item that is or was part of it, by key."""
        return [one.end(key) for key, one in sorted(self.items.items()) if not one.finished_before]

    def take(self, event: SprintEvent) -> None:
        """One event; what changes nothing (added twice, an item that is not in the sprint) is passed over."""
        one = self.items.get(event.item)
        inside = one is not None and one.inside
        if event.kind == SprintEventKind.ADDED:
            if not inside:
                committed = one is not None and one.committed
                self.items[event.item] = _Item(event.size, committed)
                self._changed(event, ScopeKind.ADDED, Tally(1, event.size or 0))
        elif one is None or not inside:
            return
        elif one.finished_before:
            self._finished_before(one, event)
        elif event.kind == SprintEventKind.REMOVED:
            one.inside = False
            if not one.dropped:
                self._changed(event, ScopeKind.REMOVED, Tally(-1, -(one.size or 0)))
        elif event.kind == SprintEventKind.ESTIMATE:
            before, one.size = one.size, event.size
            if before != event.size and not one.dropped:
                self._changed(event, ScopeKind.RE_ESTIMATED, Tally(0, (event.size or 0) - (before or 0)))
        elif event.state is not None:
            self._moved(one, event, event.state)

    def _finished_before(self, one: _Item, event: SprintEvent) -> None:
        """An item that was done before the start: it comes into the scope when somebody takes it up again."""
        if event.kind == SprintEventKind.REMOVED:
            one.inside = False
        elif event.kind == SprintEventKind.ESTIMATE:
            one.size = event.size
        elif event.state not in {ItemState.DONE, ItemState.DROPPED}:
            one.finished_before = False
            self._changed(event, ScopeKind.ADDED, Tally(1, one.size or 0))

    def _moved(self, one: _Item, event: SprintEvent, state: ItemState) -> None:
        if one.done_on is not None and state != ItemState.DONE:
            one.done_on = None
            self.reopened += 1
        elif one.done_on is None and state == ItemState.DONE:
            one.done_on = self._day(event)
        if (state == ItemState.DROPPED) != one.dropped:
            one.dropped = not one.dropped
            sign, kind = (-1, ScopeKind.REMOVED) if one.dropped else (1, ScopeKind.ADDED)
            self._changed(event, kind, Tally(sign, sign * (one.size or 0)))

    def _changed(self, event: SprintEvent, kind: ScopeKind, change: Tally) -> None:
        self.changes.append(ScopeChange(event.at, self._day(event), kind, event.item, change, event.reason))

    def _day(self, event: SprintEvent) -> date:
        return event.at.astimezone(self.zone).date()


def tally_of(ends: Iterable[ItemEnd]) -> Tally:
    """How many items, and their estimates together."""
    items, points = 0, 0
    for one in ends:
        items += 1
        points += one.size or 0
    return Tally(items, points)


def _stretch(start: date, end: date) -> list[date]:
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]
