"""Sites: the places where pilots run (schools, offices)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MAX_NAME = 120


class SiteKind(StrEnum):
    """What kind of place it is."""

    SCHOOL = "school"
    OFFICE = "office"
    CENTRE = "centre"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site as one line of a list. ``focal`` marks a place the plan serves first; ``population`` counts people."""

    id: int
    key: str
    name: str
    kind: SiteKind
    focal: bool
    population: int | None
    pilots: int
    people: int
    active: bool
    version: int


@dataclass(frozen=True, slots=True)
class SiteDetail:
    """The page of a site: the pilots that run there and the people who work there, as (key, title or name)."""

    row: SiteRow
    note: str
    pilots: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
