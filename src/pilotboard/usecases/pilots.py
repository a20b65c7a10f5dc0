"""What people do with pilots."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import InvalidInput, NotFound, Refusal
from pilotboard.domain.keys import parse_key, pilot_key
from pilotboard.domain.pilots import PilotDetail, PilotRow, Stage, pilot_subject
from pilotboard.store.reading import feedback as feedback_reading
from pilotboard.store.reading import pilots as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import in_order, settle
from pilotboard.usecases.item_writing import checked_line, listed
from pilotboard.usecases.organisation import labels_of
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import Pilot, Team
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


def opened_pilot(detail: PilotDetail) -> Opened:
    """What a form over the pilot shows, to hand back with its changes."""
    row = detail.row
    return Opened(
        row.version,
        {
            "title": row.title,
            "aim": detail.aim,
            "hypothesis": detail.hypothesis,
            "prediction": detail.prediction,
            "description": detail.description,
            "partners": detail.partners,
            "research": detail.research,
            "team": row.team_key,
            "sponsor": detail.sponsor_key,
            "coach": detail.coach_key,
            "sites": tuple(key for key, _ in detail.sites),
            "starts_on": detail.starts_on,
            "ends_on": detail.ends_on,
            "decision_due": row.decision_due,
            "closed_on": row.closed_on,
        },
    )


def add_pilot(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Write down a new pilot; a title is enough. `values` as in `drafts.pilots.PilotDraft`."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.pilots import PilotDraft

    draft = validate(PilotDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import pilots as writing

        columns = _columns(ws, tx, draft.model_dump())
        sites = columns.pop("sites")
        row = writing.add(tx, columns, sites)
        key = pilot_key(row.number)
        return Written(f"Added {key} {row.title}.", (key,))

    return ws.write("pilots.add", work, operation_id)


def edit_pilot(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
    reason: str = "",
) -> Outcome:
    """Change fields of a pilot (as in `drafts.pilots.PilotChanges`); `opened` is what the form showed.

    With another team its items go to the end of that team's list; `reason` says why when some of them stand in a
    running sprint of the old one, which they leave. Raises Conflict when somebody changed the same
    field meanwhile.
    """
    return _edit(ws, "pilots.edit", key, changes, opened, operation_id, reason)


def move_pilot(ws: Workspace, key: str, team: str | None, operation_id: str | None = None, reason: str = "") -> Outcome:
    """Give a pilot to another team, or to none; its items follow to the end of that list, in their order.

    Those in a running sprint leave it; that needs a `reason`.
    """
    return _edit(ws, "pilots.move", key, {"team": team}, None, operation_id, reason)


def set_pilot_sites(ws: Workspace, key: str, sites: Sequence[str], operation_id: str | None = None) -> Outcome:
    """Have a pilot run at exactly these sites, by key or name."""
    return _edit(ws, "pilots.sites", key, {"sites": sites}, None, operation_id)


def close_pilot(ws: Workspace, key: str, on: date | None = None, operation_id: str | None = None) -> Outcome:
    """Close a pilot; `on` is its last day (today when not given). Its items stay as they are."""
    return _edit(ws, "pilots.close", key, {"closed_on": on or ws.today()}, None, operation_id)


def reopen_pilot(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Take up a closed pilot again; when its team has been dissolved meanwhile it has none."""
    return _edit(ws, "pilots.reopen", key, {"closed_on": None}, None, operation_id)


def remove_pilot(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Delete a pilot without items; raises Refusal with their number. Others are closed."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import pilots as writing

        row = writing.pilot(tx, lookup.numbered_id(tx.reader, "pilot", key))
        name = pilot_key(row.number)
        count = reading.item_count(tx.reader, row.stored_id)
        if count:
            raise Refusal(
                f"{name} {row.title} has {labels_of(tx.reader).count(count, 'item')}.",
                kept="Nothing was removed.",
                hint="Close the pilot instead (its past stays readable), or remove them first.",
                at=name,
            )
        if feedback_reading.counts(tx.reader).get(name):
            raise Refusal(
                f"{name} {row.title} has feedback.",
                kept="Nothing was removed.",
                hint="Close the pilot instead: what people said stays readable.",
                at=name,
            )
        writing.remove(tx, row)
        return Written(f"Removed {name} {row.title}.", (name,))

    return ws.write("pilots.remove", work, operation_id)


def _edit(
    ws: Workspace,
    action: str,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None,
    operation_id: str | None,
    reason: str = "",
) -> Outcome:
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.pilots import PilotChanges

    given = validate(PilotChanges, changes).given()
    why = checked_line("reason", reason) if reason else ""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import pilots as writing

        row = writing.pilot(tx, lookup.numbered_id(tx.reader, "pilot", key))
        name = pilot_key(row.number)
        detail = reading.detail(tx.reader, row.stored_id)
        assert detail is not None
        current = opened_pilot(detail).values
        wanted = settle(tx, row, name, _by_key(ws, tx, given), current, opened)
        values = {field: value for field, value in wanted.items() if current[field] != value}
        in_order(PilotChanges, ("starts_on", "ends_on"), values, current)
        columns = _columns(ws, tx, values)
        team_id, sites = columns.pop("team_id", row.team_id), columns.pop("sites", None)
        if "closed_on" in values and row.closed_on is not None and _dissolved(tx, team_id) is not None:
            team_id = None
        left = [] if team_id == row.team_id else _check_leaving(tx, row, why)
        moved = writing.move(tx, row, team_id, why)
        changed = writing.edit(tx, row, columns)
        changed |= sites is not None and writing.set_sites(tx, row, sites)
        said = _said(tx, row, values, moved, changed)
        return Written(f"{said} Out of the running sprint: {listed(left)}." if left else said, (name, *left))

    return ws.write(action, work, operation_id)


def in_running_sprint(ws: Workspace, key: str) -> list[str]:
    """The items of a pilot that stand in a running sprint, by key."""
    from pilotboard.store.reading import sprints as sprint_reading

    def query(reader: Reader) -> list[str]:
        found = sprint_reading.running_with_pilot(reader, lookup.numbered_id(reader, "pilot", key))
        return [item for _, item in found]

    return ws.read(query)


def _check_leaving(tx: Tx, row: Pilot, why: str) -> list[str]:
    """The items of the pilot that leave a running sprint; raises InvalidInput when nobody says why."""
    from pilotboard.store.reading import sprints as sprint_reading

    left = sprint_reading.running_with_pilot(tx.reader, row.stored_id)
    if left and not why:
        sprint, keys = left[0][0], [key for _, key in left]
        raise InvalidInput(
            f"{sprint} is running, and {listed(keys)} would leave it with the pilot.",
            hint="Say why the pilot changes its team: the reason stands in the record of the sprint.",
            field="reason",
            at=sprint,
        )
    return [key for _, key in left]


def _said(tx: Tx, row: Pilot, values: Mapping[str, object], moved: int | None, changed: bool) -> str:
    from pilotboard.store.writing.tables import Team

    name = f"{pilot_key(row.number)} {row.title}"
    said = []
    if set(values) == {"closed_on"}:
        said.append(f"Closed {name} on {row.closed_on.isoformat()}." if row.closed_on else f"Reopened {name}.")
    elif changed:
        said.append(f"Changed {name}.")
    if moved is not None:
        team = None if row.team_id is None else tx.get(Team, row.team_id)
        items = labels_of(tx.reader).count(moved, "item")
        where = "has no team now" if team is None else f"is with {team.name} now"
        said.append(f"{name} {where}, with {items}.")
    return " ".join(said) or f"{pilot_key(row.number)} was like that already."


def _by_key(ws: Workspace, tx: Tx, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values with team, people and sites as keys, however they were named."""
    found = dict(given)
    if given.get("team") is not None:
        found["team"] = lookup.key_of(tx.reader, "team", given["team"])
    for role in ("sponsor", "coach"):
        if given.get(role) is not None:
            found[role] = lookup.person_key_of(tx.reader, given[role], ws.actor.person_id)
    if "sites" in given:
        keys = {lookup.key_of(tx.reader, "site", site) for site in given["sites"]}
        found["sites"] = tuple(sorted(keys, key=lambda key: parse_key(key).number))
    return found


def _columns(ws: Workspace, tx: Tx, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as columns: team, people and sites as row ids."""
    found = {name: value for name, value in values.items() if name not in {"team", "sponsor", "coach", "sites"}}
    if "team" in values:
        found["team_id"] = None if values["team"] is None else lookup.numbered_id(tx.reader, "team", values["team"])
        _refuse_dissolved(tx, found["team_id"])
    for role in ("sponsor", "coach"):
        if role in values:
            found[f"{role}_id"] = lookup.person_id(tx.reader, values[role], ws.actor.person_id)
    if "sites" in values:
        found["sites"] = [lookup.numbered_id(tx.reader, "site", site) for site in values["sites"]]
    return found


def _refuse_dissolved(tx: Tx, team_id: int | None) -> None:
    team = _dissolved(tx, team_id)
    if team is not None and team.dissolved_on is not None:
        raise InvalidInput(
            f"{team.name} was dissolved on {team.dissolved_on.isoformat()}.",
            hint="Choose a team that is together, or none.",
            field="team",
        )


def _dissolved(tx: Tx, team_id: int | None) -> Team | None:
    """The team when it has been dissolved."""
    from pilotboard.store.writing.tables import Team

    team = None if team_id is None else tx.get(Team, team_id)
    return team if team is not None and team.dissolved_on is not None else None
