"""A whole store in one file: save everything, and load it into an empty store of either kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pilotboard import __version__
from pilotboard.domain.errors import EnvironmentFault, InputError, InvalidInput, Refusal
from pilotboard.domain.intake_report import Stopped
from pilotboard.domain.store_file import HEAD, KEPT, LONGEST, Reading, StoreRow, Writing, is_store_file
from pilotboard.domain.text import shortened, shown
from pilotboard.store.damage import judged
from pilotboard.store.files import place_new, refuse_taken, sync_file, sync_folder, unfinished_file
from pilotboard.store.opening import is_there, refuse_read_only
from pilotboard.store.reading import dump
from pilotboard.store.rights import Rights
from pilotboard.store.schema import SCHEMA
from pilotboard.store.snapshot import as_of_now
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.domain.intake_report import Progress

_T = TypeVar("_T")
_STEP = 2000
"""Rows between two reports of progress."""


class Saved(NamedTuple):
    """A file of everything: where, how many rows, how large (bytes), the digest of its rows."""

    place: str
    rows: int
    bytes: int
    sha256: str
    said: str


class StoreFile(NamedTuple):
    """What a file of a whole store holds: whose, when it was made (ISO), by which version, the rows of each table.

    `trouble` says why the store at hand cannot take it ("" = it can), `applied` whether it was loaded.
    """

    organisation: str
    exported_at: str
    version: str
    rows: int
    tables: dict[str, int]
    trouble: str
    applied: bool
    said: str


def save_store(ws: Workspace, to: str, *, replace: bool = False, progress: Progress | None = None) -> Saved:
    """Write everything in the store, as of now, into one file that only its owner may read.

    Raises InvalidInput for what is no plain file, Refusal when one is there and not to be replaced, EnvironmentFault
    when the disk does not take it, Stopped when `progress` answers no. The old file stays then, and no half one.
    """
    path = _place(to)
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise InvalidInput(f"{path} is no plain file.", hint="Give another path.", field="output")
    if not replace:
        refuse_taken(path)
    writing = Writing(SCHEMA)
    with unfinished_file(path, Rights()) as made:
        with made.open("w", encoding="ascii", newline="\n") as file:
            file.writelines(_lines(ws, writing, progress))
        sync_file(made)
        if replace:
            made.replace(path)
            sync_folder(path.parent)
        else:
            place_new(made, path)
    size = path.stat().st_size
    said = f"Saved the whole store to {path} ({writing.count:,} rows, {size / 1e6:,.1f} MB)."
    return Saved(str(path), writing.count, size, writing.sha256, said)


def _place(to: str) -> Path:
    try:
        if "\0" not in to:
            return Path(to).expanduser().absolute()
    except RuntimeError:  # the home of somebody who is not known here
        pass
    raise InvalidInput(f"{shortened(shown(to), 60)} is no path here.", hint="Give another path.", field="output")


def store_lines(ws: Workspace, progress: Progress | None = None) -> Iterator[str]:
    """The same document line by line."""
    return _lines(ws, Writing(SCHEMA), progress)


def _lines(ws: Workspace, writing: Writing, progress: Progress | None) -> Iterator[str]:
    with judged(ws.location, ws.backups), as_of_now(ws.location) as reader:
        total = dump.count_rows(reader)
        rows = _told(dump.every_row(reader), total, progress, "It was stopped; nothing was saved to a file.")
        yield from writing.lines(rows, ws.now(), __version__)


def _told(rows: Iterable[_T], total: int, progress: Progress | None, stopped: str) -> Iterator[_T]:
    """The rows; now and then it is told how far it is."""
    for number, row in enumerate(rows):
        if number % _STEP == 0 and progress is not None and not progress(number, total):
            raise Stopped(stopped)
        yield row


def holds_store(path: Path) -> bool:
    """Whether a file is a whole store; False for what cannot be read too."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return is_store_file(file.read(len(HEAD) + 3))
    except (OSError, ValueError):
        return False


def check_store_file(ws: Workspace, path: Path, progress: Progress | None = None) -> StoreFile:
    """Read a file of a whole store to its end and say what is in it; nothing is written.

    Raises InputError for a file that was cut short or changed, or that is of another schema.
    """
    trouble = ""
    try:
        _is_new(ws)
    except Refusal as fault:
        trouble = fault.message
    return _looked_at(path, trouble, progress)


def load_store(ws: Workspace, path: Path, progress: Progress | None = None) -> StoreFile:
    """Load a file of a whole store: into a new store at the workspace's place, or into an empty one that is there.

    Whole or not at all. Raises Refusal when the store is not empty, InputError as `check_store_file` does and for rows
    that no store can hold, Stopped when `progress` answers no.
    """
    from pilotboard.store.writing.load import load

    new = _is_new(ws)
    if not new:
        refuse_read_only(ws.read_only)
    found = _looked_at(path, "", None)
    reading = Reading(SCHEMA)
    with judged(ws.location, ws.backups):
        rows = _told(_rows(path, reading), found.rows, progress, "The loading was stopped.")
        load(ws.location, rows, ws.intent("store.load", ws.user), new=new)
    ws.act_as(ws.user)
    said = f"Loaded the whole store of {found.organisation} into {ws.location.shown} ({found.rows:,} rows)."
    return found._replace(applied=True, said=said)


def _is_new(ws: Workspace) -> bool:
    """Whether the store is still to be made. Raises Refusal when something is in it."""
    if not is_there(ws.location):
        return True
    if not ws.read(dump.is_empty):
        raise Refusal(
            "This store is not empty, and a whole store goes into an empty one only.",
            KEPT,
            "Give a place where there is none yet: pilotboard import FILE --apply --store PLACE",
        )
    return False


def _looked_at(path: Path, trouble: str, progress: Progress | None) -> StoreFile:
    reading = Reading(SCHEMA)
    counts: Counter[str] = Counter()
    organisation = ""
    for row in _told(_rows(path, reading), 0, progress, "The reading was stopped."):
        counts[row.table] += 1
        if row.table == "organisation":
            organisation = shortened(shown(str(row.row.get("name", ""))), 120)
    assert reading.ending is not None
    end = reading.ending
    said = f"The whole store of {organisation}, saved {end.exported_at} ({end.rows:,} rows)."
    return StoreFile(organisation, end.exported_at, end.version, end.rows, dict(counts), trouble, False, said)


def _rows(path: Path, reading: Reading) -> Iterator[StoreRow]:
    said = shortened(shown(str(path)), 60)
    try:
        if not path.is_file():
            raise InputError(f'"{said}" is no file that can be imported.', KEPT, "Give the path of an export.")
        with path.open("rb") as file:
            yield from reading.rows(iter(lambda: file.readline(LONGEST + 1), b""))
    except OSError as fault:
        raise EnvironmentFault(f'"{said}" cannot be read ({fault.strerror}).', KEPT, "Check the file.") from None
