"""Writes to teams and their memberships."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from pilotboard.domain.teams import MembershipRole
from pilotboard.domain.text import search_text
from pilotboard.store.writing import pilots, sprints
from pilotboard.store.writing.tables import BoardState, Membership, Pilot, Team
from pilotboard.store.writing.unit import Tx

_TEXTS = ("purpose", "charter", "agreements", "definition_of_ready", "definition_of_done")
_MEMBER: Any = Membership.__table__.c  # type: ignore[attr-defined]


def team(tx: Tx, team_id: int) -> Team:
    """The team with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(Team, team_id, "team")


def add(tx: Tx, values: Mapping[str, Any]) -> Team:
    """Store a new team; `values` are columns."""
    folded = search_text(values["name"], *(values[name] for name in _TEXTS))
    return tx.add(Team(**values, number=tx.next_number("team"), folded=folded))


def edit(tx: Tx, row: Team, values: Mapping[str, object]) -> bool:
    """Change columns; False when nothing differs."""
    texts = [str(values.get(name, getattr(row, name))) for name in ("name", *_TEXTS)]
    return tx.change(row, **values, folded=search_text(*texts))


def dissolve(tx: Tx, row: Team, on: date) -> list[Pilot]:
    """End a team with its last day: memberships end, those that had not begun go, open pilots are left without a team.

    Planned sprints are cancelled; raises Refusal while one is running. Returns those pilots. Closed pilots and
    finished memberships stay with the team: they are its history.
    """
    sprints.end_of_team(tx, row.stored_id, f"{row.name} was dissolved.")
    tx.change(row, dissolved_on=on, parked_on=None)
    for membership in tx.by(Membership, team_id=row.stored_id):
        if membership.start_on > on:
            tx.remove(membership)
        elif membership.end_on is None or membership.end_on > on:
            tx.change(membership, end_on=on)
    left = [pilot for pilot in tx.by(Pilot, team_id=row.stored_id) if pilot.closed_on is None]
    for pilot in left:
        pilots.move(tx, pilot, None)
    return left


def remove(tx: Tx, row: Team) -> None:
    """Delete a team that has no history, with what it set for its board."""
    for setting in tx.by(BoardState, team_id=row.stored_id):
        tx.remove(setting)
    tx.remove(row)


def membership(tx: Tx, membership_id: int) -> Membership:
    """The membership with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(Membership, membership_id, "membership")


def overlapping(
    tx: Tx, team_id: int, person_id: int, role: MembershipRole, start: date, end: date | None, besides: int = 0
) -> Membership | None:
    """Another membership of the person in the team with that role that shares a day with start..end."""
    found = (
        select(Membership)
        .where(_MEMBER.team_id == team_id, _MEMBER.person_id == person_id, _MEMBER.role == role)
        .where(_MEMBER.id != besides, or_(_MEMBER.end_on.is_(None), _MEMBER.end_on >= start))
        .order_by(_MEMBER.start_on)
        .limit(1)
    )
    if end is not None:
        found = found.where(_MEMBER.start_on <= end)
    return tx.session.scalars(found).first()


def held_on(tx: Tx, team_id: int, person_id: int, on: date) -> list[Membership]:
    """The memberships of a person in a team that hold on that day or begin later."""
    return [
        one for one in tx.by(Membership, team_id=team_id, person_id=person_id) if one.end_on is None or one.end_on >= on
    ]
