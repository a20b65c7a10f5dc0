"""Money: what a pilot costs once, each year and at scale, and the programmes that exist already."""

from __future__ import annotations

from enum import StrEnum


class CostKind(StrEnum):
    """Paid once, or every year."""

    ONE_TIME = "one_time"
    RECURRING = "recurring"


class CostBasis(StrEnum):
    """Whether the money was planned, was really spent, or would be needed when the pilot is everywhere."""

    PLANNED = "planned"
    ACTUAL = "actual"
    AT_SCALE = "at_scale"
