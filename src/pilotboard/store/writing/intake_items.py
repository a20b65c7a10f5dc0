"""Writing the items that an import brings, set by set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pilotboard.domain.intake_history import PastEvent, past_of, times_of
from pilotboard.domain.items import ItemState, ItemType
from pilotboard.domain.text import folded, search_text
from pilotboard.store.reading import intake as reading
from pilotboard.store.writing import order
from pilotboard.store.writing.intake import words_of
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

if TYPE_CHECKING:
    from pilotboard.domain.intake import IncomingItem
    from pilotboard.store.reading.intake import Home, Parts
    from pilotboard.store.writing.unit import Tx

UNKNOWN_AUTHOR = "imported"
_TITLE = 200


def take_places(tx: Tx, home: Home, count: int) -> list[tuple[int, str]]:
    """Take a number and a rank at the end of the list for so many new items."""
    pilot = tx.get(Pilot, home.pilot_id or 0)
    assert pilot is not None
    first = tx.take(pilot, "next_item", count)
    return list(enumerate(order.end_ranks(tx, pilot.team_id, pilot.stored_id, count), first))


def add_items(
    tx: Tx,
    home: Home,
    items: Sequence[IncomingItem],
    places: Sequence[tuple[int, str]],
    people: Callable[[IncomingItem], int | None],
) -> list[int]:
    """Store new items, each at its place, with everything that hangs on them; returns their ids in order."""
    count = len(items)
    states = [item.state or ItemState.BACKLOG for item in items]
    times = [times_of(item, state, tx.now) for item, state in zip(items, states, strict=True)]
    pasts = [past_of(*one) for one in zip(items, states, times, strict=True)]
    reasons = [
        item.drop_reason if state == ItemState.DROPPED else "" for item, state in zip(items, states, strict=True)
    ]
    ids = tx.bulk_fill(
        BacklogItem,
        {
            "pilot_id": [home.pilot_id] * count,
            "team_id": [home.team_id] * count,
            "number": [number for number, _ in places],
            "title": [item.title for item in items],
            "type": [item.type or ItemType.STORY for item in items],
            "state": states,
            "rank": [rank for _, rank in places],
            "estimate": [item.estimate for item in items],
            "assignee_id": [people(item) for item in items],
            "due_on": [item.due for item in items],
            "description": [item.description for item in items],
            "drop_reason": reasons,
            "created_at": [one.created_at for one in times],
            "started_at": [one.started_at for one in times],
            "finished_at": [one.finished_at for one in times],
            "state_since": [past[-1].at for past in pasts],
            "archived_at": [item.archived_at for item in items],
            "blocked_reason": [""] * count,
            "version": [1] * count,
            "folded": [search_text(item.title, item.description) for item in items],
        },
    )
    add_events(tx, list(zip(ids, pasts, strict=True)))
    add_parts(tx, [(row_id, item, None) for row_id, item in zip(ids, items, strict=True) if _has_parts(item)])
    return ids


def _has_parts(item: IncomingItem) -> bool:
    return bool(item.labels or item.criteria or item.notes or item.url)


def add_events(tx: Tx, pasts: Sequence[tuple[int, Sequence[PastEvent]]]) -> None:
    """Store what happened to items before the import."""
    actor = tx.intent.actor
    events = [event for _, past in pasts for event in past]
    tx.bulk_fill(
        ItemEvent,
        {
            "item_id": [row_id for row_id, past in pasts for _ in past],
            "at": [event.at for event in events],
            "kind": [event.kind for event in events],
            "before": [str(event.before) for event in events],
            "after": [str(event.after) for event in events],
            "detail": [event.detail[:_TITLE] for event in events],
            "actor": [event.who[:120] or actor for event in events],
        },
    )


def add_parts(tx: Tx, items: Sequence[tuple[int, IncomingItem, Parts | None]]) -> None:
    """Store labels, checklist lines, notes and links that the items (by id) have not got."""
    labels = words_of(tx, Label, {folded(name): name for _, item, _ in items for name in item.labels})
    worn: list[dict[str, object]] = []
    lines: list[dict[str, object]] = []
    notes: list[dict[str, object]] = []
    links: list[dict[str, object]] = []
    for row_id, item, held in items:
        has = held or _NOTHING
        wanted = {folded(name) for name in item.labels} - has.labels
        worn += [{"item_id": row_id, "label_id": labels[name]} for name in sorted(wanted)]
        fresh = [(text, met) for text, met in item.criteria if held is None or folded(text) not in has.criteria]
        lines += [
            {"item_id": row_id, "position": place, "text": text, "met": met, "version": 1, "folded": folded(text)}
            for place, (text, met) in enumerate(fresh, len(has.criteria))
        ]
        notes += [
            {
                "item_id": row_id,
                "at": note.at or tx.now,
                "author": note.author or UNKNOWN_AUTHOR,
                "text": note.text,
                "version": 1,
                "folded": folded(note.text),
            }
            for note in item.notes
            if note.text not in has.notes
        ]
        if item.url and item.url not in has.urls:
            links.append({"item_id": row_id, "url": item.url, "title": "", "version": 1})
    tx.bulk_insert(ItemLabel, worn)
    tx.bulk_insert(AcceptanceCriterion, lines)
    tx.bulk_insert(ItemNote, notes)
    tx.bulk_insert(ItemLink, links)


_NOTHING = reading.Parts(set(), {}, set(), set(), set())


def change_items(tx: Tx, changes: Mapping[int, Mapping[str, object]]) -> None:
    """Change columns of items, each its own."""
    tx.bulk_set(BacklogItem, changes)


def tick(tx: Tx, criteria: Iterable[int]) -> None:
    """Tick lines of checklists."""
    tx.bulk_change(AcceptanceCriterion, criteria, met=True)
