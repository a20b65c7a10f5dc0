"""Cases of a decision, whole and generated."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from pilotboard.domain.cases import Case
from pilotboard.domain.criteria_default import DEFAULT
from pilotboard.domain.decision_rules import Direction, MeasureKind, RuleView, Size
from pilotboard.domain.decisions import DecisionKind
from pilotboard.domain.gate_readings import GateFacts, ScaleCost
from pilotboard.domain.gates import Check, Gate, GateState, GateView
from pilotboard.domain.reports import SafetyState

WEIGHTS = {one.name: float(one.weight) for one in DEFAULT}
LOCKED = date(2026, 2, 2)
LATER = date(2026, 5, 4)

STATES = {
    gate: [
        state
        for state in GateState
        if (state != GateState.WATCH or gate == Gate.EQUITY)
        and (state != GateState.FAIL or gate not in (Gate.PURPOSE, Gate.RULE))
    ]
    for gate in Gate
}


def gates(**states: str) -> dict[Gate, GateView]:
    """All must-haves met but the ones named: ``gates(G5="fail")``."""
    return {gate: GateView(gate, GateState(states.get(gate.value, "pass")), words=f"{gate} words.") for gate in Gate}


def levels(level: float | None = 3, **named: float | None) -> dict[str, float | None]:
    """Every criterion on one level but the ones named, blanks as underscores."""
    return {name: named.get(name.replace(" ", "_"), level) for name in WEIGHTS}


def case(size: Size = Size.LARGE, **changes: object) -> Case:
    """A pilot that is to be scaled, but for the changes."""
    return Case(size, gates(), levels(), WEIGHTS)._replace(**changes)  # type: ignore[arg-type]


def rule(**changes: object) -> RuleView:
    """A locked rule: 60 % of 200, ten points matter, 75 % sure."""
    found = RuleView(
        size=Size.LARGE,
        measure="Families who read the text",
        unit="",
        kind=MeasureKind.RATE,
        direction=Direction.UP,
        baseline=0.6,
        baseline_n=200,
        target=0.8,
        smallest_change=0.1,
        spread=None,
        expected_n=200,
        certainty=75,
        rises_by_itself=False,
        comparison="",
        decision_on=date(2026, 6, 30),
        locked_on=LOCKED,
        locked_by="Ana Ruiz",
        locked_late=False,
    )
    return found._replace(**changes)  # type: ignore[arg-type]


def check(gate: Gate, state: str = "unknown", **changes: object) -> Check:
    """A check of a day after the lock."""
    found = Check(gate, GateState(state), None, None, None, None, None, None, "", "a file", LATER, "Omar Haddad")
    return found._replace(**changes)  # type: ignore[arg-type]


def facts(*checks: Check, **changes: object) -> GateFacts:
    """A pilot whose goal, owner, rule and money are written, with these checks."""
    found = GateFacts(
        goal="G-03",
        owner_after="Family office",
        reports=SafetyState.CLEAR,
        rule=rule(),
        checks=checks,
        costs=(ScaleCost(6000, funded=True),),
    )
    return found._replace(**changes)  # type: ignore[arg-type]


some_levels = st.fixed_dictionaries({name: st.none() | st.integers(0, 3) for name in WEIGHTS})
some_states = st.fixed_dictionaries({gate: st.sampled_from(STATES[gate]) for gate in Gate})
some_kinds = st.lists(st.sampled_from(DecisionKind), max_size=4).map(tuple)


@st.composite
def some_weights(draw: st.DrawFn) -> dict[str, float]:
    """Whole weights that sum to 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=7, max_size=7)))
    edges = [0, *cuts, 100]
    return {name: float(high - low) for name, low, high in zip(WEIGHTS, edges, edges[1:], strict=False)}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any case that can be stored."""
    states = draw(some_states)
    return Case(
        size=draw(st.sampled_from(Size)),
        gates={gate: GateView(gate, state) for gate, state in states.items()},
        levels=draw(some_levels),
        weights=draw(some_weights()),
        raters=draw(st.integers(0, 3)),
        unfixable_by=draw(st.integers(0, 3)),
        past=draw(some_kinds),
    )


def likely_cases() -> st.SearchStrategy[Case]:
    """Cases near scale, where most turns are: good levels, few things wrong."""
    good = st.fixed_dictionaries({name: st.sampled_from([3, 3, 2, 2, 1, None]) for name in WEIGHTS})
    wrong = st.dictionaries(
        st.sampled_from([gate.value for gate in Gate]), st.sampled_from(["unknown", "fail"]), max_size=2
    )
    return st.builds(
        lambda size, named, found, past: Case(size, gates(**named), found, WEIGHTS, past=past),
        st.sampled_from(Size),
        wrong,
        good,
        some_kinds,
    )
