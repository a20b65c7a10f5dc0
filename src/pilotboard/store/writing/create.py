"""Making a new store: all tables and the marks that make it ours, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection
from sqlmodel import SQLModel

from pilotboard.domain.changes import Written
from pilotboard.domain.errors import Refusal
from pilotboard.domain.organisation import LabelSet
from pilotboard.store import sqlite
from pilotboard.store.faults import translated
from pilotboard.store.files import place_new, refuse_taken, sync_file, unfinished_file
from pilotboard.store.location import Location
from pilotboard.store.place import refuse_unsafe_place
from pilotboard.store.rights import Rights, make_folder
from pilotboard.store.schema import REVISION, SCHEMA
from pilotboard.store.writing import criteria
from pilotboard.store.writing.engine import announced, make_engine
from pilotboard.store.writing.tables import Organisation
from pilotboard.store.writing.unit import Intent, Tx
from pilotboard.store.writing.writer import Writer

First = tuple[Intent, Callable[[Tx], Written]]


def create(
    location: Location,
    first: First | None = None,
    rights: Rights | None = None,
    then: Callable[[Writer], None] | None = None,
    fill: Callable[[Connection], None] | None = None,
) -> None:
    """Make an empty store; do the `first` intent and what `then` writes in the same transaction.

    `fill` puts all rows of another store into it instead.

    A file is made under another name and takes its place when it is complete; an existing one is never touched.
    `rights` are for its owner only unless given. Raises Refusal when there is something at that place already,
    StoreUnavailable when a store would not be safe there.
    """
    with translated():
        if location.path is None:
            _fill(location, first, then, fill)
            return
        path = location.path
        refuse_unsafe_place(path)
        refuse_taken(path)
        rights = rights or Rights()
        make_folder(path.parent, rights)
        with unfinished_file(path, rights) as unfinished:
            _fill(Location(unfinished, ""), first, then, fill)
            sync_file(unfinished)
            place_new(unfinished, path)


def _fill(
    location: Location,
    first: First | None,
    then: Callable[[Writer], None] | None,
    fill: Callable[[Connection], None] | None,
) -> None:
    engine = make_engine(location, new=True)
    try:
        with engine.begin() as connection:
            if not location.embedded:
                _refuse_filled(location, connection)
            with announced(connection):
                SQLModel.metadata.create_all(connection)
                stamp(connection, embedded=location.embedded)
            if fill is not None:
                fill(connection)
            writer = Writer(connection)
            if first is not None:
                writer.run(*first)
            if then is not None:
                then(writer)
    finally:
        engine.dispose()


def _refuse_filled(location: Location, connection: Connection) -> None:
    held = "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema()"
    if connection.exec_driver_sql(held).first():
        raise Refusal(
            f"The database at {location.shown} is not empty.",
            kept="It was not touched.",
            hint="Make an empty database, or open this one with --store.",
        )


def stamp(connection: Connection, *, embedded: bool, revision: str = REVISION, schema: int = SCHEMA) -> None:
    """Mark the store as ours and at that schema, inside the caller's transaction."""
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS alembic_version"
        " (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("DELETE FROM alembic_version")
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{revision}')")
    if embedded:
        connection.exec_driver_sql(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {schema}")


def begin(name: str, labels: LabelSet, time_zone: str, *, sample: bool, created_at: datetime, tx: Tx) -> Written:
    """The first rows: whose store this is, and the criteria that it begins with."""
    tx.add(Organisation(id=1, name=name, labels=labels, time_zone=time_zone, sample=sample, created_at=created_at))
    criteria.begin(tx)
    return Written(f"Began {name}.")
