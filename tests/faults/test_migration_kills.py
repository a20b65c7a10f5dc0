"""Figure 2: kill -9 during a migration, from every released schema. The store is old or new, never half."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pilotboard.domain.changes import Written
from pilotboard.store import backup, upgrade
from pilotboard.store.location import locate
from pilotboard.store.schema import SCHEMA
from pilotboard.store.writing import items
from pilotboard.store.writing.unit import Tx
from tests.faults.upgrading import MOMENT, PLANTED, bring_up
from tests.soak.processes import listen, several
from tests.store.rows import rows_of
from tests.store.schema_text import schema_text
from tests.store.test_check import busy_store

RELEASED = range(1, SCHEMA + 1)
"""Every schema that people may have; the stores of older ones are made by migrating to them."""
ITEMS = 150


class Judge:
    """What a store may look like after a kill: as it was, or as an upgrade makes it."""

    def __init__(self, old: Path, new: Path) -> None:
        self.old, self.new = _look(old), _look(new)

    def verdict(self, store: Path) -> str:
        """`old`, `new`, or what is half."""
        found = _look(store)
        if found == self.old:
            return "old"
        if found == self.new:
            return "new"
        tables = [name for name in found[1] if found[1][name] not in (self.old[1].get(name), self.new[1].get(name))]
        return f"half: marks {found[0]}, rows of {tables or 'an older or newer table'}"


def _look(store: Path) -> tuple[object, dict[str, list[tuple[object, ...]]], list[str]]:
    """Marks, rows and schema; opening it takes back what was interrupted."""
    connection = sqlite3.connect(store)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id")]
    whole = (
        connection.execute("PRAGMA integrity_check").fetchall()
        + connection.execute("PRAGMA foreign_key_check").fetchall()
    )
    connection.close()
    return (marks, whole), rows_of(store), schema_text(str(store))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled store of the newest released schema."""
    path = tmp_path_factory.mktemp("template") / "pilotboard.db"
    ws = busy_store(str(path))
    ws.write("fill", fill)
    ws.close()
    return path


def fill(tx: Tx) -> Written:
    """Enough rows that a migration takes its time."""
    for number in range(ITEMS):
        items.add(tx, 1, items.NewItem(f"Item {number}", description="x" * 200, criteria=["One", "Two"]))
    return Written("Filled.")


def kill_during_upgrade(template: Path, folder: Path, kills: int, seed: int, fault: str = "") -> Counter[str]:
    """Kill so many upgrades, each at another moment of its migration (some during the backup), and judge."""
    done = folder / "done.db"
    shutil.copyfile(template, done)
    lasts = let_run(done)
    judge = Judge(template, done)
    dice = random.Random(seed)
    found: Counter[str] = Counter()
    for number in range(kills):
        store = folder / f"store-{number}.db"
        shutil.copyfile(template, store)
        with several(bring_up, [(str(store), fault)]) as [child]:
            assert child.answer() == "ready"
            child.link.send("go")
            if number % 5:
                assert child.answer() == "migrating"
            for _ in listen([child], lasts * (number + dice.random()) / kills):
                pass
            child.kill()
        verdict = judge.verdict(store)
        found[verdict] += 1
        if not fault and number % 4 == 0:
            again = upgrade.upgrade(locate(str(store)), MOMENT, goal=PLANTED)
            assert again.after == PLANTED.schema
            assert judge.verdict(store) == "new"
            for made in backup.backups_of(store, store.parent / "backups"):
                assert backup.is_good(made.path), "a backup that is there is whole"
        store.unlink()
    return found


def let_run(store: Path) -> float:
    """Upgrade a store to its end; how many seconds the migration took."""
    with several(bring_up, [(str(store), "")]) as [child]:
        assert child.answer() == "ready"
        child.link.send("go")
        assert child.answer() == "migrating"
        begun = time.monotonic()
        assert child.answer() == "done"
        return time.monotonic() - begun


@pytest.mark.parametrize("schema", RELEASED)
def test_a_killed_migration_leaves_the_old_or_the_new(
    schema: int,
    template: Path,
    sqlite_path: Path,
    rounds: Callable[[int, int], int],
    figure: Callable[[str, str], None],
) -> None:
    assert schema == SCHEMA
    kills = rounds(20, 200)
    found = kill_during_upgrade(template, sqlite_path.parent, kills, seed=schema)
    assert found["old"] + found["new"] == kills, found
    assert found["old"] > 0
    figure(
        "2", f"{kills} kills during a migration from schema {schema}: {found['old']} old, {found['new']} new, 0 half"
    )


def test_a_migration_without_one_transaction_is_found_half(template: Path, sqlite_path: Path) -> None:
    found = kill_during_upgrade(template, sqlite_path.parent, 10, seed=1, fault="no transaction")
    assert any(verdict.startswith("half") for verdict in found), found
