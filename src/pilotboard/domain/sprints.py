"""Sprints: what a line and the sprint's page show, and the rules of planning, starting, changing and closing one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pilotboard.domain.calendar import span_words
from pilotboard.domain.dates import friendly_day
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.items import OPEN_STATES, ItemState
from pilotboard.domain.sprint_replay import Tally
from pilotboard.domain.teams import MembershipRole
from pilotboard.domain.text import has_visible, shortened, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from pilotboard.domain.impediments import ImpedimentRow
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.sprint_record import SprintRecord

MAX_DAYS = 31
MAX_GOAL = 200


class SprintState(StrEnum):
    """Where a sprint stands. A cancelled sprint is kept, and left out of every history sample."""

    PLANNED = "planned"
    ACTIVE = "active"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SprintOrigin(StrEnum):
    """Whether the sprint was run here or came in with an import."""

    LOCAL = "local"
    IMPORT = "import"


class ItemOutcome(StrEnum):
    """What became of an item when its sprint was closed."""

    DONE = "done"
    CARRIED = "carried"
    RETURNED = "returned"
    DROPPED = "dropped"


OVER = (SprintState.CLOSED, SprintState.CANCELLED)
"""States from which a sprint changes no more; what is wrong in it is said in an amendment."""


@dataclass(frozen=True, slots=True)
class SprintRow:
    """A sprint as one line of a list. Imported ones may lack their days.

    ``committed`` is what was stored at the start (what is planned, before); ``done`` of what is or was in it;
    ``added`` and ``removed`` (positive) after the start; ``carried`` left it for a later sprint when it was closed.
    """

    id: int
    key: str
    team_key: str
    team: str
    goal: str
    state: SprintState
    start: date | None
    end: date | None
    committed: Tally
    done: Tally
    added: Tally
    removed: Tally
    carried: Tally
    origin: SprintOrigin
    version: int

    def name(self) -> str:
        """``S-4 "Families get the text" (5-16 Jan)``."""
        goal = f' "{shortened(shown(self.goal), 60)}"' if has_visible(self.goal) else ""
        days = f" ({span_words(self.start, self.end)})" if self.start and self.end else ""
        return f"{self.key}{goal}{days}"


@dataclass(frozen=True, slots=True)
class SprintItemRow:
    """An item in a sprint, or that was in it.

    ``committed``: part of the commitment, with ``size_committed`` then. ``carried_from`` is the sprint it was left
    over from, ``carries`` how often it was carried in all. ``outcome`` is known once the sprint is closed.
    """

    item_key: str
    title: str
    pilot_key: str
    state: ItemState
    assignee: str | None
    estimate: int | None
    committed: bool
    size_committed: int | None
    carried_from: str | None
    carries: int
    added_at: datetime
    added_reason: str
    removed_at: datetime | None
    removed_reason: str
    outcome: ItemOutcome | None
    outcome_reason: str
    next_sprint: str | None

    @property
    def inside(self) -> bool:
        """Whether it is in the sprint now."""
        return self.removed_at is None and self.state != ItemState.DROPPED

    @property
    def left_over(self) -> bool:
        """Whether something has to be decided about it when the sprint is closed."""
        return self.inside and self.state != ItemState.DONE


@dataclass(frozen=True, slots=True)
class DailyNoteView:
    """What somebody said at a daily check-in."""

    id: int
    day: date
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """A correction of a closed sprint: beside the record, never in it."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class SprintDetail:
    """Everything the page of a sprint shows. ``prediction`` and ``result`` stand side by side in the review."""

    row: SprintRow
    prediction: str
    result: str
    started_at: datetime | None
    ended_at: datetime | None
    cancel_reason: str
    items: tuple[SprintItemRow, ...]
    notes: tuple[DailyNoteView, ...]
    impediments: tuple[ImpedimentRow, ...]
    record: SprintRecord | None
    amendments: tuple[AmendmentView, ...]

    @property
    def left_over(self) -> tuple[SprintItemRow, ...]:
        """The items that have to be decided when it is closed."""
        return tuple(item for item in self.items if item.left_over)


def check_dates(start: date, end: date) -> None:
    """A sprint's days are in order and at most 31 (Scrum Guide 2020: a month or less). Raises ``InvalidInput``."""
    if end < start:
        message = f"The last day ({end.isoformat()}) is before the first day ({start.isoformat()})."
        raise InvalidInput(message, hint="Swap the two days.", field="end")
    days = (end - start).days + 1
    if days > MAX_DAYS:
        hint = f"Let it end on {friendly_day(start.fromordinal(start.toordinal() + MAX_DAYS - 1))} or before."
        raise InvalidInput(f"A sprint has at most {MAX_DAYS} days; this one has {days:,}.", hint=hint, field="end")


def check_overlap(start: date, end: date, others: Iterable[SprintRow]) -> None:
    """No other sprint of the team (planned, active or closed) shares a day. Raises ``InvalidInput`` that names it."""
    for other in others:
        if other.state == SprintState.CANCELLED or other.start is None or other.end is None:
            continue
        if other.start <= end and start <= other.end:
            hint = "Choose days after it, or change its days."
            if other.state == SprintState.ACTIVE:
                hint = f"Close it first: pilotboard sprints close {other.key}. Or choose days after it."
            raise InvalidInput(f"These days overlap with {other.name()}.", hint=hint, field="start", at=other.key)


def check_start(sprint: SprintRow, others: Iterable[SprintRow]) -> None:
    """Whether the sprint may start: it is planned, has days and a goal, and no other one of the team is active.

    Raises ``InvalidInput`` for what is missing, ``Refusal`` for what stands against it.
    """
    if sprint.state != SprintState.PLANNED:
        raise Refusal(f"{sprint.key} is {sprint.state}; only a planned sprint can start.", at=sprint.key)
    if not has_visible(sprint.goal):
        hint = "Say in one sentence what will be better for whom when it is over."
        raise InvalidInput("A sprint starts with a goal.", hint=hint, field="goal")
    if sprint.start is None or sprint.end is None:
        raise InvalidInput("A sprint starts with its first and last day.", field="start")
    check_dates(sprint.start, sprint.end)
    for other in others:
        if other.state == SprintState.ACTIVE and other.id != sprint.id:
            message = f"{sprint.team} has an active sprint: {other.name()}."
            raise Refusal(
                message, "Nothing was saved.", f"Close it first: pilotboard sprints close {other.key}.", other.key
            )


def start_warnings(sprint: SprintRow, items: Collection[SprintItemRow], today: date, points: bool) -> tuple[str, ...]:
    """What somebody should know before starting; none of it stops the start. ``points``: the team counts points."""
    found = []
    if not items:
        found.append("There is nothing in it yet: the commitment will be empty.")
    if sprint.end is not None and sprint.end < today:
        found.append(f"Its last day, {friendly_day(sprint.end, today)}, is over.")
    elif sprint.start is not None and sprint.start != today:
        found.append(f"Its first day is {friendly_day(sprint.start, today)}; the commitment is stored now.")
    bare = sum(item.estimate is None for item in items)
    if points and bare:
        found.append(f"{bare} of {len(items)} have no estimate and count 0 points.")
    return tuple(found)


def check_scope(sprint: SprintRow, team_key: str | None, state: ItemState, reason: str | None, item_key: str) -> None:
    """Whether an item may come into a sprint: same team, still open, and with a reason once the sprint runs."""
    if sprint.state in OVER:
        hint = "Plan it into a sprint that is not over; corrections of this one are amendments."
        raise Refusal(f"{sprint.key} is {sprint.state} and changes no more.", hint=hint, at=sprint.key)
    if team_key != sprint.team_key:
        whose = f"to {team_key}" if team_key else "to no team"
        message = f"{item_key} belongs {whose}, {sprint.key} to {sprint.team_key}."
        raise InvalidInput(message, hint="Choose a sprint of the item's own team.", field="sprint", at=item_key)
    if state not in OPEN_STATES:
        raise Refusal(f"{item_key} is {state} already.", hint="Only open items are planned.", at=item_key)
    check_scope_reason(sprint, reason)


def check_scope_reason(sprint: SprintRow, reason: str | None) -> None:
    """Whoever adds, takes out or re-estimates in a running sprint says why. Raises ``InvalidInput``."""
    if sprint.state == SprintState.ACTIVE and not (reason and has_visible(reason)):
        hint = "Say in a few words what made it necessary; it stands in the sprint's record."
        raise InvalidInput(f"{sprint.key} is running: a change of its scope needs a reason.", hint=hint, field="reason")


def check_cancel(sprint: SprintRow, reason: str | None) -> None:
    """A planned or active sprint is cancelled with a reason. Raises ``Refusal`` or ``InvalidInput``."""
    if sprint.state in OVER:
        raise Refusal(f"{sprint.key} is {sprint.state} already.", at=sprint.key)
    if not (reason and has_visible(reason)):
        hint = "Say why its goal makes no sense any more."
        raise InvalidInput("Cancelling a sprint needs a reason.", hint=hint, field="reason")


def cancel_courtesy(roles: Collection[MembershipRole]) -> str:
    """What to ask somebody who is neither product owner nor coach of the team before they cancel; else nothing.

    A file open to all guards against mistakes, not against people: it asks, it does not forbid.
    """
    if MembershipRole.PRODUCT_OWNER in roles or MembershipRole.COACH in roles:
        return ""
    return "Only the product owner or the coach cancels a sprint. Have they agreed?"


def check_close(sprint: SprintRow) -> None:
    """Only an active sprint is closed. Raises ``Refusal``."""
    if sprint.state == SprintState.PLANNED:
        raise Refusal(f"{sprint.key} has not started.", hint="Start it, or cancel it with a reason.", at=sprint.key)
    if sprint.state in OVER:
        raise Refusal(f"{sprint.key} is {sprint.state} already.", hint="Corrections are amendments.", at=sprint.key)


def check_amend(sprint: SprintRow) -> None:
    """Only a closed sprint has a record to amend. Raises ``Refusal``."""
    if sprint.state != SprintState.CLOSED:
        hint = "Change it directly." if sprint.state not in OVER else ""
        raise Refusal(f"{sprint.key} is {sprint.state}: there is no record to amend.", hint=hint, at=sprint.key)


def sprint_subject() -> Subject[SprintRow]:
    """What a filter over sprints may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query import Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the sprint's key, such as S-4"),
            Field("goal", "text", "words of its goal"),
            Field("team", "text", "the team's key or name"),
            Field("state", "word", "planned, active, closed or cancelled", values=tuple(SprintState)),
            Field("start", "date", "its first day", optional=True),
            Field("end", "date", "its last day", optional=True),
            Field("active", "flag", "running now"),
            Field("imported", "flag", "came in with an import"),
        ),
        {
            "key": lambda row: row.key,
            "goal": lambda row: row.goal,
            "team": lambda row: (row.team_key, row.team),
            "state": lambda row: row.state,
            "start": lambda row: row.start,
            "end": lambda row: row.end,
            "active": lambda row: row.state == SprintState.ACTIVE,
            "imported": lambda row: row.origin == SprintOrigin.IMPORT,
        },
        lambda row: (row.key, row.goal, row.team),
    )
