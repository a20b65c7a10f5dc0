"""A process that upgrades a store to the planted migrations, to be killed while it does."""

from __future__ import annotations

from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine

from pilotboard.store import sqlite, upgrade
from pilotboard.store.location import Location, locate
from pilotboard.store.migrations import run
from pilotboard.store.migrations.run import HERE, Goal
from pilotboard.store.schema import SCHEMA

PLANTED = Goal("0003", SCHEMA + 2, (HERE / "versions", Path(__file__).parents[1] / "store" / "planted"))
MOMENT = datetime(2026, 3, 18, 12, tzinfo=UTC)


def without_one_transaction(location: Location) -> Engine:
    """The planted fault: every statement of a migration commits by itself."""
    path = location.path
    assert path is not None

    def connect() -> Any:
        connection = sqlite.connect(path)
        connection.execute("PRAGMA foreign_keys = 0")
        return connection

    return create_engine("sqlite://", creator=connect)


def bring_up(store: str, fault: str, link: Connection) -> None:
    """Upgrade when told to; says `ready` before, `migrating` after the backup, and `done` with the seconds since."""
    if fault:
        run._engine = without_one_transaction
    migrate = run.migrate

    def told(location: Location, goal: Goal | None = None) -> None:
        link.send("migrating")
        migrate(location, goal)

    run.migrate = told
    ScriptDirectory(str(HERE), version_locations=[str(folder) for folder in PLANTED.versions]).get_heads()
    link.send("ready")
    link.recv()
    upgrade.upgrade(locate(store), MOMENT, goal=PLANTED)
    link.send("done")
