"""The workspace: one open store, who acts, and what time it is. Every use case takes it first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, NamedTuple, ParamSpec, TypeVar

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import MaybeSaved, StoreUnavailable
from pilotboard.domain.people import MAX_NAME, PersonRole
from pilotboard.domain.text import clean
from pilotboard.store.damage import judged
from pilotboard.store.faults import translated
from pilotboard.store.location import Location, locate
from pilotboard.store.opening import open_reader, refuse_read_only, why_read_only
from pilotboard.store.reading import people as people_reading
from pilotboard.store.reading.newest import newest_entry
from pilotboard.store.reading.reader import Reader

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Intent, Tx
    from pilotboard.store.writing.writer import Writer

P = ParamSpec("P")
T = TypeVar("T")


class Actor(NamedTuple):
    """Who acts: the short name the journal keeps, and the person behind it when the store knows one."""

    handle: str
    name: str
    person_id: int | None
    role: PersonRole


class Clock(NamedTuple):
    """The time. With `frozen` every moment lies on that day, so that a run can be repeated."""

    frozen: date | None = None

    def now(self) -> datetime:
        """The moment, aware UTC; noon of a frozen day."""
        if self.frozen is not None:
            return datetime(self.frozen.year, self.frozen.month, self.frozen.day, 12, tzinfo=UTC)
        return datetime.now(UTC)

    def today(self) -> date:
        """The local day."""
        return self.frozen or datetime.now().astimezone().date()


class Workspace:
    """One store as one person sees it. Cheap to make; connections open on first use, one for each thread that reads.

    `backups` is the folder chosen for backups, None for the one beside the store.
    Raises StoreUnavailable, StoreReadOnly, DamagedData when the store cannot be used.
    """

    def __init__(
        self, store: str | Location, user: str, clock: Clock | None = None, backups: Path | None = None
    ) -> None:
        self.backups = backups
        self.location = locate(store) if isinstance(store, str) else store
        self.clock = clock or Clock()
        self._user = _safe(user)
        self._actor: Actor | None = None
        self._threads = threading.local()
        self._opened: list[Reader] = []
        self._writer: Writer | None = None
        self._read_only: str | None = None
        self._lock = threading.Lock()

    @property
    def user(self) -> str:
        """The short name of who sits here, known to the store or not."""
        return self._user

    @property
    def is_missing(self) -> bool:
        """Whether the store is a file that is not there yet: the first start makes it."""
        return self.location.path is not None and not self.location.path.exists()

    def beside(self, store: str, user: str) -> Workspace:
        """A workspace over another store as another person, at the same time."""
        return Workspace(store, user, self.clock, self.backups)

    @property
    def read_only(self) -> str:
        """Why nothing can be saved here, for the banner; "" when it can. Looked up once, at the first call."""
        if self._read_only is None:
            self._read_only = self.read(lambda reader: why_read_only(self.location, reader))
        return self._read_only

    @property
    def actor(self) -> Actor:
        """Who acts; asked of the store until it knows the person."""
        if self._actor is None or self._actor.person_id is None:
            found = self.read(people_reading.by_name, self._user)
            if found is None:
                self._actor = Actor(self._user, self._user, None, PersonRole.MEMBER)
            else:
                self._actor = Actor(found.login, found.name, found.id, found.role)
        return self._actor

    def act_as(self, user: str) -> None:
        """Go on as somebody else (the first-run guide tells who sits here)."""
        self._user = _safe(user)
        self._actor = None

    def now(self) -> datetime:
        """The moment, aware UTC."""
        return self.clock.now()

    def today(self) -> date:
        """The day."""
        return self.clock.today()

    def read(self, query: Callable[Concatenate[Reader, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a reading function on this thread's connection; a lost connection is opened anew once."""
        for last in (False, True):
            try:
                with judged(self.location, self.backups), translated():
                    return query(self._reader(), *args, **kwargs)
            except StoreUnavailable:
                self._forget_reader()
                if last or self.location.embedded:
                    raise
        raise AssertionError("unreachable")

    def write(
        self, action: str, work: Callable[[Tx], Written], operation_id: str | None = None, batch: str | None = None
    ) -> Outcome:
        """Do one intent in one transaction with one journal entry; see `Writer.run`."""
        refuse_read_only(self.read_only)
        intent = self.intent(action, self.actor.handle, operation_id, batch)
        with judged(self.location, self.backups):
            try:
                return self.writer().run(intent, work)
            except MaybeSaved:  # asked again with the same operation id: done before, or done now, never twice
                return self.writer().run(intent, work)

    def intent(self, action: str, actor: str, operation_id: str | None = None, batch: str | None = None) -> Intent:
        """The head of a journal entry, at this moment."""
        from pilotboard.store.writing.unit import Intent, new_operation_id

        return Intent(action, actor, self.now(), self.today(), operation_id or new_operation_id(), batch)

    def writer(self) -> Writer:
        """The write side, loaded on first use (the screens do that in the background)."""
        with self._lock:
            if self._writer is None:
                from pilotboard.store.writing.engine import make_engine
                from pilotboard.store.writing.writer import Writer

                self._reader()
                self._writer = Writer(make_engine(self.location))
            return self._writer

    def newest_entry(self) -> int:
        """The id of the newest journal entry: it moves when anybody changes anything."""
        return self.read(newest_entry)

    def close(self) -> None:
        """Close every connection; what is asked afterwards opens them anew."""
        for reader in self._opened:
            reader.close()
        self._opened.clear()
        self._threads = threading.local()
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _reader(self) -> Reader:
        reader: Reader | None = getattr(self._threads, "reader", None)
        if reader is None:
            reader = open_reader(self.location)
            self._threads.reader = reader
            self._opened.append(reader)
        return reader

    def _forget_reader(self) -> None:
        reader: Reader | None = getattr(self._threads, "reader", None)
        if reader is not None:
            reader.close()
            self._threads.reader = None


def _safe(user: str) -> str:
    """A name that may stand in the journal, whatever the system or the command line said."""
    return clean(user).text[:MAX_NAME].strip() or "somebody"
