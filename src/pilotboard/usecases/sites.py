"""What people do with sites."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import Refusal
from pilotboard.domain.keys import site_key
from pilotboard.domain.sites import SiteDetail, SiteRow, site_subject
from pilotboard.store.reading import sites as reading
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[SiteRow], Any]] = {
    "key": lambda _row: 0,
    "name": lambda row: row.name.casefold(),
    "kind": lambda row: (row.kind, row.name.casefold()),
    "pilots": lambda row: -row.pilots,
}
"""What a list of sites can be sorted by."""


def list_sites(ws: Workspace, filter_text: str = "", *, sort: str = "key", limit: int | None = None) -> Page[SiteRow]:
    """The sites that meet the filter. Raises FilterError, InvalidInput for `sort`."""
    check_sort(sort, SORTS, "Sites")
    return page(ws, ws.read(reading.rows), filter_text, site_subject, SORTS[sort], limit)


def show_site(ws: Workspace, key: str) -> SiteDetail:
    """Everything about one site. Raises NotFound."""
    return lookup.one(ws, "site", key, reading.detail)


def opened_site(detail: SiteDetail) -> Opened:
    """What a form over the site shows, to hand back with its changes."""
    row = detail.row
    return Opened(
        row.version,
        {
            "name": row.name,
            "kind": row.kind,
            "focal": row.focal,
            "population": row.population,
            "note": detail.note,
            "active": row.active,
        },
    )


def add_site(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Write down a new site. `values` as in `drafts.sites.SiteDraft`."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.sites import SiteDraft

    draft = validate(SiteDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import sites as writing

        row = writing.add(tx, draft.model_dump())
        key = site_key(row.number)
        return Written(f"Added {key} {row.name}.", (key,))

    return ws.write("sites.add", work, operation_id)


def edit_site(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change fields of a site (as in `drafts.sites.SiteChanges`); `opened` is what the form showed.

    Raises Conflict when somebody changed the same field meanwhile.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.sites import SiteChanges

    given = validate(SiteChanges, changes).given()

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import sites as writing

        row = writing.site(tx, lookup.numbered_id(tx.reader, "site", key))
        name = site_key(row.number)
        current = {field: getattr(row, field) for field in SiteChanges.model_fields}
        changed = writing.edit(tx, row, settle(tx, row, name, given, current, opened))
        return Written(f"Changed {name} {row.name}." if changed else f"{name} was like that already.", (name,))

    return ws.write("sites.edit", work, operation_id)


def remove_site(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Delete a site that nothing names; raises Refusal with what still does."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import sites as writing

        row = writing.site(tx, lookup.numbered_id(tx.reader, "site", key))
        name = site_key(row.number)
        used = reading.used_by(tx.reader, row.stored_id)
        if used:
            raise Refusal(
                f"{name} {row.name} is still named by {lookup.some(used)}.",
                kept="Nothing was removed.",
                hint="Take it out there first, or keep it and mark it as no longer active.",
                at=name,
            )
        tx.remove(row)
        return Written(f"Removed {name} {row.name}.", (name,))

    return ws.write("sites.remove", work, operation_id)
