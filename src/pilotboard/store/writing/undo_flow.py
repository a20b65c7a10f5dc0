"""The flow of items when an act is taken back: the past stays as it was.

What is put right on the same day leaves no trace in the charts: its events go. What happened on an earlier day did
happen; its events stay, and taking it back is an event of the day it is taken back. The same holds within a day when
a sprint started or ended in between: the commitment and the record rest on what had happened by then. An event that
comes back (redo) is an event of the moment it comes back. Only the events of items that come or go whole, and those
that an import brought from elsewhere, follow the act that wrote them down.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select

from pilotboard.domain.changes import EntryKind, RowChange
from pilotboard.domain.items import EventKind, ItemState
from pilotboard.store.reading import calendar
from pilotboard.store.writing.tables import BacklogItem, ItemEvent, Journal, Sprint, SprintItem
from pilotboard.store.writing.undo_refusals import Line
from pilotboard.store.writing.unit import Tx

_EVENT: Any = ItemEvent.__table__.c  # type: ignore[attr-defined]
_JOURNAL: Any = Journal.__table__.c  # type: ignore[attr-defined]
_SPRINT: Any = Sprint.__table__.c  # type: ignore[attr-defined]
_INSIDE: Any = SprintItem.__table__.c  # type: ignore[attr-defined]

_TOLD = {EventKind.CREATED, EventKind.SPLIT, EventKind.MOVED_PILOT}
"""Events that no chart counts: they go with the act."""


class Flow:
    """What becomes of the events in an entry that is turned back. `rest` are the lines that it leaves to others."""

    def __init__(self, tx: Tx, lines: Sequence[Line], moment: datetime) -> None:
        """`moment` is when the events of the entry were written: an event of another moment came from elsewhere."""
        self._tx = tx
        self._moment = moment
        self._zone = calendar.zone(tx.reader)
        self._passing = {line.row_id for line in lines if line.table_name == "backlog_item" and _whole(line)}
        added = [line.row_id for line in lines if line.table_name == "item_event" and line.change == RowChange.ADDED]
        self._staying = self._of_others(added)
        self._gone = [
            content
            for line in lines
            if line.table_name == "item_event" and line.change == RowChange.REMOVED
            for content in [json.loads(line.before or "{}")]
            if content["item_id"] not in self._passing
        ]
        fresh = {content["id"] for content in self._gone}
        self._inside = self._scope(lines)
        self.rest = [line for line in lines if not self._ours(line, fresh)]

    def _ours(self, line: Line, fresh: set[int]) -> bool:
        if line.table_name == "item_event":
            return line.row_id in self._staying or line.row_id in fresh
        return line.table_name == "sprint_item" and line.row_id in self._inside

    def _of_others(self, ids: Sequence[int]) -> dict[int, None]:
        """Events of items that neither come nor go with the entry, in the order given."""
        if not ids:
            return {}
        reader = self._tx.reader
        sql = f"SELECT id, item_id FROM item_event WHERE {reader.one_of('id', 'ids')}"
        owners: dict[int, int] = dict(reader.rows(sql, ids=reader.many(ids)))
        return {one: None for one in ids if one in owners and owners[one] not in self._passing}

    def _scope(self, lines: Sequence[Line]) -> set[int]:
        """Lines of sprints that the entry added, for items and sprints that stay."""
        going = {line.row_id for line in lines if line.table_name == "sprint" and line.change == RowChange.ADDED}
        ids = [line.row_id for line in lines if line.table_name == "sprint_item" and line.change == RowChange.ADDED]
        if not ids:
            return set()
        reader = self._tx.reader
        sql = f"SELECT id, item_id, sprint_id FROM sprint_item WHERE {reader.one_of('id', 'ids')}"
        rows = reader.rows(sql, ids=reader.many(ids))
        return {row_id for row_id, item, sprint in rows if item not in self._passing and sprint not in going}

    def settle(self) -> None:
        """Take the slips out, add what tells of the turn, and leave or close the lines of the sprints."""
        tx = self._tx
        events = tx.among(ItemEvent, self._staying)
        for row_id in self._staying:
            event = events[row_id]
            if event.kind in _TOLD or event.at != self._moment or self._slip(event):
                tx.remove(event)
            else:
                self._opposite(event)
        for content in self._gone:
            self._again(content)
        for row_id in sorted(self._inside):
            inside = tx.get(SprintItem, row_id)
            if inside is not None and self._told(inside):
                tx.change(inside, removed_at=tx.now, removed_reason=self._word)
            elif inside is not None:
                tx.remove(inside)

    @property
    def _word(self) -> str:
        return "Redone" if self._tx.kind == EntryKind.REDO else "Undone"

    def _slip(self, event: ItemEvent) -> bool:
        """Whether the event is of today, and no sprint of the item has started or ended since."""
        return self._day(event.at) == self._day(self._tx.now) and not self._rested_on(event.item_id, event.stored_id)

    def _rested_on(self, item_id: int, event_id: int) -> bool:
        """Whether a sprint that the item is or was in has started or ended since that event."""
        rests = (
            select(_SPRINT.id)
            .join(SprintItem, _INSIDE.sprint_id == _SPRINT.id)
            .where(
                _INSIDE.item_id == item_id,
                or_(_SPRINT.started_event >= event_id, _SPRINT.ended_event >= event_id),
            )
        )
        return self._tx.session.scalar(rests.limit(1)) is not None

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()

    def _told(self, inside: SprintItem) -> bool:
        """Whether events tell that the item came into that sprint."""
        found = select(func.count()).where(_EVENT.item_id == inside.item_id, _EVENT.sprint_id == inside.sprint_id)
        return bool(self._tx.session.scalar(found))

    def _opposite(self, event: ItemEvent) -> None:
        item = self._item(event.item_id)
        kind, before, after, detail = EventKind(event.kind), event.after, event.before, self._word
        match kind:
            case EventKind.STATE | EventKind.REOPENED:
                kind = EventKind.REOPENED if before == ItemState.DONE else EventKind.STATE
                detail = item.drop_reason if after == ItemState.DROPPED else ""
            case EventKind.BLOCKED | EventKind.UNBLOCKED:
                blocked = item.blocked_since is not None
                kind = EventKind.BLOCKED if blocked else EventKind.UNBLOCKED
                before = after = ""
                detail = item.blocked_reason if blocked else event.detail
            case EventKind.SPRINT_ADDED | EventKind.SPRINT_REMOVED:
                back = {EventKind.SPRINT_ADDED: EventKind.SPRINT_REMOVED}
                kind, before, after = back.get(kind, EventKind.SPRINT_ADDED), "", _size(item)
        self._add(event.item_id, kind, before, after, detail, event.sprint_id)

    def _again(self, content: dict[str, Any]) -> None:
        item_id, kind, after = content["item_id"], EventKind(content["kind"]), content["after"]
        if kind in {EventKind.SPRINT_ADDED, EventKind.SPRINT_REMOVED}:
            after = _size(self._item(item_id))
        known = None if self._rested_on(item_id, content["id"]) else content["id"]
        self._add(item_id, kind, content["before"], after, content["detail"], content["sprint_id"], known)

    def _item(self, item_id: int) -> BacklogItem:
        item = self._tx.get(BacklogItem, item_id)
        assert item is not None, "events of an item that has gone are refused before"
        return item

    def _add(
        self,
        item_id: int,
        kind: EventKind,
        before: str,
        after: str,
        detail: str,
        sprint: int | None,
        known: int | None = None,
    ) -> None:
        """A new event of now; under the id it had (`known`), unless a sprint started or ended since."""
        tx = self._tx
        tx.add(
            ItemEvent(
                id=known,
                item_id=item_id,
                sprint_id=sprint,
                at=tx.now,
                kind=kind,
                before=before,
                after=after,
                detail=detail,
                actor=tx.intent.actor,
            )
        )


def done_again_by(tx: Tx, entry: Journal) -> Journal:
    """The newest redo that brought an act back, which knows its events; the act itself when it was never undone."""
    undone = tx.session.scalar(select(func.max(_JOURNAL.id)).where(_JOURNAL.id > entry.stored_id, _reverts(entry)))
    if undone is None:
        return entry
    again = select(func.max(_JOURNAL.id)).where(_JOURNAL.id > undone, _JOURNAL.reverts == undone)
    return tx.get(Journal, tx.session.scalar(again) or entry.stored_id) or entry


def _reverts(entry: Journal) -> Any:
    return _JOURNAL.reverts == entry.stored_id


def _whole(line: Line) -> bool:
    return line.change in {RowChange.ADDED, RowChange.REMOVED}


def _size(item: BacklogItem) -> str:
    return "" if item.estimate is None else str(item.estimate)
