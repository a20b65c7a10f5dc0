"""Connections to a PostgreSQL store; psycopg is imported only when one is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

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


def _refuse_unverified(location: Location) -> None:
    parts = urlsplit(location.url)
    query = parse_qs(parts.query)
    host = parts.hostname or (query.get("host") or [""])[0]
    local = host in LOCAL_HOSTS or host.startswith("/") or host.lower().startswith("%2f")
    if not local and query.get("sslmode") != ["verify-full"]:
        raise StoreUnavailable(
            f"The database on {host} is another machine, and the connection would not be verified.",
            kept="Nothing was sent.",
            hint="Add ?sslmode=verify-full (and sslrootcert=...) to the URL.",
        )


def _first_line(fault: Exception) -> str:
    lines = str(fault).strip().splitlines()
    return lines[0] if lines else type(fault).__name__
