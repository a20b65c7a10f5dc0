"""The forms of sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilotboard.domain.labels import Labels
from pilotboard.domain.sites import MAX_NAME, SiteKind
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms.record import edit_form, new_form, texts_of
from pilotboard.tui.shell import Choice
from pilotboard.usecases import sites
from pilotboard.usecases.workspace import Workspace


def new_site(ws: Workspace, labels: Labels) -> FormSpec:
    """A new site; a name is enough."""
    fields = _fields({"kind": SiteKind.SCHOOL.value, "focal": "no"})
    return new_form("site-new", f"New {labels('site')}", fields, lambda values: sites.add_site(ws, values), ws.today())


def edit_site(ws: Workspace, key: str) -> FormSpec:
    """The form over a site. Raises NotFound."""
    detail = sites.show_site(ws, key)
    opened = sites.opened_site(detail)
    start = texts_of(opened)
    return edit_form(
        f"site-{key}",
        f"{key}  {detail.row.name}",
        [*_fields(start)[:-1], Field("active", "Still in use", "flag", start["active"]), _fields(start)[-1]],
        lambda changes, base: sites.edit_site(ws, key, changes, base),
        opened,
        ws.today(),
    )


def _fields(start: Mapping[str, str]) -> Sequence[Field]:
    def text(name: str) -> str:
        return start.get(name, "")

    return [
        Field("name", "Name", value=text("name"), required=True, most=MAX_NAME),
        Field("kind", "Kind", "choice", text("kind"), choices=[Choice(kind.value, kind.value) for kind in SiteKind]),
        Field("population", "Serves how many", "number", text("population"), hint="people, or nothing"),
        Field("focal", "Served first", "flag", text("focal")),
        Field("note", "Note", "long", text("note"), most=20_000),
    ]
