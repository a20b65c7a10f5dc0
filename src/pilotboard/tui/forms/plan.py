"""The forms of the plan: priorities, strategies, goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilotboard.domain.labels import Labels
from pilotboard.domain.plan import PlanLevel
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms.record import edit_form, new_form, texts_of
from pilotboard.tui.shell import Choice
from pilotboard.usecases import plan
from pilotboard.usecases.workspace import Workspace

MOST = 20_000
_TITLES = {
    PlanLevel.PRIORITY: "What comes first",
    PlanLevel.STRATEGY: "How it is to be reached",
    PlanLevel.GOAL: "What shall be so, in a sentence that can be checked",
}


def new_thing(ws: Workspace, labels: Labels, level: PlanLevel, parent: str = "") -> FormSpec:
    """A new priority, or a strategy or goal below `parent`."""
    start = {level.above.value: parent} if level.above is not None else {}
    return new_form(
        f"{level.value}-new",
        f"New {labels(level.value)}",
        _fields(ws, labels, level, start),
        lambda values: plan.add_plan(ws, level, values),
        ws.today(),
    )


def edit_thing(ws: Workspace, labels: Labels, level: PlanLevel, key: str) -> FormSpec:
    """The form over one of them. Raises NotFound."""
    row = plan.show_plan_row(ws, level, key).row
    opened = plan.opened_plan(row)
    return edit_form(
        f"{level.value}-{row.key}",
        f"{row.key}  {row.title}",
        _fields(ws, labels, level, texts_of(opened)),
        lambda changes, base: plan.edit_plan(ws, level, row.key, changes, base),
        opened,
        ws.today(),
    )


def _fields(ws: Workspace, labels: Labels, level: PlanLevel, start: Mapping[str, str]) -> Sequence[Field]:
    def text(name: str) -> str:
        return start.get(name, "")

    fields = [Field("title", _TITLES[level], value=text("title"), required=True)]
    above = level.above
    if above is not None:
        kept = text(above.value)
        rows = plan.list_plan(ws, above, sort="plan").rows
        offered = [Choice(row.key, row.title, row.key) for row in rows if row.closed_on is None or row.key == kept]
        fields.append(Field(above.value, labels.capital(above.value), "choice", kept, True, choices=offered))
    if level == PlanLevel.GOAL:
        fields.append(Field("due_on", "To be reached by", "date", text("due_on")))
    fields.append(Field("description", "What is meant", "long", text("description"), most=MOST))
    return fields
