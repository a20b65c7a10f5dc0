"""A page that is read from top to bottom: headings, paragraphs and lines that can be acted on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from textual import events

from pilotboard.tui.drawing import READABLE, Span, spans_width, wrap
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.columns import Column, Heading
from pilotboard.tui.widgets.line_list import LineList

LONGEST = 400
"""Lines of one paragraph that are shown at most."""


class Part(NamedTuple):
    """One line or paragraph. ``id`` is what a command on it acts on; ``lead`` stands before its first line.

    ``tail`` stands behind it, or on a line of its own below where it does not fit.
    """

    id: Any
    text: str
    ink: Ink = "text"
    lead: tuple[Span, ...] = ()
    tail: tuple[Span, ...] = ()


class Section(NamedTuple):
    """A heading and what stands below it; an empty one shows ``empty``, or nothing at all without it."""

    title: str
    parts: Sequence[Part] = ()
    empty: str = ""


class Page(LineList):
    """Sections, wrapped to the width; the cursor moves by line and every line knows the part it belongs to."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__([Column()], lambda spans: [spans], titles=False, name=name)
        self._sections: tuple[Section, ...] = ()
        self._wrapped_at = 0

    def show(self, sections: Sequence[Section]) -> None:
        """Show other sections."""
        self._sections = tuple(sections)
        self._lay_out()

    def on_resize(self, event: events.Resize | None = None) -> None:
        """Wrap again when the width changed."""
        super().on_resize()
        if self._sections and self.size.width != self._wrapped_at:
            self._lay_out()

    @property
    def cursor_part(self) -> Any:
        """The id of the part under the cursor."""
        found = self.cursor_id
        return None if found is None else found[0]

    def show_part(self, part: Any) -> None:
        """Put the cursor on a part, its heading on the first line where the page is long enough."""
        for index, entry in enumerate(self._entries):
            if not isinstance(entry, Heading) and entry[0] == part:
                self.move_to(index)
                self.scroll_now(None, max(index - 1, 0))
                return

    def _lay_out(self) -> None:
        self._wrapped_at = self.size.width
        cells = max(min(self.size.width - 6, READABLE), 20)
        entries: list[Any] = []
        rows: dict[Any, Sequence[Span]] = {}
        for section in self._sections:
            if not section.parts and not section.empty:
                continue
            if entries:
                entries.append(Heading(""))
            if section.title:
                entries.append(Heading(section.title.upper()))
            if not section.parts:
                entries.append(("empty", section.title, 0))
                rows[entries[-1]] = [(section.empty, "quiet")]
            for place, part in enumerate(section.parts):
                for number, line in enumerate(part_lines(part, cells, self.size.width - 3)):
                    entry = (part.id, f"{section.title} {place}", number)
                    entries.append(entry)
                    rows[entry] = line
        self.load(entries, rows)


def part_lines(part: Part, cells: int, whole: int) -> list[Sequence[Span]]:
    """The lines of a part: its text in so many cells, its tail behind the first where the whole line has room."""
    indent = spans_width(part.lead)
    blank: Sequence[Span] = [(" " * indent, "text")] if indent else ()
    texts = _wrapped(part, max(cells - indent, 20))
    lines: list[Sequence[Span]] = [[*(blank if n else part.lead), (text, part.ink)] for n, text in enumerate(texts)]
    if part.tail and spans_width(lines[0]) + spans_width(part.tail) <= whole:
        lines[0] = [*lines[0], *part.tail]
    elif part.tail:
        (first, ink), *rest = part.tail
        lines.append([*blank, (first.lstrip(), ink), *rest])
    return lines


def _wrapped(part: Part, cells: int) -> list[str]:
    lines = [line for text in part.text.split("\n") for line in (wrap(text, cells, LONGEST) or [""])]
    return lines or [""]
