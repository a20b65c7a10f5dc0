"""The schema of the first revision, written from the models; run it when a table changes before the first release:

python -m tests.store.first_schema
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Dialect, create_engine
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from pilotboard.store.migrations.run import HERE
from pilotboard.store.writing import tables

DATABASES = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}


def statements(database: str) -> str:
    """Every CREATE statement of the models in that database's words, each ended by a line of its own."""
    assert tables.__all__
    dialect: Dialect = create_engine(DATABASES[database]).dialect
    said: list[str] = []
    for table in SQLModel.metadata.sorted_tables:
        said.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        said += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    lines = "".join(f"{statement.strip()}\n;\n\n" for statement in said).rstrip().splitlines()
    return "\n".join(line.rstrip().expandtabs(4) for line in lines) + "\n"


def path(database: str) -> Path:
    """Where the first revision keeps them."""
    return HERE / "versions" / f"0001_{database}.sql"


if __name__ == "__main__":
    for name in DATABASES:
        path(name).write_text(statements(name), encoding="utf-8")
