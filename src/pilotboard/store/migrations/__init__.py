"""Migrations of stores that people already have, one set for SQLite and PostgreSQL.

The first revision is the schema as text, one file for each database; the later ones are Alembic operations. A table
that SQLite cannot alter in place goes through `batch.changed_table`, which keeps its checks, keys and ids.
"""
