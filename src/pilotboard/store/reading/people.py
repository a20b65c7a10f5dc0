"""People as lines and pages, and finding one by what somebody typed."""

from __future__ import annotations

from typing import NamedTuple

from pilotboard.domain.people import PersonRole
from pilotboard.domain.text import folded
from pilotboard.store.reading.reader import Reader


class Known(NamedTuple):
    """Just enough of a person to act as them."""

    id: int
    number: int
    login: str
    name: str
    role: PersonRole


def by_name(reader: Reader, text: str) -> Known | None:
    """The person with that short name, else the only one with that name or mail address; None when unclear."""
    wanted = folded(text.strip())
    found = reader.rows(
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


def names(reader: Reader) -> list[str]:
    """Short names and names of everybody active, to suggest from."""
    return [text for row in reader.rows("SELECT handle, name FROM person WHERE active ORDER BY name") for text in row]
