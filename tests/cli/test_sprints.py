"""Sprints and impediments from the command line: the whole life of one, and everything that is refused."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Run, run_line

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "a-sprint.sh"


@pytest.fixture
def sprint(run: Run) -> Run:
    """S-1 of Team Heron is planned with three items: 3, 0 and 0 points."""
    assert (
        run("sprints", "add", "Texts", "--team", "Team Heron", "--start", "2026-03-16", "--end", "2026-03-27").code == 0
    )
    assert run("items", "plan", "P01-01", "P01-02", "P01-05", "--sprint", "S-1").code == 0
    return run


def row(run: Run, key: str = "S-1") -> dict[str, Any]:
    return run("sprints", "show", key, "--json").data[0]


def test_the_script_of_the_docs_plays_a_sprint_from_plan_to_amendment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILOTBOARD_STORE", str(tmp_path / "a-sprint.db"))
    monkeypatch.setenv("PILOTBOARD_USER", "ana.ruiz")
    last: Ran | None = None
    chart = ""
    for line in SCRIPT.read_text(encoding="utf-8").splitlines():
        if line.startswith("on "):
            words = shlex.split(line)
            last = run_line("--today", words[1], *words[2:])
            assert (last.code, last.err) == (0, ""), line
            chart = last.out if "--chart" in words else chart
    assert last is not None
    found = last.data[0]
    figures = {name: found[name] for name in ("committed", "done", "added", "removed", "carried")}
    assert figures == {"committed": 3, "done": 2, "added": 1, "removed": 0, "carried": 1}
    assert [(one["key"], one["outcome"]) for one in found["items"]] == [
        ("P01-01", "done"),
        ("P01-02", "returned"),
        ("P01-03", "carried"),
        ("P01-04", "done"),
    ]
    assert found["amendments"][0]["text"] == "It was 61 families: three answered on paper."
    assert found["record"]["result"] == "58 of 100 families, after one text"
    assert found["record"]["changes"][0]["reason"] == "The office asked for it by Monday"
    assert "2 of 4 left on day 8 of 10" in chart
    assert "2026-01-16" in chart


@pytest.mark.skipif(sys.platform == "win32", reason="a script for sh")
def test_the_script_is_one_for_sh() -> None:
    import subprocess

    assert subprocess.run(["sh", "-n", str(SCRIPT)], check=False).returncode == 0


def test_the_fields_that_scripts_count_on_are_there(sprint: Run) -> None:
    ran = sprint("sprints", "list", "--json")
    wanted = {"key", "team", "goal", "state", "start", "end", "committed", "done", "added", "removed", "carried"}
    assert wanted <= set(ran.data[0])
    assert ran.meta == {"count": 1, "total": 1, "filter": None}
    assert ran.data[0]["committed"] == 3
    assert (ran.data[0]["state"], ran.data[0]["start"]) == ("planned", "2026-03-16")
    item = sprint("items", "show", "P01-01", "--json").data[0]
    assert (item["sprint"], item["carried"]) == ("S-1", 0)
    assert [one["key"] for one in sprint("items", "list", "--filter", "sprint:s-1", "--json").data] == [
        "P01-01",
        "P01-02",
        "P01-05",
    ]
    assert len(sprint("items", "list", "--filter", "sprint:none", "--json").data) == 2
    assert sprint("items", "list", "--filter", "sprint:active", "--json").data == []


def test_a_pilot_names_the_sprint_its_team_runs_and_how_it_stands(sprint: Run) -> None:
    assert [one["sprint"] for one in sprint("pilots", "list", "--json").data if one["sprint"]] == []
    assert sprint("sprints", "start", "S-1").code == 0
    listed = {one["key"]: one for one in sprint("pilots", "list", "--json").data}
    assert (listed["P-01"]["sprint"], listed["P-01"]["sprint_standing"]) == ("S-1", "behind")
    assert listed["P-01"]["yearly_cost"] is None
    assert sprint("costs", "add", "--pilot", "P-01", "--kind", "recurring", "--basis", "at_scale", "--amount", "6000",
                  "--label", "Texts").code == 0  # fmt: skip
    shown = sprint("pilots", "show", "P-01")
    assert "S-1: day 3 of 10" in shown.out
    assert "$6,000" in shown.out
    assert sprint("pilots", "close", "P-01").code == 0
    assert sprint("pilots", "show", "P-01", "--json").data[0]["sprint"] is None


def test_a_chart_is_a_row_a_day(sprint: Run) -> None:
    assert sprint("sprints", "start", "S-1").code == 0
    ran = sprint("sprints", "show", "S-1", "--chart", "burndown", "--json")
    assert [*ran.data[0]] == ["date", "ideal", "remaining", "scope", "done", "working"]
    assert (len(ran.data), ran.data[0]["date"], ran.data[-1]["ideal"]) == (12, "2026-03-16", 0)
    assert ran.data[3]["remaining"] is None
    assert ran.document["kind"] == "burndown"
    points = sprint("sprints", "show", "S-1", "--chart", "burnup", "--points", "--json")
    assert points.data[2]["scope"] == 3
    assert sprint("sprints", "show", "S-1", "--chart", "velocity", "--json").data == []
    assert "known after 3 closed sprints" in sprint("sprints", "show", "S-1", "--chart", "velocity").out
    wrong = sprint("sprints", "show", "S-1", "--chart", "burndwn")
    assert wrong.code == 2
    assert 'Did you mean "burndown"' in wrong.err or "burndown" in wrong.err


def test_known_answers_of_20_items_in_january(run: Run) -> None:
    """20 items, Monday 5 to Friday 16 January 2026: the ideal line reads 10.0 on the first Friday, 0 at the end."""
    keys = [run("items", "add", f"N{n}", "--pilot", "P-01", "--json").data[0]["keys"][0] for n in range(20)]
    assert run("sprints", "add", "G", "--team", "T-01", "--start", "2026-01-05", "--end", "2026-01-16").code == 0
    assert run("items", "plan", *keys, "--sprint", "S-1").code == 0
    assert run("sprints", "start", "S-1", "--today", "2026-01-05").code == 0
    days = run("sprints", "show", "S-1", "--chart", "burndown", "--json", "--today", "2026-01-09").data
    assert {day["date"]: day["ideal"] for day in days}["2026-01-09"] == 10.0
    assert [day["ideal"] for day in days[4:7]] == [10.0, 10.0, 10.0]
    assert (days[-1]["date"], days[-1]["ideal"]) == ("2026-01-16", 0)
    before = [day["remaining"] for day in days[:5]]
    late = run("items", "add", "Late", "--pilot", "P-01", "--json").data[0]["keys"][0]
    added = run("items", "plan", late, "--sprint", "S-1", "--reason", "asked for", "--today", "2026-01-12")
    assert added.code == 0
    again = run("sprints", "show", "S-1", "--chart", "burndown", "--json", "--today", "2026-01-12").data
    assert [day["remaining"] for day in again[:5]] == before
    assert (again[7]["remaining"], again[7]["scope"]) == (21, 21)


def test_a_running_sprint_wants_a_reason_for_every_change_of_its_scope(sprint: Run) -> None:
    assert sprint("sprints", "start", "S-1").code == 0
    for line in (
        ["items", "plan", "P01-03", "--sprint", "S-1"],
        ["items", "unplan", "P01-01"],
        ["items", "edit", "P01-01", "--estimate", "8"],
        ["items", "move", "P01-01", "backlog"],
        ["pilots", "move-team", "P-01", "none"],
    ):
        ran = sprint(*line)
        assert (ran.code, "reason" in ran.err or "Say why" in ran.err) == (2, True), line
        done = sprint(*line, "--reason", "because")
        assert done.code == 0, done.err
        assert sprint("undo").code == 0
    assert sprint("items", "edit", "P01-01", "--title", "Another title").code == 0
    refused = sprint("items", "remove", "P01-01", "--yes")
    assert refused.code == 1
    assert "Drop it with a reason" in refused.err
    assert sprint("items", "move", "P01-01", "dropped", "--reason", "not needed").code == 0


def test_an_item_of_a_plan_leaves_it_when_it_is_removed(sprint: Run) -> None:
    assert sprint("items", "remove", "P01-01", "--yes").code == 0
    assert row(sprint)["committed"] == 2
    assert sprint("undo").code == 0
    assert [one["key"] for one in row(sprint)["items"]] == ["P01-01", "P01-02", "P01-05"]


def test_a_pilot_that_moves_takes_its_items_out_with_an_event(sprint: Run) -> None:
    assert sprint("sprints", "start", "S-1").code == 0
    assert sprint("teams", "add", "Team Otter").code == 0
    moved = sprint("pilots", "move-team", "P-01", "T-02", "--reason", "Otter has the translators")
    assert moved.code == 0
    assert "Out of the running sprint: P01-01, P01-02 and P01-05." in moved.out
    found = row(sprint)
    assert {one["removed_reason"] for one in found["items"]} == {"Otter has the translators"}
    assert (found["committed"], found["removed"]) == (3, 3)
    assert sprint("undo").code == 0
    assert row(sprint)["removed"] == 0


def test_a_team_with_a_running_sprint_is_not_dissolved(sprint: Run) -> None:
    assert sprint("sprints", "start", "S-1").code == 0
    refused = sprint("teams", "dissolve", "T-01", "--yes")
    assert (refused.code, "sprints close S-1" in refused.err) == (1, True)
    assert sprint("sprints", "cancel", "S-1", "--reason", "no goal any more", "--yes").code == 0
    assert sprint("sprints", "add", "Next", "--team", "T-01", "--start", "2026-03-30", "--end", "2026-04-03").code == 0
    assert sprint("teams", "dissolve", "T-01", "--yes").code == 0
    assert row(sprint, "S-2")["state"] == "cancelled"


def test_closing_names_every_leftover(sprint: Run) -> None:
    assert sprint("sprints", "start", "S-1").code == 0
    assert sprint("items", "move", "P01-01", "done").code == 0
    none = sprint("sprints", "close", "S-1")
    assert (none.code, "P01-05" in none.err or "1 more" in none.err) == (2, True)
    assert "The sprint is still open" in none.err
    assert sprint("sprints", "close", "S-1", "--drop", "P01-02", "--back", "P01-05").code == 2
    nowhere = sprint("sprints", "close", "S-1", "--carry", "p1-2", "--back", "P01-05")
    assert (nowhere.code, "There is no planned sprint" in nowhere.err) == (2, True)
    closed = sprint("sprints", "close", "S-1", "--drop", "p1-2=no paper", "--back", "P01-05", "--result", "ok")
    assert closed.code == 0
    assert row(sprint)["items"][1]["outcome_reason"] == "no paper"
    assert sprint("items", "show", "P01-02", "--json").data[0]["drop_reason"] == "no paper"
    assert sprint("sprints", "edit", "S-1", "--goal", "Other").code == 1
    again = sprint("sprints", "close", "S-1")
    assert (again.code, "amendments" in again.err) == (1, True)


def test_undoing_a_close_is_possible_until_somebody_amended_it(sprint: Run) -> None:
    assert sprint("sprints", "start", "S-1").code == 0
    close = ("sprints", "close", "S-1", "--back", "P01-01,P01-02", "--back", "P01-05")
    assert sprint(*close).code == 0
    digest = row(sprint)["digest"]
    assert sprint("undo").code == 0
    assert (row(sprint)["state"], row(sprint)["record"]) == ("active", None)
    assert sprint("redo").code == 0
    assert (row(sprint)["state"], row(sprint)["digest"]) == ("closed", digest)
    assert sprint("sprints", "amend", "S-1", "One more was done").code == 0
    entry = next(one["id"] for one in sprint("history", "--json").data if one["action"] == "sprints.close")
    refused = sprint("undo", str(entry))
    assert (refused.code, "S-1" in refused.err) == (5, True)


def test_a_second_active_sprint_and_overlapping_days_name_the_other(sprint: Run) -> None:
    over = sprint("sprints", "add", "X", "--team", "T-01", "--start", "2026-03-20", "--end", "2026-04-03")
    assert (over.code, 'S-1 "Texts" (16-27 Mar)' in over.err) == (2, True)
    assert sprint("sprints", "start", "S-1").code == 0
    assert sprint("sprints", "add", "--team", "T-01", "--start", "2026-03-30", "--end", "2026-04-03").code == 0
    goalless = sprint("sprints", "start", "S-2")
    assert (goalless.code, "goal" in goalless.err) == (2, True)
    assert sprint("sprints", "edit", "S-2", "--goal", "Next").code == 0
    second = sprint("sprints", "start", "S-2")
    assert (second.code, "sprints close S-1" in second.err) == (1, True)
    assert sprint("sprints", "add", "--team", "T-01", "--start", "2026-03-30").code == 2


def test_impediments_are_raised_and_answered(sprint: Run) -> None:
    assert sprint("sprints", "start", "S-1").code == 0
    assert sprint("impediments", "add", "The contract", "--item", "P01-02", "--owner", "me").code == 0
    first = sprint("impediments", "list", "--json").data[0]
    wanted = {"key": "I-01", "team": "T-01", "sprint": "S-1", "item": "P01-02", "level": "team", "answer": None}
    assert {name: first[name] for name in wanted} == wanted
    assert sprint("impediments", "raise", "I-01").code == 0
    assert sprint("impediments", "raise", "I-01").code == 0
    top = sprint("impediments", "raise", "I-01")
    assert (top.code, "executive" in top.err) == (1, True)
    assert sprint("impediments", "list", "--filter", "waiting level:executive", "--json").meta["count"] == 1
    assert "I-01 The contract" in sprint("sprints", "show", "S-1").out
    assert sprint("impediments", "answer", "I-01", "Signed", "--today", "2026-03-20").code == 0
    shown = sprint("impediments", "show", "I-01", "--json").data[0]
    assert (shown["answer"], shown["days"]) == ("Signed", 2)
    assert "after 2 days" in sprint("impediments", "show", "I-01").out
    assert sprint("impediments", "answer", "I-01", "Again").code == 1
    assert sprint("impediments", "edit", "I-01", "--title", "The contract of the district", "--clear", "item").code == 0
    assert sprint("impediments", "remove", "I-01", "--yes").code == 0
    assert sprint("undo").code == 0
    assert sprint("impediments", "add", "Elsewhere", "--team", "T-01", "--item", "P02-01").code == 1
    assert sprint("impediments", "add", "Nowhere").code == 2


def test_notes_stand_by_day_and_name(sprint: Run) -> None:
    assert sprint("sprints", "note", "S-1", "Ready for tomorrow", "--day", "yesterday").code == 0
    assert row(sprint)["notes"] == [{"day": "2026-03-17", "who": "Ana Ruiz", "text": "Ready for tomorrow"}]


def test_cancelling_asks_who_is_neither_product_owner_nor_coach(sprint: Run) -> None:
    asked = sprint("sprints", "cancel", "S-1", "--reason", "No goal")
    assert (asked.code, "Have they agreed?" in asked.err) == (1, True)
    assert sprint("teams", "join", "T-01", "ana.ruiz", "--role", "product_owner").code == 0
    assert "Have they agreed?" not in sprint("sprints", "cancel", "S-1", "--reason", "No goal").err
    assert sprint("sprints", "remove", "S-1", "--yes").code == 0


def test_a_sprint_is_shown_as_text(sprint: Run) -> None:
    assert sprint("sprints", "start", "S-1").code == 0
    shown = sprint("sprints", "show", "S-1").out
    assert shown.startswith("S-1  Texts\n")
    assert "day 3 of 10 · 0 of 3 done · behind" in shown or "day 3 of 10 · 0 of 3 done · on track" in shown
    picture = sprint("sprints", "show", "S-1", "--chart", "burndown", "--table").out
    assert any(0x2800 < ord(char) < 0x2900 for char in picture)
    assert "2026-03-27" in picture
    assert "\x1b" not in picture
    assert json.loads(sprint("sprints", "show", "S-9", "--json").err)["error"]["code"] == "not_found"
