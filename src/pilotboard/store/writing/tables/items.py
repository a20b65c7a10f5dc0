"""Backlog items with everything that hangs on them, and the events their flow is read from."""

from datetime import date, datetime

from sqlalchemy import Column, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from pilotboard.domain.items import EventKind, ItemState, ItemType
from pilotboard.store.writing.columns import (
    AUTOINCREMENT,
    NAME,
    TEXT,
    TITLE,
    Row,
    VersionedRow,
    choice,
    days,
    partial_index,
    rank_type,
    rule,
    text_check,
    whole,
)


class BacklogItem(VersionedRow, table=True):
    """A piece of work. `rank` orders the team's list (the pilot's own list while it has no team).

    The pair (pilot_id, team_id) follows the pilot: an item is always with the team its pilot is with.
    """

    __tablename__ = "backlog_item"
    __table_args__ = (
        text_check("title", TITLE, 1),
        text_check("description", TEXT),
        text_check("blocked_reason", TITLE),
        text_check("drop_reason", TITLE),
        whole("estimate", 0, 100),
        *days("due_on"),
        rule("blocked", "(blocked_reason = '') = (blocked_since IS NULL)"),
        rule("dropped", "state <> 'dropped' OR drop_reason <> ''"),
        rule("finished", "(state = 'done') = (finished_at IS NOT NULL)"),
        UniqueConstraint("pilot_id", "number"),
        ForeignKeyConstraint(["pilot_id"], ["pilot.id"]),
        ForeignKeyConstraint(
            ["pilot_id", "team_id"],
            ["pilot.id", "pilot.team_id"],
            name="fk_backlog_item_team_follows_pilot",
            deferrable=True,
            initially="DEFERRED",
        ),
        rule("sprint_of_team", "sprint_id IS NULL OR team_id IS NOT NULL"),
        ForeignKeyConstraint(
            ["sprint_id", "team_id"],
            ["sprint.id", "sprint.team_id"],
            name="fk_backlog_item_sprint_of_team",
            deferrable=True,
            initially="DEFERRED",
        ),
        partial_index("uq_backlog_item_team_rank", "team_id IS NOT NULL", "team_id", "rank", unique=True),
        partial_index("uq_backlog_item_pilot_rank", "team_id IS NULL", "pilot_id", "rank", unique=True),
        Index("ix_backlog_item_team_state", "team_id", "state", "rank"),
        Index("ix_backlog_item_pilot_state", "pilot_id", "state", "rank"),
        Index("ix_backlog_item_team_finished", "team_id", "state", "finished_at"),
        Index("ix_backlog_item_pilot_finished", "pilot_id", "state", "finished_at"),
        Index("ix_backlog_item_pilot_activity", "pilot_id", "state_since"),
        partial_index("ix_backlog_item_pilot_begun", "started_at IS NOT NULL", "pilot_id", "started_at"),
        partial_index("ix_backlog_item_pilot_blocked", "blocked_since IS NOT NULL", "pilot_id", "blocked_since"),
        partial_index("ix_backlog_item_team_blocked", "blocked_since IS NOT NULL", "team_id", "blocked_since"),
        partial_index("ix_backlog_item_blocked", "blocked_since IS NOT NULL", "rank", "id", "blocked_since"),
        Index("ix_backlog_item_rank", "rank", "id", "state", "archived_at"),
        Index("ix_backlog_item_life", "rank", "id", "created_at", "finished_at", "state", "state_since"),
        partial_index("ix_backlog_item_sprint", "sprint_id IS NOT NULL", "sprint_id", "state", "rank"),
        Index("ix_backlog_item_assignee", "assignee_id", "state"),
        AUTOINCREMENT,
    )

    pilot_id: int
    team_id: int | None = None
    sprint_id: int | None = None
    number: int
    title: str = Field(max_length=TITLE)
    type: ItemType = Field(sa_column=choice(ItemType))
    state: ItemState = Field(sa_column=choice(ItemState))
    rank: str = Field(sa_column=Column(rank_type(), nullable=False))
    estimate: int | None = None
    assignee_id: int | None = Field(default=None, foreign_key="person.id")
    due_on: date | None = None
    description: str = ""
    blocked_reason: str = Field(default="", max_length=TITLE)
    blocked_since: datetime | None = None
    drop_reason: str = Field(default="", max_length=TITLE)
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    state_since: datetime
    archived_at: datetime | None = Field(default=None, description="put away: neither on the board nor in the backlog")
    folded: str = ""


class AcceptanceCriterion(VersionedRow, table=True):
    """A line of an item's checklist."""

    __tablename__ = "acceptance_criterion"
    __table_args__ = (text_check("text", TITLE, 1), Index(None, "item_id", "position"), AUTOINCREMENT)

    item_id: int = Field(foreign_key="backlog_item.id")
    position: int
    text: str = Field(max_length=TITLE)
    met: bool = False
    folded: str = ""


class Label(Row, table=True):
    """A label of the organisation; `folded` keeps "Urgent" and "urgent" one label."""

    __tablename__ = "label"
    __table_args__ = (text_check("name", 40, 1), AUTOINCREMENT)

    name: str = Field(max_length=40)
    folded: str = Field(max_length=80, unique=True)


class ItemLabel(Row, table=True):
    """A label on an item."""

    __tablename__ = "item_label"
    __table_args__ = (UniqueConstraint("item_id", "label_id"), AUTOINCREMENT)

    item_id: int = Field(foreign_key="backlog_item.id")
    label_id: int = Field(foreign_key="label.id", index=True)


class ItemNote(VersionedRow, table=True):
    """A note on an item, by whom and when."""

    __tablename__ = "item_note"
    __table_args__ = (
        text_check("text", TEXT, 1),
        text_check("author", NAME, 1),
        Index(None, "item_id", "at"),
        AUTOINCREMENT,
    )

    item_id: int = Field(foreign_key="backlog_item.id")
    at: datetime
    author: str = Field(max_length=NAME)
    text: str
    folded: str = ""


class ItemLink(VersionedRow, table=True):
    """A web link on an item."""

    __tablename__ = "item_link"
    __table_args__ = (text_check("url", 2000, 1), text_check("title", TITLE), Index(None, "item_id"), AUTOINCREMENT)

    item_id: int = Field(foreign_key="backlog_item.id")
    url: str = Field(max_length=2000)
    title: str = Field(default="", max_length=TITLE)


class ItemEvent(Row, table=True):
    """Something that happened in an item's flow; charts read these and nothing else."""

    __tablename__ = "item_event"
    __table_args__ = (text_check("detail", TITLE), Index(None, "item_id", "at"), AUTOINCREMENT)

    item_id: int = Field(foreign_key="backlog_item.id")
    sprint_id: int | None = Field(default=None, foreign_key="sprint.id", index=True)
    at: datetime
    kind: EventKind = Field(sa_column=choice(EventKind))
    before: str = Field(default="", max_length=60)
    after: str = Field(default="", max_length=60)
    detail: str = Field(default="", max_length=TITLE)
    actor: str = Field(max_length=NAME)
