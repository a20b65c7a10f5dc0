"""S12: what a command costs, beside an interpreter that does nothing and beside the same command of kanban-tui."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks import kanban_tui
from benchmarks.figures import Figure, middle, ratio, take_turns
from benchmarks.ours import empty_home, program
from benchmarks.stores import SMALL, store


def _timed(command: Sequence[str], environment: Mapping[str, str]) -> Callable[[], float]:
    places = {**os.environ, **environment}

    def run() -> float:
        began = time.perf_counter()
        subprocess.run(command, env=places, stdout=subprocess.DEVNULL, check=True)
        return (time.perf_counter() - began) * 1000

    return run


def measure(rounds: int) -> list[Figure]:
    """S12."""
    small = store(SMALL)
    with empty_home() as places, tempfile.TemporaryDirectory() as folder:
        other = kanban_tui.board(Path(folder))
        done = take_turns(
            {
                "pass": _timed([sys.executable, "-c", "pass"], places),
                "list": _timed(program(small, "items", "list", "--json"), places),
                "version": _timed([sys.executable, "-P", "-m", "pilotboard", "--version"], places),
                "help": _timed([sys.executable, "-P", "-m", "pilotboard", "--help"], places),
                "other": _timed([*other, "task", "list", "--json"], kanban_tui.environment(Path(folder))),
            },
            rounds * 3,
        )
    floor = f"python -c pass {middle(done, 'pass'):.0f} ms"

    def beside(name: str) -> str:
        return f"{middle(done, name):.0f} ms, {floor}"

    return [
        Figure("S12", "items list --json / python -c pass", ratio(done, "list", "pass"), 6, "x", beside("list")),
        Figure("S12", "--version / python -c pass", ratio(done, "version", "pass"), 3, "x", beside("version")),
        Figure("S12", "--help / python -c pass", ratio(done, "help", "pass"), 8, "x", beside("help")),
        Figure(
            "S12",
            "items list --json (100 items) / kanban-tui task list --json (1,000 tasks)",
            ratio(done, "list", "other"),
            1 / 6,
            "x",
            f"{middle(done, 'list'):.0f} ms, {middle(done, 'other'):.0f} ms",
        ),
    ]
