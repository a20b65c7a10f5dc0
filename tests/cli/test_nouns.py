"""Pilots, teams, people, sites, the organisation, the board: read and changed from the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run, run_line

NOUNS = {"items": 5, "pilots": 2, "teams": 1, "people": 2, "sites": 1}


@pytest.mark.parametrize("noun", NOUNS)
def test_every_list_is_one_document_with_its_count(run: Run, noun: str) -> None:
    ran = run(noun, "list", "--json")
    assert ran.code == 0
    assert ran.document["kind"] == noun
    assert ran.meta == {"count": NOUNS[noun], "total": NOUNS[noun], "filter": None}
    assert all(row["key"] for row in ran.data)
    none = run(noun, "list", "--json", "--filter", "zebra")
    assert (none.code, none.data, none.meta) == (0, [], {"count": 0, "total": 0, "filter": "zebra"})


@pytest.mark.parametrize("noun", NOUNS)
def test_every_list_is_a_table_too(run: Run, noun: str) -> None:
    ran = run(noun, "list", "--limit", "1")
    assert ran.out.startswith("Key")
    assert len(ran.out.splitlines()) == 2
    assert ran.err == ("" if NOUNS[noun] == 1 else f"1 of {NOUNS[noun]} shown.\n")


@pytest.mark.parametrize("noun", NOUNS)
def test_sorting_by_an_unknown_word_names_the_known_ones(run: Run, noun: str) -> None:
    ran = run(noun, "list", "--sort", "colour")
    assert ran.code == 2
    assert "Sort by" in ran.err


@pytest.mark.parametrize("noun", NOUNS)
def test_a_broken_filter_shows_the_spot(run: Run, noun: str) -> None:
    ran = run(noun, "list", "--filter", "ok colour:red")
    assert ran.code == 2
    assert ran.err.splitlines()[:3] == ['There is no field "colour".', "ok colour:red", "   ^"]
    error = run(noun, "list", "--filter", "ok colour:red", "--json").error
    assert (error["code"], error["at"]) == ("filter", "4")


def test_pilots(run: Run) -> None:
    first = run("pilots", "list", "--json").data[0]
    wanted = {"key": "P-01", "title": "Reading texts", "stage": "charter", "team": "T-01", "members": 0}
    assert {name: first[name] for name in wanted} == wanted
    assert run("pilots", "add", "Walking bus", "--team", "team heron", "--sites", "Lincoln School", "--yes").code == 0
    assert run("pilots", "add", "--title", "Later start", "--team", "T-01", "--decision-due", "2026-06-01").code == 0
    key = run("find", "Later start", "--json").data[0]["key"]
    assert run("pilots", "edit", key, "--aim", "Sleep", "--coach", "ben.okoro", "--clear", "decision-due").code == 0
    pilot = run("pilots", "show", key, "--json").data[0]
    assert (pilot["aim"], pilot["coach"], pilot["decision_due"]) == ("Sleep", "Ben Okoro", None)
    assert pilot["stage_missing"] == ["a hypothesis"]
    assert run("pilots", "move-team", key, "none").code == 0
    assert run("pilots", "close", key, "--on", "yesterday").code == 0
    assert run("pilots", "show", key, "--json").data[0]["closed_on"] == "2026-03-17"
    assert "Closed" in run("pilots", "show", key).out
    assert run("pilots", "reopen", key).code == 0
    assert run("pilots", "remove", key, "--yes").code == 0
    refused = run("pilots", "remove", "P-01", "--yes")
    assert (refused.code, refused.err.splitlines()[0]) == (1, "P-01 Reading texts has 5 items.")


def test_teams_and_who_is_in_them(run: Run) -> None:
    assert run("teams", "join", "T-01", "me", "--role", "coach", "--share", "60", "--start", "2026-01-07").code == 0
    assert run("teams", "join", "T-01", "ben.okoro").code == 0
    first = run("teams", "list", "--json").data[0]
    assert (first["key"], first["name"], first["stage"], first["members"]) == ("T-01", "Team Heron", "active", 2)
    assert run("pilots", "list", "--json").data[0]["members"] == 2
    changed = run("teams", "change-member", "T-01", "ben.okoro", "--share", "50", "--from", "2026-04-01")
    assert changed.code == 0
    several = run("teams", "change-member", "T-01", "ben.okoro", "--share", "40", "--which", "2026-01-01")
    assert several.code == 2
    assert "2026-03-18, 2026-04-01" in several.err
    assert run("teams", "remove-member", "T-01", "ben.okoro", "--which", "2026-04-01", "--yes").code == 0
    assert run("teams", "leave", "T-01", "ana.ruiz", "--on", "2026-03-17").code == 0
    team = run("teams", "show", "T-01", "--json").data[0]
    assert [(one["name"], one["role"], one["end"]) for one in team["memberships"]] == [
        ("Ana Ruiz", "coach", "2026-03-17"),
        ("Ben Okoro", "developer", "2026-03-31"),
    ]
    text = run("teams", "show", "T-01").out
    assert "Ben Okoro (U-02), developer, 100 %, from 2026-03-18 to 2026-03-31" in text


def test_teams_are_formed_edited_dissolved_and_removed(run: Run) -> None:
    assert run("teams", "add", "Team Otter", "--definition-of-done", "Seen by a parent").code == 0
    assert run("teams", "edit", "T-02", "--purpose", "Mornings", "--clear", "definition-of-done").code == 0
    team = run("teams", "show", "T-02", "--json").data[0]
    assert (team["purpose"], team["definition_of_done"], team["formed_on"]) == ("Mornings", "", "2026-03-18")
    assert run("teams", "remove", "T-02", "--yes").code == 0
    assert run("teams", "remove", "T-01", "--yes").code == 1
    assert run("teams", "dissolve", "T-01", "--yes").code == 0
    assert run("teams", "list", "--json").data[0]["stage"] == "dissolved"


def test_people(run: Run) -> None:
    assert (
        run("people", "add", "Chi Nguyen", "--role", "leader", "--site", "L-01").out
        == "Added U-03 Chi Nguyen (chi.nguyen).\n"
    )
    assert run("people", "edit", "U-03", "--not-active", "--email", "chi@example.org", "--clear", "site").code == 0
    person = run("people", "show", "chi.nguyen", "--json").data[0]
    assert (person["role"], person["active"], person["email"], person["site"]) == (
        "leader",
        False,
        "chi@example.org",
        None,
    )
    assert run("people", "remove", "U-03", "--yes").code == 0
    assert run("people", "show", "ana.ruiz").out.startswith("U-01  Ana Ruiz\n")


def test_sites(run: Run) -> None:
    assert run("sites", "add", "Office North", "--kind", "office", "--focal", "--population", "40").code == 0
    assert run("sites", "edit", "L-02", "--clear", "population", "--not-focal", "--note", "Two floors").code == 0
    site = run("sites", "show", "L-02", "--json").data[0]
    assert (site["kind"], site["population"], site["focal"], site["note"]) == ("office", None, False, "Two floors")
    assert run("sites", "show", "L-01").out.startswith("L-01  Lincoln School\n")
    assert run("sites", "remove", "L-02", "--yes").code == 0


def test_the_organisation_and_its_words(run: Run) -> None:
    assert run("organisation", "edit", "--labels", "plain", "--name", "Riverside District").code == 0
    assert run("organisation", "word", "team", "crew").code == 0
    view = run("organisation", "show", "--json").data[0]
    assert (view["name"], view["labels"], view["words"]) == ("Riverside District", "plain", {"team": "crew"})
    words = {row["term"]: row for row in run("organisation", "words", "--json").data}
    assert (words["item"]["word"], words["team"]["word"], words["team"]["own"]) == ("task", "crew", "crew")
    assert "1 crew," in run("where").out
    assert run("organisation", "word", "team", "").code == 0
    assert run("organisation", "show", "--json").data[0]["words"] == {}


def test_the_board_and_its_columns(run: Run) -> None:
    assert run("board", "column", "T-01", "doing", "--limit", "1", "--label", "At work").code == 0
    assert run("board", "column", "T-01", "review", "--hidden").code == 0
    ran = run("board", "show", "T-01", "--json")
    assert [(row["state"], row["count"], row["limit"]) for row in ran.data] == [
        ("ready", 1, None),
        ("in_progress", 1, 1),
        ("done", 1, None),
    ]
    assert ran.data[0]["items"][0]["key"] == "P01-01"
    assert (ran.meta["scope"], ran.meta["backlog"]) == ("T-01", 1)
    text = run("board", "show", "T-01").out
    assert "At work 1/1  (1 of 1: at its limit; finish one before you start one)" in text
    assert run("board", "show", "P-01", "--json", "--all").meta["count"] == 4
    assert run("board", "column", "T-01", "doing", "--clear", "limit", "--clear", "label").code == 0
    assert run("board", "show", "T-01", "--json").data[1]["limit"] is None
    assert run("board", "column", "T-01", "dropped", "--limit", "3").code == 1
    assert run("board", "show", "U-01").code == 1


def test_history_undo_and_redo(run: Run) -> None:
    assert run("undo").code == 0
    run("items", "edit", "P01-01", "--title", "Write two letters")
    entry = run("history", "P01-01", "--json").data[0]
    assert (entry["actor"], entry["keys"], entry["undoable"]) == ("Ana Ruiz", ["P01-01"], True)
    assert run("history", "--since", "tomorrow", "--json").data == []
    assert run("history", "--limit", "2", "--json").meta["count"] == 2
    assert run("undo", str(entry["id"])).code == 0
    assert run("items", "show", "P01-01", "--json").data[0]["title"] == "Write the letter"
    assert run("redo").code == 0
    assert run("redo").code == 1
    assert run("undo", "999999").code == 1
    assert run("undo", "x").code == 2
    assert "Undone:" in run("history").out


def test_an_undo_that_somebody_overtook_is_a_conflict(run: Run) -> None:
    run("items", "edit", "P01-01", "--title", "Mine")
    entry = run("history", "--json").data[0]["id"]
    run("items", "edit", "P01-01", "--title", "Theirs", "--as", "ben.okoro")
    ran = run("undo", str(entry), "--json")
    assert (ran.code, ran.error["code"]) == (5, "undo_refused")
    assert any("P01-01" in row for row in ran.error["rows"])


def test_finding(run: Run) -> None:
    assert [(hit["kind"], hit["key"]) for hit in run("find", "heron", "--json").data] == [("team", "T-01")]
    assert run("find", "p1-2", "--json").data[0]["key"] == "P01-02"
    assert run("find", "zebra").out == "Nothing found.\n"
    run("items", "note", "P01-03", "The zebra crossing is closed")
    assert "zebra crossing" in run("find", "zebra").out


def test_the_whole_way_on_both_databases(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PILOTBOARD_STORE", store_url)
    monkeypatch.setenv("PILOTBOARD_USER", "ana.ruiz")
    for line in (
        ["init", "--name", "North Schools"],
        ["people", "add", "Ana Ruiz"],
        ["sites", "add", "Lincoln School"],
        ["teams", "add", "Team Heron"],
        ["teams", "join", "T-01", "me", "--role", "coach"],
        ["pilots", "add", "Reading texts", "--team", "T-01", "--sites", "L-01", "--aim", "Read more"],
        ["items", "add", "Write the letter", "--pilot", "P-01", "--state", "ready", "--assignee", "me"],
        ["items", "add", "Print the cards", "--pilot", "P-01", "--labels", "urgent"],
        ["items", "move", "P01-01", "P01-02", "doing"],
        ["items", "note", "P01-01", "Seen by Ben"],
        ["undo"],
        ["undo"],
        ["redo"],
        ["board", "column", "T-01", "doing", "--limit", "2"],
    ):
        assert run_line(*line).code == 0, line
    items = run_line("items", "list", "--json", "--filter", "state:doing OR label:urgent")
    assert [(row["key"], row["state"], row["assignee"]) for row in items.data] == [
        ("P01-01", "in_progress", "Ana Ruiz"),
        ("P01-02", "in_progress", None),
    ]
    for line in (["items", "show", "P01-01"], ["pilots", "show", "P-01"], ["teams", "show", "T-01"], ["where"]):
        assert run_line(*line).code == 0
    for noun in NOUNS:
        assert run_line(noun, "list", "--json").meta["count"] >= 1
    assert run_line("history", "--json").meta["count"] > 10
    assert run_line("find", "letter", "--json").data[0]["key"] == "P01-01"
    assert run_line("doctor").code == 0
    assert run_line("board", "show", "T-01", "--json").data[1]["limit"] == 2
