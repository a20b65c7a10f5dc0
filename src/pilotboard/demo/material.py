"""The texts of the sample programme, read from the data files of sample_data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pilotboard.domain.items import ItemState, ItemType


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it shall stand today. `days` and `blocked_days` are days ago, `due` is days ahead.

    `blocked` and `reopened` of a finished item tell of its past; `checklist` holds (met, text).
    """

    title: str
    state: ItemState
    type: ItemType
    who: str | None
    estimate: int | None
    due: int | None
    days: int | None
    description: str
    labels: tuple[str, ...]
    blocked: str
    blocked_days: int | None
    dropped: str
    reopened: str
    checklist: tuple[tuple[bool, str], ...]
    notes: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pilot:
    """A pilot with its items in the order of their numbers; days ago, negative ones are to come."""

    number: int
    title: str
    texts: Mapping[str, str]
    team: str | None
    sponsor: str
    coach: str | None
    written_by: str
    sites: tuple[str, ...]
    written: int
    began: int
    starts: int | None
    ends: int | None
    decision_due: int | None
    closed: int | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a team: short name, role, percent of time, first and last day (days ago; None = still there)."""

    handle: str
    role: str
    share: int
    start: int
    end: int | None


@dataclass(frozen=True, slots=True)
class Team:
    """A team; `limits` are the most at once of its columns."""

    number: int
    name: str
    texts: Mapping[str, str]
    formed: int
    dissolved: int | None
    limits: Mapping[str, int]
    members: tuple[Member, ...]

    def coach(self) -> str:
        """Who coaches it."""
        return next(member.handle for member in self.members if member.role == "coach")


@dataclass(frozen=True, slots=True)
class Programme:
    """The whole district. `people` are (name, role, site) by short name; `left` says since when somebody is gone."""

    name: str
    time_zone: str
    began: int
    steward: str
    sites: tuple[Mapping[str, Any], ...]
    people: Mapping[str, tuple[str, str, str]]
    left: Mapping[str, int]
    teams: tuple[Team, ...]
    pilots: tuple[Pilot, ...]


PILOT_TEXTS = ("aim", "hypothesis", "prediction", "description", "partners", "research")
TEAM_TEXTS = ("purpose", "charter", "agreements", "definition_of_ready", "definition_of_done")


def read_programme(folder: Path) -> Programme:
    """The programme whose files lie in `folder`."""
    head = _parsed(folder / "programme.toml")
    teams = enumerate(head["team"], 1)
    pilots = [_pilot(_parsed(path)) for path in sorted((folder / "pilots").glob("*.toml"))]
    return Programme(
        name=head["name"],
        time_zone=head["time_zone"],
        began=head["began"],
        steward=head["steward"],
        sites=tuple(head["site"]),
        people={handle: tuple(said) for handle, said in head["people"].items()},
        left=head["left"],
        teams=tuple(_team(number, said) for number, said in teams),
        pilots=tuple(sorted(pilots, key=lambda pilot: pilot.number)),
    )


def _parsed(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _team(number: int, said: Mapping[str, Any]) -> Team:
    return Team(
        number=number,
        name=said["name"],
        texts={name: said.get(name, "") for name in TEAM_TEXTS},
        formed=said["formed"],
        dissolved=said.get("dissolved"),
        limits=said.get("limits", {}),
        members=tuple(Member(*line, *([None] * (5 - len(line)))) for line in said["members"]),
    )


def _pilot(said: Mapping[str, Any]) -> Pilot:
    return Pilot(
        number=said["number"],
        title=said["title"],
        texts={name: said.get(name, "") for name in PILOT_TEXTS},
        team=said.get("team"),
        sponsor=said["sponsor"],
        coach=said.get("coach"),
        written_by=said.get("written_by", said["sponsor"]),
        sites=tuple(said["sites"]),
        written=said["written"],
        began=said["began"],
        starts=said.get("starts"),
        ends=said.get("ends"),
        decision_due=said.get("decision_due"),
        closed=said.get("closed"),
        items=tuple(_item(line) for line in said["item"]),
    )


def _item(said: Mapping[str, Any]) -> Item:
    return Item(
        title=said["title"],
        state=ItemState(said.get("state", "backlog")),
        type=ItemType(said.get("type", "story")),
        who=said.get("who"),
        estimate=said.get("estimate"),
        due=said.get("due"),
        days=said.get("days"),
        description=said.get("description", ""),
        labels=tuple(said.get("labels", ())),
        blocked=said.get("blocked", ""),
        blocked_days=said.get("blocked_days"),
        dropped=said.get("dropped", ""),
        reopened=said.get("reopened", ""),
        checklist=tuple((line.startswith("[x]"), line[3:].strip()) for line in said.get("checklist", ())),
        notes=tuple((who, text) for who, text in said.get("notes", ())),
        links=tuple((url, title) for url, title in said.get("links", ())),
    )
