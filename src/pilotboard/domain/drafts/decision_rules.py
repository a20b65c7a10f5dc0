"""What people write down before the data: the decision rule of a pilot, and its amendments."""

from __future__ import annotations

from typing import Annotated

from pilotboard.domain.decision_rules import USUAL_CERTAINTY, Direction, MeasureKind, Size
from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import Day, Line, ShortLine, Title, YesNo, whole, word_of
from pilotboard.domain.drafts.figures import Figure, People, Positive

_KINDS = {"share": "rate", "percent": "rate", "%": "rate", "average": "mean", "number": "mean"}
_WAYS = {"higher": "up", "rises": "up", "more": "up", "lower": "down", "falls": "down", "less": "down"}

Certainty = Annotated[int, whole(50, 99)]


class RuleChanges(Draft):
    """Fields of a rule that may be edited until it is locked. Shares (``kind`` rate) run from 0 to 1.

    What the fields say about one another is checked by ``domain.decision_rules.check_rule``.
    """

    size: Annotated[Size, word_of(Size)] = Size.LARGE
    measure: Title = ""
    unit: ShortLine = ""
    kind: Annotated[MeasureKind, word_of(MeasureKind, _KINDS)] = MeasureKind.RATE
    direction: Annotated[Direction, word_of(Direction, _WAYS)] = Direction.UP
    baseline: Figure | None = None
    baseline_n: People | None = None
    target: Figure | None = None
    smallest_change: Positive = 0
    spread: Positive | None = None
    expected_n: People | None = None
    certainty: Certainty = USUAL_CERTAINTY
    rises_by_itself: YesNo = False
    comparison: Line = ""
    decision_on: Day | None = None


class RuleDraft(RuleChanges):
    """A new rule: the measure and the smallest change that matters are needed, the rest may follow."""

    measure: Title
    smallest_change: Positive


class AmendmentDraft(Draft):
    """Why a locked rule is changed."""

    reason: Title
