"""What people do with programmes that exist already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import Refusal
from pilotboard.domain.keys import programme_key
from pilotboard.domain.programmes import ProgrammeDetail, ProgrammeRow, programme_subject
from pilotboard.store.reading import programmes as reading
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[ProgrammeRow], Any]] = {
    "key": lambda _row: 0,
    "name": lambda row: row.name.casefold(),
    "cost": lambda row: (row.yearly_cost is None, -(row.yearly_cost or 0)),
    "reach": lambda row: (row.reach is None, -(row.reach or 0)),
    "review": lambda row: row.review_on or date.max,
}
"""What a list of programmes can be sorted by; `cost` and `reach` begin with the most."""


def list_programmes(
    ws: Workspace, filter_text: str = "", *, sort: str = "key", limit: int | None = None
) -> Page[ProgrammeRow]:
    """The programmes that meet the filter. Raises FilterError, InvalidInput for `sort`."""
    check_sort(sort, SORTS, "Programmes")
    return page(ws, ws.read(reading.rows), filter_text, programme_subject, SORTS[sort], limit)


def show_programme(ws: Workspace, key: str) -> ProgrammeDetail:
    """Everything about one programme. Raises NotFound."""
    return lookup.one(ws, "programme", key, reading.detail)


def opened_programme(detail: ProgrammeDetail) -> Opened:
    """What a form over the programme shows, to hand back with its changes."""
    row = detail.row
    return Opened(
        row.version,
        {
            "name": row.name,
            "owner": row.owner,
            "yearly_cost": row.yearly_cost,
            "reach": row.reach,
            "review_on": row.review_on,
            "ended_on": row.ended_on,
            "note": detail.note,
        },
    )


def add_programme(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Write down a programme that exists already. `values` as in `drafts.programmes.ProgrammeDraft`."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.programmes import ProgrammeDraft

    draft = validate(ProgrammeDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import programmes as writing

        row = writing.add(tx, draft.model_dump())
        key = programme_key(row.number)
        return Written(f"Added {key} {row.name}.", (key,))

    return ws.write("programmes.add", work, operation_id)


def edit_programme(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change fields of a programme (as in `drafts.programmes.ProgrammeChanges`); `opened` is what the form showed.

    Raises Conflict when somebody changed the same field meanwhile.
    """
    return _edit(ws, "programmes.edit", key, changes, opened, operation_id)


def close_programme(ws: Workspace, key: str, on: date | None = None, operation_id: str | None = None) -> Outcome:
    """Write down that a programme has ended; `on` is its last day (today when not given)."""
    return _edit(ws, "programmes.close", key, {"ended_on": on or ws.today()}, None, operation_id)


def reopen_programme(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Write down that an ended programme runs again."""
    return _edit(ws, "programmes.reopen", key, {"ended_on": None}, None, operation_id)


def remove_programme(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Delete a programme whose place no pilot would take; raises Refusal with those that would."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import programmes as writing

        row = writing.programme(tx, lookup.numbered_id(tx.reader, "programme", key))
        name = programme_key(row.number)
        detail = reading.detail(tx.reader, row.stored_id)
        used = [f"{pilot} {title}" for pilot, title in detail.pilots] if detail else []
        if used:
            raise Refusal(
                f"{lookup.some(used)} would take the place of {name} {row.name}.",
                kept="Nothing was removed.",
                hint="Take it out there first, or write down that it has ended.",
                at=name,
            )
        tx.remove(row)
        return Written(f"Removed {name} {row.name}.", (name,))

    return ws.write("programmes.remove", work, operation_id)


def _edit(
    ws: Workspace,
    action: str,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None,
    operation_id: str | None,
) -> Outcome:
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.programmes import ProgrammeChanges

    given = validate(ProgrammeChanges, changes).given()

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import programmes as writing

        row = writing.programme(tx, lookup.numbered_id(tx.reader, "programme", key))
        name = programme_key(row.number)
        current = {field: getattr(row, field) for field in ProgrammeChanges.model_fields}
        values = settle(tx, row, name, given, current, opened)
        changed = writing.edit(tx, row, values)
        if not changed:
            return Written(f"{name} was like that already.", (name,))
        if action == "programmes.edit":
            return Written(f"Changed {name} {row.name}.", (name,))
        said = f"{name} {row.name} ended on {row.ended_on.isoformat()}." if row.ended_on else f"Reopened {name}."
        return Written(said, (name,))

    return ws.write(action, work, operation_id)
