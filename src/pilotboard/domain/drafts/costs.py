"""What people write about money."""

from __future__ import annotations

from typing import Annotated

from pilotboard.domain.costs import BASES_SAID, KINDS_SAID, CostBasis, CostKind
from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import Day, Line, Money, Ref, Title, word_of


class CostChanges(Draft):
    """Fields of a line of money that may be edited."""

    label: Title = ""
    amount: Money = 0
    kind: Annotated[CostKind, word_of(CostKind, KINDS_SAID)] = CostKind.ONE_TIME
    basis: Annotated[CostBasis, word_of(CostBasis, BASES_SAID)] = CostBasis.PLANNED
    funding: Line = ""
    on: Day | None = None


class CostDraft(CostChanges):
    """A new line: whose money, what for and how much."""

    pilot: Ref
    label: Title
    amount: Money
