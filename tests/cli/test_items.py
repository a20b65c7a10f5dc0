"""`pilotboard items`: reading and changing the backlog."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run

CONTRACT = {
    *("key", "title", "type", "state", "pilot", "sprint", "assignee", "estimate", "labels", "blocked", "rank"),
    *("created_at", "started_at", "finished_at", "carried", "external_id"),
}


def test_the_fields_that_scripts_count_on_are_there(run: Run) -> None:
    ran = run("items", "list", "--json")
    assert ran.code == 0
    assert ran.document["kind"] == "items"
    assert ran.meta == {"count": 5, "total": 5, "filter": None}
    first = ran.data[0]
    assert set(first) >= CONTRACT
    assert {name: first[name] for name in ("key", "title", "state", "pilot", "sprint", "assignee", "labels")} == {
        "key": "P01-01",
        "title": "Write the letter",
        "state": "ready",
        "pilot": "P-01",
        "sprint": None,
        "assignee": "Ana Ruiz",
        "labels": ["urgent"],
    }
    assert (first["estimate"], first["blocked"], first["carried"], first["external_id"]) == (3, False, 0, None)
    assert first["created_at"] == "2026-03-18T12:00:00+00:00"
    assert first["started_at"] is None
    assert ran.data[4]["estimate"] is None


def test_a_list_is_filtered_sorted_and_cut(run: Run) -> None:
    ran = run("items", "list", "--json", "--filter", "open", "--sort", "title", "--limit", "2")
    assert [row["title"] for row in ran.data] == ["Ask the library", "Look for a sponsor"]
    assert ran.meta == {"count": 2, "total": 4, "filter": "open"}
    assert run("items", "list", "--json", "--filter", "mine").meta["count"] == 1
    assert run("items", "list", "--json", "--in", "P-02").data == []


def test_a_table_has_headings_and_no_trailing_blanks(run: Run) -> None:
    lines = run("items", "list").out.splitlines()
    assert lines[0].split() == ["Key", "State", "Title", "Assignee", "Size", "Labels"]
    assert lines[1].split()[:3] == ["P01-01", "to", "do"]
    assert [line for line in lines if line != line.rstrip()] == []


def test_an_empty_list_says_how_to_begin(run: Run) -> None:
    assert run("items", "list", "--filter", "nowhere").out == "No item fits.\n"
    run("items", "remove", "P01-01", "P01-02", "P01-03", "P01-04", "P01-05", "--yes")
    assert run("items", "list").out == "No items yet. To begin: pilotboard items add\n"
    assert run("items", "list", "--json").data == []


def test_an_item_is_added_with_everything(run: Run) -> None:
    ran = run(
        *("items", "add", "Call the bus company", "--pilot", "reading texts", "--type", "spike", "--estimate", "5"),
        *("--assignee", "me", "--due", "+3d", "--labels", "phone, bus", "--labels", "soon", "--state", "ready"),
        *("--criteria", "One, two", "--criteria", "Three", "--description", "-"),
        stdin="First line\nsecond line\n",
    )
    assert (ran.code, ran.out) == (0, "Added P01-06 Call the bus company.\n")
    item = run("items", "show", "P01-06", "--json").data[0]
    assert item["labels"] == ["bus", "phone", "soon"]
    assert (item["type"], item["state"], item["estimate"], item["due"]) == ("spike", "ready", 5, "2026-03-21")
    assert [line["text"] for line in item["criteria"]] == ["One, two", "Three"]
    assert item["description"] == "First line\nsecond line"


def test_edit_changes_only_what_is_given_and_clears(run: Run) -> None:
    assert run("items", "edit", "p1-1", "--estimate", "8").out == "Changed P01-01 Write the letter.\n"
    assert run("items", "edit", "P01-01", "--clear", "assignee", "--clear", "labels", "--estimate", "").code == 0
    item = run("items", "show", "P01-01", "--json").data[0]
    assert (item["title"], item["assignee"], item["labels"], item["estimate"]) == ("Write the letter", None, [], None)


def test_an_edit_without_a_change_is_refused(run: Run) -> None:
    ran = run("items", "edit", "P01-01")
    assert ran.code == 2
    assert ran.err.splitlines()[0] == "There is nothing to change on this line."
    assert "--title" in ran.err


def test_many_keys_are_one_entry(run: Run) -> None:
    assert run("items", "move", "P01-01", "P01-02", "P01-05", "done").code == 0
    assert run("undo").code == 0
    states = {row["key"]: row["state"] for row in run("items", "list", "--json").data}
    assert states == {
        "P01-01": "ready",
        "P01-02": "in_progress",
        "P01-03": "review",
        "P01-04": "done",
        "P01-05": "backlog",
    }
    assert run("redo").code == 0
    assert run("items", "show", "P01-01", "--json").data[0]["state"] == "done"


def test_dropping_needs_a_reason(run: Run) -> None:
    ran = run("items", "move", "P01-01", "dropped", "--json")
    assert (ran.code, ran.error["at"]) == (2, "reason")
    assert run("items", "move", "P01-01", "dropped", "--reason", "Not needed").code == 0
    assert run("items", "show", "P01-01", "--json").data[0]["drop_reason"] == "Not needed"


def test_items_are_ranked_blocked_assigned_and_split(run: Run) -> None:
    assert run("items", "rank", "P01-05", "P01-03", "--before", "P01-01").code == 0
    keys = [row["key"] for row in run("items", "list", "--json").data]
    assert keys == ["P01-05", "P01-03", "P01-01", "P01-02", "P01-04"]
    assert run("items", "rank", "P01-05").code == 2
    assert run("items", "block", "P01-01", "P01-02", "--reason", "No paper").code == 0
    assert run("items", "list", "--json", "--filter", "blocked").meta["count"] == 2
    assert run("items", "unblock", "P01-01").code == 0
    assert run("items", "assign", "P01-02", "P01-03", "ben.okoro").code == 0
    assert run("items", "assign", "P01-03", "nobody").code == 0
    assert run("items", "show", "P01-02", "--json").data[0]["assignee"] == "Ben Okoro"
    assert run("items", "split", "P01-01", "Draft", "Send").code == 0
    assert run("items", "list", "--json").meta["count"] == 7


def test_notes_links_labels_and_the_checklist(run: Run) -> None:
    assert run("items", "note", "P01-02", "-", stdin="one\ntwo").code == 0
    assert run("items", "link", "P01-02", "https://example.org/a?b=c", "--title", "The form").code == 0
    assert run("items", "criterion", "P01-02", "In two colours, or three").code == 0
    assert run("items", "check", "P01-02", "1").code == 0
    assert run("items", "criterion", "P01-02", "In colour", "--number", "2").code == 0
    assert run("items", "label", "P01-01", "P01-02", "--add", "a,b").code == 0
    assert run("items", "label", "P01-01", "--remove", "a", "--remove", "urgent").code == 0
    item = run("items", "show", "P01-02", "--json").data[0]
    assert [note["text"] for note in item["notes"]] == ["one\ntwo"]
    assert [(link["url"], link["title"]) for link in item["links"]] == [("https://example.org/a?b=c", "The form")]
    assert [(line["text"], line["met"]) for line in item["criteria"]] == [
        ("On thick paper", True),
        ("In colour", False),
    ]
    assert run("items", "show", "P01-01", "--json").data[0]["labels"] == ["b"]
    text = run("items", "show", "P01-02").out
    assert "1. [x] On thick paper" in text
    assert "2. [ ] In colour" in text
    for verb, number in (("uncheck", "1"), ("remove-criterion", "2"), ("remove-note", "1"), ("remove-link", "1")):
        assert run("items", verb, "P01-02", number, "--yes").code == 0
    item = run("items", "show", "P01-02", "--json").data[0]
    assert (item["notes"], item["links"], len(item["criteria"])) == ([], [], 1)


@pytest.mark.parametrize(("number", "code"), [("9", 1), ("0", 2), ("x", 2), ("-1", 2), ("1.0", 2), ("9" * 20, 2)])
def test_a_part_that_is_not_there_is_told(run: Run, number: str, code: int) -> None:
    ran = run("items", "check", "P01-02", "--", number)
    assert ran.code == code
    assert len(ran.err.splitlines()) == 3


def test_an_unknown_key_suggests_the_nearest(run: Run) -> None:
    ran = run("items", "show", "P01-06")
    assert ran.code == 1
    assert ran.err.splitlines()[0] == "There is no item P01-06."
    assert "Did you mean" in ran.err
