"""`pilotboard calendar`: which days are worked, and the school years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import Fill, for_adding, limit_of, listing, named, nothing_given, values
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.cli.usual_verbs import ONLY_GIVEN, edits
from pilotboard.domain.errors import InvalidInput
from pilotboard.usecases import calendar as usecases
from pilotboard.usecases import years as school_years

if TYPE_CHECKING:
    from pilotboard.domain.calendar import CalendarRow

_SHOWN = dict.fromkeys(("show", "view", "turn"), "calendar_shown")
CALENDAR = Noun("calendar", "Days of work: the week, holidays, breaks, half days, school years.", _SHOWN)
COMMANDS = {"calendar": CALENDAR}

KINDS = ("holiday", "break", "half_day", "school_day")
FIELDS = (
    Fill("name", "text", "What the days are called"),
    Fill("start", "day", "The first day", clears=False),
    Fill("end", "day", "The last day; the first one when left out", clears=False),
    Fill("kind", "word", "What kind of days", KINDS, clears=False),
)
YEAR = (
    Fill("name", "text", "Its name, such as 2026-27", clears=False),
    Fill("start", "day", "The first day", clears=False),
    Fill("end", "day", "The last day", clears=False),
)
COLUMNS = (
    Column("Key"),
    Column("Start"),
    Column("End"),
    Column("Kind"),
    Column("Name", elastic=True),
    Column("Team", elastic=True),
)
YEARS = (Column("Name", elastic=True), Column("Start"), Column("End"))
KEY = argument("key", metavar="KEY")
NAME = argument("name", metavar="YEAR")
TEAM = option("--team", completes=("@team",), metavar="KEY|NAME", help="Of that team only; of everybody when not said.")


def day_data(row: CalendarRow) -> dict[str, object]:
    """An entry of the calendar as JSON; without a team it holds for everybody."""
    return {
        "key": usecases.day_key(row.id),
        "start": row.start,
        "end": row.end,
        "kind": row.kind,
        "name": row.name,
        "team": row.team_key,
        "team_name": row.team,
    }


@CALENDAR.verb("list", *listing("kind:break, team:heron, start>2026-08-01", usecases.SORTS))
def show_list(session: Session, filter_text: str, sort: str, limit: str | None) -> None:
    """List the days that differ from the week."""
    page = usecases.list_days(session.ws, filter_text, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("calendar", page.rows, day_data, page.total, filter_text)
        return
    cells = [
        (
            usecases.day_key(row.id),
            row.start.isoformat(),
            row.end.isoformat(),
            row.kind.value.replace("_", " "),
            row.name,
            row.team or "",
        )
        for row in page.rows
    ]
    none = "No day fits." if filter_text else "Every week is a plain one yet. To begin: pilotboard calendar add"
    session.out.table(COLUMNS, cells, none)
    session.rest(len(page.rows), page.total)


@CALENDAR.verb("add", named("name"), TEAM, *for_adding(FIELDS))
def add(session: Session, named: str | None, team: str | None, **given: object) -> None:
    """Write down a holiday, a break, a half day or a school day, of everybody or of one team."""
    found = values(session, FIELDS, given if named is None else {**given, "name": given.get("name") or named})
    if "start" not in found:
        raise InvalidInput("pilotboard calendar add needs --start.", "Nothing was changed.", field="start")
    session.done(usecases.add_day(session.ws, found, team))


edits(CALENDAR, KEY, FIELDS, usecases.edit_day, f"Change an entry of the calendar. {ONLY_GIVEN}")


@CALENDAR.verb("remove", KEY)
def remove(session: Session, key: str) -> None:
    """Take an entry out of the calendar. It asks first; undo brings it back."""
    session.confirm(f"Remove {key} from the calendar?")
    session.done(usecases.remove_day(session.ws, key))


@CALENDAR.verb(
    "weekdays",
    argument("days", required=False, metavar="[DAYS]"),
    TEAM,
)
def weekdays(session: Session, days: str | None, team: str | None) -> None:
    """Say which days of the week are worked (mon-fri), or show them. For a team "same" means as everybody."""
    if days is not None:
        same = team is not None and days.strip().casefold() in {"same", ""}
        session.done(usecases.set_weekdays(session.ws, "" if same else days, team))
        return
    from pilotboard.domain.calendar import weekday_words

    found = usecases.weeks(session.ws)
    if session.out.json:
        rows = [{"team": None, "weekdays": found.organisation}]
        rows += [{"team": key, "weekdays": week} for key, week in found.teams.items()]
        session.out.document("weekdays", rows, count=len(rows))
        return
    lines = [("Everybody", weekday_words(found.organisation))]
    lines += [(key, weekday_words(week)) for key, week in found.teams.items()]
    session.out.table((Column("Who"), Column("Works")), lines)


@CALENDAR.verb("years")
def years(session: Session) -> None:
    """List the school years."""
    rows = school_years.list_years(session.ws)
    if session.out.json:
        data = [{"name": row.name, "start": row.start, "end": row.end} for row in rows]
        session.out.document("years", data, count=len(data))
        return
    cells = [(row.name, row.start.isoformat(), row.end.isoformat()) for row in rows]
    session.out.table(YEARS, cells, "No school years yet. To begin: pilotboard calendar add-year")


@CALENDAR.verb("add-year", named("name"), *for_adding(YEAR))
def add_year(session: Session, named: str | None, **given: object) -> None:
    """Write down a school year: its name, its first and last day."""
    found = values(session, YEAR, given if named is None else {**given, "name": given.get("name") or named})
    for field in ("name", "start", "end"):
        if field not in found:
            raise InvalidInput(f"pilotboard calendar add-year needs --{field}.", "Nothing was changed.", field=field)
    session.done(school_years.add_year(session.ws, found))


@CALENDAR.verb("edit-year", NAME, *(declared for declared in for_adding(YEAR)[1:]))
def edit_year(session: Session, name: str, **given: object) -> None:
    """Change the days of a school year."""
    changes = values(session, YEAR, given)
    if not changes:
        raise nothing_given("pilotboard calendar edit-year", YEAR[1:])
    session.done(school_years.edit_year(session.ws, name, changes))


@CALENDAR.verb("remove-year", NAME)
def remove_year(session: Session, name: str) -> None:
    """Take a school year out. It asks first; what happened in it stays."""
    session.confirm(f"Remove the school year {name}?")
    session.done(school_years.remove_year(session.ws, name))
