"""Writes to people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from pilotboard.domain.people import handle_of
from pilotboard.domain.text import folded
from pilotboard.store.writing.tables import Person
from pilotboard.store.writing.unit import Tx

_LONGEST = 40
_PERSON: Any = Person.__table__.c  # type: ignore[attr-defined]


def person(tx: Tx, person_id: int) -> Person:
    """The person with that id. Raises NotFound when they have been removed meanwhile."""
    return tx.there(Person, person_id, "person")


def add(tx: Tx, values: Mapping[str, Any]) -> Person:
    """Store a new person; `values` are columns. An empty `handle` is made from the name."""
    handle = values["handle"] or free_handle(tx, values["name"])
    return tx.add(
        Person(**{**values, "handle": handle}, number=tx.next_number("person"), folded=folded(values["name"]))
    )


def edit(tx: Tx, row: Person, values: Mapping[str, object]) -> bool:
    """Change columns; False when nothing differs."""
    return tx.change(row, **values, folded=folded(str(values.get("name", row.name))))


def free_handle(tx: Tx, name: str) -> str:
    """A short name made from a name that nobody has: `ana.ruiz`, else `ana.ruiz2` and so on."""
    wanted = handle_of(name)
    taken = set(
        tx.session.scalars(select(_PERSON.handle).where(_PERSON.handle.startswith(wanted[:30], autoescape=True)))
    )
    handle, count = wanted, 1
    while handle in taken:
        count += 1
        handle = f"{wanted[: _LONGEST - len(str(count))]}{count}"
    return handle
