"""Making a store and saying where things are."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilotboard.domain.errors import DamagedData, InvalidInput, PilotboardError, Refusal, StoreUnavailable
from pilotboard.domain.organisation import LabelSet
from pilotboard.settings import read_settings
from pilotboard.store import files
from pilotboard.store.writing import create
from pilotboard.usecases import history, people, upkeep
from pilotboard.usecases.workspace import Workspace


def test_a_store_is_made_with_its_first_entry(store_url: str) -> None:
    ws = Workspace(store_url, "ana")
    made = upkeep.init(ws, "Riverside Unified\x07", "plain")
    assert made.organisation == "Riverside Unified"
    assert made.said == f"Made a store for Riverside Unified at {ws.location.shown}."
    found = upkeep.where(ws, read_settings())
    assert found.trouble is None
    assert found.owner is not None
    assert (found.owner.name, found.owner.labels, found.owner.sample) == ("Riverside Unified", LabelSet.PLAIN, False)
    assert found.counts is not None
    assert found.counts.entries == 1
    assert found.read_only == ""
    first = history.history(ws)[0]
    assert (first.actor, first.said, first.undoable) == ("ana", "Began Riverside Unified.", False)
    people.add_person(ws, {"name": "Ana Ruiz"})
    with pytest.raises(Refusal, match=r"already|is not empty"):
        upkeep.init(ws, "Another")
    ws.close()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " \u200b "}, "name"),
        ({"name": "x" * 300}, "name"),
        ({"labels": "pirate"}, "labels"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"shared": "no such group"}, "shared"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_left(
    sqlite_path: Path, values: dict[str, str], field: str
) -> None:
    ws = Workspace(str(sqlite_path.parent / "deeper" / "pilotboard.db"), "ana")
    with pytest.raises(InvalidInput) as caught:
        upkeep.init(ws, **values)  # type: ignore[arg-type]
    assert caught.value.field == field
    assert list(sqlite_path.parent.iterdir()) == []


def test_a_store_that_cannot_be_finished_is_not_begun(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(create, "sync_file", full)
    with pytest.raises(PilotboardError, match="No space left"):
        upkeep.init(Workspace(str(sqlite_path), "ana"))
    assert list(sqlite_path.parent.iterdir()) == []


def test_somebody_else_makes_it_first(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is taken between the look and the placing: theirs stays."""
    sync = files.sync_file

    def meanwhile(path: Path) -> None:
        sync(path)
        sqlite_path.write_text("theirs")

    monkeypatch.setattr(create, "sync_file", meanwhile)
    with pytest.raises(Refusal, match="already"):
        upkeep.init(Workspace(str(sqlite_path), "ana"))
    assert sqlite_path.read_text() == "theirs"
    assert [path.name for path in sqlite_path.parent.iterdir()] == [sqlite_path.name]


def test_where_speaks_of_a_store_that_is_not_there(sqlite_path: Path, home: Path) -> None:
    found = upkeep.where(Workspace(str(sqlite_path), "ana"), read_settings())
    assert isinstance(found.trouble, StoreUnavailable)
    assert found.place == str(sqlite_path)
    assert found.backups == str(sqlite_path) + "-backups"
    assert (found.owner, found.counts, found.schema, found.bytes) == (None, None, None, None)
    assert found.settings.startswith(str(home))
    assert not sqlite_path.exists()


def test_where_speaks_of_a_damaged_store(sqlite_path: Path) -> None:
    ws = Workspace(str(sqlite_path), "ana")
    upkeep.init(ws)
    ws.close()
    with sqlite_path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 5000)
    found = upkeep.where(Workspace(str(sqlite_path), "ana"), read_settings())
    assert isinstance(found.trouble, DamagedData)
    assert found.bytes


def test_the_time_zone_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, zone in ((":Europe/Berlin", "Europe/Berlin"), ("America/New_York", "America/New_York")):
        monkeypatch.setenv("TZ", value)
        assert upkeep.local_time_zone() == zone
    monkeypatch.setenv("TZ", "../../etc/passwd")
    assert upkeep.local_time_zone()


def test_a_workspace_that_was_closed_opens_anew(store_url: str) -> None:
    ws = Workspace(store_url, "ana")
    upkeep.init(ws)
    before = ws.newest_entry()
    ws.close()
    assert ws.newest_entry() == before
    people.add_person(ws, {"name": "Ana Ruiz"})
    assert ws.newest_entry() > before
    ws.close()
