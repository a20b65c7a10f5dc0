"""What a sprint is told from: amounts of work, the commitment, and the events of its items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import NamedTuple

from pilotboard.domain.items import ItemState
from pilotboard.domain.organisation import Counting


class Tally(NamedTuple):
    """An amount of work both ways: how many items, and the sum of their estimates (0 for one without)."""

    items: float = 0
    points: float = 0

    def of(self, counting: Counting) -> float:
        """The figure in the unit that a team counts in."""
        return self.items if counting == Counting.ITEMS else self.points

    def plus(self, other: Tally) -> Tally:
        """The sum of both."""
        return Tally(self.items + other.items, self.points + other.points)

    def minus(self, other: Tally) -> Tally:
        """What is left of this without the other."""
        return Tally(self.items - other.items, self.points - other.points)


class SprintEventKind(StrEnum):
    """What may happen to an item while its sprint runs."""

    ADDED = "added"
    REMOVED = "removed"
    ESTIMATE = "estimate"
    STATE = "state"


class ScopeKind(StrEnum):
    """The three ways in which the scope of a running sprint changes."""

    ADDED = "added"
    REMOVED = "removed"
    RE_ESTIMATED = "re_estimated"


class Committed(NamedTuple):
    """An item of the stored commitment: its key and its estimate at the start (``None`` = none)."""

    item: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class SprintEvent:
    """One event of an item. ``order`` tells which of two events of the same moment came first (its row's id).

    ``size`` is the estimate after ADDED and ESTIMATE, ``state`` the state after STATE; ``reason`` as it was given.
    """

    at: datetime
    order: int
    item: str
    kind: SprintEventKind
    size: int | None = None
    state: ItemState | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SprintStart:
    """The instant a sprint starts, with its commitment. Events up to ``last_event`` (an ``order``) came before it.

    ``finished`` are items that stand in it and were done or dropped before it started: no part of it, unless they are
    taken up again.
    """

    at: datetime
    committed: tuple[Committed, ...]
    last_event: int = 0
    finished: tuple[Committed, ...] = ()


class Now(NamedTuple):
    """The moment up to which a sprint is told (aware), and the organisation's time zone, where its days begin.

    For a sprint that is over: the instant it was closed, and ``last_event``, the ``order`` of the last event before.
    """

    at: datetime
    zone: tzinfo
    last_event: int | None = None
