"""The forms of programmes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms.record import edit_form, new_form, texts_of
from pilotboard.usecases import programmes
from pilotboard.usecases.organisation import show_organisation
from pilotboard.usecases.workspace import Workspace


def new_programme(ws: Workspace) -> FormSpec:
    """A programme that exists already; a name is enough."""
    return new_form(
        "programme-new",
        "A programme that exists",
        _fields(ws, {}),
        lambda values: programmes.add_programme(ws, values),
        ws.today(),
    )


def edit_programme(ws: Workspace, key: str) -> FormSpec:
    """The form over a programme. Raises NotFound."""
    detail = programmes.show_programme(ws, key)
    opened = programmes.opened_programme(detail)
    start = texts_of(opened)
    fields = [
        *_fields(ws, start)[:-1],
        Field("ended_on", "Ended on", "date", start["ended_on"]),
        _fields(ws, start)[-1],
    ]
    return edit_form(
        f"programme-{key}",
        f"{key}  {detail.row.name}",
        fields,
        lambda changes, base: programmes.edit_programme(ws, key, changes, base),
        opened,
        ws.today(),
    )


def _fields(ws: Workspace, start: Mapping[str, str]) -> Sequence[Field]:
    def text(name: str) -> str:
        return start.get(name, "")

    sign = show_organisation(ws).money
    unknown = "nothing: not known"
    return [
        Field("name", "Name", value=text("name"), required=True),
        Field("owner", "Who answers for it", value=text("owner"), most=120),
        Field("yearly_cost", f"Costs a year ({sign}, whole)", "number", text("yearly_cost"), hint=unknown),
        Field("reach", "People it reaches", "number", text("reach"), hint=unknown),
        Field("review_on", "Looked at again on", "date", text("review_on")),
        Field("note", "Note", "long", text("note"), most=20_000),
    ]
