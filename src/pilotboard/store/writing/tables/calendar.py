"""The work calendar: days without school, half days, and school years."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from pilotboard.domain.calendar import DayKind
from pilotboard.store.writing.columns import AUTOINCREMENT, NAME, VersionedRow, choice, days, rule, text_check


class CalendarDay(VersionedRow, table=True):
    """A stretch of days that differ from the week, both ends included; without a team it holds for everybody."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        text_check("name", NAME),
        *days("start_on", "end_on"),
        rule("dates", "end_on >= start_on"),
        Index(None, "team_id", "start_on"),
        AUTOINCREMENT,
    )

    team_id: int | None = Field(default=None, foreign_key="team.id")
    kind: DayKind = Field(sa_column=choice(DayKind))
    start_on: date
    end_on: date
    name: str = Field(default="", max_length=NAME)


class SchoolYear(VersionedRow, table=True):
    """A school year; everything can be filtered by it."""

    __tablename__ = "school_year"
    __table_args__ = (
        text_check("name", 40, 1),
        *days("start_on", "end_on"),
        rule("dates", "end_on >= start_on"),
        AUTOINCREMENT,
    )

    name: str = Field(max_length=40, unique=True)
    start_on: date
    end_on: date
