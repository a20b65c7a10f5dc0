"""Taking texts out for good: out of the rows, out of what the journal kept of them, out of search texts and records.

Everything else in the store is written through the journal, which keeps what was there before. This is the one place
that must not: the rows are set without keeping anything, and the entry only notes which rows were touched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlmodel import SQLModel

from pilotboard.domain.canonical import canonical, digest_of
from pilotboard.domain.changes import RowChange
from pilotboard.domain.erasing import MARK, each_text
from pilotboard.domain.keys import Key
from pilotboard.domain.text import folded
from pilotboard.store.writing import tables
from pilotboard.store.writing.columns import Row, VersionedRow
from pilotboard.store.writing.engine import announced
from pilotboard.store.writing.free_texts import PLACES, SEARCHED, Place
from pilotboard.store.writing.tables import Amendment, Journal, JournalRow, SprintRecord
from pilotboard.store.writing.unit import Tx

Take = Callable[[str], str]
Edits = Mapping[str, Callable[[Any], object]]
_CHUNK = 500


@dataclass(slots=True)
class Erased:
    """What was taken out: rows touched, entries of the journal that told of them, and the old texts (never kept)."""

    rows: int = 0
    entries: set[int] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)


def find_thing(tx: Tx, key: Key) -> int | None:
    """The id of a thing, also of one that was removed: its text then stands in the journal still."""
    table, values = _identity(tx, key)
    for row in tx.by(table, **values):
        return row.stored_id
    kept = _columns(JournalRow)
    removed = select(kept["row_id"], kept["before"]).where(
        kept["table_name"] == table.__tablename__, kept["change"] == RowChange.REMOVED
    )
    for row_id, before in tx.session.execute(removed):
        content = json.loads(before or "{}")
        if all(content.get(name) == value for name, value in values.items()):
            return int(row_id)
    return None


def _identity(tx: Tx, key: Key) -> tuple[type[Row], dict[str, object]]:
    if key.kind == "item":
        pilot = next(iter(tx.by(tables.Pilot, number=key.pilot)), None)
        return tables.BacklogItem, {"pilot_id": pilot.id if pilot else -1, "number": key.number}
    table = PLACES[key.kind][0].table
    if key.kind == "retrospective":
        table = tables.Retrospective
    assert issubclass(table, Row)
    return table, {"number": key.number}


def take_out(tx: Tx, key: Key, row_id: int, take: Take, *, whole: bool) -> Erased:
    """Take texts of a thing out of its rows, the journal and the records of sprints; `whole`: its free texts only."""
    done = Erased()
    for place in PLACES[key.kind]:
        columns = place.whole if whole else place.texts
        if columns:
            erase(tx, place, _ids(tx, place, row_id), dict.fromkeys(columns, take), done)
    if key.kind == "retrospective" and done.rows:
        tx.note_erased(tables.Retrospective, row_id)
    _clean_sentences(tx, key, take, done, whole=whole)
    _clean_records(tx, key, row_id, take, done, whole=whole)
    return done


def first_written(tx: Tx, done: Erased) -> datetime:
    """When the first entry told of what was taken out (aware UTC): backups made since hold it."""
    found = tx.session.scalar(
        select(func.min(_columns(Journal)["at"])).where(_columns(Journal)["id"].in_(done.entries))
    )
    return found if isinstance(found, datetime) else tx.now


def forget_voice(tx: Tx, row: tables.Feedback) -> Erased:
    """Leave nothing of what a voice said: it was passed on and is not kept here."""
    done = Erased()
    nothing: Edits = {"quote": _empty, "focal_group": _empty, "rating": _none}
    place = Place(tables.Feedback, "id", ("quote", "focal_group"))
    erase(tx, place, [row.stored_id], nothing, done)
    return done


def _empty(_: object) -> str:
    return ""


def _none(_: object) -> None:
    return None


def _ids(tx: Tx, place: Place, row_id: int) -> list[int]:
    """The rows of a place, those that were removed among them."""
    if place.owner == "id":
        return [row_id]
    columns = _columns(place.table)
    found = [int(one) for one in tx.session.scalars(select(columns["id"]).where(columns[place.owner] == row_id))]
    kept = _columns(JournalRow)
    gone = select(kept["row_id"], kept["before"]).where(
        kept["table_name"] == place.table.__tablename__, kept["change"] == RowChange.REMOVED
    )
    for removed, before in tx.session.execute(gone):
        if json.loads(before or "{}").get(place.owner) == row_id:
            found.append(int(removed))
    return list(dict.fromkeys(found))


def erase(tx: Tx, place: Place, ids: Iterable[int], edits: Edits, done: Erased) -> None:
    """Set columns of rows by `edits` without keeping what was there, here and in all the journal knows of them."""
    table, wanted = place.table, list(ids)
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        touched = _erase_rows(tx, table, part, edits, done) | _erase_journal(tx, table, part, edits, done)
        _erase_searched(tx, table, sorted(touched))
        done.rows += len(touched)
        if issubclass(table, Row):
            for row_id in sorted(touched):
                tx.note_erased(table, row_id)


def _erase_rows(tx: Tx, table: type[SQLModel], ids: list[int], edits: Edits, done: Erased) -> set[int]:
    columns = _columns(table)
    touched = set()
    shown = [columns["id"], *(columns[name] for name in edits)]
    for row_id, *old in tx.session.execute(select(*shown).where(columns["id"].in_(ids))).all():
        before = dict(zip(edits, old, strict=True))
        after = {name: edits[name](value) for name, value in before.items() if value is not None}
        after = {name: value for name, value in after.items() if value != before[name]}
        if not after:
            continue
        touched.add(int(row_id))
        done.texts.update(str(before[name]) for name in after if isinstance(before[name], str))
        if issubclass(table, VersionedRow):
            after["version"] = columns["version"] + 1
        _set(tx, table, row_id, after)
        if table in SEARCHED:
            tx.session.expire_all()
            _set(tx, table, row_id, {"folded": SEARCHED[table](tx.session.get(table, row_id))})
    return touched


def _erase_journal(tx: Tx, table: type[SQLModel], ids: list[int], edits: Edits, done: Erased) -> set[int]:
    """What the entries kept of these rows."""
    columns = _columns(JournalRow)
    lines = select(*(columns[name] for name in ("id", "entry_id", "row_id", "before", "after"))).where(
        columns["table_name"] == table.__tablename__, columns["row_id"].in_(ids)
    )
    touched = set()
    for line_id, entry_id, row_id, before, after in tx.session.execute(lines).all():
        done.entries.add(int(entry_id))
        new = {"before": _erased_line(before, edits, done), "after": _erased_line(after, edits, done)}
        if new != {"before": before, "after": after}:
            touched.add(int(row_id))
            _set(tx, JournalRow, line_id, new)
    return touched


def _erase_searched(tx: Tx, table: type[SQLModel], ids: list[int]) -> None:
    """Search texts that the journal kept of these rows; nothing before this can be undone any more anyway."""
    columns = _columns(JournalRow)
    lines = select(columns["id"], columns["before"], columns["after"]).where(
        columns["table_name"] == table.__tablename__, columns["row_id"].in_(ids)
    )
    for line_id, *kept in tx.session.execute(lines).all() if table in SEARCHED else ():
        new = []
        for line in kept:
            content = json.loads(line) if line else {}
            forgotten = {**content, "folded": folded(MARK)} if "folded" in content else content
            new.append(json.dumps(forgotten, ensure_ascii=False) if forgotten != content else line)
        if new != kept:
            _set(tx, JournalRow, line_id, {"before": new[0], "after": new[1]})


def _erased_line(line: str | None, edits: Edits, done: Erased) -> str | None:
    if line is None:
        return None
    content = json.loads(line)
    changed = {}
    for name, edit in edits.items():
        old = content.get(name)
        if old is not None and edit(old) != old:
            changed[name] = edit(old)
            if isinstance(old, str):
                done.texts.add(old)
    if not changed:
        return line
    content |= changed
    return json.dumps(content, ensure_ascii=False)


def _clean_sentences(tx: Tx, key: Key, take: Take, done: Erased, *, whole: bool) -> None:
    """The sentences of entries that told of the thing."""
    columns = _columns(Journal)
    about = "' ' || journal.keys || ' '"
    rows = select(columns["id"], columns["said"]).where(
        or_(columns["id"].in_(done.entries), _contains(about, f" {key} "))
    )
    for entry_id, said in tx.session.execute(rows).all():
        new = _without(said, take, done, whole=whole)
        if new != said:
            _set(tx, Journal, entry_id, {"said": new})


def _contains(expression: str, text: str) -> Any:
    from sqlalchemy import literal_column

    return literal_column(expression).contains(text, autoescape=True)


def _without(text: str, take: Take, done: Erased, *, whole: bool) -> str:
    """Another text that may quote what was taken out."""
    if not whole:
        return take(text)
    for one in sorted((old for old in done.texts if old.strip()), key=len, reverse=True):
        text = text.replace(one, MARK)
    return text


def _clean_records(tx: Tx, key: Key, row_id: int, take: Take, done: Erased, *, whole: bool) -> None:
    """Records of sprints that froze the text: they are frozen anew without it, and an amendment beside them says so.

    So is the evidence of decisions about the pilot; the history says it.
    """
    if key.kind in ("pilot", "decision"):
        _clean_evidence(tx, {"pilot_id" if key.kind == "pilot" else "id": row_id}, take, done, whole=whole)
    if key.kind == "sprint":
        sprints = {row_id}
    elif key.kind == "item":
        sprints = {one.sprint_id for one in tx.by(tables.SprintItem, item_id=row_id)}
    else:
        return
    columns = _columns(SprintRecord)
    shown = select(columns["id"], columns["sprint_id"], columns["content"], columns["digest"])
    for record_id, sprint_id, text, digest in tx.session.execute(shown.where(columns["sprint_id"].in_(sprints))).all():
        new = canonical(each_text(json.loads(text), lambda one: _without(one, take, done, whole=whole)))
        if new == canonical(json.loads(text)):
            continue
        done.rows += 1
        _set(tx, SprintRecord, record_id, {"content": new, "digest": digest_of(new)})
        tx.note_erased(SprintRecord, record_id)
        note = f"A text was taken out of this record; its digest was {digest} before."
        tx.add(Amendment(sprint_id=sprint_id, at=tx.now, author=tx.intent.actor, text=note))


def _clean_evidence(tx: Tx, which: Mapping[str, object], take: Take, done: Erased, *, whole: bool) -> None:
    for row in tx.by(tables.Decision, **which):
        new = canonical(each_text(json.loads(row.snapshot), lambda one: _without(one, take, done, whole=whole)))
        if new != row.snapshot:
            done.rows += 1
            _set(tx, tables.Decision, row.stored_id, {"snapshot": new, "digest": digest_of(new)})
            tx.note_erased(tables.Decision, row.stored_id)


def _set(tx: Tx, table: type[SQLModel], row_id: int, values: Mapping[str, object]) -> None:
    with announced(tx.session.connection()):
        tx.session.execute(
            update(table).where(_columns(table)["id"] == row_id).values(**values),
            execution_options={"synchronize_session": False},
        )
    tx.session.expire_all()


def _columns(table: type[SQLModel]) -> Any:
    return table.__table__.c  # type: ignore[attr-defined]
