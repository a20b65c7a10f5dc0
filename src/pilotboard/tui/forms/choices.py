"""What the choice fields of forms offer; each asks the store, so forms are built in a thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from pilotboard.domain.labels import Labels
from pilotboard.domain.plan import PlanLevel
from pilotboard.tui.shell import Choice
from pilotboard.usecases import people, pilots, plan, sites, teams
from pilotboard.usecases.workspace import Workspace

NOBODY = Choice("", "nobody")


def words(labels: Labels, members: Iterable[StrEnum]) -> list[Choice]:
    """The members of an enum by their words."""
    return [Choice(member.value, labels(member.value)) for member in members]


def all_people(ws: Workspace, kept: str | None = None) -> list[Choice]:
    """Everybody active, and who is chosen already."""
    rows = people.list_people(ws, sort="name").rows
    return [NOBODY, *(Choice(row.key, row.name, ", ".join(row.teams)) for row in rows if row.active or row.key == kept)]


def all_teams(ws: Workspace, kept: str | None = None) -> list[Choice]:
    """Every team that is at work, and the one chosen already."""
    rows = teams.list_teams(ws, sort="name").rows
    offered = [Choice(row.key, row.name) for row in rows if row.at_work or row.key == kept]
    return [Choice("", "no team yet"), *offered]


def open_pilots(ws: Workspace) -> list[Choice]:
    """Every pilot that is at work."""
    rows = pilots.list_pilots(ws, sort="title").rows
    return [Choice(row.key, row.title, row.key) for row in rows if row.at_work]


def all_sites(ws: Workspace, kept: str | None = None) -> list[Choice]:
    """Every site in use, and the one chosen already."""
    rows = sites.list_sites(ws, sort="name").rows
    return [Choice("", "no site"), *(Choice(row.key, row.name) for row in rows if row.active or row.key == kept)]


def open_goals(ws: Workspace, kept: str | None = None) -> list[Choice]:
    """Every goal of the plan that is open, and the one chosen already."""
    rows = plan.list_plan(ws, PlanLevel.GOAL, sort="plan").rows
    offered = [Choice(row.key, row.title, row.above[-1][1]) for row in rows if row.closed_on is None or row.key == kept]
    return [Choice("", "none"), *offered]


def site_names(ws: Workspace) -> Sequence[str]:
    """The names of all sites."""
    return [row.name for row in sites.list_sites(ws, sort="name").rows]


def takers(ws: Workspace, pilot: str) -> list[Choice]:
    """What can take a voice up: the open items of its pilot, and the open actions of the team that works on it."""
    from pilotboard.usecases import items, retro_actions

    found = items.list_items(ws, "open", scope=pilot, sort="rank").rows
    team = pilots.show_pilot(ws, pilot).row.team_key
    agreed = [one for one in retro_actions.list_actions(ws, "open").rows if team is not None and one.team_key == team]
    return [
        *(Choice(item.key, item.title, item.key) for item in found),
        *(Choice(one.key, one.text, one.key) for one in agreed),
    ]
