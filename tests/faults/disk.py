"""A process on a disk that is full after so many bytes of a file, or that may open no more files.

The limit is the system's own (RLIMIT_FSIZE, RLIMIT_NOFILE): a write beyond it fails half done, as on a full disk, and
no file system of a size has to be mounted.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from pilotboard.domain.changes import Written
from pilotboard.domain.errors import PilotboardError
from pilotboard.store.writing import items
from pilotboard.store.writing.unit import Tx
from pilotboard.usecases import upkeep
from pilotboard.usecases.workspace import Clock, Workspace
from tests.builders import DAY
from tests.store.rows import rows_of

ADDED = 60
OPERATION = "the same intent"


class Answer(NamedTuple):
    """What somebody met on the full disk, and once more with room again."""

    refused: bool
    code: str
    sentences: tuple[str, ...]
    again: str
    saved_once: bool


@contextmanager
def limited(kind: int, limit: int) -> Iterator[None]:
    """Inside, this process has no more than that."""
    soft, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(kind, (soft, hard))


def add_many(tx: Tx) -> Written:
    """A save of some size."""
    for number in range(ADDED):
        items.add(tx, 1, items.NewItem(f"Added {number}", description="é" * 500))
    return Written("Added many.")


def act(ws: Workspace, name: str, folder: Path) -> str:
    """Do one of the things that write a file."""
    if name == "save":
        return ws.write("items.add", add_many, OPERATION).said
    if name == "backup":
        return upkeep.backup(ws, str(folder / "copy.db")).place
    if name == "restore":
        return upkeep.restore(ws, str(folder / "backup.db"), str(folder / "copy.db")).place
    other = Workspace(str(folder / "copy.db"), "ana", Clock(DAY))
    return upkeep.init(other, "Another").place


def on_a_full_disk(store: str, name: str, limit: int, fault: str, link: Connection) -> None:
    """Act while every file ends at `limit` bytes, then once more with room; tell both."""
    path = Path(store)
    before = rows_of(path)
    ws = Workspace(store, "ana.ruiz", Clock(DAY))
    act_before_limit(ws)
    code = ""
    sentences: tuple[str, ...] = ()
    with limited(resource.RLIMIT_FSIZE, limit):
        try:
            if fault:
                rewrite_in_place(path)
            else:
                act(ws, name, path.parent)
        except PilotboardError as refusal:
            code, sentences = refusal.code, refusal.sentences()
        except OSError as refusal:
            code = f"not in our words: {refusal}"
    link.send((code, sentences))
    link.recv()
    again = ""
    if code and not fault:
        again = act(ws, name, path.parent)
    if name == "save" and not fault:
        done = ws.write("items.add", add_many, OPERATION)
        new = len(rows_of(path)["backlog_item"]) - len(before["backlog_item"])
        link.send(Answer(bool(code), code, sentences, again, saved_once=done.repeated and new == ADDED))
    else:
        link.send(Answer(bool(code), code, sentences, again, saved_once=True))
    ws.close()


def act_before_limit(ws: Workspace) -> None:
    """Load what saving needs, as the screens do in the background, and open the connections."""
    ws.newest_entry()
    ws.writer()
    ws.intent("warm", "ana")


def rewrite_in_place(path: Path) -> None:
    """The planted fault: the new content goes over the old."""
    content = path.read_bytes()
    with path.open("wb") as file:
        file.write(content + os.urandom(100_000))


def without_handles(store: str, link: Connection) -> None:
    """Save, and open the store anew, while not one more file may be opened."""
    ws = Workspace(store, "ana.ruiz", Clock(DAY))
    ws.write("warm", lambda tx: add_one(tx, "Before"))
    open_now = max(int(entry.name) for entry in Path("/dev/fd").iterdir())
    attempts: tuple[Callable[[], str], ...] = (
        lambda: ws.write("items.add", lambda tx: add_one(tx, "In between"), OPERATION).said,
        lambda: str(Workspace(store, "ana.ruiz").newest_entry()),
        lambda: upkeep.backup(ws).place,
    )
    found: list[tuple[str, tuple[str, ...]]] = []
    with limited(resource.RLIMIT_NOFILE, open_now):
        holders = _take_the_rest()
        for attempt in attempts:
            try:
                found.append(("done", (attempt(),)))
            except PilotboardError as refusal:
                found.append((refusal.code, refusal.sentences()))
        for handle in holders:
            os.close(handle)
    outcome = ws.write("items.add", lambda tx: add_one(tx, "In between"), OPERATION)
    link.send((found, outcome.repeated))
    ws.close()


def _take_the_rest() -> list[int]:
    held = []
    try:
        while True:
            held.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        return held


def add_one(tx: Tx, title: str) -> Written:
    """One item."""
    items.add(tx, 1, items.NewItem(title))
    return Written(f"Added {title}.")
