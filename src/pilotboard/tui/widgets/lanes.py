"""What a board holds: lanes of cards, and how the heading and the lines of a card read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pilotboard.tui.drawing import Span, cut, cut_words, fit, spread, width, wrap
from pilotboard.tui.theme import Ink

NARROW = 24
"""Lanes narrower than this give a card two lines."""


class Card(NamedTuple):
    """One card: ``mark`` (``!``) before its key, ``tail`` (``5 d``) at its end, ``detail`` on its second line."""

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


def card_height(cells: int, roomy: bool, here: bool) -> int:
    """Lines that a card takes: one, two in a narrow or a roomy lane, one more where the cursor tells more."""
    plain = 2 if cells < NARROW or roomy else 1
    return plain + 1 if here and (plain == 1 or cells < NARROW) else plain


def card_spans(card: Card, part: int, cells: int, here: bool, selected: bool) -> list[Span]:
    """The line ``part`` of a card in a lane of so many cells."""
    ink: Ink = "strong" if here else "quiet" if card.quiet else "text"
    head: list[Span] = [("✓ ", "accent")] if selected else []
    if card.mark:
        head.append((card.mark[0] + " ", card.mark[1]))
    if cells < NARROW:
        if part == 0:
            return spread([*head, (card.key, "quiet")], [card.tail] if card.tail[0] else [], cells, 1)
        lines = wrap(card.title, cells - 1, 2 if here else 1)
        if part - 1 < len(lines):
            return [(" ", "text"), (lines[part - 1], ink)]
        return [(" ", "text"), (_detail(card, cells - 1), "soft")]
    if part == 1:
        indent = sum(width(text) for text, _ in head) + width(card.key) + 1
        return [(" " * indent, "text"), (_detail(card, cells - indent), "soft" if here else "quiet")]
    used = sum(width(text) for text, _ in head) + width(card.key) + 1
    tail = f" {card.tail[0]}" if card.tail[0] else ""
    title = fit(card.title, cells - used - width(tail))
    return [*head, (card.key + " ", "quiet"), (title, ink), (tail, card.tail[1])]


def _detail(card: Card, cells: int) -> str:
    """The pieces of the second line that fit whole; the first one is cut when it does not."""
    said = ""
    for text, _ in card.detail:
        longer = f"{said} · {text}" if said else cut_words(text, cells)
        if width(longer) > cells:
            break
        said = longer
    return said
