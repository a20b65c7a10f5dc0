"""The board, drawn by line in one widget: lanes side by side, each with its own scroll.

A card takes one line, two while it has the cursor; in lanes below 24 cells two, and three. On narrow
terminals lanes that are quiet or empty fold to their counts. A move of the cursor draws a few lines of one lane
again, nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from pilotboard.tui.lines import Span, cut, cut_words, draw, fit, spread, width, wrap
from pilotboard.tui.messages import RowOpened, SelectionChanged
from pilotboard.tui.theme import Ground, Ink, cursor_mark
from pilotboard.tui.widgets.moves import ListMoves

FOLD_BELOW = 100
"""Terminals narrower than this fold quiet and empty lanes."""
NARROW = 24
"""Lanes narrower than this give a card two lines."""
GAP = 2
HEAD = 2


@dataclass(frozen=True, slots=True)
class Card:
    """One card: ``mark`` (``!``) before its key, ``tail`` (``5 d``) at its end, ``detail`` on its second line."""

    id: Any
    key: str
    title: str
    mark: Span | None = None
    tail: Span = ("", "quiet")
    detail: tuple[Span, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One column: the most at once, the true count when ``cards`` are cut, and whether it is the first to fold."""

    id: Any
    title: str
    cards: Sequence[Card] = ()
    limit: int | None = None
    count: int | None = None
    quiet: bool = False

    @property
    def size(self) -> int:
        """How many cards there are, shown or not."""
        return len(self.cards) if self.count is None else self.count

    def heading(self, cells: int) -> list[Span]:
        """``DOING 4/3 · 1 over``: the last part in words, because colour alone tells nothing."""
        over = self.limit is not None and self.size > self.limit
        full = self.limit is not None and self.size == self.limit
        number = f"{self.size}" if self.limit is None else f"{self.size}/{self.limit}"
        ink: Ink = "bad" if over else "warning" if full else "text"
        title = cut(self.title.upper(), max(cells - width(number) - 1, 3))
        found: list[Span] = [(title, "title"), (f" {number}", ink)]
        if over and self.limit is not None:
            words = f" · {self.size - self.limit} over"
            room = cells - sum(width(text) for text, _ in found)
            if width(words) <= room:
                found.append((words, "bad"))
        return found


@dataclass(slots=True)
class _Spot:
    """Where a lane stands: its left edge, its width, whether it is folded; its lines as (card, part)."""

    x: int
    cells: int
    folded: bool
    top: int = 0
    lines: tuple[tuple[int, int], ...] = ()


class BoardView(Widget, ListMoves, can_focus=True):
    """Lanes of cards with one cursor."""

    KIND = "lanes"

    def __init__(self, *, empty: str = "", name: str | None = None) -> None:
        super().__init__(name=name, id=name)
        self.empty = empty
        self._lanes: tuple[Lane, ...] = ()
        self._at = 0
        self._cursors: dict[Any, int] = {}
        self._tops: dict[Any, int] = {}
        self._spots: list[_Spot] = []
        self._picked: set[Any] = set()
        self._loaded = False
        self._roomy = False

    # -- what it holds

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes."""
        return self._lanes

    @property
    def cursor_lane(self) -> Lane | None:
        """The lane with the cursor."""
        return self._lanes[self._at] if self._lanes else None

    @property
    def cursor_card(self) -> Card | None:
        """The card under the cursor, ``None`` in an empty lane."""
        lane = self.cursor_lane
        index = self._index(self._at) if lane else 0
        return lane.cards[index] if lane and index < len(lane.cards) else None

    @property
    def cursor_id(self) -> Any:
        """The id under the cursor."""
        card = self.cursor_card
        return card.id if card else None

    @property
    def selected(self) -> frozenset[Any]:
        """The selected ids."""
        return frozenset(self._picked)

    @property
    def chosen(self) -> tuple[Any, ...]:
        """What a command acts on: the selected cards in their order, else the one under the cursor."""
        if self._picked:
            return tuple(card.id for lane in self._lanes for card in lane.cards if card.id in self._picked)
        return () if self.cursor_id is None else (self.cursor_id,)

    def load(self, lanes: Sequence[Lane]) -> None:
        """Show other lanes. The cursor follows its card, also into another lane; gone, it stays at its place."""
        before = self.cursor_id
        lane_before = self.cursor_lane.id if self.cursor_lane else None
        self._lanes = tuple(lanes)
        self._loaded = True
        self._picked &= {card.id for lane in self._lanes for card in lane.cards}
        ids = [lane.id for lane in self._lanes]
        self._at = ids.index(lane_before) if lane_before in ids else self._first_lane()
        if before is not None and before != self.cursor_id:
            self._find(before)
        self._plan()
        self.refresh()
        self.tell_cursor()

    def _first_lane(self) -> int:
        busy = [i for i, lane in enumerate(self._lanes) if lane.cards and not lane.quiet]
        return busy[0] if busy else next((i for i, lane in enumerate(self._lanes) if lane.cards), 0)

    def _find(self, card_id: Any) -> bool:
        for at, lane in enumerate(self._lanes):
            for index, card in enumerate(lane.cards):
                if card.id == card_id:
                    self._at, self._cursors[lane.id] = at, index
                    return True
        return False

    def go_to(self, card_id: Any) -> bool:
        """Put the cursor on a card; ``False`` when it is not on the board."""
        found = self._find(card_id)
        if found:
            self._plan()
            self.refresh()
            self.tell_cursor()
        return found

    def _index(self, at: int) -> int:
        lane = self._lanes[at]
        return min(self._cursors.get(lane.id, 0), max(len(lane.cards) - 1, 0))

    # -- where everything stands

    def _folds(self, at: int) -> bool:
        lane = self._lanes[at]
        return self.size.width < FOLD_BELOW and at != self._at and (lane.quiet or not lane.cards)

    def _plan(self) -> None:
        """Lay out the lanes and the lines of each."""
        cells = self.size.width
        if not self._lanes or not cells:
            self._spots = []
            return
        folds = [self._folds(at) for at in range(len(self._lanes))]
        narrow = [
            max(width(lane.title), width(f"{lane.size}")) if fold else 0
            for lane, fold in zip(self._lanes, folds, strict=True)
        ]
        open_lanes = folds.count(False) or 1
        left = cells - 2 - sum(narrow) - GAP * (len(folds) - 1)
        share, extra = divmod(max(left, open_lanes * 8), open_lanes)
        spots: list[_Spot] = []
        x = 1
        for at, fold in enumerate(folds):
            size = narrow[at] if fold else share + (1 if extra > 0 else 0)
            extra -= 0 if fold else 1
            spots.append(_Spot(x, size, fold))
            x += size + GAP
        self._spots = spots
        longest = max((len(lane.cards) for lane in self._lanes if not lane.quiet), default=0)
        self._roomy = longest * 2 <= self.size.height - HEAD
        for at in range(len(spots)):
            self._plan_lane(at)

    def _plan_lane(self, at: int) -> None:
        lane, spot = self._lanes[at], self._spots[at]
        if spot.folded:
            return
        room = max(self.size.height - HEAD, 1)
        plain = 2 if spot.cells < NARROW or self._roomy else 1
        index = self._index(at)
        top = min(self._tops.get(lane.id, 0), max(len(lane.cards) - 1, 0))
        top = min(top, index)
        mine = plain + 1 if at == self._at and (plain == 1 or spot.cells < NARROW) else plain
        # The last line is kept for "n more" when not everything fits.
        total = (len(lane.cards) - top) * plain + (mine - plain)
        while index > top and (index - top) * plain + mine > room - (1 if total > room or top else 0):
            top += 1
        lines: list[tuple[int, int]] = []
        for card in range(top, len(lane.cards)):
            size = mine if card == index else plain
            lines += [(card, part) for part in range(size)]
            if len(lines) >= room:
                break
        if (len(lines) > room or (lines and lines[-1][0] < len(lane.cards) - 1)) or top:
            lines = lines[: room - 1]
            shown = lines[-1][0] + 1 if lines else top
            hidden = lane.size - shown
            if hidden or top:
                lines += [(-1, hidden)]
        self._tops[lane.id] = spot.top = top
        spot.lines = tuple(lines)

    def on_resize(self) -> None:
        """Another width, another layout."""
        self._plan()
        self.refresh()

    # -- the cursor

    def _moved(self, at: int) -> None:
        """The cursor moved within its lane: draw again only the lines of it that differ."""
        spot = self._spots[at]
        before, top = spot.lines, spot.top
        old = self._drawn_cursor
        self._plan_lane(at)
        now = self._index(at)
        ys = [y for y, (card, _) in enumerate(spot.lines) if card in (old, now)]
        ys += [y for y, (card, _) in enumerate(before) if card in (old, now)]
        if top != spot.top or not ys:
            ys = [0, max(self.size.height - HEAD - 1, 0)]
        self._drawn_cursor = now
        self.refresh(Region(spot.x - 1, HEAD + min(ys), spot.cells + 1, max(ys) - min(ys) + 1))
        self.tell_cursor()

    _drawn_cursor = 0

    def _set(self, index: int) -> None:
        lane = self.cursor_lane
        if lane is None or not lane.cards or not self._spots:
            return
        self._drawn_cursor = self._index(self._at)
        index = min(max(index, 0), len(lane.cards) - 1)
        if index != self._drawn_cursor:
            self._cursors[lane.id] = index
            self._moved(self._at)

    def move_by(self, lines: int) -> None:
        """Move by so many cards."""
        if self._lanes:
            self._set(self._index(self._at) + lines)

    def move_end(self, last: bool) -> None:
        """To the first or last card of the lane."""
        lane = self.cursor_lane
        if lane:
            self._set(len(lane.cards) - 1 if last else 0)

    def move_page(self, pages: int) -> None:
        """Move by so many pages."""
        if self._spots:
            spot = self._spots[self._at]
            self.move_by(pages * max(len({card for card, _ in spot.lines}) - 2, 1))

    def move_across(self, columns: int) -> None:
        """To the next lane on that side, at about the same height."""
        at = min(max(self._at + columns, 0), max(len(self._lanes) - 1, 0))
        if at == self._at or not self._spots:
            return
        y = next((y for y, (card, _) in enumerate(self._spots[self._at].lines) if card == self._index(self._at)), 0)
        self._at = at
        target = self._spots[at]
        if not target.folded and y < len(target.lines) and target.lines[y][0] >= 0:
            self._cursors[self._lanes[at].id] = target.lines[y][0]
        self._plan()
        self.refresh()
        self.tell_cursor()

    def toggle_selected(self) -> None:
        """Select or release the card under the cursor and go one down."""
        if self.cursor_id is not None:
            self._picked ^= {self.cursor_id}
            spot = self._spots[self._at]
            self.refresh(Region(spot.x - 1, HEAD, spot.cells + 1, max(self.size.height - HEAD, 1)))
            self.post_message(SelectionChanged(self.selected))
            self.move_by(1)

    def clear_selection(self) -> bool:
        """Release every card; ``False`` when none was selected."""
        if not self._picked:
            return False
        self._picked = set()
        self.refresh()
        self.post_message(SelectionChanged(self.selected))
        return True

    def open_cursor(self) -> None:
        """Say that the card under the cursor is to be opened."""
        if self.cursor_id is not None:
            self.post_message(RowOpened(self.cursor_id))

    def on_focus(self) -> None:
        """The focused card looks different with the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """The focused card looks different without the focus."""
        self.refresh()

    # -- the mouse

    def _lane_at(self, x: int) -> int | None:
        return next((at for at, spot in enumerate(self._spots) if spot.x - 1 <= x < spot.x + spot.cells), None)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there, with ctrl it selects, twice it opens; on a folded lane it unfolds."""
        at = self._lane_at(event.x)
        if at is None:
            return
        lines = self._spots[at].lines
        y = event.y - HEAD
        if not self._spots[at].folded and 0 <= y < len(lines) and lines[y][0] >= 0:
            self._cursors[self._lanes[at].id] = lines[y][0]
        self._at = at
        self._plan()
        self.refresh()
        self.tell_cursor()
        if event.ctrl:
            self.toggle_selected()
        elif event.chain == 2:
            self.open_cursor()

    def _wheel(self, x: int, lines: int) -> None:
        at = self._lane_at(x)
        if at is not None and self._lanes[at].cards:
            if at != self._at:
                self.move_across(at - self._at)
            self.move_by(lines)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves in the lane under the pointer."""
        self._wheel(event.x, 2)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves in the lane under the pointer."""
        self._wheel(event.x, -2)

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """One line for Textual's compositor."""
        cells, theme = self.size.width, self.app.theme
        if not any(lane.cards for lane in self._lanes):
            spans = self._empty_spans(y, cells)
            if spans:
                return draw(spans, cells, theme)
        strips: list[Strip] = []
        at_x = 0
        for at, (lane, spot) in enumerate(zip(self._lanes, self._spots, strict=False)):
            spans, ground, marked = self._lane_spans(at, lane, spot, y)
            left = spot.x - (1 if marked else 0)
            strips.append(draw([(" " * (left - at_x), "text")], left - at_x, theme))
            strips.append(draw(spans, spot.cells + (1 if marked else 0), theme, ground))
            at_x = spot.x + spot.cells
        strips.append(draw([], max(cells - at_x, 0), theme))
        return Strip.join(strips).crop(0, cells)

    def _empty_spans(self, y: int, cells: int) -> list[Span]:
        if not self._loaded or y < HEAD + 1:
            return []
        lines = wrap(self.empty, max(cells - 6, 10), 4)
        return [("   ", "text"), (lines[y - HEAD - 1], "soft")] if y - HEAD - 1 < len(lines) else []

    def _lane_spans(self, at: int, lane: Lane, spot: _Spot, y: int) -> tuple[list[Span], Ground, bool]:
        """What a lane shows on a line, what stands behind it, and whether the cursor's mark stands before it."""
        if spot.folded:
            text = cut(lane.title.upper(), spot.cells) if y == 0 else str(lane.size) if y == HEAD else ""
            return [("─" * spot.cells, "rule") if y == 1 else (text, "quiet")], "ground", False
        if y == 0:
            return lane.heading(spot.cells), "ground", False
        if y == 1:
            return [("─" * spot.cells, "accent" if at == self._at else "rule")], "ground", False
        line = y - HEAD
        if line >= len(spot.lines):
            return [], "ground", False
        index, part = spot.lines[line]
        if index < 0:
            return [(self._more(spot.top, part), "quiet")], "ground", False
        here = at == self._at and index == self._index(at)
        card = lane.cards[index]
        spans = self._card(card, part, spot.cells, here)
        if not here:
            return spans, "ground", False
        return [(cursor_mark(self.app.theme), "accent"), *spans], "selection" if self.has_focus else "ground_off", True

    @staticmethod
    def _more(above: int, below: int) -> str:
        words = [f"↑ {above} more" if above else "", f"↓ {below} more" if below else ""]
        return "  ".join(word for word in words if word)

    def _card(self, card: Card, part: int, cells: int, here: bool) -> list[Span]:
        ink: Ink = "strong" if here else "quiet" if card.quiet else "text"
        head: list[Span] = [("✓ ", "accent")] if card.id in self._picked else []
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
            room = cells - width(card.key) - 1
            return [(" " * (width(card.key) + 1), "text"), (_detail(card, room), "soft" if here else "quiet")]
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
