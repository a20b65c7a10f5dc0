"""How much the recommendation hangs on the weights: one criterion moves, the others share the rest as they did.

Everything here is exact: score, floor and coverage are linear in the share of one criterion (the score is a quotient
of two such lines), so that the points where something turns are roots, found in fractions, not by trying.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from pilotboard.domain.cases import COVERAGE_BAR, FLOOR_BAR, SCORE_BAR, Case, standing
from pilotboard.domain.criteria import TOP, score
from pilotboard.domain.outcomes import Recommended, outcome_words
from pilotboard.domain.recommendation import evidence_outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

_COVERAGE: Final = Fraction(str(COVERAGE_BAR))
_EDGE: Final = 1e-9


class Turn(NamedTuple):
    """Where a recommendation turns: at ``share`` (0 to 1) of the weight, from what below it to what above it."""

    share: float
    below: Recommended
    above: Recommended


class Overtaking(NamedTuple):
    """Where the order of two pilots turns: who has the higher score above ``share`` (0 to 1), and who below."""

    share: float
    first_above: str
    first_below: str


class Bounds(NamedTuple):
    """The score (of 100) if every unknown level were the worst, and if every one were the best."""

    floor: float
    ceiling: float


class _Line(NamedTuple):
    """``start`` at share 0, ``end`` at share 1, straight between."""

    start: Fraction
    end: Fraction

    def minus(self, other: _Line, times: Fraction = Fraction(1)) -> _Line:
        return _Line(self.start - times * other.start, self.end - times * other.end)

    def root(self) -> Fraction | None:
        if self.start == self.end:
            return None
        found = self.start / (self.start - self.end)
        return found if 0 < found < 1 else None


def bounds(levels: Mapping[str, float | None], weights: Mapping[str, float]) -> Bounds:
    """Floor and ceiling from what is not known; equal when everything is."""
    best = {name: TOP if levels.get(name) is None else levels[name] for name in weights}
    return Bounds(score(levels, weights).floor, score(best, weights).floor)


def moved(weights: Mapping[str, float], name: str, share: float) -> dict[str, float]:
    """The weights of 100 with ``name`` at ``share`` (0 to 1) of them, the others in their old proportion."""
    return {one: float(100 * weight) for one, weight in _moved(weights, name, Fraction(share)).items()}


def _moved(weights: Mapping[str, float], name: str, share: Fraction) -> dict[str, Fraction]:
    others = {one: Fraction(weight) for one, weight in weights.items() if one != name}
    total = sum(others.values())
    found = {}
    for one in weights:
        if one == name:
            found[one] = share
        else:
            found[one] = (1 - share) * (others[one] / total if total else Fraction(1, len(others)))
    return found


def share_of(weights: Mapping[str, float], name: str) -> float:
    """The share (0 to 1) of the weight that a criterion has now."""
    return weights[name] / sum(weights.values())


def turns(case: Case, name: str) -> tuple[Turn, ...]:
    """Every share of ``name`` at which what the evidence says turns, the smallest first; often none."""
    reached, known = _lines(case.levels, case.weights, name)
    one = _Line(Fraction(1), Fraction(1))
    roots = {
        reached.minus(known, Fraction(TOP * SCORE_BAR, 100)).root(),
        reached.minus(one, Fraction(TOP * FLOOR_BAR, 100)).root(),
        known.minus(one, _COVERAGE).root(),
    }
    points = sorted(root for root in roots if root is not None)
    edges = [Fraction(0), *points, Fraction(1)]
    found = [_at(case, name, (low + high) / 2) for low, high in pairwise(edges)]
    sides = zip(points, pairwise(found), strict=True)
    return tuple(Turn(float(point), below, above) for point, (below, above) in sides if below != above)


def _lines(levels: Mapping[str, float | None], weights: Mapping[str, float], name: str) -> tuple[_Line, _Line]:
    """Sum of weight x level over what is known, and of the known weight, as lines over the share of ``name``."""
    ends = []
    for share in (Fraction(0), Fraction(1)):
        at = _moved(weights, name, share)
        known = {one: Fraction(level) for one in at if (level := levels.get(one)) is not None}
        ends.append(
            (
                sum((at[one] * level for one, level in known.items()), Fraction(0)),
                sum((at[one] for one in known), Fraction(0)),
            )
        )
    (reached_0, known_0), (reached_1, known_1) = ends
    return _Line(reached_0, reached_1), _Line(known_0, known_1)


def _at(case: Case, name: str, share: Fraction) -> Recommended:
    there = case._replace(weights=moved(case.weights, name, float(share)))
    return evidence_outcome(there, standing(there))


def turn_words(name: str, case: Case) -> str:
    """``stays scale while equity weighs 9 to 41 % (now 15 %); above that it would be extend``."""
    now = share_of(case.weights, name)
    outcome = evidence_outcome(case, standing(case))
    below, above = None, None
    for turn in turns(case, name):
        if turn.share < now - _EDGE or (turn.share <= now + _EDGE and turn.above == outcome):
            below = turn
        elif above is None:
            above = turn
    what = outcome_words(outcome)
    if below is None and above is None:
        return f"stays {what} whatever {name} weighs"
    said = f"(now {_percent(now)} %)"
    parts = [f"below, it would be {outcome_words(below.below)}"] if below else []
    parts += [f"above, it would be {outcome_words(above.above)}"] if above else []
    if below and above:
        between = f"{_percent(below.share)} to {_percent(above.share)} %"
    elif above:
        between = f"up to {_percent(above.share)} %"
    else:
        assert below is not None
        between = f"{_percent(below.share)} % or more"
    return f"stays {what} while {name} weighs {between} {said}; {', '.join(parts)}"


def overtakings(
    first: Mapping[str, float | None], second: Mapping[str, float | None], weights: Mapping[str, float], name: str
) -> tuple[Overtaking, ...]:
    """Every share of ``name`` at which the scores of two pilots cross; they are called ``first`` and ``second``.

    The difference of two quotients of lines is a quadratic over the share: two crossings at most.
    """
    reached_a, known_a = _lines(first, weights, name)
    reached_b, known_b = _lines(second, weights, name)
    at_0 = reached_a.start * known_b.start - reached_b.start * known_a.start
    at_1 = reached_a.end * known_b.end - reached_b.end * known_a.end
    middle = (reached_a.start + reached_a.end) * (known_b.start + known_b.end) / 4
    at_half = middle - (reached_b.start + reached_b.end) * (known_a.start + known_a.end) / 4
    a, b, c = _parabola(at_0, at_half, at_1)
    found = []
    for root in _roots(a, b, c):
        slope = 2 * a * root + b
        if slope:
            found.append(Overtaking(root, *(("first", "second") if slope > 0 else ("second", "first"))))
    return tuple(found)


def _parabola(at_0: Fraction, at_half: Fraction, at_1: Fraction) -> tuple[float, float, float]:
    a = 2 * at_1 + 2 * at_0 - 4 * at_half
    return float(a), float(at_1 - at_0 - a), float(at_0)


def _roots(a: float, b: float, c: float) -> list[float]:
    """The shares between 0 and 1 where a parabola is 0; at the ends one pilot has no score, nothing crosses there."""
    if a == 0:
        roots = [] if b == 0 else [-c / b]
    else:
        inside = b * b - 4 * a * c
        if inside < 0:
            return []
        q = -(b + (sqrt(inside) if b >= 0 else -sqrt(inside))) / 2
        roots = [q / a] + ([c / q] if q else [])
    return sorted({root for root in roots if _EDGE < root < 1 - _EDGE})


def overtaking_words(keys: tuple[str, str], found: tuple[Overtaking, ...], name: str, now: float) -> str:
    """``P-03 overtakes P-07 if equity weighs more than 28 % (now 15 %)``; ``""`` where their order never turns."""
    if not found:
        return ""
    near = min(found, key=lambda one: abs(one.share - now))
    named = dict(zip(("first", "second"), keys, strict=True))
    over = near.share > now
    who, whom = (near.first_above, near.first_below) if over else (near.first_below, near.first_above)
    bound = f"{'more' if over else 'less'} than {_percent(near.share)} % (now {_percent(now)} %)"
    return f"{named[who]} overtakes {named[whom]} if {name} weighs {bound}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0")
