"""Teams and who is in them, when, as what, with how much of their time."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from pilotboard.domain.teams import MembershipRole
from pilotboard.store.writing.columns import (
    AUTOINCREMENT,
    NAME,
    TEXT,
    VersionedRow,
    choice,
    days,
    rule,
    text_check,
    whole,
)


class Team(VersionedRow, table=True):
    """A team; one that is dissolved keeps its history."""

    __tablename__ = "team"
    __table_args__ = (
        text_check("name", NAME, 1),
        text_check("purpose", TEXT),
        text_check("charter", TEXT),
        text_check("agreements", TEXT),
        text_check("definition_of_ready", TEXT),
        text_check("definition_of_done", TEXT),
        *days("formed_on", "dissolved_on", "parked_on"),
        rule("parked", "parked_on IS NULL OR dissolved_on IS NULL"),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    name: str = Field(max_length=NAME, unique=True)
    purpose: str = ""
    charter: str = ""
    agreements: str = ""
    definition_of_ready: str = ""
    definition_of_done: str = ""
    weekdays: str = Field(default="", max_length=7, description="its own days of work; empty = the organisation's")
    formed_on: date | None = None
    dissolved_on: date | None = None
    parked_on: date | None = Field(default=None, description="waits since that day; neither dissolved nor at work")
    folded: str = ""


class Membership(VersionedRow, table=True):
    """A person in a team from one day to another (both included); `share` is percent of their working time."""

    __tablename__ = "membership"
    __table_args__ = (
        whole("share", 1, 100),
        *days("start_on", "end_on"),
        rule("dates", "end_on IS NULL OR end_on >= start_on"),
        Index(None, "team_id", "start_on"),
        Index(None, "person_id", "start_on"),
        Index("uq_membership_same_start", "team_id", "person_id", "role", "start_on", unique=True),
        AUTOINCREMENT,
    )

    team_id: int = Field(foreign_key="team.id")
    person_id: int = Field(foreign_key="person.id")
    role: MembershipRole = Field(sa_column=choice(MembershipRole))
    share: int = 100
    start_on: date
    end_on: date | None = None
