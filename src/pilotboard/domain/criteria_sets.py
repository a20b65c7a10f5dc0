"""Versions of the criteria: one is in use, earlier ones stay readable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pilotboard.domain.criteria import CriterionView
from pilotboard.domain.criteria_default import DEFAULT

if TYPE_CHECKING:
    from datetime import datetime


class SetView(NamedTuple):
    """A version of the criteria: its number (v3), why it was made, by whom and when (aware; None: it came with us)."""

    number: int
    note: str
    in_use: bool
    made_at: datetime | None
    made_by: str
    criteria: tuple[CriterionView, ...]

    @property
    def weights(self) -> dict[str, float]:
        """The weight of each criterion, in their order."""
        return {one.name: one.weight for one in self.criteria}


FIRST: Final = SetView(1, "", in_use=True, made_at=None, made_by="", criteria=DEFAULT)
"""What a store begins with."""
