from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.cases import Case
from pilotboard.domain.chances import chance_short, chance_words
from pilotboard.domain.decision_rules import Size
from pilotboard.domain.decisions import DecisionKind
from pilotboard.domain.gate_readings import GateFacts, ScaleCost, effect_state, equity_state, gate_views
from pilotboard.domain.gates import Check, Detail, Gate, GateState, GateView, Waiver, newest, unfixable_by
from pilotboard.domain.outcomes import Recommended
from pilotboard.domain.posteriors import Share, change_of
from pilotboard.domain.recommendation import recommend
from pilotboard.domain.reports import SafetyState
from tests.domain.decision_builders import LOCKED, WEIGHTS, check, facts, levels, rule

FULL = (
    check(Gate.SAFETY, "pass"),
    check(Gate.EFFECT, chance=0.9, half_width=0.05, n=214),
    check(Gate.DELIVERED, value=0.86),
    check(Gate.EQUITY, "pass"),
    check(Gate.ACCEPTABLE, value=4.1, n=126, asked=140),
)


def read(gate: Gate, given_facts: GateFacts) -> GateView:
    return gate_views(given_facts)[gate]


def test_a_pilot_with_everything_written_passes_all_eight() -> None:
    found = gate_views(facts(*FULL))
    assert {view.state for view in found.values()} == {GateState.PASS}
    assert all(view.words.endswith(".") for view in found.values())
    assert found[Gate.ACCEPTABLE].words == "4.1 of 5 (n 126 of 140 asked, 90 %); 3.5 is needed."
    assert found[Gate.EFFECT].words == "The chance that it clears the bar is about 9 in 10 (n 214)."


def test_nothing_written_is_unknown_eight_times_and_never_a_failure() -> None:
    found = gate_views(GateFacts("", "", SafetyState.CLEAR, None))
    assert [view.state for view in found.values()] == [GateState.UNKNOWN] * 8
    assert list(found) == list(Gate)
    assert all(view.words for view in found.values())


def test_purpose_needs_a_goal_and_an_owner_or_a_word_by_hand() -> None:
    assert read(Gate.PURPOSE, facts(owner_after="")).state == GateState.UNKNOWN
    assert "who answers for it" in read(Gate.PURPOSE, facts(owner_after="")).words
    assert read(Gate.PURPOSE, facts(check(Gate.PURPOSE, "pass"), goal="")).state == GateState.PASS
    assert read(Gate.PURPOSE, facts(check(Gate.PURPOSE, "fail"), goal="")).state == GateState.UNKNOWN


@pytest.mark.parametrize(
    ("reports", "statement", "state"),
    [
        (SafetyState.CLEAR, "pass", "pass"),
        (SafetyState.CLEAR, None, "unknown"),
        (SafetyState.CLEAR, "unknown", "unknown"),
        (SafetyState.UNKNOWN, "pass", "unknown"),
        (SafetyState.FAILS, "pass", "fail"),
        (SafetyState.FAILS, None, "fail"),
        (SafetyState.CLEAR, "fail", "fail"),
        (SafetyState.UNKNOWN, "fail", "fail"),
    ],
)
def test_safety_needs_a_statement_and_no_open_report(reports: SafetyState, statement: str | None, state: str) -> None:
    checks = [check(Gate.SAFETY, statement)] if statement else []
    assert read(Gate.SAFETY, facts(*checks, reports=reports)).state == state


def test_the_rule_needs_its_lock_its_baseline_and_a_figure_after_it() -> None:
    figure = check(Gate.EFFECT, chance=0.4)
    assert read(Gate.RULE, facts(figure)).state == GateState.PASS
    assert read(Gate.RULE, facts(figure, rule=None)).words == "No rule is written yet."
    unlocked = facts(figure, check(Gate.RULE, "pass"), rule=rule(locked_on=None, locked_by=""))
    assert read(Gate.RULE, unlocked).state == GateState.UNKNOWN
    assert read(Gate.RULE, facts(figure, rule=rule(baseline=None))).state == GateState.UNKNOWN
    before = figure._replace(on=date(2026, 1, 30))
    assert read(Gate.RULE, facts(before)).state == GateState.UNKNOWN
    assert read(Gate.RULE, facts(before, check(Gate.RULE, "pass"))).state == GateState.PASS
    assert read(Gate.RULE, facts(before, figure)).state == GateState.PASS


def test_an_effect_from_before_the_lock_informs_only() -> None:
    early = check(Gate.EFFECT, chance=0.99, half_width=0.01, on=date(2026, 1, 30))
    assert read(Gate.EFFECT, facts(early)).state == GateState.UNKNOWN
    assert "informs only" in read(Gate.EFFECT, facts(early)).words
    assert read(Gate.EFFECT, facts(early._replace(on=LOCKED))).state == GateState.PASS


@pytest.mark.parametrize(
    "figure", [check(Gate.EFFECT, chance=0.99), check(Gate.EFFECT, "pass"), check(Gate.EFFECT, "fail")]
)
def test_what_rises_by_itself_needs_a_comparison(figure: Check) -> None:
    alone = facts(figure, rule=rule(rises_by_itself=True))
    assert read(Gate.EFFECT, alone).state == GateState.UNKNOWN
    compared = facts(figure, rule=rule(rises_by_itself=True, comparison="the same weeks of last year"))
    assert read(Gate.EFFECT, compared).state != GateState.UNKNOWN


@pytest.mark.parametrize(
    ("chance", "half", "certainty", "state", "detail"),
    [
        (0.75, 0.3, 75, "pass", None),
        (0.749, 0.01, 75, "unknown", Detail.UNCERTAIN),
        (0.80, 0.01, 90, "unknown", Detail.UNCERTAIN),
        (0.26, 0.01, 75, "unknown", Detail.UNCERTAIN),
        (0.25, 0.1, 75, "fail", Detail.PROBABLY_BELOW),
        (0.25, 0.11, 75, "unknown", Detail.PROBABLY_BELOW),
        (0.01, None, 75, "unknown", Detail.PROBABLY_BELOW),
    ],
)
def test_an_effect_fails_only_after_a_fair_chance(
    chance: float, half: float | None, certainty: int, state: str, detail: Detail | None
) -> None:
    assert effect_state(chance, half, certainty, 0.1) == (state, detail)
    figure = check(Gate.EFFECT, chance=chance, half_width=half)
    assert read(Gate.EFFECT, facts(figure, rule=rule(certainty=certainty))).state == state


def test_without_a_rule_a_figure_can_pass_but_not_fail() -> None:
    assert read(Gate.EFFECT, facts(check(Gate.EFFECT, chance=0.8), rule=None)).state == GateState.PASS
    assert (
        read(Gate.EFFECT, facts(check(Gate.EFFECT, chance=0.0, half_width=0.0), rule=None)).state == GateState.UNKNOWN
    )


@pytest.mark.parametrize(("gate", "bar"), [(Gate.DELIVERED, 0.70), (Gate.ACCEPTABLE, 3.5)])
def test_delivery_and_acceptance_have_a_bar(gate: Gate, bar: float) -> None:
    assert read(gate, facts(check(gate, value=bar))).state == GateState.PASS
    under = read(gate, facts(check(gate, "pass", value=bar - 0.001)))
    assert under.state == GateState.FAIL
    assert under.words.startswith(("69 %", "3.4 of 5"))


@pytest.mark.parametrize(
    ("chance", "n", "state"),
    [
        (0.9, 9, "unknown"),
        (0.24, 10, "pass"),
        (0.25, 10, "watch"),
        (0.99, 29, "watch"),
        (0.75, 30, "fail"),
        (0.74, 400, "watch"),
    ],
)
def test_a_small_group_is_watched_and_never_fails_alone(chance: float, n: int, state: str) -> None:
    assert equity_state(chance, n) == state
    found = read(Gate.EQUITY, facts(check(Gate.EQUITY, chance=chance, n=n, groups="newcomers")))
    assert found.state == state
    assert found.words.startswith(f"Newcomers (n {n})")


def test_money_needs_a_budget_line_for_each_yearly_cost() -> None:
    paid, open_line, nothing = ScaleCost(6000, funded=True), ScaleCost(500, funded=False), ScaleCost(0, funded=False)
    assert read(Gate.FUNDED, facts(costs=(paid, nothing))).state == GateState.PASS
    found = read(Gate.FUNDED, facts(check(Gate.FUNDED, "fail", detail=Detail.CHEAPER_FORM), costs=(paid, open_line)))
    assert found.state == GateState.FAIL
    assert found.words == "500 a year has no budget line. A cheaper form exists."
    assert read(Gate.FUNDED, facts(costs=())).state == GateState.UNKNOWN
    assert read(Gate.FUNDED, facts(check(Gate.FUNDED, "pass"), costs=())).state == GateState.PASS


def test_only_an_unknown_of_four_is_waived() -> None:
    waivers = tuple(Waiver(gate, "Lee Park", "ask in June", date(2026, 6, 30)) for gate in Gate)
    nothing = gate_views(GateFacts("", "", SafetyState.CLEAR, None, waivers=waivers))
    waived = [gate for gate, view in nothing.items() if view.state == GateState.WAIVED]
    assert waived == [Gate.RULE, Gate.DELIVERED, Gate.EQUITY, Gate.ACCEPTABLE]
    assert nothing[Gate.EQUITY].words.endswith("Waived by Lee Park: to be known by 30 Jun 2026 (ask in June).")
    failing = facts(check(Gate.DELIVERED, value=0.2), waivers=waivers)
    assert read(Gate.DELIVERED, failing).state == GateState.FAIL


def test_the_newest_check_counts_and_of_one_day_the_later() -> None:
    first, second = check(Gate.DELIVERED, value=0.2), check(Gate.DELIVERED, value=0.9)
    assert newest([first, second])[Gate.DELIVERED] is second
    older = second._replace(on=date(2026, 3, 2))
    assert newest([first, older])[Gate.DELIVERED] is first


def test_two_named_people_by_their_latest_word() -> None:
    bad = check(Gate.SAFETY, "fail", detail=Detail.NOT_FIXABLE)
    other = bad._replace(by="Lee Park")
    assert unfixable_by([bad, bad]) == ("Omar Haddad",)
    assert unfixable_by([bad, other]) == ("Lee Park", "Omar Haddad")
    assert unfixable_by([bad, other, other._replace(detail=Detail.FIXABLE)]) == ("Omar Haddad",)


@given(st.floats(0, 1))
def test_chances_are_said_in_words_and_never_as_nothing_or_all(chance: float) -> None:
    assert chance_short(chance).split(" in ")[0] != "0"
    first, _, last = chance_short(chance).partition(" in ")
    assert 0 < int(first) < int(last)
    assert abs(int(first) / int(last) - chance) <= 0.056
    assert "0 in" not in chance_words(chance).replace("10 in", "")


def test_chances_in_words() -> None:
    said = [chance_words(chance) for chance in (0.999, 0.96, 0.82, 0.5, 0.02, 0.001)]
    assert said == [
        "nearly certain",
        "about 96 in 100",
        "about 8 in 10",
        "about 5 in 10",
        "about 1 in 50",
        "next to none",
    ]


def outcome_of(
    before: tuple[int, int],
    after: tuple[int, int],
    group: tuple[int, int, int] | None = None,
    *,
    delivered: float | None = 0.9,
    past: tuple[DecisionKind, ...] = (),
) -> Recommended:
    """The recommendation of a pilot from its counts: ten points matter, everything else is in order.

    ``group`` is (before, after, of how many); its chance to be worse off is shrunk towards the whole by ten people.
    """
    change = change_of(Share(*before), Share(*after), 0.1)
    checks = [check(Gate.SAFETY, "pass"), check(Gate.ACCEPTABLE, value=4.0)]
    checks.append(check(Gate.EFFECT, chance=change.up, half_width=change.half_width, n=after[1]))
    if delivered is not None:
        checks.append(check(Gate.DELIVERED, value=delivered))
    if group is not None:
        was, now, n = group
        first, last = (Share(k + 10 * part / all_, n + 10) for k, (part, all_) in ((was, before), (now, after)))
        checks.append(check(Gate.EQUITY, chance=change_of(first, last, 0.0).down, n=n))
    found = gate_views(facts(*checks))
    return recommend(Case(Size.LARGE, found, levels(), WEIGHTS, past=past)).outcome


def test_many_gained_and_one_small_group_did_not() -> None:
    assert outcome_of((120, 200), (160, 200), (8, 7, 14)) == Recommended.SCALE


def test_a_class_of_nine_is_never_stopped_for_being_small() -> None:
    twice = (DecisionKind.EXTEND, DecisionKind.EXTEND)
    assert outcome_of((3, 9), (6, 9), (3, 6, 9)) == Recommended.EXTEND
    assert outcome_of((3, 9), (6, 9), (3, 6, 9), past=twice) == Recommended.DECIDE_NOW
    assert outcome_of((3, 9), (3, 9), (3, 3, 9)) == Recommended.EXTEND


def test_two_more_of_four_hundred_is_not_enough_once_delivery_is_known() -> None:
    assert outcome_of((220, 400), (222, 400), (55, 55, 100), delivered=None) == Recommended.ADAPT
    assert outcome_of((220, 400), (222, 400), (55, 55, 100)) == Recommended.STOP


@given(st.integers(0, 9), st.integers(0, 9), st.booleans())
def test_one_person_more_never_flips_scale_and_stop(before: int, after: int, gained: bool) -> None:
    nine = outcome_of((before, 9), (after, 9), (before, after, 9))
    ten = outcome_of((before, 9), (after + gained, 10), (before, after + gained, 10))
    assert {nine, ten} != {Recommended.SCALE, Recommended.STOP}


@given(st.integers(0, 10), st.integers(0, 10))
def test_ten_people_alone_never_stop_a_pilot(before: int, after: int) -> None:
    assert outcome_of((before, 10), (after, 10), (before, after, 10)) != Recommended.STOP
