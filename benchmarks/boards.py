"""S7, S13: keys on a board of 800 cards beside the same board built of widgets; a change of state, saved and shown."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, take_turns, worst
from benchmarks.lists import pressed, settles
from benchmarks.ours import copy_of, empty_home, program, reference
from benchmarks.start import CARD
from benchmarks.stores import BIG, BOARD_800, store
from benchmarks.terminal import Terminal

_CHANGES = 20


def measure(rounds: int) -> list[Figure]:
    """S7 and S13."""
    keys = {"down": ["down"] * 30}
    with empty_home() as places:
        done = take_turns(
            {
                "board": pressed(program(store(BOARD_800), "open", "board"), CARD, places, keys),
                "widgets": pressed(reference("widget_board_app"), CARD, places, keys),
            },
            max(rounds // 2, 2),
        )
        with copy_of(store(BIG)) as copy:
            # The day's backup follows the first change of a day; here it has been made already.
            subprocess.run(program(copy, "backup"), env={**os.environ, **places}, check=True, capture_output=True)
            saved = [change for _ in range(max(rounds // 2, 2)) for change in _changes(copy, places)]
            bare = _bare_commits(copy.with_name("bare.db"))
    ours, widgets = settles(done, "board", "down"), settles(done, "widgets", "down")
    return [
        Figure("S7", "a move on a board of 4 x 200 cards, settled", median(ours), 10, "ms"),
        Figure(
            "S7", "the same / the board built of widgets", median(ours) / median(widgets), 0.2, "x",
            f"{median(ours):.1f} ms, {median(widgets):.1f} ms",
        ),
        Figure(
            "S13", "a card to the next column, saved and shown, p95", worst(saved), 15, "ms",
            f"median {median(saved):.1f} ms; a bare commit here: {median(bare):.1f}, p95 {worst(bare):.1f} ms",
        ),
    ]  # fmt: skip


def _changes(path: Path, places: Mapping[str, str]) -> list[float]:
    """Milliseconds from the key until the board shows the change and the file has it; all must be in the journal."""
    with Terminal(program(path, "open", "board"), environment=places) as terminal:
        terminal.wait_for(CARD)
        terminal.idle(0.5)
        before = _entries(path)
        heading = re.search(r"TO DO (\d+)", terminal.text())
        assert heading is not None
        ready = int(heading[1])
        found = []
        for number in range(_CHANGES):
            away = number % 2 == 0
            saved = partial(_saved, path, _commits(path))
            shown = terminal.press_until("L" if away else "H", rf"TO DO {ready - away}\b", saved)
            if shown is None:
                raise SystemExit(f"the change was not shown:\n{terminal.text()}")
            found.append(shown)
        kept = _entries(path) - before
    if kept != _CHANGES:
        raise SystemExit(f"{_CHANGES} changes were shown, {kept} are in the journal")
    return found


def _bare_commits(path: Path) -> list[float]:
    """Milliseconds of a commit of one small row with nothing around it, for comparison."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE kept (number INTEGER)")
    found = []
    for number in range(40):
        began = time.perf_counter()
        connection.execute("INSERT INTO kept VALUES (?)", (number,))
        found.append((time.perf_counter() - began) * 1000)
    connection.close()
    return found


def _saved(path: Path, commits: int) -> bool:
    """Whether there was a commit since: the counter has moved and the rollback journal is gone."""
    return _commits(path) != commits and not path.with_name(f"{path.name}-journal").exists()


def _commits(path: Path) -> int:
    """How often the file was committed to: a counter in its head."""
    with path.open("rb") as file:
        file.seek(24)
        return int.from_bytes(file.read(4), "big")


def _entries(path: Path) -> int:
    connection = sqlite3.connect(path)
    (count,) = connection.execute("SELECT count(*) FROM journal").fetchone()
    connection.close()
    return int(count)
