"""A text that was taken out is gone: from rows, journal, search and records, and from the file itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import pilotboard.store.erased
import pilotboard.store.writing.erasing
import pilotboard.store.writing.tables
import pilotboard.usecases.redact
from pilotboard.domain.canonical import digest_of
from pilotboard.domain.errors import InvalidInput, NotFound, UndoRefused
from pilotboard.domain.feedback import AnswerKind, FeedbackStatus
from pilotboard.domain.plan import PlanLevel
from pilotboard.domain.sprint_record import read_record
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import (
    feedback,
    find,
    history,
    ideas,
    items,
    plan,
    redact,
    sprint_life,
    sprint_scope,
    sprints,
    support,
    upkeep,
)
from pilotboard.usecases import feedback_changes as changes
from pilotboard.usecases import feedback_triage as triage
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_goal, a_pilot, a_team, a_voice, an_idea, an_item

SECRET = "Mirabel Quist"


def everything(ws: Workspace) -> str:
    """Every value of every row, as text."""

    def query(reader: Reader) -> str:
        names = [table.name for table in SQLModel.metadata.sorted_tables]
        return "\n".join(str(row) for name in names for row in reader.rows(f"SELECT * FROM {name}"))

    return ws.read(query).casefold()


def in_file(ws: Workspace) -> bool:
    """Whether the bytes of the secret stand in the store's file, used or not."""
    assert ws.location.path is not None
    return SECRET.encode().lower() in ws.location.path.read_bytes().lower()


def a_secret_voice(ws: Workspace) -> str:
    key = a_voice(ws, a_pilot(ws), f"{SECRET} shouts at us")
    changes.edit_feedback(ws, key, {"quote": f"{SECRET} shouts at everybody"})
    triage.answer_feedback(ws, [key], AnswerKind.DID, f"We talked with {SECRET}.")
    return key


def test_a_voice_loses_its_text_everywhere(either: Workspace) -> None:
    ws = either
    key = a_secret_voice(ws)
    assert SECRET.casefold() in everything(ws)
    done = redact.redact(ws, key, "names a member of staff")
    assert SECRET.casefold() not in everything(ws)
    assert done.said == f"The text was taken out of {key}: names a member of staff"
    row = feedback.show_feedback(ws, key).row
    assert (row.quote, row.answer, row.status) == ("[taken out]", "[taken out]", FeedbackStatus.ANSWERED)
    assert history.history(ws, key)[0].action == "redact"
    assert not history.history(ws, key)[0].undoable
    with pytest.raises(UndoRefused):
        history.undo(ws)
    with pytest.raises(UndoRefused):
        history.undo(ws, history.history(ws, key)[1].id)


def test_words_alone_are_taken_out_of_all_texts(either: Workspace) -> None:
    ws = either
    key = a_secret_voice(ws)
    redact.redact(ws, key, "a name", "mirabel  quist")
    row = feedback.show_feedback(ws, key).row
    assert (row.quote, row.answer) == ("[taken out] shouts at everybody", "We talked with [taken out].")
    assert SECRET.casefold() not in everything(ws)
    assert feedback.list_feedback(ws, "shouts").total == 1


def test_passed_on_keeps_nothing(either: Workspace) -> None:
    ws = either
    pilot = a_pilot(ws)
    key = a_voice(ws, pilot, f"{SECRET} shouts at us", rating=1, scale_low=1, scale_high=5, focal_group="room 4")
    changes.edit_feedback(ws, key, {"quote": f"{SECRET} shouts"})
    triage.pass_on_feedback(ws, [key])
    kept = everything(ws)
    assert SECRET.casefold() not in kept
    assert "room 4" not in kept
    row = feedback.show_feedback(ws, key).row
    assert (row.quote, row.rating, row.status) == ("", None, FeedbackStatus.PASSED_ON)


@pytest.mark.parametrize("way", ["redact", "pass on", "removed"])
def test_the_file_holds_no_byte_of_it(ws: Workspace, way: str) -> None:
    key = a_voice(ws, a_pilot(ws), f"{SECRET} shouts at us. " * 300)
    assert in_file(ws)
    if way == "pass on":
        triage.pass_on_feedback(ws, [key])
    else:
        if way == "removed":
            changes.remove_feedback(ws, [key])
        redact.redact(ws, key, "names somebody")
    assert not in_file(ws)
    assert SECRET.casefold() not in everything(ws)


def _keep_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pilotboard.store.writing.erasing, "_erase_journal", lambda *_: set())


def leave_in_an_unused_page(ws: Workspace) -> None:
    """As an older program would have: the text in a page that is free again, not overwritten."""
    connection = sqlite3.connect(str(ws.location.path))
    connection.executescript("PRAGMA secure_delete = OFF; CREATE TABLE gone (text)")
    connection.execute("INSERT INTO gone VALUES (?)", (f"{SECRET} shouts. " * 600,))
    connection.commit()
    connection.executescript("DROP TABLE gone")
    connection.close()
    assert in_file(ws)


def test_pages_no_longer_used_are_wiped_too(ws: Workspace) -> None:
    key = a_voice(ws, a_pilot(ws), f"{SECRET} shouts")
    leave_in_an_unused_page(ws)
    redact.redact(ws, key, "names somebody")
    assert not in_file(ws)


def _keep_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pilotboard.usecases.redact, "wipe", lambda _: "")


def _keep_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pilotboard.store.writing.erasing, "SEARCHED", {})


@pytest.mark.parametrize("fault", [_keep_journal, _keep_file, _keep_search])
def test_each_planted_fault_is_seen(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, fault: Callable[[pytest.MonkeyPatch], None]
) -> None:
    key = a_voice(ws, a_pilot(ws), f"{SECRET} shouts at us. " * 300)
    changes.edit_feedback(ws, key, {"quote": f"{SECRET} shouts"})
    leave_in_an_unused_page(ws)
    pilotboard.store.erased.wipe(ws.location) if fault is not _keep_file else None
    fault(monkeypatch)
    redact.redact(ws, key, "names somebody")
    assert in_file(ws) or SECRET.casefold() in everything(ws)


def test_an_item_loses_description_and_notes_also_removed_ones(either: Workspace) -> None:
    ws = either
    item = an_item(ws, a_pilot(ws), "Call back", description=f"{SECRET} called", criteria=["called back"])
    items.add_note(ws, item, f"{SECRET} called again")
    items.add_note(ws, item, f"{SECRET} wrote")
    items.remove_note(ws, item, items.show_item(ws, item).notes[1].id)
    redact.redact(ws, item, "a name in it")
    detail = items.show_item(ws, item)
    assert (detail.description, [note.text for note in detail.notes]) == ("[taken out]", ["[taken out]"])
    assert detail.row.title == "Call back"
    assert SECRET.casefold() not in everything(ws)
    assert find.find(ws, SECRET) == []


def test_a_title_goes_out_of_the_sentences_of_the_journal_too(ws: Workspace) -> None:
    item = an_item(ws, a_pilot(ws), f"Call {SECRET} back")
    items.edit_item(ws, item, {"title": f"Call {SECRET} today"})
    assert any(SECRET in entry.said for entry in history.history(ws))
    redact.redact(ws, item, "a name", SECRET)
    assert items.show_item(ws, item).row.title == "Call [taken out] today"
    assert SECRET.casefold() not in everything(ws)
    assert not in_file(ws)


def test_the_record_of_a_sprint_is_frozen_anew(either: Workspace) -> None:
    ws = either
    team = a_team(ws)
    item = an_item(ws, a_pilot(ws, team=team), f"Call {SECRET}", state="ready")
    sprint = sprints_with(ws, team, item)
    before = record(ws)
    redact.redact(ws, item, "a name", SECRET)
    text, digest = record(ws)
    assert SECRET.casefold() not in everything(ws)
    assert digest == digest_of(text) != before[1]
    assert read_record(text, digest).content["items"][0]["title"] == "Call [taken out]"
    assert before[1] in sprints.show_sprint(ws, sprint).amendments[0].text


def test_daily_notes_need_the_words(ws: Workspace) -> None:
    team = a_team(ws)
    item = an_item(ws, a_pilot(ws, team=team), "Call", state="ready")
    sprint = sprints_with(ws, team, item, close=False)
    sprint_life.note_day(ws, sprint, f"{SECRET} is ill")
    with pytest.raises(InvalidInput, match="more than one text"):
        redact.redact(ws, sprint, "health")
    redact.redact(ws, sprint, "health", SECRET)
    assert SECRET.casefold() not in everything(ws)


def test_backups_that_hold_it_are_named(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    upkeep.backup(ws)
    key = a_voice(ws, pilot, SECRET)
    done = redact.redact(ws, key, "a name")
    assert len(done.backups) == 1
    assert Path(done.backups[0]).is_file()
    assert "still hold it" in done.hints()[0]


def test_what_is_not_there_is_not_taken_out(ws: Workspace) -> None:
    key = a_voice(ws, a_pilot(ws), "They are kind")
    entry = ws.newest_entry()
    with pytest.raises(NotFound):
        redact.redact(ws, key, "a name", "Somebody Else")
    with pytest.raises(NotFound):
        redact.redact(ws, "F-99", "a name")
    with pytest.raises(InvalidInput):
        redact.redact(ws, key, " ")
    with pytest.raises(InvalidInput):
        redact.redact(ws, key, "they are kind to us", "are kind")
    with pytest.raises(InvalidInput):
        redact.redact(ws, "U-01", "left")
    assert ws.newest_entry() == entry


def sprints_with(ws: Workspace, team: str, item: str, *, close: bool = True) -> str:
    """A sprint of the team with one item, started, and closed with the item finished."""
    values = {"team": team, "goal": "Calls", "start": DAY, "end": DAY + timedelta(days=4)}
    sprint = sprint_life.plan_sprint(ws, values).keys[0]
    sprint_scope.plan_items(ws, [item], sprint)
    sprint_life.start_sprint(ws, sprint)
    if close:
        items.move_items(ws, [item], "done")
        sprint_life.close_sprint(ws, sprint, [])
    return sprint


def record(ws: Workspace) -> tuple[str, str]:
    """The frozen record and its digest."""
    found = ws.read(lambda reader: reader.row("SELECT content, digest FROM sprint_record"))
    assert found is not None
    return found[0], found[1]


def test_an_idea_loses_its_words_and_keeps_its_title(either: Workspace) -> None:
    ws = either
    key = an_idea(ws, "Quiet room", need=f"{SECRET} shouts", for_whom=SECRET)
    ideas.assess_idea(ws, key, f"We asked {SECRET}.")
    asked = support.ask_support(ws, {"idea": key, "kind": "time", "text": f"An hour with {SECRET}"}).keys[0]
    support.answer_support(ws, asked, "declined", f"{SECRET} has none")
    redact.redact(ws, key, "names a member of staff")
    row = ideas.show_idea(ws, key).row
    assert (row.title, {row.need, row.for_whom, row.assessment}) == ("Quiet room", {"[taken out]"})
    redact.redact(ws, asked, "names a member of staff", SECRET)
    assert SECRET.casefold() not in everything(ws)
    assert find.find(ws, "mirabel") == []


@pytest.mark.parametrize(("level", "key"), [("priority", "PR-01"), ("strategy", "ST-01"), ("goal", "G-01")])
def test_words_go_out_of_the_plan(ws: Workspace, level: str, key: str) -> None:
    a_goal(ws)
    plan.edit_plan(ws, PlanLevel(level), key, {"title": f"{SECRET} reads", "description": f"For {SECRET}"})
    redact.redact(ws, key, "names a child", SECRET)
    assert SECRET.casefold() not in everything(ws)
    assert plan.show_plan_row(ws, PlanLevel(level), key).row.title.endswith("reads")
