"""What people do with teams; who is in them is in `memberships`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.keys import pilot_key, team_key
from pilotboard.domain.teams import TeamDetail, TeamRow, team_subject
from pilotboard.store.reading import teams as reading
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import in_order, settle
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import Team
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[TeamRow], Any]] = {
    "key": lambda _row: 0,
    "name": lambda row: row.name.casefold(),
    "members": lambda row: -row.members,
    "pilots": lambda row: -row.pilots,
}
"""What a list of teams can be sorted by; `members` and `pilots` begin with the most."""


def list_teams(ws: Workspace, filter_text: str = "", *, sort: str = "key", limit: int | None = None) -> Page[TeamRow]:
    """The teams that meet the filter, with their members of today. Raises FilterError, InvalidInput for `sort`."""
    check_sort(sort, SORTS, "Teams")
    return page(ws, ws.read(reading.rows, ws.today()), filter_text, team_subject, SORTS[sort], limit)


def show_team(ws: Workspace, key: str, on: date | None = None) -> TeamDetail:
    """Everything about one team as of a day (today when not given). Raises NotFound."""
    return lookup.one(ws, "team", key, lambda reader, row_id: reading.detail(reader, row_id, on or ws.today()))


def opened_team(detail: TeamDetail) -> Opened:
    """What a form over the team shows, to hand back with its changes."""
    row = detail.row
    return Opened(
        row.version,
        {
            "name": row.name,
            "purpose": row.purpose,
            "charter": detail.charter,
            "agreements": detail.agreements,
            "definition_of_ready": detail.definition_of_ready,
            "definition_of_done": detail.definition_of_done,
            "formed_on": row.formed_on,
            "dissolved_on": row.dissolved_on,
        },
    )


def add_team(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Form a new team. `values` as in `drafts.teams.TeamDraft`; formed today when no day is given."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.teams import TeamDraft

    draft = validate(TeamDraft, {"formed_on": ws.today(), **values})

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import teams as writing

        row = writing.add(tx, draft.model_dump())
        key = team_key(row.number)
        return Written(f"Added {key} {row.name}.", (key,))

    return ws.write("teams.add", work, operation_id)


def edit_team(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change fields of a team (as in `drafts.teams.TeamChanges`); `opened` is what the form showed.

    A day in `dissolved_on` dissolves the team as `dissolve_team` does; None forms it anew, without its old members.
    Raises Conflict when somebody changed the same field meanwhile.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.teams import TeamChanges

    given = validate(TeamChanges, changes).given()

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import teams as writing

        row = writing.team(tx, lookup.numbered_id(tx.reader, "team", key))
        name = team_key(row.number)
        current = {field: getattr(row, field) for field in TeamChanges.model_fields}
        columns = settle(tx, row, name, given, current, opened)
        in_order(TeamChanges, ("formed_on", "dissolved_on"), columns, current)
        ended = columns.get("dissolved_on")
        if isinstance(ended, date) and ended != row.dissolved_on:
            del columns["dissolved_on"]
            writing.edit(tx, row, columns)
            return _dissolved(tx, row, ended)
        changed = writing.edit(tx, row, columns)
        return Written(f"Changed {name} {row.name}." if changed else f"{name} was like that already.", (name,))

    return ws.write("teams.edit", work, operation_id)


def dissolve_team(ws: Workspace, key: str, on: date | None = None, operation_id: str | None = None) -> Outcome:
    """End a team; `on` is its last day (today when not given). Its history stays.

    Its memberships end that day. Pilots that are not closed are left without a team, their items with them; the
    sentence names them. Raises InvalidInput for a day to come or before the team was formed.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.teams import TeamChanges

    day = validate(TeamChanges, {"dissolved_on": on or ws.today()}).dissolved_on
    assert day is not None

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import teams as writing

        row = writing.team(tx, lookup.numbered_id(tx.reader, "team", key))
        in_order(TeamChanges, ("formed_on", "dissolved_on"), {"dissolved_on": day}, {"formed_on": row.formed_on})
        return _dissolved(tx, row, day)

    return ws.write("teams.dissolve", work, operation_id)


def _dissolved(tx: Tx, row: Team, on: date) -> Written:
    from pilotboard.store.writing import teams as writing

    name = team_key(row.number)
    if on > tx.today:
        raise InvalidInput(
            f"{on.isoformat()} is still to come.",
            hint="Dissolve the team on its last day, or a day that has passed.",
            field="dissolved_on",
        )
    if row.dissolved_on is not None:
        raise Refusal(f"{name} {row.name} was dissolved on {row.dissolved_on.isoformat()}.", at=name)
    left = [f"{pilot_key(pilot.number)} {pilot.title}" for pilot in writing.dissolve(tx, row, on)]
    said = f"Dissolved {name} {row.name} on {on.isoformat()}."
    if left:
        said += f" Without a team now: {lookup.some(left, 5)}."
    return Written(said, (name, *(text.partition(" ")[0] for text in left)))


def remove_team(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Delete a team that never had a member or a pilot; raises Refusal with what it has. Others are dissolved."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import teams as writing

        row = writing.team(tx, lookup.numbered_id(tx.reader, "team", key))
        name = team_key(row.number)
        used = reading.used_by(tx.reader, row.stored_id)
        if used:
            raise Refusal(
                f"{name} {row.name} has a history: {lookup.some(used)}.",
                kept="Nothing was removed.",
                hint="Dissolve the team instead: its past stays readable.",
                at=name,
            )
        writing.remove(tx, row)
        return Written(f"Removed {name} {row.name}.", (name,))

    return ws.write("teams.remove", work, operation_id)
