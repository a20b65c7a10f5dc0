"""What changes about an item that an import brought before: its columns, its past, what hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pilotboard.domain.intake import IncomingItem
from pilotboard.domain.intake_history import BEGUN, PastEvent, moved
from pilotboard.domain.items import EventKind, ItemState
from pilotboard.domain.text import folded, search_text
from pilotboard.store.reading.intake import Known, Parts


@dataclass(slots=True)
class Update:
    """What changes about a known item: columns, events, lines of the checklist that are ticked, things hung on it."""

    item: IncomingItem
    known: Known
    columns: dict[str, object]
    events: list[PastEvent]
    ticks: list[int]
    parts: Parts


def columns_of(
    item: IncomingItem, row: Mapping[str, Any], clearable: frozenset[str], who: int | None, now: datetime
) -> dict[str, object]:
    """The columns that the file has otherwise. A blank cell changes nothing unless its field may be cleared."""
    found: dict[str, object] = {}
    plain: tuple[tuple[str, str, object, object], ...] = (
        ("title", "", item.title, ""),
        ("type", "", item.type, ""),
        ("description", "description", item.description, ""),
        ("estimate", "estimate", item.estimate, None),
        ("due_on", "due", item.due, None),
        ("created_at", "", item.created_at, None),
        ("archived_at", "archived", item.archived_at, None),
    )
    for name, cleared_by, value, empty in plain:
        if value not in (None, ""):
            if row[name] != value:
                found[name] = value
        elif cleared_by in clearable and row[name] != empty:
            found[name] = empty
    if (who is not None or (item.assignee is None and "assignee" in clearable)) and who != row["assignee_id"]:
        found["assignee_id"] = who
    found.update(_standing(item, row, now))
    if "title" in found or "description" in found:
        texts = (str(found.get("title", row["title"])), str(found.get("description", row["description"])))
        found["folded"] = search_text(*texts)
    return found


def _standing(item: IncomingItem, row: Mapping[str, Any], now: datetime) -> dict[str, object]:
    """State and dates, as they belong together."""
    state = ItemState(row["state"]) if item.state is None else item.state
    started = item.started_at or row["started_at"]
    finished = None
    if state == ItemState.DONE:
        finished = item.finished_at or row["finished_at"] or now
        started = started or finished
    elif state in BEGUN and row["state"] not in BEGUN:
        started = started or now
    found: dict[str, object] = {}
    if state != row["state"]:
        found = {"state": state, "state_since": finished or now}
        found["drop_reason"] = item.drop_reason if state == ItemState.DROPPED else ""
        if row["blocked_since"] is not None and state in {ItemState.DONE, ItemState.DROPPED}:
            found |= {"blocked_since": None, "blocked_reason": ""}
    for name, value in (("started_at", started), ("finished_at", finished)):
        if value != row[name]:
            found[name] = value
    return found


def update_of(
    item: IncomingItem,
    known: Known,
    row: Mapping[str, Any],
    columns: dict[str, object],
    parts: Parts,
    now: datetime,
    *,
    same: bool,
) -> Update | None:
    """Everything that changes about the item; None when nothing does."""
    events: list[PastEvent] = []
    ticks: list[int] = []
    state = ItemState(str(columns.get("state", row["state"])))
    if not same:
        fresh = [move for move in item.moves if (move.at, move.after_name) not in parts.moves]
        events = moved(fresh, row["state"]) if fresh else []
        ticks = [parts.criteria[key][0] for key, met in _criteria(item) if met and key in parts.criteria]
        ticks = [one for one in ticks if not dict(parts.criteria.values())[one]]
    last = events[-1].after if events else row["state"]
    if last != state:
        at = columns.get("finished_at") or now
        assert isinstance(at, datetime)
        kind = EventKind.REOPENED if last == ItemState.DONE else EventKind.STATE
        events.append(PastEvent(at, kind, last, state, item.drop_reason if state == ItemState.DROPPED else ""))
    if "estimate" in columns:
        before, after = ("" if one is None else str(one) for one in (row["estimate"], columns["estimate"]))
        events.append(PastEvent(now, EventKind.ESTIMATE, before, after, "import"))
    if "blocked_since" in columns:
        events.append(PastEvent(now, EventKind.UNBLOCKED, "", ""))
    if not (columns or events or ticks or (not same and _hangs_more(item, parts))):
        return None
    return Update(item, known, columns, events, ticks, parts)


def _criteria(item: IncomingItem) -> list[tuple[str, bool]]:
    return [(folded(text), met) for text, met in item.criteria]


def _hangs_more(item: IncomingItem, parts: Parts) -> bool:
    """Whether the file has a label, a line of the checklist, a note or a link that the item has not."""
    return bool(
        {folded(name) for name in item.labels} - parts.labels
        or {key for key, _ in _criteria(item)} - set(parts.criteria)
        or {note.text for note in item.notes} - parts.notes
        or (item.url and item.url not in parts.urls)
    )
