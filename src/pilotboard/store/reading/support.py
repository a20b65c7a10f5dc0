"""Requests for support as lines."""

from __future__ import annotations

from typing import Any

from pilotboard.domain.keys import idea_key, pilot_key, support_key
from pilotboard.domain.support import SupportAnswer, SupportKind, SupportRow
from pilotboard.store.reading.reader import Reader, certain_day, day

_SUPPORT = """
SELECT r.id, r.number, r.kind, r.text, p.number, COALESCE(p.title, i.title), i.number,
       COALESCE(a.name, r.asked_by), r.asked_on, r.answer, r.answered_on, COALESCE(w.name, r.answered_by), r.note,
       r.version
FROM support_request r LEFT JOIN pilot p ON p.id = r.pilot_id LEFT JOIN idea i ON i.id = r.idea_id
LEFT JOIN person a ON a.handle = r.asked_by LEFT JOIN person w ON w.handle = r.answered_by
"""
_ORDER = "ORDER BY CASE WHEN r.answered_on IS NULL THEN 0 ELSE 1 END, r.asked_on, r.id"


def _support(*record: Any) -> SupportRow:
    row_id, number, kind, text, pilot, title, idea, asked_by, asked, answer, answered, answered_by, note, version = (
        record
    )
    return SupportRow(
        row_id,
        support_key(number),
        SupportKind(kind),
        text,
        idea_key(idea) if pilot is None else pilot_key(pilot),
        title,
        asked_by,
        certain_day(asked),
        None if answer is None else SupportAnswer(answer),
        day(answered),
        answered_by,
        note,
        version,
    )


def rows(reader: Reader) -> list[SupportRow]:
    """Every request: those that wait first, the oldest first."""
    return reader.views(_support, f"{_SUPPORT} {_ORDER}")


def row(reader: Reader, row_id: int) -> SupportRow | None:
    """One request; None when it is gone."""
    found = reader.views(_support, f"{_SUPPORT} WHERE r.id = :id", id=row_id)
    return found[0] if found else None


def of_idea(reader: Reader, idea_id: int) -> list[SupportRow]:
    """What is asked for an idea."""
    return reader.views(_support, f"{_SUPPORT} WHERE r.idea_id = :id {_ORDER}", id=idea_id)


def of_pilot(reader: Reader, pilot_id: int) -> list[SupportRow]:
    """What is asked for a pilot, and what was asked for the idea that it came from."""
    return reader.views(_support, f"{_SUPPORT} WHERE r.pilot_id = :id OR i.pilot_id = :id {_ORDER}", id=pilot_id)
