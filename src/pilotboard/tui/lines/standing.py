"""How a running sprint reads in a glyph and a word."""

from __future__ import annotations

from pilotboard.tui.drawing import Span
from pilotboard.tui.theme import Ink

_LATE = "over its last day"
_STANDING: dict[str, tuple[str, Ink]] = {
    "all done": ("✓", "good"),
    "ahead": ("✓", "good"),
    "on track": ("✓", "good"),
    "behind": ("▲", "warning"),
    _LATE: ("!", "bad"),
}


def standing_span(word: str, *, short: bool = False) -> Span:
    """``✓ on track``, ``▲ behind``; with `short` no more than ten cells."""
    glyph, ink = _STANDING.get(word, ("", "soft"))
    said = "past end" if short and word == _LATE else word
    return f"{glyph} {said}".lstrip(), ink
