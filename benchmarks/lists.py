"""S4, S5, S6: keys on a list of 100,000 items, beside Textual's own table of 1,000 rows; screens; filters as typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median

from benchmarks.figures import Figure, take_turns, worst
from benchmarks.ours import empty_home, program, reference
from benchmarks.stores import BACKLOG, BIG, store
from benchmarks.terminal import Key, Terminal

ROW = r"P\d+-\d"
_SWITCHES = "2340" * 3
_TYPED = ("families", "blocked", "label:data", "quiet corner")
"""Filters as they are typed, key by key, and taken away again."""
Pressed = dict[str, list[Key]]


def pressed(
    command: Sequence[str], ready: str, places: Mapping[str, str], keys: Mapping[str, Sequence[str]]
) -> Callable[[], Pressed]:
    """Keys by group, each pressed when the program has come to rest."""

    def run() -> Pressed:
        with Terminal(command, environment=places) as terminal:
            if terminal.wait_for(ready) is None:
                raise SystemExit(f"{' '.join(command)} did not show {ready!r}:\n{terminal.text()}")
            terminal.idle(0.4)
            return {group: [terminal.press(key) for key in presses] for group, presses in keys.items()}

    return run


def settles(rounds: Sequence[Mapping[str, Pressed]], name: str, group: str) -> list[float]:
    """Milliseconds until settled, of all keys that showed something."""
    return [key.settled for each in rounds for key in each[name][group] if key.settled is not None]


def firsts(rounds: Sequence[Mapping[str, Pressed]], name: str, group: str) -> list[float]:
    """Milliseconds to the first byte, of all keys that showed something."""
    return [key.first for each in rounds for key in each[name][group] if key.first is not None]


def measure(rounds: int) -> list[Figure]:
    """S4, S5 and S6."""
    down = {"down": ["down"] * 60}
    moves = {**down, "page": ["pagedown"] * 20, "ends": ["end", "home"] * 6}
    with empty_home() as places:
        done = take_turns(
            {
                "list": pressed(program(store(BACKLOG), "open", "backlog"), ROW, places, moves),
                "table": pressed(reference("table_app"), ROW, places, down),
            },
            max(rounds // 2, 2),
        )
        visit = {"first": "2340", "again": _SWITCHES}
        gone = take_turns(
            {"big": pressed(program(store(BIG), "open", "board"), ROW, places, visit)}, max(rounds // 2, 2)
        )
        filters = dict(_filters())
        typed = take_turns(
            {"typed": pressed(program(store(BACKLOG), "open", "backlog"), ROW, places, filters)}, max(rounds // 2, 2)
        )
    sifted = [one for name in filters if name.startswith("key") for one in settles(typed, "typed", name)]
    first, table = firsts(done, "list", "down"), firsts(done, "table", "down")
    written = [key.written for each in done for key in each["list"]["down"] if key.written]
    again = settles(gone, "big", "again")
    return [
        Figure("S4", "down in 100,000 items, first byte", median(first), 2.5, "ms"),
        Figure("S4", "the same, p95", worst(first), 10, "ms"),
        Figure("S4", "bytes a key", median(written), 600, "bytes"),
        Figure(
            "S4", "down / in a DataTable of 1,000 rows", median(first) / median(table), 0.5, "x",
            f"{median(first):.1f} ms, {median(table):.1f} ms",
        ),
        Figure("S5", "page down, settled", median(settles(done, "list", "page")), 8, "ms"),
        Figure("S5", "home and end, settled", median(settles(done, "list", "ends")), 20, "ms"),
        Figure(
            "S5", "to another screen, settled, p95", worst(again), 50, "ms",
            f"median {median(again):.0f} ms, first visits {median(settles(gone, 'big', 'first')):.0f} ms",
        ),
        Figure("S6", "a filter key on 100,000 items, settled", median(sifted), 25, "ms"),
        Figure("S6", "the same, p95", worst(sifted), 50, "ms", f"{len(sifted)} keys"),
    ]  # fmt: skip


def _filters() -> Iterator[tuple[str, Sequence[str]]]:
    """Groups of keys: the filter line is opened, typed into and cleared, each filter after the other."""
    for place, text in enumerate(_TYPED):
        yield f"open {place}", ["/"]
        yield f"key {place}", list(text)
        yield f"close {place}", ["escape", "escape"]
