"""The plan, ideas and support from the command line: every verb, as text and as JSON."""

from __future__ import annotations

import pytest

from pilotboard.domain.text import clean, has_visible
from tests.cli.conftest import Run
from tests.cli.test_nasty import harmless
from tests.domain.nasty import NASTY


def made(run: Run, *line: str) -> str:
    """What a command of `add` made: its key."""
    ran = run(*line, "--json")
    assert ran.code == 0, ran.err
    key = ran.data[0]["keys"][0]
    assert isinstance(key, str)
    return key


@pytest.fixture
def plan(run: Run) -> Run:
    """A priority, a strategy and a goal."""
    made(run, "priorities", "add", "Every child reads")
    made(run, "strategies", "add", "Reach families", "--priority", "PR-01")
    made(run, "goals", "add", "Nine in ten", "--strategy", "reach families", "--due-on", "2020-06-12")
    return run


def test_the_plan_as_a_tree(plan: Run) -> None:
    assert plan("pilots", "edit", "P-01", "--goal", "nine in ten").code == 0
    out = plan("plan").out
    lines = [line.split("  ")[0] if not line.startswith(" ") else line.rstrip() for line in out.splitlines()]
    assert lines[1].startswith("PR-01 Every child reads")
    assert lines[2].startswith("  ST-01 Reach families")
    assert lines[3].startswith("    G-01 Nine in ten")
    assert "2020-06-12 late" in lines[3]
    assert lines[4].startswith("      P-01 ")
    rows = plan("plan", "--json").data
    assert [(row["key"], row["level"], row["depth"], row["parent"]) for row in rows][:4] == [
        ("PR-01", "priority", 0, None),
        ("ST-01", "strategy", 1, "PR-01"),
        ("G-01", "goal", 2, "ST-01"),
        ("P-01", "pilot", 3, "G-01"),
    ]
    assert plan("pilots", "show", "P-01", "--json").data[0]["goal"] == "G-01"
    assert plan("pilots", "edit", "P-01", "--clear", "goal").code == 0
    assert plan("pilots", "list", "--filter", "goal:none", "--json").meta["total"] >= 1


def test_lists_tell_what_belongs_to_what(plan: Run) -> None:
    row = plan("goals", "list", "--json").data[0]
    assert (row["priority"], row["strategy"], row["strategy_title"]) == ("PR-01", "ST-01", "Reach families")
    assert (row["due_on"], row["pilots"], row["closed_on"]) == ("2020-06-12", 0, None)
    assert plan("priorities", "list", "--json").data[0]["goals"] == 1
    assert plan("strategies", "list", "--filter", "priority:PR-01", "--json").meta["count"] == 1
    assert plan("goals", "list", "--filter", "late").out.count("G-01") == 1
    assert "Reach families" in plan("goals", "show", "G-01").out
    assert plan("strategies", "show", "ST-01", "--json").data[0]["below"] == [{"key": "G-01", "title": "Nine in ten"}]


def test_a_priority_closes_with_all_below_it_or_not_at_all(plan: Run) -> None:
    refused = plan("priorities", "close", "PR-01", "--json")
    assert (refused.code, refused.error["kept"]) == (1, "Nothing was closed.")
    assert plan("priorities", "close", "PR-01", "--all", "--on", "2026-01-05").code == 0
    assert plan("plan", "--json").meta["hidden"] == 3
    assert "PR-01" in plan("plan", "--closed").out
    assert plan("goals", "reopen", "G-01").code == 1
    assert plan("undo").code == 0
    assert plan("goals", "edit", "G-01", "--title", "Ten in ten", "--clear", "due-on").code == 0
    assert plan("goals", "close", "G-01").code == 0
    assert plan("goals", "reopen", "G-01").code == 0
    assert plan("priorities", "remove", "PR-01", "--yes").code == 1
    assert plan("goals", "remove", "G-01", "--yes").code == 0


def test_an_idea_becomes_a_pilot(run: Run) -> None:
    key = made(run, "ideas", "add", "Quiet room", "--need", "They arrive upset", "--might-help", "-")
    assert run("ideas", "assess", key, "Six of ten").code == 0
    ran = run("ideas", "accept", key, "--team", "T-01", "--json")
    pilot = ran.data[0]["keys"][1]
    row = run("ideas", "show", key, "--json").data[0]
    assert (row["state"], row["pilot"], row["assessment"], row["for_whom"]) == ("accepted", pilot, "Six of ten", None)
    assert run("pilots", "show", pilot, "--json").data[0]["aim"] == "They arrive upset"
    assert f"Quiet room has become {pilot}" in run("history", key).out
    assert "has become" in run("ideas", "decline", key, "--reason", "No").err


def test_an_idea_is_declined_and_taken_up_again(run: Run) -> None:
    key = made(run, "ideas", "add", "--title", "Drones")
    assert run("ideas", "decline", key).code == 2
    assert run("ideas", "decline", key, "--reason", "No need").code == 0
    assert "No need" in run("ideas", "show", key).out
    assert run("ideas", "list", "--filter", "waiting").out.startswith("No idea fits")
    assert run("ideas", "reopen", key).code == 0
    assert run("ideas", "edit", key, "--need", "Sky", "--for-whom", "All").code == 0
    assert run("ideas", "list", "--filter", "waiting", "--json").data[0]["need"] == "Sky"
    assert run("ideas", "edit", key).code == 2
    assert run("ideas", "remove", key, "--yes").code == 0
    assert run("ideas", "show", key).code == 1


def test_support_is_asked_for_and_answered(run: Run) -> None:
    key = made(run, "support", "add", "Forty headphones", "--kind", "money", "--pilot", "P-01")
    assert run("support", "add", "Time", "--kind", "time").code == 2
    row = run("support", "list", "--json")
    assert row.meta["days"] == {"median": None, "answered": 0, "waiting": 1, "oldest": 0}
    assert (row.data[0]["for"], row.data[0]["answer"], row.data[0]["granted_at"]) == ("P-01", None, None)
    assert "1 request waits" in run("support", "list").out
    assert run("support", "edit", key, "--kind", "technology").code == 0
    assert run("support", "answer", key, "declined").code == 2
    assert run("support", "answer", key, "grnated").code == 2
    assert run("support", "answer", key, "partly", "--note", "Twenty").code == 0
    shown = run("support", "show", key, "--json").data[0]
    assert (shown["answer"], shown["note"], shown["kind"]) == ("partly", "Twenty", "technology")
    assert shown["granted_at"] == shown["answered_on"]
    assert "Twenty" in run("support", "show", key).out
    assert run("support", "reopen", key).code == 0
    assert run("support", "remove", key, "--yes").code == 0
    assert run("support", "list").out.startswith("No requests for support yet")


@pytest.mark.parametrize("start", range(0, len(NASTY), 8))
def test_nasty_words_go_in_and_come_back(plan: Run, start: int) -> None:
    for text in NASTY[start : start + 8]:
        if not has_visible(clean(text).text):
            continue
        title = text[:100]
        assert harmless(plan("goals", "edit", "G-01", "--title", title, "--description", f"x {text}")).code == 0
        assert harmless(plan("ideas", "add", "--title", title, "--need", f"x {text}")).code == 0
        assert harmless(plan("support", "add", "--text", f"x {text}", "--kind", "data", "--idea", "ID-01")).code == 0
    for line in (["plan"], ["goals", "list"], ["ideas", "list"], ["support", "list"]):
        assert "G-01" in harmless(plan(*line)).out or line[0] in {"ideas", "support"}
        assert harmless(plan(*line, "--json")).data
    for line in (["goals", "show", "G-01"], ["ideas", "show", "ID-01"], ["support", "show", "SU-01"]):
        assert line[2] in harmless(plan(*line)).out
        assert harmless(plan(*line, "--json")).data
