"""The schema of a store as text, to compare two of them word for word."""

from __future__ import annotations

import re
import sqlite3

import psycopg

from pilotboard.store.location import locate

_PG = """
SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
       || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
       || COALESCE(' COLLATE ' || NULLIF(l.collname, 'default'), '')
       || COALESCE(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_collation l ON l.oid = a.attcollation
WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT c.relname || ': ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND k.contype <> 'n'
UNION ALL
SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
ORDER BY 1
"""


def schema_text(store: str) -> list[str]:
    """Every table, column, constraint and index, one line each, sorted."""
    location = locate(store)
    if location.path is None:
        with psycopg.connect(location.url, autocommit=True) as server:
            return [row[0] for row in server.execute(_PG).fetchall()]
    connection = sqlite3.connect(location.path)
    try:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    finally:
        connection.close()
    return sorted(_parts(row[0]) for row in rows)


def _parts(sql: str) -> str:
    """One statement with single blanks and its table constraints sorted: their order means nothing."""
    plain = re.sub(r"\s+", " ", sql).strip().replace('"', "").replace("( ", "(").replace(" )", ")")
    head, *parts = re.split(r", (?=CONSTRAINT )", plain.removesuffix(")"))
    return ", ".join([head, *sorted(parts)])
