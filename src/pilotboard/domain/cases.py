"""A pilot before the recommendation: what it is judged by, sorted into what is met, failed and not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pilotboard.domain.criteria import NAMED, Score, score
from pilotboard.domain.decision_rules import RATERS_NEEDED, Size
from pilotboard.domain.decisions import DecisionKind
from pilotboard.domain.gates import GATES, NAMES, NEEDED, PASSES, WAIVABLE, Gate, GateState, GateView
from pilotboard.domain.outcomes import Recommended

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


SCORE_BAR: Final = 70
FLOOR_BAR: Final = 60
COVERAGE_BAR: Final = 0.90
LEVEL_BAR: Final = 1
IN_A_ROW: Final = 2
MOST_WAIVED: Final = 1

AGAIN: Final = frozenset({Recommended.EXTEND, Recommended.ADAPT})
AGAIN_KINDS: Final = frozenset({DecisionKind.EXTEND, DecisionKind.ADAPT})


class Case(NamedTuple):
    """Everything the recommendation looks at.

    ``levels`` by the name of the criterion, 0 to 3 or ``None``; ``raters`` is ``criteria.raters_of``; ``unfixable_by``
    how many named people hold the harm to be unfixable; ``past`` the people's decisions, newest last (one for each
    round, ``decisions.rounds``); ``decision_due`` the day people have set themselves.
    """

    size: Size
    gates: Mapping[Gate, GateView]
    levels: Mapping[str, float | None]
    weights: Mapping[str, float]
    raters: int = 2
    unfixable_by: int = 0
    past: tuple[DecisionKind, ...] = ()
    decision_due: date | None = None


class Standing(NamedTuple):
    """What a case fulfils and lacks, sorted for the rules."""

    points: Score
    failed: tuple[Gate, ...]
    unknown: tuple[Gate, ...]
    waived: tuple[Gate, ...]
    low: tuple[str, ...]
    not_rated: tuple[str, ...]
    raters_short: int

    def bars_reached(self) -> bool:
        """Score, floor, coverage, the four named criteria and the raters: all but the must-haves."""
        value = self.points.value
        reached = value is not None and value >= SCORE_BAR and self.points.floor >= FLOOR_BAR
        return (
            reached
            and self.points.coverage >= COVERAGE_BAR
            and not self.low
            and not self.not_rated
            and not self.raters_short
        )


def state_of(case: Case, gate: Gate) -> GateState:
    """The state that counts: what is not stored is not known, and only four unknowns can be waived."""
    view = case.gates.get(gate)
    state = view.state if view else GateState.UNKNOWN
    return GateState.UNKNOWN if state == GateState.WAIVED and gate not in WAIVABLE else state


def standing(case: Case) -> Standing:
    """Sort what is known. A failure counts whatever the size; an unknown only where the size needs the must-have."""
    needed, levels = NEEDED[case.size], case.levels
    failed: list[Gate] = []
    unknown: list[Gate] = []
    waived: list[Gate] = []
    for gate in GATES:
        state = state_of(case, gate)
        if state in PASSES:
            continue
        if state == GateState.FAIL:
            failed.append(gate)
        elif gate in needed:
            (unknown if state == GateState.UNKNOWN else waived).append(gate)
    return Standing(
        score(levels, case.weights),
        tuple(failed),
        tuple(unknown),
        tuple(waived),
        tuple([name for name in NAMED if (level := levels.get(name)) is not None and level <= LEVEL_BAR]),
        tuple([name for name in NAMED if levels.get(name) is None]),
        max(0, RATERS_NEEDED[case.size] - case.raters),
    )


def gate_word(gate: Gate) -> str:
    """``equity (G6)``."""
    return f"{NAMES[gate]} ({gate})"
