"""Teams as lines and pages, and who is in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from pilotboard.domain.keys import person_key, pilot_key, team_key
from pilotboard.domain.teams import MembershipRole, MembershipRow, TeamDetail, TeamRow, over_allocated
from pilotboard.store.reading.people import HOLDS
from pilotboard.store.reading.reader import Reader, certain_day, day

_ITEMS = "SELECT count(*) FROM backlog_item i WHERE i.team_id = t.id"
_ROW = f"""
SELECT t.id, t.number, t.name, t.purpose, t.formed_on, t.dissolved_on,
       (SELECT count(DISTINCT m.person_id) FROM membership m WHERE m.team_id = t.id AND {HOLDS}),
       (SELECT COALESCE(sum(m.share), 0) FROM membership m WHERE m.team_id = t.id AND {HOLDS}),
       (SELECT count(*) FROM pilot p WHERE p.team_id = t.id AND p.closed_on IS NULL AND p.parked_on IS NULL),
       ({_ITEMS} AND i.state IN ('backlog', 'ready', 'in_progress', 'review')),
       ({_ITEMS} AND i.state IN ('in_progress', 'review')),
       ({_ITEMS} AND i.blocked_since IS NOT NULL),
       t.version, t.parked_on
FROM team t
"""
_MEMBERSHIP = """
SELECT m.id, p.number, p.name, t.number, t.name, m.role, m.share, m.start_on, m.end_on, m.version
FROM membership m JOIN person p ON p.id = m.person_id JOIN team t ON t.id = m.team_id
"""


def _row(*record: Any) -> TeamRow:
    row_id, number, name, purpose, formed, dissolved, *counts, parked = record
    made = TeamRow(row_id, team_key(number), name, purpose, day(formed), day(dissolved), *counts)
    return made._replace(parked_on=day(parked)) if parked else made


def _membership(*record: Any) -> MembershipRow:
    row_id, person, person_name, team, team_name, role, share, start, end, version = record
    return MembershipRow(
        row_id,
        person_key(person),
        person_name,
        team_key(team),
        team_name,
        MembershipRole(role),
        share,
        certain_day(start),
        day(end),
        version,
    )


def rows(reader: Reader, on: date) -> list[TeamRow]:
    """Every team, by number, with its members on that day."""
    return reader.views(_row, f"{_ROW} ORDER BY t.number", day=on)


def memberships(reader: Reader, team_id: int) -> tuple[MembershipRow, ...]:
    """All memberships of a team there ever were, the first joined first."""
    return tuple(
        reader.views(_membership, f"{_MEMBERSHIP} WHERE m.team_id = :id ORDER BY m.start_on, p.name, m.id", id=team_id)
    )


def membership(reader: Reader, membership_id: int) -> MembershipRow | None:
    """One membership; None when it is gone."""
    found = reader.views(_membership, f"{_MEMBERSHIP} WHERE m.id = :id", id=membership_id)
    return found[0] if found else None


def used_by(reader: Reader, team_id: int) -> list[str]:
    """The history of a team, as people say it: who is or was in it, and its pilots."""
    found = reader.rows(
        """
        SELECT DISTINCT 1, p.number, p.name FROM membership m JOIN person p ON p.id = m.person_id
        WHERE m.team_id = :id
        UNION ALL SELECT 2, number, title FROM pilot WHERE team_id = :id
        ORDER BY 1, 2
        """,
        id=team_id,
    )
    return [f"{person_key(number) if kind == 1 else pilot_key(number)} {name}" for kind, number, name in found]


def time_of(reader: Reader, person_ids: list[int], on: date) -> tuple[MembershipRow, ...]:
    """All memberships of these people, in any team, that hold on that day."""
    sql = f"{_MEMBERSHIP} WHERE {reader.one_of('m.person_id', 'people')} AND {HOLDS} ORDER BY m.start_on, m.id"
    return tuple(reader.views(_membership, sql, people=reader.many(person_ids), day=on))


def detail(reader: Reader, team_id: int, on: date) -> TeamDetail | None:
    """Everything about one team as of that day; None when it is gone."""
    row = reader.row(f"{_ROW} WHERE t.id = :id", id=team_id, day=on)
    if row is None:
        return None
    texts = reader.row(
        "SELECT charter, agreements, definition_of_ready, definition_of_done FROM team WHERE id = :id", id=team_id
    )
    assert texts is not None
    shared = reader.views(
        _membership,
        f"""
        {_MEMBERSHIP} WHERE {HOLDS}
        AND m.person_id IN (SELECT own.person_id FROM membership own WHERE own.team_id = :id) ORDER BY m.start_on, m.id
        """,
        id=team_id,
        day=on,
    )
    charter, agreements, ready, done = texts
    return TeamDetail(
        row=_row(*row),
        charter=charter,
        agreements=agreements,
        definition_of_ready=ready,
        definition_of_done=done,
        memberships=memberships(reader, team_id),
        pilots=tuple((pilot_key(number), title) for number, title in _pilots(reader, team_id)),
        over=tuple(one for one in over_allocated(shared, on) if row[2] in one.teams),
    )


def _pilots(reader: Reader, team_id: int) -> list[tuple[int, str]]:
    """The pilots of a team, open ones first."""
    return [
        (number, title)
        for number, title in reader.rows(
            """
            SELECT number, title FROM pilot WHERE team_id = :id
            ORDER BY CASE WHEN closed_on IS NOT NULL THEN 2 WHEN parked_on IS NOT NULL THEN 1 ELSE 0 END, number
            """,
            id=team_id,
        )
    ]
