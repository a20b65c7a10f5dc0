"""What people do with pilots."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import Refusal
from pilotboard.domain.keys import pilot_key
from pilotboard.domain.pilots import PilotDetail, PilotRow, SprintStep, pilot_subject
from pilotboard.domain.stages import Stage
from pilotboard.store.reading import feedback as feedback_reading
from pilotboard.store.reading import pilots as reading
from pilotboard.store.reading import support
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.organisation import labels_of
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.pilot_writing import change_pilot, fields_of, put_pilot
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
    return lookup.one(ws, "pilot", key, reading.detail)


def sprint_strip(ws: Workspace, key: str, most: int = 6) -> list[SprintStep]:
    """What the pilot did in its last sprints, the newest last. Raises NotFound."""
    return ws.read(lambda reader: reading.sprint_strip(reader, lookup.numbered_id(reader, "pilot", key), most))


def opened_pilot(detail: PilotDetail) -> Opened:
    """What a form over the pilot shows, to hand back with its changes."""
    return Opened(detail.row.version, fields_of(detail))


def add_pilot(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Write down a new pilot; a title is enough. `values` as in `drafts.pilots.PilotDraft`."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.pilots import PilotDraft

    draft = validate(PilotDraft, values)

    def work(tx: Tx) -> Written:
        row = put_pilot(ws, tx, draft)
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
    return change_pilot(ws, "pilots.edit", key, changes, opened, operation_id, reason)


def move_pilot(ws: Workspace, key: str, team: str | None, operation_id: str | None = None, reason: str = "") -> Outcome:
    """Give a pilot to another team, or to none; its items follow to the end of that list, in their order.

    Those in a running sprint leave it; that needs a `reason`.
    """
    return change_pilot(ws, "pilots.move", key, {"team": team}, None, operation_id, reason)


def set_pilot_sites(ws: Workspace, key: str, sites: Sequence[str], operation_id: str | None = None) -> Outcome:
    """Have a pilot run at exactly these sites, by key or name."""
    return change_pilot(ws, "pilots.sites", key, {"sites": sites}, None, operation_id)


def close_pilot(ws: Workspace, key: str, on: date | None = None, operation_id: str | None = None) -> Outcome:
    """Close a pilot; `on` is its last day (today when not given). Its items stay as they are."""
    return change_pilot(ws, "pilots.close", key, {"closed_on": on or ws.today()}, None, operation_id)


def reopen_pilot(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Take up a closed pilot again; when its team has been dissolved meanwhile it has none."""
    return change_pilot(ws, "pilots.reopen", key, {"closed_on": None}, None, operation_id)


def remove_pilot(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Delete a pilot of which nothing was learned yet; raises Refusal with what there is. Others are closed."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import ideas
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
        judged = reading.judged_by(tx.reader, row.stored_id)
        if judged:
            raise Refusal(
                f"{name} {row.title} has {_and(judged)}.",
                kept="Nothing was removed.",
                hint="Close the pilot instead: what was learned and decided stays readable.",
                at=name,
            )
        if feedback_reading.counts(tx.reader).get(name):
            raise Refusal(
                f"{name} {row.title} has feedback.",
                kept="Nothing was removed.",
                hint="Close the pilot instead: what people said stays readable.",
                at=name,
            )
        asked = [one.key for one in support.of_pilot(tx.reader, row.stored_id) if one.for_key == name]
        if asked:
            raise Refusal(
                f"Support is asked for {name} {row.title}: {lookup.some(asked)}.",
                kept="Nothing was removed.",
                hint="Close the pilot instead, or remove the requests first.",
                at=name,
            )
        given_back = ideas.give_back(tx, row.stored_id)
        writing.remove(tx, row)
        waits = f" {lookup.some(given_back)} waits for an answer again." if given_back else ""
        return Written(f"Removed {name} {row.title}.{waits}", (name, *given_back))

    return ws.write("pilots.remove", work, operation_id)


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def in_running_sprint(ws: Workspace, key: str) -> list[str]:
    """The items of a pilot that stand in a running sprint, by key."""
    from pilotboard.store.reading import sprints as sprint_reading

    def query(reader: Reader) -> list[str]:
        found = sprint_reading.running_with_pilot(reader, lookup.numbered_id(reader, "pilot", key))
        return [item for _, item in found]

    return ws.read(query)
