"""Making a new store: all tables and the marks that make it ours, in one transaction."""

from __future__ import annotations

import os
from datetime import datetime

from sqlalchemy import Connection
from sqlmodel import SQLModel

from pilotboard.domain.changes import Written
from pilotboard.domain.errors import Refusal
from pilotboard.domain.organisation import LabelSet
from pilotboard.store import sqlite
from pilotboard.store.location import Location
from pilotboard.store.schema import REVISION, SCHEMA
from pilotboard.store.writing.engine import announced, make_engine
from pilotboard.store.writing.tables import Organisation
from pilotboard.store.writing.unit import Tx


def create(location: Location) -> None:
    """Make the tables of an empty store.

    A file is made anew with rights for its owner only; an existing one is never touched. Raises Refusal when there is
    something at that place already.
    """
    if location.path is not None:
        location.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            os.close(os.open(location.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            raise Refusal(
                f"There is a file at {location.shown} already.",
                kept="It was not touched.",
                hint="Open it with --store, or choose another name.",
            ) from None
    engine = make_engine(location)
    try:
        with engine.begin() as connection, announced(connection):
            if (
                location.path is None
                and connection.exec_driver_sql(
                    "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema()"
                ).first()
            ):
                raise Refusal(
                    f"The database at {location.shown} is not empty.",
                    kept="It was not touched.",
                    hint="Make an empty database, or open this one with --store.",
                )
            SQLModel.metadata.create_all(connection)
            stamp(connection, embedded=location.embedded)
    finally:
        engine.dispose()


def stamp(connection: Connection, *, embedded: bool) -> None:
    """Mark the store as ours and at the newest schema, inside the caller's transaction."""
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
    connection.exec_driver_sql("DELETE FROM alembic_version")
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{REVISION}')")
    if embedded:
        connection.exec_driver_sql(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")


def begin(name: str, labels: LabelSet, time_zone: str, *, sample: bool, created_at: datetime, tx: Tx) -> Written:
    """The first row: whose store this is."""
    tx.add(Organisation(id=1, name=name, labels=labels, time_zone=time_zone, sample=sample, created_at=created_at))
    return Written(f"Began {name}.")
