"""What falls on the days of the calendar without changing them."""

from __future__ import annotations

from pilotboard.domain.calendar_view import Mark, MarkKind
from pilotboard.domain.keys import pilot_key, sprint_key
from pilotboard.store.reading.reader import Reader, certain_day


def marks(reader: Reader, team: int | None) -> list[Mark]:
    """The sprints with days, and the decisions that are due, of a team (its number) or of all, by day."""
    sprints = reader.rows(
        """
        SELECT s.number, CASE WHEN s.goal = '' THEN s.name ELSE s.goal END, t.name, s.start_on, s.end_on
        FROM sprint s JOIN team t ON t.id = s.team_id
        WHERE s.start_on IS NOT NULL AND s.end_on IS NOT NULL AND s.state <> 'cancelled'
              AND (CAST(:team AS INTEGER) IS NULL OR t.number = CAST(:team AS INTEGER))
        ORDER BY s.start_on, s.number
        """,
        team=team,
    )
    due = reader.rows(
        """
        SELECT p.number, p.title, t.name, p.decision_due FROM pilot p LEFT JOIN team t ON t.id = p.team_id
        WHERE p.decision_due IS NOT NULL AND p.closed_on IS NULL AND p.parked_on IS NULL
              AND (CAST(:team AS INTEGER) IS NULL OR t.number = CAST(:team AS INTEGER))
        ORDER BY p.decision_due, p.number
        """,
        team=team,
    )
    found = [
        Mark(MarkKind.SPRINT, sprint_key(number), said, name, certain_day(start), certain_day(end))
        for number, said, name, start, end in sprints
    ]
    for number, title, name, on in due:
        day = certain_day(on)
        found.append(Mark(MarkKind.DECISION, pilot_key(number), title, name or "", day, day))
    return found
