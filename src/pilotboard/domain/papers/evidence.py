"""What papers about decisions share: must-haves and criteria as tables, the figures behind a recommendation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pilotboard.domain.document import Column, Fact, Kind, Table
from pilotboard.domain.gates import NAMES, Gate, GateState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pilotboard.domain.gates import GateView

STATE_WORDS = {
    GateState.PASS: "met",
    GateState.WATCH: "met, one group on watch",
    GateState.FAIL: "not met",
    GateState.UNKNOWN: "not known",
    GateState.WAIVED: "waived with a plan",
}


def gates_table(rows: Iterable[tuple[Gate, GateState, str]]) -> Table:
    """The must-haves: what each is called, how it stands, and why in a sentence."""
    columns = (Column("gate", "No."), Column("name", "Must-have"), Column("state", "Stands"), Column("why", "Why"))
    return Table("", columns, tuple((gate.value, NAMES[gate], STATE_WORDS[state], why) for gate, state, why in rows))


def gate_lines(views: Iterable[GateView]) -> list[tuple[Gate, GateState, str]]:
    """The must-haves of a pilot as they stand now."""
    return [(one.gate, one.state, one.words) for one in views]


def frozen_gates(evidence: Mapping[str, Any]) -> list[tuple[Gate, GateState, str]]:
    """The must-haves as they were frozen with a decision."""
    return [
        (gate, GateState(one["state"]), one["words"]) for gate in Gate if (one := evidence["gates"].get(gate.value))
    ]


def figures(evidence: Mapping[str, Any]) -> list[Fact]:
    """Score, coverage, floor, chance, voices and cost, as frozen (or as `evidence_of` would freeze them now)."""
    score, chance = evidence["score"], evidence["chance"]
    return [
        Fact("Score, of 100", None if score is None else _down(score), Kind.NUMBER),
        Fact("Judged on, of the weight", _share(evidence["coverage"]), Kind.SHARE),
        Fact("Score if all unknowns were 0", _down(evidence["floor"]), Kind.NUMBER),
        Fact("Chance it clears the bar", None if chance is None else _share(chance), Kind.SHARE),
        Fact("Voices heard", evidence["voices"], Kind.NUMBER),
        Fact("Cost a year at scale", evidence["yearly_cost"], Kind.MONEY),
    ]


def _down(value: float) -> int:
    from pilotboard.domain.criteria import rounded_down

    return rounded_down(value)


def _share(value: float) -> float:
    """Never rounded up over a bar."""
    return _down(value * 100) / 100


def outcome_word(outcome: str) -> str:
    """``scale when funded``."""
    return outcome.replace("_", " ")
