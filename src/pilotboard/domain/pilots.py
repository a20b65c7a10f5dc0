"""Pilots: what a line and the pilot's page show. How far a pilot has come is told by ``domain.stages``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.stages import Stage, StageView

if TYPE_CHECKING:
    from datetime import date, datetime

    from pilotboard.domain.matching import Subject

MAX_TITLE = 200


class PilotRow(NamedTuple):
    """A pilot as one line of a list. Counts are of its items by state; ``last_activity`` is aware UTC.

    ``yearly_cost`` is what it would cost a year at scale, ``None`` while nobody knows.
    """

    id: int
    key: str
    title: str
    stage: Stage
    team_key: str | None
    team: str | None
    sites: tuple[str, ...]
    backlog: int
    ready: int
    in_progress: int
    review: int
    done: int
    dropped: int
    blocked: int
    decision_due: date | None
    coach: str | None
    sponsor: str | None
    last_activity: datetime | None
    closed_on: date | None
    version: int
    parked_on: date | None = None
    began: date | None = None
    goal_key: str | None = None
    goal: str | None = None
    yearly_cost: int | None = None

    @property
    def at_work(self) -> bool:
        """Neither closed nor parked."""
        return self.closed_on is None and self.parked_on is None

    @property
    def open_items(self) -> int:
        """Items neither done nor dropped."""
        return self.backlog + self.ready + self.in_progress + self.review

    @property
    def items(self) -> int:
        """All items that count: everything but the dropped."""
        return self.open_items + self.done


class SprintStep(NamedTuple):
    """What a pilot did in one sprint: items committed to, those of them that were done, and others done besides."""

    key: str
    running: bool
    ends: date | None
    committed: int
    done: int
    besides: int

    def words(self) -> str:
        """``7 of 9 done``, ``3 of 10 done so far``, ``2 done`` where nothing was committed."""
        said = f"{self.done} of {self.committed} done" if self.committed else f"{self.besides} done"
        more = f", {self.besides} more besides" if self.committed and self.besides else ""
        return f"{said}{more}{' so far' if self.running else ''}"


class PilotDetail(NamedTuple):
    """The page of a pilot. ``sites`` and the programmes it ``replaces`` are (key, name);
    ``copied_from`` is the key of the pilot it began as.

    ``stage`` says what the row's stage rests on.
    """

    row: PilotRow
    stage: StageView
    aim: str
    hypothesis: str
    prediction: str
    description: str
    partners: str
    research: str
    owner_after: str
    reach: int | None
    starts_on: date | None
    ends_on: date | None
    coach_key: str | None
    sponsor_key: str | None
    sites: tuple[tuple[str, str], ...]
    replaces: tuple[tuple[str, str], ...]
    copied_from: str | None


def pilot_subject() -> Subject[PilotRow]:
    """What a filter over pilots may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import YEAR, Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the pilot's key, such as P-07"),
            Field("title", "text", "words of the title"),
            Field("stage", "word", "how far it has come", values=tuple(Stage)),
            Field("team", "text", "its team", optional=True),
            Field("site", "text", "where it runs", aliases=("sites",), optional=True),
            Field("goal", "text", "the goal of the plan that it serves, by key or words", optional=True),
            Field("coach", "person", "who coaches it; me or a name", optional=True),
            Field("sponsor", "person", "who sponsors it; me or a name", optional=True),
            Field("decision", "date", "the day its decision is due", aliases=("due", "decision_due"), optional=True),
            Field("closed_on", "date", "the day it was closed", optional=True),
            YEAR,
            Field("closed", "flag", "it is closed"),
            Field("open", "flag", "it is neither closed nor parked"),
            Field("parked", "flag", "it waits, neither closed nor at work"),
            Field("blocked", "flag", "something is in the way of an item of it", aliases=("stuck",)),
        ),
        {
            "key": lambda row: row.key,
            "title": lambda row: row.title,
            "stage": lambda row: row.stage,
            "team": lambda row: None if row.team_key is None else (row.team_key, row.team or ""),
            "site": lambda row: row.sites,
            "goal": lambda row: None if row.goal_key is None else (row.goal_key, row.goal or ""),
            "coach": lambda row: row.coach,
            "sponsor": lambda row: row.sponsor,
            "decision": lambda row: row.decision_due,
            "closed_on": lambda row: row.closed_on,
            "year": lambda row: (row.began, row.closed_on),
            "closed": lambda row: row.closed_on is not None,
            "open": lambda row: row.at_work,
            "parked": lambda row: row.parked_on is not None,
            "blocked": lambda row: row.blocked > 0,
        },
        lambda row: (row.key, row.title, row.team, row.coach, row.sponsor, *row.sites),
    )
