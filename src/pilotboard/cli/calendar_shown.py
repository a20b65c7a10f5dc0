"""`pilotboard calendar view`, `show` and `turn`: the calendar drawn by week, one entry, the new school year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import option
from pilotboard.cli.calendar import CALENDAR, KEY, TEAM, day_data
from pilotboard.cli.fields import day_of
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.domain.calendar import span_words, weekday_words
from pilotboard.domain.calendar_view import day_words, weeks_between, weeks_of
from pilotboard.domain.dates import DAY_NAMES
from pilotboard.domain.year_turn import TurnPlan, consequences, settled, summary
from pilotboard.domain.years import TurnChoice
from pilotboard.usecases import calendar as usecases
from pilotboard.usecases import year_turn

if TYPE_CHECKING:
    from pilotboard.domain.calendar_view import CalendarView, Week

WEEKS = (Column("Month"), *(Column(name[:2], right=True) for name in DAY_NAMES), Column("What", elastic=True))
TURN = (Column("Key"), Column("Name", elastic=True), Column("Now"), Column("Open", right=True), Column("Becomes"))
_CHOSEN = {TurnChoice.CARRY: "goes on", TurnChoice.CLOSE: "closed", TurnChoice.PARK: "parked"}


@CALENDAR.verb("show", KEY)
def show(session: Session, key: str) -> None:
    """Show one entry of the calendar."""
    row = usecases.show_day(session.ws, key)
    if session.out.json:
        session.out.document("day", [day_data(row)], count=1)
        return
    name = usecases.day_key(row.id)
    fields = [
        ("Days", f"{span_words(row.start, row.end)} {row.end.year}"),
        ("Kind", row.kind.value.replace("_", " ")),
        ("Of", f"{row.team_key} {row.team}" if row.team_key else "everybody"),
    ]
    session.out.page(f"{name}  {row.name}".rstrip(), fields)


@CALENDAR.verb(
    "view",
    TEAM,
    option("--from", "first", metavar="DAY", help="The first week; the first one that is written down when not said."),
    option("--until", "last", metavar="DAY", help="The last week."),
)
def view(session: Session, team: str | None, first: str | None, last: str | None) -> None:
    """Draw the calendar by week: days without school, half days, sprints, decisions that are due."""
    found = usecases.show_calendar(session.ws, team)
    begins, ends = day_of(session, first, "from"), day_of(session, last, "until")
    weeks = weeks_of(found, session.today())
    if begins is not None or ends is not None:
        weeks = weeks_between(found, begins or weeks[0].monday, ends or weeks[-1].monday)
    if session.out.json:
        session.out.document("calendar", [_week_data(week) for week in weeks], count=len(weeks), team=found.team_key)
        return
    cells = [
        (
            week.month,
            *(f"{cell.day.day}{cell.glyph}" for cell in week.cells),
            "; ".join(f"{one.glyph} {one.words}" for one in (*week.off, *week.marks)),
        )
        for week in weeks
    ]
    session.out.table(WEEKS, cells)
    session.out.said(_legend(found))


def _legend(found: CalendarView) -> str:
    who = found.team or "Everybody"
    return f"{who} works {weekday_words(found.weekdays)}. × holiday, - break, ◐ half day, + school day."


def _week_data(week: Week) -> dict[str, object]:
    return {
        "week": week.monday,
        "days": [{"date": cell.day, "works": cell.weight, "kind": cell.kind} for cell in week.cells],
        "what": [one.words for one in (*week.off, *week.marks)],
    }


@CALENDAR.verb(
    "turn",
    option("--to", metavar="YEAR", required=True, help="The school year that begins, such as 2026-27."),
    *(
        option(
            f"--{choice}",
            choice.value,
            multiple=True,
            metavar="KEY",
            completes=("@pilot", "@team"),
            help=f"A team or pilot that {says} (may be given again).",
        )
        for choice, says in (
            (TurnChoice.CARRY, "goes on; so do all that are not named and not parked"),
            (TurnChoice.CLOSE, "ends here"),
            (TurnChoice.PARK, "waits for a while"),
        )
    ),
)
def turn(session: Session, to: str, carry: tuple[str, ...], close: tuple[str, ...], park: tuple[str, ...]) -> None:
    """Begin a school year: carry, close or park each team and pilot. It is only told; with --yes it is done."""
    plan = year_turn.turn_plan(session.ws, to)
    choices = year_turn.named_choices({TurnChoice.CARRY: carry, TurnChoice.CLOSE: close, TurnChoice.PARK: park})
    becomes = settled(plan, choices)
    if session.line.yes:
        session.done(year_turn.turn_year(session.ws, to, choices))
        return
    notes = consequences(plan, becomes)
    if session.out.json:
        rows = [
            {
                "key": row.key,
                "kind": row.kind,
                "name": row.name,
                "parked_on": row.parked_on,
                "becomes": becomes[row.key],
            }
            for row in plan.rows
        ]
        session.out.document(
            "turn",
            rows,
            count=len(rows),
            to=plan.year,
            start=plan.start,
            end=plan.end,
            new=plan.new,
            notes=list(notes),
            running=list(plan.running),
            applied=False,
        )
        return
    cells = [
        (row.key, row.name, "parked" if row.parked_on else "at work", str(row.open_items), _CHOSEN[becomes[row.key]])
        for row in plan.rows
    ]
    session.out.table(TURN, cells, "There is no open team and no open pilot.")
    session.out.text("\n".join(["", *_told(plan), *notes, summary(plan, becomes, session.labels)]))
    session.out.said("Nothing was changed yet: add --yes to do it. It is one entry, and undo takes it back.")


def _told(plan: TurnPlan) -> list[str]:
    told = [f"{plan.year}: {day_words(plan.start)} to {day_words(plan.end)}{', written down with it' * plan.new}."]
    if plan.running:
        told.append(f"In the way: {', '.join(plan.running)} must be closed first.")
    return told
