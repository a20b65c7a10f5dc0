"""The early-feedback log: voices, their themes, and the judgements of reports of harm."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from pilotboard.domain.feedback import AnswerKind, Channel, Consent, FeedbackStatus, Identity, Sentiment, VoiceRole
from pilotboard.domain.people import PersonRole
from pilotboard.domain.ratings import GoodEnd
from pilotboard.domain.reports import Verdict
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
    partial_index,
    rule,
    text_check,
    whole,
)


class Feedback(VersionedRow, table=True):
    """One voice: who (role), where, how heard, what was said, and the answer given."""

    __tablename__ = "feedback"
    __table_args__ = (
        text_check("quote", TEXT),
        text_check("answer", TEXT),
        text_check("prompt", 2000),
        text_check("focal_group", NAME),
        *days("on_day", "answered_on"),
        whole("severity", 1, 4),
        rule("scale", "(rating IS NULL) OR (scale_low IS NOT NULL AND scale_high > scale_low)"),
        rule("answered", "status NOT IN ('answered', 'declined') OR (answer <> '' AND answer_kind IS NOT NULL)"),
        Index(None, "pilot_id", "status", "on_day"),
        Index(None, "status", "on_day"),
        Index(None, "on_day"),
        Index(None, "site_id", "role"),
        Index(None, "item_id"),
        Index(None, "sprint_id"),
        partial_index("ix_feedback_harm", "severity = 4", "pilot_id"),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    pilot_id: int = Field(foreign_key="pilot.id")
    sprint_id: int | None = Field(default=None, foreign_key="sprint.id")
    site_id: int | None = Field(default=None, foreign_key="site.id")
    item_id: int | None = Field(default=None, foreign_key="backlog_item.id")
    action_id: int | None = Field(default=None, foreign_key="retro_action.id", index=True)
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    on_day: date
    role: VoiceRole = Field(sa_column=choice(VoiceRole))
    channel: Channel = Field(sa_column=choice(Channel))
    focal_group: str = Field(default="", max_length=NAME)
    prompt: str = Field(default="", max_length=2000)
    rating: int | None = None
    scale_low: int | None = None
    scale_high: int | None = None
    good_end: GoodEnd | None = Field(default=None, sa_column=optional_choice(GoodEnd))
    quote: str = ""
    no_content: bool = Field(default=False, description="an answer that says nothing, such as N/A; counted apart")
    sentiment: Sentiment | None = Field(default=None, sa_column=optional_choice(Sentiment))
    severity: int = 1
    status: FeedbackStatus = Field(default=FeedbackStatus.NEW, sa_column=choice(FeedbackStatus))
    answer: str = ""
    answer_kind: AnswerKind | None = Field(default=None, sa_column=optional_choice(AnswerKind))
    answered_on: date | None = None
    consent: Consent = Field(default=Consent.NONE, sa_column=choice(Consent))
    identity: Identity = Field(default=Identity.ANONYMOUS, sa_column=choice(Identity))
    created_at: datetime
    logged_by: str = Field(max_length=NAME)
    folded: str = ""


class Theme(Row, table=True):
    """A theme of feedback and of retrospectives; `folded` keeps "Timing" and "timing" one theme."""

    __tablename__ = "theme"
    __table_args__ = (text_check("name", 60, 1), AUTOINCREMENT)

    name: str = Field(max_length=60)
    folded: str = Field(max_length=120, unique=True)


class FeedbackTheme(Row, table=True):
    """A theme of a voice."""

    __tablename__ = "feedback_theme"
    __table_args__ = (UniqueConstraint("feedback_id", "theme_id"), AUTOINCREMENT)

    feedback_id: int = Field(foreign_key="feedback.id")
    theme_id: int = Field(foreign_key="theme.id", index=True)


class SeverityJudgement(Row, table=True):
    """What one person, in one role, found about a report of harm."""

    __tablename__ = "severity_judgement"
    __table_args__ = (text_check("reason", TITLE), Index(None, "feedback_id", "at"), AUTOINCREMENT)

    feedback_id: int = Field(foreign_key="feedback.id")
    at: datetime
    judge: str = Field(max_length=NAME)
    role: PersonRole = Field(sa_column=choice(PersonRole))
    verdict: Verdict = Field(sa_column=choice(Verdict))
    reason: str = Field(default="", max_length=TITLE)
