"""S1, S2, S8: from the command line to the first board, beside a bare Textual app and beside a small store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from benchmarks.figures import Figure, middle, ratio, take_turns
from benchmarks.ours import empty_home, program, reference
from benchmarks.stores import BIG, SMALL, store
from benchmarks.terminal import Terminal

FLOOR = "floor is ready"
CARD = r"P(01|1000)-\d"
Measured = dict[str, float]


def started(command: Sequence[str], ready: str, places: Mapping[str, str]) -> Callable[[], Measured]:
    """One start: milliseconds to the text and until settled, megabytes at the text and when all is loaded."""

    def run() -> Measured:
        with Terminal(command, environment=places) as terminal:
            shown = terminal.wait_for(ready)
            if shown is None:
                raise SystemExit(f"{' '.join(command)} did not show {ready!r}:\n{terminal.text()}")
            terminal.quiet()
            settled = terminal.last - terminal.began
            terminal.idle(0.3)
            return {
                "shown": shown * 1000,
                "settled": settled * 1000,
                "memory": terminal.memory_at(shown),
                "loaded": terminal.memory(),
            }

    return run


def measure(rounds: int) -> list[Figure]:
    """S1, S2 and S8."""
    with empty_home() as places:
        done = take_turns(
            {
                "floor": started(reference("floor_app"), FLOOR, places),
                "big": started(program(store(BIG), "open", "board"), CARD, places),
                "small": started(program(store(SMALL), "open", "board"), CARD, places),
            },
            rounds,
        )

    def of(what: str) -> list[Measured]:
        return [{name: one[what] for name, one in each.items()} for each in done]

    def beside(what: str, unit: str, *names: str) -> str:
        return ", ".join(f"{name} {middle(of(what), name):.0f} {unit}" for name in names)

    return [
        Figure(
            "S1", "first board of 100,000 items / floor", ratio(of("shown"), "big", "floor"), 1.25, "x",
            beside("shown", "ms", "big", "floor"),
        ),
        Figure(
            "S1", "the same, settled / floor settled", ratio(of("settled"), "big", "floor"), 1.4, "x",
            beside("settled", "ms", "big", "floor"),
        ),
        Figure(
            "S2", "first board of 100,000 items / of 100 items", ratio(of("shown"), "big", "small"), 1.05, "x",
            beside("shown", "ms", "big", "small"),
        ),
        Figure(
            "S8", "memory at the first board / floor", ratio(of("memory"), "big", "floor"), 1.25, "x",
            beside("memory", "MB", "big", "floor"),
        ),
        Figure(
            "S8", "memory with the write side loaded / floor", ratio(of("loaded"), "big", "floor"), 2.1, "x",
            beside("loaded", "MB", "big", "floor"),
        ),
    ]  # fmt: skip
