"""The decision rule of a pilot, written and locked before its data."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from pilotboard.domain.dates import plain_day
from pilotboard.domain.errors import FieldProblem, InvalidInput, Refusal
from pilotboard.domain.text import has_visible

if TYPE_CHECKING:
    from datetime import date, datetime


class MeasureKind(StrEnum):
    """A share of people (kept as 0 to 1, shown in per cent), or a mean of a number."""

    RATE = "rate"
    MEAN = "mean"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Size(StrEnum):
    """How much rigour the decision needs: small ones can be undone and cost little."""

    SMALL = "small"
    LARGE = "large"


USUAL_CERTAINTY: Final = 75
RATERS_NEEDED: Final = {Size.SMALL: 1, Size.LARGE: 2}


class RuleView(NamedTuple):
    """The rule as it stands, its amendments in. Shares (``kind`` rate) run from 0 to 1; ``certainty`` is in per cent.

    ``locked_on`` is the day of the lock in the organisation's time zone, ``None`` while it may still be edited.
    ``comparison`` says what the figure is compared with, ``""`` = nothing.
    """

    size: Size
    measure: str
    unit: str
    kind: MeasureKind
    direction: Direction
    baseline: float | None
    baseline_n: int | None
    target: float | None
    smallest_change: float
    spread: float | None
    expected_n: int | None
    certainty: int
    rises_by_itself: bool
    comparison: str
    decision_on: date | None
    locked_on: date | None
    locked_by: str
    locked_late: bool

    def figure(self, value: float) -> str:
        """A value of the measure as people read it: ``60 %``, ``12.5 days``."""
        if self.kind == MeasureKind.RATE:
            return f"{100 * value:.3g} %"
        return f"{value:.6g} {self.unit}".rstrip()

    def change(self, size: float) -> str:
        """A change of the measure: ``5 points``, ``2 days``."""
        return f"{100 * size:.3g} points" if self.kind == MeasureKind.RATE else self.figure(size)

    def words(self) -> str:
        """The rule in one sentence that can be read aloud."""
        start = f" from {self.figure(self.baseline)}" if self.baseline is not None else ""
        goal = f" to {self.figure(self.target)}" if self.target is not None else ""
        way = "goes up" if self.direction == Direction.UP else "goes down"
        said = f"{self.measure} {way}{start}{goal}; less than {self.change(self.smallest_change)} does not matter"
        return f"{said}; scaled when that is {self.certainty} % sure."

    def compares_enough(self) -> bool:
        """Whether a change of this measure can be read at all: one that rises by itself needs a comparison."""
        return not self.rises_by_itself or has_visible(self.comparison)


class AmendmentView(NamedTuple):
    """A change of a rule after it was locked: what, why, by whom, when (an aware moment)."""

    at: datetime
    author: str
    reason: str
    change: str


def usual_size(yearly_cost: int | None, small_limit: int) -> Size:
    """The size to offer: small when what a year costs at scale is known and within the limit; people choose."""
    return Size.SMALL if yearly_cost is not None and yearly_cost <= small_limit else Size.LARGE


def check_rule(rule: RuleView) -> RuleView:
    """The rule itself when it can be kept as a draft. Raises ``InvalidInput`` that names every fault."""
    problems = []
    if rule.smallest_change <= 0:
        hint = "Ask: how much better must it be before we would change what everybody does?"
        problems.append(FieldProblem("smallest_change", "The smallest change that matters is more than 0.", hint))
    if rule.kind == MeasureKind.RATE:
        shares = {"baseline": rule.baseline, "target": rule.target, "smallest_change": rule.smallest_change}
        for name, share in shares.items():
            if share is not None and share > 1:
                message = f"{name.replace('_', ' ').capitalize()} is a share: it cannot be over 100 %."
                problems.append(FieldProblem(name, message, "Write 60 % or 0.6."))
            elif share is not None and share < 0:
                problems.append(FieldProblem(name, f"{name.replace('_', ' ').capitalize()} is a share: 0 % or more."))
    if not problems and rule.baseline is not None and rule.target is not None:
        gain = rule.target - rule.baseline
        gain = gain if rule.direction == Direction.UP else -gain
        if gain <= 0:
            way = "above" if rule.direction == Direction.UP else "below"
            message = (
                f"The target ({rule.figure(rule.target)}) is not {way} the baseline ({rule.figure(rule.baseline)})."
            )
            problems.append(FieldProblem("target", message, "Change the target, or which way is better."))
        elif gain < rule.smallest_change * (1 - 1e-9):
            message = (
                f"Reaching the target would be less than the smallest change ({rule.change(rule.smallest_change)})."
            )
            problems.append(FieldProblem("target", message, "Set a target that matters, or a smaller change."))
    if problems:
        raise InvalidInput(problems[0].message, "Nothing was saved.", problems[0].hint, fields=problems)
    return rule


def check_lock(rule: RuleView, key: str) -> None:
    """Whether the rule of the pilot ``key`` may be locked. Raises ``Refusal`` or ``InvalidInput`` naming what lacks."""
    if rule.locked_on is not None:
        hint = "Amend it with a reason; the amendment is shown beside it."
        message = f"The rule of {key} was locked by {rule.locked_by} on {plain_day(rule.locked_on)}."
        raise Refusal(message, "It stays as it is.", hint, key)
    check_rule(rule)
    lacking = (
        ("measure", has_visible(rule.measure), "The rule has no measure.", "Say which one figure decides."),
        ("baseline", rule.baseline is not None, "The rule has no baseline.", "Measure where you start first."),
        ("target", rule.target is not None, "The rule has no target.", "Say what you hope to reach."),
        ("decision_on", rule.decision_on is not None, "The rule has no decision date.", "Say by when people decide."),
    )
    problems = [FieldProblem(name, message, hint) for name, there, message, hint in lacking if not there]
    if problems:
        others = len(problems) - 1
        more = f" {others} more {'part is' if others == 1 else 'parts are'} missing." if others else ""
        raise InvalidInput(problems[0].message + more, "It was not locked.", problems[0].hint, fields=problems)


def lock_words(rule: RuleView) -> str:
    """Where the lock stands, in one sentence."""
    if rule.locked_on is None:
        return "The rule is not locked: it may still be changed, and nothing counts towards the decision yet."
    late = " It was locked late: there were data before it, which inform but do not decide." if rule.locked_late else ""
    return f"Locked on {plain_day(rule.locked_on)} by {rule.locked_by}.{late}"
