"""What stands in a sprint: items put in and taken out, with a reason once it runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.sprint_rules import check_scope, check_scope_reason
from pilotboard.usecases import lookup
from pilotboard.usecases.item_writing import checked_line, key_of, listed
from pilotboard.usecases.sprint_life import open_sprint, sprint_view
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import BacklogItem
    from pilotboard.store.writing.unit import Tx


def plan_items(
    ws: Workspace, keys: Sequence[str], sprint: str, reason: str = "", operation_id: str | None = None
) -> Outcome:
    """Put items into a sprint; once it runs, with a reason."""
    why = checked_line("reason", reason) if reason else ""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import items
        from pilotboard.store.writing import sprints as writing

        row, view = open_sprint(tx, sprint)
        touched = []
        for item_id in lookup.item_ids(tx.reader, keys):
            item = items.item(tx, item_id)
            name = key_of(tx, item)
            team = None if item.team_id is None else lookup.team_key_of(tx.reader, item.team_id)
            check_scope(view, team, item.state, why, name)
            if item.sprint_id != row.stored_id:
                check_reason(tx, item, why)
            if writing.put_in(tx, row, item, why):
                touched.append(name)
        said = f"Put {listed(touched)} into {view.key}." if touched else f"In {view.key} already."
        return Written(said, (*touched, view.key))

    return ws.write("sprints.plan", work, operation_id)


def unplan_items(ws: Workspace, keys: Sequence[str], reason: str = "", operation_id: str | None = None) -> Outcome:
    """Take items out of the sprint they stand in; once it runs, with a reason."""
    why = checked_line("reason", reason) if reason else ""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import items

        touched = []
        for item_id in lookup.item_ids(tx.reader, keys):
            item = items.item(tx, item_id)
            if item.sprint_id is not None:
                leave_sprint(tx, item, why)
                touched.append(key_of(tx, item))
        said = f"Took {listed(touched)} out of the sprint." if touched else "None of them is in a sprint."
        return Written(said, tuple(touched))

    return ws.write("sprints.unplan", work, operation_id)


def check_reason(tx: Tx, item: BacklogItem, reason: str) -> None:
    """A change of the scope of the sprint that the item stands in needs a reason once it runs. Raises InvalidInput."""
    if item.sprint_id is not None:
        check_scope_reason(sprint_view(tx.reader, item.sprint_id), reason)


def leave_sprint(tx: Tx, item: BacklogItem, reason: str) -> None:
    """Take the item out of the sprint it stands in; once that runs, with a reason. Raises InvalidInput."""
    from pilotboard.store.writing import sprints as writing

    if item.sprint_id is not None:
        check_reason(tx, item, reason)
        writing.take_out(tx, writing.sprint(tx, item.sprint_id), item, reason)
