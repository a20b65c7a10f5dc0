"""Where everything on a board stands: which lanes fold, how wide each is, which card is on which line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest
from typing import Any

from pilotboard.tui.drawing import width
from pilotboard.tui.widgets.lanes import Lane, card_lines, is_cut

FOLD_BELOW = 100
"""Boards narrower than this fold quiet and empty lanes."""
GAP = 2
"""Cells between two lanes."""
HEAD = 2
"""Lines above the cards: the heading and its rule."""


class Spot:
    """Where a lane stands: its left edge, its width, whether it is folded; its lines as (card, part).

    A card of -1 is the line that counts the rest; its part is how many are hidden below. Cards in ``longer`` have
    a line more than the others.
    """

    __slots__ = ("cells", "folded", "lines", "longer", "top", "x")

    def __init__(self, x: int, cells: int, folded: bool) -> None:
        self.x = x
        self.cells = cells
        self.folded = folded
        self.top = 0
        self.lines: tuple[tuple[int, int], ...] = ()
        self.longer: Collection[int] = ()

    def y_of(self, card: int) -> int:
        """The line, from the first card on, where a card begins; 0 when it is not on the screen."""
        return next((y for y, (shown, _) in enumerate(self.lines) if shown == card), 0)

    @property
    def cards_shown(self) -> int:
        """How many cards can be seen."""
        return len({card for card, _ in self.lines if card >= 0})


class LanePlan:
    """The layout of a board of some size; each lane keeps its own scroll, by the lane's id."""

    def __init__(self) -> None:
        self.spots: list[Spot] = []
        self._tops: dict[Any, int] = {}
        self._rows = 0

    def lay_out(self, lanes: Sequence[Lane], at: int, cursor_in: Callable[[int], int], cells: int, height: int) -> None:
        """Lay out the lanes and the lines of each; ``at`` is the lane of the cursor, ``cursor_in`` its card there."""
        if not lanes or not cells:
            self.spots = []
            return
        self._rows = max(height - HEAD, 1)
        self.spots = _across(lanes, at, cells)
        for index, (lane, spot) in enumerate(zip(lanes, self.spots, strict=True)):
            if not spot.folded:
                self._fill(lane, spot, cursor_in(index), index == at)

    def lane_at(self, x: int) -> int | None:
        """The lane at a column of the widget, with the cell of the cursor's mark before it."""
        return next((at for at, spot in enumerate(self.spots) if spot.x - 1 <= x < spot.x + spot.cells), None)

    def _fill(self, lane: Lane, spot: Spot, cursor: int, here: bool) -> None:
        room, last = self._rows, len(lane.cards) - 1
        plain = card_lines(spot.cells)
        # A line is kept for what the card of the cursor tells, and for "n more" where the lane knows of more.
        spare = room - len(lane.cards) * plain - 1 - (lane.size > len(lane.cards))
        spot.longer = _longer(lane, spot.cells, spare)
        top = 0 if spare >= 0 else min(self._tops.get(lane.id, 0), max(last, 0), cursor)
        if here and cursor not in spot.longer:
            spot.longer = (*spot.longer, cursor)
        mine = plain + (cursor in spot.longer)
        # The last line is kept for "n more" when not everything fits.
        total = (len(lane.cards) - top) * plain + (mine - plain)
        while cursor > top and (cursor - top) * plain + mine > room - (1 if total > room or top else 0):
            top += 1
        lines: list[tuple[int, int]] = []
        for card in range(top, len(lane.cards)):
            lines += [(card, part) for part in range(plain + (card in spot.longer))]
            if len(lines) >= room:
                break
        if len(lines) > room or (lines and lines[-1][0] < last) or top or lane.size > len(lane.cards):
            lines = lines[: room - 1]
            while lines and lines[-1][0] >= 0 and _cut_short(lines, plain + (lines[-1][0] in spot.longer)):
                lines.pop()
            hidden = lane.size - (lines[-1][0] + 1 if lines else top)
            if hidden or top:
                lines.append((-1, hidden))
        self._tops[lane.id] = spot.top = top
        spot.lines = tuple(lines)


def _longer(lane: Lane, cells: int, spare: int) -> Collection[int]:
    """The cards that take one of so many spare lines: all where they fit, else those with a long title, else none.

    A lane without spare lines is not looked at: boards of hundreds of cards are laid out at every key.
    """
    if spare + 1 >= len(lane.cards):
        return range(len(lane.cards))
    long = [at for at, card in enumerate(lane.cards) if is_cut(card, cells)] if spare > 0 else []
    return long if len(long) <= spare else ()


def _cut_short(lines: list[tuple[int, int]], height: int) -> bool:
    """Whether the last card does not stand there whole, and is not alone."""
    return lines[-1][1] < height - 1 and lines[0][0] != lines[-1][0]


def _across(lanes: Sequence[Lane], at: int, cells: int) -> list[Spot]:
    """The lanes side by side in so many cells."""
    folds = [cells < FOLD_BELOW and here != at and (lane.quiet or not lane.cards) for here, lane in enumerate(lanes)]
    narrow = [
        max(width(lane.title), width(f"{lane.size}")) if fold else 0 for lane, fold in zip(lanes, folds, strict=True)
    ]
    open_lanes = folds.count(False) or 1
    left = cells - 2 - sum(narrow) - GAP * (len(folds) - 1)
    share, extra = divmod(max(left, open_lanes * 8), open_lanes)
    spots: list[Spot] = []
    x = 1
    for fold, room in zip(folds, narrow, strict=True):
        size = room if fold else share + (1 if extra > 0 else 0)
        extra -= 0 if fold else 1
        spots.append(Spot(x, size, fold))
        x += size + GAP
    return spots


Shown = tuple[object, ...]


def shown_lines(lane: Lane, spot: Spot, cursor: int, here: bool, selected: AbstractSet[Any]) -> list[Shown]:
    """What each line of a lane shows, in a form that can be compared: two boards differ where these differ."""
    if spot.folded:
        return [("folded", lane.title, lane.size), (), ("count", lane.size)]
    found: list[Shown] = [(lane.title, lane.size, lane.limit), (here,)]
    for card, part in spot.lines:
        if card < 0:
            found.append((spot.top, part))
        else:
            one = lane.cards[card]
            found.append((one, part, here and card == cursor, one.id in selected, card in spot.longer))
    return found


def differing(before: Sequence[Shown], after: Sequence[Shown]) -> Iterator[tuple[int, int]]:
    """Runs of lines that differ, as (first line, how many)."""
    first = lines = 0
    for y, (was, now) in enumerate(zip_longest(before, after)):
        if was == now:
            continue
        if lines and y == first + lines:
            lines += 1
            continue
        if lines:
            yield first, lines
        first, lines = y, 1
    if lines:
        yield first, lines
