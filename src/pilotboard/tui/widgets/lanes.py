"""What a board holds: lanes of cards, and how the heading and the lines of a card read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pilotboard.domain.text import shown
from pilotboard.tui.drawing import Span, cut, cut_words, fit, spread, width, wrap
from pilotboard.tui.theme import Ink

NARROW = 24
"""Lanes narrower than this give a card two lines."""


class Card(NamedTuple):
    """One card: ``mark`` (``!``) before its key, ``tail`` (``5 d``) at its end, ``detail`` on its last line."""

    id: Any
    key: str
    title: str
    mark: Span | None = None
    tail: Span = ("", "quiet")
    detail: tuple[Span, ...] = ()
    quiet: bool = False


class Lane(NamedTuple):
    """One column: the most at once, the true count when ``cards`` are cut, and whether it is the first to fold.

    ``closed`` stands in the place of cards that are not to be seen yet.
    """

    id: Any
    title: str
    cards: Sequence[Card] = ()
    limit: int | None = None
    total: int | None = None
    quiet: bool = False
    closed: str = ""

    @property
    def size(self) -> int:
        """How many cards there are, shown or not."""
        return len(self.cards) if self.total is None else self.total

    def heading(self, cells: int) -> tuple[Span, ...]:
        """``DOING 4/3 · 1 over``: the last part in words, because colour alone tells nothing."""
        over = self.limit is not None and self.size > self.limit
        full = self.limit is not None and self.size == self.limit
        number = f"{self.size}" if self.limit is None else f"{self.size}/{self.limit}"
        ink: Ink = "bad" if over else "warning" if full else "text"
        title = cut(self.title.upper(), max(cells - width(number) - 1, 3))
        found: list[Span] = [(title, "title"), (f" {number}", ink)]
        words = f" · {self.size - (self.limit or 0)} over" if over else " · full" if full else ""
        room = cells - sum(width(text) for text, _ in found)
        if words and width(words) <= room:
            found.append((words, ink))
        return tuple(found)


def first_lane(lanes: Sequence[Lane]) -> int:
    """Where to begin: the first lane with work in it, else the first with cards."""
    busy = [at for at, lane in enumerate(lanes) if lane.cards and not lane.quiet]
    return busy[0] if busy else next((at for at, lane in enumerate(lanes) if lane.cards), 0)


def rest_words(above: int, below: int) -> str:
    """How many cards of a lane are not on the screen."""
    words = [f"↑ {above} more" if above else "", f"↓ {below} more" if below else ""]
    return "  ".join(word for word in words if word)


def card_lines(cells: int) -> int:
    """Lines that a card takes at least: two in a narrow lane, else one; one more where there is room to tell more."""
    return 2 if cells < NARROW else 1


def is_cut(card: Card, cells: int) -> bool:
    """Whether the title is too long for the one line that every card has for it."""
    return width(card.title) > _title_room(card, cells, _head(card, selected=False))


def card_spans(card: Card, part: int, cells: int, here: bool, selected: bool, more: bool) -> list[Span]:
    """The line ``part`` of a card in a lane of so many cells; ``more``: it has a line to tell more, its last."""
    ink: Ink = "strong" if here else "quiet" if card.quiet else "text"
    head = _head(card, selected)
    room, narrow = _title_room(card, cells, head), cells < NARROW
    if narrow and part == 0:
        return spread([*head, (card.key, "quiet")], [card.tail] if card.tail[0] else [], cells, 1)
    indent = 1 if narrow else sum(width(text) for text, _ in head) + width(card.key) + 1
    first, rest = _broken(card.title, room, cells - indent) if more else (cut(card.title, room), "")
    if part == card_lines(cells):
        said = _detail(card, cells - indent, width(rest))
        return [(" " * indent, "text"), (rest, ink), (said, "soft" if here or narrow else "quiet")]
    if narrow:
        return [(" ", "text"), (first, ink)]
    return [*head, (card.key + " ", "quiet"), (fit(first, room), ink), (_tail(card), card.tail[1])]


def _head(card: Card, selected: bool) -> list[Span]:
    """What stands before the key."""
    head: list[Span] = [("✓ ", "accent")] if selected else []
    return [*head, (card.mark[0] + " ", card.mark[1])] if card.mark else head


def _tail(card: Card) -> str:
    return f" {card.tail[0]}" if card.tail[0] else ""


def _title_room(card: Card, cells: int, head: Sequence[Span]) -> int:
    """Cells for the title on its first line."""
    if cells < NARROW:
        return cells - 1
    return max(cells - sum(width(text) for text, _ in head) - width(card.key) - 1 - width(_tail(card)), 1)


def _broken(title: str, room: int, below: int) -> tuple[str, str]:
    """A title in two lines, broken between words; the second has ``below`` cells."""
    lines = wrap(title, room, 2)
    if len(lines) < 2:
        return title, ""
    return lines[0], cut_words(" ".join(shown(title).split())[len(lines[0]) :].lstrip(), below)


def _detail(card: Card, cells: int, used: int) -> str:
    """The pieces of the detail that fit whole after ``used`` cells; the first one is cut when it stands alone."""
    said = ""
    for text, _ in card.detail:
        longer = f"{said} · {text}" if said or used else cut_words(text, cells)
        if used + width(longer) > cells:
            break
        said = longer
    return said
