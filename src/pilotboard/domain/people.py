"""People: who works here and what they may do."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from pilotboard.domain.matching import Subject

MAX_NAME = 120


class PersonRole(StrEnum):
    """What a person opens the tool for; it decides which screens stand in front, not who may read the file."""

    MEMBER = "member"
    COACH = "coach"
    LEADER = "leader"
    STEWARD = "steward"


class PersonRow(NamedTuple):
    """A person as one line of a list. ``handle`` is the short name for ``--as`` and filters.

    ``share`` is the percentage of time given to teams on the day asked.
    """

    id: int
    key: str
    name: str
    handle: str
    email: str
    role: PersonRole
    site_key: str | None
    site_name: str | None
    teams: tuple[str, ...]
    share: int
    active: bool
    version: int


class PersonMembership(NamedTuple):
    """One line of a person's time in teams. ``end`` ``None`` means still there; both days count."""

    team_key: str
    team_name: str
    role: str
    share: int
    start: date
    end: date | None


class PersonDetail(NamedTuple):
    """Everything the page of a person shows (no figures of work: nobody is measured here)."""

    row: PersonRow
    memberships: tuple[PersonMembership, ...]
    open_items: int


def handle_of(name: str) -> str:
    """A short name made from a name: ``Ana María Ruiz`` -> ``ana.maria.ruiz``; ``person`` when nothing is left."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    return ".".join(re.findall(r"\w+", plain))[:40].rstrip(".") or "person"


def initials(name: str) -> str:
    """One or two letters for a narrow column: ``Ana Ruiz`` -> ``AR``."""
    words = [word for word in name.split() if word[:1].isalnum()]
    if not words:
        return name[:1]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def person_subject() -> Subject[PersonRow]:
    """What a filter over people may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the person's key, such as U-05"),
            Field("name", "text", "words of the name", aliases=("handle",)),
            Field("role", "word", "member, coach, leader or steward", values=tuple(PersonRole)),
            Field("site", "text", "where they work", optional=True),
            Field("team", "text", "a team they are in today", optional=True),
            Field("share", "number", "percent of their time given to teams today"),
            Field("active", "flag", "still working here"),
        ),
        {
            "key": lambda row: row.key,
            "name": lambda row: (row.name, row.handle),
            "role": lambda row: row.role,
            "site": lambda row: None if row.site_key is None else (row.site_key, row.site_name or ""),
            "team": lambda row: row.teams,
            "share": lambda row: row.share,
            "active": lambda row: row.active,
        },
        lambda row: (row.key, row.name, row.handle, row.email, row.site_name, *row.teams),
    )
