"""How sharp a rule is: "if the truth is X, you would scale N times in 10", beside the rule before it is locked.

Shares: the smallest count that would pass is found exactly (Beta posteriors), and the binomial chance of reaching it.
Means: the estimate is normal around the truth with the spread that was stated (flat prior).
"""

from __future__ import annotations

from math import isclose
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.decision_rules import Direction, MeasureKind, RuleView

if TYPE_CHECKING:
    from collections.abc import Callable


class TruthRow(NamedTuple):
    """One truth: its value, what it is in words, and the chance (0 to 1) that the rule would say scale."""

    truth: float
    what: str
    chance: float

    @property
    def in_ten(self) -> str:
        """``8 times in 10``."""
        times = round(10 * self.chance)
        if times in (0, 10):
            return "hardly ever" if times == 0 else "nearly always"
        return f"{times} {'time' if times == 1 else 'times'} in 10"


class TruthTable(NamedTuple):
    """The rows, the worst truth first; without rows ``missing`` says what the rule does not tell yet."""

    rows: tuple[TruthRow, ...]
    missing: str = ""

    def sentences(self, rule: RuleView) -> tuple[str, ...]:
        """``If it is really 65 % (half of the smallest change), you would scale 2 times in 10.``"""
        return tuple(
            f"If it is really {rule.figure(row.truth)} ({row.what}), you would scale {row.in_ten}." for row in self.rows
        )


_TRUTHS = (
    (0.0, "nothing changed"),
    (0.5, "half of the smallest change"),
    (1.0, "just the smallest change"),
    (1.5, "one and a half times the smallest change"),
    (2.0, "twice the smallest change"),
)


def truth_table(rule: RuleView) -> TruthTable:
    """What this rule would do under five truths and under its target."""
    if rule.baseline is None:
        return TruthTable((), "It needs the baseline.")
    if rule.expected_n is None:
        return TruthTable((), "It needs how many people the figure will rest on.")
    if rule.kind == MeasureKind.MEAN and rule.spread is None:
        return TruthTable((), "It needs how much the figure differs from person to person (standard deviation).")
    way = 1 if rule.direction == Direction.UP else -1
    truths = {what: rule.baseline + way * share * rule.smallest_change for share, what in _TRUTHS}
    if rule.target is not None:
        truths = {what: truth for what, truth in truths.items() if not isclose(truth, rule.target)}
        truths["the target"] = rule.target
    if rule.kind == MeasureKind.RATE:
        truths = {what: truth for what, truth in truths.items() if 0 <= truth <= 1}
    chance = _of_share(rule, rule.baseline, rule.expected_n) if rule.kind == MeasureKind.RATE else _of_mean(rule)
    rows = [TruthRow(truth, what, chance(truth)) for what, truth in truths.items()]
    return TruthTable(tuple(sorted(rows, key=lambda row: way * row.truth)))


def _of_share(rule: RuleView, baseline: float, n: int) -> Callable[[float], float]:
    """The chance to say scale under a true share: the binomial tail beyond the count that just passes."""
    from scipy.special import bdtr, bdtrc

    from pilotboard.domain.posteriors import Share, change_of

    before = Share(baseline, None) if rule.baseline_n is None else Share(baseline * rule.baseline_n, rule.baseline_n)
    up = rule.direction == Direction.UP

    def passes(gain: int) -> bool:
        change = change_of(before, Share(gain if up else n - gain, n), rule.smallest_change)
        return 100 * (change.up if up else change.down) >= rule.certainty

    low, high = 0, n + 1  # how many people on the good side just pass; n + 1: even all of them do not
    while low < high:
        middle = (low + high) // 2
        if middle > n or passes(middle):
            high = middle
        else:
            low = middle + 1

    def chance(truth: float) -> float:
        if low > n:
            return 0.0
        if low == 0:
            return 1.0
        return float(bdtrc(low - 1, n, truth) if up else bdtr(n - low, n, truth))

    return chance


def _of_mean(rule: RuleView) -> Callable[[float], float]:
    """The same for a mean: scaled when (estimate - smallest change) / error reaches the quantile of the certainty."""
    assert rule.spread is not None
    assert rule.expected_n is not None
    assert rule.baseline is not None
    before = 0.0 if rule.baseline_n is None else 1 / rule.baseline_n
    error = rule.spread * (1 / rule.expected_n + before) ** 0.5
    needed = NormalDist().inv_cdf(rule.certainty / 100)
    way = 1 if rule.direction == Direction.UP else -1
    baseline = rule.baseline

    def chance(truth: float) -> float:
        return NormalDist().cdf((way * (truth - baseline) - rule.smallest_change) / error - needed)

    return chance
