"""Watching what a view asks of the database: its statements, the rows it reads, the plan of each statement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from pilotboard.store.reading.reader import Reader, Record
from pilotboard.usecases.workspace import Workspace


@dataclass
class Watched:
    """What was asked while one looked: the statements with their values, and how many rows came back."""

    statements: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    rows: int = 0

    def plans(self, ws: Workspace) -> list[str]:
        """What SQLite would do for each statement, one line a step."""

        def explained(reader: Reader) -> list[str]:
            return [
                str(record[3])
                for sql, values in self.statements
                for record in reader.rows(f"EXPLAIN QUERY PLAN {sql}", **values)
            ]

        return ws.read(explained)


@contextmanager
def watching(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """Note every statement that this thread's reader runs."""
    seen = Watched()
    assert ws.actor.name  # read once and kept: not part of any view
    usual = Reader.rows

    def noted(reader: Reader, sql: str, **parameters: object) -> list[Record]:
        found = usual(reader, sql, **parameters)
        seen.statements.append((sql, parameters))
        seen.rows += len(found)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Reader, "rows", noted)
        yield seen
