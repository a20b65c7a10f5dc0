"""What people do with teams."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import NotFound
from pilotboard.domain.keys import team_key
from pilotboard.domain.teams import TeamDetail, TeamRow, team_subject
from pilotboard.store.reading import teams as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[TeamRow], Any]] = {
    "key": lambda _row: 0,
    "name": lambda row: row.name.casefold(),
    "members": lambda row: -row.members,
    "pilots": lambda row: -row.pilots,
}
"""What a list of teams can be sorted by."""


def list_teams(ws: Workspace, filter_text: str = "", *, sort: str = "key", limit: int | None = None) -> Page[TeamRow]:
    """The teams that meet the filter, with their members of today. Raises FilterError, InvalidInput for `sort`."""
    check_sort(sort, SORTS, "Teams")
    return page(ws, ws.read(reading.rows, ws.today()), filter_text, team_subject, SORTS[sort], limit)


def show_team(ws: Workspace, key: str, on: date | None = None) -> TeamDetail:
    """Everything about one team as of a day (today when not given). Raises NotFound."""

    def query(reader: Reader) -> TeamDetail | None:
        return reading.detail(reader, lookup.numbered_id(reader, "team", key), on or ws.today())

    found = ws.read(query)
    if found is None:
        raise NotFound(f"{key} has just been removed.")
    return found


def add_team(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Form a new team. `values` as in `drafts.teams.TeamDraft`; formed today when no day is given."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.teams import TeamDraft

    draft = validate(TeamDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import teams as writing

        columns = draft.model_dump()
        if "formed_on" not in draft.model_fields_set:
            columns["formed_on"] = tx.today
        row = writing.add(tx, columns)
        key = team_key(row.number)
        return Written(f"Added {key} {row.name}.", (key,))

    return ws.write("teams.add", work, operation_id)
