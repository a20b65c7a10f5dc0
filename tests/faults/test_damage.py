"""Figure 10: backups under load are the store as of one moment; spoilt files crash nothing and are never replaced."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pilotboard.store import backup
from pilotboard.usecases import upkeep
from pilotboard.usecases.workspace import Clock, Workspace
from tests.builders import DAY
from tests.faults.spoiling import Met, work_on
from tests.races.writing import KEYS, write
from tests.soak import programme, sound
from tests.soak.processes import Child, several
from tests.store.rows import rows_of
from tests.store.test_check import busy_store


def listened(child: Child) -> None:
    """Take what a writer says, so that it can go on."""
    child.said()


def flaws_of_copy(copy: Path, store: Path, before: int) -> list[str]:
    """What is wrong with a copy of a store that others write into: it should be the store as of one entry."""
    try:
        with programme.opened(str(copy)) as ws:
            newest = ws.newest_entry()
            found = sound.file_flaws(ws)
            journal = rows_of(copy)
    except (sqlite3.Error, Exception) as fault:  # noqa: BLE001 - a copy that cannot even be read
        return [f"unreadable: {fault}"]
    if newest < before:
        found.append(f"ends at entry {newest}, {before} was there before")
    later = rows_of(store)
    for table in ("journal_row", "item_event"):
        mine, theirs = journal[table], later[table][: len(journal[table])]
        if mine != theirs:
            found.append(f"{table} is not what was there at one moment")
    if [row[:7] for row in journal["journal"]] != [row[:7] for row in later["journal"][: len(journal["journal"])]]:
        found.append("journal is not what was there at one moment")
    with programme.opened(str(copy)) as ws:
        found += sound.flaws(ws)
    return found


def copies_under_load(store: Path, folder: Path, count: int, how: str = "backup") -> tuple[list[str], int]:
    """So many copies while two processes write; what is wrong with them, and how many entries came meanwhile."""
    wrong = []
    given = [(str(store), user, seed, "") for seed, user in enumerate(programme.PEOPLE)]
    ws = Workspace(str(store), "steward", Clock(DAY))
    first = ws.newest_entry()
    with several(write, given) as pair:
        for child in pair:
            child.answer()
        for number in range(count):
            for child in pair:
                listened(child)
            before = ws.newest_entry()
            copy = folder / f"copy-{number}.db"
            if how == "backup":
                made = Path(upkeep.backup(ws).place)
                if not backup.is_good(made):
                    wrong.append("its digest is wrong")
                upkeep.restore(ws, str(made), str(copy))
                if rows_of(copy) != rows_of(made):
                    wrong.append("the restored copy has other rows than the backup")
            else:
                copy_plainly(ws, store, copy, pair)
            wrong += flaws_of_copy(copy, store, before)
            copy.unlink()
            if wrong and how != "backup":
                break
    last = ws.newest_entry()
    ws.close()
    return wrong, last - first


def copy_plainly(ws: Workspace, store: Path, copy: Path, pair: list[Child]) -> None:
    """The planted fault: read the file from its beginning to its end; somebody saves while that lasts."""
    half = store.stat().st_size // 2
    with store.open("rb") as source, copy.open("wb") as target:
        target.write(source.read(half))
        for _ in range(5):
            before = ws.newest_entry()
            while ws.newest_entry() == before:
                for child in pair:
                    listened(child)
        target.write(source.read())


@pytest.fixture
def programme_store(sqlite_path: Path) -> Path:
    """A store that writers can work in."""
    programme.make(str(sqlite_path), len(KEYS))
    return sqlite_path


def test_backups_under_load_come_back_equal(
    programme_store: Path,
    tmp_path: Path,
    rounds: Callable[[int, int], int],
    figure: Callable[[str, str], None],
) -> None:
    count = rounds(5, 40)
    wrong, entries = copies_under_load(programme_store, tmp_path, count)
    assert wrong == []
    assert entries > count
    figure("10", f"{count} backups under load ({entries:,} entries written meanwhile): all restored row-equal")


def test_a_plain_copy_under_load_is_found_wrong(programme_store: Path, tmp_path: Path) -> None:
    wrong, _ = copies_under_load(programme_store, tmp_path, 20, how="copy")
    assert wrong != []


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound store in which most things have happened."""
    path = tmp_path_factory.mktemp("whole") / "pilotboard.db"
    busy_store(str(path)).close()
    return path.read_bytes()


def test_spoilt_files_are_refused_or_read_and_never_replaced(
    whole: bytes, tmp_path: Path, rounds: Callable[[int, int], int], figure: Callable[[str, str], None]
) -> None:
    count = rounds(50, 500)
    found: list[Met] = []
    at = -1
    with several(work_on, [(str(tmp_path), whole, list(range(count)))]) as [child]:
        while (said := child.answer()) != "end":
            if isinstance(said, Met):
                assert said.untouched, f"file {at}: reading changed it"
                assert said.there, f"file {at}: it is gone"
                found.append(said)
            else:
                at = said
    assert len(found) == count
    codes = Counter(code for met in found for code in met.refusals)
    damaged = sum("damaged" in met.refusals for met in found)
    assert damaged > count / 3
    assert set(codes) <= {"damaged", "store_unavailable", "not_found", "refused", "undo_refused", "invalid_input"}
    figure("10", f"{count} spoilt files: {damaged} called damaged, 0 crashes, 0 overwritten")
