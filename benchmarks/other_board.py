"""S3: a board of 1,000 tasks here and in kanban-tui: start, keys, memory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import kanban_tui
from benchmarks.figures import Figure, middle, ratio, take_turns
from benchmarks.ours import empty_home, program
from benchmarks.start import CARD
from benchmarks.stores import BOARD_1000, store
from benchmarks.terminal import Terminal

_THEIRS = "Ask ten families"


def measure(rounds: int) -> list[Figure]:
    """S3."""
    with empty_home() as places, tempfile.TemporaryDirectory() as folder:
        theirs = kanban_tui.board(Path(folder))
        done: list[dict[str, Any]] = take_turns(
            {
                "ours": _visited(program(store(BOARD_1000), "open", "board"), CARD, places),
                "theirs": _visited(theirs, _THEIRS, kanban_tui.environment(Path(folder))),
            },
            max(rounds // 2, 2),
        )

    def of(what: str) -> list[dict[str, float]]:
        return [{name: one[what] for name, one in each.items()} for each in done]

    goals = (("start", 1 / 30, "ms"), ("key", 1 / 15, "ms"), ("memory", 1 / 4, "MB"))
    return [
        Figure(
            "S3", f"board of 1,000 tasks / in kanban-tui: {what}", ratio(of(what), "ours", "theirs"), bound, "x",
            f"{middle(of(what), 'ours'):.0f} {unit}, {middle(of(what), 'theirs'):.0f} {unit}",
        )
        for what, bound, unit in goals
    ]  # fmt: skip


def _visited(command: Sequence[str], ready: str, places: Mapping[str, str]) -> Callable[[], dict[str, float]]:
    def run() -> dict[str, float]:
        with Terminal(command, environment=places) as terminal:
            shown = terminal.wait_for(ready, limit=120)
            if shown is None:
                raise SystemExit(f"{' '.join(command)} did not show {ready!r}:\n{terminal.text()}")
            terminal.quiet(0.5)
            terminal.idle(0.5, limit=20)
            presses = [terminal.press(key, quiet=0.25, patience=3.0) for key in ["j"] * 12]
            settled = [key.settled for key in presses if key.settled is not None]
            return {"start": shown * 1000, "key": median(settled), "memory": terminal.memory()}

    return run
