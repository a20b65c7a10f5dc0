"""What the stored evidence says to do with a pilot: one outcome for everything that can be stored.

The tool recommends, people decide. ``recommend`` is total: whatever is known or not, the first rule that fits gives
the outcome, with its reasons and with what is missing, in sentences that can be read aloud.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.cases import AGAIN, AGAIN_KINDS, IN_A_ROW, MOST_WAIVED, Case, Standing, standing, state_of
from pilotboard.domain.criteria import Score, rounded_down
from pilotboard.domain.decision_rules import Size
from pilotboard.domain.gates import NAMES, NEEDED, PASSES, UNFIXABLE_PEOPLE, Gate, GateState
from pilotboard.domain.outcomes import Recommended
from pilotboard.domain.recommendation_words import missing_words, reasons_for

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_COUNTS = {len(NEEDED[Size.SMALL]): "five", len(NEEDED[Size.LARGE]): "eight"}


class Recommendation(NamedTuple):
    """The outcome with its reasons and what is missing.

    ``evidence`` is what the evidence alone says; it differs from ``outcome`` only where the people must decide now.
    ``held_back_by`` names the must-haves that are all that keeps it from being scaled, because they are not known.
    """

    outcome: Recommended
    evidence: Recommended
    score: float | None
    floor: float
    coverage: float
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    held_back_by: tuple[Gate, ...] = ()

    def score_words(self) -> str:
        """``72, judged on 85 % of the weight (61 if all unknowns were 0)``."""
        return Score(self.score, self.coverage, self.floor).words()


def recommend(case: Case) -> Recommendation:
    """The first rule that fits, with its reasons.

    1. harm that two named people hold to be unfixable: stop. 2. the effect had a fair chance and did not show, and it
    was done as planned: stop. 3. every must-have of its size (one waived at most), score 70, floor 60, judged on 90 %,
    the four named criteria above 1, raters enough: scale. 4. the same but the money: scale when funded. 5. a must-have
    fails, or one of the four criteria is 1 or 0: adapt. 6. else: extend. A third extend or adapt in a row: decide now.
    """
    stands = standing(case)
    evidence = evidence_outcome(case, stands)
    again = _again(case, evidence)
    outcome = Recommended.DECIDE_NOW if again else evidence
    held = stands.unknown if evidence == Recommended.EXTEND and _only_unknown(stands) else ()
    return Recommendation(
        outcome,
        evidence,
        stands.points.value,
        stands.points.floor,
        stands.points.coverage,
        reasons_for(case, stands, evidence, again),
        missing_words(case, stands, evidence, held),
        held,
    )


def outcome_of(case: Case) -> Recommended:
    """The outcome alone, without its words: for many pilots at once."""
    evidence = evidence_outcome(case, standing(case))
    return Recommended.DECIDE_NOW if _again(case, evidence) else evidence


def _again(case: Case, evidence: Recommended) -> bool:
    """Whether it would be put off a third time in a row."""
    return evidence in AGAIN and len(case.past) >= IN_A_ROW and set(case.past[-IN_A_ROW:]) <= AGAIN_KINDS


def evidence_outcome(case: Case, stands: Standing) -> Recommended:
    """What the evidence alone says, without its words and whatever people decided before."""
    if case.unfixable_by >= UNFIXABLE_PEOPLE:
        return Recommended.STOP
    delivered = state_of(case, Gate.DELIVERED) in PASSES
    if Gate.EFFECT in stands.failed and delivered:
        return Recommended.STOP
    lacking = {*stands.failed, *stands.unknown}
    if stands.bars_reached() and len(stands.waived) <= MOST_WAIVED and lacking <= {Gate.FUNDED}:
        return Recommended.SCALE_WHEN_FUNDED if lacking else Recommended.SCALE
    if stands.failed or stands.low:
        return Recommended.ADAPT
    return Recommended.EXTEND


def _only_unknown(stands: Standing) -> bool:
    """Whether unknown must-haves are all that is missing."""
    return bool(stands.unknown) and not stands.failed and stands.bars_reached() and len(stands.waived) <= MOST_WAIVED


def gates_sentence(states: Mapping[Gate, GateState], needed: Collection[Gate] = tuple(Gate)) -> str:
    """``all eight must-haves, one group on watch`` or ``fails done as planned; effect not known``.

    What is not known is told of those that are ``needed`` for its size; a failure is told of any.
    """
    counted = [gate for gate in Gate if gate in needed or states.get(gate) == GateState.FAIL]
    named: dict[GateState, list[str]] = {state: [] for state in GateState}
    for gate in counted:
        named[states.get(gate, GateState.UNKNOWN)].append(NAMES[gate])
    watch = ", one group on watch" if states.get(Gate.EQUITY) == GateState.WATCH else ""
    count, whose = _COUNTS[len(needed)], "" if len(needed) == len(Gate) else " of a small pilot"
    parts = []
    if named[GateState.FAIL]:
        parts.append(f"fails {_listed(named[GateState.FAIL])}")
    if named[GateState.UNKNOWN]:
        parts.append(f"{_listed(named[GateState.UNKNOWN])} not known")
    if named[GateState.WAIVED]:
        parts.append(f"{_listed(named[GateState.WAIVED])} waived with a plan")
    if not parts:
        return f"all {count} must-haves{whose}{watch}"
    met = sum(states.get(gate, GateState.UNKNOWN) in PASSES for gate in needed)
    return f"{met} of {count} must-haves{whose}{watch}; {'; '.join(parts)}"


def points_words(points: float | None) -> str:
    """A score in a column: rounded down, a dash while there is none."""
    return "–" if points is None else str(rounded_down(points))


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
