"""What people do with people: staff only, never students."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import Refusal
from pilotboard.domain.keys import person_key, site_key
from pilotboard.domain.people import PersonDetail, PersonRow, person_subject
from pilotboard.store.reading import people as reading
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import Person
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[PersonRow], Any]] = {
    "key": lambda _row: 0,
    "name": lambda row: row.name.casefold(),
    "role": lambda row: (row.role, row.name.casefold()),
    "share": lambda row: -row.share,
}
"""What a list of people can be sorted by."""


def list_people(
    ws: Workspace, filter_text: str = "", *, sort: str = "key", limit: int | None = None
) -> Page[PersonRow]:
    """The people that meet the filter, with their teams of today. Raises FilterError, InvalidInput for `sort`."""
    check_sort(sort, SORTS, "People")
    return page(ws, ws.read(reading.rows, ws.today()), filter_text, person_subject, SORTS[sort], limit)


def show_person(ws: Workspace, key: str) -> PersonDetail:
    """Everything about one person as of today. Raises NotFound."""
    return lookup.one(ws, "person", key, lambda reader, row_id: reading.detail(reader, row_id, ws.today()))


def home_team(ws: Workspace) -> tuple[str, str] | None:
    """The key and name of the actor's team to begin with (most of their time; else the first); None without teams."""
    return ws.read(reading.home_team, ws.actor.person_id, ws.today())


def opened_person(row: PersonRow) -> Opened:
    """What a form over the person shows, to hand back with its changes."""
    return Opened(
        row.version,
        {
            "name": row.name,
            "handle": row.handle,
            "email": row.email,
            "role": row.role,
            "site": row.site_key,
            "active": row.active,
        },
    )


def add_person(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Write down somebody new. `values` as in `drafts.people.PersonDraft`; the short name may be left out."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.people import PersonDraft

    draft = validate(PersonDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import people as writing

        columns = draft.model_dump(exclude={"site"})
        columns["site_id"] = None if draft.site is None else lookup.numbered_id(tx.reader, "site", draft.site)
        row = writing.add(tx, columns)
        key = person_key(row.number)
        return Written(f"Added {key} {row.name} ({row.handle}).", (key,))

    return ws.write("people.add", work, operation_id)


def edit_person(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change fields of a person (as in `drafts.people.PersonChanges`); `opened` is what the form showed.

    Raises Conflict when somebody changed the same field meanwhile.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.people import PersonChanges

    given = validate(PersonChanges, changes).given()

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import people as writing

        row = writing.person(tx, lookup.numbered_id(tx.reader, "person", key))
        name = person_key(row.number)
        if given.get("site") is not None:
            given["site"] = lookup.key_of(tx.reader, "site", str(given["site"]))
        columns = settle(tx, row, name, given, _form_values(tx, row), opened)
        if "site" in columns:
            site = columns.pop("site")
            columns["site_id"] = None if site is None else lookup.numbered_id(tx.reader, "site", str(site))
        if columns.get("handle") == "":
            columns["handle"] = writing.free_handle(tx, str(columns.get("name", row.name)))
        changed = writing.edit(tx, row, columns)
        still = reading.teams_of(tx.reader, row.stored_id, tx.today) if columns.get("active") is False else ()
        rest = f" Still in {lookup.some(still)}: end that with the last day there." if still else ""
        return Written(f"Changed {name} {row.name}.{rest}" if changed else f"{name} was like that already.", (name,))

    return ws.write("people.edit", work, operation_id)


def _form_values(tx: Tx, row: Person) -> dict[str, object]:
    from pilotboard.store.writing.tables import Site

    site = None if row.site_id is None else tx.get(Site, row.site_id)
    return {
        "name": row.name,
        "handle": row.handle,
        "email": row.email,
        "role": row.role,
        "site": None if site is None else site_key(site.number),
        "active": row.active,
    }


def remove_person(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Delete a person that nothing names; raises Refusal with what still does."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import people as writing

        row = writing.person(tx, lookup.numbered_id(tx.reader, "person", key))
        name = person_key(row.number)
        used = reading.used_by(tx.reader, row.stored_id)
        if used:
            raise Refusal(
                f"{name} {row.name} is still named by {lookup.some(used)}.",
                kept="Nothing was removed.",
                hint="Somebody who has left is better kept and marked as no longer active: their past stays readable.",
                at=name,
            )
        tx.remove(row)
        return Written(f"Removed {name} {row.name}.", (name,))

    return ws.write("people.remove", work, operation_id)
