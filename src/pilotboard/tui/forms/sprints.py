"""The forms of sprints: plan one, change one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pilotboard.domain.changes import Outcome
from pilotboard.domain.labels import Labels
from pilotboard.domain.sprint_states import SprintState
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms.record import edit_form, new_form, texts_of
from pilotboard.usecases import sprint_life, sprints
from pilotboard.usecases.workspace import Workspace

MOST = 20_000
USUAL_DAYS = 12
"""Two weeks from a Monday to a Friday, where there is no sprint before to go by."""


def new_sprint(ws: Workspace, labels: Labels, team: str, name: str) -> FormSpec:
    """A new sprint of a team, right behind its last one and as long as that."""
    first, last = _proposed(ws, team)
    fields = _fields(labels, {"start": first.isoformat(), "end": last.isoformat()})

    def add(values: Mapping[str, object]) -> Outcome:
        return sprint_life.plan_sprint(ws, {**values, "team": team})

    return new_form(f"sprint-new-{team}", f"A new {labels('sprint')} of {name}", fields, add, ws.today())


def edit_sprint(ws: Workspace, labels: Labels, key: str) -> FormSpec:
    """The form over a sprint. Raises NotFound."""
    detail = sprints.show_sprint(ws, key)
    opened = sprints.opened_sprint(detail)
    start = texts_of(opened)
    fields = [*_fields(labels, start)]
    if detail.row.state == SprintState.ACTIVE:
        fields.append(
            Field("result", "Result: what was seen, beside the prediction", "long", start["result"], most=MOST)
        )
    return edit_form(
        f"sprint-{key}",
        f"{key}  {detail.row.team}",
        fields,
        lambda changes, base: sprint_life.edit_sprint(ws, key, changes, base),
        opened,
        ws.today(),
    )


def _fields(labels: Labels, start: Mapping[str, str]) -> Sequence[Field]:
    goal = f"{labels.capital('sprint_goal')}: what is better for whom when it is over"
    return [
        Field("goal", goal, value=start.get("goal", "")),
        Field("start", "First day", "date", start.get("start", ""), required=True),
        Field("end", "Last day", "date", start.get("end", ""), required=True),
        Field("prediction", "Prediction: what you expect to see", "long", start.get("prediction", ""), most=MOST),
    ]


def _proposed(ws: Workspace, team: str) -> tuple[date, date]:
    rows = sprints.list_sprints(ws, f"team:{team}").rows
    known = [(row.start, row.end) for row in rows if row.start and row.end and row.state != SprintState.CANCELLED]
    today = ws.today()
    length, begin = USUAL_DAYS, today
    if known:
        first, last = max(known, key=lambda days: days[1])
        length = (last - first).days + 1
        begin = max(last + timedelta(days=1), today)
    begin += timedelta(days=(7 - begin.weekday()) % 7)
    return begin, begin + timedelta(days=length - 1)
