"""Rounds that take turns, and the figures that come out of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Figure(NamedTuple):
    """One line of the table: the goal's number, what was compared, the figure and its bound, and a word on the side.

    A figure meets its goal when it is not above the bound.
    """

    name: str
    what: str
    value: float
    bound: float
    unit: str = "x"
    beside: str = ""

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.value <= self.bound


def take_turns(programs: Mapping[str, Callable[[], T]], rounds: int, warm_up: int = 1) -> list[dict[str, T]]:
    """Run every program once a round, each round beginning with another one; the first rounds are thrown away."""
    names = list(programs)
    found = []
    for number in range(-warm_up, rounds):
        turn = number % len(names)
        result = {name: programs[name]() for name in (*names[turn:], *names[:turn])}
        if number >= 0:
            found.append(result)
    return found


def ratio(rounds: Sequence[Mapping[str, float]], one: str, other: str) -> float:
    """The median of one / other, taken within each round: what stays honest on a busy machine."""
    return median(each[one] / each[other] for each in rounds)


def middle(rounds: Iterable[Mapping[str, float]], name: str) -> float:
    """The median of one program."""
    return median(each[name] for each in rounds)


def worst(values: Iterable[float], share: float = 0.95) -> float:
    """The value that `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def show(figures: Sequence[Figure]) -> str:
    """The table, as Markdown."""
    rows = [("", "what", "measured", "goal", "", "in absolute terms")]
    for one in figures:
        unit = one.unit if one.unit == "x" else f" {one.unit}"
        verdict = "met" if one.met else "MISSED"
        rows.append((one.name, one.what, f"{one.value:.3g}{unit}", f"<= {one.bound:.3g}{unit}", verdict, one.beside))
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
