"""Writes to sprints: planning, starting, scope, closing. Every change of scope leaves an event on its item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import func, select

from pilotboard.domain.errors import Refusal
from pilotboard.domain.items import EventKind, ItemState
from pilotboard.domain.keys import item_key, sprint_key, team_key
from pilotboard.domain.leftovers import LeftoverDecision
from pilotboard.domain.sprint_states import ItemOutcome, SprintOrigin, SprintState
from pilotboard.domain.text import folded
from pilotboard.store.writing import items as item_writing
from pilotboard.store.writing.tables import (
    BacklogItem,
    Impediment,
    ItemEvent,
    Pilot,
    Sprint,
    SprintItem,
    SprintRecord,
    Team,
)
from pilotboard.store.writing.unit import Tx


def sprint(tx: Tx, sprint_id: int) -> Sprint:
    """The sprint with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(Sprint, sprint_id, "sprint")


def add(tx: Tx, team_id: int, start: date, end: date, values: Mapping[str, object]) -> Sprint:
    """Plan a sprint."""
    goal = str(values.get("goal", ""))
    return tx.add(
        Sprint(
            number=tx.next_number("sprint"),
            team_id=team_id,
            start_on=start,
            end_on=end,
            goal=goal,
            prediction=str(values.get("prediction", "")),
            result=str(values.get("result", "")),
            created_at=tx.now,
            folded=folded(goal),
        )
    )


def edit(tx: Tx, row: Sprint, values: Mapping[str, object]) -> bool:
    """Change plain fields."""
    return tx.change(row, **values, folded=folded(str(values.get("goal", row.goal))))


def remove(tx: Tx, row: Sprint) -> None:
    """Delete a sprint that never started; its items go back to the backlog."""
    if row.started_at is not None:
        raise Refusal("A sprint that has started is kept: cancel it with a reason, or close it.")
    carried = tx.by(SprintItem, next_sprint=row.stored_id)
    if carried:
        earlier = sprint_key(sprint(tx, carried[0].sprint_id).number)
        raise Refusal(
            f"{earlier} was closed with items carried to {sprint_key(row.number)}: its record names it.",
            kept="Nothing was removed.",
            hint="Cancel it with a reason instead.",
            at=earlier,
        )
    if any((tx.by(ItemEvent, sprint_id=row.stored_id), tx.by(SprintRecord, sprint_id=row.stored_id))):
        raise Refusal(
            f"{sprint_key(row.number)} ran once: its record or the history of its items tells of it.",
            kept="Nothing was removed.",
            hint="Cancel it with a reason instead.",
            at=sprint_key(row.number),
        )
    for inside in tx.by(SprintItem, sprint_id=row.stored_id):
        item = tx.get(BacklogItem, inside.item_id)
        if item is not None and item.sprint_id == row.stored_id:
            tx.change(item, sprint_id=None)
        tx.remove(inside)
    tx.remove(row)


def put_in(tx: Tx, row: Sprint, item: BacklogItem, reason: str = "", carried_from: int | None = None) -> bool:
    """Put an item into a sprint; out of another one when it stands there. False when it is in it already."""
    if item.sprint_id == row.stored_id:
        return False
    if item.sprint_id is not None:
        take_out(tx, sprint(tx, item.sprint_id), item, reason)
    inside = _inside(tx, row, item)
    if inside is None:
        tx.add(
            SprintItem(
                sprint_id=row.stored_id,
                item_id=item.stored_id,
                added_at=tx.now,
                added_reason=reason,
                carried_from=carried_from,
            )
        )
    else:
        tx.change(inside, removed_at=None, removed_reason="", added_at=tx.now, added_reason=reason, outcome=None)
    tx.change(item, sprint_id=row.stored_id)
    if item.state == ItemState.BACKLOG:
        item_writing.move(tx, item, ItemState.READY)
    if row.state == SprintState.ACTIVE:
        _scope_event(tx, row, item, EventKind.SPRINT_ADDED, reason)
    return True


def take_out(tx: Tx, row: Sprint, item: BacklogItem, reason: str = "") -> bool:
    """Take an item out of a sprint; once the sprint runs the item's line stays, with when and why."""
    inside = _inside(tx, row, item)
    if inside is None or item.sprint_id != row.stored_id:
        return False
    tx.change(item, sprint_id=None)
    if row.state == SprintState.ACTIVE:
        tx.change(inside, removed_at=tx.now, removed_reason=reason)
        _scope_event(tx, row, item, EventKind.SPRINT_REMOVED, reason)
    else:
        tx.remove(inside)
    return True


def start(tx: Tx, row: Sprint) -> int:
    """Start: what is in it now, with its estimates, is the commitment, stored for good. Returns how many items.

    Raises Refusal while the team is parked.
    """
    team = tx.get(Team, row.team_id)
    if team is not None and team.parked_on is not None:
        key = team_key(team.number)
        hint = f"Have it work again first: pilotboard teams unpark {key}."
        raise Refusal(f"{key} {team.name} is parked.", kept="Nothing was changed.", hint=hint, at=key)
    count = 0
    for inside, item in _items(tx, row):
        if item.sprint_id == row.stored_id:
            open_still = item.state not in {ItemState.DONE, ItemState.DROPPED}
            tx.change(inside, committed=open_still, size_committed=item.estimate)
            count += open_still
    tx.change(row, state=SprintState.ACTIVE, started_at=tx.now, started_event=newest_event(tx))
    return count


def close(
    tx: Tx, row: Sprint, decisions: Iterable[LeftoverDecision], by_key: Mapping[str, int], following: Sprint | None
) -> None:
    """Close: done items leave with their outcome, each leftover as decided. The record is frozen before by `freeze`."""
    decided = {by_key[one.item_key]: one for one in decisions}
    tx.change(row, state=SprintState.CLOSED, ended_at=tx.now)
    for inside, item in _items(tx, row):
        if inside.removed_at is not None or item.sprint_id != row.stored_id:
            continue
        one = decided.get(item.stored_id)
        if one is None:
            done = item.state == ItemState.DONE
            tx.change(inside, outcome=ItemOutcome.DONE if done else ItemOutcome.DROPPED)
            tx.change(item, sprint_id=None)
            continue
        carried = one.outcome == ItemOutcome.CARRIED
        tx.change(
            inside,
            outcome=one.outcome,
            outcome_reason=one.reason,
            next_sprint=following.stored_id if carried and following is not None else None,
        )
        tx.change(item, sprint_id=None)
        if carried and following is not None:
            put_in(tx, following, item, carried_from=row.stored_id)
        elif one.outcome == ItemOutcome.DROPPED:
            item_writing.move(tx, item, ItemState.DROPPED, one.reason)
        elif item.state != ItemState.BACKLOG:
            item_writing.move(tx, item, ItemState.BACKLOG)


def freeze(tx: Tx, row: Sprint, content: str, digest: str) -> SprintRecord:
    """Keep the record. `ended_event` is noted with it, so that replaying the events gives the record again."""
    return tx.add(SprintRecord(sprint_id=row.stored_id, content=content, digest=digest, made_at=tx.now))


def cancel(tx: Tx, row: Sprint, reason: str) -> None:
    """Cancel: its items go back to the backlog, unfinished ones as they are."""
    active = row.state == SprintState.ACTIVE
    tx.change(row, state=SprintState.CANCELLED, cancel_reason=reason, ended_at=tx.now, ended_event=newest_event(tx))
    for inside, item in _items(tx, row):
        if item.sprint_id != row.stored_id:
            continue
        done = item.state == ItemState.DONE
        if active:
            tx.change(inside, outcome=ItemOutcome.DONE if done else ItemOutcome.RETURNED, outcome_reason=reason)
        tx.change(item, sprint_id=None)


def running(tx: Tx, team_id: int) -> Sprint | None:
    """The active sprint of a team."""
    return next(iter(tx.by(Sprint, team_id=team_id, state=SprintState.ACTIVE)), None)


def newest_event(tx: Tx) -> int:
    """The id of the newest item event: what comes later has a larger one."""
    return int(tx.session.scalar(select(func.coalesce(func.max(ItemEvent.__table__.c.id), 0))) or 0)  # type: ignore[attr-defined]


def leave_on_pilot_move(tx: Tx, item: BacklogItem, reason: str) -> None:
    """An item whose pilot goes to another team leaves its sprint, with a scope event when that one runs."""
    if item.sprint_id is not None:
        take_out(tx, sprint(tx, item.sprint_id), item, reason)


def release(tx: Tx, item: BacklogItem) -> None:
    """Let go of an item that is to be removed: out of the plan of a sprint, off the impediments that name it.

    Raises Refusal when it is, or was, in a sprint that has started: the record of that sprint rests on it.
    """
    for inside in tx.by(SprintItem, item_id=item.stored_id):
        row = sprint(tx, inside.sprint_id)
        if row.started_at is not None or row.origin == SprintOrigin.IMPORT:
            pilot = tx.get(Pilot, item.pilot_id)
            key = item_key(0 if pilot is None else pilot.number, item.number)
            raise Refusal(
                f"{key} is part of {sprint_key(row.number)}, and that sprint has started: its record rests on it.",
                kept="Nothing was removed.",
                hint="Drop it with a reason instead; its past stays readable.",
                at=key,
            )
        tx.remove(inside)
    if item.sprint_id is not None:
        tx.change(item, sprint_id=None)
    for impediment in tx.by(Impediment, item_id=item.stored_id):
        tx.change(impediment, item_id=None)


def end_of_team(tx: Tx, team_id: int, reason: str) -> None:
    """What becomes of the sprints of a team that is dissolved: planned ones are cancelled.

    Raises Refusal while one is running: its leftovers have to be decided by people.
    """
    rows = tx.by(Sprint, team_id=team_id)
    for row in rows:
        if row.state == SprintState.ACTIVE:
            key = sprint_key(row.number)
            raise Refusal(
                f"{key} of this team is still running.",
                kept="Nothing was changed.",
                hint=f"Close it first: pilotboard sprints close {key}, or cancel it with a reason.",
                at=key,
            )
    for row in rows:
        if row.state == SprintState.PLANNED:
            cancel(tx, row, reason)


def _inside(tx: Tx, row: Sprint, item: BacklogItem) -> SprintItem | None:
    return next(iter(tx.by(SprintItem, sprint_id=row.stored_id, item_id=item.stored_id)), None)


def _items(tx: Tx, row: Sprint) -> list[tuple[SprintItem, BacklogItem]]:
    inside = tx.by(SprintItem, sprint_id=row.stored_id)
    found = tx.among(BacklogItem, [one.item_id for one in inside])
    return [(one, found[one.item_id]) for one in inside]


def _scope_event(tx: Tx, row: Sprint, item: BacklogItem, kind: EventKind, reason: str) -> None:
    size = "" if item.estimate is None else str(item.estimate)
    tx.add(
        ItemEvent(
            item_id=item.stored_id,
            sprint_id=row.stored_id,
            at=tx.now,
            kind=kind,
            after=size,
            detail=reason,
            actor=tx.intent.actor,
        )
    )
