"""People as lines and pages, and finding one by what somebody typed."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from pilotboard.domain.keys import item_key, person_key, pilot_key, site_key, team_key
from pilotboard.domain.people import PersonDetail, PersonMembership, PersonRole, PersonRow
from pilotboard.domain.text import clean, folded
from pilotboard.store.reading.reader import SEPARATOR, Reader, certain_day, day

HOLDS = "m.start_on <= :day AND (m.end_on IS NULL OR m.end_on >= :day)"
"""A membership on the day asked."""


def _select(reader: Reader) -> str:
    teams = reader.joined("t.name", SEPARATOR)
    return f"""
    SELECT p.id, p.number, p.name, p.handle, p.email, p.role, s.number, s.name,
           (SELECT {teams} FROM membership m JOIN team t ON t.id = m.team_id WHERE m.person_id = p.id AND {HOLDS}),
           (SELECT COALESCE(sum(m.share), 0) FROM membership m WHERE m.person_id = p.id AND {HOLDS}),
           p.active, p.version
    FROM person p LEFT JOIN site s ON s.id = p.site_id
    """


class Known(NamedTuple):
    """Just enough of a person to act as them."""

    id: int
    number: int
    login: str
    name: str
    role: PersonRole


def by_name(reader: Reader, text: str) -> Known | None:
    """The person with that short name, else the only one with that name or mail address; None when unclear."""
    typed = clean(text).text
    wanted = folded(typed)
    # The short name as it is stored is found by its index; only other spellings look through everybody.
    found = reader.rows("SELECT id, number, handle, name, role FROM person WHERE handle = :typed", typed=typed)
    found = found or reader.rows(
        """
        SELECT id, number, handle, name, role FROM person
        WHERE lower(handle) = :wanted OR folded = :wanted OR lower(email) = :wanted
        ORDER BY CASE WHEN lower(handle) = :wanted THEN 0 ELSE 1 END, id LIMIT 3
        """,
        wanted=wanted,
    )
    exact = [row for row in found if folded(row[2]) == wanted]
    chosen = exact or found
    if len(chosen) != 1:
        return None
    person_id, number, login, name, role = chosen[0]
    return Known(person_id, number, login, name, PersonRole(role))


def home_team(reader: Reader, person_id: int | None, on: date) -> tuple[str, str] | None:
    """The key and name of the team that has most of a person's time on that day; without one, of the first team."""
    found = reader.row(
        f"""
        SELECT t.number, t.name FROM membership m JOIN team t ON t.id = m.team_id
        WHERE m.person_id = CAST(:person AS INTEGER) AND t.dissolved_on IS NULL AND t.parked_on IS NULL
              AND {HOLDS}
        ORDER BY m.share DESC, t.number LIMIT 1
        """,
        person=person_id,
        day=on,
    ) or reader.row(
        "SELECT number, name FROM team WHERE dissolved_on IS NULL AND parked_on IS NULL ORDER BY number LIMIT 1"
    )
    return None if found is None else (team_key(found[0]), found[1])


def names(reader: Reader) -> list[str]:
    """Short names and names of everybody active, to suggest from."""
    return [text for row in reader.rows("SELECT handle, name FROM person WHERE active ORDER BY name") for text in row]


def _row(*record: Any) -> PersonRow:
    row_id, number, name, handle, email, role, site, site_name, teams, share, active, version = record
    return PersonRow(
        id=row_id,
        key=person_key(number),
        name=name,
        handle=handle,
        email=email,
        role=PersonRole(role),
        site_key=None if site is None else site_key(site),
        site_name=site_name,
        teams=tuple(sorted(set(teams.split(SEPARATOR)))) if teams else (),
        share=share,
        active=bool(active),
        version=version,
    )


def rows(reader: Reader, on: date) -> list[PersonRow]:
    """Everybody, by number, with their teams on that day."""
    return reader.views(_row, f"{_select(reader)} ORDER BY p.number", day=on)


def detail(reader: Reader, person_id: int, on: date) -> PersonDetail | None:
    """Everything about one person as of that day; None when they are gone."""
    row = reader.row(f"{_select(reader)} WHERE p.id = :id", id=person_id, day=on)
    if row is None:
        return None
    memberships = reader.rows(
        """
        SELECT t.number, t.name, m.role, m.share, m.start_on, m.end_on FROM membership m
        JOIN team t ON t.id = m.team_id WHERE m.person_id = :id ORDER BY m.start_on DESC, m.id DESC
        """,
        id=person_id,
    )
    return PersonDetail(
        row=_row(*row),
        memberships=tuple(
            PersonMembership(team_key(number), name, role, share, certain_day(start), day(end))
            for number, name, role, share, start, end in memberships
        ),
        open_items=reader.value(
            """
            SELECT count(*) FROM backlog_item
            WHERE assignee_id = :id AND state IN ('backlog', 'ready', 'in_progress', 'review')
            """,
            id=person_id,
        ),
    )


def used_by(reader: Reader, person_id: int) -> list[str]:
    """What still names the person, as people say it: teams they are or were in, pilots, items."""
    found = reader.rows(
        """
        SELECT DISTINCT 1, t.number, 0, t.name FROM membership m JOIN team t ON t.id = m.team_id
        WHERE m.person_id = :id
        UNION ALL SELECT 2, number, 0, title FROM pilot WHERE coach_id = :id OR sponsor_id = :id
        UNION ALL SELECT 3, p.number, i.number, i.title FROM backlog_item i JOIN pilot p ON p.id = i.pilot_id
        WHERE i.assignee_id = :id
        ORDER BY 1, 2, 3
        """,
        id=person_id,
    )
    keys = {1: lambda one, _: team_key(one), 2: lambda one, _: pilot_key(one), 3: item_key}
    return [f"{keys[kind](one, two)} {name}" for kind, one, two, name in found]


def teams_of(reader: Reader, person_id: int, on: date) -> list[str]:
    """The names of the teams a person is in on that day."""
    found = reader.rows(
        f"""
        SELECT DISTINCT t.name FROM membership m JOIN team t ON t.id = m.team_id
        WHERE m.person_id = :id AND {HOLDS} ORDER BY 1
        """,
        id=person_id,
        day=on,
    )
    return [name for (name,) in found]
