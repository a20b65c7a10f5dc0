"""The work calendar: days of the week and days that differ from it, of the organisation and of a team."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pilotboard.domain.calendar import CalendarRow, calendar_subject, span_words, weekday_words, work_calendar
from pilotboard.domain.calendar_view import CalendarView
from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import InvalidInput, NotFound
from pilotboard.domain.keys import parse_key, team_key
from pilotboard.store.reading import calendar as reading
from pilotboard.store.reading import calendar_marks
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import in_order, settle
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import CalendarDay
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[CalendarRow], Any]] = {
    "start": lambda row: (row.start, row.end, row.id),
    "team": lambda row: ((row.team or "").casefold(), row.start, row.id),
    "kind": lambda row: (row.kind, row.start, row.id),
}
"""What a list of days can be sorted by."""
_DAY = re.compile(r"\s*(?:d\s*-?\s*)?0*([1-9][0-9]{0,8})\s*", re.IGNORECASE)
_COLUMNS = {"start": "start_on", "end": "end_on"}


class Weeks(NamedTuple):
    """The days of work of the organisation (digits, 1 is Monday), and of the teams that have their own, by key."""

    organisation: str
    teams: dict[str, str]


def day_key(row_id: int) -> str:
    """``D-7``: how an entry of the calendar is named on a command line."""
    return f"D-{row_id}"


def list_days(
    ws: Workspace, filter_text: str = "", *, sort: str = "start", limit: int | None = None
) -> Page[CalendarRow]:
    """The entries of the calendar that meet the filter. Raises FilterError, InvalidInput for `sort`."""
    check_sort(sort, SORTS, "Days")
    return page(ws, ws.read(reading.entries), filter_text, calendar_subject, SORTS[sort], limit)


def show_calendar(ws: Workspace, team: str | None = None) -> CalendarView:
    """The calendar of everybody, or of a team by key or name: its days, sprints and decisions. Raises NotFound."""

    def query(reader: Reader) -> CalendarView:
        key = None if team is None else lookup.key_of(reader, "team", team)
        number = None if key is None else parse_key(key).number
        week, own = reading.weeks(reader)
        rows = [row for row in reading.entries(reader) if key is None or row.team_key in (None, key)]
        name = None if number is None else reading.team_name(reader, number)
        days = work_calendar(week, rows, team_weekdays=own.get(key or "", ""), team_key=key)
        years = tuple(reading.years(reader))
        marks = tuple(calendar_marks.marks(reader, number))
        return CalendarView(key, name, days.weekdays, key in own, years, tuple(rows), marks, days)

    return ws.read(query)


def weeks(ws: Workspace) -> Weeks:
    """The days of work, of everybody and of the teams that differ."""
    return ws.read(lambda reader: Weeks(*reading.weeks(reader)))


def set_weekdays(ws: Workspace, weekdays: str, team: str | None = None, operation_id: str | None = None) -> Outcome:
    """Say which days of the week are worked (``mon-fri``), by everybody or by one team ("" = as everybody)."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.calendar import TeamWeekChanges, WeekChanges

    given = {"weekdays": weekdays}
    made = validate(WeekChanges, given).weekdays if team is None else validate(TeamWeekChanges, given).weekdays

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import organisation, teams

        keys: tuple[str, ...] = ()
        if team is None:
            row: Any = organisation.organisation(tx)
            whose = "Everybody"
        else:
            row = teams.team(tx, lookup.numbered_id(tx.reader, "team", team))
            whose, keys = row.name, (team_key(row.number),)
        tx.change(row, weekdays=made)
        return Written(f"{whose} works {weekday_words(made) if made else 'as everybody does'}.", keys)

    return ws.write("calendar.weekdays", work, operation_id)


def add_day(
    ws: Workspace, values: Mapping[str, object], team: str | None = None, operation_id: str | None = None
) -> Outcome:
    """Write down days that differ from the week. `values` as in `drafts.calendar.CalendarDraft`."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.calendar import CalendarDraft

    draft = validate(CalendarDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing.tables import CalendarDay

        team_id = None if team is None else lookup.numbered_id(tx.reader, "team", team)
        row = tx.add(
            CalendarDay(team_id=team_id, kind=draft.kind, start_on=draft.start, end_on=draft.last, name=draft.name)
        )
        return Written(f"Added {_said(row)}.", (day_key(row.stored_id),))

    return ws.write("calendar.add", work, operation_id)


def edit_day(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change an entry. Raises Conflict when somebody changed the same field meanwhile."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.calendar import CalendarChanges

    given = validate(CalendarChanges, changes).given()

    def work(tx: Tx) -> Written:
        row = _day(tx, key)
        current = {"start": row.start_on, "end": row.end_on, "kind": row.kind, "name": row.name}
        values = settle(tx, row, day_key(row.stored_id), given, current, opened)
        if values.get("end", row.end_on) is None:
            values["end"] = values.get("start", row.start_on)
        in_order(CalendarChanges, ("start", "end"), values, current)
        changed = tx.change(row, **{_COLUMNS.get(name, name): value for name, value in values.items()})
        name = day_key(row.stored_id)
        return Written(f"Changed {name}: {_said(row)}." if changed else f"{name} was like that already.", (name,))

    return ws.write("calendar.edit", work, operation_id)


def remove_day(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Take an entry out of the calendar."""

    def work(tx: Tx) -> Written:
        row = _day(tx, key)
        said, name = _said(row), day_key(row.stored_id)
        tx.remove(row)
        return Written(f"Removed {said}.", (name,))

    return ws.write("calendar.remove", work, operation_id)


def show_day(ws: Workspace, key: str) -> CalendarRow:
    """One entry. Raises NotFound."""

    def query(reader: Reader) -> CalendarRow | None:
        wanted = _number(key)
        return next((row for row in reading.entries(reader) if row.id == wanted), None)

    found = ws.read(query)
    if found is None:
        raise _no_day(key)
    return found


def opened_day(row: CalendarRow) -> Opened:
    """What a form over an entry shows, to hand back with its changes."""
    return Opened(row.version, {"name": row.name, "kind": row.kind, "start": row.start, "end": row.end})


def working_days(ws: Workspace, team: str | None = None) -> Any:
    """The calendar of a team by key, or of the organisation, to ask about days."""
    return ws.read(lambda reader: reading.of_team(reader, None if team is None else parse_key(team, "team").number))


def _said(row: CalendarDay) -> str:
    days = span_words(row.start_on, row.end_on)
    return f"{row.name or row.kind.value.replace('_', ' ')} {days}"


def _number(key: str) -> int:
    found = _DAY.fullmatch(key)
    if found is None:
        raise InvalidInput(
            f'"{key[:40]}" is no key of a day.', hint="It looks like D-7: pilotboard calendar list.", field="key"
        )
    return int(found.group(1))


def _no_day(key: str) -> NotFound:
    return NotFound(f"There is no day {key} in the calendar.", hint="pilotboard calendar list shows all.")


def _day(tx: Tx, key: str) -> CalendarDay:
    from pilotboard.store.writing.tables import CalendarDay

    found = tx.get(CalendarDay, _number(key))
    if found is None:
        raise _no_day(key)
    return found
