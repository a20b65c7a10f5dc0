"""Retrospectives. A note has no author column, no time and no running number: anonymous means not stored."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Index, Integer, UniqueConstraint
from sqlmodel import Field

from pilotboard.domain.retros import NotesAfter, RetroPhase
from pilotboard.store.writing.columns import (
    AUTOINCREMENT,
    NAME,
    TEXT,
    TITLE,
    Row,
    VersionedRow,
    choice,
    days,
    optional_choice,
    rule,
    text_check,
    whole,
)


class Retrospective(VersionedRow, table=True):
    """A retrospective of a team. `notes_changed` counts changes of notes, so that screens refresh without a trace."""

    __tablename__ = "retrospective"
    __table_args__ = (
        text_check("format", 40, 1),
        *days("on_day"),
        rule("closed", "(phase = 'closed') = (closed_at IS NOT NULL)"),
        Index(None, "team_id", "on_day"),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    team_id: int = Field(foreign_key="team.id")
    sprint_id: int | None = Field(default=None, foreign_key="sprint.id", index=True)
    on_day: date
    format: str = Field(max_length=40)
    phase: RetroPhase = Field(default=RetroPhase.COLLECT, sa_column=choice(RetroPhase))
    anonymous: bool = False
    notes_after: NotesAfter | None = Field(default=None, sa_column=optional_choice(NotesAfter))
    notes_changed: int = 0
    released: bool = False
    closed_at: datetime | None = None


class RetroNote(Row, table=True):
    """A note. Its id is a random 63-bit number; of an anonymous retrospective it has no author either.

    On SQLite the id is the row's own number: beside another key there would be a hidden one that counts up.
    """

    __tablename__ = "retro_note"
    __table_args__ = (text_check("text", TEXT, 1), whole("dots", 0, 99), Index(None, "retro_id"))

    id: int | None = Field(
        default=None,
        sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    )
    retro_id: int = Field(foreign_key="retrospective.id")
    prompt: str = Field(max_length=40)
    text: str
    dots: int = 0
    author: str | None = Field(default=None, max_length=NAME, description="always NULL when anonymous")


class RetroParticipant(Row, table=True):
    """Somebody who takes part; written once for all at the opening, never when a note is written."""

    __tablename__ = "retro_participant"
    __table_args__ = (UniqueConstraint("retro_id", "person_id"), AUTOINCREMENT)

    retro_id: int = Field(foreign_key="retrospective.id")
    person_id: int = Field(foreign_key="person.id", index=True)


class RetroAction(VersionedRow, table=True):
    """What a retrospective agreed on: who sees to it, until when."""

    __tablename__ = "retro_action"
    __table_args__ = (
        text_check("text", TITLE, 1),
        text_check("drop_reason", TITLE),
        *days("due_on", "agreed_on", "done_on"),
        rule("ended_once", "done_on IS NULL OR drop_reason = ''"),
        Index(None, "team_id", "done_on"),
        Index(None, "owner_id", "done_on"),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    retro_id: int = Field(foreign_key="retrospective.id", index=True)
    team_id: int = Field(foreign_key="team.id")
    text: str = Field(max_length=TITLE)
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    due_on: date | None = None
    agreed_on: date
    done_on: date | None = None
    drop_reason: str = Field(default="", max_length=TITLE)
    carried: int = 0
    item_id: int | None = Field(default=None, foreign_key="backlog_item.id", index=True)
    folded: str = ""
