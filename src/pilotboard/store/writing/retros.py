"""Writes to retrospectives: phases, notes, actions."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from pilotboard.domain.errors import NotFound
from pilotboard.domain.retros import MAX_DOTS, NotesAfter, RetroPhase
from pilotboard.domain.text import folded
from pilotboard.store.writing.engine import announced
from pilotboard.store.writing.tables import RetroAction, RetroNote, RetroParticipant, Retrospective
from pilotboard.store.writing.unit import Tx

_NOTE: Any = RetroNote.__table__  # type: ignore[attr-defined]
_RETRO: Any = Retrospective.__table__  # type: ignore[attr-defined]


def new_note_id(anonymous: bool) -> int:
    """A random number, never 0: of 63 bits where it must tell nothing, of 31 bits where the journal names the note."""
    return secrets.randbelow(2 ** (63 if anonymous else 31) - 1) + 1


def retro(tx: Tx, retro_id: int) -> Retrospective:
    """The retrospective with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(Retrospective, retro_id, "retrospective")


def add(
    tx: Tx, team_id: int, on: date, form: str, anonymous: bool, sprint_id: int | None, people: Iterable[int]
) -> Retrospective:
    """Begin a retrospective. Who takes part is written down here once for all, in the order of the people's ids."""
    row = tx.add(
        Retrospective(
            number=tx.next_number("retrospective"),
            team_id=team_id,
            sprint_id=sprint_id,
            on_day=on,
            format=form,
            anonymous=anonymous,
        )
    )
    for person_id in sorted(set(people)):
        tx.add(RetroParticipant(retro_id=row.stored_id, person_id=person_id))
    return row


# -- notes


@contextmanager
def leaving_no_trace(tx: Tx) -> Iterator[Connection]:
    """The one exception to "everything is in the journal": who wrote or liked an anonymous note must not be known.

    What is written inside has no entry, no author and no time, and cannot be undone. Screens learn of it by the
    counter of the retrospective alone (see `_count_change`).
    """
    connection = tx.session.connection()
    with announced(connection):
        yield connection


def add_notes(tx: Tx, row: Retrospective, notes: Sequence[tuple[int, str, str, int]], author: str) -> int:
    """Write notes (id, prompt, text, dots); those whose id is there already were written by an earlier try.

    With names each is a row like any other. Returns how many are new.
    """
    ids = [note[0] for note in notes]
    known = set(tx.session.scalars(select(_NOTE.c.id).where(_NOTE.c.id.in_(ids))))
    fresh = [note for note in notes if note[0] not in known]
    if not fresh:
        return 0
    if row.anonymous:
        _write_anew(tx, [_values(row, *note) for note in fresh])
    else:
        for note_id, prompt, text, dots in fresh:
            tx.add(RetroNote(id=note_id, retro_id=row.stored_id, prompt=prompt, text=text, dots=dots, author=author))
    _count_change(tx, row)
    return len(fresh)


def _values(row: Retrospective, note_id: int, prompt: str, text: str, dots: int) -> dict[str, object]:
    return {"id": note_id, "retro_id": row.stored_id, "prompt": prompt, "text": text, "dots": dots, "author": None}


def _write_anew(tx: Tx, more: Sequence[dict[str, object]]) -> None:
    """Store all notes there are and some more, from the first to the last in the order of their random ids.

    A new row would stand behind the older ones on its page of the file (and in its index, and by its transaction on
    PostgreSQL): where it stands would tell when it came. A table that is emptied and filled in that order tells
    nothing; it holds a few thousand notes at most.
    """
    with leaving_no_trace(tx) as connection:
        kept = [dict(found) for found in connection.execute(select(_NOTE)).mappings()]
        connection.execute(delete(_NOTE))
        connection.execute(insert(_NOTE), sorted([*kept, *more], key=lambda note: note["id"]))
    tx.session.expire_all()


def _count_change(tx: Tx, row: Retrospective) -> None:
    """Move the counter by which screens see that notes changed; the row's version stays."""
    with leaving_no_trace(tx) as connection:
        connection.execute(
            update(_RETRO).where(_RETRO.c.id == row.stored_id).values(notes_changed=_RETRO.c.notes_changed + 1)
        )
    tx.session.expire(row, ["notes_changed"])


def add_dots(tx: Tx, row: Retrospective, note_id: int, dots: int) -> int:
    """Give a note dots, or take some; returns how many it has then. Only the count is kept, of nobody's votes."""
    found = tx.session.scalars(
        select(_NOTE.c.dots).where(_NOTE.c.id == note_id, _NOTE.c.retro_id == row.stored_id)
    ).first()
    if found is None:
        raise NotFound("There is no such note here.", kept="Nothing was changed.")
    after = min(max(int(found) + dots, 0), MAX_DOTS)
    with leaving_no_trace(tx) as connection:
        connection.execute(update(_NOTE).where(_NOTE.c.id == note_id).values(dots=after))
    tx.session.expire_all()
    _count_change(tx, row)
    return after


def destroy_notes(tx: Tx, row: Retrospective) -> int:
    """Delete the notes for good; SQLite overwrites where they stood. Returns how many there were."""
    with leaving_no_trace(tx) as connection:
        gone = connection.execute(delete(_NOTE).where(_NOTE.c.retro_id == row.stored_id)).rowcount
    tx.session.expire_all()
    return int(gone)


# -- phases


def show_notes(tx: Tx, row: Retrospective) -> None:
    """Show the notes to everybody; from now on actions are agreed."""
    tx.change(row, phase=RetroPhase.ACT)


def close(tx: Tx, row: Retrospective, after: NotesAfter, release: bool) -> None:
    """End it; what happens to raw notes stays written down."""
    tx.change(row, phase=RetroPhase.CLOSED, closed_at=tx.now, notes_after=after, released=row.released or release)


def remove(tx: Tx, row: Retrospective) -> None:
    """Delete a retrospective without notes and actions."""
    for one in tx.by(RetroParticipant, retro_id=row.stored_id):
        tx.remove(one)
    tx.remove(row)


# -- actions


def action(tx: Tx, action_id: int) -> RetroAction:
    """The action with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(RetroAction, action_id, "action")


def add_action(tx: Tx, row: Retrospective, text: str, owner_id: int, due: date) -> RetroAction:
    """Agree on something: who sees to it, until when."""
    return tx.add(
        RetroAction(
            number=tx.next_number("action"),
            retro_id=row.stored_id,
            team_id=row.team_id,
            text=text,
            owner_id=owner_id,
            due_on=due,
            agreed_on=row.on_day,
            folded=folded(text),
        )
    )


def edit_action(tx: Tx, row: RetroAction, **values: object) -> bool:
    """Change columns of an action."""
    return tx.change(row, **values, folded=folded(str(values.get("text", row.text))))


def let_go(tx: Tx, rows: Collection[RetroAction], reason: str) -> None:
    """Drop actions that were not chosen."""
    for row in rows:
        tx.change(row, drop_reason=reason)
