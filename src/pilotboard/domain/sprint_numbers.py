"""Figures about sprints: velocity with its range, said and done, carried, capacity, and the words for how it stands.

Counts come first, points where a team turns them on. None of these is compared between teams or kept per person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.organisation import Counting
from pilotboard.domain.sprint_events import Tally
from pilotboard.domain.sprint_replay import Replay, ideal_share, tally_of
from pilotboard.domain.sprint_states import SprintOrigin, SprintState
from pilotboard.domain.teams import capacity_on, changes_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from pilotboard.domain.calendar import Gap, WorkCalendar
    from pilotboard.domain.teams import MembershipRow

LEAST_SPRINTS = 3
USUAL_SPRINTS = 6
"""How many closed sprints velocity looks back on, and the fewest that it says anything about."""


class PastSprint(NamedTuple):
    """A sprint of the past: what was done by its last day, and the person days of work it had (``None`` unknown)."""

    key: str
    state: SprintState
    origin: SprintOrigin
    ended_on: date | None
    finished: Tally
    person_days: float | None = None


@dataclass(frozen=True, slots=True)
class Velocity:
    """What a team usually finishes in a sprint: smallest, middle and largest of the last ``k``, oldest key first."""

    counting: Counting
    sprints: tuple[str, ...]
    finished: tuple[float, ...]
    low: float
    middle: float
    high: float

    @property
    def k(self) -> int:
        """How many sprints it rests on."""
        return len(self.sprints)

    def words(self) -> str:
        """``5 to 9 items, the middle 7 (last 4 sprints)``."""
        return f"{self.low:g} to {self.high:g} {self.counting}, the middle {self.middle:g} (last {self.k} sprints)"


def samples(past: Iterable[PastSprint]) -> tuple[PastSprint, ...]:
    """The sprints that history may be read from, oldest first: closed, and dated when they were imported.

    Cancelled ones are left out; one in which nothing was finished is a sample like any other.
    """
    kept = [one for one in past if one.state == SprintState.CLOSED and one.ended_on is not None]
    return tuple(sorted(kept, key=lambda one: (one.ended_on, len(one.key), one.key)))


def velocity(
    past: Iterable[PastSprint], counting: Counting = Counting.ITEMS, k: int = USUAL_SPRINTS
) -> Velocity | None:
    """Min, median and max of what the last ``k`` closed sprints finished in their windows; ``None`` below three."""
    last = samples(past)[-max(k, LEAST_SPRINTS) :]
    if len(last) < LEAST_SPRINTS:
        return None
    finished = tuple(one.finished.of(counting) for one in last)
    keys = tuple(one.key for one in last)
    return Velocity(counting, keys, finished, min(finished), float(median(finished)), max(finished))


def velocity_words(past: Iterable[PastSprint], counting: Counting = Counting.ITEMS) -> str:
    """The range in words, or how many closed sprints are missing for one."""
    kept = samples(past)
    found = velocity(kept, counting)
    if found is not None:
        return found.words()
    return f"known after {LEAST_SPRINTS} closed sprints; there {'is 1' if len(kept) == 1 else f'are {len(kept)}'}"


@dataclass(frozen=True, slots=True)
class SayDo:
    """Of what was committed at the start, what was done by the last day; what came in later and was done, apart."""

    committed: Tally
    done: Tally
    added_done: Tally
    finished_late: Tally

    def share(self, counting: Counting = Counting.ITEMS) -> float | None:
        """0 to 1, never more; ``None`` when nothing was committed."""
        whole = self.committed.of(counting)
        return self.done.of(counting) / whole if whole else None

    def words(self, counting: Counting = Counting.ITEMS) -> str:
        """``6 of 8 committed items done; 2 added later and done too``."""
        said = f"{self.done.of(counting):g} of {self.committed.of(counting):g} committed {counting} done"
        if self.added_done.of(counting):
            said += f"; {self.added_done.of(counting):g} added later and done too"
        if self.finished_late.of(counting):
            said += f"; {self.finished_late.of(counting):g} finished after the last day"
        return said


def say_do(told: Replay, sizes: Mapping[str, int | None]) -> SayDo:
    """Said and done of a sprint. ``sizes`` are the committed estimates by key, so that the share never passes 1.

    A committed item that was taken out counts as said and not done. It describes one sprint and is no target.
    """
    inside = [end for end in told.items if end.done and end.done_on is not None and end.done_on <= told.end]
    kept = [end for end in inside if end.committed]
    done = Tally(len(kept), sum(sizes.get(end.item) or 0 for end in kept))
    late = tally_of(end for end in told.items if end.done and end not in inside)
    return SayDo(told.committed, done, tally_of(end for end in inside if not end.committed), late)


class CarryLink(NamedTuple):
    """An item in one sprint, and the sprint it was carried from (``None`` when it came from the backlog)."""

    item: str
    sprint: str
    carried_from: str | None


def carry_chains(links: Iterable[CarryLink]) -> dict[str, tuple[str, ...]]:
    """By carried item, the sprints it was carried from, oldest first; how often it was carried is the length."""
    by_item: dict[str, dict[str, str]] = {}
    for link in links:
        if link.carried_from is not None:
            by_item.setdefault(link.item, {})[link.sprint] = link.carried_from
    return {item: _chain(steps) for item, steps in by_item.items()}


def _chain(steps: dict[str, str]) -> tuple[str, ...]:
    ordered: list[str] = []
    starts = [sprint for sprint in steps if steps[sprint] not in steps]
    following = {source: sprint for sprint, source in steps.items()}
    for start in starts:
        at: str | None = start
        while at is not None and steps[at] not in ordered:
            ordered.append(steps[at])
            at = following.get(at)
    return tuple(ordered)


@dataclass(frozen=True, slots=True)
class Capacity:
    """Working time of a team over some days: full days of people, with what makes them fewer or more."""

    start: date
    end: date
    working_days: int
    person_days: float
    gaps: tuple[Gap, ...]
    changes: tuple[tuple[date, str, str], ...]


def capacity(memberships: Sequence[MembershipRow], calendar: WorkCalendar, start: date, end: date) -> Capacity:
    """Sum over the days of (share of the day worked) x (shares of those who do the work that day), in person days."""
    total = 0.0
    for place in range((end - start).days + 1):
        day = start.fromordinal(start.toordinal() + place)
        weight = calendar.weight(day)
        if weight:
            total += weight * capacity_on(memberships, day) / 100
    changes = changes_between(memberships, start, end)
    return Capacity(start, end, calendar.working_days(start, end), total, calendar.gaps(start, end), changes)


@dataclass(frozen=True, slots=True)
class Room:
    """How much fits into a sprint going by what was really finished before: smallest, middle, largest, over ``k``."""

    counting: Counting
    person_days: float
    k: int
    low: float
    middle: float
    high: float

    def words(self, planned: float | None = None) -> str:
        """``Room for 5 to 8 items, going by 4 sprints; 9 are planned: more than was ever finished.``"""
        said = f"Room for {self.low:.0f} to {self.high:.0f} {self.counting}, going by {self.k} sprints"
        if planned is None:
            return f"{said}."
        judged = "within it"
        if planned > self.high + 0.5:
            judged = "more than was ever finished in that time"
        elif planned > self.middle + 0.5:
            judged = "more than half the sprints finished"
        elif planned < self.low - 0.5:
            judged = "less than usual"
        return f"{said}; {planned:g} planned: {judged}."


def room(
    past: Iterable[PastSprint], person_days: float, counting: Counting = Counting.ITEMS, k: int = USUAL_SPRINTS
) -> Room | None:
    """What was finished per person day in the last ``k`` closed sprints, times the person days of this one.

    Sprints of unknown capacity are no samples; ``None`` below three.
    """
    known = [one for one in samples(past) if one.person_days]
    rates = [one.finished.of(counting) / one.person_days for one in known[-max(k, LEAST_SPRINTS) :] if one.person_days]
    if len(rates) < LEAST_SPRINTS:
        return None
    low, middle, high = min(rates), float(median(rates)), max(rates)
    return Room(counting, person_days, len(rates), low * person_days, middle * person_days, high * person_days)


class Figures(NamedTuple):
    """What a running sprint is judged by: its days, what was committed; now (scope, done), ``None`` before it began."""

    start: date
    end: date
    committed: float
    now: tuple[float, float] | None


class Standing(NamedTuple):
    """How a sprint stands today: working day ``day`` of ``days``, what is done and left, and one word for it."""

    day: int
    days: int
    done: float
    scope: float
    left: float
    ideal: float
    word: str

    def words(self) -> str:
        """``day 6 of 10 · 7 of 12 done · on track``."""
        when = f"day {self.day} of {self.days} · " if self.day else ""
        return f"{when}{self.done:g} of {self.scope:g} done · {self.word}"


def standing(told: Replay, calendar: WorkCalendar, today: date, counting: Counting = Counting.ITEMS) -> Standing:
    """How the sprint stands on ``today``.

    On track: what is left is at most what the ideal line leaves at the end of the working day before, so that all of
    today is still there to reach today's point. Ahead: at or below tomorrow evening's point. Behind: above.
    """
    now = next((one for one in reversed(told.known) if one.day <= today), None)
    committed = told.committed.of(counting)
    figures = None
    if now is not None and now.scope is not None and now.done is not None:
        figures = (now.scope.of(counting), now.done.of(counting))
    return standing_of(Figures(told.start, told.end, committed, figures), calendar, today)


def standing_of(sprint: Figures, calendar: WorkCalendar, today: date) -> Standing:
    """How a sprint stands on ``today`` by its figures of that day."""
    start, end, committed, _ = sprint
    days = calendar.working_days(start, end)
    day = calendar.working_days(start, min(today, end))
    if sprint.now is None:
        return Standing(day, days, 0, committed, committed, committed, "not begun")

    def ideal(on: date) -> float:
        return committed * ideal_share(start, end, calendar, on)

    scope, done = sprint.now
    left = scope - done
    ahead = (today + timedelta(days=n) for n in range(1, (end - today).days + 1))
    following = next((ideal(on) for on in ahead if calendar.works(on)), -1.0)
    word = _word(left, scope, ideal(min(today - timedelta(days=1), end)), following, today > end)
    return Standing(day, days, done, scope, left, ideal(today) if today <= end else 0.0, word)


def _word(left: float, scope: float, before: float, after: float, late: bool) -> str:
    if not scope:
        return "empty"
    if not left:
        return "all done"
    if late:
        return "over its last day"
    if left <= after + 1e-9:
        return "ahead"
    return "on track" if left <= before + 1e-9 else "behind"
