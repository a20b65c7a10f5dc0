"""What a list of items is asked for: a filter line, and the team or pilot that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.items import item_fields
from pilotboard.store.reading.query import EVERYTHING, Condition, both, item_condition
from pilotboard.usecases import lookup
from pilotboard.usecases.pages import years_for

if TYPE_CHECKING:
    from pilotboard.domain.keys import Key
    from pilotboard.store.reading.reader import Reader
    from pilotboard.usecases.workspace import Workspace


def condition(ws: Workspace, reader: Reader, filter_text: str, scope: str | None) -> Condition:
    """The filter, and the items of one team or pilot (`scope`) or all.

    Raises FilterError with the spot for a filter that cannot be read, NotFound and InvalidInput for the scope.
    """
    found = EVERYTHING if not filter_text.strip() else _filtered(ws, filter_text)
    if scope is None:
        return found
    kind = _scope_key(scope)
    if kind.kind == "team":
        return both(found, Condition("i.team_id = :scope", {"scope": lookup.numbered_id(reader, "team", scope)}, False))
    return both(found, Condition("i.pilot_id = :scope", {"scope": lookup.numbered_id(reader, "pilot", scope)}, False))


def _filtered(ws: Workspace, filter_text: str) -> Condition:
    from pilotboard.domain.query import parse_filter

    today = ws.today()
    expression = parse_filter(filter_text, item_fields(), today, years_for(ws, filter_text))
    person = ws.actor.person_id if expression is not None else None
    return item_condition(expression, person_id=person, today=today)


def _scope_key(scope: str) -> Key:
    from pilotboard.domain.keys import parse_key

    key = parse_key(scope)
    if key.kind not in {"team", "pilot"}:
        raise InvalidInput(f"{key} is neither a team nor a pilot.", field="scope")
    return key
