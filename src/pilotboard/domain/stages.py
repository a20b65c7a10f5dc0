"""How far a pilot has come. The stage is read from what is stored, never claimed by hand.

The ladder is one table (``_STEPS``): each step has the needs that stored facts must meet, and those of every step
below it. One step stands by itself: a decision to scale or to stop is a decision wherever the pilot stood.

==========  ==================================================================================================
idea        it has been written down
charter     an aim, a hypothesis and a team
baseline    a decision rule with the figure it starts from, locked before the data
testing     work on its first item has begun
improving   a sprint with its work is closed, and somebody who spoke up has been answered
sustained   closed sprints over two terms (18 weeks from the first day to the last), or the effect (G4) and how much
            was delivered as planned (G5) are known
decided     a decision to scale or to stop; extend and adapt keep a pilot where it is
handed_over after a decision to scale: somebody answers for it afterwards, and the pilot is closed; after a decision
            to stop: the pilot is closed
==========  ==================================================================================================
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilotboard.domain.labels import Labels

TERMS_WEEKS = 18
"""Weeks of closed sprints that are two terms."""
FINAL = frozenset(("scale", "stop"))
"""Decisions after which a pilot is one no more."""


class Stage(StrEnum):
    """How far a pilot has come, as the stored facts show it."""

    IDEA = "idea"
    CHARTER = "charter"
    BASELINE = "baseline"
    TESTING = "testing"
    IMPROVING = "improving"
    SUSTAINED = "sustained"
    DECIDED = "decided"
    HANDED_OVER = "handed_over"


class StageFacts(NamedTuple):
    """What the stage is read from.

    ``sprint_weeks`` are whole weeks from the first day of the first closed sprint with its work to the last day of the
    last one, None while none is closed. ``decision`` is the newest that stands (``scale``, ``extend``...), "" for none.
    """

    aim: str
    hypothesis: str
    has_team: bool
    items_started: int
    has_rule: bool = False
    has_baseline: bool = False
    rule_locked: bool = False
    sprint_weeks: int | None = None
    answered: bool = False
    figures: bool = False
    decision: str = ""
    owner_after: str = ""
    closed: bool = False


class StageView(NamedTuple):
    """The stage reached, why (in words) and what is missing for the next one (nothing at the top)."""

    stage: Stage
    because: str
    next_stage: Stage | None
    missing: tuple[str, ...]


_Need = tuple[str, "Callable[[StageFacts], bool]"]


class _Step(NamedTuple):
    stage: Stage
    because: str
    needs: tuple[_Need, ...]
    alone: bool = False


_STEPS: tuple[_Step, ...] = (
    _Step(Stage.IDEA, "it has been written down", ()),
    _Step(
        Stage.CHARTER,
        "it has an aim, a hypothesis and a team",
        (
            ("an aim", lambda facts: bool(facts.aim.strip())),
            ("a hypothesis", lambda facts: bool(facts.hypothesis.strip())),
            ("a team", lambda facts: facts.has_team),
        ),
    ),
    _Step(
        Stage.BASELINE,
        "its decision rule is locked, with the figure it starts from",
        (
            ("a decision rule", lambda facts: facts.has_rule),
            ("the figure it starts from", lambda facts: facts.has_baseline),
            ("the rule locked", lambda facts: facts.rule_locked),
        ),
    ),
    _Step(
        Stage.TESTING,
        "work on its first item has begun",
        (("a first item begun", lambda facts: facts.items_started > 0),),
    ),
    _Step(
        Stage.IMPROVING,
        "it has closed a sprint and answered people who spoke up",
        (
            ("a sprint closed", lambda facts: facts.sprint_weeks is not None),
            ("an answer to somebody who spoke up", lambda facts: facts.answered),
        ),
    ),
    _Step(
        Stage.SUSTAINED,
        "it has lasted over two terms, or its effect and its delivery are known",
        (
            (
                f"closed sprints over {TERMS_WEEKS} weeks (or its effect and its delivery recorded)",
                lambda facts: facts.figures or (facts.sprint_weeks or 0) >= TERMS_WEEKS,
            ),
        ),
    ),
    _Step(
        Stage.DECIDED,
        "people decided",
        (("a decision to scale or to stop", lambda facts: facts.decision in FINAL),),
        alone=True,
    ),
    _Step(
        Stage.HANDED_OVER,
        "it is closed as decided",
        (
            (
                "somebody who answers for it afterwards",
                lambda facts: facts.decision == "stop" or bool(facts.owner_after),
            ),
            ("the pilot closed", lambda facts: facts.closed),
        ),
    ),
)


def stage_of(facts: StageFacts) -> StageView:
    """The highest step whose needs, and those of every step below it, are met. Total: every fact has a stage."""
    reached = 0
    for place, step in enumerate(_STEPS):
        if (step.alone or place == reached + 1) and not _missing(step, facts):
            reached = place
    here, above = _STEPS[reached], _STEPS[reached + 1 :]
    because = f"people decided to {facts.decision} it" if here.stage == Stage.DECIDED else here.because
    if not above:
        return StageView(here.stage, because, None, ())
    return StageView(here.stage, because, above[0].stage, _missing(above[0], facts))


def _missing(step: _Step, facts: StageFacts) -> tuple[str, ...]:
    return tuple(words for words, met in step.needs if not met(facts))


def missing_words(view: StageView, labels: Labels) -> str:
    """``Missing for charter: a hypothesis, a team.`` or nothing."""
    if view.next_stage is None:
        return ""
    return f"Missing for {labels.stage(view.next_stage)}: {', '.join(view.missing)}."
