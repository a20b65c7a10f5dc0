"""Planning: the list of a team on one side, its next sprint on the other, against the time there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pilotboard.domain.items import ItemRow, ItemState
from pilotboard.domain.keys import parse_key
from pilotboard.domain.sprint_events import Tally
from pilotboard.domain.sprint_numbers import Capacity, PastSprint
from pilotboard.domain.sprint_rules import start_warnings
from pilotboard.domain.sprint_states import OVER, SprintState
from pilotboard.domain.sprints import SprintDetail, SprintRow
from pilotboard.store.reading import items as item_reading
from pilotboard.store.reading import keys, organisation, sprint_story
from pilotboard.store.reading import sprints as reading
from pilotboard.store.reading.query import Condition
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup, sprints
from pilotboard.usecases.workspace import Workspace

MOST = 300
"""Lines of the list that planning looks at: what stands further down is not for the next days."""


class Planning(NamedTuple):
    """What planning shows. `waiting` is the team's list without what stands in the sprint, `inside` what does.

    `sprint` is the one that is planned (None while there is none), `open` all of the team that are not over.
    """

    team_key: str
    team: str
    sprint: SprintDetail | None
    open: tuple[SprintRow, ...]
    waiting: list[ItemRow]
    inside: list[ItemRow]
    capacity: Capacity | None
    past: list[PastSprint]
    points: bool
    warnings: tuple[str, ...]

    @property
    def planned(self) -> Tally:
        """How much stands in the sprint now."""
        kept = [row for row in self.inside if row.state != ItemState.DROPPED]
        return Tally(len(kept), sum(row.estimate or 0 for row in kept))


def _to_plan(rows: Sequence[SprintRow]) -> SprintRow | None:
    planned = [row for row in rows if row.state == SprintState.PLANNED]
    return next(iter([*planned, *rows]), None)


def _days(row: SprintRow | None) -> tuple[date, date] | None:
    return None if row is None or row.start is None or row.end is None else (row.start, row.end)


def show_planning(ws: Workspace, team: str, sprint: str | None = None) -> Planning:
    """What a team (by key) plans: the sprint asked for, else its next planned one, else the running one."""
    today = ws.today()

    def query(reader: Reader) -> Planning:
        team_id = lookup.numbered_id(reader, "team", team)
        rows = [row for row in reading.rows(reader, team_id) if row.state not in OVER]
        rows.sort(key=lambda row: (row.start or date.max, row.id))
        chosen = next((row for row in rows if row.key == sprint), None) or _to_plan(rows)
        name = next(name for number, name in keys.names(reader, "team") if number == parse_key(team).number)
        outside = (
            "i.team_id = :team AND i.state NOT IN ('done', 'dropped') AND (i.sprint_id IS NULL OR i.sprint_id <> :s)"
        )
        values: dict[str, object] = {"team": team_id, "s": 0 if chosen is None else chosen.id}
        waiting = item_reading.item_ids(reader, Condition(outside, values, joins=False), limit=MOST)
        inside = (
            []
            if chosen is None
            else item_reading.item_ids(reader, Condition("i.sprint_id = :s", {"s": chosen.id}, joins=False))
        )
        detail = None if chosen is None else sprints.detail(reader, chosen.id)
        days = _days(chosen)
        programme = organisation.organisation(reader)
        points = programme is not None and programme.counting == "points"
        return Planning(
            team,
            name,
            detail,
            tuple(rows),
            item_reading.by_ids(reader, waiting),
            item_reading.by_ids(reader, inside),
            None if days is None else sprints.capacity_of(reader, team_id, *days),
            sprint_story.past(reader, team_id),
            points,
            ()
            if detail is None
            else start_warnings(detail.row, [one for one in detail.items if one.inside], today, points),
        )

    return ws.read(query)
