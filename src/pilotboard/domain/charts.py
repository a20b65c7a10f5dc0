"""What a chart is, whoever draws it: series, limits, marks, days without work - and the same in words and as a table.

The terminal draws a ``ChartSpec`` in braille (``domain.chart_braille``), reports as SVG; both show the same picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, log10
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BLOCKS = "▁▂▃▄▅▆▇█"


class Look(StrEnum):
    """How a series is drawn; it tells series apart where there is no colour."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    BARS = "bars"


class Point(NamedTuple):
    """A point; on a date axis x 0 is the start of the first day, x 1 its end."""

    x: float
    y: float


class Tick(NamedTuple):
    """A place on an axis and its label."""

    at: float
    label: str


class Band(NamedTuple):
    """A stretch of the x axis that is shaded, such as days without work."""

    start: float
    end: float
    label: str


class Mark(NamedTuple):
    """A place on the x axis that is marked, such as today."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Series:
    """One line or row of bars. ``id`` is what a theme colours."""

    id: str
    label: str
    look: Look
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A level across the whole chart, such as a median."""

    id: str
    label: str
    value: float
    look: Look = Look.DASHED


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart. The y axis begins at 0. ``sentence`` says what it shows; ``columns`` and ``rows`` are its table."""

    kind: str
    title: str
    unit: str
    x_high: float
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    series: tuple[Series, ...]
    limits: tuple[Limit, ...]
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def y_high(self) -> float:
        """The top of the y axis."""
        return self.y_ticks[-1].at


def y_ticks(most: float, count: int = 5) -> tuple[Tick, ...]:
    """Round steps (1, 2, 5 times a power of ten; whole) from 0 to at least ``most``, about ``count`` of them."""
    top = max(most, 1.0)
    raw = top / max(count, 1)
    size = 10 ** floor(log10(raw))
    step = max(next(times * size for times in (1, 2, 5, 10) if times * size >= raw - 1e-12), 1)
    return tuple(Tick(step * n, f"{step * n:,.0f}") for n in range(ceil(top / step - 1e-9) + 1))


def spread(labels: Sequence[Tick], most: int) -> tuple[Tick, ...]:
    """At most ``most`` of the ticks, evenly, always the first."""
    step = max(ceil(len(labels) / max(most, 1)), 1)
    return tuple(labels[::step])


def spark(values: Iterable[float], high: float | None = None) -> str:
    """Figures as one line of small blocks (``▁▂▄▅▆``); 0 and less is the lowest block."""
    kept = list(values)
    top = max(kept, default=0) if high is None else high
    if top <= 0:
        return _BLOCKS[0] * len(kept)
    return "".join(_BLOCKS[min(max(int(value / top * 7 + 0.5), 0), 7)] for value in kept)


def figure(value: float) -> str:
    """A figure for a table: ``12``, ``4.8``, ``1,204``."""
    return f"{value:,.1f}".removesuffix(".0")


def rounded(value: float) -> str:
    """A figure for a sentence, whole; halves go up."""
    return f"{floor(value + 0.5):,}"
