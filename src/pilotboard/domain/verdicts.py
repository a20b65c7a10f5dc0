"""Verdicts that others gave about a pilot's effect, outcome by outcome, and what they say together.

"Not rated" is no verdict: nothing is known, which is not the same as an effect that did not show.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.gates import Detail, GateState

if TYPE_CHECKING:
    from collections.abc import Sequence


class Verdict(StrEnum):
    """What a report says about one outcome."""

    POSITIVE = "positive"
    PROMISING = "promising"
    MIXED = "mixed"
    NONE = "none"
    NEGATIVE = "negative"
    NOT_RATED = "not_rated"


class Judged(NamedTuple):
    """A verdict on one outcome, in the words of its report; ``studies`` and ``people`` are what it rests on."""

    verdict: Verdict
    words: str
    outcome: str = ""
    studies: int | None = None
    people: int | None = None

    def sentence(self) -> str:
        """``Comprehension: Positive Effects (4 studies, 213 people)``."""
        on = [f"{self.studies:,} {'study' if self.studies == 1 else 'studies'}"] if self.studies is not None else []
        on += [f"{self.people:,} people"] if self.people is not None else []
        head = f"{self.outcome}: " if self.outcome else ""
        rests = f" ({', '.join(on)})" if on else ""
        return f"{head}{self.words or 'not rated'}{rests}"


class EffectSaid(NamedTuple):
    """Several verdicts as one record of the effect (G4): its state, its detail, the evidence, the most people."""

    state: GateState
    detail: Detail | None
    evidence: str
    people: int | None


def effect_said(verdicts: Sequence[Judged]) -> EffectSaid | None:
    """What verdicts say together about the effect; None without a verdict.

    It passes with a clearly positive outcome and no negative one. It fails when every outcome that was rated showed
    no effect or harm. Promising, mixed, or good for one outcome and bad for another: uncertain, so not known. None
    rated: not known, and no detail.
    """
    if not verdicts:
        return None
    rated = {one.verdict for one in verdicts} - {Verdict.NOT_RATED}
    evidence = "; ".join(one.sentence() for one in verdicts)
    people = max((one.people for one in verdicts if one.people is not None), default=None)
    if not rated:
        return EffectSaid(GateState.UNKNOWN, None, evidence, people)
    if Verdict.POSITIVE in rated and Verdict.NEGATIVE not in rated:
        return EffectSaid(GateState.PASS, None, evidence, people)
    if rated <= {Verdict.NONE, Verdict.NEGATIVE}:
        return EffectSaid(GateState.FAIL, Detail.PROBABLY_BELOW, evidence, people)
    return EffectSaid(GateState.UNKNOWN, Detail.UNCERTAIN, evidence, people)
