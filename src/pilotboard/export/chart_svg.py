"""A chart as one self-contained SVG: no script, no style sheet, no address; readable by a screen reader.

The title and the sentence are its accessible name and description; what a colour says a dash says too.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from pilotboard.domain.charts import Look
from pilotboard.domain.text import shown

if TYPE_CHECKING:
    from pilotboard.domain.charts import ChartSpec, Series

WIDTH, HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 16, 56, 32
FONT = "system-ui, sans-serif"
_INK, _QUIET, _GROUND, _SHADE = "#22303a", "#5b6670", "#ffffff", "#eef1f4"
# Dark enough on white to be told apart by people who see few colours; the dash tells them apart too.
_COLOURS = {"left": "#0b6e69", "done": "#0b6e69", "finished": "#0b6e69", "ideal": "#5b6670", "scope": "#8a5a00"}
_DASH = {
    Look.SOLID: "",
    Look.DASHED: " stroke-dasharray='8 5'",
    Look.DOTTED: " stroke-dasharray='1.5 5'",
    Look.BARS: "",
}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def chart_svg(
    spec: ChartSpec, width: int = WIDTH, height: int = HEIGHT, prefix: str = "chart", font: str = FONT
) -> str:
    """The chart as SVG text of that size in pixels.

    ``prefix`` begins the ids inside (letters, digits, dashes), so that several charts stand in one page. The same
    chart gives the same text. ``font`` are the families of its letters, as CSS names them.
    """
    name = re.sub(r"[^A-Za-z0-9-]", "-", prefix) or "chart"
    place = _Place(spec, width, height)
    size = f"width='{width}' height='{height}'"
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' {size} viewBox='0 0 {width} {height}' role='img'",
        f" font-family='{_text(font)}'",
        f" aria-labelledby='{name}-title {name}-desc'>",
        f"<title id='{name}-title'>{_text(spec.title)}</title>",
        f"<desc id='{name}-desc'>{_text(spec.sentence)}</desc>",
        f"<rect width='{width}' height='{height}' fill='{_GROUND}'/>",
        *_frame(spec, place),
    ]
    for value, limits in groupby(sorted(spec.limits, key=lambda one: one.value), key=lambda one: one.value):
        y, here = place.y(value), [*limits]
        parts.append(_rule(place.left, y, place.right, y, _QUIET, _DASH[here[0].look]))
        parts.append(_label(place.right, y - 4, f"{' and '.join(one.label for one in here)} {value:g}", "end"))
    parts += [drawn for series in spec.series for drawn in _series(series, place)]
    parts += _legend(spec, place)
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


class _Place:
    """Where values come to lie."""

    def __init__(self, spec: ChartSpec, width: int, height: int) -> None:
        self.left, self.right = _LEFT, max(width - _RIGHT, _LEFT + 1)
        self.top, self.bottom = _TOP, max(height - _BOTTOM, _TOP + 1)
        self._x_high, self._y_high = spec.x_high, spec.y_high

    def x(self, value: float) -> float:
        return self.left + value / self._x_high * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.bottom - value / self._y_high * (self.bottom - self.top)


def _frame(spec: ChartSpec, place: _Place) -> list[str]:
    """Shaded days, grid, axes, ticks, marks, title and the sentence below it."""
    parts = []
    for band in spec.bands:
        x, end = place.x(band.start), place.x(band.end)
        parts.append(
            f"<rect x='{x:.1f}' y='{place.top}' width='{end - x:.1f}' height='{place.bottom - place.top}'"
            f" fill='{_SHADE}'><title>{_text(band.label)}</title></rect>"
        )
    for tick in spec.y_ticks:
        y = place.y(tick.at)
        parts.append(_rule(place.left, y, place.right, y, "#d9dee3" if tick.at else _INK, ""))
        parts.append(_label(place.left - 6, y + 4, tick.label, "end"))
    parts += [_label(place.x(tick.at), place.bottom + 18, tick.label, "middle") for tick in spec.x_ticks]
    for mark in spec.marks:
        x = place.x(mark.at)
        parts.append(_rule(x, place.top, x, place.bottom, _QUIET, _DASH[Look.DOTTED]))
        parts.append(_label(x, place.top - 4, mark.label, "middle"))
    look = f"font-size='15' font-weight='600' fill='{_INK}'"
    parts.append(f"<text x='{place.left}' y='20' {look}>{_text(spec.title)}</text>")
    return parts


def _series(series: Series, place: _Place) -> list[str]:
    colour = _COLOURS.get(series.id, _INK)
    if series.look == Look.BARS:
        half = min((place.right - place.left) / max(len(series.points), 1) * 0.3, 28)
        return [
            f"<rect x='{place.x(point.x) - half:.1f}' y='{place.y(point.y):.1f}' width='{half * 2:.1f}'"
            f" height='{place.bottom - place.y(point.y):.1f}' fill='{colour}'/>"
            for point in series.points
        ]
    if not series.points:
        return []
    path = " ".join(f"{place.x(point.x):.1f},{place.y(point.y):.1f}" for point in series.points)
    stroke = f"stroke='{colour}' stroke-width='2.5' stroke-linecap='round' stroke-linejoin='round'"
    return [f"<polyline points='{path}' fill='none' {stroke}{_DASH[series.look]}/>"]


def _legend(spec: ChartSpec, place: _Place) -> list[str]:
    """A sample and a name for each series, below the title."""
    parts, x = [], float(place.left)
    for series in spec.series:
        if series.points:
            colour = _COLOURS.get(series.id, _INK)
            parts.append(_rule(x, 36, x + 24, 36, colour, _DASH[series.look], 6 if series.look == Look.BARS else 2.5))
            parts.append(_label(x + 30, 40, series.label, "start"))
            x += 44 + 7 * len(series.label)
    parts.append(_label(place.right, 40, spec.unit, "end"))
    return parts


def _rule(x: float, y: float, x_end: float, y_end: float, colour: str, dash: str, width: float = 1) -> str:
    return (
        f"<line x1='{x:.1f}' y1='{y:.1f}' x2='{x_end:.1f}' y2='{y_end:.1f}' stroke='{colour}'"
        f" stroke-width='{width:g}'{dash}/>"
    )


def _label(x: float, y: float, text: str, anchor: str) -> str:
    # A letter that lies on a bar is read by the rim around it.
    rim = f"stroke='{_GROUND}' stroke-width='3' stroke-linejoin='round' paint-order='stroke'"
    look = f"font-size='11' fill='{_QUIET}' text-anchor='{anchor}' {rim}"
    return f"<text x='{x:.1f}' y='{y:.1f}' {look}>{_text(text)}</text>"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", shown(text)), quote=True)
