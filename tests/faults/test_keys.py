"""Figure 7: random keys over a pseudo-terminal, with resizes: no crash, no hang, and a sound store afterwards."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

from pilotboard.settings import places
from pilotboard.usecases import upkeep
from tests.faults.terminal import Hit
from tests.store.test_check import busy_store

AT_ONCE = 25


PLANTED = """
import sys
from pilotboard.main import main
from pilotboard.tui.app import PilotboardApp
def fall_over(self, *_):
    raise RuntimeError("planted")
PilotboardApp.go_digit = fall_over
sys.exit(main(sys.argv[1:]))
"""


def hit(store: Path, keys: int, seed: int, program: tuple[str, ...] = ("-m", "pilotboard")) -> tuple[Hit, list[str]]:
    """Hit so many keys, and what went wrong: the program's end, and the log of incidents."""
    dice = random.Random(seed)
    terminal = Hit(store, "ana.ruiz", program)
    try:
        for _ in range(keys // AT_ONCE):
            terminal.keys(dice, AT_ONCE)
            if terminal.wrong:
                break
    finally:
        terminal.close()
    log = places().log
    return terminal, terminal.wrong + ([log.read_text(encoding="utf-8")] if log.exists() else [])


def test_random_keys_crash_nothing(
    sqlite_path: Path, rounds: Callable[[int, int], int], figure: Callable[[str, str], None]
) -> None:
    ws = busy_store(str(sqlite_path))
    ws.close()
    keys = rounds(2000, 100_000)
    terminal, wrong = hit(sqlite_path, keys, seed=7)
    assert wrong == []
    entries = ws.newest_entry()
    report = upkeep.doctor(ws)
    assert report.exit_code == 0, report
    ws.close()
    busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert terminal.slowest < 2 * busy
    figure(
        "7",
        f"{keys:,} random keys, {terminal.starts} starts, {entries:,} entries in the end, slowest answer"
        f" {terminal.slowest:.2f} s, 0 crashes, store sound",
    )


def test_a_planted_crash_is_found(sqlite_path: Path) -> None:
    busy_store(str(sqlite_path)).close()
    _, wrong = hit(sqlite_path, 2000, seed=1, program=("-c", PLANTED))
    assert any("RuntimeError" in line for line in wrong)
