"""What the choice fields of forms offer; each asks the store, so forms are built in a thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from pilotboard.domain.labels import Labels
from pilotboard.tui.shell import Choice
from pilotboard.usecases import people, pilots, sites, teams
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
    """Every team that is not dissolved, and the one chosen already."""
    rows = teams.list_teams(ws, sort="name").rows
    offered = [Choice(row.key, row.name) for row in rows if row.dissolved_on is None or row.key == kept]
    return [Choice("", "no team yet"), *offered]


def open_pilots(ws: Workspace) -> list[Choice]:
    """Every pilot that is not closed."""
    rows = pilots.list_pilots(ws, sort="title").rows
    return [Choice(row.key, row.title, row.key) for row in rows if row.closed_on is None]


def site_names(ws: Workspace) -> Sequence[str]:
    """The names of all sites."""
    return [row.name for row in sites.list_sites(ws, sort="name").rows]
