"""What writing to pilots shares: names to rows, one edit for every door, and the sentence that tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.keys import Numbered, parse_key, pilot_key
from pilotboard.domain.pilots import PilotDetail
from pilotboard.store.reading import pilots as reading
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import in_order, settle
from pilotboard.usecases.item_writing import checked_line, listed
from pilotboard.usecases.organisation import labels_of
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.domain.drafts.pilots import PilotDraft
    from pilotboard.store.writing.tables import Pilot, Team
    from pilotboard.store.writing.unit import Tx

_NAMED = frozenset(("team", "sponsor", "coach", "sites", "goal", "replaces"))
"""Fields that name other things."""
_OF_ROW = ("title", "decision_due", "closed_on")
_OF_DETAIL = (
    "aim", "hypothesis", "prediction", "description", "partners", "research", "owner_after", "reach", "starts_on",
    "ends_on",
)  # fmt: skip


def fields_of(detail: PilotDetail) -> dict[str, object]:
    """The fields of a pilot as forms and drafts take them."""
    row = detail.row
    found: dict[str, object] = {name: getattr(row, name) for name in _OF_ROW}
    found |= {name: getattr(detail, name) for name in _OF_DETAIL}
    return found | {
        "team": row.team_key,
        "sponsor": detail.sponsor_key,
        "coach": detail.coach_key,
        "sites": tuple(key for key, _ in detail.sites),
        "replaces": tuple(key for key, _ in detail.replaces),
        "goal": row.goal_key,
    }


def change_pilot(
    ws: Workspace,
    action: str,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None,
    operation_id: str | None,
    reason: str = "",
) -> Outcome:
    """Change fields of a pilot as the entry `action`; see `pilots.edit_pilot`."""
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
        current = fields_of(detail)
        wanted = settle(tx, row, name, _by_key(ws, tx, given), current, opened)
        values = {field: value for field, value in wanted.items() if current[field] != value}
        in_order(PilotChanges, ("starts_on", "ends_on"), values, current)
        columns = columns_of(ws, tx, values)
        team_id, sites = columns.pop("team_id", row.team_id), columns.pop("sites", None)
        replaced = columns.pop("replaces", None)
        if "closed_on" in values and row.closed_on is not None and _dissolved(tx, team_id) is not None:
            team_id = None
        left = [] if team_id == row.team_id else _check_leaving(tx, row, why)
        moved = writing.move(tx, row, team_id, why)
        changed = writing.edit(tx, row, columns)
        changed |= sites is not None and writing.set_sites(tx, row, sites)
        changed |= replaced is not None and writing.set_replaced(tx, row, replaced)
        said = _said(tx, row, values, moved, changed)
        return Written(f"{said} Out of the running sprint: {listed(left)}." if left else said, (name, *left))

    return ws.write(action, work, operation_id)


def put_pilot(ws: Workspace, tx: Tx, draft: PilotDraft) -> Pilot:
    """Store a new pilot. Raises NotFound, InvalidInput for what it names."""
    from pilotboard.store.writing import pilots as writing

    columns = columns_of(ws, tx, draft.model_dump())
    sites, replaced = columns.pop("sites"), columns.pop("replaces")
    row = writing.add(tx, columns, sites)
    writing.set_replaced(tx, row, replaced)
    return row


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
    """The values with team, people, sites and goal as keys, however they were named."""
    found = dict(given)
    if given.get("team") is not None:
        found["team"] = lookup.key_of(tx.reader, "team", given["team"])
    if given.get("goal") is not None:
        found["goal"] = lookup.key_of(tx.reader, "goal", given["goal"])
    for role in ("sponsor", "coach"):
        if given.get(role) is not None:
            found[role] = lookup.person_key_of(tx.reader, given[role], ws.actor.person_id)
    if "sites" in given:
        found["sites"] = _keys(tx, "site", given["sites"])
    if "replaces" in given:
        found["replaces"] = _keys(tx, "programme", given["replaces"])
    return found


def _keys(tx: Tx, kind: Numbered, texts: Iterable[str]) -> tuple[str, ...]:
    """The keys of several things of a kind, each once, in the order of their numbers."""
    return tuple(
        sorted({lookup.key_of(tx.reader, kind, text) for text in texts}, key=lambda key: parse_key(key).number)
    )


def columns_of(ws: Workspace, tx: Tx, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as columns: team, people, sites and goal as row ids."""
    from pilotboard.usecases.plan import open_goal_id

    found = {name: value for name, value in values.items() if name not in _NAMED}
    if "team" in values:
        found["team_id"] = None if values["team"] is None else lookup.numbered_id(tx.reader, "team", values["team"])
        _refuse_dissolved(tx, found["team_id"])
    for role in ("sponsor", "coach"):
        if role in values:
            found[f"{role}_id"] = lookup.person_id(tx.reader, values[role], ws.actor.person_id)
    if "sites" in values:
        found["sites"] = [lookup.numbered_id(tx.reader, "site", site) for site in values["sites"]]
    if "replaces" in values:
        found["replaces"] = [lookup.numbered_id(tx.reader, "programme", one) for one in values["replaces"]]
    if "goal" in values:
        found["goal_id"] = None if values["goal"] is None else open_goal_id(tx.reader, values["goal"])
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
