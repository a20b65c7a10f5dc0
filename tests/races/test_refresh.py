"""Live refresh: whoever remembers the newest entry of the journal and looks again misses nothing, on both databases."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

import pytest
from sqlalchemy import Connection as Transaction

from pilotboard.domain.errors import StoreLocked
from pilotboard.usecases import item_moves, items
from pilotboard.usecases.workspace import Workspace
from tests.races.writing import KEYS
from tests.soak import programme
from tests.soak.processes import PATIENCE, several

STATES = ("ready", "in_progress", "review")


def act(store: str, acts: int, seed: int, link: Connection) -> None:
    """So many moves and edits, the entry of each told as soon as it is saved."""
    dice = random.Random(seed)
    ws = Workspace(store, f"writer-{seed}")
    link.send("ready")
    link.recv()
    number = 0
    while number < acts:
        try:
            if dice.random() < 0.5:
                outcome = item_moves.move_items(ws, dice.sample(KEYS, 3), dice.choice(STATES))
            else:
                outcome = items.edit_item(ws, dice.choice(KEYS), {"title": f"By {seed}: {number}"})
        except StoreLocked:  # so many write at once that one may wait for more than five seconds
            continue
        number += 1
        if outcome.entry:
            link.send(outcome.entry)
    link.send("done")
    ws.close()


class Poller:
    """A screen that looks for new entries beyond the newest one it knows."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.newest = ws.newest_entry()
        self.seen: set[int] = set()

    def look(self) -> None:
        """What has come since the last look."""
        if self.ws.newest_entry() == self.newest:
            return
        found = self.ws.read(
            lambda reader: reader.rows("SELECT id FROM journal WHERE id > :newest ORDER BY id", newest=self.newest)
        )
        self.seen.update(row[0] for row in found)
        self.newest = max(self.seen)


def test_a_write_in_one_process_shows_in_another_at_once(store_url: str) -> None:
    programme.make(store_url, len(KEYS))
    with programme.opened(store_url) as ws, several(act, [(store_url, 10, 1)]) as (writer,):
        assert writer.answer() == "ready"
        writer.link.send("go")
        known = ws.newest_entry()
        while (said := writer.answer()) != "done":
            newest = ws.newest_entry()
            assert known < said <= newest
            known = said
        assert ws.newest_entry() == known


def test_a_poller_misses_nothing(
    store_url: str, rounds: Callable[[int, int], int], figure: Callable[[str, str], None]
) -> None:
    processes, acts = rounds(3, 8), rounds(60, 1000)
    programme.make(store_url, len(KEYS))
    with (
        programme.opened(store_url) as ws,
        several(act, [(store_url, acts, seed) for seed in range(processes)]) as writers,
    ):
        for writer in writers:
            assert writer.answer() == "ready"
        poller = Poller(ws)
        for writer in writers:
            writer.link.send("go")
        entries: set[int] = set()
        working = set(range(processes))
        while working:
            for number in sorted(working):
                said = writers[number].said()
                entries.update(one for one in said if one != "done")
                working -= {number} if "done" in said else set()
                assert "done" in said or writers[number].process.is_alive()
            poller.look()
        missed = entries - poller.seen
    assert len(entries) > processes * acts / 2
    assert missed == set()
    database = "PostgreSQL" if "://" in store_url else "SQLite"
    figure("3", f"{database}: {processes} processes write {len(entries):,} entries, a poller misses 0 of them")


@contextmanager
def stopped_before_commit(ws: Workspace) -> Iterator[tuple[threading.Event, threading.Event]]:
    """The next save of this workspace stops when all is written but the commit (first event), until the second."""
    from pilotboard.store.writing.unit import Tx

    here, go = threading.Event(), threading.Event()
    commit = Tx.commit

    def stop(tx: Tx) -> None:
        if tx.intent.actor == ws.actor.handle:
            here.set()
            assert go.wait(PATIENCE)
        commit(tx)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Tx, "commit", stop)
        yield here, go


def overtaking(url: str) -> tuple[set[int], set[int]]:
    """Ana's save stops before its commit, Ben saves meanwhile: which entries there are, and which a poller saw."""
    programme.make(url, len(KEYS))
    entries: list[int] = []

    def save(ws: Workspace, key: str) -> None:
        entries.append(items.edit_item(ws, key, {"title": "Changed"}).entry)

    with programme.opened(url, "ana") as ana, programme.opened(url, "ben") as ben, programme.opened(url) as screen:
        poller = Poller(screen)
        with stopped_before_commit(ana) as (here, go):
            first = threading.Thread(target=save, args=(ana, KEYS[0]))
            first.start()
            assert here.wait(PATIENCE)
            second = threading.Thread(target=save, args=(ben, KEYS[1]))
            second.start()
            while second.is_alive() and not waits_for_the_lock(screen):
                poller.look()
            poller.look()
            go.set()
            for thread in (first, second):
                thread.join(PATIENCE)
        poller.look()
        return set(entries), poller.seen


def waits_for_the_lock(ws: Workspace) -> bool:
    """Whether somebody stands in line for the writer's place."""
    return bool(ws.read(lambda reader: reader.value("SELECT count(*) FROM pg_locks WHERE NOT granted")))


def test_a_later_entry_waits_for_an_earlier_one(postgres_url: str) -> None:
    entries, seen = overtaking(postgres_url)
    assert len(entries) == 2
    assert seen == entries


def test_without_the_writer_lock_a_poller_misses_an_entry(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_lock(_connection: Transaction) -> None:
        """Everybody may write at once."""

    monkeypatch.setattr("pilotboard.store.writing.engine._take_writer_lock", no_lock)
    entries, seen = overtaking(postgres_url)
    assert len(entries) == 2
    assert len(entries - seen) == 1
