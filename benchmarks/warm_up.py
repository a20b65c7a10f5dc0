"""S9: the write side loads in the background; how long that takes, and what keys feel of it."""

from __future__ import annotations

from itertools import cycle

from benchmarks.figures import Figure, middle, ratio, take_turns, worst
from benchmarks.ours import empty_home, program, reference
from benchmarks.start import CARD, FLOOR
from benchmarks.stores import BIG, store
from benchmarks.terminal import Terminal

_WRITE_SIDE = "pydantic_core"
_PRESSES = 30


def measure(rounds: int) -> list[Figure]:
    """S9."""
    with empty_home() as places:
        board = program(store(BIG), "open", "board")

        def loaded() -> float:
            with Terminal(board, environment=places) as terminal:
                terminal.wait_for(CARD)
                done = terminal.idle(0.3)
                assert _WRITE_SIDE in terminal.maps(), "the write side was not loaded"
                return done * 1000

        def floor() -> float:
            with Terminal(reference("floor_app"), environment=places) as terminal:
                return (terminal.wait_for(FLOOR) or 0) * 1000

        times = take_turns({"loaded": loaded, "floor": floor}, rounds)
        early: list[float] = []
        late: list[float] = []
        for _ in range(rounds):
            with Terminal(board, environment=places) as terminal:
                terminal.wait_for(CARD)
                early += _presses(terminal, _PRESSES)
                terminal.idle(0.3)
                late += _presses(terminal, _PRESSES)
    return [
        Figure(
            "S9", "write side ready / floor", ratio(times, "loaded", "floor"), 3.2, "x",
            f"{middle(times, 'loaded'):.0f} ms, floor {middle(times, 'floor'):.0f} ms",
        ),
        Figure(
            "S9", "a key meanwhile / afterwards, first byte, p95", worst(early) / worst(late), 1.5, "x",
            f"{worst(early):.1f} ms, {worst(late):.1f} ms",
        ),
    ]  # fmt: skip


def _presses(terminal: Terminal, count: int) -> list[float]:
    """Milliseconds to the first byte of keys pressed one right after the other."""
    keys = cycle(["down"] * 5 + ["up"] * 5)
    pressed = (terminal.press(next(keys), quiet=0.005, patience=1.0) for _ in range(count))
    return [key.first for key in pressed if key.first is not None]
