"""Changing a table in a migration, on both databases, so that nothing else about it changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy import MetaData, Table


@contextmanager
def changed_table(name: str) -> Iterator[BatchOperations]:
    """`op.batch_alter_table` that keeps what Alembic would forget when SQLite needs the table rebuilt.

    That is: the table's CHECKs under their own names, and that its ids are never given again. Constraints that are
    added inside are named in full: `op.f("ck_table_name")`.
    """
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        with op.batch_alter_table(name) as batch:
            yield batch
        return
    # Without our naming convention: the names that are reflected are complete.
    held = Table(name, MetaData(), autoload_with=connection, sqlite_autoincrement=True)
    with op.batch_alter_table(name, recreate="always", copy_from=held) as batch:
        yield batch
