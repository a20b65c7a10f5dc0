"""Changing a retrospective after it was opened: its day, the sprint it looks back on, how notes are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.retros import RetroPhase, RetroRow
from pilotboard.store.reading import sprints as sprint_reading
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.retros import open_for_writing
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx


def opened_retro(row: RetroRow) -> Opened:
    """What a form over the retrospective shows, to hand back with its changes."""
    return Opened(row.version, {"on": row.on, "sprint": row.sprint_key, "format": row.format})


def edit_retro(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change fields (as in `drafts.retros.RetroChanges`); the format only before the first note.

    Raises InvalidInput for a sprint of another team, Refusal for a format that notes stand under already, Conflict
    when somebody changed the same field meanwhile.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.retros import RetroChanges

    given = validate(RetroChanges, changes).given()
    if "on" in given and given["on"] is None:
        raise InvalidInput("A retrospective has a day.", "Nothing was changed.", field="on")

    def work(tx: Tx) -> Written:
        row, view = open_for_writing(tx, key)
        wanted = dict(given)
        if given.get("sprint") is not None:
            wanted["sprint"] = _sprint_key(tx, view, str(given["sprint"]))
        values = settle(tx, row, view.key, wanted, opened_retro(view).values, opened)
        if values.get("format", view.format) != view.format:
            _check_format(view)
        columns = {_COLUMNS.get(name, name): value for name, value in values.items()}
        if "sprint" in values:
            sprint = values["sprint"]
            columns["sprint_id"] = None if sprint is None else lookup.numbered_id(tx.reader, "sprint", str(sprint))
            del columns["sprint"]
        changed = tx.change(row, **columns)
        return Written(f"Changed {view.key}." if changed else f"{view.key} was like that already.", (view.key,))

    return ws.write("retros.edit", work, operation_id)


_COLUMNS = {"on": "on_day"}


def _sprint_key(tx: Tx, view: RetroRow, said: str) -> str:
    """The key of a sprint of the same team."""
    found = sprint_reading.row(tx.reader, lookup.numbered_id(tx.reader, "sprint", said))
    if found is None or found.team_key != view.team_key:
        raise InvalidInput(f"{said} is a sprint of another team.", "Nothing was changed.", field="sprint")
    return found.key


def _check_format(view: RetroRow) -> None:
    if view.phase != RetroPhase.COLLECT:
        raise Refusal(f"The notes of {view.key} are shown already: its format stays.", "Nothing was changed.")
    if view.notes:
        raise Refusal(
            f"Notes stand under the prompts of {view.key} already: its format stays.",
            "Nothing was changed.",
            "Its day and its sprint can still be changed.",
            view.key,
        )
