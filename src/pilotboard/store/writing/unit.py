"""The unit of work: one intent, one transaction, one journal entry.

A use case hands `Writer.run` a function; it gets a `Tx` and writes through its verbs only - add, change, remove,
and those for many rows (`bulk`). What they did becomes the entry's rows. Two writes stand beside the journal by design:
numbers (`next_number`), which never go back, and the order of a list (`set_rank`), which is journalled as
"after which neighbour" because rank texts mean nothing after a renumbering.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar, cast
from uuid import uuid4

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from pilotboard.domain.changes import EntryKind, RowChange, Written
from pilotboard.domain.errors import NotFound
from pilotboard.store.reading.reader import Reader
from pilotboard.store.writing.bulk import CHUNK, ManyRows, Steps, columns_of
from pilotboard.store.writing.columns import Row, VersionedRow
from pilotboard.store.writing.engine import announced
from pilotboard.store.writing.lines import Lines
from pilotboard.store.writing.tables import Counter, Journal

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Intent:
    """Who does what, when: the head of a journal entry. `moment` is aware UTC, `day` the organisation's day."""

    action: str
    actor: str
    moment: datetime
    day: date
    operation_id: str
    batch: str | None = None


class Tx(ManyRows):
    """An open write transaction. Rows come by `get` or `by`, changes go through the verbs."""

    def __init__(self, session: Session, intent: Intent) -> None:
        self.session = session
        self.intent = intent
        self.kind = EntryKind.ACTION
        self.reverts: int | None = None
        self._connection: Connection = session.connection()
        self.reader = Reader(cast(Any, self._connection.connection.dbapi_connection))
        self.steps = Steps()
        self._rows: list[Lines] = []

    @property
    def now(self) -> datetime:
        """The moment of the intent, aware UTC."""
        return self.intent.moment

    @property
    def today(self) -> date:
        """The day of the intent."""
        return self.intent.day

    @property
    def done(self) -> Sequence[Lines]:
        """What was done so far: the lines of the journal to be."""
        return self._rows

    def get(self, table: type[R], row_id: int) -> R | None:
        """The row with that id, or None."""
        return self.session.get(table, row_id)

    def there(self, table: type[R], row_id: int, word: str) -> R:
        """The row with that id; `word` is what people call it. Raises NotFound when it has been removed meanwhile."""
        found = self.get(table, row_id)
        if found is None:
            raise NotFound(f"This {word} has been removed meanwhile.", kept="Nothing was changed.")
        return found

    def by(self, table: type[R], **values: object) -> list[R]:
        """The rows whose columns have these values, in the order of their ids."""
        columns = columns_of(table)
        conditions = [columns[name] == value for name, value in values.items()]
        found = self.session.scalars(select(table).where(*conditions).order_by(columns["id"]))
        return list(found)

    def among(self, table: type[R], ids: Iterable[int]) -> dict[int, R]:
        """The rows with these ids, by id."""
        wanted = list(ids)
        found: dict[int, R] = {}
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            for row in self.session.scalars(select(table).where(columns_of(table)["id"].in_(part))):
                found[row.stored_id] = row
        return found

    def add(self, row: R) -> R:
        """Store a new row; its id is known afterwards."""
        self.session.add(row)
        self._flush()
        self._log(RowChange.ADDED, type(row), row.stored_id)
        return row

    def change(self, row: Row, **values: object) -> bool:
        """Set columns of a stored row; False when nothing differs. A versioned row gets its next version."""
        before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
        if not before:
            return False
        after = {name: values[name] for name in before}
        for name, value in after.items():
            setattr(row, name, value)
        if isinstance(row, VersionedRow):
            row.version += 1
        self._flush()
        self._log(RowChange.CHANGED, type(row), row.stored_id, before, after)
        return True

    def remove(self, row: Row) -> None:
        """Delete a stored row; its whole content stays in the journal."""
        content = {name: getattr(row, name) for name in type(row).model_fields}
        self.session.delete(row)
        self._flush()
        self._log(RowChange.REMOVED, type(row), row.stored_id, content)

    def under_batch(self, batch: str) -> None:
        """Put the entry into a batch, whose name is only known inside the transaction."""
        self.intent = replace(self.intent, batch=batch)

    def next_number(self, counter: str, count: int = 1) -> int:
        """Take the next number of a counter, or the first of `count`. None is ever given again, not even after undo."""
        row = next(iter(self.by(Counter, name=counter)), None)
        if row is None:
            row = Counter(name=counter)
            self.session.add(row)
        number = row.next
        row.next = number + count
        self._flush()
        return number

    def take(self, row: Row, column: str, count: int = 1) -> int:
        """Take `count` numbers from a counter column of a row (a pilot's next item); returns the first."""
        first = int(getattr(row, column))
        setattr(row, column, first + count)
        self._flush()
        return first

    def set_rank(self, row: Row, rank: str, was_after: int | None, now_after: int | None) -> None:
        """Place a row in its list; the journal keeps the neighbours, not the texts, and the version stays."""
        cast(Any, row).rank = rank
        self._flush()
        self._log(RowChange.MOVED, type(row), row.stored_id, {"after": was_after}, {"after": now_after})

    def note_place(self, row: Row, after: int | None) -> None:
        """Keep in the journal behind which row this one stands, before it leaves its list: undo puts it back there."""
        self._log(RowChange.MOVED, type(row), row.stored_id, {"after": after})

    def note_erased(self, table: type[Row], row_id: int) -> None:
        """Keep in the journal that texts of a row were taken out, and nothing of what they said."""
        self._log(RowChange.CHANGED, table, row_id)

    def renumber(self, table: type[Row], ranks: Mapping[int, str]) -> None:
        """Give rows fresh ranks in the same order; nothing that people see changes, so nothing is journalled."""
        columns = columns_of(table)
        with announced(self._connection):
            for row_id, rank in ranks.items():
                self.session.execute(
                    update(table).where(columns["id"] == row_id).values(rank=rank),
                    execution_options={"synchronize_session": False},
                )
        self.session.expire_all()

    def _flush(self) -> None:
        with announced(self._connection):
            self.session.flush()

    def finish(self, written: Written) -> int:
        """Write the journal entry; 0 when the intent changed no row. Taking an entry back is always written down."""
        if not self._rows and self.reverts is None:
            return 0
        intent = self.intent
        entry = Journal(
            operation_id=intent.operation_id,
            at=intent.moment,
            actor=intent.actor,
            action=intent.action,
            said=written.said,
            keys=" ".join(written.keys),
            kind=self.kind,
            reverts=self.reverts,
            batch=intent.batch,
        )
        self.session.add(entry)
        self._flush()
        self._write_lines(entry.stored_id)
        return entry.stored_id

    def commit(self) -> None:
        """Make it last. A commit that fails would leave the transaction open and the store locked: it is given up."""
        try:
            self.session.commit()
        except DBAPIError:
            if not self._connection.closed:
                self._connection.invalidate()
            raise

    def mark_undone(self, entry_id: int, by: int | None) -> None:
        """Note on an entry which later one turned it back (None: it stands again)."""
        with announced(self._connection):
            self.session.execute(update(Journal).where(columns_of(Journal)["id"] == entry_id).values(undone_by=by))


def new_operation_id() -> str:
    """A fresh id for one intent; keep it to ask again whether it was saved."""
    return uuid4().hex
