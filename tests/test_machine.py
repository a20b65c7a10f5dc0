"""The ground the tests stand on: a machine of their own, and two databases that really are there."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import psycopg
import pytest


def run_python(code: str) -> str:
    """What a child process prints: it sees the same machine as the test."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_home_is_empty_and_seen_by_child_processes(home: Path) -> None:
    assert list(home.iterdir()) == []
    assert run_python("from pathlib import Path; print(Path.home())") == str(home)


def test_nothing_of_the_developer_reaches_the_tests() -> None:
    assert [name for name in os.environ if name.startswith("PILOTBOARD_")] == []
    assert "NO_COLOR" not in os.environ
    assert run_python("import time; print(time.tzname[0], time.timezone)") == "UTC 0"


def test_today_is_frozen_only_where_asked(today: date) -> None:
    assert os.environ["PILOTBOARD_TODAY"] == today.isoformat()


def test_child_processes_find_the_checkout() -> None:
    found = Path(run_python("import pilotboard; print(pilotboard.__file__)"))
    assert found == Path(__file__).parents[1] / "src" / "pilotboard" / "__init__.py"


@pytest.mark.parametrize("attempt", [1, 2])
def test_each_test_has_an_empty_postgresql_database(postgres_url: str, attempt: int) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE pilot (id integer PRIMARY KEY, title text NOT NULL)")
        connection.execute("INSERT INTO pilot VALUES (%s, 'Reading buddies — ½')", [attempt])
        assert connection.execute("SELECT id, title FROM pilot").fetchall() == [(attempt, "Reading buddies — ½")]


def test_a_forgotten_connection_does_not_hold_the_database(postgres_url: str) -> None:
    connection = psycopg.connect(postgres_url)
    assert not connection.closed
    connection.pgconn.finish()


def test_store_url_comes_once_for_each_database(store_url: str) -> None:
    if store_url.startswith("postgresql://"):
        with psycopg.connect(store_url) as connection:
            assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    else:
        assert not Path(store_url).exists()
        sqlite3.connect(store_url).close()
        assert Path(store_url).exists()
