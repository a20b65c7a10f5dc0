"""Spoiling a file in the ways disks and careless programs do, and a process that works with what is left."""

from __future__ import annotations

import random
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from pilotboard.domain.errors import PilotboardError
from pilotboard.usecases import board, find, history, items, people, pilots, sites, teams, upkeep
from pilotboard.usecases.workspace import Clock, Workspace
from tests.builders import DAY

PAGE = 4096


class Met(NamedTuple):
    """What somebody met with a spoilt file: the codes of the refusals, and whether the bytes stayed as they were."""

    refusals: tuple[str, ...]
    answers: int
    untouched: bool
    there: bool


def flip(data: bytearray, dice: random.Random) -> None:
    """Some bits turn over."""
    for _ in range(dice.choice([1, 1, 10, 100, 1000])):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def flip_head(data: bytearray, dice: random.Random) -> None:
    """A bit in the first page turns over: head and schema."""
    for _ in range(dice.choice([1, 3])):
        data[dice.randrange(PAGE if dice.random() < 0.5 else 100)] ^= 1 << dice.randrange(8)


def cut(data: bytearray, dice: random.Random) -> None:
    """The end is missing."""
    del data[dice.randrange(1, len(data)) :]


def zero(data: bytearray, dice: random.Random) -> None:
    """A stretch was never written."""
    start = dice.randrange(len(data))
    length = min(dice.choice([16, 512, PAGE, 5 * PAGE]), len(data) - start)
    data[start : start + length] = bytes(length)


def noise(data: bytearray, dice: random.Random) -> None:
    """A stretch holds something else."""
    start = dice.randrange(len(data))
    length = min(dice.choice([16, 512, PAGE]), len(data) - start)
    data[start : start + length] = dice.randbytes(length)


def swap(data: bytearray, dice: random.Random) -> None:
    """Two pages changed places."""
    pages = len(data) // PAGE
    one, other = (page * PAGE for page in dice.sample(range(pages), 2))
    data[one : one + PAGE], data[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]


def letters(data: bytearray, dice: random.Random) -> None:
    """Words of the content are other words: SQLite cannot see it."""
    for word in dice.sample([b"backlog", b"ready", b"2026-0", b"created", b"added", b"scrum", b"member"], 2):
        spot = data.find(word, dice.randrange(len(data) // 2))
        if spot >= 0:
            data[spot : spot + len(word)] = dice.randbytes(len(word))


WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (flip, flip_head, cut, zero, noise, swap, letters)


def spoil(whole: bytes, seed: int) -> bytes:
    """The same file, spoilt in one of the ways."""
    dice = random.Random(seed)
    data = bytearray(whole)
    while bytes(data) == whole:
        WAYS[seed % len(WAYS)](data, dice)
    return bytes(data)


def looks(ws: Workspace, folder: Path) -> list[Callable[[], object]]:
    """Everything that reads: lists, pages, board, history, search, health, backup, restore."""
    return [
        lambda: items.list_items(ws, limit=500),
        lambda: [items.show_item(ws, f"P01-{number:02d}") for number in range(1, 5)],
        lambda: board.show_board(ws, "T-01"),
        lambda: [pilots.list_pilots(ws), pilots.show_pilot(ws, "P-01")],
        lambda: [teams.list_teams(ws), teams.show_team(ws, "T-01")],
        lambda: [people.list_people(ws), sites.list_sites(ws)],
        lambda: history.history(ws, limit=500),
        lambda: find.find(ws, "item"),
        lambda: upkeep.doctor(ws),
        lambda: upkeep.backup(ws, str(folder / "copy.db")),
        lambda: upkeep.restore(ws, ws.location.shown, str(folder / "restored.db")),
    ]


def acts(ws: Workspace) -> list[Callable[[], object]]:
    """Some that write."""
    return [
        lambda: items.add_item(ws, "P-01", {"title": "New", "labels": ["Urgent"]}),
        lambda: items.edit_item(ws, "P01-01", {"title": "Other"}),
        lambda: history.undo(ws),
    ]


def work_on(folder: str, whole: bytes, seeds: list[int], link: Connection) -> None:
    """Spoil the store in these ways, one by one, and work with each; tell what was met."""
    for seed in seeds:
        link.send(seed)
        place = Path(folder) / str(seed)
        place.mkdir()
        path = place / "pilotboard.db"
        spoilt = spoil(whole, seed)
        path.write_bytes(spoilt)
        ws = Workspace(str(path), "ana.ruiz", Clock(DAY))
        refusals: list[str] = []
        done = 0
        for look in looks(ws, place):
            done += met(look, refusals)
        untouched = path.read_bytes() == spoilt
        ws.close()
        again = Workspace(str(path), "ana.ruiz", Clock(DAY))
        for act in acts(again):
            done += met(act, refusals)
        again.close()
        link.send(Met(tuple(refusals), done, untouched, path.exists() and path.stat().st_size > 0))
    link.send("end")


def met(work: Callable[[], object], refusals: list[str]) -> bool:
    """Whether the work was done; a refusal is noted. Anything else ends the process, and the test."""
    try:
        work()
    except PilotboardError as refusal:
        refusals.append(refusal.code)
        return False
    return True
