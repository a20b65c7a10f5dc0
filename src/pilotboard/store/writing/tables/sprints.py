"""Sprints, what was in them, what was said in them, and what stood in the way."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from pilotboard.domain.impediments import Level
from pilotboard.domain.sprint_states import ItemOutcome, SprintOrigin, SprintState
from pilotboard.store.writing.columns import (
    AUTOINCREMENT,
    NAME,
    TEXT,
    TITLE,
    VersionedRow,
    choice,
    days,
    optional_choice,
    partial_index,
    rule,
    text_check,
    whole,
)


class Sprint(VersionedRow, table=True):
    """A sprint of a team. At most one of a team is active: a partial unique index says so on both stores."""

    __tablename__ = "sprint"
    __table_args__ = (
        text_check("goal", TITLE),
        text_check("prediction", TEXT),
        text_check("result", TEXT),
        text_check("cancel_reason", TITLE),
        text_check("name", NAME),
        *days("start_on", "end_on"),
        rule("dates", "end_on IS NULL OR start_on IS NULL OR end_on >= start_on"),
        rule("dated", "origin = 'import' OR (start_on IS NOT NULL AND end_on IS NOT NULL)"),
        rule("started", "state IN ('planned', 'cancelled') OR origin = 'import' OR started_at IS NOT NULL"),
        rule("cancelled", "state <> 'cancelled' OR cancel_reason <> ''"),
        UniqueConstraint("id", "team_id"),
        partial_index("uq_sprint_one_active", "state = 'active'", "team_id", unique=True),
        Index(None, "team_id", "state", "end_on"),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    team_id: int = Field(foreign_key="team.id")
    name: str = Field(default="", max_length=NAME, description="its name in the tool it was imported from")
    goal: str = Field(default="", max_length=TITLE)
    prediction: str = ""
    result: str = ""
    state: SprintState = Field(default=SprintState.PLANNED, sa_column=choice(SprintState))
    origin: SprintOrigin = Field(default=SprintOrigin.LOCAL, sa_column=choice(SprintOrigin))
    start_on: date | None = None
    end_on: date | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    started_event: int | None = Field(default=None, description="the newest item event when it started")
    ended_event: int | None = Field(default=None, description="the newest item event when it ended")
    cancel_reason: str = Field(default="", max_length=TITLE)
    created_at: datetime
    folded: str = ""


class SprintItem(VersionedRow, table=True):
    """An item in a sprint, or one that was; the commitment (`committed`, `size_committed`) is stored at the start."""

    __tablename__ = "sprint_item"
    __table_args__ = (
        text_check("added_reason", TITLE),
        text_check("removed_reason", TITLE),
        text_check("outcome_reason", TITLE),
        whole("size_committed", 0, 100),
        UniqueConstraint("sprint_id", "item_id"),
        Index(None, "item_id", "sprint_id"),
        AUTOINCREMENT,
    )

    sprint_id: int = Field(foreign_key="sprint.id")
    item_id: int = Field(foreign_key="backlog_item.id")
    committed: bool = False
    size_committed: int | None = None
    carried_from: int | None = Field(default=None, foreign_key="sprint.id")
    added_at: datetime
    added_reason: str = Field(default="", max_length=TITLE)
    removed_at: datetime | None = None
    removed_reason: str = Field(default="", max_length=TITLE)
    outcome: ItemOutcome | None = Field(default=None, sa_column=optional_choice(ItemOutcome))
    outcome_reason: str = Field(default="", max_length=TITLE)
    next_sprint: int | None = Field(default=None, foreign_key="sprint.id")


class DailyNote(VersionedRow, table=True):
    """What somebody said at a daily check-in."""

    __tablename__ = "daily_note"
    __table_args__ = (
        text_check("text", TEXT, 1),
        text_check("author", NAME, 1),
        *days("on_day"),
        Index(None, "sprint_id", "on_day"),
        AUTOINCREMENT,
    )

    sprint_id: int = Field(foreign_key="sprint.id")
    on_day: date
    author: str = Field(max_length=NAME)
    text: str
    folded: str = ""


class Impediment(VersionedRow, table=True):
    """Something in a team's way, until it has an answer."""

    __tablename__ = "impediment"
    __table_args__ = (
        text_check("title", TITLE, 1),
        text_check("answer", TEXT),
        rule("answered", "(answer = '') = (answered_at IS NULL)"),
        Index(None, "team_id", "answered_at"),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    team_id: int = Field(foreign_key="team.id")
    sprint_id: int | None = Field(default=None, foreign_key="sprint.id", index=True)
    item_id: int | None = Field(default=None, foreign_key="backlog_item.id", index=True)
    title: str = Field(max_length=TITLE)
    level: Level = Field(default=Level.TEAM, sa_column=choice(Level))
    raised_at: datetime
    raised_by: str = Field(max_length=NAME)
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = None
    answer: str = ""
    folded: str = ""


class SprintRecord(VersionedRow, table=True):
    """The frozen record of a closed sprint: its document and the digest of it. An undone close leaves it, withdrawn."""

    __tablename__ = "sprint_record"
    __table_args__ = (
        rule("digest", "length(digest) = 64"),
        partial_index("uq_sprint_record_standing", "withdrawn_at IS NULL", "sprint_id", unique=True),
        AUTOINCREMENT,
    )

    sprint_id: int = Field(foreign_key="sprint.id", index=True)
    content: str
    digest: str = Field(max_length=64)
    made_at: datetime
    withdrawn_at: datetime | None = None


class Amendment(VersionedRow, table=True):
    """A correction of a closed sprint, beside its record."""

    __tablename__ = "amendment"
    __table_args__ = (text_check("text", TEXT, 1), Index(None, "sprint_id", "at"), AUTOINCREMENT)

    sprint_id: int = Field(foreign_key="sprint.id")
    at: datetime
    author: str = Field(max_length=NAME)
    text: str
