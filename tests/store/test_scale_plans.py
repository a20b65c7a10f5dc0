"""What the list of pilots to scale costs: its statements, what they walk through, and what a write of a fact adds."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pilotboard.store.reading import pilot_facts
from pilotboard.usecases import feedback_changes
from pilotboard.usecases.cases import pilot_case
from pilotboard.usecases.scale import scale
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, a_voice, make_store
from tests.decision_builders import a_ready_pilot, check, decide
from tests.store.watching import watching

# Tables that grow with the work of a programme; the rest has some rows a pilot. A walk through an index that holds
# all that is asked is what counting everything costs.
WALK = re.compile(r"SCAN (f|feedback|i|backlog_item|journal\w*)\b(?!.*COVERING INDEX)")


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A store for all that only read."""
    made = a_store(tmp_path_factory.mktemp("plans") / "pilotboard.db")
    yield made
    made.close()


def a_store(path: Path) -> Workspace:
    """A pilot that has everything, and two with less."""
    made = make_store(str(path))
    pilot = a_ready_pilot(made)
    decide(made, pilot, "scale")
    a_voice(made, a_pilot(made))
    a_pilot(made)
    return made


def test_the_list_is_one_look_at_what_is_kept(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(ws, monkeypatch) as seen:
        assert len(scale(ws).rows) == 3
    assert len(seen.statements) == 2, "the lines, and the criteria in use"
    assert seen.rows == 3 + 8
    plans = seen.plans(ws)
    assert [step for step in plans if WALK.search(step)] == []
    assert [step for step in plans if re.search(r"(feedback|gate_check|cost_line|rating|decision)", step)] == []
    assert any("COVERING INDEX ix_pilot_summary_list" in step for step in plans), "contents are not read over"
    with watching(ws, monkeypatch) as seen:
        assert scale(ws, told=True).told("P-01").reasons
    assert len(seen.statements) == 4, "what more is known of them, and what is overdue"


def test_the_page_of_a_pilot_searches_by_index(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(ws, monkeypatch) as seen:
        pilot_case(ws, "P-01")
    assert len(seen.statements) <= 14
    big = re.compile(r"SCAN (f|c|w|r|d|feedback|gate_check|gate_waiver|rating|decision|cost_line)\b")
    assert [step for step in seen.plans(ws) if big.search(step)] == []


def test_the_facts_of_all_pilots_are_counted_in_as_many_statements_as_of_one(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with watching(ws, monkeypatch) as seen:
        ws.read(pilot_facts.computed)
    every = len(seen.statements)
    with watching(ws, monkeypatch) as seen:
        ws.read(pilot_facts.computed, [1])
    assert len(seen.statements) == every <= 10
    assert [step for step in seen.plans(ws) if WALK.search(step)] == []


def test_a_fact_costs_some_statements_more_and_other_work_none(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = a_store(sqlite_path)
    voice = a_voice(ws, "P-01")

    def asked(act: object) -> list[str]:
        with watching(ws, monkeypatch) as seen:
            act()  # type: ignore[operator]
        return [sql for sql, _ in seen.statements if "gate_check" in sql or "pilot_summary" in sql]

    assert asked(lambda: feedback_changes.edit_feedback(ws, voice, {"channel": "meeting"})) == []
    assert asked(lambda: feedback_changes.edit_feedback(ws, voice, {"severity": 2})) != []
    assert asked(lambda: check(ws, "P-01", "G5", value=0.5)) != []
    ws.close()


def test_the_gate_sees_a_missing_index(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ws = a_store(sqlite_path)
    with sqlite3.connect(sqlite_path) as other:
        for (index,) in other.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'feedback' AND sql IS NOT NULL"
        ).fetchall():
            other.execute(f"DROP INDEX {index}")
    with watching(ws, monkeypatch) as seen:
        ws.read(pilot_facts.computed, [1])
    assert any(WALK.search(step) for step in seen.plans(ws))
    ws.close()
