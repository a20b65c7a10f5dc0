"""Teams and their dated memberships: who was in which team, in which role, with how much time."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pilotboard.domain.matching import Subject

MAX_NAME = 120
FULL_SHARE = 100


class MembershipRole(StrEnum):
    """What a person does in a team; one person may have several."""

    PRODUCT_OWNER = "product_owner"
    COACH = "coach"
    DEVELOPER = "developer"
    SPONSOR = "sponsor"
    STAKEHOLDER = "stakeholder"


class MembershipRow(NamedTuple):
    """A person in a team from ``start`` to ``end`` (both days count; ``None`` means still there).

    ``share`` is the percentage of the person's working time, 1 to 100.
    """

    id: int
    person_key: str
    person: str
    team_key: str
    team: str
    role: MembershipRole
    share: int
    start: date
    end: date | None
    version: int

    def on(self, day: date) -> bool:
        """Whether the membership holds on that day."""
        return self.start <= day and (self.end is None or day <= self.end)


class TeamRow(NamedTuple):
    """A team as one line of a list. ``members`` and ``share`` count the day asked; dissolved teams keep their past."""

    id: int
    key: str
    name: str
    purpose: str
    formed_on: date | None
    dissolved_on: date | None
    members: int
    share: int
    pilots: int
    open_items: int
    working_items: int
    blocked_items: int
    version: int
    parked_on: date | None = None

    @property
    def at_work(self) -> bool:
        """Neither dissolved nor parked."""
        return self.dissolved_on is None and self.parked_on is None


class TeamDetail(NamedTuple):
    """The page of a team. ``over`` holds, by person, the share above 100 % over all teams on the day asked."""

    row: TeamRow
    charter: str
    agreements: str
    definition_of_ready: str
    definition_of_done: str
    memberships: tuple[MembershipRow, ...]
    pilots: tuple[tuple[str, str], ...]
    over: tuple[OverAllocation, ...]


class OverAllocation(NamedTuple):
    """A person promised to teams for more than all of their time: ``share`` is the sum in percent."""

    person_key: str
    person: str
    share: int
    teams: tuple[str, ...]

    def words(self) -> str:
        """``Ana Ruiz 120 % (Team Heron, Team Otter)``."""
        return f"{self.person} {self.share} % ({', '.join(self.teams)})"


def members_on(memberships: Iterable[MembershipRow], day: date) -> tuple[MembershipRow, ...]:
    """Who is in on that day, product owner and coach first, then by name."""
    order = {role: place for place, role in enumerate(MembershipRole)}
    inside = [membership for membership in memberships if membership.on(day)]
    return tuple(sorted(inside, key=lambda m: (order[m.role], m.person.casefold(), m.id)))


def share_on(memberships: Iterable[MembershipRow], day: date) -> dict[str, int]:
    """Percent of time promised on that day, by person key, over all the memberships handed in."""
    totals: dict[str, int] = {}
    for membership in memberships:
        if membership.on(day):
            totals[membership.person_key] = totals.get(membership.person_key, 0) + membership.share
    return totals


def over_allocated(memberships: Iterable[MembershipRow], day: date) -> tuple[OverAllocation, ...]:
    """People whose shares on that day sum to more than 100 %, the largest first."""
    rows = [membership for membership in memberships if membership.on(day)]
    over = []
    for person_key, share in share_on(rows, day).items():
        if share > FULL_SHARE:
            theirs = [row for row in rows if row.person_key == person_key]
            teams = tuple(dict.fromkeys(row.team for row in theirs))
            over.append(OverAllocation(person_key, theirs[0].person, share, teams))
    return tuple(sorted(over, key=lambda one: (-one.share, one.person.casefold(), one.person_key)))


def capacity_on(memberships: Iterable[MembershipRow], day: date) -> int:
    """Percent of full-time people that do the work on that day (developers, owner and coach; 250 = two and a half)."""
    doing = (MembershipRole.PRODUCT_OWNER, MembershipRole.COACH, MembershipRole.DEVELOPER)
    return sum(m.share for m in memberships if m.role in doing and m.on(day))


def changes_between(memberships: Iterable[MembershipRow], start: date, end: date) -> tuple[tuple[date, str, str], ...]:
    """Joins and leaves of a stretch of days as (day, "joined" or "left", person), in order.

    Someone is last in on ``end`` of the membership, so "left" carries that day.
    """
    found: list[tuple[date, str, str]] = []
    for membership in memberships:
        if start <= membership.start <= end:
            found.append((membership.start, "joined", membership.person))
        if membership.end is not None and start <= membership.end <= end:
            found.append((membership.end, "left", membership.person))
    return tuple(sorted(found))


def team_subject() -> Subject[TeamRow]:
    """What a filter over teams may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import YEAR, Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the team's key, such as T-03"),
            Field("name", "text", "words of the name"),
            Field("members", "number", "how many people are in it today"),
            Field("pilots", "number", "how many pilots it has"),
            Field("formed", "date", "the day it was formed", optional=True),
            Field("dissolved", "date", "the last day it was together", optional=True),
            YEAR,
            Field("active", "flag", "neither dissolved nor parked", aliases=("open",)),
            Field("parked", "flag", "it waits, neither dissolved nor at work"),
            Field("blocked", "flag", "something is in the way of an item of theirs", aliases=("stuck",)),
        ),
        {
            "key": lambda row: row.key,
            "name": lambda row: row.name,
            "members": lambda row: row.members,
            "pilots": lambda row: row.pilots,
            "formed": lambda row: row.formed_on,
            "dissolved": lambda row: row.dissolved_on,
            "year": lambda row: (row.formed_on, row.dissolved_on),
            "active": lambda row: row.at_work,
            "parked": lambda row: row.parked_on is not None,
            "blocked": lambda row: row.blocked_items > 0,
        },
        lambda row: (row.key, row.name, row.purpose),
    )
