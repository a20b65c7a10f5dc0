"""Other processes that write into a store: quick to start, talking over a pipe, killed in the end whatever happens."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

START = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
CONTEXT: Any = multiprocessing.get_context(START)
LOADED = [
    "pytest",
    "psycopg",
    "pilotboard.usecases.items",
    "pilotboard.usecases.item_moves",
    "pilotboard.usecases.item_order",
    "pilotboard.usecases.history",
    "pilotboard.domain.drafts.items",
    "pilotboard.store.writing.unit",
    "pilotboard.store.writing.items",
    "pilotboard.store.writing.undo",
]
"""What the server that children are forked from has imported, so that each is at work in milliseconds."""

PATIENCE = 60.0
"""Seconds after which something that should have happened will not."""
AT_WORK = "at work"
"""What a process says now and then while something takes long."""


class Child(NamedTuple):
    """A process of ours and the pipe to it."""

    process: Any
    link: Connection

    def kill(self) -> None:
        """kill -9, and wait until it is dead."""
        self.process.kill()
        self.process.join(PATIENCE)

    def said(self) -> list[Any]:
        """What is in the pipe now, without waiting. After `kill`: all it ever said."""
        found = []
        try:
            while self.link.poll():
                found.append(self.link.recv())
        except (EOFError, ConnectionResetError):
            pass
        return found

    def answer(self) -> Any:
        """The next thing it says, but that it is still at work. When it ends or falls silent, the test fails."""
        while True:
            if not self.link.poll(PATIENCE):
                raise TimeoutError("the other process says nothing")
            said = self.link.recv()
            if said != AT_WORK:
                return said


def start(work: Callable[..., None], *arguments: object) -> Child:
    """Start `work(*arguments, link)` in a process of its own."""
    CONTEXT.set_forkserver_preload(LOADED) if START == "forkserver" else None
    ours, theirs = CONTEXT.Pipe()
    process = CONTEXT.Process(target=work, args=(*arguments, theirs), daemon=True)
    process.start()
    theirs.close()
    return Child(process, ours)


@contextmanager
def several(work: Callable[..., None], arguments: Iterable[tuple[object, ...]]) -> Iterator[list[Child]]:
    """One process for each tuple of arguments; none of them outlives the block."""
    children: list[Child] = []
    try:
        children += [start(work, *given) for given in arguments]
        yield children
    finally:
        for child in children:
            child.kill()
            child.link.close()


def listen(children: list[Child], seconds: float) -> Iterator[tuple[Child, Any]]:
    """What the processes say in the next seconds, as it comes."""
    by_link = {child.link: child for child in children}
    until = time.monotonic() + seconds
    while by_link and (left := until - time.monotonic()) > 0:
        for link in wait(list(by_link), left):
            assert isinstance(link, Connection)
            try:
                said = link.recv()
            except (EOFError, ConnectionResetError):
                del by_link[link]
            else:
                yield by_link[link], said
