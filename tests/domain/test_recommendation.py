from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotboard.domain.cases import Case, state_of
from pilotboard.domain.criteria import NAMED, score
from pilotboard.domain.decision_rules import Size
from pilotboard.domain.decisions import DecisionKind
from pilotboard.domain.gates import NEEDED, WAIVABLE, Gate, GateState, GateView
from pilotboard.domain.outcomes import Recommended
from pilotboard.domain.recommendation import gates_sentence, recommend
from tests.domain.decision_builders import STATES, case, cases, gates, levels, likely_cases

EXTENDED = (DecisionKind.EXTEND, DecisionKind.EXTEND)

# Best first; "decide now" stands where extend and adapt would: neither is better than being told to choose.
PLACE = {
    Recommended.SCALE: 0,
    Recommended.SCALE_WHEN_FUNDED: 1,
    Recommended.EXTEND: 2,
    Recommended.ADAPT: 3,
    Recommended.STOP: 4,
}
RISING = [GateState.FAIL, GateState.UNKNOWN, GateState.WAIVED, GateState.WATCH, GateState.PASS]


def worse(first: Case, second: Case) -> bool:
    return PLACE[recommend(second).evidence] > PLACE[recommend(first).evidence]


def test_all_must_haves_and_a_good_score_scale() -> None:
    found = recommend(case())
    assert found.outcome == Recommended.SCALE
    assert found.missing == ()
    assert found.reasons == ("It meets all eight must-haves and scores 100, judged on 100 % of the weight.",)


@pytest.mark.parametrize("gate", [Gate.PURPOSE, Gate.SAFETY, Gate.RULE, Gate.EFFECT, Gate.DELIVERED, Gate.EQUITY])
def test_an_unknown_must_have_alone_holds_it_back_and_says_so(gate: Gate) -> None:
    found = recommend(case(gates=gates(**{gate.value: "unknown"})))
    assert found.outcome == Recommended.EXTEND
    assert found.held_back_by == (gate,)
    assert found.missing[0].endswith("holds it back: met, it would be scaled.")
    assert f"({gate})" in found.missing[0]


def test_money_alone_makes_it_scale_when_funded() -> None:
    for state in ("fail", "unknown"):
        found = recommend(case(gates=gates(G8=state)))
        assert found.outcome == Recommended.SCALE_WHEN_FUNDED
        assert found.reasons[1] == "G8 words."


def test_it_was_done_and_did_not_help_stops() -> None:
    found = recommend(case(gates=gates(G4="fail")))
    assert found.outcome == Recommended.STOP
    assert found.reasons[0] == "It was done as planned, it had a fair chance to show, and it did not help enough."


@pytest.mark.parametrize("delivered", ["unknown", "fail", "waived"])
def test_an_effect_that_did_not_show_adapts_while_it_was_not_done_as_planned(delivered: str) -> None:
    found = recommend(case(gates=gates(G4="fail", G5=delivered)))
    assert found.outcome == Recommended.ADAPT
    assert any("done as planned" in line.casefold() for line in (*found.reasons, *found.missing))


def test_harm_stops_when_two_people_hold_it_to_be_unfixable() -> None:
    assert recommend(case(unfixable_by=1)).outcome == Recommended.SCALE
    found = recommend(case(unfixable_by=2))
    assert found.outcome == Recommended.STOP
    assert found.reasons[0].startswith("2 named people")


@pytest.mark.parametrize("gate", [gate for gate in Gate if "fail" in STATES[gate] and gate not in ("G4", "G8")])
@pytest.mark.parametrize("size", list(Size))
def test_a_failure_adapts_whatever_the_size(gate: Gate, size: Size) -> None:
    found = recommend(case(size, gates=gates(**{gate.value: "fail"})))
    assert found.outcome == Recommended.ADAPT
    assert f"({gate}) is not met" in found.reasons[0]


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("level", [0, 1])
def test_a_low_named_criterion_adapts(name: str, level: int) -> None:
    found = recommend(case(levels=levels(**{name: level})))
    assert found.outcome == Recommended.ADAPT
    assert found.reasons[0].startswith(f"{name.capitalize()} is {level} of 3: ")


def test_small_ones_need_five_must_haves_and_one_rater() -> None:
    few = gates(G3="unknown", G4="unknown", G6="unknown")
    assert recommend(case(Size.SMALL, gates=few, raters=1)).outcome == Recommended.SCALE
    assert recommend(case(Size.LARGE, gates=few, raters=1)).outcome == Recommended.EXTEND
    assert recommend(case(Size.LARGE, raters=1)).missing == ("A second person has to rate it.",)


def test_one_waiver_is_enough_and_two_are_too_many() -> None:
    found = recommend(case(gates=gates(G5="waived")))
    assert found.outcome == Recommended.SCALE
    assert "Done as planned (G5) is waived: G5 words." in found.reasons
    assert recommend(case(gates=gates(G5="waived", G6="waived"))).outcome == Recommended.EXTEND


def test_a_waiver_of_what_cannot_be_waived_counts_for_nothing() -> None:
    for gate in set(Gate) - WAIVABLE:
        waived = case(gates=gates(**{gate.value: "waived"}))
        assert state_of(waived, gate) == GateState.UNKNOWN


def test_the_bars_are_reached_exactly() -> None:
    weights = {"effectiveness": 10.0, "equity": 20.0, "acceptability": 10.0, "feasibility": 20.0, "a": 20.0, "b": 20.0}
    at_bar = {"effectiveness": 3, "equity": 2, "acceptability": 2, "feasibility": 2, "a": 2, "b": 2}
    assert score(at_bar, weights).value == 70
    assert recommend(case(levels=at_bar, weights=weights)).outcome == Recommended.SCALE
    below = recommend(case(levels={**at_bar, "effectiveness": 2}, weights=weights))
    assert below.outcome == Recommended.EXTEND
    assert below.missing == ("The score is 66; 70 is needed.",)
    assert recommend(case(levels=levels(transferability=None))).coverage == 0.9
    assert recommend(case(levels=levels(transferability=None))).outcome == Recommended.SCALE
    short = recommend(case(levels=levels(transferability=None, sustainability=None)))
    assert short.missing == ("Judged on 85 % of the weight; 90 % is needed.",)
    low = recommend(case(levels=levels(2, effectiveness=3, transferability=None, sustainability=None, cost_return=0)))
    assert "The score would be 60 if all unknowns were 0; 60 is needed." not in low.missing
    assert low.outcome == Recommended.EXTEND


def test_a_third_time_the_people_decide() -> None:
    unknown = case(gates=gates(G6="unknown"))
    assert recommend(unknown._replace(past=EXTENDED[:1])).outcome == Recommended.EXTEND
    found = recommend(unknown._replace(past=EXTENDED))
    assert found.outcome == Recommended.DECIDE_NOW
    assert found.evidence == Recommended.EXTEND
    assert found.reasons[0].endswith("The evidence alone would say extend again.")
    broken = (DecisionKind.EXTEND, DecisionKind.SCALE, DecisionKind.ADAPT)
    assert recommend(unknown._replace(past=broken)).outcome == Recommended.EXTEND
    assert recommend(case(past=EXTENDED)).outcome == Recommended.SCALE


@given(cases())
@settings(max_examples=400)
def test_there_is_one_outcome_for_everything_and_it_has_a_reason(any_case: Case) -> None:
    found = recommend(any_case)
    assert found.outcome in Recommended
    assert found.reasons
    assert all(line[0].isupper() or line[0].isdigit() for line in found.reasons)
    assert all(line.endswith((".", ")")) for line in (*found.reasons, *found.missing))
    assert found.missing or found.evidence != Recommended.EXTEND
    again = found.evidence in (Recommended.EXTEND, Recommended.ADAPT)
    assert (found.outcome == Recommended.DECIDE_NOW) <= again


@given(st.one_of(cases(), likely_cases()), st.sampled_from(sorted(levels())))
@settings(max_examples=400)
def test_raising_a_level_never_worsens_it(any_case: Case, name: str) -> None:
    level = any_case.levels[name]
    if level is not None and level < 3:
        assert not worse(any_case, any_case._replace(levels={**any_case.levels, name: level + 1}))


@given(
    st.one_of(cases(), likely_cases()), st.sampled_from([gate for gate in Gate if gate != Gate.DELIVERED]), st.data()
)
@settings(max_examples=600)
def test_raising_a_must_have_but_delivery_never_worsens_it(any_case: Case, gate: Gate, data: st.DataObject) -> None:
    now = RISING.index(any_case.gates[gate].state)
    better = [state for state in RISING[now + 1 :] if state in STATES[gate]]
    if better:
        raised = {**any_case.gates, gate: GateView(gate, data.draw(st.sampled_from(better)))}
        assert not worse(any_case, any_case._replace(gates=raised))


def test_recording_delivery_may_turn_adapt_into_stop() -> None:
    assert worse(case(gates=gates(G4="fail", G5="unknown")), case(gates=gates(G4="fail")))


@given(st.one_of(cases(), likely_cases()))
@settings(max_examples=600)
def test_what_is_not_known_never_reaches_scale_unwaived(any_case: Case) -> None:
    if recommend(any_case).outcome == Recommended.SCALE:
        needed = {gate: state_of(any_case, gate) for gate in NEEDED[any_case.size]}
        assert GateState.UNKNOWN not in needed.values()
        assert GateState.FAIL not in {state_of(any_case, gate) for gate in Gate}
        assert all(any_case.levels[name] is not None for name in NAMED)
        assert sum(state == GateState.WAIVED for state in needed.values()) <= 1


@given(cases())
def test_an_empty_case_is_read_as_unknown(any_case: Case) -> None:
    found = recommend(any_case._replace(gates={}, levels={}, unfixable_by=0, past=()))
    assert found.outcome == Recommended.EXTEND
    assert found.score is None
    assert found.floor == 0


def test_the_sketches_of_the_list() -> None:
    sketched = {
        "P-07": (case(levels=levels(2, effectiveness=3, equity=3, acceptability=3)), Recommended.SCALE),
        "P-03": (case(gates=gates(G6="watch")), Recommended.SCALE),
        "P-09": (case(gates=gates(G8="fail")), Recommended.SCALE_WHEN_FUNDED),
        "P-11": (case(gates=gates(G4="unknown"), levels=levels(2)), Recommended.EXTEND),
        "P-05": (case(gates=gates(G4="unknown", G5="fail")), Recommended.ADAPT),
        "P-08": (case(gates=gates(G4="unknown", G7="fail")), Recommended.ADAPT),
        "P-02": (case(gates=gates(G4="fail"), levels=levels(1)), Recommended.STOP),
    }
    assert {key: recommend(one).outcome for key, (one, _) in sketched.items()} == {
        key: outcome for key, (_, outcome) in sketched.items()
    }


def test_the_line_can_be_read_aloud() -> None:
    found = recommend(case(levels=levels(2, effectiveness=3, equity=3, sustainability=None)))
    states = dict.fromkeys(Gate, GateState.PASS)
    assert found.score_words() == "80, judged on 95 % of the weight (76 if all unknowns were 0)"
    assert gates_sentence(states) == "all eight must-haves"
    states[Gate.EQUITY] = GateState.WATCH
    assert gates_sentence(states) == "all eight must-haves, one group on watch"
    states[Gate.DELIVERED], states[Gate.EFFECT] = GateState.FAIL, GateState.UNKNOWN
    assert gates_sentence(states) == (
        "6 of eight must-haves, one group on watch; fails done as planned; effect not known"
    )


def test_of_a_small_pilot_only_its_own_must_haves_are_told() -> None:
    states = dict.fromkeys(Gate, GateState.PASS) | {Gate.EQUITY: GateState.UNKNOWN}
    small = NEEDED[Size.SMALL]
    assert gates_sentence(states, small) == "all five must-haves of a small pilot"
    states[Gate.ACCEPTABLE] = GateState.WAIVED
    assert gates_sentence(states, small) == ("4 of five must-haves of a small pilot; acceptable waived with a plan")
    states[Gate.EQUITY] = GateState.FAIL
    assert "fails equity" in gates_sentence(states, small)
