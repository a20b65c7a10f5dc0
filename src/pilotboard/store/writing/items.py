"""Writes to backlog items. Every change of their flow leaves an item event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pilotboard.domain.items import EventKind, ItemState, ItemType, check_move
from pilotboard.domain.text import folded, search_text
from pilotboard.store.writing import links, order
from pilotboard.store.writing.tables import (
    AcceptanceCriterion,
    BacklogItem,
    ItemEvent,
    ItemLabel,
    ItemLink,
    ItemNote,
    Label,
    Pilot,
)
from pilotboard.store.writing.unit import Tx


class NewItem(NamedTuple):
    """What a new item starts with (validated)."""

    title: str
    type: ItemType = ItemType.STORY
    state: ItemState = ItemState.BACKLOG
    description: str = ""
    estimate: int | None = None
    assignee_id: int | None = None
    due_on: date | None = None
    labels: Sequence[str] = ()
    criteria: Sequence[str] = ()


def item(tx: Tx, item_id: int) -> BacklogItem:
    """The item with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(BacklogItem, item_id, "item")


def add(tx: Tx, pilot_id: int, new: NewItem) -> BacklogItem:
    """Put a new item at the end of its list."""
    pilot = tx.there(Pilot, pilot_id, "pilot")
    (rank,) = order.end_ranks(tx, pilot.team_id, pilot.stored_id, 1)
    done = new.state == ItemState.DONE
    begun = new.state in {ItemState.IN_PROGRESS, ItemState.REVIEW, ItemState.DONE}
    added = tx.add(
        BacklogItem(
            pilot_id=pilot.stored_id,
            team_id=pilot.team_id,
            number=tx.take(pilot, "next_item"),
            title=new.title,
            type=new.type,
            state=new.state,
            rank=rank,
            estimate=new.estimate,
            assignee_id=new.assignee_id,
            due_on=new.due_on,
            description=new.description,
            created_at=tx.now,
            started_at=tx.now if begun else None,
            finished_at=tx.now if done else None,
            state_since=tx.now,
            folded=search_text(new.title, new.description),
        )
    )
    _event(tx, added, EventKind.CREATED, after=new.state.value)
    set_labels(tx, added, new.labels)
    for position, text in enumerate(new.criteria):
        tx.add(AcceptanceCriterion(item_id=added.stored_id, position=position, text=text, folded=folded(text)))
    return added


def edit(tx: Tx, row: BacklogItem, values: Mapping[str, object], reason: str = "") -> bool:
    """Change plain fields (columns); an estimate that changes leaves an event, with the reason for it."""
    before = row.estimate
    title, description = values.get("title", row.title), values.get("description", row.description)
    changed = tx.change(row, **values, folded=search_text(str(title), str(description)))
    if changed and row.estimate != before:
        _event(tx, row, EventKind.ESTIMATE, before=_figure(before), after=_figure(row.estimate), detail=reason)
    return changed


def move(tx: Tx, row: BacklogItem, state: ItemState, reason: str = "") -> bool:
    """Change the state. Finishing or dropping also takes the block away.

    Raises InvalidInput for dropping without a reason.
    """
    before = ItemState(row.state)
    step = check_move(before, state, tx.now, started_at=row.started_at, reason=reason or None)
    if step is None:
        return False
    if row.blocked_since is not None and state in {ItemState.DONE, ItemState.DROPPED}:
        unblock(tx, row)
    tx.change(
        row,
        state=state,
        state_since=tx.now,
        started_at=step.started_at,
        finished_at=step.finished_at,
        drop_reason=reason if state == ItemState.DROPPED else "",
    )
    _event(tx, row, step.kind, before=before.value, after=state.value, detail=reason)
    return True


def block(tx: Tx, row: BacklogItem, reason: str) -> bool:
    """Mark as blocked, or change the reason of a block (its first day stays)."""
    first = row.blocked_since is None
    changed = tx.change(row, blocked_reason=reason, blocked_since=tx.now if first else row.blocked_since)
    if changed:
        _event(tx, row, EventKind.BLOCKED, detail=reason)
    return changed


def unblock(tx: Tx, row: BacklogItem) -> bool:
    """Take the block away."""
    reason = row.blocked_reason
    changed = tx.change(row, blocked_reason="", blocked_since=None)
    if changed:
        _event(tx, row, EventKind.UNBLOCKED, detail=reason)
    return changed


def set_labels(tx: Tx, row: BacklogItem, names: Iterable[str]) -> bool:
    """Give the item exactly these labels; unknown ones are made."""
    return links.set_links(tx, ItemLabel, {"item_id": row.stored_id}, "label_id", links.word_ids(tx, Label, names))


def label_names(tx: Tx, row: BacklogItem) -> list[str]:
    """The labels of the item."""
    ids = [link.label_id for link in tx.by(ItemLabel, item_id=row.stored_id)]
    return [label.name for label in tx.among(Label, ids).values()]


def add_criterion(tx: Tx, row: BacklogItem, text: str) -> AcceptanceCriterion:
    """Put a line at the end of the checklist."""
    position = max((line.position for line in tx.by(AcceptanceCriterion, item_id=row.stored_id)), default=-1) + 1
    return tx.add(AcceptanceCriterion(item_id=row.stored_id, position=position, text=text, folded=folded(text)))


def add_note(tx: Tx, row: BacklogItem, text: str) -> ItemNote:
    """Write a note under the actor's name."""
    return tx.add(ItemNote(item_id=row.stored_id, at=tx.now, author=tx.intent.actor, text=text, folded=folded(text)))


def add_link(tx: Tx, row: BacklogItem, url: str, title: str) -> ItemLink:
    """Hang a web address on the item."""
    return tx.add(ItemLink(item_id=row.stored_id, url=url, title=title))


def split(tx: Tx, row: BacklogItem, titles: Sequence[str]) -> list[BacklogItem]:
    """Cut new items from one; they stand right behind it, with its type, state of refinement, assignee and labels."""
    labels = label_names(tx, row)
    state = ItemState.READY if row.state in {ItemState.READY, ItemState.IN_PROGRESS} else ItemState.BACKLOG
    made = []
    behind = row.stored_id
    for title in titles:
        new = NewItem(title, ItemType(row.type), state, assignee_id=row.assignee_id, labels=labels)
        part = add(tx, row.pilot_id, new)
        order.place(tx, part, behind)
        behind = part.stored_id
        made.append(part)
    return made


def note_split(tx: Tx, row: BacklogItem, keys: Sequence[str]) -> None:
    """Leave on the item which ones were cut from it."""
    _event(tx, row, EventKind.SPLIT, detail=", ".join(keys)[:200])


def remove(tx: Tx, row: BacklogItem) -> None:
    """Delete the item with all that hangs on it; undo brings it back whole.

    Raises Refusal for an item of a sprint that has started.
    """
    from pilotboard.store.writing import feedback, sprints

    sprints.release(tx, row)
    feedback.release_item(tx, row.stored_id)
    for table in (ItemEvent, ItemLabel, ItemLink, ItemNote, AcceptanceCriterion):
        for part in tx.by(table, item_id=row.stored_id):
            tx.remove(part)
    order.note_place(tx, row)
    tx.remove(row)


def follow_pilot(tx: Tx, pilot: Pilot, team_id: int | None, team_name: str, reason: str = "") -> int:
    """Take all items of a pilot to the end of its new team's list, in their order; returns how many there are.

    Those that stand in a sprint of the old team leave it; `reason` stands in the record of one that runs.
    """
    from pilotboard.store.writing import sprints

    rows = sorted(tx.by(BacklogItem, pilot_id=pilot.stored_id), key=lambda row: row.rank)
    for row, rank in zip(rows, order.end_ranks(tx, team_id, pilot.stored_id, len(rows)), strict=True):
        sprints.leave_on_pilot_move(tx, row, reason)
        order.note_place(tx, row)
        tx.change(row, team_id=team_id, rank=rank)
        _event(tx, row, EventKind.MOVED_PILOT, detail=team_name)
    return len(rows)


def gather(tx: Tx, pilot: Pilot) -> None:
    """Bring the items that stand in another team's list: they came to the pilot after a move that is taken back."""
    away = [row for row in tx.by(BacklogItem, pilot_id=pilot.stored_id) if row.team_id != pilot.team_id]
    for row, rank in zip(away, order.end_ranks(tx, pilot.team_id, pilot.stored_id, len(away)), strict=True):
        order.note_place(tx, row)
        tx.change(row, team_id=pilot.team_id, rank=rank)


def _event(tx: Tx, row: BacklogItem, kind: EventKind, *, before: str = "", after: str = "", detail: str = "") -> None:
    tx.add(
        ItemEvent(
            item_id=row.stored_id,
            at=tx.now,
            kind=kind,
            before=before,
            after=after,
            detail=detail,
            actor=tx.intent.actor,
        )
    )


def _figure(estimate: int | None) -> str:
    return "" if estimate is None else str(estimate)
