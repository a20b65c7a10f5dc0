"""The past of an imported item as events, from its moves where the file has them, else from its dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.items import EventKind, ItemState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pilotboard.domain.intake import IncomingItem, IncomingMove

BEGUN = (ItemState.IN_PROGRESS, ItemState.REVIEW, ItemState.DONE)


class PastEvent(NamedTuple):
    """Something that happened before the import. ``who`` is "" when the file does not tell."""

    at: datetime
    kind: EventKind
    before: str
    after: str
    detail: str = ""
    who: str = ""


class Times(NamedTuple):
    """The dates that an item has in the store."""

    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


def times_of(item: IncomingItem, state: ItemState, now: datetime) -> Times:
    """Its dates: made now when the file does not tell; what is done without a date was finished now."""
    finished = (item.finished_at or now) if state == ItemState.DONE else None
    return Times(item.created_at or now, item.started_at or (finished if state == ItemState.DONE else None), finished)


def past_of(item: IncomingItem, state: ItemState, times: Times) -> list[PastEvent]:
    """Its events, oldest first; the last one leads to ``state``."""
    if item.moves:
        return [*_by_moves(item, state, times)]
    if state in BEGUN and (times.started_at is not None or state == ItemState.DONE):
        events = [PastEvent(times.created_at, EventKind.CREATED, "", ItemState.BACKLOG)]
        last = ItemState.BACKLOG
        if times.started_at is not None and times.started_at != times.finished_at:
            events.append(PastEvent(times.started_at, EventKind.STATE, last, ItemState.IN_PROGRESS))
            last = ItemState.IN_PROGRESS
        if state != last:
            events.append(PastEvent(times.finished_at or times.created_at, EventKind.STATE, last, state))
        return events
    return [PastEvent(times.created_at, EventKind.CREATED, "", state)]


def _by_moves(item: IncomingItem, state: ItemState, times: Times) -> Iterator[PastEvent]:
    first = item.moves[0]
    last = first.before or first.after or state
    yield PastEvent(min(times.created_at, first.at), EventKind.CREATED, "", last)
    events = moved(item.moves, last)
    yield from events
    after = events[-1].after
    if after != state:
        at = max(times.finished_at or events[-1].at, events[-1].at)
        yield PastEvent(at, _kind(after, state), after, state)


def moved(moves: Sequence[IncomingMove], last: str) -> list[PastEvent]:
    """Moves as events that follow each other; one inside a state stays as history."""
    found = []
    for move in moves:
        after = move.after or last
        found.append(PastEvent(move.at, _kind(last, after), last, after, move.after_name, move.who))
        last = after
    return found


def _kind(before: str, after: str) -> EventKind:
    return EventKind.REOPENED if before == ItemState.DONE != after else EventKind.STATE
