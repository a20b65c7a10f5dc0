"""`pilotboard history`, `undo`, `redo`: the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import argument, option, verb
from pilotboard.cli.fields import day_of, limit_of
from pilotboard.cli.output import Column, moment
from pilotboard.cli.progress import Bar
from pilotboard.cli.session import Session
from pilotboard.domain.numbers import parse_whole
from pilotboard.usecases import history as usecases

if TYPE_CHECKING:
    from pilotboard.domain.journal import EntryView

USUAL = 50
COLUMNS = (
    Column("ID", right=True),
    Column("When"),
    Column("Who", elastic=True),
    Column("What", elastic=True),
    Column("Undone"),
)


@verb(
    argument("key", required=False, metavar="[KEY]"),
    option("--since", metavar="DAY", help="Only from that day on: YYYY-MM-DD, -7d, yesterday."),
    option("--limit", metavar="NUMBER", help=f"So many at most; {USUAL} when not said."),
)
def history(session: Session, key: str | None, since: str | None, limit: str | None) -> None:
    """Show who changed what, the newest first: everything, or one thing by its key."""
    found = usecases.history(session.ws, key, day_of(session, since, "since"), limit_of(limit) or USUAL)
    if session.out.json:
        session.out.document("history", map(entry_data, found), count=len(found), total=None, filter=key)
        return
    rows = [
        (str(entry.id), moment(entry.at), entry.actor, entry.said, "undone" if entry.undone else "") for entry in found
    ]
    session.out.table(COLUMNS, rows, "Nothing has been changed yet." if key is None else "Nothing was changed here.")


def entry_data(entry: EntryView) -> dict[str, object]:
    """A line of the history as JSON."""
    return {
        "id": entry.id,
        "at": entry.at,
        "actor": entry.actor,
        "action": entry.action,
        "said": entry.said,
        "keys": list(entry.keys),
        "undoable": entry.undoable,
        "undoes": entry.undoes,
        "undone_by": entry.undone_by,
    }


@verb(argument("entry", required=False, metavar="[ID]"))
def undo(session: Session, entry: str | None) -> None:
    """Take back what you did last, or the entry with that number of the history."""
    number = parse_whole(entry, 1, 10**15, "id") if entry is not None else None
    with Bar("Taking back") as bar:
        done = usecases.undo(session.ws, number, progress=bar)
    session.done(done)


@verb()
def redo(session: Session) -> None:
    """Do again what you took back last."""
    with Bar("Doing again") as bar:
        done = usecases.redo(session.ws, progress=bar)
    session.done(done)


COMMANDS = {"history": history, "undo": undo, "redo": redo}
