"""A chart as rows of text cells: lines in braille dots, with axes, labels and a legend. The screen only colours it.

A cell of braille holds 2 x 4 dots, so 60 x 20 cells make a picture of about 110 x 72 dots.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.charts import Look
from pilotboard.domain.text import shortened, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pilotboard.domain.charts import ChartSpec, Point

LEAST_WIDTH, LEAST_HEIGHT = 24, 6
"""Below this there is only room for the sentence."""

AXIS, LABEL, BAND, MARK, TEXT = "axis", "label", "band", "mark", "text"
"""Ids of what is no series."""

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_ON = {Look.SOLID: (1, 1), Look.DASHED: (4, 7), Look.DOTTED: (1, 3), Look.BARS: (1, 1)}
_SAMPLE = {Look.SOLID: "⠒⠒", Look.DASHED: "⠒⠐", Look.DOTTED: "⠂⠂", Look.BARS: "⣿⣿"}


class Span(NamedTuple):
    """Some cells of a row that belong together: their text and whose they are (a series' id, or one of ours)."""

    text: str
    id: str


class Drawing(NamedTuple):
    """A drawn chart: exactly as many rows as asked for, each as wide as asked for."""

    rows: tuple[tuple[Span, ...], ...]

    def plain(self) -> str:
        """The picture without colours."""
        return "\n".join("".join(span.text for span in row).rstrip() for row in self.rows)


def draw(spec: ChartSpec, width: int, height: int) -> Drawing:
    """Draw the chart into ``width`` x ``height`` cells; where that is too small its sentence stands there instead."""
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return _only_words(spec, max(width, 1), max(height, 1))
    labels = max(len(tick.label) for tick in spec.y_ticks)
    canvas = _Canvas(spec, width - labels - 1, height - 2)
    canvas.shade()
    for limit in spec.limits:
        canvas.level(limit.value, limit.look, limit.id)
    for series in sorted(spec.series, key=lambda one: one.look == Look.SOLID):
        canvas.line(series.points, series.look, series.id)
    rows = [_legend(spec, width)]
    names = {canvas.cell_row(tick.at): tick.label for tick in spec.y_ticks}
    for place in range(canvas.height):
        name = names.get(place, "")
        axis = "┤" if name else "│"
        rows.append((Span(name.rjust(labels), LABEL), Span(axis, AXIS), *canvas.row(place)))
    rows.append(_below(spec, canvas, labels + 1, width))
    return Drawing(tuple(rows))


class _Canvas:
    """The dots of the plot, and for each cell whose dots it holds."""

    def __init__(self, spec: ChartSpec, width: int, height: int) -> None:
        self.spec = spec
        self.width = width
        self.height = height
        self._bits: dict[tuple[int, int], int] = {}
        self._owner: dict[tuple[int, int], str] = {}
        self._ground: dict[tuple[int, int], tuple[str, str]] = {}

    def column(self, x: float) -> int:
        """The dot column of a value on the x axis."""
        return round(min(max(x / self.spec.x_high, 0), 1) * (self.width * 2 - 1))

    def _dot_row(self, y: float) -> int:
        top = self.height * 4 - 1
        return top - round(min(max(y / self.spec.y_high, 0), 1) * top)

    def cell_row(self, y: float) -> int:
        """The row of cells that holds a value on the y axis."""
        return self._dot_row(y) // 4

    def shade(self) -> None:
        """Days without work and marks, below everything else."""
        for cell in range(self.width):
            middle = (cell + 0.5) / self.width * self.spec.x_high
            if any(band.start <= middle < band.end for band in self.spec.bands):
                self._ground.update({(row, cell): ("·", BAND) for row in range(self.height)})
        for mark in self.spec.marks:
            cell = self.column(mark.at) // 2
            self._ground.update({(row, cell): ("┊", MARK) for row in range(self.height)})

    def level(self, value: float, look: Look, owner: str) -> None:
        """A line across the chart."""
        row, (on, every) = self._dot_row(value), _ON[look]
        for column in range(self.width * 2):
            if column % every < on:
                self._dot(column, row, owner)

    def line(self, points: tuple[Point, ...], look: Look, owner: str) -> None:
        """A series: points joined by lines, or a bar for each of them."""
        if look == Look.BARS:
            half = min(self.width / max(len(points), 1) * 0.6, 8)
            for point in points:
                middle = self.column(point.x)
                for column in range(round(middle - half), round(middle + half) + 1):
                    for row in range(self._dot_row(point.y), self.height * 4) if point.y > 0 else ():
                        self._dot(column, row, owner)
            return
        on, every = _ON[look]
        for step, (column, row) in enumerate(self._path(points)):
            if step % every < on:
                self._dot(column, row, owner)

    def _path(self, points: tuple[Point, ...]) -> Iterator[tuple[int, int]]:
        """Every dot along the points, each once (lines after Bresenham)."""
        ends = [(self.column(point.x), self._dot_row(point.y)) for point in points]
        yield from ends[:1]
        for (x, y), (x_end, y_end) in pairwise(ends):
            steps = max(abs(x_end - x), abs(y_end - y))
            for step in range(1, steps + 1):
                yield x + round((x_end - x) * step / steps), y + round((y_end - y) * step / steps)

    def _dot(self, column: int, row: int, owner: str) -> None:
        if 0 <= column < self.width * 2 and 0 <= row < self.height * 4:
            cell = (row // 4, column // 2)
            self._bits[cell] = self._bits.get(cell, 0) | _DOTS[row % 4][column % 2]
            self._owner[cell] = owner

    def row(self, place: int) -> tuple[Span, ...]:
        """A row of cells, neighbours of one owner joined."""
        cells = []
        for column in range(self.width):
            bits = self._bits.get((place, column))
            if bits is not None:
                cells.append((chr(0x2800 + bits), self._owner[place, column]))
            else:
                cells.append(self._ground.get((place, column), (" ", "")))
        return _joined(cells)


def _joined(cells: list[tuple[str, str]]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for text, owner in cells:
        if spans and spans[-1].id == owner:
            spans[-1] = Span(spans[-1].text + text, owner)
        else:
            spans.append(Span(text, owner))
    return tuple(spans)


def _legend(spec: ChartSpec, width: int) -> tuple[Span, ...]:
    """Samples and names of the series and limits, as many as there is room for."""
    known = [(one.id, one.label, one.look) for one in spec.series if one.points]
    known += [(one.id, f"{one.label} {one.value:g}", one.look) for one in spec.limits]
    spans: list[Span] = []
    room = width
    for owner, label, look in known:
        text = f"{_SAMPLE[look]} {label}  "
        if len(text) > room:
            break
        spans.append(Span(text, owner))
        room -= len(text)
    if spec.bands and room >= len("· no work"):
        spans.append(Span("· no work", BAND))
        room -= len("· no work")
    return (*spans, Span(" " * room, ""))


def _below(spec: ChartSpec, canvas: _Canvas, left: int, width: int) -> tuple[Span, ...]:
    """The labels of the x axis, centred below their places; one that would touch its neighbour is left out."""
    line = [" "] * width
    free = 0
    for tick in spec.x_ticks:
        start = left + canvas.column(tick.at) // 2 - len(tick.label) // 2
        start = min(max(start, 0), width - len(tick.label))
        if start >= free and len(tick.label) <= width:
            line[start : start + len(tick.label)] = tick.label
            free = start + len(tick.label) + 1
    return (Span("".join(line), LABEL),)


def _only_words(spec: ChartSpec, width: int, height: int) -> Drawing:
    words, lines = shown(spec.sentence).split(" "), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > height:
        lines = [*lines[: height - 1], shortened(" ".join(lines[height - 1 :]), width)]
    lines = [shortened(line, width).ljust(width) for line in lines]
    lines += [" " * width] * (height - len(lines))
    return Drawing(tuple((Span(line, TEXT),) for line in lines))
