"""What is stored about a pilot, worked out to its case, and to what is kept of it for the list of those to scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.canonical import canonical
from pilotboard.domain.cases import Case
from pilotboard.domain.criteria import Judged, judged, raters_of
from pilotboard.domain.decision_rules import Size
from pilotboard.domain.gate_readings import GateFacts, gate_views
from pilotboard.domain.gates import GATES, Gate, newest, unfixable_by
from pilotboard.domain.outcomes import Recommended
from pilotboard.domain.recommendation import recommend
from pilotboard.domain.scale import LETTERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from pilotboard.domain.decisions import DecisionKind, LastDecision


class PilotFacts(NamedTuple):
    """What is stored about a pilot that its recommendation rests on.

    ``ratings`` are the levels people gave, by criterion (``None`` = "I cannot tell"); ``past`` are the people's
    decisions, one a round, newest last, ``last`` the newest that stands; ``yearly_cost`` in whole money, recurring and
    at scale, ``None`` = not known.
    """

    pilot_id: int
    gates: GateFacts
    ratings: Mapping[str, Sequence[int | None]]
    past: tuple[DecisionKind, ...]
    last: LastDecision | None
    decision_due: date | None
    voices: int
    yearly_cost: int | None

    @property
    def size(self) -> Size:
        """Small is only what a locked rule states; until then a pilot is judged as a large one."""
        rule = self.gates.rule
        return rule.size if rule is not None and rule.locked_on is not None else Size.LARGE

    @property
    def chance(self) -> float | None:
        """The chance (0 to 1) that the effect clears the smallest change, from the newest figure."""
        last = newest(one for one in self.gates.checks if one.gate == Gate.EFFECT).get(Gate.EFFECT)
        return None if last is None else last.chance


class Kept(NamedTuple):
    """What is kept of a pilot for the list, so that a list of a thousand is one look; worked out from its facts."""

    recommended: Recommended
    score: float | None
    floor: float
    coverage: float
    chance: float | None
    gates: str
    voices: int
    yearly_cost: int | None
    size: Size
    last: LastDecision | None
    content: str


def judge(facts: PilotFacts, weights: Mapping[str, float]) -> tuple[Case, dict[str, Judged]]:
    """The case of a pilot under criteria of these weights, and what the raters together found on each of them."""
    found = {name: judged(facts.ratings.get(name, ())) for name in weights}
    case = Case(
        size=facts.size,
        gates=gate_views(facts.gates),
        levels={name: one.level for name, one in found.items()},
        weights=weights,
        raters=raters_of(found),
        unfixable_by=len(unfixable_by(facts.gates.checks)),
        past=facts.past,
        decision_due=facts.decision_due,
    )
    return case, found


def kept(facts: PilotFacts, weights: Mapping[str, float]) -> Kept:
    """What the list shows of a pilot, judged by criteria of these weights."""
    case, _ = judge(facts, weights)
    found = recommend(case)
    views = [case.gates[gate] for gate in GATES]
    content = {
        "levels": case.levels,
        "raters": case.raters,
        "unfixable_by": case.unfixable_by,
        "past": case.past,
        "words": [one.words for one in views],
        "details": [one.detail for one in views],
        "reasons": found.reasons,
        "missing": found.missing,
    }
    letters = "".join([LETTERS[one.state] for one in views])
    return Kept(
        found.outcome,
        found.score,
        found.floor,
        found.coverage,
        facts.chance,
        letters,
        facts.voices,
        facts.yearly_cost,
        case.size,
        facts.last,
        canonical(content),
    )
