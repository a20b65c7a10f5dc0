"""Which pilots to scale: what is kept follows the facts, whatever is written, undone or redone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from pilotboard.domain.dates import plain_day
from pilotboard.domain.errors import FilterError, InvalidInput, NotFound
from pilotboard.domain.gates import Gate, GateState
from pilotboard.domain.outcomes import Recommended
from pilotboard.domain.people import PersonRole
from pilotboard.domain.reports import Verdict
from pilotboard.domain.scale import ScaleRow, Told
from pilotboard.domain.today import Block
from pilotboard.domain.upkeep import Level
from pilotboard.store.reading import pilot_facts
from pilotboard.usecases import (
    costs,
    criteria,
    decisions,
    feedback_changes,
    feedback_triage,
    gates,
    history,
    people,
    pilots,
    upkeep,
)
from pilotboard.usecases.cases import pilot_case, recompute
from pilotboard.usecases.scale import scale
from pilotboard.usecases.today import show_today
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_person, a_pilot, a_voice, as_user, some_items
from tests.decision_builders import LEVELS, a_locked_rule, a_ready_pilot, check, decide


def row(ws: Workspace, key: str) -> ScaleRow:
    """The line of a pilot."""
    return next(one for one in scale(ws).rows if one.key == key)


def told(ws: Workspace, key: str) -> Told:
    """What more the list tells of it."""
    return scale(ws, told=True).told(key)


def sound(ws: Workspace) -> bool:
    """Whether what is kept is what the facts say."""
    return ws.read(pilot_facts.differing) == []


def test_a_pilot_with_all_that_is_asked_is_to_be_scaled(either: Workspace) -> None:
    pilot = a_ready_pilot(either)
    a_voice(either, pilot)
    found = row(either, pilot)
    assert found.recommendation == Recommended.SCALE
    assert set(found.gates) == {GateState.PASS}
    assert (found.voices, found.yearly_cost, found.chance) == (1, 6_000, 0.94)
    assert told(either, pilot).levels == LEVELS
    assert told(either, pilot).reasons == pilot_case(either, pilot).recommendation.reasons
    assert found.coverage == 1
    assert sound(either)


def test_a_new_pilot_stands_in_the_list_with_all_that_is_missing(either: Workspace) -> None:
    pilot = a_pilot(either)
    found = row(either, pilot)
    assert found.recommendation == Recommended.EXTEND
    assert set(found.gates) == {GateState.UNKNOWN}
    assert found.score is None
    assert len(told(either, pilot).missing) >= 8
    pilots.remove_pilot(either, pilot)
    assert scale(either).rows == []
    history.undo(either)
    assert row(either, pilot).recommendation == Recommended.EXTEND
    assert sound(either)


def test_each_fact_moves_the_line_and_undo_moves_it_back(either: Workspace) -> None:
    pilot = a_ready_pilot(either)
    before = row(either, pilot)
    acts: list[tuple[Callable[[], object], Recommended]] = [
        (lambda: check(either, pilot, "G5", value=0.4), Recommended.ADAPT),
        (lambda: check(either, pilot, "G4", chance=0.1, half_width=0.02, n=400), Recommended.STOP),
        (lambda: criteria.rate(either, pilot, {"equity": None}), Recommended.EXTEND),
        (lambda: criteria.rate(either, pilot, {"equity": 1}), Recommended.ADAPT),
        (lambda: costs.edit_cost(either, "C-01", {"funding": ""}), Recommended.SCALE_WHEN_FUNDED),
        (lambda: costs.remove_cost(either, "C-01"), Recommended.SCALE_WHEN_FUNDED),
        (lambda: pilots.edit_pilot(either, pilot, {"owner_after": ""}), Recommended.EXTEND),
        (lambda: feedback_changes.add_feedback(either, HARM | {"pilot": pilot}), Recommended.EXTEND),
    ]
    for act, expected in acts:
        act()
        after = row(either, pilot)
        assert after.recommendation == expected, told(either, pilot).reasons
        assert sound(either)
        history.undo(either)
        assert row(either, pilot) == before
        history.redo(either)
        assert row(either, pilot) == after
        history.undo(either)


def test_the_line_tells_the_newest_decision_that_stands(either: Workspace) -> None:
    pilot = a_ready_pilot(either)
    assert row(either, pilot).decision is None
    first = decide(either, pilot, "extend", review_on=date(2027, 3, 1))
    last = decide(either, pilot, "scale")
    found = row(either, pilot).decision
    assert found is not None
    assert (found.key, found.kind, found.recommended, found.review_on) == (last, "scale", "scale", None)
    decisions.withdraw_decision(either, last, "Told too early.")
    found = row(either, pilot).decision
    assert found is not None
    assert (found.key, found.kind, found.review_on) == (first, "extend", date(2027, 3, 1))
    assert sound(either)
    history.undo(either)
    assert row(either, pilot).decision.key == last  # type: ignore[union-attr]
    assert sound(either)


HARM = {"role": "family", "quote": "She was left alone at the stop.", "severity": 4}


def test_harm_counts_as_it_is_judged(either: Workspace) -> None:
    pilot = a_ready_pilot(either)
    voice = feedback_changes.add_feedback(either, {**HARM, "pilot": pilot}).keys[0]
    assert row(either, pilot).gates[1] == GateState.UNKNOWN
    for name, role in (("Carla Diaz", "coach"), ("Lee Moss", "leader")):
        a_person(either, name, role=role)
        judge = as_user(either, name)
        feedback_triage.judge_feedback(judge, voice, PersonRole(role), Verdict.CONFIRMED, "I was there.")
        judge.close()
    assert row(either, pilot).gates[1] == GateState.FAIL
    assert row(either, pilot).recommendation == Recommended.ADAPT
    feedback_changes.remove_feedback(either, [voice])
    assert row(either, pilot).recommendation == Recommended.SCALE
    assert sound(either)


def test_other_weights_of_the_set_judge_every_pilot_anew(either: Workspace) -> None:
    pilot = a_ready_pilot(either)
    before = row(either, pilot)
    held = criteria.show_criteria(either)
    heavier = {"evidence strength": 40, "effectiveness": 0}
    changed = [one._replace(weight=heavier.get(one.name, one.weight)) for one in held.criteria]
    criteria.edit_criteria(either, changed, "Evidence first")
    after = row(either, pilot)
    assert after.score is not None
    assert before.score is not None
    assert after.score < before.score
    assert scale(either).criteria.number == 2
    assert sound(either)
    history.undo(either)
    assert row(either, pilot) == before


def test_a_person_gives_their_name_to_what_they_recorded(either: Workspace) -> None:
    pilot = a_ready_pilot(either)
    people.edit_person(either, "U-01", {"name": "Ana Ruiz-Lee"})
    assert "Ana Ruiz-Lee" in told(either, pilot).words[1]
    assert sound(either)


def test_weights_to_look_at_change_nothing_that_is_stored(ws: Workspace) -> None:
    pilot = a_ready_pilot(ws)
    criteria.rate(ws, pilot, {"cost return": 0, "transferability": 0})
    criteria.rate(ws, pilot, {"cost return": 0, "transferability": 0}, by="Ben Okoro")
    tried = scale(ws, weights={"Cost-return": 60, "transferability": 60})
    assert tried.own_weights
    assert tried.weights["cost return"] == 60
    assert tried.rows[0].recommendation == Recommended.EXTEND
    assert tried.rows[0].score != row(ws, pilot).score
    assert not scale(ws).own_weights
    with pytest.raises(InvalidInput, match="no criterion"):
        scale(ws, weights={"luck": 5})
    with pytest.raises(InvalidInput, match="no weight"):
        scale(ws, weights={"equity": -1})
    with pytest.raises(InvalidInput, match="weigh something"):
        scale(ws, weights=dict.fromkeys(LEVELS, 0))


def test_the_list_is_grouped_filtered_and_leaves_the_closed_out(ws: Workspace) -> None:
    best, plain, closed = a_ready_pilot(ws), a_pilot(ws, "Later Wednesdays"), a_pilot(ws, "Gone")
    weak = a_ready_pilot(ws, "Homework club")
    check(ws, weak, "G5", value=0.5)
    pilots.close_pilot(ws, closed)
    found = scale(ws)
    assert [one.key for one in found.rows] == [best, plain, weak]
    assert found.total == 3
    assert [one.key for one in scale(ws, "recommendation:adapt").rows] == [weak]
    assert [one.key for one in scale(ws, "fails:G5").rows] == [weak]
    assert [one.key for one in scale(ws, "unknown:g4").rows] == [plain]
    assert len(scale(ws, "score>70", limit=1).rows) == 1
    with pytest.raises(FilterError):
        scale(ws, "luck:good")


def test_a_decision_is_due_until_people_have_decided(ws: Workspace) -> None:
    pilot = a_ready_pilot(ws)
    assert scale(ws).due == 0
    pilots.edit_pilot(ws, pilot, {"decision_due": DAY})
    assert scale(ws).due == 1
    decide(ws, pilot, "extend", review_on=DAY + timedelta(days=30))
    assert scale(ws).due == 0
    assert row(ws, pilot).due_on == DAY + timedelta(days=30)
    later = as_user(ws, "ana.ruiz", 31)
    assert scale(later).due == 1
    later.close()


def test_the_third_extend_in_a_row_is_for_the_people_to_choose(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    decide(ws, pilot, "extend")
    decide(ws, pilot, "extend", step="board", item="7.2", vote="5-0")  # the same round
    assert row(ws, pilot).recommendation == Recommended.EXTEND
    last = decide(ws, pilot, "adapt")
    assert row(ws, pilot).recommendation == Recommended.DECIDE_NOW
    assert row(ws, pilot).decision is not None
    history.undo(ws)
    assert row(ws, pilot).recommendation == Recommended.EXTEND
    assert last == "D-03"


def test_a_rule_that_is_not_locked_decides_nothing(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    assert pilot_case(ws, pilot).size == "large"
    a_locked_rule(ws, pilot, size="small")
    case = pilot_case(ws, pilot)
    assert case.size == "small"
    assert Gate.EFFECT not in case.needed


def test_the_page_of_a_pilot_holds_everything(ws: Workspace) -> None:
    pilot = a_ready_pilot(ws)
    check(ws, pilot, "G5", value=0.9)
    decide(ws, pilot, "scale")
    case = pilot_case(ws, pilot)
    assert [view.gate for view in case.gates] == list(Gate)
    assert case.checks[0].value == 0.9
    assert len(case.checks) == 6
    assert len(case.ratings) == 16
    assert case.judged["equity"].raters == 2
    assert case.decisions[0].kind == "scale"
    assert case.rule is not None
    assert case.flag == ""
    check(ws, pilot, "G5", value=0.3)
    assert "now it says adapt" in pilot_case(ws, pilot).flag
    assert "now it says adapt" in row(ws, pilot).flag
    with pytest.raises(NotFound):
        pilot_case(ws, "P-09")


def test_what_is_kept_can_be_worked_out_anew(either: Workspace) -> None:
    pilot = a_ready_pilot(either)
    right = row(either, pilot)
    gates.list_gates(either, pilot)
    spoil(either)
    assert either.read(pilot_facts.differing) == [pilot]
    told = [one for one in upkeep.doctor(either).findings if one.level == Level.PROBLEM]
    assert [f"not what their facts say, for 1 of them: {pilot}" in one.what for one in told] == [True]
    assert row(either, pilot) != right
    recompute(either)
    assert row(either, pilot) == right
    assert sound(either)
    assert not [one for one in upkeep.doctor(either).findings if one.level == Level.PROBLEM]


def spoil(ws: Workspace) -> None:
    """Set something else into what is kept, past everything."""
    from sqlalchemy import Engine, text

    from pilotboard.store.writing.engine import announced

    engine = ws.writer()._engine
    assert isinstance(engine, Engine)
    with engine.connect() as connection, connection.begin(), announced(connection):
        connection.execute(text("UPDATE pilot_summary SET score = 12, recommended = 'stop'"))


def test_work_on_items_costs_nothing_more(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from pilotboard.store.writing import summaries
    from pilotboard.usecases import item_moves

    pilot = a_ready_pilot(ws)
    keys = some_items(ws, pilot, 2)
    voice = a_voice(ws, pilot)

    def never(*_: object) -> None:
        raise AssertionError("worked out anew")

    monkeypatch.setattr(summaries, "work_out", never)
    item_moves.move_items(ws, keys, "doing")
    pilots.edit_pilot(ws, pilot, {"aim": "More evenings"})
    feedback_changes.edit_feedback(ws, voice, {"channel": "meeting"})
    people.edit_person(ws, "U-01", {"email": "ana@example.org"})
    with pytest.raises(AssertionError, match="anew"):
        check(ws, pilot, "G5", value=0.5)


def test_a_waiver_is_overdue_when_its_day_has_passed_and_the_recommendation_stays(either: Workspace) -> None:
    pilot = a_ready_pilot(either)
    check(either, pilot, "G7", state="unknown")
    due = either.today() + timedelta(days=3)
    gates.waive_gate(either, pilot, {"gate": "G7", "by": "Ana Ruiz", "plan": "ask all in May", "due": due})
    before = row(either, pilot)
    assert "to be known by" in pilot_case(either, pilot).gates[6].words
    a_person(either, "Lea Long", role="leader", handle="lea")
    on_the_day, later = as_user(either, "lea", 3), as_user(either, "lea", 4)
    assert scale(on_the_day, told=True).overdue == {}
    assert not [line for block in show_today(on_the_day).blocks for line in block.lines if line.word == "waived"]
    (late,) = scale(later, told=True).overdue[pilot]
    assert late.words() == f"acceptable (G7) was to be known by {plain_day(due)}"
    case = pilot_case(later, pilot)
    assert f"Waived by Ana Ruiz: overdue, was to be known by {plain_day(due)} (ask all in May)." in case.gates[6].words
    assert row(later, pilot) == before
    assert (case.recommendation, sound(later)) == (pilot_case(either, pilot).recommendation, True)
    block = show_today(later).block(Block.DECISIONS)
    assert block is not None
    (line,) = [line for line in block.lines if line.word == "waived"]
    assert (line.key, line.when, line.who) == (pilot, "1 d late", "Ana Ruiz")
    check(either, pilot, "G7", value=4.1, n=40)
    assert scale(later, told=True).overdue == {}
    on_the_day.close()
    later.close()
