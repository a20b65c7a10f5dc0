"""Programmes that exist already: what they cost a year, whom they reach, which pilots would take their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from pilotboard.domain.matching import Subject


class ProgrammeRow(NamedTuple):
    """A programme as one line of a list. Cost (a year) and reach (people) are None where they are not known.

    ``pilots`` are the keys of those that would take its place.
    """

    id: int
    key: str
    name: str
    owner: str
    yearly_cost: int | None
    reach: int | None
    review_on: date | None
    ended_on: date | None
    pilots: tuple[str, ...]
    version: int

    @property
    def active(self) -> bool:
        """Whether it still runs."""
        return self.ended_on is None

    @property
    def per_person(self) -> int | None:
        """Its yearly cost for each person it reaches, rounded; None when one of the two is not known."""
        return None if self.yearly_cost is None or not self.reach else round(self.yearly_cost / self.reach)


class ProgrammeDetail(NamedTuple):
    """The page of a programme; ``pilots`` are (key, title)."""

    row: ProgrammeRow
    note: str
    pilots: tuple[tuple[str, str], ...]


def programme_subject() -> Subject[ProgrammeRow]:
    """What a filter over programmes may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the programme's key, such as PG-06"),
            Field("name", "text", "words of the name"),
            Field("owner", "text", "who answers for it", optional=True),
            Field("cost", "number", "what it costs a year", aliases=("yearly_cost",), optional=True),
            Field("reach", "number", "how many people it reaches", optional=True),
            Field("review", "date", "the day it is looked at again", aliases=("review_on",), optional=True),
            Field("ended", "flag", "it has ended"),
            Field("open", "flag", "it still runs", aliases=("active",)),
            Field("pilot", "text", "a pilot that would take its place", optional=True),
        ),
        {
            "key": lambda row: row.key,
            "name": lambda row: row.name,
            "owner": lambda row: row.owner or None,
            "cost": lambda row: row.yearly_cost,
            "reach": lambda row: row.reach,
            "review": lambda row: row.review_on,
            "ended": lambda row: not row.active,
            "open": lambda row: row.active,
            "pilot": lambda row: row.pilots,
        },
        lambda row: (row.key, row.name, row.owner),
    )
