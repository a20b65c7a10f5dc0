"""The calendar from the command line, and what it does to the days of a sprint."""

from __future__ import annotations

from tests.cli.conftest import Run


def test_days_are_written_down_changed_and_taken_out(run: Run) -> None:
    assert "Every week is a plain one" in run("calendar", "list").out
    added = run("calendar", "add", "Spring break", "--start", "2026-04-06", "--end", "2026-04-10", "--kind", "break")
    assert (added.code, added.out) == (0, "Added Spring break 6-10 Apr.\n")
    assert run("calendar", "add", "Fair", "--start", "2026-03-20", "--kind", "half_day", "--team", "T-01").code == 0
    rows = run("calendar", "list", "--json").data
    assert [(row["key"], row["kind"], row["team"]) for row in rows] == [
        ("D-2", "half_day", "T-01"),
        ("D-1", "break", None),
    ]
    assert run("calendar", "list", "--filter", "team:heron", "--json").meta["count"] == 1
    assert run("calendar", "list", "--filter", "kind:break start>2026-04-01", "--json").meta["count"] == 1
    assert run("calendar", "edit", "d-2", "--start", "2026-03-27", "--end", "2026-03-27").code == 0
    assert run("calendar", "edit", "D-1", "--end", "2026-04-01").code == 2
    assert run("calendar", "remove", "D-2", "--yes").code == 0
    assert run("undo").code == 0
    assert run("calendar", "remove", "D-9", "--yes").code == 1
    assert run("calendar", "remove", "monday", "--yes").code == 2
    assert run("calendar", "add", "Long", "--start", "2026-01-01", "--end", "2027-06-01").code == 2


def test_the_week_of_everybody_and_of_a_team(run: Run) -> None:
    assert run("calendar", "weekdays", "mon-thu").out == "Everybody works Mon-Thu.\n"
    assert run("calendar", "weekdays", "tue, wed, sat", "--team", "T-01").code == 0
    assert run("calendar", "weekdays", "--json").data == [
        {"team": None, "weekdays": "1234"},
        {"team": "T-01", "weekdays": "236"},
    ]
    assert run("calendar", "weekdays", "same", "--team", "T-01").code == 0
    assert "Mon-Thu" in run("calendar", "weekdays").out
    assert run("calendar", "weekdays", "sometimes").code == 2


def test_a_break_stretches_the_ideal_line(run: Run) -> None:
    assert run("calendar", "add", "Fair", "--start", "2026-03-18", "--end", "2026-03-19", "--kind", "holiday").code == 0
    assert run("sprints", "add", "G", "--team", "T-01", "--start", "2026-03-16", "--end", "2026-03-20").code == 0
    assert run("items", "plan", "P01-01", "P01-02", "P01-03", "--sprint", "S-1").code == 0
    assert run("sprints", "start", "S-1", "--today", "2026-03-16").code == 0
    days = run("sprints", "show", "S-1", "--chart", "burndown", "--json", "--today", "2026-03-18").data
    assert [(day["working"], round(day["ideal"], 2)) for day in days] == [
        (True, 2.0),
        (True, 1.0),
        (False, 1.0),
        (False, 1.0),
        (True, 0.0),
    ]
    assert "(Fair 18-19 Mar)" in run("sprints", "show", "S-1").out


def test_school_years_do_not_overlap(run: Run) -> None:
    assert run("calendar", "add-year", "2025-26", "--start", "2025-08-18", "--end", "2026-06-05").code == 0
    assert run("calendar", "add-year", "2026-27", "--start", "2026-06-01", "--end", "2027-06-04").code == 2
    assert run("calendar", "add-year", "2026-27", "--start", "2026-08-17", "--end", "2027-06-04").code == 0
    assert [row["name"] for row in run("calendar", "years", "--json").data] == ["2026-27", "2025-26"]
    assert run("calendar", "edit-year", "2026-27", "--end", "2027-06-11").code == 0
    assert run("calendar", "edit-year", "2026-28", "--end", "2027-06-11").code == 1
    assert run("calendar", "remove-year", "2026-27", "--yes").code == 0
    assert run("calendar", "add-year", "--start", "2026-08-17").code == 2


def test_an_entry_is_shown_and_the_weeks_are_drawn(run: Run) -> None:
    run("calendar", "add", "Spring break", "--start", "2026-04-06", "--end", "2026-04-10", "--kind", "break")
    run("calendar", "add", "Fair", "--start", "2026-03-20", "--kind", "half_day", "--team", "T-01")
    run("calendar", "add-year", "2025-26", "--start", "2025-08-18", "--end", "2026-06-05")
    assert "6-10 Apr 2026" in run("calendar", "show", "D-1").out
    assert run("calendar", "show", "D-1", "--json").data[0]["name"] == "Spring break"
    assert run("calendar", "show", "D-9").code == 1
    told = run("calendar", "view", "--from", "2026-03-16", "--until", "2026-04-12")
    assert told.code == 0
    lines = told.out.splitlines()
    assert [line[:3].strip() for line in lines[1:5]] == ["", "", "Apr", ""]
    assert "- Spring break 6-10 Apr" in lines[4]
    assert "6-   7-   8-" in lines[4]
    assert "Everybody works Mon-Fri" in told.out
    weeks = run("calendar", "view", "--team", "T-01", "--json", "--from", "2026-03-16", "--until", "2026-03-16").data
    assert [(week["week"], week["what"]) for week in weeks] == [("2026-03-16", ["Fair 20 Mar, half day"])]
    assert weeks[0]["days"][4] == {"date": "2026-03-20", "works": 0.5, "kind": "half_day"}
    assert run("calendar", "view", "--json").data[0]["what"] == ["2025-26 begins"]
    assert run("calendar", "view", "--team", "nobody").code == 1


def test_the_turn_is_told_first_and_done_with_yes(run: Run) -> None:
    run("calendar", "add-year", "2025-26", "--start", "2025-08-18", "--end", "2026-06-05")
    line = ("calendar", "turn", "--to", "2026-27", "--park", "p-1")
    told = run(*line)
    assert (told.code, "Nothing was changed yet: add --yes" in told.out) == (0, True)
    assert "2026-27: Mon 17 Aug 2026 to Fri 4 Jun 2027, written down with it." in told.out
    data = run(*line, "--json")
    assert data.meta["applied"] is False
    assert {row["key"]: row["becomes"] for row in data.data} == {"T-01": "carry", "P-01": "park", "P-02": "carry"}
    assert [row["name"] for row in run("calendar", "years", "--json").data] == ["2025-26"]
    assert run(*line, "--yes").out == "Turned to 2026-27: 1 team and 1 pilot go on; parked: P-01.\n"
    assert run("pilots", "list", "--filter", "parked", "--json").data[0]["parked_on"] == "2026-03-18"
    assert run("pilots", "list", "--filter", "year:2026-27", "--json").meta["count"] == 2
    assert run("undo").code == 0
    assert [row["name"] for row in run("calendar", "years", "--json").data] == ["2025-26"]
    assert run("calendar", "turn", "--to", "2026-27", "--park", "P-9", "--yes").code == 2
    assert run("calendar", "turn", "--to", "1999", "--yes").code == 2


def test_parking_has_commands(run: Run) -> None:
    assert run("pilots", "park", "P-01").out.startswith("Parked P-01")
    assert "Parked since" in run("pilots", "show", "P-01").out
    assert run("pilots", "unpark", "P-01").out.endswith("again.\n")
    assert run("teams", "park", "T-01").code == 0
    assert run("teams", "list", "--json").data[0]["stage"] == "parked"
    assert run("teams", "unpark", "T-01").out.endswith("is at work again.\n")
