"""Pilots and the sites they run at."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from pilotboard.store.writing.columns import (
    AUTOINCREMENT,
    NAME,
    TEXT,
    TITLE,
    Row,
    VersionedRow,
    days,
    rule,
    text_check,
    whole,
)


class Pilot(VersionedRow, table=True):
    """A pilot: what it wants to achieve, who answers for it, and until when."""

    __tablename__ = "pilot"
    __table_args__ = (
        text_check("title", TITLE, 1),
        text_check("aim", TEXT),
        text_check("hypothesis", TEXT),
        text_check("prediction", TEXT),
        text_check("description", TEXT),
        text_check("partners", TEXT),
        text_check("research", TEXT),
        text_check("owner_after", NAME),
        whole("reach", 0, 100_000_000),
        rule("dates", "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on"),
        *days("starts_on", "ends_on", "decision_due", "closed_on", "parked_on"),
        rule("parked", "parked_on IS NULL OR closed_on IS NULL"),
        rule("next_item", "next_item >= 1"),
        UniqueConstraint("id", "team_id"),
        Index(None, "team_id", "number"),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    title: str = Field(max_length=TITLE)
    aim: str = ""
    hypothesis: str = ""
    prediction: str = ""
    description: str = ""
    partners: str = ""
    research: str = Field(default="", description="what is known from elsewhere about the idea")
    owner_after: str = Field(default="", max_length=NAME, description="who will answer for it once it is everywhere")
    reach: int | None = Field(default=None, description="people it reaches now")
    goal_id: int | None = Field(default=None, foreign_key="goal.id", index=True)
    copied_from: int | None = Field(default=None, foreign_key="pilot.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")
    sponsor_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    coach_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    starts_on: date | None = None
    ends_on: date | None = None
    decision_due: date | None = None
    closed_on: date | None = None
    parked_on: date | None = Field(default=None, description="waits since that day; neither closed nor at work")
    created_at: datetime
    next_item: int = Field(default=1, description="number of the next item; never goes back")
    folded: str = ""


class PilotSite(Row, table=True):
    """A pilot runs at a site."""

    __tablename__ = "pilot_site"
    __table_args__ = (UniqueConstraint("pilot_id", "site_id"), AUTOINCREMENT)

    pilot_id: int = Field(foreign_key="pilot.id")
    site_id: int = Field(foreign_key="site.id", index=True)
