"""Weighted criteria with written anchors, what several raters found, and the score with how much it rests on.

Levels run from 0 to 3; ``None`` is "I cannot tell", which is not 0. A score is the weighted mean of the known levels
in hundredths of the best, its coverage the share of the weight that is known (0 to 1), its floor the score when
every unknown level were 0.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pilotboard.domain.errors import FieldProblem, InvalidInput
from pilotboard.domain.text import folded, has_visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

TOP: Final = 3
LEVELS: Final = range(TOP + 1)
NAMED: Final = ("effectiveness", "equity", "acceptability", "feasibility")
"""The four that must be known and above 1 before anything is scaled; every set has them."""

MOST_CRITERIA: Final = 20


class CriterionView(NamedTuple):
    """One criterion: its weight (of 100) and what each level from 0 to 3 means."""

    name: str
    weight: int
    anchors: tuple[str, str, str, str]


class RatingView(NamedTuple):
    """What one person found on a criterion; no ``level`` = "I cannot tell". ``at`` is an aware moment."""

    criterion: str
    rater: str
    level: int | None
    note: str
    at: datetime


class Judged(NamedTuple):
    """What the raters together found on one criterion.

    ``level`` is their median (the lower of two), ``low`` and ``high`` the range, ``raters`` how many gave a level,
    ``unsure`` how many could not tell.
    """

    level: int | None
    low: int | None
    high: int | None
    raters: int
    unsure: int

    def words(self) -> str:
        """How far the raters agree: ``3 raters agree``, ``2 raters, from 1 to 3: far apart, talk about it``."""
        unsure = f"; {self.unsure} cannot tell" if self.unsure else ""
        if self.low is None or self.high is None:
            return "nobody can tell yet" if self.unsure else "not rated yet"
        if self.raters == 1:
            return "one rater" + unsure
        if self.low == self.high:
            return f"{self.raters} raters agree{unsure}"
        apart = "close" if self.high - self.low == 1 else "far apart, talk about it"
        return f"{self.raters} raters, from {self.low} to {self.high}: {apart}{unsure}"


class Score(NamedTuple):
    """``value`` and ``floor`` of 100, ``coverage`` 0 to 1; no value while nothing that weighs is known."""

    value: float | None
    coverage: float
    floor: float

    def words(self) -> str:
        """``72, judged on 85 % of the weight (61 if all unknowns were 0)``; always rounded down, never over a bar."""
        if self.value is None:
            return "no score: nothing is rated yet"
        said = f"{rounded_down(self.value)}, judged on {rounded_down(100 * self.coverage)} % of the weight"
        return said if self.coverage >= 1 else f"{said} ({rounded_down(self.floor)} if all unknowns were 0)"


def rounded_down(figure: float) -> int:
    """Whole points as they are shown: 69.9 is 69, because 70 would say that a bar of 70 is reached."""
    return math.floor(figure + 1e-9)


def judged(levels: Iterable[int | None]) -> Judged:
    """The raters' levels of one criterion taken together."""
    return _judged(tuple(levels))


@lru_cache(maxsize=1024)
def _judged(said: tuple[int | None, ...]) -> Judged:
    """The same for many pilots at once: few levels, few people, so few cases that differ."""
    known = sorted(level for level in said if level is not None)
    if not known:
        return Judged(None, None, None, 0, len(said))
    return Judged(known[(len(known) - 1) // 2], known[0], known[-1], len(known), len(said) - len(known))


def judged_by_criterion(names: Iterable[str], ratings: Iterable[RatingView]) -> dict[str, Judged]:
    """What was found on each of these criteria, in their order; ratings of other criteria are left out."""
    given: dict[str, list[int | None]] = {name: [] for name in names}
    for one in ratings:
        if one.criterion in given:
            given[one.criterion].append(one.level)
    return {name: judged(levels) for name, levels in given.items()}


def raters_of(found: Mapping[str, Judged]) -> int:
    """How many people stand behind the four named criteria: the fewest that gave a level on a known one of them."""
    counts = [found[name].raters for name in NAMED if name in found and found[name].raters]
    return min(counts, default=0)


def score(levels: Mapping[str, float | None], weights: Mapping[str, float]) -> Score:
    """Score, coverage and floor of these levels; every criterion counts that has a weight.

    value = 100 x sum(weight x level) / (3 x known weight); floor the same over all weight; coverage = known / all.
    """
    whole = known = reached = 0.0
    for name, weight in weights.items():
        whole += weight
        level = levels.get(name)
        if level is not None:
            known += weight
            reached += weight * level
    if whole <= 0 or known <= 0:
        return Score(None, 0.0, 0.0)
    return Score(100 * reached / (TOP * known), known / whole, 100 * reached / (TOP * whole))


def find_criterion(name: str, known: Collection[str]) -> str | None:
    """The criterion that somebody means: ``Evidence_strength`` is ``evidence strength``."""
    said = _plain(name)
    return next((one for one in known if _plain(one) == said), None)


def check_set(criteria: Iterable[CriterionView]) -> tuple[CriterionView, ...]:
    """The criteria themselves when they can be used. Raises ``InvalidInput`` that names every fault.

    Weights are whole numbers that sum to 100; names differ; the four named criteria are there; every level of every
    criterion says what it means.
    """
    kept = tuple(criteria)
    problems = []
    if len(kept) > MOST_CRITERIA:
        hint = f"{MOST_CRITERIA} at most; fewer are judged better."
        problems.append(FieldProblem("criteria", f"There are {len(kept)} criteria.", hint))
    seen: set[str] = set()
    for one in kept:
        if not has_visible(one.name):
            problems.append(FieldProblem("name", "A criterion needs a name."))
        elif _plain(one.name) in seen:
            problems.append(FieldProblem("name", f'"{one.name}" is there twice.'))
        seen.add(_plain(one.name))
        if not 0 <= one.weight <= 100:
            problems.append(FieldProblem("weight", f"{one.name} weighs {one.weight}; a weight is 0 to 100."))
        if not all(has_visible(anchor) for anchor in one.anchors):
            hint = "Raters can only agree where the words are the same for all."
            problems.append(
                FieldProblem("anchors", f"{one.name} does not say what each level from 0 to 3 means.", hint)
            )
    for name in NAMED:
        if name not in seen:
            hint = "Nothing is scaled while it is not known; give it another weight instead."
            problems.append(FieldProblem("criteria", f"{name.capitalize()} cannot be left out.", hint))
    total = sum(one.weight for one in kept)
    if total != 100:
        way = f"{100 - total} short" if total < 100 else f"{total - 100} over"
        problems.append(FieldProblem("weight", f"The weights sum to {total}, {way} of 100.", "Make them sum to 100."))
    if problems:
        raise InvalidInput(
            problems[0].message, "The criteria in use stay as they are.", problems[0].hint, fields=problems
        )
    return kept


def _plain(name: str) -> str:
    return " ".join(folded(name).replace("_", " ").replace("-", " ").split())
