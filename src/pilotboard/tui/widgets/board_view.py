"""The board, drawn by line in one widget: lanes side by side, each with its own scroll.

A card takes one line, in lanes below 24 cells two; one more while it has the cursor and where there is room. On narrow
terminals lanes that are quiet or empty fold to their counts. Whatever changes - the cursor, a card, a whole load -
only the lines that differ are drawn again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.geometry import Region
from textual.strip import Strip

from pilotboard.tui.drawing import READABLE, Span, cut, draw, wrap
from pilotboard.tui.messages import RowOpened, SelectionChanged
from pilotboard.tui.theme import Ground, cursor_mark, style
from pilotboard.tui.widgets.kept_lines import KeptLines
from pilotboard.tui.widgets.lane_plan import GAP, HEAD, LanePlan, Shown, Spot, differing, shown_lines
from pilotboard.tui.widgets.lanes import Card, Lane, card_spans, first_lane, rest_words
from pilotboard.tui.widgets.moves import ListMoves


class BoardView(KeptLines, ListMoves, can_focus=True):
    """Lanes of cards with one cursor."""

    KIND = "lanes"

    def __init__(self, *, empty: str = "", name: str | None = None) -> None:
        super().__init__(name=name, id=name)
        self.empty = empty
        self.searched = ""
        self._lanes: tuple[Lane, ...] = ()
        self._at = 0
        self._cursors: dict[Any, int] = {}
        self._plan = LanePlan()
        self._shown: list[tuple[int, int, list[Shown]]] = []
        self._strips: dict[tuple[int, int], tuple[object, Strip]] = {}
        self._picked: set[Any] = set()
        self._loaded = False

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
        first = not self._loaded
        self._lanes = tuple(lanes)
        self._loaded = True
        self._picked &= {card.id for lane in self._lanes for card in lane.cards}
        ids = [lane.id for lane in self._lanes]
        self._at = ids.index(lane_before) if lane_before in ids else first_lane(self._lanes)
        if before is not None and before != self.cursor_id:
            self._find(before)
        self._show(whole=first or not any(lane.cards for lane in self._lanes))

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
            self._show()
        return found

    def _index(self, at: int) -> int:
        lane = self._lanes[at]
        return min(self._cursors.get(lane.id, 0), max(len(lane.cards) - 1, 0))

    # -- showing what changed

    def _show(self, whole: bool = False, tell: bool = True) -> None:
        """Lay out again and draw what differs from what stands there; ``tell`` that the cursor moved."""
        size = self.size
        self._plan.lay_out(self._lanes, self._at, self._index, size.width, size.height)
        before = self._shown
        self._shown = [
            (spot.x, spot.cells, shown_lines(lane, spot, self._index(at), at == self._at, self._picked))
            for at, (lane, spot) in enumerate(zip(self._lanes, self._plan.spots, strict=False))
        ]
        places = [(x, cells) for x, cells, _ in self._shown]
        if whole or places != [(x, cells) for x, cells, _ in before]:
            self.refresh()
        else:
            for (x, cells, old), (_, _, new) in zip(before, self._shown, strict=True):
                for y, lines in differing(old, new):
                    self.refresh(Region(x - 1, y, cells + 1, lines))
        if tell:
            self.tell_cursor()

    def on_resize(self) -> None:
        """Another width, another layout."""
        self._show(whole=True, tell=False)

    # -- the cursor

    def _set(self, index: int) -> None:
        lane = self.cursor_lane
        if lane is None or not lane.cards or not self._plan.spots:
            return
        index = min(max(index, 0), len(lane.cards) - 1)
        if index != self._index(self._at):
            self._cursors[lane.id] = index
            self._show()

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
        if self._plan.spots:
            self.move_by(pages * max(self._plan.spots[self._at].cards_shown - 1, 1))

    def move_across(self, columns: int) -> None:
        """To the next lane on that side, at about the same height."""
        spots = self._plan.spots
        at = min(max(self._at + columns, 0), max(len(self._lanes) - 1, 0))
        if at == self._at or not spots:
            return
        y = spots[self._at].y_of(self._index(self._at))
        self._at = at
        target = spots[at]
        if not target.folded and y < len(target.lines) and target.lines[y][0] >= 0:
            self._cursors[self._lanes[at].id] = target.lines[y][0]
        self._show()

    def toggle_selected(self) -> None:
        """Select or release the card under the cursor and go one down."""
        if self.cursor_id is not None:
            self._picked ^= {self.cursor_id}
            self._show(tell=False)
            self.post_message(SelectionChanged(self.selected))
            self.move_by(1)

    def clear_selection(self) -> bool:
        """Release every card; ``False`` when none was selected."""
        if not self._picked:
            return False
        self._picked = set()
        self._show(tell=False)
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

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there, with ctrl it selects, twice it opens; on a folded lane it unfolds."""
        at = self._plan.lane_at(event.x)
        if at is None:
            return
        spot = self._plan.spots[at]
        y = event.y - HEAD
        on_card = not spot.folded and 0 <= y < len(spot.lines) and spot.lines[y][0] >= 0
        if on_card:
            self._cursors[self._lanes[at].id] = spot.lines[y][0]
        self._at = at
        self._show()
        if event.ctrl and on_card:
            self.toggle_selected()
        elif event.chain == 2 and on_card:
            self.open_cursor()

    def _wheel(self, x: int, lines: int) -> None:
        at = self._plan.lane_at(x)
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
            words = self._empty_spans(y, cells)
            if words:
                return draw(words, cells, theme)
        strips = [self._lane_strip(at, y, theme) for at in range(len(self._plan.spots))]
        return Strip.join(strips).adjust_cell_length(cells, style(theme, "text"))

    def _lane_strip(self, at: int, y: int, theme: str) -> Strip:
        """The line of one lane, from the cell of the cursor's mark to the gap; drawn again only when it differs."""
        spot = self._plan.spots[at]
        shown = self._shown[at][2]
        key = (shown[y] if y < len(shown) else None, spot.cells, theme, self.has_focus)
        kept = self._strips.get((at, y))
        if kept is not None and kept[0] == key:
            return kept[1]
        spans, ground, marked = self._lane_spans(at, self._lanes[at], spot, y)
        if marked:
            strip = Strip.join([draw(spans, spot.cells + 1, theme, ground), draw([], GAP - 1, theme)])
        else:
            strip = draw([(" ", "text"), *spans], spot.cells + GAP, theme)
        self._strips[at, y] = (key, strip)
        return strip

    def _empty_spans(self, y: int, cells: int) -> list[Span]:
        if not self._loaded or y < HEAD + 1:
            return []
        lines = wrap(self.empty, max(min(cells - 6, READABLE), 10), 4)
        return [("   ", "text"), (lines[y - HEAD - 1], "soft")] if y - HEAD - 1 < len(lines) else []

    def _lane_spans(self, at: int, lane: Lane, spot: Spot, y: int) -> tuple[Sequence[Span], Ground, bool]:
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
            words = "" if lane.cards else lane.closed
            return [(cut(words, spot.cells) or rest_words(spot.top, part), "quiet")], "ground", False
        here = at == self._at and index == self._index(at)
        card = lane.cards[index]
        spans = card_spans(card, part, spot.cells, here, card.id in self._picked, index in spot.longer)
        if not here:
            return spans, "ground", False
        return [(cursor_mark(self.app.theme), "accent"), *spans], "selection" if self.has_focus else "ground_off", True
