"""Bringing an older store up to this version's schema: a backup first, then all migrations or none."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.store import backup, postgres, sqlite
from pilotboard.store.faults import translated
from pilotboard.store.location import Location
from pilotboard.store.opening import (
    file_read_only,
    marks,
    no_store,
    other_schema,
    refuse_no_file,
    refuse_other,
    refuse_read_only,
    revision_of,
)
from pilotboard.store.place import refuse_unsafe_place
from pilotboard.store.reading.reader import Reader
from pilotboard.store.schema import SCHEMA

if TYPE_CHECKING:
    from pilotboard.store.migrations.run import Goal


class Upgraded(NamedTuple):
    """From which schema to which, and the backup made before (None: nothing was to do, or a database)."""

    before: int
    after: int
    backup: Path | None


def upgrade(location: Location, moment: datetime, backups: Path | None = None, goal: Goal | None = None) -> Upgraded:
    """Bring the store up to this version's schema; `goal` is another one (only tests know others).

    Raises StoreUnavailable for what is no store or of a newer schema, StoreReadOnly, StoreLocked, DamagedData when the
    backup shows the file damaged; the store is as it was then.
    """
    newest = goal.schema if goal is not None else SCHEMA
    with translated():
        if location.path is None:
            return _upgrade_database(location, goal, newest)
        refuse_no_file(location.path)
        refuse_unsafe_place(location.path)
        before = _schema_of(location.path, newest)
        if before == newest:
            return Upgraded(before, newest, None)
        refuse_read_only(file_read_only(location.path))
        made = backup.back_up(location.path, moment, chosen=backups)
        _migrate(location, goal)
        return Upgraded(before, newest, made.path)


def _schema_of(path: Path, newest: int) -> int:
    connection = sqlite.connect(path, read_only=True)
    try:
        application, schema = marks(connection)
    finally:
        connection.close()
    refuse_other(path, application, SCHEMA if 1 <= schema <= newest else schema)
    return schema


def _upgrade_database(location: Location, goal: Goal | None, newest: int) -> Upgraded:
    connection = postgres.connect(location, read_only=True)
    try:
        revision = revision_of(Reader(connection))
    finally:
        connection.close()
    if revision is None:
        raise no_store(location)
    before = int(revision) if revision.isdigit() else newest + 1
    if before > newest:
        raise other_schema(location.shown, before)
    if before < newest:
        _migrate(location, goal)
    return Upgraded(before, newest, None)


def _migrate(location: Location, goal: Goal | None) -> None:
    from pilotboard.store.migrations.run import migrate

    migrate(location, goal)
