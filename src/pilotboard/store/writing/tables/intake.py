"""Imports: batches, what stands for which foreign thing, and saved maps."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from pilotboard.store.writing.columns import AUTOINCREMENT, NAME, Row, VersionedRow, text_check


class ImportBatch(Row, table=True):
    """One applied import; `batch` is also on its journal entry, so that it can be undone as a whole."""

    __tablename__ = "import_batch"
    __table_args__ = (text_check("file_name", 260), AUTOINCREMENT)

    batch: str = Field(max_length=64, unique=True)
    file_name: str = Field(max_length=260)
    preset: str = Field(max_length=60)
    target: str = Field(max_length=20)
    source: str = Field(max_length=60)
    at: datetime
    actor: str = Field(max_length=NAME)
    counts: str = Field(description="JSON: create, update, unchanged, skip, error")


class ImportLink(Row, table=True):
    """Which row stands for a foreign thing. `row_hash` tells whether the file changed, `version` whether we did."""

    __tablename__ = "import_link"
    __table_args__ = (
        UniqueConstraint("source", "container", "external_id", "table_name"),
        Index(None, "table_name", "row_id"),
        AUTOINCREMENT,
    )

    source: str = Field(max_length=60)
    container: str = Field(max_length=200)
    external_id: str = Field(max_length=200)
    table_name: str = Field(max_length=60)
    row_id: int
    row_hash: str = Field(max_length=64)
    version: int = Field(default=1, description="the row's version when it was last imported")


class ImportMap(VersionedRow, table=True):
    """A saved map of columns, by name."""

    __tablename__ = "import_map"
    __table_args__ = (text_check("name", 60, 1), AUTOINCREMENT)

    name: str = Field(max_length=60, unique=True)
    content: str
