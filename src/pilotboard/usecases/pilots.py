"""What people do with pilots."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import NotFound
from pilotboard.domain.keys import pilot_key
from pilotboard.domain.pilots import PilotDetail, PilotRow, Stage, pilot_subject
from pilotboard.store.reading import pilots as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx

_STAGES = {stage: place for place, stage in enumerate(Stage)}
SORTS: Mapping[str, Callable[[PilotRow], Any]] = {
    "key": lambda _row: 0,
    "title": lambda row: row.title.casefold(),
    "stage": lambda row: (-_STAGES[row.stage], row.title.casefold()),
    "team": lambda row: (row.team is None, (row.team or "").casefold()),
    "decision": lambda row: row.decision_due or date.max,
    "open": lambda row: -row.open_items,
    "activity": lambda row: -row.last_activity.timestamp() if row.last_activity else 0.0,
}
"""What a list of pilots can be sorted by; `activity` and `open` begin with the most."""


def list_pilots(ws: Workspace, filter_text: str = "", *, sort: str = "key", limit: int | None = None) -> Page[PilotRow]:
    """The pilots that meet the filter. Raises FilterError, InvalidInput for `sort`."""
    check_sort(sort, SORTS, "Pilots")
    return page(ws, ws.read(reading.rows), filter_text, pilot_subject, SORTS[sort], limit)


def show_pilot(ws: Workspace, key: str) -> PilotDetail:
    """Everything about one pilot. Raises NotFound."""

    def query(reader: Reader) -> PilotDetail | None:
        return reading.detail(reader, lookup.numbered_id(reader, "pilot", key))

    found = ws.read(query)
    if found is None:
        raise NotFound(f"{key} has just been removed.")
    return found


def add_pilot(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Write down a new pilot; a title is enough. `values` as in `drafts.pilots.PilotDraft`."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.pilots import PilotDraft

    draft = validate(PilotDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import pilots as writing

        columns = draft.model_dump(exclude={"team", "sponsor", "coach", "sites"})
        columns["team_id"] = None if draft.team is None else lookup.numbered_id(tx.reader, "team", draft.team)
        for role, person in (("sponsor_id", draft.sponsor), ("coach_id", draft.coach)):
            columns[role] = lookup.person_id(tx.reader, person, ws.actor.person_id)
        sites = [lookup.numbered_id(tx.reader, "site", site) for site in draft.sites]
        row = writing.add(tx, columns, sites)
        key = pilot_key(row.number)
        return Written(f"Added {key} {row.title}.", (key,))

    return ws.write("pilots.add", work, operation_id)
