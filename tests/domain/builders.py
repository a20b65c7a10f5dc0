"""Views with sensible values, of which a test names only what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pilotboard.domain.items import ItemRow, ItemState, ItemType
from pilotboard.domain.teams import MembershipRole, MembershipRow

MORNING = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def item(**values: object) -> ItemRow:
    """An item in the backlog, never begun."""
    fields: dict[str, object] = {
        "id": 1,
        "key": "P07-12",
        "title": "Draft the text",
        "type": ItemType.STORY,
        "state": ItemState.BACKLOG,
        "state_since": MORNING,
        "pilot_key": "P-07",
        "team_key": "T-03",
        "assignee": None,
        "assignee_key": None,
        "estimate": None,
        "labels": (),
        "blocked_reason": None,
        "blocked_since": None,
        "due": None,
        "created_at": MORNING,
        "started_at": None,
        "finished_at": None,
        "criteria_met": 0,
        "criteria_total": 0,
        "note_count": 0,
        "rank": "V",
        "version": 1,
    }
    return ItemRow(**{**fields, **values})  # type: ignore[arg-type]  # values of a test, checked by what it asserts


def membership(
    person: int, team: int, share: int, start: date, end: date | None = None, role: str = "developer"
) -> MembershipRow:
    """Person U-0n in team T-0n."""
    return MembershipRow(
        id=person * 100 + team,
        person_key=f"U-{person:02d}",
        person=f"Person {person}",
        team_key=f"T-{team:02d}",
        team=f"Team {team}",
        role=MembershipRole(role),
        share=share,
        start=start,
        end=end,
        version=1,
    )
