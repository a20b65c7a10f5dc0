"""Writes to pilots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pilotboard.domain.text import search_text
from pilotboard.store.writing import items, links
from pilotboard.store.writing.tables import Pilot, PilotProgramme, PilotSite, Team
from pilotboard.store.writing.unit import Tx

_TEXTS = ("aim", "hypothesis", "prediction", "description", "partners", "research")


def pilot(tx: Tx, pilot_id: int) -> Pilot:
    """The pilot with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(Pilot, pilot_id, "pilot")


def add(tx: Tx, values: Mapping[str, Any], site_ids: Iterable[int]) -> Pilot:
    """Store a new pilot; `values` are columns."""
    folded = search_text(values["title"], *(values[name] for name in _TEXTS))
    row = tx.add(Pilot(**values, number=tx.next_number("pilot"), created_at=tx.now, folded=folded))
    set_sites(tx, row, site_ids)
    return row


def edit(tx: Tx, row: Pilot, values: Mapping[str, object]) -> bool:
    """Change columns other than the team; False when nothing differs. A pilot that is closed waits no more."""
    if values.get("closed_on") is not None:
        values = {**values, "parked_on": None}
    texts = [str(values.get(name, getattr(row, name))) for name in ("title", *_TEXTS)]
    return tx.change(row, **values, folded=search_text(*texts))


def move(tx: Tx, row: Pilot, team_id: int | None, reason: str = "") -> int | None:
    """Give the pilot to another team, or to none; its items follow. Returns how many, None when it is there already.

    Items in a sprint of the old team leave it with the reason.
    """
    if row.team_id == team_id:
        return None
    team = None if team_id is None else tx.get(Team, team_id)
    tx.change(row, team_id=team_id)
    return items.follow_pilot(tx, row, team_id, "" if team is None else team.name, reason)


def set_sites(tx: Tx, row: Pilot, site_ids: Iterable[int]) -> bool:
    """Have the pilot run at exactly these sites; False when it does already."""
    return links.set_links(tx, PilotSite, {"pilot_id": row.stored_id}, "site_id", site_ids)


def set_replaced(tx: Tx, row: Pilot, programme_ids: Iterable[int]) -> bool:
    """Have the pilot take the place of exactly these programmes; False when it would already."""
    return links.set_links(tx, PilotProgramme, {"pilot_id": row.stored_id}, "programme_id", programme_ids)


def remove(tx: Tx, row: Pilot) -> None:
    """Delete a pilot that has neither items nor money."""
    set_sites(tx, row, ())
    set_replaced(tx, row, ())
    for copy in tx.by(Pilot, copied_from=row.stored_id):
        tx.change(copy, copied_from=None)
    tx.remove(row)
