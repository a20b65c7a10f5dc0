"""The forms of pilots: write down a new one, change one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilotboard.domain.changes import Opened, Outcome
from pilotboard.domain.labels import Labels
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms import choices
from pilotboard.tui.forms.record import edit_form, new_form, texts_of
from pilotboard.tui.shell import Choice
from pilotboard.usecases import pilots
from pilotboard.usecases.pilot_templates import add_pilot_from, pilot_templates
from pilotboard.usecases.workspace import Workspace

MOST = 20_000


def new_pilot(ws: Workspace, labels: Labels, team: str | None) -> FormSpec:
    """A new pilot, empty or from a template; the team that is looked at is chosen already."""
    offered = [Choice("", "nothing: an empty pilot"), *(Choice(one.name, one.title) for one in pilot_templates())]
    title, *rest = _fields(ws, labels, {"team": team or ""})
    fields = [title, Field("template", "Begin with", "choice", "", choices=offered), *rest]

    def add(values: Mapping[str, object]) -> Outcome:
        given = {name: value for name, value in values.items() if name != "template"}
        template = values["template"]
        return add_pilot_from(ws, str(template), given) if template else pilots.add_pilot(ws, given)

    return new_form("pilot-new", "New pilot", fields, add, ws.today())


def edit_pilot(ws: Workspace, labels: Labels, key: str) -> FormSpec:
    """The form over a pilot. Raises NotFound."""
    detail = pilots.show_pilot(ws, key)
    opened = pilots.opened_pilot(detail)
    fields = [*_fields(ws, labels, texts_of(opened))]
    if pilots.in_running_sprint(ws, key):
        place = next(place for place, field in enumerate(fields) if field.name == "team") + 1
        why = (
            f"Why, when the {labels('team')} changes: its {labels.plural('item')} leave the {labels('sprint')} running"
        )
        fields.insert(place, Field("reason", why))

    def edit(changes: Mapping[str, object], base: Opened) -> Outcome:
        rest = {name: value for name, value in changes.items() if name != "reason"}
        return pilots.edit_pilot(ws, key, rest, base, reason=str(changes.get("reason", "")))

    return edit_form(
        f"pilot-{detail.row.key}",
        f"{detail.row.key}  {detail.row.title}",
        fields,
        edit,
        opened,
        ws.today(),
    )


def _fields(ws: Workspace, labels: Labels, start: Mapping[str, str]) -> Sequence[Field]:
    def text(name: str) -> str:
        return start.get(name, "")

    people = choices.all_people(ws)
    known = ", ".join(choices.site_names(ws)[:3])
    return [
        Field("title", "Title", value=text("title"), required=True),
        Field("aim", "Aim: what gets better, for whom", "long", text("aim"), most=MOST),
        Field("hypothesis", "What we expect: if we do ..., then ...", "long", text("hypothesis"), most=MOST),
        Field("prediction", "Prediction: how much, by when", "long", text("prediction"), most=MOST),
        Field("team", labels.capital("team"), "choice", text("team"), choices=choices.all_teams(ws, text("team"))),
        Field("sites", "Sites", "words", text("sites"), hint=f"such as {known}" if known else "", most=2000),
        Field("goal", labels.capital("goal"), "choice", text("goal"), choices=choices.open_goals(ws, text("goal"))),
        Field("coach", "Coach", "person", text("coach"), choices=people),
        Field("sponsor", "Sponsor", "person", text("sponsor"), choices=people),
        Field("research", "What is known from elsewhere", "long", text("research"), most=MOST),
        Field("reach", "People it reaches now", "number", text("reach")),
        Field(
            "owner_after",
            "Who answers for it afterwards",
            value=text("owner_after"),
            hint="a name or an office",
            most=120,
        ),
        Field("partners", "Partners", "long", text("partners"), most=MOST),
        Field(
            "replaces",
            "Programmes whose place it would take",
            "words",
            text("replaces"),
            hint="such as PG-01, or their names",
            most=2000,
        ),
        Field("starts_on", "First day", "date", text("starts_on")),
        Field("ends_on", "Last day", "date", text("ends_on")),
        Field("decision_due", "Decision due", "date", text("decision_due")),
        Field("description", "About", "long", text("description"), most=MOST),
    ]
