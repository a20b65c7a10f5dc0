"""Text on its way to the terminal: the only door for anything a person or a file wrote.

Whatever is drawn goes through :func:`draw` (lines), :func:`content` (Textual's own widgets, toasts, tooltips)
or :func:`fit` / :func:`wrap` (measured pieces). All of them show control characters as marks and never read
markup, so no stored text can move the cursor, set the title of the terminal or break the drawing.
Widths are terminal cells: a CJK character or an emoji takes two, a combining mark none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip

from pilotboard.domain.text import shown
from pilotboard.tui.theme import Ground, Ink, style

Span = tuple[str, Ink]
"""A piece of text and what it means."""

Align = Literal["left", "right"]

ELLIPSIS = "…"
_JOINT = re.compile(r" · |; |: |   ")

READABLE = 100
"""Prose is not wider than this, however wide the terminal is."""


def content(text: str, *, lines: bool = False) -> Content:
    """Stored text for a Textual widget, a toast or a tooltip: plain, never markup."""
    return Content(shown(text, lines))


def width(text: str) -> int:
    """Cells that ``text`` takes once shown."""
    text = shown(text)
    return len(text) if text.isascii() else cell_len(text)


def fit(text: str, cells: int, align: Align = "left") -> str:
    """``text`` in exactly ``cells`` cells: padded, or cut with an ellipsis."""
    if cells <= 0:
        return ""
    text = shown(text)
    have = len(text) if text.isascii() else cell_len(text)
    if have > cells:
        text = cut(text, cells)
        have = cell_len(text)
    gap = " " * (cells - have)
    return gap + text if align == "right" else text + gap


def cut(text: str, cells: int) -> str:
    """``text`` in at most ``cells`` cells; what is cut ends in an ellipsis, after a whole word where one is near."""
    text = shown(text)
    if (len(text) if text.isascii() else cell_len(text)) <= cells:
        return text
    if cells <= 1:
        return ELLIPSIS[:cells]
    kept = text[: cells - 1] if text.isascii() else set_cell_size(text, cells - 1)
    return kept.rstrip() + ELLIPSIS


def cut_words(text: str, cells: int) -> str:
    """Like :func:`cut`, for sentences: cuts between words unless that would lose more than a third."""
    text = shown(text)
    if width(text) <= cells:
        return text
    kept = cut(text, cells)[:-1]
    space = kept.rfind(" ")
    if space > len(kept) * 2 // 3 and not text[len(kept) : len(kept) + 1].isspace():
        kept = kept[:space]
    return kept.rstrip(" ,;:·") + ELLIPSIS


def wrap(text: str, cells: int, most: int) -> list[str]:
    """``text`` in at most ``most`` lines of ``cells`` cells, broken between words; the last may end in an ellipsis."""
    words = shown(text).split()
    found: list[str] = []
    while words and len(found) < most:
        if len(found) == most - 1:
            found.append(cut(" ".join(words), cells))
            break
        line = words.pop(0)
        while words and width(line) + 1 + width(words[0]) <= cells:
            line += " " + words.pop(0)
        if width(line) > cells:
            head = line[:cells] if line.isascii() else set_cell_size(line, cells).rstrip()
            words.insert(0, line[len(head) :])
            line = head
        found.append(line)
    return found


def draw(spans: Iterable[Span], cells: int, theme: str, ground: Ground = "ground") -> Strip:
    """One line of exactly ``cells`` cells; what is too long ends in an ellipsis.

    Neighbours of one ink become one segment and blanks join a neighbour: each segment costs bytes on the way to
    the terminal.
    """
    pieces: list[tuple[str, Ink]] = []
    left = cells
    for raw, ink in spans:
        text = shown(raw)
        have = len(text) if text.isascii() else cell_len(text)
        if have > left:
            text = cut(text, left)
            have = cell_len(text)
        if not text:
            continue
        left -= have
        if not pieces:
            pieces.append((text, ink))
        else:
            before, last = pieces[-1]
            if last == ink or (last != "here" and text.isspace()):
                pieces[-1] = (before + text, last)
            elif ink != "here" and len(pieces) == 1 and before.isspace():
                pieces[-1] = (before + text, ink)
            else:
                pieces.append((text, ink))
        if left <= 0:
            break
    if left > 0:
        if pieces and pieces[-1][1] != "here":
            pieces[-1] = (pieces[-1][0] + " " * left, pieces[-1][1])
        else:
            pieces.append((" " * left, "text"))
    return Strip([Segment(text, style(theme, ink, ground)) for text, ink in pieces], cells)


def spans_width(spans: Sequence[Span]) -> int:
    """Cells that the spans take together."""
    return sum(width(text) for text, _ in spans)


def whole_pieces(spans: Sequence[Span], cells: int) -> list[Span]:
    """The first pieces that fit whole, so that no sentence breaks off; what matters most stands first.

    A piece ends at a dot, a semicolon, a colon or a gap; one that alone is too long is cut between words.
    """
    if spans_width(spans) <= cells:
        return list(spans)
    flat = "".join(shown(text) for text, _ in spans)
    ends = [joint.start() for joint in _JOINT.finditer(flat) if width(flat[: joint.start()]) <= cells]
    if not ends or not ends[-1]:
        return [(cut_words(flat, cells), spans[0][1])]
    found: list[Span] = []
    left = ends[-1]
    for text, ink in spans:
        piece = shown(text)[:left]
        found.append((piece, ink))
        left -= len(piece)
    return found


def joined(pieces: Iterable[Span]) -> list[Span]:
    """The pieces with dots between them."""
    found: list[Span] = []
    for piece in pieces:
        found += [(" · ", "quiet"), piece] if found else [piece]
    return found


def spread(left: Sequence[Span], right: Sequence[Span], cells: int, gap: int = 2) -> list[Span]:
    """``left`` and ``right`` on one line; the left one is cut first so that the right one stays readable."""
    room = cells - spans_width(right) - (gap if right else 0)
    kept: list[Span] = []
    used = 0
    for text, ink in left:
        have = width(text)
        if used + have > room:
            kept.append((cut(text, max(room - used, 0)), ink))
            used = spans_width(kept)
            break
        kept.append((text, ink))
        used += have
    blank = max(cells - used - spans_width(right), 0)
    return [*kept, (" " * blank, "text"), *right]


def shown_lines(texts: Sequence[str], most: int) -> str:
    """Several texts, one a line; beyond ``most`` the rest is counted."""
    kept = [shown(text) for text in texts[:most]]
    if len(texts) > most:
        kept.append(f"… and {len(texts) - most:,} more")
    return "\n".join(kept)
