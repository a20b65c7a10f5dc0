"""The lines above the footer: a rule that carries short notices, and the story of what is under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from textual.geometry import Region
from textual.timer import Timer

from pilotboard.tui.drawing import Span, cut_words, spans_width, width
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.drawn import Drawn


class Story(NamedTuple):
    """What the bottom lines tell: a key, a name, then pieces; and one more line below.

    Pieces that do not fit on the first line go on below where there is room, or end between words with an
    ellipsis.
    """

    key: str = ""
    name: str = ""
    pieces: tuple[Span, ...] = ()
    below: tuple[Span, ...] = ()


NOTHING = Story()
SHORT = 30
"""Cells of a piece that is never cut in two: a day, a name, an age."""


def _fitted(spans: Sequence[Span], cells: int, below: int = 0) -> tuple[list[Span], list[Span]]:
    """The spans that fit, and the rest; a piece that does not fit whole goes to the rest.

    The first piece goes there only where it fits whole (``below`` are the cells of the next line, 0 on the last). On
    the last line a long piece is told as far as it goes, since there is no other line for it.
    """
    used = 0
    for index, (text, ink) in enumerate(spans):
        have = width(text)
        if used + have > cells:
            left = cells - used
            if index == 0 and have <= below:
                return [], list(spans)
            if index == 0 or (have > SHORT and (left * 3 > have * 2 or (not below and left >= SHORT))):
                return [*spans[:index], (cut_words(text, cells - used), ink)], list(spans[index + 1 :])
            return list(spans[:index]), list(spans[index:])
        used += have
    return list(spans), []


def story_lines(story: Story, cells: int) -> tuple[list[Span], list[Span]]:
    """The two lines of a story in so many cells."""
    room = cells - 2
    indent = width(story.key) + 2 if story.key else 0
    if indent > room // 2:
        indent = 0
    head: list[Span] = [(" ", "text")]
    if story.key:
        head.append((story.key + "  ", "key"))
    if story.name:
        most = (room - indent) * 2 // 3 if story.pieces else room - indent
        head.append((cut_words(story.name, most), "strong"))
    pieces: list[Span] = []
    for index, (text, ink) in enumerate(story.pieces):
        if index:
            pieces.append((" · ", story.pieces[index - 1][1]))
        pieces.append((text, ink))
    left = room - spans_width(head) - 3
    first, rest = _fitted(pieces, left, room - indent) if pieces else ([], [])
    if first and story.name:
        head.append(("   ", "text"))
    while first and first[-1][0] == " · ":
        first.pop()
    while rest and rest[0][0] == " · ":
        rest.pop(0)
    below: list[Span] = [(" " * (indent + 1), "text")]
    tail = list(story.below)
    if rest:
        tail = [*rest, (" · ", "quiet"), *tail] if tail else rest
    fitted, _ = _fitted(tail, room - indent)
    while fitted and fitted[-1][0] == " · ":
        fitted.pop()
    return [*head, *first], [*below, *fitted] if fitted else []


_MARKS: dict[Ink, str] = {"good": "✓ ", "warning": "! ", "bad": "× "}


class WhyLine(Drawn):
    """A rule and two lines. A notice stands on the rule, at its right end, so that it covers nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._story = NOTHING
        self._drawn: tuple[list[Span], list[Span]] = ([], [])
        self._cells = 0
        self._notice: Span = ("", "soft")
        self._timer: Timer | None = None

    @property
    def noticed(self) -> str:
        """The notice that stands there now."""
        return self._notice[0]

    def notice(self, text: str, ink: Ink, seconds: float) -> None:
        """Show a notice of one line for a while; a newer one takes its place."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(seconds, self.clear_notice)
        if self._notice != (text, ink):
            self._notice = (text, ink)
            self.redraw_line(0)

    def clear_notice(self) -> None:
        """The rule alone again."""
        if self._notice[0]:
            self._notice = ("", "soft")
            self.redraw_line(0)

    def _rule(self, cells: int) -> Iterable[Span]:
        text, ink = self._notice
        if not text:
            return [("─" * cells, "rule")]
        said = cut_words(_MARKS.get(ink, "") + text, max(cells - 8, 10))
        left = max(cells - width(said) - 4, 0)
        return [("─" * left + " ", "rule"), (said, ink), (" ──", "rule")]

    def tell(self, story: Story) -> None:
        """Tell another story; only what differs on the screen is drawn again."""
        if story == self._story:
            return
        self._story = story
        if not self._cells:
            self.refresh()
            return
        before = self._drawn
        self._drawn = story_lines(story, self._cells)
        for y, (old, new) in enumerate(zip(before, self._drawn, strict=True), start=1):
            if old != new:
                self.refresh(Region(0, y, min(max(spans_width(old), spans_width(new)), self._cells), 1))

    def spans(self, y: int, cells: int) -> Iterable[Span]:
        if y == 0:
            return self._rule(cells)
        if cells != self._cells:
            self._cells = cells
            self._drawn = story_lines(self._story, cells)
        return self._drawn[y - 1] if y <= 2 else []
