"""The work calendar as it is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from zoneinfo import ZoneInfo

from pilotboard.domain.calendar import CalendarRow, DayKind, WorkCalendar, work_calendar
from pilotboard.domain.keys import team_key
from pilotboard.domain.years import SchoolYearRow
from pilotboard.store.reading.reader import Reader, certain_day


def entries(reader: Reader) -> list[CalendarRow]:
    """Every entry of the organisation and of the teams, by day."""
    return [
        CalendarRow(
            row_id,
            None if number is None else team_key(number),
            team,
            certain_day(start),
            certain_day(end),
            DayKind(kind),
            name,
            version,
        )
        for row_id, number, team, start, end, kind, name, version in reader.rows(
            """
            SELECT c.id, t.number, t.name, c.start_on, c.end_on, c.kind, c.name, c.version
            FROM calendar_day c LEFT JOIN team t ON t.id = c.team_id ORDER BY c.start_on, c.id
            """
        )
    ]


def weeks(reader: Reader) -> tuple[str, dict[str, str]]:
    """The days of work of the organisation, and of the teams that have their own, by the team's key."""
    own = reader.rows("SELECT number, weekdays FROM team WHERE weekdays <> '' ORDER BY number")
    week = reader.value("SELECT weekdays FROM organisation WHERE id = 1") or "12345"
    return week, {team_key(number): days for number, days in own}


def of_team(reader: Reader, team: int | None) -> WorkCalendar:
    """The calendar of a team (its number), or of the organisation."""
    week = reader.value("SELECT weekdays FROM organisation WHERE id = 1") or "12345"
    own = "" if team is None else reader.value("SELECT weekdays FROM team WHERE number = :number", number=team) or ""
    return work_calendar(week, entries(reader), team_weekdays=own, team_key=None if team is None else team_key(team))


def of_teams(reader: Reader) -> Callable[[str], WorkCalendar]:
    """The calendar of each team by its key, from one reading of what is stored for all."""
    week, weekdays = weeks(reader)
    days = entries(reader)
    own = {day.team_key for day in days if day.team_key is not None} | set(weekdays)
    shared = work_calendar(week, days)

    def of(team: str) -> WorkCalendar:
        if team not in own:
            return shared
        return work_calendar(week, days, team_weekdays=weekdays.get(team, ""), team_key=team)

    return of


def of_team_id(reader: Reader, team_id: int) -> WorkCalendar:
    """The calendar of a team by its id."""
    return of_team(reader, reader.value("SELECT number FROM team WHERE id = :id", id=team_id))


def team_name(reader: Reader, number: int) -> str:
    """The name of a team by its number."""
    return str(reader.value("SELECT name FROM team WHERE number = :number", number=number))


def zone(reader: Reader) -> tzinfo:
    """The organisation's time zone, where its days begin."""
    return ZoneInfo(reader.value("SELECT time_zone FROM organisation WHERE id = 1") or "UTC")


def years(reader: Reader) -> list[SchoolYearRow]:
    """The school years, the newest first."""
    return [
        SchoolYearRow(row_id, name, certain_day(start), certain_day(end), version)
        for row_id, name, start, end, version in reader.rows(
            "SELECT id, name, start_on, end_on, version FROM school_year ORDER BY start_on DESC"
        )
    ]
