"""What people record about a must-have, and the waiver of one that is not known."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import Day, Line, Name, Note, Prose, word_of, wrong
from pilotboard.domain.drafts.figures import Chance, Counted, Figure, HalfWidth
from pilotboard.domain.gates import FITTING, NAMES, NEVER_FAILS, WAIVABLE, Detail, Gate, GateState
from pilotboard.domain.text import has_visible

GATE_WORDS = {
    **{gate.casefold(): gate.value for gate in Gate},
    **{name: gate.value for gate, name in NAMES.items()},
    "delivered": "G5",
    "funding": "G8",
}
_STATE_WORDS = {
    "passes": "pass",
    "met": "pass",
    "fails": "fail",
    "not met": "fail",
    "not known": "unknown",
    "?": "unknown",
}

GateWord = Annotated[Gate, word_of(Gate, GATE_WORDS)]


class GateCheckDraft(Draft):
    """A check: either a state by hand with the evidence it rests on, or the figure that gives the state.

    ``value`` is the share done as planned (0 to 1) for G5, the mean of 1 to 5 for G7; ``chance`` (0 to 1) that the
    effect clears the smallest change for G4, that a group is worse off for G6.
    """

    gate: GateWord
    state: Annotated[GateState, word_of(GateState, _STATE_WORDS)] = GateState.UNKNOWN
    detail: Annotated[Detail, word_of(Detail)] | None = None
    value: Figure | None = None
    chance: Chance | None = None
    half_width: HalfWidth | None = None
    n: Counted | None = None
    asked: Counted | None = None
    groups: Line = ""
    evidence: Prose = ""
    on: Day | None = None

    @model_validator(mode="after")
    def _fits(self) -> GateCheckDraft:
        _check_state(self)
        _check_figures(self)
        told = self.state != GateState.UNKNOWN or self.value is not None or self.chance is not None
        if told and not has_visible(self.evidence):
            raise wrong("A check needs its evidence.", "Say what it rests on: a file, a count, who looked.", "evidence")
        return self


def _check_state(check: GateCheckDraft) -> None:
    gate, name = check.gate, NAMES[check.gate]
    if check.state == GateState.WAIVED:
        raise wrong("A check does not waive.", "Waive it by name, with a plan and a day.", "state")
    if check.state == GateState.WATCH and gate != Gate.EQUITY:
        raise wrong(f"Only equity can be on watch, not {name} ({gate}).", "Take pass, fail or unknown.", "state")
    if check.state == GateState.FAIL and gate in NEVER_FAILS:
        raise wrong(f"{name.capitalize()} ({gate}) is met or not written yet.", "Take pass or unknown.", "state")
    fitting = FITTING.get(gate, ())
    if check.detail is not None and check.detail not in fitting:
        hint = f"Take {' or '.join(fitting)}." if fitting else "Leave it out."
        raise wrong(f"That detail says nothing about {name} ({gate}).", hint, "detail")


def _check_figures(check: GateCheckDraft) -> None:
    gate, value = check.gate, check.value
    if gate == Gate.DELIVERED and value is not None and not 0 <= value <= 1:
        raise wrong("What was done as planned is a share from 0 to 100 %.", "Write 85 % or 0.85.", "value")
    if gate == Gate.ACCEPTABLE and value is not None and not 1 <= value <= 5:
        raise wrong("How acceptable it is runs from 1 to 5.", "Turn other scales into this one first.", "value")
    if check.chance is not None and gate not in (Gate.EFFECT, Gate.EQUITY):
        raise wrong(f"A chance says nothing about {NAMES[gate]} ({gate}).", "Effect and equity take one.", "chance")
    if check.half_width is not None and gate != Gate.EFFECT:
        raise wrong("Only an effect has an interval.", "Leave it out.", "half_width")
    if check.chance is not None and gate == Gate.EQUITY and not check.n:
        raise wrong("The chance of a group needs how many people are in it.", "Small groups are never judged.", "n")
    if check.n is not None and check.asked is not None and check.n > check.asked:
        raise wrong(f"{check.n:,} of {check.asked:,} people cannot have answered.", "Check both numbers.", "n")


class WaiverDraft(Draft):
    """Who lets an unknown must-have pass, what the plan is to find it out, and until when."""

    gate: GateWord
    by: Name
    plan: Note
    due: Day

    @model_validator(mode="after")
    def _waivable(self) -> WaiverDraft:
        if self.gate not in WAIVABLE:
            names = ", ".join(f"{NAMES[gate]} ({gate})" for gate in Gate if gate in WAIVABLE)
            raise wrong(
                f"{NAMES[self.gate].capitalize()} ({self.gate}) is never waived.", f"Only {names} can be.", "gate"
            )
        return self
