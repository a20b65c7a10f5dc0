"""Sprints: what a line and the sprint's page show, and the rules of planning, starting, changing and closing one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilotboard.domain.calendar import span_words
from pilotboard.domain.items import ItemState
from pilotboard.domain.sprint_events import Tally
from pilotboard.domain.sprint_states import ItemOutcome, SprintOrigin, SprintState
from pilotboard.domain.text import has_visible, shortened, shown

if TYPE_CHECKING:
    from datetime import date, datetime

    from pilotboard.domain.impediments import ImpedimentRow
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.sprint_record import SprintRecord

MAX_GOAL = 200


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


def sprint_subject() -> Subject[SprintRow]:
    """What a filter over sprints may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import YEAR, Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the sprint's key, such as S-4"),
            Field("goal", "text", "words of its goal"),
            Field("team", "text", "the team's key or name"),
            Field("state", "word", "planned, active, closed or cancelled", values=tuple(SprintState)),
            Field("start", "date", "its first day", optional=True),
            Field("end", "date", "its last day", optional=True),
            YEAR,
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
            "year": lambda row: (row.start, row.end) if row.start and row.end else None,
            "active": lambda row: row.state == SprintState.ACTIVE,
            "imported": lambda row: row.origin == SprintOrigin.IMPORT,
        },
        lambda row: (row.key, row.goal, row.team),
    )
