"""What a sprint is told from: its stored start, the events of its items, its frozen record, and the sprints before."""

from __future__ import annotations

from datetime import datetime

from pilotboard.domain.items import ItemState
from pilotboard.domain.keys import item_key, sprint_key
from pilotboard.domain.sprint_events import Committed, SprintEvent, SprintEventKind, SprintStart, Tally
from pilotboard.domain.sprint_numbers import PastSprint
from pilotboard.domain.sprint_record import SprintRecord, read_record
from pilotboard.domain.sprint_states import SprintOrigin, SprintState
from pilotboard.store.reading.reader import Reader, day, instant
from pilotboard.store.reading.sprints import Texts, lot


def begun(reader: Reader, sprint_id: int, known: Texts) -> SprintStart | None:
    """The stored start with its commitment; None for a sprint that has not started.

    What stands in the sprint without being committed, and without an event that tells it came in, was finished before.
    """
    if known.started_at is None:
        return None
    found = reader.rows(
        """
        SELECT p.number, i.number, si.size_committed, si.committed
        FROM sprint_item si JOIN backlog_item i ON i.id = si.item_id JOIN pilot p ON p.id = i.pilot_id
        WHERE si.sprint_id = :id AND (si.committed OR COALESCE(
            (SELECT e.kind FROM item_event e
             WHERE e.item_id = si.item_id AND e.sprint_id = :id AND e.id > :first ORDER BY e.id LIMIT 1),
            'sprint_removed') = 'sprint_removed')
        ORDER BY i.id
        """,
        id=sprint_id,
        first=known.started_event or 0,
    )
    lots: dict[bool, list[Committed]] = {True: [], False: []}
    for pilot, number, size, committed in found:
        lots[bool(committed)].append(Committed(item_key(pilot, number), size))
    return SprintStart(known.started_at, tuple(lots[True]), known.started_event or 0, tuple(lots[False]))


def events(reader: Reader, sprint_id: int, known: Texts) -> list[SprintEvent]:
    """What happened after the start to the items that are or were in the sprint."""
    found = reader.rows(
        """
        SELECT e.id, e.at, p.number, i.number, e.kind, e.after, e.detail
        FROM sprint_item si JOIN item_event e ON e.item_id = si.item_id
        JOIN backlog_item i ON i.id = si.item_id JOIN pilot p ON p.id = i.pilot_id
        WHERE si.sprint_id = :id AND e.id > :first AND e.id <= :last
          AND (e.kind IN ('state', 'reopened', 'estimate')
               OR (e.kind IN ('sprint_added', 'sprint_removed') AND e.sprint_id = :id))
        ORDER BY e.id
        """,
        id=sprint_id,
        first=known.started_event or 0,
        last=known.ended_event if known.ended_event is not None else 2**62,
    )
    return [
        _event(instant(at), order, item_key(pilot, number), kind, after, detail)
        for order, at, pilot, number, kind, after, detail in found
    ]


def _event(at: datetime, order: int, item: str, kind: str, after: str, detail: str) -> SprintEvent:
    size = int(after) if after.isdigit() else None
    match kind:
        case "sprint_added":
            return SprintEvent(at, order, item, SprintEventKind.ADDED, size=size, reason=detail)
        case "sprint_removed":
            return SprintEvent(at, order, item, SprintEventKind.REMOVED, reason=detail)
        case "estimate":
            return SprintEvent(at, order, item, SprintEventKind.ESTIMATE, size=size, reason=detail)
        case _:
            return SprintEvent(at, order, item, SprintEventKind.STATE, state=ItemState(after), reason=detail)


def record(reader: Reader, sprint_id: int) -> SprintRecord | None:
    """The frozen record that stands. Raises DamagedData when it is not what was frozen."""
    found = reader.row(
        "SELECT content, digest FROM sprint_record WHERE sprint_id = :id AND withdrawn_at IS NULL", id=sprint_id
    )
    return None if found is None else read_record(*found)


def past(reader: Reader, team_id: int, most: int = 12) -> list[PastSprint]:
    """The last closed sprints of a team, for velocity: what each finished by its last day, from its record.

    An imported sprint has no record; what was done in it counts when it is dated.
    """
    found = reader.rows(
        f"""
        SELECT s.number, s.state, s.origin, s.end_on, s.id, r.content, r.digest, {lot("si.outcome = 'done'")}
        FROM (SELECT * FROM sprint WHERE team_id = :team AND state = 'closed' ORDER BY end_on DESC LIMIT :most) s
        LEFT JOIN sprint_record r ON r.sprint_id = s.id AND r.withdrawn_at IS NULL
        LEFT JOIN sprint_item si ON si.sprint_id = s.id LEFT JOIN backlog_item i ON i.id = si.item_id
        GROUP BY s.number, s.state, s.origin, s.end_on, s.id, r.content, r.digest
        ORDER BY s.end_on DESC
        """,
        team=team_id,
        most=most,
    )
    sprints = []
    for number, state, origin, end, _, content, digest, done, points in found:
        finished, person_days = Tally(int(done), int(points)), None
        if content is not None:
            frozen = read_record(content, digest)
            finished, person_days = frozen.replay.finished, frozen.content["person_days"]
        sprints.append(
            PastSprint(sprint_key(number), SprintState(state), SprintOrigin(origin), day(end), finished, person_days)
        )
    return sprints
