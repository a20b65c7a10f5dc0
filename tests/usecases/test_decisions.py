"""What people decide, with the evidence they had; rules, must-haves and ratings on the way there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pilotboard.domain.canonical import digest_of
from pilotboard.domain.errors import (
    Conflict,
    DamagedData,
    FilterError,
    InvalidInput,
    NotFound,
    Refusal,
    UndoRefused,
)
from pilotboard.domain.gates import Gate, GateState
from pilotboard.usecases import criteria, decision_rules, decisions, gates, history, years
from pilotboard.usecases.cases import pilot_case
from pilotboard.usecases.redact import redact
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_pilot, as_user
from tests.decision_builders import LEVELS, RULE, a_locked_rule, a_ready_pilot, check, decide
from tests.usecases.content import content

WAIVER = {"gate": "G6", "by": "Dr. Lee", "plan": "Count the groups in May.", "due": DAY + timedelta(days=60)}


def test_a_decision_keeps_the_evidence_of_its_day(either: Workspace) -> None:
    pilot = a_ready_pilot(either)
    key = decide(either, pilot, "scale", conditions="Ask again in May.", review_on=DAY + timedelta(days=90))
    check(either, pilot, "G5", value=0.2)
    found = decisions.show_decision(either, key)
    assert (found.line.kind, found.line.recommended, found.line.pilot_key) == ("scale", "scale", pilot)
    assert found.evidence["gates"]["G5"]["state"] == "pass"
    assert found.evidence["criteria"]["equity"] == {
        "weight": 15,
        "level": 2,
        "low": 2,
        "high": 2,
        "raters": 2,
        "cannot_tell": 0,
    }
    assert found.evidence["rule"]["smallest_change"] == 0.05
    assert found.evidence["recommendation"] == "scale"
    assert "now it says adapt" in found.flag
    assert [line.key for line in decisions.list_decisions(either, pilot=pilot).rows] == [key]


def test_an_undone_decision_stays_readable_and_can_be_done_again(either: Workspace) -> None:
    pilot = a_ready_pilot(either)
    key = decide(either, pilot, "extend")
    before = content(either)
    history.undo(either)
    assert decisions.show_decision(either, key).line.withdrawn
    assert decisions.list_decisions(either, "standing").rows == []
    assert pilot_case(either, pilot).case.past == ()
    history.redo(either)
    assert content(either) == before
    assert not decisions.show_decision(either, key).line.withdrawn


def test_what_something_stands_on_is_not_undone(either: Workspace) -> None:
    pilot = a_ready_pilot(either)
    decide(either, pilot, "scale")
    first = either.newest_entry()
    decide(either, pilot, "scale", step="board", item="7.2", vote="5-0")
    with pytest.raises(UndoRefused, match="D-02"):
        history.undo(either, first)
    with pytest.raises(Refusal, match="D-02 was decided after D-01"):
        decisions.withdraw_decision(either, "D-01", "Too early")
    decisions.withdraw_decision(either, "D-02", "The vote was void")
    decisions.withdraw_decision(either, "D-01", "Too early")
    assert [line.withdrawn for line in decisions.list_decisions(either).rows] == [True, True]
    history.undo(either)
    assert not decisions.show_decision(either, "D-01").line.withdrawn


def test_people_may_decide_otherwise_and_it_is_said(ws: Workspace) -> None:
    pilot = a_ready_pilot(ws)
    assert "you decide stop" in decisions.warn_about_decision(ws, pilot, "stop")
    assert decisions.warn_about_decision(ws, pilot, "adopt") == ""
    done = decisions.record_decision(ws, pilot, {"kind": "abandon", "by": "The Board", "reason": "No room"})
    assert done.said.endswith("to stop P-01 Reading texts. The evidence said scale.")
    assert done.keys == ("D-01", pilot)
    assert [line.key for line in decisions.list_decisions(ws, "override").rows] == ["D-01"]
    assert decisions.list_decisions(ws, "kind:scale").rows == []
    with pytest.raises(FilterError):
        decisions.list_decisions(ws, "luck:good")


def test_decisions_of_a_school_year(ws: Workspace) -> None:
    years.add_year(ws, {"name": "2024-25", "start": date(2024, 8, 15), "end": date(2025, 6, 10)})
    years.add_year(ws, {"name": "2025-26", "start": date(2025, 8, 14), "end": date(2026, 6, 9)})
    pilot = a_pilot(ws)
    decide(ws, pilot, "extend", on=date(2025, 3, 1))
    decide(ws, pilot, "adapt")
    assert [line.key for line in decisions.list_decisions(ws, "year:2024-25").rows] == ["D-01"]
    assert [line.key for line in decisions.list_decisions(ws, "year:this").rows] == ["D-02"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": "maybe"}, "maybe"),
        ({"reason": " "}, "Reason"),
        ({"by": ""}, "By"),
        ({"on": DAY + timedelta(days=1)}, "still to come"),
        ({"vote": "5-0"}, "Board"),
        ({"review_on": DAY - timedelta(days=1), "on": DAY}, "before the decision"),
    ],
)
def test_what_cannot_be_decided(ws: Workspace, values: dict[str, object], said: str) -> None:
    pilot = a_pilot(ws)
    usual = {"kind": "extend", "by": "Ana", "reason": "We know too little."}
    with pytest.raises(InvalidInput, match=said):
        decisions.record_decision(ws, pilot, {**usual, **values})
    assert decisions.list_decisions(ws).rows == []


def test_evidence_that_somebody_changed_is_not_shown_as_frozen(ws: Workspace) -> None:
    import sqlite3

    pilot = a_ready_pilot(ws)
    key = decide(ws, pilot, "scale")
    ws.close()
    with sqlite3.connect(str(ws.location.path)) as other:
        other.execute("UPDATE decision SET snapshot = replace(snapshot, '0.94', '0.99')")
    with pytest.raises(DamagedData, match="not what was frozen"):
        decisions.show_decision(ws, key)


def test_words_can_be_taken_out_of_everything_that_a_decision_keeps(either: Workspace) -> None:
    pilot = a_ready_pilot(either)
    check(either, pilot, "G7", value=4.0, n=9, evidence="Said by Mia Lopez's mother")
    key = decide(either, pilot, "scale", reason="Mia Lopez was glad.")
    redact(either, pilot, "A child's name", "Mia Lopez")
    redact(either, key, "A child's name", "Mia Lopez")
    found = decisions.show_decision(either, key)
    assert "Mia" not in str(found)
    assert "Mia" not in str(content(either))
    assert "Mia" not in str(pilot_case(either, pilot))
    assert len(found.line.digest) == 64


# The rule.


def test_a_rule_is_written_changed_and_locked_for_good(either: Workspace) -> None:
    pilot = a_pilot(either)
    assert decision_rules.show_rule(either, pilot).rule is None
    decision_rules.write_rule(either, pilot, {"measure": "late arrivals", "smallest_change": 0.05})
    with pytest.raises(InvalidInput, match="no baseline"):
        decision_rules.lock_rule(either, pilot)
    decision_rules.write_rule(either, pilot, RULE)
    history.undo(either)
    assert decision_rules.show_rule(either, pilot).rule.measure == "late arrivals"  # type: ignore[union-attr]
    history.redo(either)
    done = decision_rules.lock_rule(either, pilot)
    assert done.said == f"Locked the rule of {pilot}."
    page = decision_rules.show_rule(either, pilot)
    assert page.rule is not None
    assert (page.rule.locked_on, page.rule.locked_by, page.rule.locked_late) == (DAY, "Ana Ruiz", False)
    with pytest.raises(UndoRefused):
        history.undo(either, done.entry)
    with pytest.raises(Refusal, match="was locked"):
        decision_rules.write_rule(either, pilot, {"target": 0.8})
    with pytest.raises(Refusal, match="was locked"):
        decision_rules.lock_rule(either, pilot)
    with pytest.raises(Refusal, match="was locked"):
        decision_rules.remove_rule(either, pilot)


def test_a_change_after_the_lock_is_an_amendment_that_everybody_sees(either: Workspace) -> None:
    pilot = a_pilot(either)
    decision_rules.write_rule(either, pilot, RULE)
    with pytest.raises(Refusal, match="not locked"):
        decision_rules.amend_rule(either, pilot, {"target": 0.8}, "why not")
    decision_rules.lock_rule(either, pilot)
    with pytest.raises(InvalidInput, match="Reason"):
        decision_rules.amend_rule(either, pilot, {"target": 0.8}, " ")
    decision_rules.amend_rule(either, pilot, {"target": 0.8, "certainty": 90}, "The Board asked for more")
    page = decision_rules.show_rule(either, pilot)
    assert page.rule is not None
    assert page.rule.target == 0.8
    [amendment] = page.amendments
    assert amendment.change == "target: 80 % instead of 75 %; certainty: 90 % instead of 75 %"
    assert (amendment.author, amendment.reason) == ("Ana Ruiz", "The Board asked for more")
    with pytest.raises(UndoRefused):
        history.undo(either)
    assert pilot_case(either, pilot).amendments == page.amendments


def test_a_rule_locked_after_figures_says_so(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    check(ws, pilot, "G4", chance=0.9, n=10)
    a_locked_rule(ws, pilot)
    rule = decision_rules.show_rule(ws, pilot).rule
    assert rule is not None
    assert rule.locked_late


def test_a_rule_can_be_tried_before_it_is_locked(ws: Workspace) -> None:
    rule = decision_rules.check_rule_values(RULE)
    table = decision_rules.try_rule(rule)
    assert table.rows[0].chance < 0.5 < table.rows[-1].chance
    assert table.sentences(rule)[0].startswith("If it is really")
    with pytest.raises(InvalidInput):
        decision_rules.check_rule_values({**RULE, "smallest_change": 0.0})


def test_two_people_who_change_one_rule_lose_nothing(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    decision_rules.write_rule(ws, pilot, RULE)
    opened = decision_rules.opened_rule(decision_rules.show_rule(ws, pilot))
    decision_rules.write_rule(ws, pilot, {"target": 0.9})
    decision_rules.write_rule(ws, pilot, {"certainty": 80}, opened)
    with pytest.raises(Conflict):
        decision_rules.write_rule(ws, pilot, {"target": 0.7}, opened)
    rule = decision_rules.show_rule(ws, pilot).rule
    assert rule is not None
    assert (rule.target, rule.certainty) == (0.9, 80)


# Must-haves.


def test_the_newest_check_counts_and_all_stay_readable(either: Workspace) -> None:
    pilot = a_pilot(either)
    done = check(either, pilot, "done as planned", value=0.5)
    assert done.said == f"Recorded done as planned (G5) of {pilot}: fail."
    check(either, pilot, "G5", value=0.8)
    check(either, pilot, "G5", value=0.1, on=DAY - timedelta(days=20))
    page = gates.list_gates(either, pilot)
    assert page.gates[4].state == GateState.PASS
    assert [one.value for one in page.checks] == [0.1, 0.8, 0.5]
    history.undo(either)
    history.undo(either)
    assert gates.list_gates(either, pilot).gates[4].state == GateState.FAIL


def test_only_an_unknown_must_have_is_waived_with_a_plan(either: Workspace) -> None:
    pilot = a_pilot(either)
    gates.waive_gate(either, pilot, WAIVER)
    page = gates.list_gates(either, pilot)
    assert page.gates[5].state == GateState.WAIVED
    assert "Dr. Lee" in page.gates[5].words
    with pytest.raises(Refusal, match="waived already"):
        gates.waive_gate(either, pilot, WAIVER)
    gates.unwaive_gate(either, pilot, "equity")
    assert gates.list_gates(either, pilot).waivers == ()
    check(either, pilot, "G6", chance=0.9, n=50)
    with pytest.raises(Refusal, match="is known"):
        gates.waive_gate(either, pilot, WAIVER)
    for changes in ({"gate": "G4"}, {"plan": ""}, {"due": DAY - timedelta(days=1)}):
        with pytest.raises(InvalidInput):
            gates.waive_gate(either, pilot, {**WAIVER, **changes})


def test_what_cannot_be_checked(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    for values in (
        {"gate": "G9", "state": "pass"},
        {"gate": "G5", "state": "pass", "evidence": ""},
        {"gate": "G5", "value": 1.5},
        {"gate": "G2", "state": "watch"},
        {"gate": "G5", "state": "pass", "on": DAY + timedelta(days=1)},
    ):
        with pytest.raises(InvalidInput):
            check(ws, pilot, **values)
    with pytest.raises(NotFound):
        check(ws, "P-77", "G5", value=0.8)
    with pytest.raises(InvalidInput, match="no must-have"):
        gates.gate_named("G12")
    assert gates.gate_named("done-as-planned") == Gate.DELIVERED


def test_two_named_people_hold_harm_to_be_unfixable(ws: Workspace) -> None:
    pilot = a_ready_pilot(ws)
    check(ws, pilot, "G2", state="fail", detail="not_fixable")
    assert pilot_case(ws, pilot).recommendation.outcome == "adapt"
    other = as_user(ws, "ben")
    check(other, pilot, "G2", state="fail", detail="not_fixable")
    other.close()
    assert pilot_case(ws, pilot).recommendation.outcome == "stop"


# Criteria and ratings.


def test_several_people_rate_and_not_being_able_to_tell_is_no_zero(either: Workspace) -> None:
    pilot = a_pilot(either)
    criteria.rate(either, pilot, {"equity": 3, "Evidence-strength": None})
    criteria.rate(either, pilot, {"equity": 1}, by="Ben Okoro", note="The evening group")
    page = criteria.list_ratings(either, pilot)
    assert (page.judged["equity"].level, page.judged["equity"].raters) == (1, 2)
    assert page.judged["evidence strength"].level is None
    assert page.judged["evidence strength"].unsure == 1
    assert {one.rater for one in page.ratings} == {"Ana Ruiz", "Ben Okoro"}
    criteria.rate(either, pilot, {"equity": 2}, by="Ben Okoro")
    assert criteria.list_ratings(either, pilot).judged["equity"].level == 2
    criteria.remove_rating(either, pilot, "equity", by="Ben Okoro")
    assert criteria.list_ratings(either, pilot).judged["equity"].raters == 1
    history.undo(either)
    assert criteria.list_ratings(either, pilot).judged["equity"].raters == 2


def test_a_rating_that_cannot_be(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    for levels in ({"luck": 2}, {"equity": 4}, {}):
        with pytest.raises(InvalidInput):
            criteria.rate(ws, pilot, levels)
    assert criteria.list_ratings(ws, pilot).ratings == ()
    assert criteria.rate(ws, pilot, LEVELS).said == f"Rated {pilot} on 8 criteria."
    assert criteria.rate(ws, pilot, LEVELS).entry == 0


def test_criteria_come_in_versions(either: Workspace) -> None:
    held = criteria.show_criteria(either)
    assert (held.number, len(held.criteria)) == (1, 8)
    assert criteria.edit_criteria(either, held.criteria).entry == 0
    fewer = [one._replace(weight=20) if one.name == "effectiveness" else one for one in held.criteria]
    with pytest.raises(InvalidInput, match="5 short"):
        criteria.edit_criteria(either, fewer)
    fewer[1] = fewer[1]._replace(weight=20)
    criteria.edit_criteria(either, fewer, "Evidence counts more")
    assert criteria.show_criteria(either).weights["effectiveness"] == 20
    assert [one.number for one in criteria.list_criteria_sets(either)] == [2, 1]
    assert criteria.show_criteria(either, 1).criteria == held.criteria
    with pytest.raises(NotFound):
        criteria.show_criteria(either, 9)
    history.undo(either)
    assert criteria.show_criteria(either) == held


def test_what_is_frozen_has_the_digest_of_its_text(ws: Workspace) -> None:
    decide(ws, a_ready_pilot(ws), "scale")
    text, digest = ws.read(lambda reader: reader.rows("SELECT snapshot, digest FROM decision"))[0]
    assert digest_of(text) == digest
