"""The journal as people use it: the history, undo and redo."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from pilotboard.domain.changes import EntryKind, Outcome, Written
from pilotboard.domain.errors import Refusal
from pilotboard.domain.journal import EntryView
from pilotboard.domain.keys import parse_key
from pilotboard.domain.much_at_once import all_kept
from pilotboard.store.reading import journal as reading
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.domain.intake_report import Progress
    from pilotboard.store.writing.unit import Tx


def history(ws: Workspace, key: str | None = None, since: date | None = None, limit: int = 200) -> list[EntryView]:
    """The newest entries first: all, those about one thing, those from a day on."""
    about = str(parse_key(key)) if key is not None else None
    from_moment = datetime.combine(since, time(), UTC) if since is not None else None
    return ws.read(reading.entries, key=about, since=from_moment, limit=limit)


@all_kept()
def undo(
    ws: Workspace, entry: int | None = None, operation_id: str | None = None, progress: Progress | None = None
) -> Outcome:
    """Take back an entry: the given one, else the newest standing act of the actor.

    Raises UndoRefused, with the names of the things, when somebody changed them since; Refusal when there is nothing;
    Stopped when ``progress`` answers no, and nothing is taken back then.
    """

    def work(tx: Tx) -> Written:
        chosen = entry or reading.next_undo(tx.reader, ws.actor.handle)
        if chosen is None:
            raise Refusal("There is nothing of yours to undo.")
        return _revert(tx, chosen, EntryKind.UNDO, progress)

    return ws.write("history.undo", work, operation_id)


@all_kept()
def redo(ws: Workspace, operation_id: str | None = None, progress: Progress | None = None) -> Outcome:
    """Do again what the actor undid last.

    Raises Refusal when there is nothing, UndoRefused when it no longer fits, Stopped when ``progress`` answers no.
    """

    def work(tx: Tx) -> Written:
        chosen = reading.next_redo(tx.reader, ws.actor.handle)
        if chosen is None:
            raise Refusal("There is nothing to redo.", hint="Redo brings back what you have just undone.")
        return _revert(tx, chosen, EntryKind.REDO, progress)

    return ws.write("history.redo", work, operation_id)


def _revert(tx: Tx, entry: int, kind: EntryKind, progress: Progress | None) -> Written:
    from pilotboard.store.writing.undo import revert

    return revert(tx, entry, kind, progress)
