"""Sites: the places where pilots run (schools, offices)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pilotboard.domain.matching import Subject

MAX_NAME = 120


class SiteKind(StrEnum):
    """What kind of place it is."""

    SCHOOL = "school"
    OFFICE = "office"
    CENTRE = "centre"
    OTHER = "other"


class SiteRow(NamedTuple):
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


class SiteDetail(NamedTuple):
    """The page of a site: the pilots that run there and the people who work there, as (key, title or name)."""

    row: SiteRow
    note: str
    pilots: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]


def site_subject() -> Subject[SiteRow]:
    """What a filter over sites may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the site's key, such as L-03"),
            Field("name", "text", "words of the name"),
            Field("kind", "word", "school, office, centre or other", values=tuple(SiteKind)),
            Field("population", "number", "how many people it serves", optional=True),
            Field("focal", "flag", "a place the plan serves first"),
            Field("active", "flag", "still in use"),
        ),
        {
            "key": lambda row: row.key,
            "name": lambda row: row.name,
            "kind": lambda row: row.kind,
            "population": lambda row: row.population,
            "focal": lambda row: row.focal,
            "active": lambda row: row.active,
        },
        lambda row: (row.key, row.name),
    )
