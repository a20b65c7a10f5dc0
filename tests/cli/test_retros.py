"""Retrospectives, actions, Today and digest from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def retro(run: Run) -> Run:
    """R-01 of Team Heron, anonymous, with Ana, Ben and Cleo."""
    assert run("people", "add", "Cleo Diaz").code == 0
    who = [word for name in ("Ana Ruiz", "Ben Okoro", "Cleo Diaz") for word in ("--participants", name)]
    assert run("retros", "open", "--team", "Team Heron", *who).code == 0
    return run


def test_a_talk_from_opening_to_close(retro: Run, tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text("Start\n- a shared list ...\n- ask first +2\nStop\ntwo texts\n", encoding="utf-8")
    tried = retro("retros", "scribe", "R-01", str(talk), "--dry-run", "--json")
    assert [(one["prompt"], one["dots"]) for one in tried.data] == [("start", 3), ("start", 2), ("stop", 0)]
    assert retro("retros", "scribe", "R-01", str(talk)).code == 0
    assert "3 hidden" not in retro("retros", "show", "R-01").out
    assert "2 hidden" in retro("retros", "show", "R-01").out
    assert retro("retros", "act", "R-01").code == 0
    notes = retro("retros", "show", "R-01", "--json").data[0]["note_list"]
    assert retro("retros", "vote", "R-01", notes[2]["id"][-5:], "--dots", "9").code == 0
    first = retro("retros", "show", "R-01", "--json").data[0]["note_list"]
    assert {one["text"]: one["dots"] for one in first} == {"a shared list": 3, "ask first": 2, "two texts": 9}
    assert retro("actions", "add", "Shorten the form", "--retro", "R-01", "--owner", "me", "--due", "+9d").code == 0
    refused = retro("retros", "close", "R-01")
    assert (refused.code, "--yes" in refused.err) == (1, True)
    closed = retro("retros", "close", "R-01", "--yes")
    assert closed.out == "Closed R-01. 3 notes are destroyed for good; 1 action stays.\n"
    row = retro("retros", "list", "--json").data[0]
    assert {name: row[name] for name in ("key", "phase", "notes", "open_actions", "anonymous", "released")} == {
        "key": "R-01",
        "phase": "closed",
        "notes": 0,
        "open_actions": 1,
        "anonymous": True,
        "released": False,
    }


def test_a_retrospective_is_edited(retro: Run) -> None:
    planned = ("sprints", "add", "--team", "Team Heron", "--start", "2026-03-02", "--end", "2026-03-13")
    assert retro(*planned).code == 0
    assert retro("retros", "edit", "R-01", "--on", "2026-03-13", "--sprint", "S-1", "--format", "four_ls").code == 0
    row = retro("retros", "show", "R-01", "--json").data[0]
    assert (row["on"], row["sprint"], row["format"]) == ("2026-03-13", "S-1", "four_ls")
    assert "S-1" in retro("retros", "show", "R-01").out
    assert retro("retros", "edit", "R-01", "--clear", "sprint").code == 0
    assert retro("retros", "show", "R-01", "--json").data[0]["sprint"] is None
    assert retro("retros", "edit", "R-01").code == 2
    assert retro("retros", "edit", "R-01", "--clear", "on").code == 2


def test_a_voice_is_linked_to_an_action(retro: Run) -> None:
    assert retro("actions", "add", "One text", "--retro", "R-01", "--owner", "me", "--due", "+9d").code == 0
    assert retro("feedback", "add", "Two texts on one day", "--pilot", "P-01", "--role", "family").code == 0
    assert retro("feedback", "link", "F-01", "--to", "A-01").code == 0
    assert retro("feedback", "show", "F-01", "--json").data[0]["action"] == "A-01"


def test_actions_are_carried_done_dropped_and_made_items(retro: Run) -> None:
    for text in ("One", "Two", "Three"):
        assert retro("actions", "add", text, "--retro", "R-01", "--owner", "me", "--due", "+9d").code == 0
    assert retro("actions", "carry", "A-01", "--due", "+20d").code == 0
    assert retro("actions", "done", "A-02").code == 0
    assert "Reason needs" in retro("actions", "drop", "A-03").err
    assert retro("actions", "drop", "A-03", "--reason", "Too dear").code == 0
    made = retro("actions", "item", "A-01", "--json")
    assert made.data[0]["keys"] == ["A-01", "P01-06"]
    rows = {row["key"]: row for row in retro("actions", "list", "--json").data}
    assert (rows["A-01"]["carried"], rows["A-01"]["item"], rows["A-01"]["due"]) == (1, "P01-06", "2026-04-07")
    assert (rows["A-02"]["done_on"], rows["A-03"]["drop_reason"]) == ("2026-03-18", "Too dear")
    assert [row["key"] for row in retro("actions", "list", "--filter", "open", "--json").data] == ["A-01"]
    assert retro("actions", "edit", "A-01", "--text", "One, but shorter").code == 0
    assert retro("actions", "show", "A-01", "--json").data[0]["text"] == "One, but shorter"


def test_what_may_not_be(retro: Run) -> None:
    assert retro("retros", "note", "R-01", "begin", "x").code == 2
    assert retro("retros", "close", "R-01", "--yes").code == 1
    assert retro("retros", "show", "R-09").code == 1
    assert retro("retros", "open").code == 2
    assert retro("retros", "scribe", "R-01", "/no/such/file").code == 2
    assert retro("retros", "scribe", "R-01", "-", stdin="no heading\n").code == 2
    assert retro("digest", "--for", "parent").code == 2
    assert retro("retros", "show", "R-01", "--json").data[0]["notes"] == 0


def test_the_coachs_list(retro: Run) -> None:
    row = retro("retros", "coach", "--json").data[0]
    assert (row["key"], row["last_retro"], row["silent"], row["actions"]) == ("T-01", None, False, [])
    assert "never looked back" in retro("retros", "coach").out


def test_today_and_digest_say_the_same(retro: Run) -> None:
    assert retro("actions", "add", "Shorten the form", "--retro", "R-01", "--owner", "me", "--due", "+2d").code == 0
    found = retro("today", "--json")
    assert [line["key"] for line in found.data if line["block"] == "mine"] == ["P01-01", "A-01"]
    assert found.meta["role"] == "member"
    text = retro("digest", "--for", "coach").out
    assert text.startswith("Riverside Unified · Wed 18 Mar 2026 · Ana Ruiz\n")
    assert "action A-01 Shorten the form, due Fri 20 Mar, Ana Ruiz" in text
