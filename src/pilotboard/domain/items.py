"""Items of work: what a line, a card and the item page show, and how an item moves."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.text import has_visible

if TYPE_CHECKING:
    from datetime import date, datetime

    from pilotboard.domain.query_fields import Field

MAX_TITLE = 200
MAX_ESTIMATE = 100


class ItemState(StrEnum):
    """Where an item stands, in the order of the work. A dropped item carries its reason."""

    BACKLOG = "backlog"
    READY = "ready"
    IN_PROGRESS = "in_progress"
    REVIEW = "review"
    DONE = "done"
    DROPPED = "dropped"


class ItemType(StrEnum):
    """What kind of work it is: something people get, a chore, finding something out, doing it better."""

    STORY = "story"
    TASK = "task"
    SPIKE = "spike"
    IMPROVEMENT = "improvement"


class EventKind(StrEnum):
    """What happened to an item; charts are drawn from these."""

    CREATED = "created"
    STATE = "state"
    REOPENED = "reopened"
    ESTIMATE = "estimate"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    SPLIT = "split"
    MOVED_PILOT = "moved_pilot"
    SPRINT_ADDED = "sprint_added"
    SPRINT_REMOVED = "sprint_removed"


BOARD_STATES = (ItemState.READY, ItemState.IN_PROGRESS, ItemState.REVIEW, ItemState.DONE)
"""The columns of a board, left to right."""

WORKING_STATES = (ItemState.IN_PROGRESS, ItemState.REVIEW)
"""Begun and not finished: what a limit counts and what grows old."""

OPEN_STATES = (ItemState.BACKLOG, ItemState.READY, ItemState.IN_PROGRESS, ItemState.REVIEW)
"""Neither done nor dropped."""

_LINE = (*OPEN_STATES, ItemState.DONE)


class ItemRow(NamedTuple):
    """An item as one line of a list or one card of a board. Times are aware UTC; unknown is ``None``.

    ``sprint_key`` is the sprint it stands in now, ``carried`` how often a sprint left it over for another.
    ``external_id`` is its id where it was imported from; ``archived_at`` when it was put away.
    """

    id: int
    key: str
    title: str
    type: ItemType
    state: ItemState
    state_since: datetime
    pilot_key: str
    team_key: str | None
    assignee: str | None
    assignee_key: str | None
    estimate: int | None
    labels: tuple[str, ...]
    blocked_reason: str | None
    blocked_since: datetime | None
    due: date | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    criteria_met: int
    criteria_total: int
    note_count: int
    rank: str
    version: int
    sprint_key: str | None = None
    carried: int = 0
    external_id: str | None = None
    archived_at: datetime | None = None

    @property
    def blocked(self) -> bool:
        """Whether something is in its way now."""
        return self.blocked_since is not None

    def age_days(self, now: datetime) -> int | None:
        """Whole days since work began (until it was done), or ``None`` when it has not begun."""
        if self.started_at is None:
            return None
        return max(((self.finished_at or now) - self.started_at).days, 0)

    def state_days(self, now: datetime) -> int:
        """Whole days in the state it is in."""
        return max((now - self.state_since).days, 0)

    def blocked_days(self, now: datetime) -> int | None:
        """Whole days since it was blocked, or ``None`` when nothing is in its way."""
        return None if self.blocked_since is None else max((now - self.blocked_since).days, 0)


class CriterionView(NamedTuple):
    """One line of the checklist."""

    id: int
    text: str
    met: bool


class NoteView(NamedTuple):
    """A note: when, by whom, what."""

    id: int
    at: datetime
    who: str
    text: str


class LinkView(NamedTuple):
    """A web address with its title."""

    id: int
    url: str
    title: str


class ItemEventView(NamedTuple):
    """One thing that happened: ``before`` and ``after`` are states, estimates, pilot keys or a reason.

    For what went into or out of a sprint they are the sprint's key and the reason.
    """

    at: datetime
    kind: EventKind
    before: str | None
    after: str | None
    who: str


class ItemDetail(NamedTuple):
    """Everything the item page shows."""

    row: ItemRow
    pilot_title: str
    team_name: str | None
    description: str
    drop_reason: str | None
    criteria: tuple[CriterionView, ...]
    notes: tuple[NoteView, ...]
    links: tuple[LinkView, ...]
    events: tuple[ItemEventView, ...]


class Move(NamedTuple):
    """A checked change of state: the kind of event it is, and the dates the item has afterwards."""

    kind: EventKind
    started_at: datetime | None
    finished_at: datetime | None


def check_move(
    before: ItemState,
    after: ItemState,
    at: datetime,
    *,
    started_at: datetime | None,
    reason: str | None = None,
) -> Move | None:
    """The rules of a move; ``None`` when nothing changes.

    Any state may follow any other. Dropping needs a reason. Leaving done is a reopening. Work begins at the
    first time in doing, review or done and keeps that date, also when it goes back. An item has a finish date
    exactly while it is done; earlier finishes stand in its events, so no chart loses them.
    """
    if before == after:
        return None
    if after == ItemState.DROPPED and not (reason and has_visible(reason)):
        raise InvalidInput(
            "Dropping an item needs a reason.", hint="Say in a few words why it will not be done.", field="reason"
        )
    begun = started_at
    if begun is None and after in (ItemState.IN_PROGRESS, ItemState.REVIEW, ItemState.DONE):
        begun = at
    return Move(
        kind=EventKind.REOPENED if before == ItemState.DONE else EventKind.STATE,
        started_at=begun,
        finished_at=at if after == ItemState.DONE else None,
    )


def next_state(state: ItemState) -> ItemState | None:
    """One step to the right (backlog to done); ``None`` at the end and for dropped items."""
    return _step(state, 1)


def previous_state(state: ItemState) -> ItemState | None:
    """One step to the left; ``None`` at the start and for dropped items."""
    return _step(state, -1)


def item_fields() -> dict[str, Field]:
    """What a filter over items may ask for (see ``domain.query``)."""
    from pilotboard.domain.query_fields import YEAR, Field, fields_of

    return fields_of(
        Field("key", "text", "the item's key, such as P07-12"),
        Field("title", "text", "words of the title"),
        Field("type", "word", "story, task, spike or improvement", values=tuple(ItemType)),
        Field("state", "word", "where it stands", values=tuple(ItemState), synonyms=STATE_WORDS, aliases=("status",)),
        Field("pilot", "text", "the pilot's key"),
        Field("team", "text", "the team's key", optional=True),
        Field("sprint", "text", "the sprint it stands in: its key, a word of its goal, or active", optional=True),
        Field("assignee", "person", "who does it; me, nobody or a name", aliases=("owner", "who"), optional=True),
        Field("estimate", "number", "its size, 0 to 100", aliases=("points", "size"), optional=True),
        Field("label", "set", "a label it wears", aliases=("labels", "tag"), optional=True),
        Field("due", "date", "the day it is due", optional=True),
        Field("created", "date", "the day it was written down"),
        Field("started", "date", "the day work began", optional=True),
        Field("finished", "date", "the day it was done", optional=True),
        YEAR,
        Field("note", "text", "words in its notes", aliases=("notes",), optional=True),
        Field("description", "text", "words in its description", optional=True),
        Field("blocked", "flag", "something is in its way", aliases=("stuck",)),
        Field("carried", "flag", "left over from an earlier sprint"),
        Field("unassigned", "flag", "nobody has it yet"),
        Field("mine", "flag", "it is yours"),
        Field("overdue", "flag", "due before today and not finished"),
        Field("open", "flag", "neither done nor dropped nor put away"),
        Field("archived", "flag", "put away: neither on the board nor in the backlog"),
    )


STATE_WORDS: dict[str, str] = {
    "todo": "ready",
    "to do": "ready",
    "to-do": "ready",
    "next": "ready",
    "doing": "in_progress",
    "in progress": "in_progress",
    "in-progress": "in_progress",
    "inprogress": "in_progress",
    "started": "in_progress",
    "reviewing": "review",
    "in review": "review",
    "finished": "done",
    "closed": "done",
    "cancelled": "dropped",
    "canceled": "dropped",
}
"""Other words that people type for a state."""


def parse_state(text: str) -> ItemState:
    """The state meant by a word as people type it (``doing``, ``To do``). Raises ``InvalidInput`` with a hint."""
    from pilotboard.domain.nearest import did_you_mean
    from pilotboard.domain.text import shortened, shown

    said = " ".join(text.casefold().split())
    word = STATE_WORDS.get(said, said.replace("-", "_").replace(" ", "_"))
    if word in {state.value for state in ItemState}:
        return ItemState(word)
    near = did_you_mean(said, [*ItemState, *STATE_WORDS])
    hint = " ".join(filter(None, (near, "States are backlog, ready, in_progress, review, done and dropped.")))
    raise InvalidInput(f'"{shortened(shown(text), 40)}" is not a state.', hint=hint, field="state")


def _step(state: ItemState, by: int) -> ItemState | None:
    if state not in _LINE:
        return None
    at = _LINE.index(state) + by
    return _LINE[at] if 0 <= at < len(_LINE) else None
