"""Backups: whole, dated, with a digest; kept by the rule; brought back as a copy and never over anything."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotboard.domain.errors import DamagedData, EnvironmentFault, PilotboardError, Refusal, StoreUnavailable
from pilotboard.store import backup, sqlite
from pilotboard.usecases import item_moves, items, upkeep
from pilotboard.usecases.workspace import Clock, Workspace
from tests.builders import DAY, a_pilot, an_item, as_user, make_store, some_items
from tests.store.rows import rows_of

NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)


@pytest.fixture
def ws(sqlite_path: Path) -> Workspace:
    """A store with a pilot and some items."""
    made = make_store(str(sqlite_path))
    some_items(made, a_pilot(made), 5)
    return made


# --- making one -----------------------------------------------------------------------------------------


def test_a_backup_holds_the_same_rows_and_its_digest(ws: Workspace) -> None:
    made = upkeep.backup(ws)
    place = Path(made.place)
    assert place.name == "pilotboard-20260318T120000Z.db"
    assert place.parent == ws.location.path.parent / "backups"  # type: ignore[union-attr]
    assert rows_of(place) == rows_of(Path(ws.location.shown))
    noted = place.with_name(place.name + ".sha256").read_text()
    assert noted == f"{sha256(place.read_bytes()).hexdigest()}  {place.name}\n"
    assert made.bytes == place.stat().st_size
    assert sorted(path.name for path in place.parent.iterdir()) == [place.name, place.name + ".sha256"]
    ws.close()


def test_a_backup_goes_where_one_says(ws: Workspace, tmp_path: Path) -> None:
    assert upkeep.backup(ws, str(tmp_path)).place == str(tmp_path / "pilotboard-20260318T120000Z.db")
    file = tmp_path / "before the holidays.db"
    assert upkeep.backup(ws, str(file)).place == str(file)
    before = file.read_bytes()
    with pytest.raises(Refusal, match="already"):
        upkeep.backup(ws, str(file))
    assert file.read_bytes() == before
    with pytest.raises(Refusal, match="There is no folder"):
        upkeep.backup(ws, str(tmp_path / "nowhere" / "x.db"))
    ws.close()


def test_a_setting_puts_them_on_another_disk_each_store_in_its_own_folder(tmp_path: Path) -> None:
    chosen = tmp_path / "second disk"
    chosen.mkdir()
    places = []
    for name in ("one", "two"):
        store = make_store(str(tmp_path / name / "pilotboard.db"))
        places.append(Path(upkeep.backup(Workspace(store.location, "ana.ruiz", Clock(DAY), chosen)).place))
        store.close()
    assert {place.parent.parent for place in places} == {chosen}
    assert places[0].parent != places[1].parent


def test_a_backup_of_a_damaged_store_is_not_kept(ws: Workspace) -> None:
    ws.close()
    path = ws.location.path
    assert path is not None
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(os.urandom(4096 * 3))
    with pytest.raises(PilotboardError) as caught:
        upkeep.backup(ws)
    assert isinstance(caught.value, DamagedData)
    assert not [file for file in path.parent.rglob("*.db") if file != path]


def test_a_disk_that_takes_no_backup_is_said(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "sync_file", full)
    with pytest.raises(EnvironmentFault, match=r"cannot be written \(No space left on device\)"):
        upkeep.backup(ws)
    folder = Path(ws.location.shown).parent / "backups"
    assert list(folder.iterdir()) == []
    ws.close()


def test_a_backup_waits_for_a_save_and_a_save_for_a_backup(ws: Workspace) -> None:
    writer = sqlite.connect(Path(ws.location.shown))
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE pilot SET title = 'half done'")
    copied = Path(upkeep.backup(ws).place)
    writer.execute("ROLLBACK")
    writer.close()
    assert "half done" not in str(rows_of(copied)["pilot"])
    ws.close()


# --- the day's backup -----------------------------------------------------------------------------------


def test_the_first_save_of_a_day_is_due_for_a_backup(ws: Workspace) -> None:
    assert upkeep.backup_if_due(ws) is not None
    assert upkeep.backup_if_due(ws) is None
    tomorrow = as_user(ws, "ana.ruiz", days_later=1)
    assert upkeep.backup_if_due(tomorrow) is not None
    assert upkeep.backup_if_due(tomorrow) is None
    tomorrow.close()
    ws.close()


def test_the_sample_programme_is_not_backed_up_by_itself(sqlite_path: Path) -> None:
    ws = Workspace(str(sqlite_path), "ana")
    upkeep.init(ws, "Sample district", sample=True)
    assert upkeep.backup_if_due(ws) is None
    ws.close()


def test_old_backups_go_and_their_digests_with_them(ws: Workspace) -> None:
    first = Path(upkeep.backup(ws).place)
    later = as_user(ws, "ana.ruiz", days_later=1)
    assert upkeep.backup(later).removed == ()
    left = first.with_name(f".{first.name}.0123abcd.new")
    left.write_bytes(b"half a backup")
    os.utime(left, (0, 0))
    other = first.with_name("letter.db")
    other.write_bytes(b"somebody else's")
    for days in range(2, 60):
        upkeep.backup(as_user(ws, "ana.ruiz", days_later=days))
    names = {path.name for path in first.parent.iterdir()}
    assert first.name not in names
    assert first.name + ".sha256" not in names
    assert left.name not in names
    assert other.name in names
    assert all(name.removesuffix(".sha256") in names for name in names)
    ws.close()


# --- the rule -------------------------------------------------------------------------------------------


def moments(days: int, times_a_day: int = 1) -> list[datetime]:
    """Backups of so many days before NOON."""
    return [NOON - timedelta(days=day, hours=hour) for day in range(days) for hour in range(times_a_day)]


def test_two_days_stay_whole() -> None:
    recent = moments(2, times_a_day=8)
    assert backup.kept(recent, NOON) >= {moment for moment in recent if NOON - moment < timedelta(days=2)}


def test_a_year_of_backups_thins_out_by_the_rule() -> None:
    held: set[datetime] = set()
    now = datetime(2025, 3, 18, 12, tzinfo=UTC)
    for _ in range(500):
        held.add(now)
        held = backup.kept(held, now)
        now += timedelta(days=1)
    now -= timedelta(days=1)
    ages = sorted((now - moment).days for moment in held)
    assert ages[:14] == list(range(14))
    assert len(ages) == 2 + 12 + 10 + 9
    weekly = ages[14:24]
    assert all(later - earlier <= 13 for earlier, later in zip(ages[13:23], weekly, strict=True))
    monthly = ages[24:]
    assert all(later - earlier <= 62 for earlier, later in zip(ages[23:32], monthly, strict=True))
    assert monthly[-1] > 300


def test_a_summer_without_work_deletes_nothing() -> None:
    june = [NOON - timedelta(days=day) for day in range(90, 100)]
    assert backup.kept([*june, NOON], NOON) == {*june, NOON}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 900 * 24), max_size=120))
def test_the_rule_keeps_the_newest_and_never_too_many(hours: list[int]) -> None:
    held = [NOON - timedelta(hours=hour) for hour in hours]
    stay = backup.kept(held, NOON)
    assert stay <= set(held)
    assert not held or max(held) in stay
    older = {moment for moment in stay if NOON - moment >= timedelta(days=2)}
    assert len(older) <= 12 + 10 + 9
    assert backup.kept(stay, NOON) >= {moment for moment in stay if NOON - moment < timedelta(days=14)}


# --- bringing back --------------------------------------------------------------------------------------


def test_a_backup_comes_back_as_a_copy(ws: Workspace, tmp_path: Path) -> None:
    made = upkeep.backup(ws)
    item_moves.move_items(ws, ["P01-01"], "done")
    now = rows_of(Path(ws.location.shown))
    copy = upkeep.restore(ws, made.place)
    assert copy.digest_checked
    assert rows_of(Path(copy.place)) == rows_of(Path(made.place)) != now
    assert rows_of(Path(ws.location.shown)) == now
    assert copy.place in copy.hint
    into = upkeep.restore(ws, made.place, str(tmp_path / "there" / "pilotboard.db"))
    with_copy = Workspace(into.place, "ana.ruiz")
    assert items.show_item(with_copy, "P01-01").row.state == "backlog"
    with_copy.close()
    ws.close()


@pytest.mark.parametrize("suffix", ["", "-journal", "-wal"])
def test_nothing_is_restored_over_a_file_or_beside_its_remains(ws: Workspace, tmp_path: Path, suffix: str) -> None:
    made = upkeep.backup(ws)
    target = tmp_path / "target.db"
    there = tmp_path / f"target.db{suffix}"
    there.write_bytes(b"mine")
    with pytest.raises(Refusal, match="already"):
        upkeep.restore(ws, made.place, str(target))
    assert there.read_bytes() == b"mine"
    ws.close()


def test_a_bit_that_flipped_is_found_by_the_digest(ws: Workspace) -> None:
    """SQLite alone does not see it: that is what the digest is for."""
    place = Path(upkeep.backup(ws).place)
    spoilt = bytearray(place.read_bytes())
    spot = spoilt.find(b"Riverside")
    spoilt[spot] ^= 1
    place.write_bytes(spoilt)
    connection = sqlite3.connect(place)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    with pytest.raises(DamagedData, match="its digest does not match"):
        upkeep.restore(ws, str(place))
    assert backup.newest_good(Path(ws.location.shown)) is None
    assert len(list(Path(ws.location.shown).parent.glob("*.db"))) == 1
    ws.close()


def test_a_backup_without_digest_is_checked_by_sqlite_and_said(ws: Workspace, tmp_path: Path) -> None:
    place = Path(upkeep.backup(ws).place)
    place.with_name(place.name + ".sha256").unlink()
    assert "no digest" in upkeep.restore(ws, str(place)).said
    letter = tmp_path / "letter.db"
    letter.write_text("Dear parents")
    with pytest.raises(StoreUnavailable, match="is not a pilotboard store"):
        upkeep.restore(ws, str(letter))
    foreign = tmp_path / "foreign.db"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(StoreUnavailable, match="is not a pilotboard store"):
        upkeep.restore(ws, str(foreign))
    with pytest.raises(StoreUnavailable, match="There is no"):
        upkeep.restore(ws, str(tmp_path / "nothing.db"))
    ws.close()


def test_the_backup_itself_stays_as_it_is(ws: Workspace) -> None:
    place = Path(upkeep.backup(ws).place)
    before = place.read_bytes()
    place.chmod(0o400)
    place.parent.chmod(0o500)
    try:
        upkeep.restore(ws, str(place))
    finally:
        place.parent.chmod(0o700)
    assert place.read_bytes() == before
    ws.close()


# --- lines to run ---------------------------------------------------------------------------------------


def test_a_line_for_every_night(tmp_path: Path) -> None:
    ws = Workspace(str(tmp_path / "50% done" / "pilotboard.db"), "ana")
    cron = upkeep.schedule_line(ws, windows=False)
    assert cron.startswith("15 2 * * * ")
    assert cron.endswith(f"-m pilotboard backup --quiet --store '{tmp_path}/50\\% done/pilotboard.db'")
    assert upkeep.schedule_line(ws, windows=True).startswith("schtasks /Create /SC DAILY ")


def test_a_database_is_backed_up_by_its_own_tools_and_no_password_is_shown() -> None:
    ws = Workspace("postgresql://ana:secret@localhost/programme", "ana", Clock(date(2026, 3, 18)))
    for work, tool in (
        (lambda: upkeep.backup(ws), "pg_dump --format=custom"),
        (lambda: upkeep.restore(ws, "x.dump"), "pg_restore"),
        (lambda: upkeep.schedule_line(ws), "pg_dump"),
    ):
        with pytest.raises(Refusal) as caught:
            work()
        assert tool in caught.value.hint
        assert "ana:***@localhost/programme" in caught.value.hint
        assert "secret" not in "".join(caught.value.sentences())
    assert upkeep.backup_if_due(ws) is None


def test_an_item_added_after_the_backup_is_not_in_it(ws: Workspace) -> None:
    made = upkeep.backup(ws)
    an_item(ws, "P-01", "After the backup")
    assert "After the backup" not in str(rows_of(Path(made.place)))
    assert "After the backup" in str(rows_of(Path(ws.location.shown)))
    ws.close()
