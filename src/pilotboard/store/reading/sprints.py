"""Sprints as lines and pages; what they are told from is read in `sprint_story`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from pilotboard.domain.items import ItemState
from pilotboard.domain.keys import item_key, pilot_key, sprint_key, team_key
from pilotboard.domain.sprint_events import Tally
from pilotboard.domain.sprint_numbers import Figures
from pilotboard.domain.sprint_states import ItemOutcome, SprintOrigin, SprintState
from pilotboard.domain.sprints import AmendmentView, DailyNoteView, SprintItemRow, SprintRow
from pilotboard.store.reading.reader import Reader, certain_day, day, instant, moment

# Of every sprint: how many items, and the sum of their estimates, in each of five lots. A planned sprint commits to
# what is in it; an imported one, without a commitment of its own, to all that it held.
_SIZE = "COALESCE(i.estimate, 0)"
_IN = "si.removed_at IS NULL AND i.state <> 'dropped'"
_COMMITTED = f"(si.committed OR (s.state = 'planned' AND {_IN}) OR s.origin = 'import')"
_DONE = f"((s.state = 'active' AND {_IN} AND i.state = 'done') OR si.outcome = 'done')"
_ADDED = "(NOT si.committed AND s.started_at IS NOT NULL AND s.origin = 'local')"
_REMOVED = "(si.committed AND si.removed_at IS NOT NULL)"
_CARRIED = "si.outcome = 'carried'"


def lot(condition: str, size: str = _SIZE) -> str:
    """The columns of a figure both ways: how many items meet the condition, and the sum of their sizes."""
    return f"{_count(condition)}, COALESCE(sum(CASE WHEN {condition} THEN {size} ELSE 0 END), 0)"


def _count(condition: str) -> str:
    return f"COALESCE(sum(CASE WHEN {condition} THEN 1 ELSE 0 END), 0)"


_ROWS = f"""
SELECT s.id, s.number, t.number, t.name, s.goal, s.name, s.state, s.start_on, s.end_on,
       {lot(_COMMITTED, "COALESCE(si.size_committed, i.estimate, 0)")},
       {lot(_DONE)}, {lot(_ADDED)}, {lot(_REMOVED)}, {lot(_CARRIED)},
       s.origin, s.version
FROM sprint s JOIN team t ON t.id = s.team_id
LEFT JOIN sprint_item si ON si.sprint_id = s.id
LEFT JOIN backlog_item i ON i.id = si.item_id
"""
_GROUP = """
GROUP BY s.id, s.number, t.number, t.name, s.goal, s.name, s.state, s.start_on, s.end_on, s.origin, s.version
"""


def _row(*record: Any) -> SprintRow:
    row_id, number, team, team_name, goal, name, state, start, end, *figures, origin, version = record
    committed, done, added, removed, carried = (
        Tally(int(figures[place]), int(figures[place + 1])) for place in range(0, 10, 2)
    )
    return SprintRow(
        row_id,
        sprint_key(number),
        team_key(team),
        team_name,
        goal or name,
        SprintState(state),
        day(start),
        day(end),
        committed,
        done,
        added,
        removed,
        carried,
        SprintOrigin(origin),
        version,
    )


def rows(reader: Reader, team_id: int | None = None) -> list[SprintRow]:
    """Every sprint, or those of a team, the newest first."""
    where = "" if team_id is None else "WHERE s.team_id = :team"
    values = {} if team_id is None else {"team": team_id}
    return reader.views(_row, f"{_ROWS} {where} {_GROUP} ORDER BY s.start_on DESC, s.number DESC", **values)


def row(reader: Reader, sprint_id: int) -> SprintRow | None:
    """One sprint."""
    found = reader.views(_row, f"{_ROWS} WHERE s.id = :id {_GROUP}", id=sprint_id)
    return found[0] if found else None


def current(reader: Reader, team_id: int) -> int | None:
    """The id of the active sprint of a team, else of its next planned one."""
    found = reader.value(
        """
        SELECT id FROM sprint WHERE team_id = :team AND state IN ('active', 'planned')
        ORDER BY CASE state WHEN 'active' THEN 0 ELSE 1 END, start_on LIMIT 1
        """,
        team=team_id,
    )
    return None if found is None else int(found)


class Texts(NamedTuple):
    """What a sprint's page shows beside its line."""

    prediction: str
    result: str
    started_at: datetime | None
    ended_at: datetime | None
    cancel_reason: str
    team_id: int
    started_event: int | None
    ended_event: int | None


def texts(reader: Reader, sprint_id: int) -> Texts:
    """The texts and instants of a sprint that is there."""
    found = reader.row(
        """
        SELECT prediction, result, started_at, ended_at, cancel_reason, team_id, started_event, ended_event
        FROM sprint WHERE id = :id
        """,
        id=sprint_id,
    )
    assert found is not None
    prediction, result, started, ended, reason, team, first, last = found
    return Texts(prediction, result, moment(started), moment(ended), reason, team, first, last)


def items(reader: Reader, sprint_id: int) -> tuple[SprintItemRow, ...]:
    """What is or was in a sprint, in the order of the team's list."""
    return tuple(
        SprintItemRow(
            item_key(pilot, number),
            title,
            pilot_key(pilot),
            ItemState(state),
            assignee,
            estimate,
            bool(committed),
            size,
            None if carried is None else sprint_key(carried),
            carries,
            instant(added),
            added_reason,
            moment(removed),
            removed_reason,
            None if outcome is None else ItemOutcome(outcome),
            outcome_reason,
            None if following is None else sprint_key(following),
        )
        for (
            pilot,
            number,
            title,
            state,
            assignee,
            estimate,
            committed,
            size,
            carried,
            carries,
            added,
            added_reason,
            removed,
            removed_reason,
            outcome,
            outcome_reason,
            following,
        ) in reader.rows(
            """
            SELECT p.number, i.number, i.title, i.state, a.name, i.estimate, si.committed, si.size_committed, cf.number,
                   (SELECT count(*) FROM sprint_item c WHERE c.item_id = i.id AND c.carried_from IS NOT NULL),
                   si.added_at, si.added_reason, si.removed_at, si.removed_reason, si.outcome, si.outcome_reason,
                   nx.number
            FROM sprint_item si JOIN backlog_item i ON i.id = si.item_id JOIN pilot p ON p.id = i.pilot_id
            LEFT JOIN person a ON a.id = i.assignee_id LEFT JOIN sprint cf ON cf.id = si.carried_from
            LEFT JOIN sprint nx ON nx.id = si.next_sprint
            WHERE si.sprint_id = :id ORDER BY i.rank, i.id
            """,
            id=sprint_id,
        )
    )


def notes(reader: Reader, sprint_id: int) -> tuple[DailyNoteView, ...]:
    """What was said at the daily check-ins, by day."""
    return tuple(
        DailyNoteView(row_id, certain_day(on), who, text)
        for row_id, on, who, text in reader.rows(
            """
            SELECT n.id, n.on_day, COALESCE(p.name, n.author), n.text FROM daily_note n
            LEFT JOIN person p ON p.handle = n.author WHERE n.sprint_id = :id ORDER BY n.on_day, n.id
            """,
            id=sprint_id,
        )
    )


def amendments(reader: Reader, sprint_id: int) -> tuple[AmendmentView, ...]:
    """The corrections of a closed sprint, in the order they were made."""
    return tuple(
        AmendmentView(instant(at), who, text)
        for at, who, text in reader.rows(
            """
            SELECT a.at, COALESCE(p.name, a.author), a.text FROM amendment a
            LEFT JOIN person p ON p.handle = a.author WHERE a.sprint_id = :id ORDER BY a.at, a.id
            """,
            id=sprint_id,
        )
    )


def running(reader: Reader) -> list[tuple[str, str, Figures]]:
    """Every running sprint that has days, in figures of now: (its team's key, its key, what it is judged by).

    What was done before the start and is not taken up again is no part of it, as in the sprint's own page.
    """
    before = """NOT si.committed AND i.state = 'done' AND NOT EXISTS (
        SELECT 1 FROM item_event e WHERE e.item_id = si.item_id AND e.id > COALESCE(s.started_event, 0)
          AND (e.kind IN ('state', 'reopened') OR (e.kind = 'sprint_added' AND e.sprint_id = s.id)))"""
    found = reader.rows(
        f"""
        SELECT t.number, s.number, s.start_on, s.end_on, s.started_at IS NOT NULL, {_count("si.committed")},
               {_count(f"{_IN} AND NOT ({before})")},
               {_count(f"{_IN} AND i.state = 'done' AND NOT ({before})")}
        FROM sprint s JOIN team t ON t.id = s.team_id
        LEFT JOIN sprint_item si ON si.sprint_id = s.id LEFT JOIN backlog_item i ON i.id = si.item_id
        WHERE s.state = 'active' AND s.start_on IS NOT NULL AND s.end_on IS NOT NULL
        GROUP BY s.team_id, t.number, s.number, s.start_on, s.end_on, s.started_at
        """
    )
    return [
        (
            team_key(team),
            sprint_key(number),
            Figures(certain_day(start), certain_day(end), committed, (scope, done) if begun else None),
        )
        for team, number, start, end, begun, committed, scope, done in found
    ]


def running_with_pilot(reader: Reader, pilot_id: int) -> list[tuple[str, str]]:
    """The items of a pilot that stand in a running sprint, open ones and done ones: (sprint's key, item's key)."""
    found = reader.rows(
        """
        SELECT s.number, p.number, i.number FROM backlog_item i JOIN sprint s ON s.id = i.sprint_id
        JOIN pilot p ON p.id = i.pilot_id WHERE i.pilot_id = :pilot AND s.state = 'active' ORDER BY i.number
        """,
        pilot=pilot_id,
    )
    return [(sprint_key(sprint), item_key(pilot, number)) for sprint, pilot, number in found]
