"""What the pages of sprints would show, compared with the model."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pilotboard.domain.sprint_events import Now
from pilotboard.domain.sprint_replay import Replay, replay
from pilotboard.domain.sprints import SprintItemRow
from pilotboard.store.reading import calendar, sprint_story
from pilotboard.store.reading import sprints as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import sprints
from pilotboard.usecases.workspace import Workspace
from tests.model.sprints import Figures
from tests.model.world import Content, World


def sprints_of(ws: Workspace, world: World) -> None:
    """Every sprint has its items, and every item its sprint; a record is what its events tell."""
    shown = {row.key: row for row in sprints.list_sprints(ws).rows}
    assert shown.keys() == {f"S-{number}" for number in world.sprints()}
    for number, sprint in world.sprints().items():
        row = shown[f"S-{number}"]
        assert (row.state, row.goal, row.start, row.end) == tuple(
            sprint[one] for one in ("state", "goal", "start", "end")
        )
        lines = [world.rows[one] for one in world.hung("inside", number)]
        found = sprints.show_sprint(ws, row.key)
        assert {one.item_key: _line(one) for one in found.items} == {one["key"]: _expected(one) for one in lines}
        assert (found.cancel_reason, found.result) == (sprint["cancel_reason"], sprint["result"])
        assert (found.ended_at is not None) == sprint["ended"]
        standing = [one for one in world.hung("record", number) if not world.rows[one]["withdrawn"]]
        assert (found.record is not None) == bool(standing) == (sprint["state"] == "closed")
        assert len(found.amendments) == len(world.hung("amendment", number))
        if found.record is not None:
            assert retold(ws, found.row.id, found.row.start, found.row.end) == found.record.replay


def _line(row: SprintItemRow) -> Content:
    return {
        "committed": row.committed,
        "size": row.size_committed,
        "removed": row.removed_at is not None,
        "removed_reason": row.removed_reason,
        "added_reason": row.added_reason,
        "outcome": row.outcome,
        "outcome_reason": row.outcome_reason,
        "carried_from": row.carried_from,
        "next": row.next_sprint,
    }


def _expected(line: Content) -> Content:
    keys = {name: None if line[name] is None else f"S-{line[name]}" for name in ("carried_from", "next")}
    return {name: value for name, value in line.items() if name not in {"sprint", "key"}} | keys


def retold(ws: Workspace, sprint_id: int, first: date | None, last: date | None) -> Replay:
    """The sprint from its events alone, up to where it was closed."""
    assert first is not None
    assert last is not None

    def query(reader: Reader) -> Replay:
        texts = reading.texts(reader, sprint_id)
        assert texts.ended_at is not None
        now = Now(texts.ended_at, calendar.zone(reader), texts.ended_event)
        begun, events = sprint_story.begun(reader, sprint_id, texts), sprint_story.events(reader, sprint_id, texts)
        return replay(first, last, calendar.of_team_id(reader, texts.team_id), begun, events, now)

    return ws.read(query)


def days_of(ws: Workspace, number: int, told: Mapping[date, Figures]) -> None:
    """Each day that was told before is told the same, and today as it stands."""
    points = {point.day: point for point in sprints.tell_sprint(ws, f"S-{number}").replay.known}
    for day, expected in told.items():
        scope, done = points[day].scope, points[day].done
        assert scope is not None
        assert done is not None
        assert (*scope, *done) == expected, f"{day}: told as {(*scope, *done)}, was {expected}"
