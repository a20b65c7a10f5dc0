"""Connections to a PostgreSQL store; psycopg is imported only when one is opened."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pilotboard.domain.errors import StoreUnavailable
from pilotboard.store.location import Location

if TYPE_CHECKING:
    import psycopg

STATEMENT_MS = 30_000
LOCK_MS = 5_000
LOCAL_HOSTS = {"", "localhost", "127.0.0.1", "::1"}


def connect(location: Location, *, read_only: bool = False) -> psycopg.Connection:
    """Open a connection in UTC with time limits; it commits by itself unless a transaction is begun.

    Raises StoreUnavailable when the server cannot be reached, refuses the login, or is on another host without a
    verified certificate.
    """
    try:
        import psycopg
    except ImportError:
        raise StoreUnavailable(
            "PostgreSQL support is not installed.", hint="Install it with: pip install 'pilotboard[postgres]'"
        ) from None
    _refuse_unverified(location)
    options = f"-c timezone=UTC -c statement_timeout={STATEMENT_MS} -c lock_timeout={LOCK_MS}"
    if read_only:
        options += " -c default_transaction_read_only=on"
    try:
        return psycopg.connect(location.url, autocommit=True, connect_timeout=5, options=options)
    except psycopg.OperationalError as fault:
        raise StoreUnavailable(
            f"The database at {location.shown} does not answer: {_first_line(fault)}",
            kept="Nothing was read or written.",
            hint="Check that the server runs and that name and password are right, then try again.",
        ) from None


def is_local(location: Location) -> bool:
    """Whether the database is on this machine: no host, a socket, or a loopback address, in the URL or around it."""
    named = _parameters(location)
    if named.get("service") or os.environ.get("PGSERVICE"):
        return False
    hosts = [named.get(name) or os.environ.get(f"PG{name.upper()}", "") for name in ("host", "hostaddr")]
    return all(
        host.lower() in LOCAL_HOSTS or host.startswith(("/", "@")) for entry in hosts for host in entry.split(",")
    )


def _refuse_unverified(location: Location) -> None:
    mode = _parameters(location).get("sslmode") or os.environ.get("PGSSLMODE", "")
    if mode != "verify-full" and not is_local(location):
        raise StoreUnavailable(
            f"The database at {location.shown} is on another machine, and the connection would not be verified.",
            kept="Nothing was sent.",
            hint="Add ?sslmode=verify-full (and sslrootcert=...) to the URL.",
        )


def _parameters(location: Location) -> dict[str, str]:
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        return {name: str(value) for name, value in conninfo_to_dict(location.url).items() if value is not None}
    except ProgrammingError:
        raise StoreUnavailable(
            f"{location.shown} is not the URL of a database.",
            kept="Nothing was sent.",
            hint="It looks like: postgresql://NAME:PASSWORD@HOST/DATABASE (in a password, @ is written %40 and / %2F).",
        ) from None


def _first_line(fault: Exception) -> str:
    lines = str(fault).strip().splitlines()
    return lines[0] if lines else type(fault).__name__
