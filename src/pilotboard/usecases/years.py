"""School years: written down, changed, taken out. The turn from one to the next is in `year_turn`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import NotFound
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.text import folded, shortened, shown
from pilotboard.domain.years import SchoolYearRow, check_year
from pilotboard.store.reading import calendar as reading
from pilotboard.usecases.editing import settle
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import SchoolYear
    from pilotboard.store.writing.unit import Tx

_COLUMNS = {"start": "start_on", "end": "end_on"}


def list_years(ws: Workspace) -> list[SchoolYearRow]:
    """The school years, the newest first."""
    return ws.read(reading.years)


def show_year(ws: Workspace, name: str) -> SchoolYearRow:
    """One school year by its name. Raises NotFound with the nearest."""
    rows = list_years(ws)
    found = next((row for row in rows if folded(row.name) == folded(name.strip())), None)
    if found is None:
        raise _no_year(name, [row.name for row in rows])
    return found


def opened_year(row: SchoolYearRow) -> Opened:
    """What a form over a school year shows, to hand back with its changes."""
    return Opened(row.version, {"name": row.name, "start": row.start, "end": row.end})


def add_year(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Write down a school year. `values` as in `drafts.calendar.SchoolYearDraft`. Raises InvalidInput on overlap."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.calendar import SchoolYearDraft

    draft = validate(SchoolYearDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing.tables import SchoolYear

        check_year(draft.name, draft.start, draft.end, reading.years(tx.reader))
        tx.add(SchoolYear(name=draft.name, start_on=draft.start, end_on=draft.end))
        return Written(f"Added the school year {draft.name}.")

    return ws.write("years.add", work, operation_id)


def edit_year(
    ws: Workspace,
    name: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change name or days of a school year, found by its name. Raises Conflict when somebody changed the same."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.calendar import SchoolYearChanges

    given = validate(SchoolYearChanges, changes).given()

    def work(tx: Tx) -> Written:
        row = _year(tx, name)
        current = {"name": row.name, "start": row.start_on, "end": row.end_on}
        wanted = {field: value for field, value in given.items() if value is not None}
        values = settle(tx, row, row.name, wanted, current, opened)
        first, last = values.get("start", row.start_on), values.get("end", row.end_on)
        assert isinstance(first, date)
        assert isinstance(last, date)
        others = [one for one in reading.years(tx.reader) if one.id != row.stored_id]
        check_year(str(values.get("name", row.name)), first, last, others)
        changed = tx.change(row, **{_COLUMNS.get(field, field): value for field, value in values.items()})
        return Written(f"Changed the school year {row.name}." if changed else f"{row.name} was like that already.")

    return ws.write("years.edit", work, operation_id)


def remove_year(ws: Workspace, name: str, operation_id: str | None = None) -> Outcome:
    """Take a school year out; nothing that happened in it is touched."""

    def work(tx: Tx) -> Written:
        row = _year(tx, name)
        tx.remove(row)
        return Written(f"Removed the school year {row.name}.")

    return ws.write("years.remove", work, operation_id)


def _year(tx: Tx, name: str) -> SchoolYear:
    from pilotboard.store.writing.tables import SchoolYear

    rows = tx.by(SchoolYear)
    found = next((row for row in rows if folded(row.name) == folded(name.strip())), None)
    if found is None:
        raise _no_year(name, [row.name for row in rows])
    return found


def _no_year(name: str, known: list[str]) -> NotFound:
    said = shortened(shown(name), 40)
    return NotFound(f'There is no school year "{said}".', hint=did_you_mean(name, known))
