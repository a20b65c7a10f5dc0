"""The forms of teams and memberships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilotboard.domain.labels import Labels
from pilotboard.domain.teams import MembershipRole, MembershipRow
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms import choices
from pilotboard.tui.forms.record import edit_form, new_form, texts_of
from pilotboard.usecases import memberships, teams
from pilotboard.usecases.workspace import Workspace

MOST = 20_000


def new_team(ws: Workspace, labels: Labels) -> FormSpec:
    """A new team; a name is enough."""
    fields = _team_fields(labels, {"formed_on": ws.today().isoformat()})
    return new_form("team-new", f"New {labels('team')}", fields, lambda values: teams.add_team(ws, values), ws.today())


def edit_team(ws: Workspace, labels: Labels, key: str) -> FormSpec:
    """The form over a team. Raises NotFound."""
    detail = teams.show_team(ws, key)
    opened = teams.opened_team(detail)
    return edit_form(
        f"team-{key}",
        f"{key}  {detail.row.name}",
        _team_fields(labels, texts_of(opened)),
        lambda changes, base: teams.edit_team(ws, key, changes, base),
        opened,
        ws.today(),
    )


def _team_fields(labels: Labels, start: Mapping[str, str]) -> Sequence[Field]:
    def long(name: str, label: str) -> Field:
        return Field(name, label, "long", start.get(name, ""), most=MOST)

    return [
        Field("name", "Name", value=start.get("name", ""), required=True, most=120),
        long("purpose", "Purpose: what the team is there for"),
        long("charter", "Charter"),
        long("agreements", "Working agreements"),
        long("definition_of_ready", labels.capital("definition_of_ready")),
        long("definition_of_done", labels.capital("definition_of_done")),
        Field("formed_on", "Formed on", "date", start.get("formed_on", "")),
    ]


def join_team(ws: Workspace, labels: Labels, team: str, name: str) -> FormSpec:
    """Somebody joins a team."""
    start = {"role": MembershipRole.DEVELOPER.value, "share": "100", "start": ws.today().isoformat()}
    who = Field("person", "Who", "person", choices=choices.all_people(ws)[1:], required=True)
    return new_form(
        f"join-{team}",
        f"Who joins {name}?",
        [who, *_membership_fields(labels, start)],
        lambda values: memberships.join_team(ws, team, values),
        ws.today(),
    )


def edit_membership(ws: Workspace, labels: Labels, row: MembershipRow) -> FormSpec:
    """Set a membership right."""
    opened = memberships.opened_membership(row)
    return edit_form(
        f"membership-{row.id}",
        f"{row.person} in {row.team}",
        _membership_fields(labels, texts_of(opened)),
        lambda changes, base: memberships.change_membership(ws, row.id, changes, base),
        opened,
        ws.today(),
    )


def _membership_fields(labels: Labels, start: Mapping[str, str]) -> Sequence[Field]:
    roles = choices.words(labels, MembershipRole)
    return [
        Field("role", "As", "choice", start.get("role", ""), choices=roles),
        Field("share", "Share of time", "number", start.get("share", ""), hint="percent of working time, 0 to 100"),
        Field("start", "From", "date", start.get("start", ""), required=True),
        Field("end", "Until", "date", start.get("end", ""), hint="nothing while still there, else YYYY-MM-DD"),
    ]
