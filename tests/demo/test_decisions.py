"""What the sample shows of deciding: every recommendation, ratings that disagree, money, decisions of all kinds."""

from __future__ import annotations

from datetime import date

import pytest

from pilotboard.demo import loader
from pilotboard.domain.decisions import DecisionKind
from pilotboard.domain.gates import Gate, GateState
from pilotboard.domain.outcomes import Recommended
from pilotboard.usecases import costs, decisions, programmes, swaps
from pilotboard.usecases.cases import pilot_case
from pilotboard.usecases.scale import scale
from pilotboard.usecases.workspace import Clock, Workspace

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    loader.open_or_make(TODAY, path)
    return Workspace(str(path), "helen", Clock(TODAY))


def test_every_state_of_the_recommendation_is_there_with_its_reasons(ws: Workspace) -> None:
    view = scale(ws, told=True)
    rows = view.rows
    assert len(rows) >= 12
    assert {row.recommendation for row in rows} == set(Recommended)
    assert all(view.told(row.key).reasons for row in rows)
    lacking = {Recommended.EXTEND, Recommended.ADAPT, Recommended.STOP, Recommended.DECIDE_NOW}
    assert all(view.told(row.key).missing for row in rows if row.recommendation in lacking)


def test_one_is_held_back_by_a_single_must_have_that_is_not_known(ws: Workspace) -> None:
    case = pilot_case(ws, "P-06")
    assert case.recommendation.held_back_by == (Gate.DELIVERED,)
    assert case.recommendation.missing[0].startswith("Only done as planned (G5) holds it back")


def test_must_haves_pass_fail_are_on_watch_unknown_and_waived(ws: Workspace) -> None:
    assert {state for row in scale(ws).rows for state in row.gates} == set(GateState)


def test_raters_disagree_somewhere_and_some_cannot_tell(ws: Workspace) -> None:
    found = [one for row in scale(ws).rows for one in pilot_case(ws, row.key).judged.values()]
    assert any(one.low is not None and one.high is not None and one.high - one.low >= 2 for one in found)
    assert any(one.unsure for one in found)


def test_people_decided_all_four_things_and_later_evidence_asks_again(ws: Workspace) -> None:
    assert {one.kind for one in decisions.list_decisions(ws).rows} == set(DecisionKind)
    assert any(row.flag for row in scale(ws).rows)


def test_there_is_money_and_something_that_could_pay(ws: Workspace) -> None:
    assert len(costs.list_costs(ws).rows) > 15
    assert len(programmes.list_programmes(ws).rows) == 5
    assert "stop" in swaps.list_swaps(ws).words_for("P-01")
