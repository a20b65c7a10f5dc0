"""Ideas, and requests for support."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from pilotboard.domain.ideas import IdeaState
from pilotboard.domain.support import SupportAnswer, SupportKind
from pilotboard.store.writing.columns import (
    AUTOINCREMENT,
    NAME,
    TEXT,
    TITLE,
    VersionedRow,
    choice,
    days,
    optional_choice,
    rule,
    text_check,
)


class Idea(VersionedRow, table=True):
    """An idea somebody proposed: the need, for whom, what might help; and what became of it."""

    __tablename__ = "idea"
    __table_args__ = (
        text_check("title", TITLE, 1),
        text_check("need", TEXT),
        text_check("for_whom", TEXT),
        text_check("might_help", TEXT),
        text_check("assessment", TEXT),
        text_check("reason", TITLE),
        *days("proposed_on", "answered_on"),
        rule("accepted", "(state = 'accepted') = (pilot_id IS NOT NULL)"),
        rule("declined", "state <> 'declined' OR reason <> ''"),
        Index(None, "state", "proposed_on"),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    title: str = Field(max_length=TITLE)
    need: str = ""
    for_whom: str = ""
    might_help: str = ""
    assessment: str = Field(default="", description="what was found when the need was looked at")
    state: IdeaState = Field(default=IdeaState.PROPOSED, sa_column=choice(IdeaState))
    reason: str = Field(default="", max_length=TITLE, description="why it was declined")
    proposed_by: str = Field(max_length=NAME)
    proposed_on: date
    answered_on: date | None = None
    site_id: int | None = Field(default=None, foreign_key="site.id", index=True)
    goal_id: int | None = Field(default=None, foreign_key="goal.id", index=True)
    pilot_id: int | None = Field(default=None, foreign_key="pilot.id", index=True)
    created_at: datetime
    folded: str = ""


class SupportRequest(VersionedRow, table=True):
    """Support that a pilot or an idea asks for, until it has an answer."""

    __tablename__ = "support_request"
    __table_args__ = (
        text_check("text", TEXT, 1),
        text_check("note", TEXT),
        *days("asked_on", "answered_on"),
        rule("for_one", "(idea_id IS NULL) <> (pilot_id IS NULL)"),
        rule("answered", "(answer IS NULL) = (answered_on IS NULL)"),
        Index(None, "answered_on", "asked_on"),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    idea_id: int | None = Field(default=None, foreign_key="idea.id", index=True)
    pilot_id: int | None = Field(default=None, foreign_key="pilot.id", index=True)
    kind: SupportKind = Field(sa_column=choice(SupportKind))
    text: str
    asked_by: str = Field(max_length=NAME)
    asked_on: date
    answer: SupportAnswer | None = Field(default=None, sa_column=optional_choice(SupportAnswer))
    answered_on: date | None = None
    answered_by: str = Field(default="", max_length=NAME)
    note: str = Field(default="", description="what the answer says")
    folded: str = ""
