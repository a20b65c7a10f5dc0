"""What people write about the calendar and its school years."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, model_validator

from pilotboard.domain.calendar import MAX_SPAN_DAYS, DayKind, parse_weekdays
from pilotboard.domain.drafts.checks import FIELD, Draft
from pilotboard.domain.drafts.fields import Day, Line, Name, in_order, word_of, wrong
from pilotboard.domain.errors import InvalidInput

KIND_WORDS = {
    "half": "half_day",
    "vacation": "break",
    "recess": "break",
    "make-up day": "school_day",
    "school": "school_day",
}


def _weekdays(value: object) -> str:
    if not isinstance(value, str):
        raise wrong(f"{FIELD} takes days of the week.", "Write mon-fri, or mon, tue, thu.")
    try:
        return parse_weekdays(value)
    except InvalidInput as problem:
        raise wrong(problem.message, problem.hint) from None


def _own_weekdays(value: object) -> str:
    return "" if isinstance(value, str) and not value.strip() else _weekdays(value)


Weekdays = Annotated[str, BeforeValidator(_weekdays)]
OwnWeekdays = Annotated[str, BeforeValidator(_own_weekdays)]


class WeekChanges(Draft):
    """The days of the week that the organisation works."""

    weekdays: Weekdays = "12345"


class TeamWeekChanges(Draft):
    """The days of the week that a team works; empty means the organisation's."""

    weekdays: OwnWeekdays = ""


class CalendarChanges(Draft):
    """Fields of a calendar entry that may be edited. Both days count; without ``end`` it is the one day."""

    start: Day | None = None
    end: Day | None = None
    kind: Annotated[DayKind, word_of(DayKind, KIND_WORDS)] = DayKind.HOLIDAY
    name: Line = ""

    @model_validator(mode="after")
    def _in_bounds(self) -> CalendarChanges:
        if "start" in self.model_fields_set and self.start is None:
            raise wrong("First day is missing.", field="start")
        in_order(self, "start", "end")
        if self.start and self.end and (self.end - self.start).days >= MAX_SPAN_DAYS:
            raise wrong("An entry spans a year at most.", "Write two entries.", field="end")
        return self


class CalendarDraft(CalendarChanges):
    """A new entry of the calendar."""

    start: Day

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end or self.start


class SchoolYearChanges(Draft):
    """Fields of a school year that may be edited."""

    name: Name = ""
    start: Day | None = None
    end: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> SchoolYearChanges:
        in_order(self, "start", "end")
        return self


class SchoolYearDraft(SchoolYearChanges):
    """A new school year."""

    name: Name
    start: Day
    end: Day
