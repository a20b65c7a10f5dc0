"""The forms of the calendar: days that differ, the week, school years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pilotboard.domain.calendar import MAX_NAME, DayKind, weekday_words
from pilotboard.domain.changes import Outcome
from pilotboard.domain.labels import Labels
from pilotboard.domain.years import next_year, usual_name
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms.record import edit_form, new_form, texts_of
from pilotboard.tui.shell import Choice
from pilotboard.usecases import calendar, teams
from pilotboard.usecases import years as school_years
from pilotboard.usecases.workspace import Workspace

EVERYBODY = ""
KINDS = (
    Choice(DayKind.HOLIDAY.value, "holiday", "nobody works"),
    Choice(DayKind.BREAK.value, "break", "nobody works"),
    Choice(DayKind.HALF_DAY.value, "half day", "half of it is worked"),
    Choice(DayKind.SCHOOL_DAY.value, "school day", "worked although the week says no"),
)
MOST_YEAR = 40


def new_days(ws: Workspace, labels: Labels, days: tuple[date, date], team: str | None) -> FormSpec:
    """Days that differ, of everybody or of one team."""

    def add(values: Mapping[str, object]) -> Outcome:
        whose = values["team"] or None
        rest = {name: value for name, value in values.items() if name != "team" and value is not None}
        return calendar.add_day(ws, rest, None if whose is None else str(whose))

    first, last = (day.isoformat() for day in days)
    kind = DayKind.HOLIDAY if days[0] == days[1] else DayKind.BREAK
    start = {"start": first, "end": "" if first == last else last, "kind": kind.value}
    whose = Field("team", "Of", "choice", team or EVERYBODY, choices=_everybody_or_team(ws, labels))
    return new_form("days-new", "Days that differ from the week", [*_day_fields(start), whose], add, ws.today())


def edit_days(ws: Workspace, key: str) -> FormSpec:
    """The form over an entry. Raises NotFound."""
    row = calendar.show_day(ws, key)
    opened = calendar.opened_day(row)
    return edit_form(
        f"days-{key}",
        f"{key}  {row.name or row.kind.value.replace('_', ' ')}",
        _day_fields(texts_of(opened)),
        lambda changes, base: calendar.edit_day(ws, key, changes, base),
        opened,
        ws.today(),
    )


def week_form(ws: Workspace, labels: Labels, team: str | None) -> FormSpec:
    """Which days of the week are worked, by everybody or by one team."""
    found = calendar.weeks(ws)
    days = found.organisation if team is None else found.teams.get(team, "")

    def save(values: Mapping[str, object]) -> Outcome:
        whose = values["team"] or None
        return calendar.set_weekdays(ws, str(values["weekdays"]), None if whose is None else str(whose))

    fields = [
        Field("team", "Who works", "choice", team or EVERYBODY, choices=_everybody_or_team(ws, labels)),
        Field(
            "weekdays",
            "On these days",
            value=weekday_words(days),
            hint="mon-fri; for a team nothing means as everybody",
            most=80,
        ),
    ]
    return new_form("week", "The days of the week that are worked", fields, save, ws.today())


def new_year(ws: Workspace) -> FormSpec:
    """A school year; the one after the last is proposed."""
    years = school_years.list_years(ws)
    if years:
        name, first, last = next_year(years[0])
    else:
        autumn = ws.today().year - (ws.today().month < 7)
        first, last = date(autumn, 8, 15), date(autumn + 1, 6, 15)
        name = usual_name(first, last)
    start = {"name": name, "start": first.isoformat(), "end": last.isoformat()}
    return new_form(
        "year-new", "A school year", _year_fields(start), lambda values: school_years.add_year(ws, values), ws.today()
    )


def edit_year(ws: Workspace, name: str) -> FormSpec:
    """The form over a school year. Raises NotFound."""
    row = school_years.show_year(ws, name)
    opened = school_years.opened_year(row)
    return edit_form(
        f"year-{row.id}",
        f"School year {row.name}",
        _year_fields(texts_of(opened)),
        lambda changes, base: school_years.edit_year(ws, name, changes, base),
        opened,
        ws.today(),
    )


def _day_fields(start: Mapping[str, str]) -> Sequence[Field]:
    return [
        Field("name", "Name", value=start.get("name", ""), most=MAX_NAME),
        Field("kind", "Kind", "choice", start["kind"], choices=KINDS),
        Field("start", "First day", "date", start["start"], required=True),
        Field("end", "Last day", "date", start.get("end", ""), hint="the same day when empty"),
    ]


def _year_fields(start: Mapping[str, str]) -> Sequence[Field]:
    return [
        Field("name", "Name", value=start["name"], required=True, most=MOST_YEAR),
        Field("start", "First day", "date", start["start"], required=True),
        Field("end", "Last day", "date", start["end"], required=True),
    ]


def _everybody_or_team(ws: Workspace, labels: Labels) -> list[Choice]:
    rows = teams.list_teams(ws, sort="name").rows
    return [
        Choice(EVERYBODY, "everybody", "the organisation"),
        *(Choice(row.key, row.name, labels("team")) for row in rows if row.dissolved_on is None),
    ]
