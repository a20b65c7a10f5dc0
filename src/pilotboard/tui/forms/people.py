"""The forms of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilotboard.domain.changes import Outcome
from pilotboard.domain.labels import Labels
from pilotboard.domain.people import MAX_NAME, PersonRole
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms import choices
from pilotboard.tui.forms.record import edit_form, new_form, texts_of
from pilotboard.tui.shell import Choice
from pilotboard.usecases import people
from pilotboard.usecases.workspace import Workspace


def new_person(ws: Workspace, labels: Labels) -> FormSpec:
    """A new person; a name is enough."""

    def add(values: Mapping[str, object]) -> Outcome:
        return people.add_person(ws, {name: value for name, value in values.items() if value})

    fields = _fields(ws, labels, {"role": PersonRole.MEMBER.value})
    return new_form("person-new", f"New {labels('person')}", fields, add, ws.today())


def edit_person(ws: Workspace, labels: Labels, key: str) -> FormSpec:
    """The form over a person. Raises NotFound."""
    row = people.show_person(ws, key).row
    opened = people.opened_person(row)
    start = texts_of(opened)
    return edit_form(
        f"person-{key}",
        f"{key}  {row.name}",
        [*_fields(ws, labels, start), Field("active", "Still works here", "flag", start["active"])],
        lambda changes, base: people.edit_person(ws, key, changes, base),
        opened,
        ws.today(),
    )


def _fields(ws: Workspace, labels: Labels, start: Mapping[str, str]) -> Sequence[Field]:
    def text(name: str) -> str:
        return start.get(name, "")

    roles = [Choice(role.value, labels.person_role(role.value)) for role in PersonRole]
    return [
        Field("name", "Name", value=text("name"), required=True, most=MAX_NAME),
        Field("role", "Opens pilotboard as", "choice", text("role"), choices=roles),
        Field("site", labels.capital("site"), "choice", text("site"), choices=choices.all_sites(ws, text("site"))),
        Field("email", "Mail address", value=text("email"), hint="may stay empty"),
        Field("handle", "Short name", value=text("handle"), hint="made from the name when empty", most=40),
    ]
