"""Running the migrations: all of them in one transaction, with the marks of the new schema inside it.

Killed at any moment, the store is as it was before or as it is after, never in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, create_engine, event

from pilotboard.domain.errors import DamagedData
from pilotboard.store import postgres, sqlite
from pilotboard.store.location import Location
from pilotboard.store.schema import REVISION, SCHEMA
from pilotboard.store.writing.columns import NAMING
from pilotboard.store.writing.create import stamp
from pilotboard.store.writing.engine import WRITER_LOCK

HERE = Path(__file__).parent


class Goal(NamedTuple):
    """Where to migrate to: the revision, the schema number that stands for it, and the folders of the revisions."""

    revision: str = REVISION
    schema: int = SCHEMA
    versions: tuple[Path, ...] = (HERE / "versions",)


def migrate(location: Location, goal: Goal | None = None) -> None:
    """Bring a store to the goal (the newest schema), all in one transaction; nothing to do is done quickly.

    The caller has made a backup. Raises DamagedData when the result would break a link between rows; nothing is
    changed then.
    """
    goal = goal or Goal()
    engine = _engine(location)
    try:
        with engine.begin() as connection:
            if location.embedded:
                with _ids_never_again(connection):
                    _run(connection, goal)
                _refuse_broken(connection)
            else:
                _run(connection, goal)
            stamp(connection, embedded=location.embedded, revision=goal.revision, schema=goal.schema)
    finally:
        engine.dispose()


def _engine(location: Location) -> Engine:
    """No guard against unannounced writes here, and foreign keys are off: a rebuilt table would take its children."""
    if location.path is None:
        engine = create_engine("postgresql+psycopg://", creator=lambda: _patient(location))
        event.listen(engine, "begin", lambda held: held.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})"))
        return engine
    path = location.path

    def connect() -> Any:
        connection = sqlite.connect(path)
        connection.execute("PRAGMA foreign_keys = 0")
        return connection

    engine = create_engine("sqlite://", creator=connect)
    event.listen(engine, "begin", lambda held: held.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _patient(location: Location) -> Any:
    connection = postgres.connect(location)
    connection.execute("SET statement_timeout = 0")
    connection.autocommit = False
    return connection


def _run(connection: Connection, goal: Goal) -> None:
    script = ScriptDirectory(str(HERE), version_locations=[str(folder) for folder in goal.versions])

    def steps(revision: Any, _context: MigrationContext) -> Any:
        return script._upgrade_revs(goal.revision, revision)  # noqa: SLF001 - what alembic's own commands hand over

    names = MetaData(naming_convention=NAMING)
    context = MigrationContext.configure(connection, opts={"fn": steps, "target_metadata": names})
    with Operations.context(context):
        context.run_migrations()


@contextmanager
def _ids_never_again(connection: Connection) -> Iterator[None]:
    """A rebuilt table forgets the ids of rows that were removed; the journal still speaks of them."""

    def sequences() -> dict[str, int]:
        held = "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'"
        if connection.exec_driver_sql(held).first() is None:
            return {}
        return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")}

    before = sequences()
    yield
    for name, last in sequences().items():
        if last < before.get(name, 0):
            connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (before[name], name))


def _refuse_broken(connection: Connection) -> None:
    astray: Sequence[Any] = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if astray:
        raise DamagedData(
            f"After the upgrade {len(astray)} rows would point to something that is not there.",
            kept="Your file is as it was before.",
            hint="Run: pilotboard doctor",
        )
