"""What happened to each item, and when: a past that ends in the state the texts ask for.

Days are places in the pilot's own row of working days (0 = the day its team began). Chance is seeded by the pilot, so
that the same day gives the same past.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from pilotboard.demo.calendar import SchoolDays, moment
from pilotboard.demo.material import Item, Pilot, Team
from pilotboard.domain.items import EventKind, ItemState

_WEEK = 5
_MEETING = 390
_WORKERS = ("product_owner", "developer")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to an item. `kind` None is a note (in `detail`) or the ticking of its checklist."""

    at: datetime
    who: str
    kind: EventKind | None
    before: ItemState | None = None
    after: ItemState | None = None
    detail: str = ""


@dataclass(slots=True)
class Tale:
    """An item of the pilot with its number, who does it, and its steps from the first to the last."""

    item: Item
    number: int
    assignee: str | None
    steps: list[Step] = field(default_factory=list)

    def add(self, step: Step) -> None:
        """Put a step behind the others, a few minutes later when it would come too early."""
        if self.steps and step.at <= self.steps[-1].at:
            later = self.steps[-1].at + timedelta(minutes=5)
            step = Step(later, step.who, step.kind, step.before, step.after, step.detail)
        self.steps.append(step)


@dataclass(slots=True)
class _Course:
    """Places in the row of days; None where an item has not come so far. `first_done` is for one that was reopened."""

    created: int = 0
    ready: int | None = None
    start: int | None = None
    review: int | None = None
    first_done: int | None = None
    done: int | None = None
    dropped: int | None = None
    block: int | None = None
    unblock: int | None = None

    def earliest(self) -> int | None:
        """The first movement after it was written down."""
        moved = (self.ready, self.start, self.review, self.done, self.dropped)
        return min((place for place in moved if place is not None), default=None)


def tell(pilot: Pilot, team: Team | None, days: SchoolDays) -> list[Tale]:
    """The past of every item of the pilot."""
    row = days.between(days.ago(pilot.began), days.ago(pilot.closed or 1))
    chance = Random(f"pilot {pilot.number}")
    courses = _courses(pilot.items, row, days, chance)
    tales = []
    for number, (item, course) in enumerate(zip(pilot.items, courses, strict=True), 1):
        teller = _Teller(pilot, team, days, row, chance)
        tales.append(teller.tale(item, number, course))
    return tales


def _courses(items: Sequence[Item], row: Sequence[date], days: SchoolDays, chance: Random) -> list[_Course]:
    last = len(row) - 1
    finished = [place for place, item in enumerate(items) if item.state == ItemState.DONE]
    courses = []
    for place, item in enumerate(items):
        at = None if item.days is None else max(row.index(days.ago(item.days)), 1)
        share = (finished.index(place) + 0.6) / len(finished) if place in finished else 0.5
        courses.append(_course(item, last, at, share, chance))
    first_batch = max(len(items) // 3, 1)
    for place, course in enumerate(courses):
        wanted = max(place - first_batch, 0) * max(last - 3, 0) // max(len(items) - first_batch, 1)
        course.created = wanted - wanted % _WEEK
    latest = last
    for course in reversed(courses):
        moved = course.earliest()
        latest = max(min(latest, latest if moved is None else moved - 1, course.created), 0)
        course.created = latest
    return courses


def _course(item: Item, last: int, at: int | None, share: float, chance: Random) -> _Course:
    course = _Course()
    match item.state:
        case ItemState.DONE:
            _finish(course, item, last, at, share, chance)
        case ItemState.REVIEW:
            course.review = at if at is not None else last - chance.randint(0, 2)
            course.start = max(course.review - chance.randint(2, 6), 1)
        case ItemState.IN_PROGRESS:
            course.start = at if at is not None else last - chance.randint(0, 6)
        case ItemState.READY:
            course.ready = at if at is not None else last - chance.randint(2, 12)
        case ItemState.DROPPED:
            course.dropped = at if at is not None else chance.randint(last // 3, last - 2)
    if course.start is not None:
        course.ready = max(course.start - chance.randint(1, 6), 0)
    return course


def _finish(course: _Course, item: Item, last: int, at: int | None, share: float, chance: Random) -> None:
    done = at if at is not None else round(5 + (last - 6) * share) + chance.randint(-2, 2)
    course.done = done = min(max(done, 3), last)
    length = min(1 + int(chance.expovariate(0.3)), 14)
    if item.reopened:
        length = max(length, 6)
        course.first_done = max(done - 4, 2)
    if item.blocked:
        length = max(length, 5)
    course.start = max(done - length, 1)
    end = course.first_done or done
    if item.blocked:
        course.block, course.unblock = min(course.start + 1, end), max(end - 1, course.start + 1)
    if end - course.start >= 2 and chance.random() < 0.5:
        course.review = end - 1


class _Teller:
    """Turns the places of an item's course into dated steps with people."""

    def __init__(self, pilot: Pilot, team: Team | None, days: SchoolDays, row: Sequence[date], chance: Random) -> None:
        self._pilot = pilot
        self._team = team
        self._days = days
        self._row = row
        self._chance = chance

    def tale(self, item: Item, number: int, course: _Course) -> Tale:
        """The item with its steps."""
        owner = self._owner()
        begun = item.state in {ItemState.DONE, ItemState.REVIEW, ItemState.IN_PROGRESS}
        who = item.who or (self._worker(course.start or 0) if begun else None)
        tale = Tale(item, number, who)
        tale.add(Step(self._meeting(course.created), owner, EventKind.CREATED, after=ItemState.BACKLOG))
        state = ItemState.BACKLOG
        if course.ready is not None:
            state = self._move(tale, max(course.ready, course.created), owner, state, ItemState.READY, meeting=True)
        if course.dropped is not None:
            self._move(tale, course.dropped, owner, state, ItemState.DROPPED, item.dropped)
        if course.start is not None and who is not None:
            self._work(tale, course, who, self._move(tale, course.start, who, state, ItemState.IN_PROGRESS))
        elif item.blocked:
            self._block(tale, owner)
        if item.notes and course.start is None:
            self._notes(tale, course.created + 1)
        return tale

    def _work(self, tale: Tale, course: _Course, who: str, state: ItemState) -> None:
        item = tale.item
        if course.block is not None and course.unblock is not None:
            tale.add(Step(self._at(course.block), who, EventKind.BLOCKED, detail=item.blocked))
            tale.add(Step(self._at(course.unblock), who, EventKind.UNBLOCKED, detail=item.blocked))
        elif item.blocked:
            self._block(tale, who)
        self._notes(tale, (course.start or 0) + 1)
        if any(met for met, _ in item.checklist):
            tale.add(Step(self._at((course.start or 0) + 1), who, None))
        if course.review is not None:
            state = self._move(tale, course.review, who, state, ItemState.REVIEW)
        if course.first_done is not None and course.done is not None:
            state = self._move(tale, course.first_done, who, state, ItemState.DONE)
            again = Step(
                self._at(course.done - 1), who, EventKind.REOPENED, state, ItemState.IN_PROGRESS, item.reopened
            )
            tale.add(again)
            state = ItemState.IN_PROGRESS
        if course.done is not None:
            self._move(tale, course.done, who, state, ItemState.DONE)

    def _move(
        self,
        tale: Tale,
        place: int,
        who: str,
        before: ItemState,
        after: ItemState,
        detail: str = "",
        *,
        meeting: bool = False,
    ) -> ItemState:
        at = self._meeting(place) + timedelta(minutes=15) if meeting else self._at(place)
        tale.add(Step(at, who, EventKind.STATE, before, after, detail))
        return after

    def _block(self, tale: Tale, who: str) -> None:
        day = self._days.ago(tale.item.blocked_days or 3)
        tale.add(Step(moment(day, 10), who, EventKind.BLOCKED, detail=tale.item.blocked))

    def _notes(self, tale: Tale, place: int) -> None:
        for who, text in tale.item.notes:
            tale.add(Step(self._at(place), who, None, detail=text))

    def _owner(self) -> str:
        if self._team is None:
            return self._pilot.written_by
        return next(member.handle for member in self._team.members if member.role == "product_owner")

    def _worker(self, place: int) -> str:
        assert self._team is not None
        there = [
            member.handle
            for member in self._team.members
            if member.role in _WORKERS
            and self._days.ago(member.start) <= self._row[place]
            and (member.end is None or self._row[place] <= self._days.ago(member.end))
        ]
        return self._chance.choice(there)

    def _day(self, place: int) -> date:
        return self._row[min(max(place, 0), len(self._row) - 1)]

    def _at(self, place: int) -> datetime:
        return moment(self._day(place), self._chance.randint(10, 230))

    def _meeting(self, place: int) -> datetime:
        return moment(self._day(place), _MEETING)
