"""What stands in a team's way: raised, taken to somebody who can help, answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.impediments import ImpedimentRow, Level, check_answer, check_raise, impediment_subject
from pilotboard.domain.keys import impediment_key
from pilotboard.store.reading import impediments as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.organisation import labels_of
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import Impediment
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[ImpedimentRow], Any]] = {
    "waiting": lambda row: (not row.waiting, row.raised_at, row.id),
    "key": lambda row: row.id,
    "level": lambda row: (-[*Level].index(row.level), row.raised_at, row.id),
    "team": lambda row: (row.team.casefold(), row.raised_at, row.id),
}
"""What a list of impediments can be sorted by; `waiting` begins with those that wait longest."""


def list_impediments(
    ws: Workspace, filter_text: str = "", *, sort: str = "waiting", limit: int | None = None
) -> Page[ImpedimentRow]:
    """The impediments that meet the filter. Raises FilterError, InvalidInput for `sort`."""
    check_sort(sort, SORTS, "Impediments")
    return page(ws, ws.read(reading.rows), filter_text, impediment_subject, SORTS[sort], limit)


def show_impediment(ws: Workspace, key: str) -> ImpedimentRow:
    """One impediment. Raises NotFound."""
    return ws.read(lambda reader: _view(reader, lookup.numbered_id(reader, "impediment", key)))


def opened_impediment(row: ImpedimentRow) -> Opened:
    """What a form over the impediment shows, to hand back with its changes."""
    return Opened(row.version, {"title": row.title, "level": row.level, "owner": row.owner_key, "item": row.item_key})


def add_impediment(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Write down what is in a team's way. `values` as in `drafts.sprints.ImpedimentDraft`.

    With an `item` the team may be left out: it is the item's. It belongs to the team's running sprint when there is
    one.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.sprints import ImpedimentDraft

    known = dict(values)
    if not known.get("team") and known.get("item"):
        known["team"] = ws.read(_team_of_item, str(known["item"]))
    draft = validate(ImpedimentDraft, known)

    def work(tx: Tx) -> Written:
        from pilotboard.domain.text import folded
        from pilotboard.store.writing import sprints as writing
        from pilotboard.store.writing.tables import Impediment

        team_id = lookup.numbered_id(tx.reader, "team", draft.team)
        item_id = None if draft.item is None else lookup.item_id(tx.reader, draft.item)
        _check_team(tx.reader, team_id, item_id, draft.item)
        running = writing.running(tx, team_id)
        row = tx.add(
            Impediment(
                number=tx.next_number("impediment"),
                team_id=team_id,
                sprint_id=None if running is None else running.stored_id,
                item_id=item_id,
                title=draft.title,
                level=draft.level,
                raised_at=tx.now,
                raised_by=tx.intent.actor,
                owner_id=lookup.person_id(tx.reader, draft.owner, ws.actor.person_id),
                folded=folded(draft.title),
            )
        )
        key = impediment_key(row.number)
        return Written(f"Added {key} {row.title}.", (key,) if draft.item is None else (key, _item_key(tx, row)))

    return ws.write("impediments.add", work, operation_id)


def edit_impediment(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change title, level, owner or item. Raises Conflict when somebody changed the same field meanwhile."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.sprints import ImpedimentChanges

    given = validate(ImpedimentChanges, changes).given()

    def work(tx: Tx) -> Written:
        from pilotboard.domain.text import folded

        row, view = _open(tx, key)
        wanted = dict(given)
        if "owner" in given:
            wanted["owner"] = lookup.person_key_of(tx.reader, given["owner"], ws.actor.person_id)
        columns = settle(tx, row, view.key, wanted, opened_impediment(view).values, opened)
        if "owner" in columns:
            owner = columns.pop("owner")
            columns["owner_id"] = lookup.person_id(tx.reader, None if owner is None else str(owner), None)
        if "item" in columns:
            item = columns.pop("item")
            columns["item_id"] = None if item is None else lookup.item_id(tx.reader, str(item))
            _check_team(tx.reader, row.team_id, columns["item_id"], item)  # type: ignore[arg-type]
        changed = tx.change(row, **columns, folded=folded(str(columns.get("title", row.title))))
        return Written(f"Changed {view.key}." if changed else f"{view.key} was like that already.", (view.key,))

    return ws.write("impediments.edit", work, operation_id)


def raise_impediment(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Ask the next one: from the team to the coach, from the coach to the executive. Raises Refusal at the top."""

    def work(tx: Tx) -> Written:
        row, view = _open(tx, key)
        level = check_raise(view)
        tx.change(row, level=level)
        return Written(f"Raised {view.key} to the {labels_of(tx.reader)(f'level.{level}')}.", (view.key,))

    return ws.write("impediments.raise", work, operation_id)


def answer_impediment(ws: Workspace, key: str, answer: str, operation_id: str | None = None) -> Outcome:
    """Say what was done about it, or why nothing can be done; it waits no longer."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.sprints import AnswerDraft

    draft = validate(AnswerDraft, {"answer": answer})

    def work(tx: Tx) -> Written:
        row, view = _open(tx, key)
        check_answer(view, draft.answer)
        tx.change(row, answer=draft.answer, answered_at=tx.now)
        return Written(f"Answered {view.key}.", (view.key,))

    return ws.write("impediments.answer", work, operation_id)


def remove_impediment(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Delete an impediment that never was, a slip."""

    def work(tx: Tx) -> Written:
        row, view = _open(tx, key)
        tx.remove(row)
        return Written(f"Removed {view.key}.", (view.key,))

    return ws.write("impediments.remove", work, operation_id)


def _open(tx: Tx, key: str) -> tuple[Impediment, ImpedimentRow]:
    from pilotboard.store.writing.tables import Impediment

    row_id = lookup.numbered_id(tx.reader, "impediment", key)
    return lookup.there("This impediment", tx.get(Impediment, row_id)), _view(tx.reader, row_id)


def _view(reader: Reader, row_id: int) -> ImpedimentRow:
    return lookup.there("This impediment", reading.row(reader, row_id))


def _team_of_item(reader: Reader, item: str) -> str | None:
    return reading.team_of_item(reader, lookup.item_id(reader, item))


def _check_team(reader: Reader, team_id: int, item_id: int | None, item: object) -> None:
    """An item in its way is one of the same team. Raises InvalidInput."""
    if item_id is None:
        return
    team = lookup.team_key_of(reader, team_id)
    if reading.team_of_item(reader, item_id) != team:
        raise InvalidInput(f"{item} is no item of {team}.", hint="Choose an item of the same team.", field="item")


def _item_key(tx: Tx, row: Impediment) -> str:
    return _view(tx.reader, row.stored_id).item_key or ""
