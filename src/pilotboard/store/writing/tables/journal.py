"""The journal: one entry per intent, one line per row it touched."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from pilotboard.domain.changes import EntryKind, RowChange
from pilotboard.store.writing.columns import AUTOINCREMENT, NAME, Row, choice


class Journal(Row, table=True):
    """One thing somebody did. `reverts` and `undone_by` tie an undo or redo to the entry it turned back."""

    __tablename__ = "journal"
    __table_args__ = (Index(None, "actor", "id"), Index(None, "batch"), AUTOINCREMENT)

    operation_id: str = Field(max_length=64, unique=True)
    at: datetime
    actor: str = Field(max_length=NAME)
    action: str = Field(max_length=60)
    said: str = Field(description="the sentence people read")
    keys: str = Field(default="", description="keys of the things it is about, separated by spaces")
    kind: EntryKind = Field(sa_column=choice(EntryKind))
    reverts: int | None = Field(default=None, foreign_key="journal.id")
    undone_by: int | None = Field(default=None, foreign_key="journal.id")
    batch: str | None = Field(default=None, max_length=64)


class JournalRow(Row, table=True):
    """What one entry did to one row; `before` and `after` are JSON of the changed columns only.

    A row that was added has neither: its key is enough. A row that was removed has its whole content in `before`.
    """

    __tablename__ = "journal_row"
    __table_args__ = (Index(None, "table_name", "row_id", "entry_id"), Index(None, "entry_id"), AUTOINCREMENT)

    entry_id: int = Field(foreign_key="journal.id")
    change: RowChange = Field(sa_column=choice(RowChange))
    table_name: str = Field(max_length=60)
    row_id: int
    before: str | None = None
    after: str | None = None
