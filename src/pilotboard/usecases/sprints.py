"""Sprints from plan to amendment. What is written is in `sprint_life`; here they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from pilotboard.domain.calendar import WorkCalendar
from pilotboard.domain.changes import Opened
from pilotboard.domain.errors import NotFound
from pilotboard.domain.keys import parse_key
from pilotboard.domain.organisation import Counting
from pilotboard.domain.sprint_events import Now
from pilotboard.domain.sprint_numbers import (
    Capacity,
    PastSprint,
    Standing,
    Velocity,
    capacity,
    samples,
    standing,
    standing_of,
    velocity,
)
from pilotboard.domain.sprint_replay import Replay, replay
from pilotboard.domain.sprint_rules import cancel_courtesy
from pilotboard.domain.sprint_states import SprintState
from pilotboard.domain.sprints import SprintDetail, SprintRow, sprint_subject
from pilotboard.store.reading import calendar as calendar_reading
from pilotboard.store.reading import impediments as impediment_reading
from pilotboard.store.reading import sprint_story as story
from pilotboard.store.reading import sprints as reading
from pilotboard.store.reading import teams as team_reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

SORTS: Mapping[str, Callable[[SprintRow], Any]] = {
    "start": lambda row: (row.start is None, -(row.start or date.min).toordinal(), -row.id),
    "key": lambda row: row.id,
    "team": lambda row: (row.team.casefold(), -row.id),
    "state": lambda row: (list(SprintState).index(row.state), -row.id),
}
"""What a list of sprints can be sorted by."""


class Told(NamedTuple):
    """A sprint told from its events (or from its record), with the calendar it is read by and how it stands."""

    row: SprintRow
    replay: Replay
    calendar: WorkCalendar
    standing: Standing


class RunningSprint(NamedTuple):
    """The sprint that a team runs, and how it stands."""

    key: str
    standing: Standing


def running_sprints(ws: Workspace) -> dict[str, RunningSprint]:
    """The running sprints by their team's key. One statement for all of them, and the calendar once."""
    today = ws.today()

    def query(reader: Reader) -> dict[str, RunningSprint]:
        found = reading.running(reader)
        if not found:
            return {}
        calendar_of = calendar_reading.of_teams(reader)
        return {
            team: RunningSprint(key, standing_of(figures, calendar_of(team), today)) for team, key, figures in found
        }

    return ws.read(query)


def list_sprints(
    ws: Workspace, filter_text: str = "", *, sort: str = "start", limit: int | None = None
) -> Page[SprintRow]:
    """The sprints that meet the filter. Raises FilterError, InvalidInput for `sort`."""
    check_sort(sort, SORTS, "Sprints")
    return page(ws, ws.read(reading.rows), filter_text, sprint_subject, SORTS[sort], limit)


def show_sprint(ws: Workspace, key: str) -> SprintDetail:
    """Everything about one sprint. Raises NotFound, DamagedData for a record that is not the one frozen."""
    return ws.read(lambda reader: detail(reader, lookup.numbered_id(reader, "sprint", key)))


def detail(reader: Reader, sprint_id: int) -> SprintDetail:
    """Everything about one sprint."""
    row = lookup.there("This sprint", reading.row(reader, sprint_id))
    texts = reading.texts(reader, sprint_id)
    return SprintDetail(
        row=row,
        prediction=texts.prediction,
        result=texts.result,
        started_at=texts.started_at,
        ended_at=texts.ended_at,
        cancel_reason=texts.cancel_reason,
        items=reading.items(reader, sprint_id),
        notes=reading.notes(reader, sprint_id),
        impediments=tuple(impediment_reading.rows(reader, sprint_id)),
        record=story.record(reader, sprint_id),
        amendments=reading.amendments(reader, sprint_id),
    )


def opened_sprint(found: SprintDetail) -> Opened:
    """What a form over the sprint shows, to hand back with its changes."""
    row = found.row
    return Opened(
        row.version,
        {
            "goal": row.goal,
            "prediction": found.prediction,
            "result": found.result,
            "start": row.start,
            "end": row.end,
        },
    )


def current_sprint(ws: Workspace, team: str) -> str | None:
    """The key of the team's active sprint, else of its next planned one."""

    def query(reader: Reader) -> str | None:
        found = reading.current(reader, lookup.numbered_id(reader, "team", team))
        row = None if found is None else reading.row(reader, found)
        return None if row is None else row.key

    return ws.read(query)


def tell_sprint(ws: Workspace, key: str, on: datetime | None = None) -> Told:
    """The sprint day by day: from its record when it is closed, else from its events up to now (or `on`).

    Raises NotFound, and NotFound for an imported sprint without days.
    """
    moment = on or ws.now()
    return ws.read(lambda reader: told(reader, lookup.numbered_id(reader, "sprint", key), moment))


def told(reader: Reader, sprint_id: int, moment: datetime, last_event: int | None = None) -> Told:
    """The sprint day by day, up to a moment (aware) and, when it is given, an event."""
    row = reading.row(reader, sprint_id)
    if row is None or row.start is None or row.end is None:
        raise NotFound("This sprint has no days to show.", hint="An imported sprint shows them once it has dates.")
    texts = reading.texts(reader, sprint_id)
    calendar = calendar_reading.of_team(reader, parse_key(row.team_key).number)
    record = story.record(reader, sprint_id) if row.state == SprintState.CLOSED else None
    if record is not None:
        replayed = record.replay
    else:
        now = Now(texts.ended_at or moment, calendar_reading.zone(reader), last_event or texts.ended_event)
        begun = story.begun(reader, sprint_id, texts)
        replayed = replay(row.start, row.end, calendar, begun, story.events(reader, sprint_id, texts), now)
    day = moment.astimezone(calendar_reading.zone(reader)).date()
    return Told(row, replayed, calendar, standing(replayed, calendar, day))


def team_capacity(ws: Workspace, team: str, start: date, end: date) -> Capacity:
    """The working time of a team over some days: memberships x shares x calendar. Raises NotFound."""

    def query(reader: Reader) -> Capacity:
        team_id = lookup.numbered_id(reader, "team", team)
        return capacity_of(reader, team_id, start, end)

    return ws.read(query)


def capacity_of(reader: Reader, team_id: int, start: date, end: date) -> Capacity:
    """The working time of a team, by its id."""
    rows = team_reading.memberships(reader, team_id)
    return capacity(rows, calendar_reading.of_team_id(reader, team_id), start, end)


def team_velocity(ws: Workspace, team: str, counting: Counting = Counting.ITEMS) -> Velocity | None:
    """What a team usually finishes; None below three closed sprints."""
    return ws.read(lambda reader: velocity(story.past(reader, lookup.numbered_id(reader, "team", team)), counting))


def past_sprints(ws: Workspace, key: str) -> list[PastSprint]:
    """The last closed sprints of the team whose sprint this is, oldest first."""

    def query(reader: Reader) -> list[PastSprint]:
        sprint_id = lookup.numbered_id(reader, "sprint", key)
        return [*samples(story.past(reader, reading.texts(reader, sprint_id).team_id))]

    return ws.read(query)


def cancel_question(ws: Workspace, key: str) -> str:
    """What to ask the actor before they cancel the sprint; "" when it is theirs to decide (product owner, coach)."""

    def query(reader: Reader) -> str:
        team_id = reading.texts(reader, lookup.numbered_id(reader, "sprint", key)).team_id
        mine = [
            one.role
            for one in team_reading.memberships(reader, team_id)
            if one.on(ws.today()) and one.person_key == lookup.person_key_at(reader, ws.actor.person_id)
        ]
        return cancel_courtesy(mine)

    return ws.read(query)


def following_sprint(ws: Workspace, key: str) -> str | None:
    """The planned sprint of the same team that carried items go to; None while there is none."""

    def query(reader: Reader) -> str | None:
        team_id = reading.texts(reader, lookup.numbered_id(reader, "sprint", key)).team_id
        planned = [row for row in reading.rows(reader, team_id) if row.state == SprintState.PLANNED]
        found = min(planned, key=lambda row: (row.start or date.max, row.id), default=None)
        return None if found is None else found.key

    return ws.read(query)


def latest_sprint(ws: Workspace, team: str) -> str | None:
    """The key of the sprint that a team runs, else of the last one that it ran; None while it never ran one."""

    def query(reader: Reader) -> str | None:
        rows = reading.rows(reader, lookup.numbered_id(reader, "team", team))
        begun = [row for row in rows if row.state != SprintState.PLANNED]
        found = next((row for row in begun if row.state == SprintState.ACTIVE), None) or next(iter(begun), None)
        return None if found is None else found.key

    return ws.read(query)


def neighbour_sprint(ws: Workspace, key: str, step: int) -> str | None:
    """The sprint of the same team before (-1) or after (1) this one, by its days; None at the ends."""

    def query(reader: Reader) -> str | None:
        sprint_id = lookup.numbered_id(reader, "sprint", key)
        rows = reading.rows(reader, reading.texts(reader, sprint_id).team_id)
        rows.sort(key=lambda row: (row.start or date.min, row.id))
        at = [row.id for row in rows].index(sprint_id) + step
        return rows[at].key if 0 <= at < len(rows) else None

    return ws.read(query)
