"""What a list is made of: its columns, how a row reads in them, and where among its headings a cursor can stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pilotboard.tui.drawing import Align, Span, cut, fit, width
from pilotboard.tui.theme import Ink

Cell = str | Span | Sequence[Span]
"""One field of a line: text in the column's ink, text with its ink, or several such."""


class Column(NamedTuple):
    """One column. ``cells`` is its width, 0 for "what is left", of which it takes no more than ``most`` cells.

    It shows only in lists of ``from_width`` cells and more, and of less than ``below_width`` where that is given.
    """

    title: str = ""
    cells: int = 0
    align: Align = "left"
    ink: Ink = "text"
    from_width: int = 0
    below_width: int = 0
    most: int = 0

    def shows(self, cells: int) -> bool:
        """Whether it shows in a list of that width."""
        return self.from_width <= cells and not (self.below_width and cells >= self.below_width)


class Heading(NamedTuple):
    """A line between groups of rows; the cursor passes over it."""

    text: str
    ink: Ink = "title"


def nearest_row(entries: Sequence[Any], index: int, step: int) -> int:
    """The entry nearest to ``index`` that is no heading, looking first in the direction of ``step``; else 0."""
    for direction in (step, -step):
        at = index
        while 0 <= at < len(entries):
            if not isinstance(entries[at], Heading):
                return at
            at += direction
    return 0


def scroll_for(entries: Sequence[Any], cursor: int, top: int, page: int) -> int:
    """The entry to begin a page of so many lines with, so that the cursor can be seen; ``top`` when it can already.

    A step over the edge scrolls by a third of the page: one large drawing instead of many.
    """
    jump = max(page // 3, 1)
    if cursor < top:
        target = max(cursor - (jump if top - cursor == 1 else 0), 0)
        if all(isinstance(entry, Heading) for entry in entries[:target]):
            target = 0
    elif cursor >= top + page:
        target = cursor - page + 1 + (jump if cursor - top - page == 0 else 0)
    else:
        return top
    return min(max(target, 0), max(len(entries) - page, 0))


class Columns:
    """Columns at some width: which of them show, and how many cells each has."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.all = tuple(columns)
        self._cells = -1
        self._seen: list[tuple[int, Column, int]] = []

    @property
    def titled(self) -> bool:
        """Whether any column has a title."""
        return any(column.title for column in self.all)

    def _at(self, cells: int) -> list[tuple[int, Column, int]]:
        """The columns that show at this width: index, column, its cells."""
        if self._cells != cells:
            seen = [(i, column) for i, column in enumerate(self.all) if column.shows(cells)]
            fixed = sum(column.cells for _, column in seen)
            left = max(cells - 2 - fixed - 2 * (len(seen) - 1) - 1, 0)
            shares = _shares([(i, column.most) for i, column in seen if not column.cells], left)
            self._cells, self._seen = cells, [(i, column, column.cells or shares[i]) for i, column in seen]
        return self._seen

    def titles(self, cells: int) -> list[Span]:
        """The line above the rows."""
        titles = [fit(column.title, room, column.align) for _, column, room in self._at(cells)]
        return [("  " + "  ".join(titles), "quiet")]

    def spans(self, drawn: Sequence[Cell], here: bool, cells: int) -> list[Span]:
        """A row, one cell for each column whether it shows or not; ``here`` when the cursor is on it."""
        found: list[Span] = []
        for position, (index, column, room) in enumerate(self._at(cells)):
            if position:
                found.append(("  ", column.ink))
            cell = drawn[index]
            if isinstance(cell, str):
                found.append((fit(cell, room, column.align), _louder(column.ink, here)))
            elif isinstance(cell, tuple) and len(cell) == 2 and isinstance(cell[1], str):
                found.append((fit(cell[0], room, column.align), _louder(cell[1], here)))
            else:
                found += _fit_spans(cell, room, here)
        return found


def _shares(flexible: Sequence[tuple[int, int]], left: int) -> dict[int, int]:
    """What is left, shared evenly; what a column does not take (number, most it takes) goes to the others."""
    found: dict[int, int] = {}
    for count, (number, most) in enumerate(sorted(flexible, key=lambda one: one[1] or left)):
        share = left // (len(flexible) - count)
        found[number] = max(min(share, most or share), 4)
        left = max(left - found[number], 0)
    return found


def _louder(ink: Ink, here: bool) -> Ink:
    return "strong" if here and ink == "text" else ink


def _fit_spans(spans: Sequence[Span], room: int, here: bool) -> list[Span]:
    """Several spans in exactly ``room`` cells."""
    found: list[Span] = []
    for text, ink in spans:
        piece = cut(text, room)
        found.append((piece, _louder(ink, here)))
        room -= width(piece)
    return [*found, (" " * room, "text")]
