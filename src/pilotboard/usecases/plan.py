"""What people do with the strategic plan: priorities, strategies, goals, and the pilots that serve them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import Refusal
from pilotboard.domain.plan import (
    PlanLevel,
    PlanRow,
    PlanView,
    check_close,
    check_open,
    check_reopen,
    line_subject,
    narrowed,
    plan_lines,
    plan_subject,
)
from pilotboard.store.reading import pilots as pilot_reading
from pilotboard.store.reading import plan as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.domain.drafts import Draft
    from pilotboard.domain.pilots import PilotRow
    from pilotboard.store.writing.plan import PlanTable
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[PlanRow], Any]] = {
    "key": lambda _row: 0,
    "title": lambda row: row.title.casefold(),
    "plan": lambda row: (row.above, row.id),
    "due": lambda row: row.due_on or date.max,
    "pilots": lambda row: -row.pilots,
}
"""What priorities, strategies and goals can be sorted by; `plan` keeps those together that belong together."""


class PlanDetail(NamedTuple):
    """One thing of the plan: `below` are (key, title) of what is open a level below; `pilots` serve this goal."""

    row: PlanRow
    below: tuple[tuple[str, str], ...]
    pilots: tuple[tuple[str, str], ...]


def show_plan(ws: Workspace, filter_text: str = "", *, closed: bool = False) -> PlanView:
    """The whole plan as lines, with what is closed or without. Raises FilterError.

    A line that meets the filter brings what it belongs to and what stands below it.
    """

    def query(reader: Reader) -> tuple[list[PlanRow], list[PilotRow]]:
        return [row for level in PlanLevel for row in reading.rows(reader, level)], pilot_reading.rows(reader)

    view = plan_lines(*ws.read(query), closed=closed)
    if not filter_text.strip():
        return view
    from pilotboard.domain.matching import kept

    today = ws.today()
    met = kept([*view.lines, *view.adrift], filter_text, line_subject(today), me=ws.actor.name, today=today)
    return narrowed(view, frozenset(line.key for line in met))


def list_plan(
    ws: Workspace, level: PlanLevel, filter_text: str = "", *, sort: str = "key", limit: int | None = None
) -> Page[PlanRow]:
    """The priorities, strategies or goals that meet the filter. Raises FilterError, InvalidInput for `sort`."""
    check_sort(sort, SORTS, level.plural.capitalize())
    today = ws.today()
    return page(ws, ws.read(reading.rows, level), filter_text, lambda: plan_subject(level, today), SORTS[sort], limit)


def show_plan_row(ws: Workspace, level: PlanLevel, key: str) -> PlanDetail:
    """One priority, strategy or goal, by key or title. Raises NotFound."""

    def query(reader: Reader) -> PlanDetail:
        row_id = lookup.numbered_id(reader, level.value, key)
        below = reading.below(reader, level, row_id, only_open=True)
        pilots = reading.serving(reader, row_id) if level == PlanLevel.GOAL else []
        return PlanDetail(_view(reader, level, row_id), tuple(below), tuple(pilots))

    return ws.read(query)


def opened_plan(row: PlanRow) -> Opened:
    """What a form over it shows, to hand back with its changes."""
    values: dict[str, object] = {"title": row.title, "description": row.description}
    if row.level.above is not None:
        values[row.level.above.value] = row.parent_key
    if row.level == PlanLevel.GOAL:
        values["due_on"] = row.due_on
    return Opened(row.version, values)


def add_plan(ws: Workspace, level: PlanLevel, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Write down a priority, a strategy of one, or a goal of a strategy. `values` as in `drafts.plan`."""
    from pilotboard.domain.drafts import validate

    draft = validate(_drafts(level)[0], values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import plan as writing

        row = writing.add(tx, level, _columns(tx.reader, level, draft.model_dump()))
        key = reading.KEYS[level](row.number)
        return Written(f"Added {key} {row.title}.", (key,))

    return ws.write(f"{level.plural}.add", work, operation_id)


def edit_plan(
    ws: Workspace,
    level: PlanLevel,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change fields, also what it belongs to; `opened` is what the form showed.

    Raises Conflict when somebody changed the same field meanwhile.
    """
    from pilotboard.domain.drafts import validate

    given = validate(_drafts(level)[1], changes).given()

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import plan as writing

        row, view = _there(tx, level, key)
        wanted = dict(given)
        above = level.above
        if above is not None and above.value in wanted:
            wanted[above.value] = lookup.key_of(tx.reader, above.value, wanted[above.value])
        current = opened_plan(view).values
        values = settle(tx, row, view.key, wanted, current, opened)
        different = {name: value for name, value in values.items() if current[name] != value}
        changed = writing.edit(tx, row, _columns(tx.reader, level, different))
        said = f"Changed {view.key} {row.title}." if changed else f"{view.key} was like that already."
        return Written(said, (view.key,))

    return ws.write(f"{level.plural}.edit", work, operation_id)


def close_plan(
    ws: Workspace,
    level: PlanLevel,
    key: str,
    on: date | None = None,
    *,
    below: bool = False,
    operation_id: str | None = None,
) -> Outcome:
    """Close it; `on` is its last day (today when not given). With `below` everything open below it closes too.

    Pilots stay as they are. Raises Refusal when it is closed, or has something open below it.
    """

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import plan as writing

        row, view = _there(tx, level, key)
        open_below = [one for one, _ in reading.below(tx.reader, level, view.id, only_open=True)]
        check_close(view, open_below, below)
        with_it = writing.close(tx, level, row, on or ws.today())
        more = f", and {with_it} below it" if with_it else ""
        return Written(f"Closed {view.key} {row.title}{more}.", (view.key,))

    return ws.write(f"{level.plural}.close", work, operation_id)


def reopen_plan(ws: Workspace, level: PlanLevel, key: str, operation_id: str | None = None) -> Outcome:
    """Take it up again; what it belongs to must be open. Raises Refusal."""

    def work(tx: Tx) -> Written:
        row, view = _there(tx, level, key)
        above = None
        if level.above is not None and view.parent_key is not None:
            parent = lookup.numbered_id(tx.reader, level.above.value, view.parent_key)
            above = _view(tx.reader, level.above, parent)
        check_reopen(view, above)
        tx.change(row, closed_on=None)
        return Written(f"Reopened {view.key} {row.title}.", (view.key,))

    return ws.write(f"{level.plural}.reopen", work, operation_id)


def remove_plan(ws: Workspace, level: PlanLevel, key: str, operation_id: str | None = None) -> Outcome:
    """Delete what nothing belongs to and nothing names; raises Refusal with what still does."""

    def work(tx: Tx) -> Written:
        row, view = _there(tx, level, key)
        used = reading.used_by(tx.reader, level, view.id)
        if used:
            raise Refusal(
                f"{view.key} {row.title} is still named by {lookup.some(used)}.",
                kept="Nothing was removed.",
                hint="Close it instead: what was stays readable.",
                at=view.key,
            )
        tx.remove(row)
        return Written(f"Removed {view.key} {row.title}.", (view.key,))

    return ws.write(f"{level.plural}.remove", work, operation_id)


def open_goal_id(reader: Reader, text: str) -> int:
    """The id of the goal with that key or title, for something that is to serve it from now on.

    Raises NotFound with the nearest, InvalidInput when the goal is closed.
    """
    goal_id = lookup.numbered_id(reader, "goal", text)
    check_open(_view(reader, PlanLevel.GOAL, goal_id), "goal")
    return goal_id


def _there(tx: Tx, level: PlanLevel, key: str) -> tuple[PlanTable, PlanRow]:
    from pilotboard.store.writing import plan as writing

    row_id = lookup.numbered_id(tx.reader, level.value, key)
    return writing.thing(tx, level, row_id), _view(tx.reader, level, row_id)


def _view(reader: Reader, level: PlanLevel, row_id: int) -> PlanRow:
    return lookup.there(f"This {level}", reading.row(reader, level, row_id))


def _columns(reader: Reader, level: PlanLevel, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as columns: what it belongs to as a row id, which must be open."""
    found = dict(values)
    above = level.above
    if above is not None and above.value in found:
        parent = lookup.numbered_id(reader, above.value, found.pop(above.value))
        check_open(_view(reader, above, parent), above.value)
        found[f"{above.value}_id"] = parent
    return found


def _drafts(level: PlanLevel) -> tuple[type[Draft], type[Draft]]:
    """What a new thing of the level says, and what may be changed of one."""
    from pilotboard.domain.drafts import plan

    if level == PlanLevel.PRIORITY:
        return plan.PriorityDraft, plan.PriorityChanges
    if level == PlanLevel.STRATEGY:
        return plan.StrategyDraft, plan.StrategyChanges
    return plan.GoalDraft, plan.GoalChanges
