"""The Evidence screen over a real store: the rule before the data, must-haves, ratings, each by its key and undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pilotboard.domain.gates import Gate, GateState
from pilotboard.tui.dialogs.confirm import Confirm
from pilotboard.tui.dialogs.form import Form
from pilotboard.tui.screens.profile import ProfilePage
from pilotboard.usecases import criteria, decision_rules, gates
from pilotboard.usecases.cases import pilot_case
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, a_team, as_user, make_store
from tests.domain.nasty import NASTY
from tests.tui.desk import at_work
from tests.tui.test_kit import picture, settled
from tests.tui.test_nasty import check

RULE = {"measure": "Families who read", "kind": "rate", "baseline": 0.42, "baseline_n": 190, "target": 0.6}
RULE |= {"smallest_change": 0.08, "expected_n": 200}


@pytest.fixture
def ws(sqlite_path: Path) -> Iterator[Workspace]:
    made = make_store(str(sqlite_path))
    a_pilot(made, "Reading texts", team=a_team(made, "Team Heron"))
    yield made
    made.close()


def with_rule(ws: Workspace) -> None:
    decision_rules.write_rule(ws, "P-01", {**RULE, "decision_on": ws.today() + timedelta(days=60)})


def state(ws: Workspace, gate: Gate) -> GateState:
    return pilot_case(ws, "P-01").case.gates[gate].state


async def test_without_pilots_it_says_what_belongs_here(sqlite_path: Path, tmp_path: Path) -> None:
    empty = make_store(str(sqlite_path))
    async with at_work(empty, tmp_path, "evidence") as (app, _):
        assert "Press 2, then n" in picture(app)
    empty.close()


async def test_what_is_not_known_is_seen_at_both_sizes(ws: Workspace, tmp_path: Path) -> None:
    for size, head in (((140, 40), "purpose"), ((80, 24), "G1 G2 G3")):
        async with at_work(ws, tmp_path, "evidence", size) as (app, _):
            seen = picture(app)
            assert head in " ".join(seen.split())
            assert "Reading texts" in seen
            assert "not known: purpose, safety, rule" in seen


async def test_the_rule_is_written_seen_as_sharp_as_it_is_and_locked(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path, "evidence") as (app, pilot):
        await pilot.press("e")
        await settled(app, pilot)
        assert isinstance(app.screen, Form)
        keys = [*"Families who read", "tab", "tab", "tab", "tab", *"42 %", "tab", *"190", "tab", *"60%", "tab", *"8 %"]
        await pilot.press(*keys, "tab", *"200", "ctrl+s")
        await settled(app, pilot)
        rule = decision_rules.show_rule(ws, "P-01").rule
        assert rule is not None
        assert (rule.baseline, rule.target, rule.smallest_change, rule.certainty) == (0.42, 0.6, 0.08, 75)
        await pilot.press("L")
        await settled(app, pilot)
        assert isinstance(app.screen, Confirm)
        assert "If it is really 50 %" in " ".join(picture(app).split())
        await pilot.press("y")
        await settled(app, pilot)
        assert "no decision date" in picture(app)


async def test_a_locked_rule_is_amended_with_its_reason(ws: Workspace, tmp_path: Path) -> None:
    with_rule(ws)
    async with at_work(ws, tmp_path, "evidence") as (app, pilot):
        await pilot.press("L")
        await settled(app, pilot)
        await pilot.press("y")
        await settled(app, pilot)
        page = decision_rules.show_rule(ws, "P-01")
        assert page.rule is not None
        assert page.rule.locked_on == ws.today()
        await pilot.press("A")
        await settled(app, pilot)
        await pilot.press(*"A new bus line", *["tab"] * 7)
        await pilot.press("end", *["backspace"] * 4, *"70 %", "ctrl+s")
        await settled(app, pilot)
        (told,) = decision_rules.show_rule(ws, "P-01").amendments
        assert (told.reason, told.change) == ("A new bus line", "target: 70 % instead of 60 %")


async def test_a_must_have_is_written_down_by_its_figure_and_undone(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path, "evidence") as (app, pilot):
        await pilot.press("m")
        await settled(app, pilot)
        await pilot.press(*"done", "enter")
        await settled(app, pilot)
        assert "Was at least 70 %" in picture(app)
        await pilot.press(*"85 %", "tab", *"30", "tab", "tab", *"Sheets of the office", "ctrl+s")
        await settled(app, pilot)
        assert state(ws, Gate.DELIVERED) == GateState.PASS
        await pilot.press("u")
        await settled(app, pilot)
        assert state(ws, Gate.DELIVERED) == GateState.UNKNOWN


async def test_without_evidence_nothing_is_saved_and_what_was_typed_stays(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path, "evidence") as (app, pilot):
        await pilot.press("m")
        await settled(app, pilot)
        await pilot.press(*"accept", "enter")
        await settled(app, pilot)
        await pilot.press(*"4.2", "ctrl+s")
        await settled(app, pilot)
        assert "A check needs its evidence" in picture(app)
        assert "4.2" in picture(app)
        assert gates.list_gates(ws, "P-01").checks == ()


async def test_one_that_is_not_known_is_let_pass_and_taken_back(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path, "evidence") as (app, pilot):
        await pilot.press("y")
        await settled(app, pilot)
        await pilot.press(*"accept", "enter")
        await settled(app, pilot)
        await pilot.press("tab", *"Ask all families in May", "tab", *"+30d", "ctrl+s")
        await settled(app, pilot)
        assert state(ws, Gate.ACCEPTABLE) == GateState.WAIVED
        await pilot.press("Y")
        await settled(app, pilot)
        await pilot.press(*"accept", "enter")
        await settled(app, pilot)
        assert state(ws, Gate.ACCEPTABLE) == GateState.UNKNOWN


async def test_a_plan_whose_day_has_passed_stands_in_the_list(ws: Workspace, tmp_path: Path) -> None:
    waiver = {"gate": "G7", "by": "Ana Ruiz", "plan": "ask all in May", "due": ws.today()}
    gates.waive_gate(ws, "P-01", waiver)
    async with at_work(ws, tmp_path, "evidence") as (app, _):
        assert "overdue" not in picture(app)
    later = as_user(ws, "ana.ruiz", 1)
    async with at_work(later, tmp_path, "evidence", size=(150, 40)) as (app, pilot):
        assert "! Reading texts" in picture(app)
        assert "! 1 overdue" in picture(app)
        assert "Overdue: acceptable (G7) was to be known by" in picture(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert "overdue, was to be known by" in " ".join(picture(app).split())
    later.close()


async def test_a_pilot_is_rated_and_the_form_remembers_it(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path, "evidence") as (app, pilot):
        await pilot.press("r")
        await settled(app, pilot)
        await pilot.press("right", "right", "tab", *["right"] * 5, "ctrl+s")
        await settled(app, pilot)
        found = {one.criterion: one.level for one in criteria.list_ratings(ws, "P-01").ratings}
        assert found == {"effectiveness": 1, "evidence strength": None}
        await pilot.press("r")
        await settled(app, pilot)
        assert "1  The chance" in picture(app)
        assert "I cannot tell" in picture(app)


async def test_on_the_page_the_must_have_under_the_cursor_is_meant(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path, "evidence") as (app, pilot):
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, ProfilePage)
        await pilot.press("down", "m")
        await settled(app, pilot)
        assert "Has somebody looked at privacy" in picture(app)


@pytest.mark.parametrize("text", NASTY[:12])
async def test_nasty_evidence_is_shown_as_typed(ws: Workspace, tmp_path: Path, text: str) -> None:
    decision_rules.write_rule(ws, "P-01", {**RULE, "measure": f"x{text}"[:200], "comparison": text[:200]})
    gates.check_gate(ws, "P-01", {"gate": "G7", "value": 4.0, "evidence": f"x{text}"})
    criteria.rate(ws, "P-01", {"equity": 2}, note=text)
    async with at_work(ws, tmp_path, "evidence") as (app, pilot):
        check(app)
        for key in ("enter", "e"):
            await pilot.press(key)
            await settled(app, pilot)
            check(app)
