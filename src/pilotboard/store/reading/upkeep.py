"""What looking after a store needs to know of its content."""

from __future__ import annotations

from typing import NamedTuple

from pilotboard.domain.organisation import StoreCounts
from pilotboard.store.reading.reader import Reader


class Owner(NamedTuple):
    """Whose store it is; `sample` marks the fictional programme."""

    name: str
    labels: str
    sample: bool


def owner(reader: Reader) -> Owner | None:
    """Whose store it is; None before that was written."""
    row = reader.row("SELECT name, labels, sample FROM organisation WHERE id = 1")
    return Owner(row[0], row[1], bool(row[2])) if row else None


def counts(reader: Reader) -> StoreCounts:
    """How much is in the store."""
    tables = ("site", "person", "team", "pilot", "backlog_item", "journal")
    row = reader.row("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))
    assert row is not None
    return StoreCounts(*row)
