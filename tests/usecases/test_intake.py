"""Imports against a store: new, the same, changed, in conflict, taken back; on both databases."""

from __future__ import annotations

import gc
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilotboard.domain.errors import InvalidInput, NotFound, UndoRefused
from pilotboard.domain.intake import Parsed, Target
from pilotboard.domain.intake_report import IntakeReport, Stopped
from pilotboard.importing.drafting import parse
from pilotboard.importing.mapping import accept
from pilotboard.importing.proposing import propose
from pilotboard.importing.source import read_source
from pilotboard.store.reading.reader import Reader
from pilotboard.store.reading.soundness import broken_rules
from pilotboard.usecases import feedback_triage, history, intake, items, people, redact, sites, sprints
from pilotboard.usecases.intake_files import report_csv
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, a_team, an_item, as_user
from tests.importing.samples import JIRA_HEAD, board, jira, jira_row, table, taken, workbook

FORMULA = "=HYPERLINK(1) is what somebody wrote here, [/] and all the rest of it"
FORM = table(
    ["Timestamp", "How satisfied are you? (1 to 5)", "What should change?"],
    ["2026/03/01 10:00:00 AM", "4", "The bus is late when it rains, and nobody tells the families"],
    ["2026/03/01 10:00:00 AM", "2", "N/A"],
    ["2026/03/02 9:30:00 AM", "5", FORMULA],
)
SPRINTS = table(
    ["Sprint name", "Sprint goal", "Start date", "End date", "State"],
    ["One", "Begin", "2026-01-05", "2026-01-16", "Closed"],
    ["Two", "Go on", "2026-01-19", "2026-01-30", "Closed"],
)
FIRST = ["7", "Ask ten families", "Done", "3", "families;data", "2026-03-20", "Two\nlines"]
SECOND = ["8", "書く [/]", "To Do", "2", "", "2026-05-01", "Some words about it"]
PLAIN = table(
    ["ID", "Title", "Status", "Points", "Labels", "Due date", "Description"],
    FIRST,
    SECOND,
)
PLAN = workbook({"Tasks": [["Task ID", "Task Name", "Bucket Name", "Progress"], ["1", "a", "b", "Completed"]]})
FILES = {"jira": jira(), "trello": board(), "form": FORM, "sprints": SPRINTS, "plain": PLAIN, "planner": PLAN}
STAYS = {"counter", "journal", "journal_row", "label", "theme", "sqlite_sequence", "alembic_version"}


def contents(ws: Workspace) -> dict[str, list[Any]]:
    """Every row of every table, but for the journal, numbers that never go back and words that stay known."""
    from pilotboard.store.writing import tables

    names = {str(getattr(tables, name).__tablename__): getattr(tables, name) for name in tables.__all__}

    def read(reader: Reader) -> dict[str, list[Any]]:
        found = {}
        for name, model in names.items():
            if name not in STAYS:
                columns = [one for one in model.model_fields if one not in {"next_item", "version"}]
                found[name] = reader.rows(f"SELECT {', '.join(columns)} FROM {name} ORDER BY id")
        return found

    return ws.read(read)


def bring(ws: Workspace, data: bytes | Parsed, **how: Any) -> IntakeReport:
    """Apply a file into P-01, all its guesses taken."""
    return intake.apply(ws, data if isinstance(data, Parsed) else taken(data), "P-01", **how)


def numbers(report: IntakeReport) -> tuple[int, ...]:
    return tuple(report.counts.values())


@pytest.fixture
def desk(either: Workspace) -> Workspace:
    """A store with a team, a pilot and two items of its own."""
    pilot = a_pilot(either, "Reading texts", team=a_team(either))
    an_item(either, pilot, "Ours", labels=("families",))
    an_item(either, pilot, "Ours too", state="done")
    return either


def test_the_same_file_again_brings_nothing_and_undo_takes_exactly_the_batch(desk: Workspace) -> None:
    for name, data in FILES.items():
        before = contents(desk)
        dry = intake.compare(desk, taken(data), "P-01")
        assert contents(desk) == before
        report = bring(desk, data)
        assert report.applied, name
        assert numbers(report) == numbers(dry)
        assert report.create > 0
        after = contents(desk)
        assert after != before
        again = bring(desk, data)
        assert numbers(again) == (0, 0, report.create, report.skip, 0), name
        assert (again.batch, contents(desk)) == (None, after)
        assert desk.read(broken_rules) == []
        assert report.batch is not None
        intake.undo_batch(desk, report.batch)
        assert contents(desk) == before, name
        history.redo(desk)
        assert contents(desk) == after, name
        history.undo(desk)
        assert contents(desk) == before, name
    assert desk.read(broken_rules) == []


CELL = st.one_of(st.sampled_from(["", "Done", "To Do", "x", "[/]", "2026-03-01", "3"]), st.text("aé書 -", max_size=6))
ROWS = st.lists(st.tuples(CELL, CELL, st.integers(0, 120).map(str), CELL), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_any_table_comes_in_once_and_goes_whole(ws: Workspace, rows: list[tuple[str, ...]]) -> None:
    if not history.history(ws, "P-01"):
        a_pilot(ws, "Reading texts")
    data = table(["ID", "Title", "Status", "Points", "Labels"], *([f"{n}", *row] for n, row in enumerate(rows)))
    source = read_source(data)
    parsed = parse(source, accept(propose(source, None, Target.ITEMS).map))
    before = contents(ws)
    report = bring(ws, parsed, skip_bad=True)
    assert report.create + report.error >= len({error.row for error in parsed.errors})
    again = bring(ws, parse(source, accept(propose(source, None, Target.ITEMS).map)), skip_bad=True)
    assert (again.create, again.update, again.unchanged) == (0, 0, report.create)
    if report.batch is not None:
        intake.undo_batch(ws, report.batch)
    assert contents(ws) == before


def changed(**cells: str) -> bytes:
    """The plain file with other cells in its first row."""
    head = ["ID", "Title", "Status", "Points", "Labels", "Due date", "Description"]
    row = dict(zip(head, FIRST, strict=True))
    row |= {name.replace("_", " "): value for name, value in cells.items()}
    return table(head, [row[name] for name in head], SECOND)


def test_what_changed_in_the_file_changes_here(desk: Workspace) -> None:
    bring(desk, PLAIN)
    report = bring(desk, changed(Title="Ask twenty", Points="5", Status="In Progress", Labels="families;new"))
    assert numbers(report) == (0, 1, 1, 0, 0)
    assert {one.field for one in report.differences} == {"title", "estimate", "state", "finished"}
    detail = items.show_item(desk, "P01-03")
    assert (detail.row.title, detail.row.estimate, detail.row.state) == ("Ask twenty", 5, "in_progress")
    assert detail.row.labels == ("data", "families", "new")
    assert detail.row.finished_at is None
    assert [event.kind for event in detail.events][-2:] in (["reopened", "estimate"], ["estimate", "reopened"])
    assert desk.read(broken_rules) == []


def test_a_blank_cell_leaves_alone_unless_blanks_clear(desk: Workspace) -> None:
    bring(desk, PLAIN)
    blank = changed(Points="", Due_date="", Description="")
    assert numbers(bring(desk, blank)) == (0, 0, 2, 0, 0)
    assert items.show_item(desk, "P01-03").row.estimate == 3
    assert numbers(bring(desk, blank, blank_clears=True)) == (0, 1, 1, 0, 0)
    detail = items.show_item(desk, "P01-03")
    assert (detail.row.estimate, detail.row.due, detail.description) == (None, None, "")


def test_a_local_edit_wins_and_is_told(desk: Workspace) -> None:
    bring(desk, PLAIN)
    items.edit_item(desk, "P01-03", {"title": "Ours now"})
    report = bring(desk, changed(Title="Theirs", Points="8"))
    assert numbers(report) == (0, 0, 1, 1, 0)
    (problem,) = report.problems
    assert (problem.external_id, problem.field, problem.value) == ("7", "title", "Theirs")
    assert "P01-03 was changed here" in problem.message
    detail = items.show_item(desk, "P01-03")
    assert (detail.row.title, detail.row.estimate) == ("Ours now", 3)
    # what people changed elsewhere in the row is no conflict
    other = bring(desk, changed(Points="8"))
    assert numbers(other) == (0, 1, 1, 0, 0) or other.skip == 1


def test_an_edit_of_another_field_is_no_conflict(desk: Workspace) -> None:
    bring(desk, PLAIN)
    items.edit_item(desk, "P01-03", {"due": date(2026, 4, 1)})
    report = bring(desk, table(["ID", "Title", "Status"], ["7", "Theirs", "Done"]))
    assert report.skip == 0
    detail = items.show_item(desk, "P01-03")
    assert (detail.row.title, str(detail.row.due)) == ("Theirs", "2026-04-01")


def test_what_was_removed_here_does_not_come_back(desk: Workspace) -> None:
    bring(desk, PLAIN)
    items.remove_items(desk, ["P01-03"])
    report = bring(desk, PLAIN)
    assert numbers(report) == (0, 0, 1, 1, 0)
    assert "removed here" in report.problems[0].message


def test_words_that_were_taken_out_do_not_come_back(desk: Workspace) -> None:
    bring(desk, FORM)
    secret, passed = FORM.decode().splitlines()[1].split(","), "F-03"
    redact.redact(desk, "F-01", "a family is named")
    feedback_triage.pass_on_feedback(desk, [passed])
    before = contents(desk)["feedback"]
    again = FORM.replace(b"and nobody tells", b"and nobody ever tells").replace(b"rest of it", b"rest")
    for options in ({}, {"blank_clears": True}):
        report = bring(desk, again, **options)
        assert (report.create, report.update, report.unchanged, report.skip) == (0, 0, 1, 2)
        assert [problem.message for problem in report.problems] == [
            f"Words of {key} were taken out here for good: nothing of this row comes back." for key in ("F-01", passed)
        ]
    assert contents(desk)["feedback"] == before
    assert secret[-1] not in str(before)


def test_nor_do_words_of_an_item(desk: Workspace) -> None:
    words = "Ada says that the bus is late"
    rows = [["ID", "Title", "Description"], ["1", "Ask", words], ["2", "Tell", "Nothing to hide"]]
    bring(desk, table(*rows))
    key = items.list_items(desk, "ask").rows[0].key
    redact.redact(desk, key, "a child is named", "Ada")
    rows[1][2] = f"{words} today"
    rows[2][2] = "Another text"
    report = bring(desk, table(*rows))
    assert (report.update, report.skip) == (1, 1)
    assert "Ada" not in items.show_item(desk, key).description


def test_undo_is_refused_with_names_once_something_was_changed(desk: Workspace) -> None:
    batch = bring(desk, jira()).batch or ""
    before = contents(desk)
    ben = as_user(desk, "ana.ruiz")
    items.edit_item(ben, "P01-05", {"title": "Changed since"})
    with pytest.raises(UndoRefused, match="P01-05"):
        intake.undo_batch(desk, batch)
    history.undo(ben)
    items.add_note(ben, "P01-04", "Hung on it since")
    with pytest.raises(UndoRefused, match="P01-04"):
        intake.undo_batch(desk, batch)
    history.undo(ben)
    ben.close()
    assert contents(desk) == before
    intake.undo_batch(desk, batch)
    with pytest.raises(UndoRefused, match="already"):
        intake.undo_batch(desk, batch)
    with pytest.raises(NotFound):
        intake.undo_batch(desk, "B-77")


def test_rows_at_fault_keep_everything_out_unless_skipped(desk: Workspace) -> None:
    data = table(["ID", "Title", "Status", "Points"], ["1", "Good", "Done", "3"], ["2", "Bad", "Done", "2.5"])
    before = contents(desk)
    report = bring(desk, data)
    assert (report.applied, report.error, contents(desk)) == (False, 1, before)
    report = bring(desk, data, skip_bad=True)
    assert numbers(report) == (1, 0, 0, 0, 1)
    assert [one.external_id for one in report.problems] == ["2"]


def test_stopping_leaves_nothing(desk: Workspace) -> None:
    before = contents(desk)
    with pytest.raises(Stopped):
        bring(desk, PLAIN, progress=lambda done, total: done < total)
    assert contents(desk) == before


def test_nobody_searches_what_is_read_and_written_for_garbage(desk: Workspace) -> None:
    """Going through 100,000 rows again and again took a third of the time."""
    searched: list[bool] = []

    def course(done: int, total: int) -> bool:
        searched.append(gc.isenabled())
        return True

    collecting = gc.isenabled()
    gc.enable()
    try:
        source = read_source(PLAIN, "plain.csv", course)
        parsed = parse(source, propose(source).map, progress=course)
        intake.apply(desk, parsed, "P-01", progress=course)
        assert len(searched) > 3
        assert not any(searched)
        assert gc.isenabled()
    finally:
        if not collecting:
            gc.disable()


def test_persons_by_mail_or_by_a_name_that_one_has(desk: Workspace) -> None:
    people.add_person(desk, {"name": "Sam Lee", "email": "sam@example.org"})
    people.add_person(desk, {"name": "Sam Lee"})
    head = ["ID", "Title", "Status", "Assignee"]
    rows = [
        ["1", "a", "To Do", "ana ruiz"],
        ["2", "b", "To Do", "Sam Lee <sam@example.org>"],
        ["3", "c", "To Do", "Sam Lee"],
        ["4", "d", "To Do", "Kim Unknown"],
    ]
    report = bring(desk, table(head, *rows))
    assert report.unmatched == ("Kim Unknown", "Sam Lee")
    assert [one.value for one in report.remarks if "Unmatched" in one.message] == ["Sam Lee", "Kim Unknown"]
    assert [items.show_item(desk, f"P01-0{n}").row.assignee for n in (3, 4, 5, 6)] == [
        "Ana Ruiz",
        "Sam Lee",
        None,
        None,
    ]
    people.add_person(desk, {"name": "Kim Unknown"})
    again = bring(desk, table(head, *rows))
    assert numbers(again) == (0, 1, 3, 0, 0)
    assert items.show_item(desk, "P01-06").row.assignee == "Kim Unknown"


def test_sprints_of_the_past_with_what_they_left_over(desk: Workspace) -> None:
    report = bring(desk, jira())
    assert report.sprints == 3
    found = {one.goal: one for one in sprints.list_sprints(desk).rows}
    assert set(found) == {"Sprint 1", "Sprint 2", "Sprint 10"}
    assert all((one.state, one.origin) == ("closed", "import") for one in found.values())
    assert [found[name].carried.items for name in ("Sprint 1", "Sprint 2", "Sprint 10")] == [1, 2, 0]
    assert {row.key for row in items.list_items(desk, "carried").rows} == {"P01-03", "P01-04"}
    # a later file with one more sprint leaves the earlier ones as they are
    more = table(JIRA_HEAD, jira_row(Summary="Late", Issue_key="NW-9", Sprint=["Sprint 2", "Sprint 11"]))
    later = bring(desk, more)
    assert (later.create, later.sprints) == (1, 1)
    assert next(one for one in sprints.list_sprints(desk).rows if one.goal == "Sprint 2") == found["Sprint 2"]


def test_sprints_need_a_team(either: Workspace) -> None:
    a_pilot(either, "Alone")
    with pytest.raises(InvalidInput, match="no team"):
        bring(either, jira())
    assert intake.list_batches(either) == []


def test_moves_notes_and_dates_are_history(desk: Workspace) -> None:
    bring(desk, board())
    detail = items.show_item(desk, "P01-03")
    moves = [event for event in detail.events if event.kind in {"state", "reopened"}]
    assert len(moves) == 2
    assert [(note.who, note.text) for note in detail.notes][:1] == [("Ben", "Well...")]
    assert detail.row.finished_at is not None
    assert detail.row.finished_at.year == 2013
    assert [row.key for row in items.list_items(desk, "archived").rows] == ["P01-04"]
    assert "P01-04" not in {row.key for row in items.list_items(desk, "open").rows}


def test_done_without_a_date_was_done_now(desk: Workspace) -> None:
    bring(desk, PLAIN)
    assert items.show_item(desk, "P01-03").row.finished_at == desk.now()


def test_voices_with_scale_and_answers_that_say_nothing(desk: Workspace) -> None:
    from pilotboard.usecases import feedback

    sites.add_site(desk, {"name": "Lincoln"})
    parsed = taken(FORM)
    bring(desk, parsed)
    rows = feedback.list_feedback(desk, sort="key").rows
    assert [(row.rating, row.scale and row.scale.high) for row in rows] == [(4, 5), (2, 5), (5, 5)]
    assert rows[2].quote == FORMULA
    assert [row.key for row in rows if row.quote == "N/A"] == ["F-02"]
    assert {row.channel for row in rows} == {"survey"}
    assert [str(row.on) for row in rows] == ["2026-03-01", "2026-03-01", "2026-03-02"]


def test_a_report_is_safe_in_a_spreadsheet(desk: Workspace) -> None:
    rows = [["=1+1", "@x", "Done", "-2"], ["2", "b", "Done", "3"], ["3", "c", "Done", "5"]]
    report = bring(desk, table(["ID", "Title", "Status", "Points"], *rows))
    lines = report_csv(report.problems, report.remarks).splitlines()
    assert lines[0] == "what,row,external_id,field,message,value"
    assert lines[1].startswith("left out,2,'=1+1,")
    assert lines[1].endswith(",'-2")


def test_maps_are_kept_by_name(desk: Workspace) -> None:
    from pilotboard.importing.mapfile import from_toml, to_toml

    source = read_source(PLAIN)
    written = to_toml(propose(source).map)
    assert intake.save_map(desk, "District", written).entry
    assert intake.save_map(desk, "District", written).entry == 0
    saved = intake.saved_map(desk, "District")
    assert saved is not None
    assert parse(source, from_toml(saved.content)) == taken(PLAIN)
    with pytest.raises(InvalidInput):
        intake.save_map(desk, " ", written)
    history.undo(desk)
    assert intake.saved_map(desk, "District") is None
