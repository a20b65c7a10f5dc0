"""The form of a column of a team's board."""

from __future__ import annotations

from collections.abc import Mapping

from pilotboard.domain.board import MAX_LIMIT, Column
from pilotboard.domain.changes import Outcome
from pilotboard.domain.labels import Labels
from pilotboard.tui.dialogs.fields import Field
from pilotboard.tui.dialogs.form import FormSpec
from pilotboard.tui.forms.record import new_form, text_of
from pilotboard.tui.shell import Choice
from pilotboard.usecases import board
from pilotboard.usecases.workspace import Workspace

SHOWN, HIDDEN = "shown", "hidden"


def column_form(ws: Workspace, labels: Labels, team: str, column: Column) -> FormSpec:
    """Name, limit, shown or hidden."""
    common = labels.column(column.state)
    fields = [
        Field("label", f"Name (nothing = {common})", value=column.label, most=40),
        Field(
            "limit", labels.capital("wip_limit"), "number", text_of(column.limit), hint=f"1 to {MAX_LIMIT}, or nothing"
        ),
        Field(
            "hidden",
            "On the board",
            "choice",
            HIDDEN if column.hidden else SHOWN,
            choices=[Choice(SHOWN, "shown"), Choice(HIDDEN, "hidden; its items keep their state")],
        ),
    ]

    def save(values: Mapping[str, object]) -> Outcome:
        return board.set_column(ws, team, column.state, {**values, "hidden": values["hidden"] == HIDDEN})

    return new_form(f"column-{team}-{column.state}", f"Column {column.label or common}", fields, save, ws.today())
