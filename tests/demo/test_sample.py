"""The sample programme: sound, alive on the day asked for, the same each time, and undoable where it is fresh."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from pilotboard.demo.calendar import SchoolDays
from pilotboard.demo.entries import Act
from pilotboard.demo.loader import PERSON, make_sample, open_or_make
from pilotboard.demo.material import Programme, read_programme
from pilotboard.demo.setting import setting_acts
from pilotboard.demo.work import RECENT, item_acts
from pilotboard.domain.errors import Refusal, UndoRefused
from pilotboard.domain.items import ItemState
from pilotboard.domain.stages import Stage
from pilotboard.resources import sample_data
from pilotboard.store.location import locate
from pilotboard.usecases import board, history, items, pilots, teams
from pilotboard.usecases.workspace import Clock, Workspace

TODAY = date(2026, 11, 21)
LEFT_OUT = {"journal", "journal_row", "sqlite_sequence"}


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read_programme(sample_data())


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of one day; tests that write take a copy."""
    found = tmp_path_factory.mktemp("sample") / "sample.db"
    make_sample(locate(found), TODAY)
    return found


@pytest.fixture
def ws(path: Path, tmp_path: Path) -> Iterator[Workspace]:
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    found = Workspace(str(copy), PERSON, Clock(TODAY))
    yield found
    found.close()


def content(path: Path, *, besides: Collection[str] = ()) -> dict[str, list[Any]]:
    """Every row of every table, `besides` left out."""
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
    found = {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}
    connection.close()
    return {name: rows for name, rows in found.items() if name not in besides}


def query(path: Path, sql: str) -> list[Any]:
    connection = sqlite3.connect(path)
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


def acts_of(programme: Programme, today: date) -> list[Act]:
    days = SchoolDays(today)
    return sorted([*setting_acts(programme, days), *item_acts(programme, days)], key=lambda act: act.at)


def test_the_same_day_gives_the_same_content(path: Path, tmp_path: Path) -> None:
    make_sample(locate(tmp_path / "again.db"), TODAY)
    assert content(path) == content(tmp_path / "again.db")


def test_another_day_gives_the_same_programme_at_other_times(path: Path, tmp_path: Path) -> None:
    make_sample(locate(tmp_path / "later.db"), date(2027, 1, 4))
    titles = "SELECT title FROM backlog_item ORDER BY title"
    assert query(path, titles) == query(tmp_path / "later.db", titles)
    ((newest,),) = query(tmp_path / "later.db", "SELECT max(at) FROM journal")
    assert newest.startswith("2027-01-01")


def test_the_database_finds_nothing_wrong(path: Path) -> None:
    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    assert query(path, "PRAGMA foreign_key_check") == []


def test_it_is_marked_as_fictional_wherever_its_name_shows(path: Path) -> None:
    ((name, sample),) = query(path, "SELECT name, sample FROM organisation")
    assert name.endswith("(sample)")
    assert sample == 1


def test_every_item_is_where_its_events_say(path: Path) -> None:
    wrong = """
    SELECT i.id FROM backlog_item i WHERE i.state <> (
        SELECT e.after FROM item_event e WHERE e.item_id = i.id AND e.kind IN ('created', 'state', 'reopened')
        ORDER BY e.at DESC, e.id DESC LIMIT 1)
    OR i.state_since <> (
        SELECT max(e.at) FROM item_event e WHERE e.item_id = i.id AND e.kind IN ('created', 'state', 'reopened'))
    OR (i.blocked_since IS NOT NULL) <> (
        SELECT COALESCE(sum(CASE e.kind WHEN 'blocked' THEN 1 WHEN 'unblocked' THEN -1 ELSE 0 END), 0)
        FROM item_event e WHERE e.item_id = i.id)
    OR i.created_at <> (SELECT min(e.at) FROM item_event e WHERE e.item_id = i.id)
    """
    assert query(path, wrong) == []


def test_each_step_starts_where_the_last_one_ended(path: Path) -> None:
    moves = query(
        path,
        "SELECT item_id, before, after FROM item_event WHERE kind IN ('created', 'state', 'reopened')"
        " ORDER BY item_id, at, id",
    )
    standing: dict[int, str] = {}
    for item, before, after in moves:
        assert standing.get(item, "") == before
        standing[item] = after
    assert len(standing) > 300


def test_all_that_happens_to_items_happens_in_a_year(path: Path) -> None:
    kinds = {kind for (kind,) in query(path, "SELECT DISTINCT kind FROM item_event")}
    assert kinds >= {"created", "state", "blocked", "unblocked", "reopened"}
    ((first, last),) = query(path, "SELECT min(at), max(at) FROM item_event")
    assert datetime.fromisoformat(last) - datetime.fromisoformat(first) > timedelta(days=330)


def test_the_journal_goes_forward_in_time(path: Path) -> None:
    entries = query(path, "SELECT at FROM journal ORDER BY id")
    assert entries == sorted(entries)
    assert 150 < len(entries) < 900


def test_every_row_is_in_the_journal(path: Path) -> None:
    added = query(path, "SELECT table_name, row_id FROM journal_row WHERE change = 'added'")
    stored = content(path, besides=LEFT_OUT | {"alembic_version", "counter", "retro_note", "pilot_summary"})
    assert sorted(added) == sorted((name, row[0]) for name, rows in stored.items() for row in rows)


def test_numbers_are_taken_so_that_new_things_get_the_next_one(ws: Workspace) -> None:
    assert items.add_item(ws, "P-07", {"title": "One more"}).keys == ("P07-41",)
    assert pilots.add_pilot(ws, {"title": "One more"}).keys == ("P-14",)
    assert teams.add_team(ws, {"name": "One more"}).keys == ("T-09",)


def test_the_board_of_team_heron_is_alive(ws: Workspace) -> None:
    view = board.show_board(ws, "T-08")
    assert view.title == "Team Heron"
    counts = {column.state: (column.count, column.limit) for column in view.columns}
    assert counts == {
        ItemState.READY: (3, None),
        ItemState.IN_PROGRESS: (3, 3),
        ItemState.REVIEW: (1, 2),
        ItemState.DONE: (16, None),
    }
    (blocked,) = [card for column in view.columns for card in column.cards if card.blocked]
    assert (blocked.key, blocked.blocked_days(ws.now())) == ("P07-09", 5)
    assert blocked.assignee == "Omar Haddad"
    assert len(items.list_items(ws, "mine open").rows) == 2


def test_pilots_are_at_different_stages(ws: Workspace) -> None:
    rows = pilots.list_pilots(ws).rows
    assert len(rows) == 13
    assert {row.stage for row in rows} > {Stage.IDEA, Stage.CHARTER, Stage.TESTING, Stage.IMPROVING, Stage.SUSTAINED}
    assert [row.key for row in rows if row.closed_on] == ["P-02"]
    assert all(25 <= row.items + row.dropped <= 40 for row in rows if row.team and row.key != "P-13")
    assert any(row.decision_due and row.decision_due < TODAY and not row.closed_on for row in rows)


def test_teams_change_and_one_person_is_promised_too_often(ws: Workspace) -> None:
    rows = teams.list_teams(ws).rows
    assert len(rows) == 8
    assert [row.name for row in rows if row.dissolved_on] == ["Team Marten"]
    over = teams.show_team(ws, "Team Hare").over
    assert [(one.person, one.share) for one in over] == [("Leila Farahani", 120)]
    left = [one for one in teams.show_team(ws, "Team Heron").memberships if one.end is not None]
    assert [one.person for one in left] == ["Sofía Marín"]


@pytest.mark.parametrize(("person", "acts"), [("ana", 3), ("omar", 2), ("grace", 1)])
def test_the_newest_acts_can_be_undone_and_done_again(path: Path, tmp_path: Path, person: str, acts: int) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    ws = Workspace(str(copy), person, Clock(TODAY))
    for _ in range(acts):
        assert history.undo(ws).said.startswith("Undone: ")
    assert content(copy, besides=LEFT_OUT) != content(path, besides=LEFT_OUT)
    for _ in range(acts):
        assert history.redo(ws).said.startswith("Redone: ")
    ws.close()
    for table, columns in (
        ("backlog_item", "id, state, state_since, blocked_since, finished_at, assignee_id, rank"),
        ("item_event", "id, at, kind, actor"),
        ("item_note", "id, at, author, text"),
        ("acceptance_criterion", "id, text, met"),
    ):
        same = f"SELECT {columns} FROM {table} ORDER BY id"
        assert query(copy, same) == query(path, same)


def test_an_act_that_somebody_went_on_from_is_not_undone(ws: Workspace) -> None:
    for _ in range(3):
        history.undo(ws)
    with pytest.raises(UndoRefused, match="changed since by Lin Zhao: P07-17"):
        history.undo(ws)


def test_what_stands_on_an_older_act_keeps_it_from_being_undone(ws: Workspace) -> None:
    oldest = min(entry.id for entry in history.history(ws, limit=1000) if entry.action == "sample.month")
    with pytest.raises(UndoRefused, match="changed since"):
        history.undo(ws, oldest)


def test_on_any_day_nothing_lies_in_the_future_or_on_a_weekend(programme: Programme) -> None:
    for ahead in range(28):
        today = date(2027, 2, 15) + timedelta(days=ahead)
        acts = acts_of(programme, today)
        assert acts[-1].at < datetime.combine(today, time(), UTC)
        values = [value for act in acts for add in act.adds for value in add.values.values()]
        moments = [act.at for act in acts] + [value for value in values if isinstance(value, datetime)]
        assert {moment.weekday() for moment in moments} <= {0, 1, 2, 3, 4}
        due = [value for act in acts for add in act.adds if (value := add.values.get("due_on"))]
        assert all(isinstance(day, date) and day >= today and day.weekday() < 5 for day in due)


def test_the_last_two_weeks_are_told_act_by_act(programme: Programme) -> None:
    days = SchoolDays(TODAY)
    recent = [act for act in acts_of(programme, TODAY) if act.at.date() >= days.last(RECENT)]
    assert len(recent) > 60
    assert not any(act.action == "sample.month" for act in recent)


def test_every_text_would_be_taken_from_a_person(programme: Programme) -> None:
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.items import ItemDraft, LinkDraft, NoteDraft
    from pilotboard.domain.drafts.people import PersonDraft
    from pilotboard.domain.drafts.pilots import PilotDraft
    from pilotboard.domain.drafts.teams import TeamDraft

    for handle, (name, role, _) in programme.people.items():
        taken = validate(PersonDraft, {"name": name, "handle": handle, "role": role})
        assert (taken.name, taken.handle, taken.removed) == (name, handle, 0)
    for team in programme.teams:
        assert validate(TeamDraft, {"name": team.name, **team.texts}).given() == {"name": team.name, **team.texts}
    for pilot in programme.pilots:
        assert validate(PilotDraft, {"title": pilot.title, **pilot.texts}).title == pilot.title
        for item in pilot.items:
            lines = [text for _, text in item.checklist]
            draft = validate(
                ItemDraft,
                {"title": item.title, "labels": item.labels, "criteria": lines, "estimate": item.estimate or 0},
            )
            assert (draft.title, list(draft.criteria), draft.removed) == (item.title, lines, 0)
            assert set(draft.labels) == set(item.labels)
            assert all(validate(NoteDraft, {"text": text}).text == text for _, text in item.notes)
            assert all(validate(LinkDraft, {"url": url, "title": title}).url == url for url, title in item.links)


def test_everybody_named_is_a_person_of_the_programme(programme: Programme) -> None:
    known = set(programme.people)
    named = {member.handle for team in programme.teams for member in team.members}
    for pilot in programme.pilots:
        named |= {pilot.sponsor, pilot.written_by} | {who for item in pilot.items for who, _ in item.notes}
        named |= {item.who for item in pilot.items if item.who} | ({pilot.coach} if pilot.coach else set())
    assert named <= known
    assert PERSON in known


def test_what_is_there_already_is_opened_and_not_rebuilt(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_bytes(b"not touched")
    sample = open_or_make(TODAY, path)
    assert (sample.location.path, sample.made, sample.temporary) == (path, False, None)
    assert path.read_bytes() == b"not touched"
    with pytest.raises(Refusal):
        make_sample(sample.location, TODAY)


def test_without_a_path_it_lies_in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    sample = open_or_make(TODAY)
    assert sample.made
    assert sample.temporary is not None
    assert [file.name for file in sample.temporary.iterdir()] == ["sample.db"]
    assert sample.temporary.parent == tmp_path


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_unused: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pilotboard.demo.loader._alike", fail)
    with pytest.raises(KeyboardInterrupt):
        make_sample(locate(tmp_path / "half.db"), TODAY)
    assert list(tmp_path.iterdir()) == []


def test_postgresql_holds_the_same_programme(path: Path, postgres_url: str) -> None:
    make_sample(locate(postgres_url), TODAY)
    ws = Workspace(postgres_url, PERSON, Clock(TODAY))
    here = Workspace(str(path), PERSON, Clock(TODAY))
    assert board.show_board(ws, "T-08") == board.show_board(here, "T-08")
    assert [entry.said for entry in history.history(ws)] == [entry.said for entry in history.history(here)]
    ws.close()
    here.close()
