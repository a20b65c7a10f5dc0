"""Which schema this version of pilotboard reads and writes."""

from __future__ import annotations

SCHEMA = 1
"""Stored as `user_version` in a SQLite file; raised by one with each migration."""

REVISION = "0001"
"""The same as Alembic names it, on both stores."""
