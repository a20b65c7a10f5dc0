"""A store for the tests of use cases: on SQLite, and on both where a path is walked on each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pilotboard.usecases.workspace import Workspace
from tests.builders import make_store


@pytest.fixture
def ws(sqlite_path: Path) -> Iterator[Workspace]:
    """A new SQLite store in which Ana Ruiz acts."""
    made = make_store(str(sqlite_path))
    yield made
    made.close()


@pytest.fixture
def either(store_url: str) -> Iterator[Workspace]:
    """The same on SQLite and on PostgreSQL, one after the other."""
    made = make_store(store_url)
    yield made
    made.close()
