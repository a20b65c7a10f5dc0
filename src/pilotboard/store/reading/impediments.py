"""What stands in teams' ways."""

from __future__ import annotations

from typing import Any

from pilotboard.domain.impediments import ImpedimentRow, Level
from pilotboard.domain.keys import impediment_key, item_key, person_key, sprint_key, team_key
from pilotboard.store.reading.reader import Reader, instant, moment

_IMPEDIMENT = """
SELECT m.id, m.number, t.number, t.name, s.number, ip.number, i.number, m.title, m.level, m.raised_at,
       COALESCE(rb.name, m.raised_by), m.answered_at, m.answer, o.name, o.number, m.version
FROM impediment m JOIN team t ON t.id = m.team_id
LEFT JOIN sprint s ON s.id = m.sprint_id
LEFT JOIN backlog_item i ON i.id = m.item_id LEFT JOIN pilot ip ON ip.id = i.pilot_id
LEFT JOIN person o ON o.id = m.owner_id LEFT JOIN person rb ON rb.handle = m.raised_by
"""


def rows(reader: Reader, sprint_id: int | None = None) -> list[ImpedimentRow]:
    """Impediments, waiting ones first, the oldest first; those of a sprint, or all."""
    where = "" if sprint_id is None else "WHERE m.sprint_id = :sprint"
    order = "ORDER BY CASE WHEN m.answered_at IS NULL THEN 0 ELSE 1 END, m.raised_at, m.id"
    values = {} if sprint_id is None else {"sprint": sprint_id}
    return reader.views(_impediment, f"{_IMPEDIMENT} {where} {order}", **values)


def row(reader: Reader, row_id: int) -> ImpedimentRow | None:
    """One impediment."""
    found = reader.views(_impediment, f"{_IMPEDIMENT} WHERE m.id = :id", id=row_id)
    return found[0] if found else None


def team_of_item(reader: Reader, item_id: int) -> str | None:
    """The key of the team whose item it is."""
    found = reader.value(
        "SELECT t.number FROM backlog_item i JOIN team t ON t.id = i.team_id WHERE i.id = :id", id=item_id
    )
    return None if found is None else team_key(found)


def _impediment(*record: Any) -> ImpedimentRow:
    (
        row_id,
        number,
        team,
        team_name,
        sprint,
        pilot,
        item,
        title,
        level,
        raised,
        by,
        answered,
        answer,
        owner,
        owner_number,
        version,
    ) = record
    return ImpedimentRow(
        row_id,
        impediment_key(number),
        team_key(team),
        team_name,
        None if sprint is None else sprint_key(sprint),
        None if item is None else item_key(pilot, item),
        title,
        Level(level),
        instant(raised),
        by,
        moment(answered),
        answer,
        owner,
        None if owner_number is None else person_key(owner_number),
        version,
    )
