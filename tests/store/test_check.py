"""`doctor`: everything is well on a sound store, and each thing that is not is named, with what to do."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from pilotboard.domain.upkeep import Finding, Level
from pilotboard.store import check, place
from pilotboard.store.place import Mount
from pilotboard.store.reading import soundness
from pilotboard.usecases import history, item_moves, item_order, item_parts, items, people, pilots, upkeep
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_person, a_pilot, a_site, a_team, an_item, as_user, make_store, some_items


def busy_store(url: str) -> Workspace:
    """A store in which most things have happened once."""
    ws = make_store(url)
    team, site = a_team(ws, "Heron"), a_site(ws)
    pilot = a_pilot(ws, "Straße", team=team, sites=[site])
    a_person(ws, "Ben Okoye")
    keys = some_items(ws, pilot, 4, labels=["Urgent"])
    item_moves.move_items(ws, keys[:2], "done")
    item_moves.block_items(ws, keys[2:3], "Waiting")
    item_order.rank_items(ws, [keys[3]], before=keys[0])
    items.remove_items(ws, [keys[1]])
    history.undo(ws)
    item_parts.add_note(ws, keys[0], "Größe geprüft")
    lone = a_pilot(ws)
    an_item(ws, lone)
    items.remove_items(ws, [an_item(ws, lone)])
    pilots.edit_pilot(ws, lone, {"team": team})
    people.edit_person(ws, "U-02", {"name": "Ben O."})
    return ws


def found(ws: Workspace, level: Level | None = None) -> list[Finding]:
    """What doctor finds that is not well."""
    return [
        finding
        for finding in upkeep.doctor(ws).findings
        if (finding.level == level if level else finding.level != Level.OK)
    ]


def test_a_sound_store_is_well(store_url: str) -> None:
    ws = busy_store(store_url)
    if ws.location.embedded:
        upkeep.backup(ws)
    report = upkeep.doctor(ws)
    assert report.exit_code == 0
    assert [finding for finding in report.findings if finding.level == Level.PROBLEM] == []
    assert len(report.findings) > 3
    assert report.place == ws.location.shown
    ws.close()


def test_the_rules_know_every_table_and_column() -> None:
    from sqlmodel import SQLModel

    from pilotboard.store.writing import tables

    assert tables.__all__
    every = SQLModel.metadata.tables
    apart = {"journal", "journal_row", "counter", "retro_note", "pilot_summary"}
    assert set(soundness.JOURNALLED) == set(every) - apart
    assert set(soundness.FOLDED) == {name for name, table in every.items() if "folded" in table.c}
    moments = {
        name: {column.name for column in table.c if "DATETIME" in str(column.type).upper()}
        for name, table in every.items()
    }
    assert {name: set(columns) for name, columns in soundness.MOMENTS.items()} == {
        name: columns for name, columns in moments.items() if columns
    }


# Each breaks one rule behind the program's back; the words say how it is told.
BROKEN = {
    "UPDATE counter SET next = 1 WHERE name = 'pilot'": "every pilot's number is below the counter",
    "DELETE FROM counter WHERE name = 'team'": "every team's number is below the counter",
    "UPDATE pilot SET next_item = 2 WHERE number = 1": "every item's number is below its pilot's counter",
    "UPDATE backlog_item SET rank = '!'  WHERE number = 1 AND pilot_id = 1": "every item has a rank",
    "UPDATE backlog_item SET title = 'STRASSE' WHERE number = 1 AND pilot_id = 1": "searched in every backlog_item",
    "UPDATE pilot SET folded = 'x' WHERE number = 1": "what is searched in every pilot matches",
    "UPDATE person SET name = 'X' WHERE number = 1": "what is searched in every person matches",
    "UPDATE item_note SET folded = ''": "what is searched in every item_note matches",
    "DELETE FROM item_note": "every item_note that the history knows is there",
    "INSERT INTO label (name, folded) VALUES ('New', 'new')": "the history knows every label",
    "DELETE FROM journal_row WHERE table_name = 'pilot_site'": "the history knows every pilot_site",
}


@pytest.mark.parametrize("statement", BROKEN)
def test_a_broken_rule_is_named(store_url: str, statement: str) -> None:
    ws = busy_store(store_url)
    meddle(ws, statement)
    told = [finding for finding in found(ws, Level.PROBLEM) if BROKEN[statement] in finding.what]
    assert len(told) == 1
    assert told[0].damaged
    assert told[0].hint
    assert upkeep.doctor(ws).exit_code == 4
    ws.close()


# SQLite takes what PostgreSQL would refuse; these are found on files only.
BROKEN_IN_FILES = {
    "UPDATE backlog_item SET team_id = NULL WHERE number = 1 AND pilot_id = 1": "every item is with the team",
    "DROP INDEX uq_backlog_item_team_rank; UPDATE backlog_item SET rank = 'V'": "no two items of a list",
    "UPDATE backlog_item SET state_since = 'yesterday'": "every state_since of a backlog_item is a moment",
    "UPDATE journal SET at = '2026-02-30 10:00:00.000000x'": "every at of a journal is a moment",
    "DELETE FROM pilot WHERE number = 2": "point to something that is not there (backlog_item",
    "PRAGMA ignore_check_constraints = 1; UPDATE backlog_item SET state = 'lost'": "CHECK constraint failed",
}


@pytest.mark.parametrize("statement", BROKEN_IN_FILES)
def test_what_only_a_file_can_hold_is_named(sqlite_path: Path, statement: str) -> None:
    ws = busy_store(str(sqlite_path))
    meddle(ws, statement)
    assert [finding for finding in found(ws, Level.PROBLEM) if BROKEN_IN_FILES[statement] in finding.what]
    assert upkeep.doctor(ws).exit_code == 4
    ws.close()


def meddle(ws: Workspace, statements: str) -> None:
    """Change the store without the program; foreign keys are not looked at."""
    if ws.location.path is not None:
        connection = sqlite3.connect(ws.location.path)
        connection.executescript(statements)
        connection.close()
        return
    with psycopg.connect(ws.location.url, autocommit=True) as server:
        server.execute("SET session_replication_role = replica")
        server.execute(statements.encode())


# --- the file -----------------------------------------------------------------------------------------------------


def test_a_missing_store_names_its_backups(sqlite_path: Path) -> None:
    ws = make_store(str(sqlite_path))
    upkeep.backup(ws)
    ws.close()
    sqlite_path.unlink()
    said = [finding.what for finding in upkeep.doctor(ws).findings]
    assert any("There is no store at" in line for line in said)
    assert any(line.startswith("Good backups in") for line in said)
    assert upkeep.doctor(ws).exit_code == 3


@pytest.mark.parametrize("spot", [0, 30, 4096, 16_384])
def test_a_damaged_file_is_said_and_the_newest_good_backup_named(sqlite_path: Path, spot: int) -> None:
    ws = make_store(str(sqlite_path))
    good = upkeep.backup(ws)
    spoilt = upkeep.backup(ws)
    Path(spoilt.place).write_bytes(b"spoilt")
    ws.close()
    with sqlite_path.open("r+b") as file:
        file.seek(spot)
        file.write(os.urandom(3000))
    before = sqlite_path.read_bytes()
    report = upkeep.doctor(ws)
    assert report.exit_code == 4
    assert any(good.place in finding.hint for finding in report.findings)
    assert any("1 of 2 backups are no longer what they were" in finding.what for finding in report.findings)
    assert sqlite_path.read_bytes() == before


def test_a_file_of_another_application_is_no_damage(sqlite_path: Path) -> None:
    sqlite_path.write_bytes(b"Dear parents" * 100)
    report = upkeep.doctor(Workspace(str(sqlite_path), "ana"))
    assert report.exit_code == 3
    assert any("is not a pilotboard store" in finding.what for finding in report.findings)


def test_an_older_and_a_newer_schema_are_said(sqlite_path: Path) -> None:
    make_store(str(sqlite_path)).close()
    meddle(Workspace(str(sqlite_path), "ana"), "PRAGMA user_version = 7")
    report = upkeep.doctor(Workspace(str(sqlite_path), "ana"))
    assert report.exit_code == 3
    assert any("made by a newer pilotboard" in finding.what for finding in report.findings)


def test_a_place_that_is_not_safe_is_said(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ws = make_store(str(sqlite_path))
    monkeypatch.setattr(place, "mounts", lambda: [Mount(sqlite_path.parent, "nfs")])
    assert any("network drive" in finding.what for finding in found(ws, Level.PROBLEM))
    ws.close()


def test_old_backups_and_backups_on_the_same_disk_are_said(sqlite_path: Path) -> None:
    ws = make_store(str(sqlite_path))
    assert any("There is no backup in" in finding.what for finding in found(ws, Level.WARNING))
    upkeep.backup(ws)
    said = [finding.what for finding in found(ws, Level.WARNING)]
    assert said == ["The backups lie on the same disk as the store."]
    later = as_user(ws, "ana.ruiz", days_later=9)
    told = next(finding for finding in found(later) if "9 days ago" in finding.what)
    assert "backup --schedule" in told.hint
    ws.close()


def test_a_second_disk_is_seen(sqlite_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ws = make_store(str(sqlite_path))
    away = Workspace(ws.location, "ana.ruiz", ws.clock, tmp_path)
    upkeep.backup(away)
    same = "The backups lie on the same disk as the store."
    assert same in [finding.what for finding in found(away)]
    monkeypatch.setattr(check, "disk_of", str)
    assert same not in [finding.what for finding in found(away)]
    ws.close()


@pytest.mark.parametrize(
    ("version", "faulty"),
    [
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
    ],
)
def test_the_versions_with_the_fault_of_wal_mode(version: tuple[int, ...], faulty: bool) -> None:
    assert check.wal_fault(version) is faulty


def test_a_database_that_does_not_answer_is_said() -> None:
    ws = Workspace("postgresql://ana:secret@127.0.0.1:1/none", "ana")
    report = upkeep.doctor(ws)
    assert report.exit_code == 3
    assert "does not answer" in report.findings[0].what
    assert "secret" not in str(report)


def test_an_unreadable_moment_met_while_reading_is_called_damage(sqlite_path: Path) -> None:
    from pilotboard.domain.errors import DamagedData

    ws = busy_store(str(sqlite_path))
    good = upkeep.backup(ws)
    meddle(ws, "UPDATE backlog_item SET created_at = 'yesterday'")
    with pytest.raises(DamagedData) as caught:
        items.show_item(ws, "P01-01")
    assert good.place in caught.value.hint
    assert datetime(2026, 3, 18, 12, tzinfo=UTC) == good.at
    ws.close()


def test_a_fault_of_the_program_is_not_called_damage(sqlite_path: Path) -> None:
    ws = make_store(str(sqlite_path))

    def wrong(_reader: object) -> None:
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        ws.read(wrong)
    ws.close()
