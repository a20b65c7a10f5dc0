"""What people do with money: the lines of what pilots cost, and their sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.costs import (
    BASIS_WORDS,
    KIND_WORDS,
    CostBasis,
    CostKind,
    CostRow,
    CostSummary,
    cost_subject,
    summarise,
)
from pilotboard.domain.keys import Key, cost_key
from pilotboard.domain.money import money
from pilotboard.store.reading import costs as reading
from pilotboard.store.reading import keys, organisation
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import CostLine
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[CostRow], Any]] = {
    "key": lambda _row: 0,
    "pilot": lambda row: (row.pilot.casefold(), row.id),
    "amount": lambda row: -row.amount,
    "on": lambda row: (row.on is None, row.on.toordinal() if row.on else 0),
}
"""What a list of money can be sorted by; `amount` begins with the most."""


def list_costs(
    ws: Workspace, filter_text: str = "", *, pilot: str | None = None, sort: str = "key", limit: int | None = None
) -> Page[CostRow]:
    """The lines that meet the filter, of one pilot or of all. Raises FilterError, InvalidInput, NotFound."""
    check_sort(sort, SORTS, "Costs")

    def query(reader: Reader) -> list[CostRow]:
        return reading.rows(reader, None if pilot is None else lookup.numbered_id(reader, "pilot", pilot))

    return page(ws, ws.read(query), filter_text, cost_subject, SORTS[sort], limit)


def pilot_costs(ws: Workspace, pilot: str) -> CostSummary:
    """What a pilot costs once, each year and at scale. Raises NotFound."""
    return ws.read(lambda reader: summarise(reading.rows(reader, lookup.numbered_id(reader, "pilot", pilot))))


def show_cost(ws: Workspace, key: str) -> CostRow:
    """One line of money. Raises NotFound."""
    return lookup.one(ws, "cost", key, reading.row)


def opened_cost(row: CostRow) -> Opened:
    """What a form over the line shows, to hand back with its changes."""
    return Opened(
        row.version,
        {
            "label": row.label,
            "amount": row.amount,
            "kind": row.kind,
            "basis": row.basis,
            "funding": row.funding,
            "on": row.on,
        },
    )


def add_cost(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Write down a line of what a pilot costs. `values` as in `drafts.costs.CostDraft`."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.costs import CostDraft

    draft = validate(CostDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import costs as writing

        given = draft.model_dump()
        row = writing.add(tx, lookup.numbered_id(tx.reader, "pilot", given.pop("pilot")), given)
        return _written(tx, row, "Added")

    return ws.write("costs.add", work, operation_id)


def edit_cost(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change fields of a line (as in `drafts.costs.CostChanges`); `opened` is what the form showed.

    Raises Conflict when somebody changed the same field meanwhile.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.costs import CostChanges

    given = validate(CostChanges, changes).given()

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import costs as writing

        row = writing.cost(tx, lookup.numbered_id(tx.reader, "cost", key))
        name = cost_key(row.number)
        shown = reading.row(tx.reader, row.stored_id)
        assert shown is not None
        changed = writing.edit(tx, row, settle(tx, row, name, given, opened_cost(shown).values, opened))
        return _written(tx, row, "Changed") if changed else Written(f"{name} was like that already.", (name,))

    return ws.write("costs.edit", work, operation_id)


def remove_cost(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Take a line of money out; undo brings it back."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import costs as writing

        row = writing.cost(tx, lookup.numbered_id(tx.reader, "cost", key))
        written = _written(tx, row, "Removed")
        tx.remove(row)
        return written

    return ws.write("costs.remove", work, operation_id)


def _written(tx: Tx, row: CostLine, did: str) -> Written:
    """``Added C-07 Books: $2,000 a year, at scale (P-07).``"""
    programme = organisation.organisation(tx.reader)
    sum_of = money(row.amount, "$" if programme is None else programme.money)
    words = f"{sum_of} {KIND_WORDS[CostKind(row.kind)]}, {BASIS_WORDS[CostBasis(row.basis)]}"
    name, pilot = cost_key(row.number), str(Key("pilot", keys.number_of(tx.reader, "pilot", row.pilot_id)))
    return Written(f"{did} {name} {row.label}: {words} ({pilot}).", (name, pilot))
