"""The turn of the school year in one step: every team and pilot is carried, closed or parked, in one journal entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.keys import parse_key
from pilotboard.domain.sprint_states import SprintState
from pilotboard.domain.year_turn import Choices, TurnKind, TurnPlan, TurnRow, check_turn, settled, summary
from pilotboard.domain.years import SchoolYearRow, TurnChoice, check_year, find_year, next_year
from pilotboard.store.reading import calendar as calendar_reading
from pilotboard.store.reading import pilots as pilot_reading
from pilotboard.store.reading import sprints as sprint_reading
from pilotboard.store.reading import teams as team_reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup, parking
from pilotboard.usecases.organisation import labels_of
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from pilotboard.store.writing.unit import Tx


def turn_plan(ws: Workspace, to: str) -> TurnPlan:
    """What a turn to the school year `to` is about: every open team and pilot, and the sprints in its way.

    A year that is not written down yet may be the one after the last: it is proposed with days a year on. Raises
    InvalidInput for any other, and for one that is over.
    """
    return ws.read(lambda reader: _plan(reader, to, ws.today()))


def turn_targets(ws: Workspace) -> list[TurnPlan]:
    """The school years that one may turn to, without their lines: those to come, and the next one to write down."""

    def query(reader: Reader) -> list[TurnPlan]:
        years = sorted(calendar_reading.years(reader), key=lambda year: year.start)
        found = [_target(years, year.name, ws.today()) for year in years if year.end >= ws.today()]
        return [*found, _target(years, next_year(years[-1])[0], ws.today())] if years else []

    return ws.read(query)


def named_choices(named: Mapping[TurnChoice, Iterable[str]]) -> dict[str, TurnChoice]:
    """The choices by key from keys as people type them. Raises InvalidInput for one that is named twice."""
    found: dict[str, TurnChoice] = {}
    for choice, texts in named.items():
        for text in texts:
            key = str(parse_key(text))
            if found.get(key, choice) != choice:
                raise InvalidInput(f"{key} cannot become both {found[key]} and {choice}.", field=choice.value)
            found[key] = choice
    return found


def turn_year(ws: Workspace, to: str, choices: Choices, operation_id: str | None = None) -> Outcome:
    """Turn to a school year: `choices` by key; what is not named goes on, or goes on waiting. One entry, undone as one.

    Closed teams are dissolved and closed pilots closed today. Raises Refusal with the names of running sprints,
    InvalidInput for a key that takes no part.
    """

    def work(tx: Tx) -> Written:
        plan = _plan(tx.reader, to, tx.today)
        check_turn(plan)
        becomes = settled(plan, choices)
        if plan.new:
            from pilotboard.store.writing.tables import SchoolYear

            check_year(plan.year, plan.start, plan.end, calendar_reading.years(tx.reader))
            tx.add(SchoolYear(name=plan.year, start_on=plan.start, end_on=plan.end))
        # Pilots first: a team that is dissolved lets go of those that are still open.
        rows = sorted(plan.rows, key=lambda row: row.kind == TurnKind.TEAM)
        changed = [row.key for row in rows if _turned(tx, row, becomes[row.key])]
        return Written(f"Turned to {plan.year}: {summary(plan, becomes, labels_of(tx.reader))}", tuple(changed))

    return ws.write("years.turn", work, operation_id)


def _plan(reader: Reader, to: str, today: date) -> TurnPlan:
    target = _target(calendar_reading.years(reader), to, today)
    teams = [
        TurnRow(TurnKind.TEAM, row.key, row.name, row.parked_on, None, row.open_items, row.pilots, None)
        for row in team_reading.rows(reader, today)
        if row.dissolved_on is None
    ]
    pilots = [
        TurnRow(TurnKind.PILOT, row.key, row.title, row.parked_on, row.team_key, row.open_items, 0, row.decision_due)
        for row in pilot_reading.rows(reader)
        if row.closed_on is None
    ]
    running = [f"{row.key} of {row.team}" for row in sprint_reading.rows(reader) if row.state == SprintState.ACTIVE]
    return target._replace(rows=(*teams, *pilots), running=tuple(running))


def _target(years: list[SchoolYearRow], to: str, today: date) -> TurnPlan:
    """The year alone, without lines."""
    newest = max(years, key=lambda year: year.start, default=None)
    if newest is not None and to.strip() == next_year(newest)[0]:
        return TurnPlan(*next_year(newest), new=True, rows=(), running=())
    year = find_year(years, to, today)
    if year.end < today:
        hint = "Turn to the year that comes, or to this one."
        raise InvalidInput(f"The school year {year.name} is over.", hint=hint, field="to")
    return TurnPlan(year.name, year.start, year.end, new=False, rows=(), running=())


def _turned(tx: Tx, row: TurnRow, becomes: TurnChoice) -> bool:
    """Carry, close or park one; False when it stays as it is."""
    if row.kind == TurnKind.PILOT:
        from pilotboard.store.writing import pilots as writing

        pilot = writing.pilot(tx, lookup.numbered_id(tx.reader, "pilot", row.key))
        if becomes == TurnChoice.CLOSE:
            return writing.edit(tx, pilot, {"closed_on": tx.today})
        return tx.change(pilot, parked_on=None) if becomes == TurnChoice.CARRY else parking.park_pilot_row(tx, pilot)
    from pilotboard.store.writing import teams as team_writing

    team = team_writing.team(tx, lookup.numbered_id(tx.reader, "team", row.key))
    if becomes == TurnChoice.CLOSE:
        team_writing.dissolve(tx, team, max(tx.today, team.formed_on or tx.today))
        return True
    return tx.change(team, parked_on=None) if becomes == TurnChoice.CARRY else parking.park_team_row(tx, team)
