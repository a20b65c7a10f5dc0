"""How must-haves and levels of criteria look: a glyph, always with the word where the cursor is."""

from __future__ import annotations

from pilotboard.domain.gates import GateState
from pilotboard.tui.drawing import Span
from pilotboard.tui.theme import Ink

_LOOKS: dict[GateState, tuple[str, Ink, str]] = {
    GateState.PASS: ("●", "good", "passes"),
    GateState.WATCH: ("◐", "good", "passes, one group on watch"),
    GateState.FAIL: ("×", "bad", "fails"),
    GateState.UNKNOWN: ("?", "warning", "not known"),
    GateState.WAIVED: ("○", "neutral", "waived, with a plan"),
}

LEGEND = "● passes  ◐ on watch  ? not known  × fails  ○ waived  · not asked"
"""The glyphs and their words in one line."""


def gate_glyph(state: GateState) -> Span:
    """``●`` passes, ``◐`` one group on watch, ``?`` not known, ``×`` fails, ``○`` waived."""
    glyph, ink, _ = _LOOKS[state]
    return glyph, ink


def asked_glyph(state: GateState, *, asked: bool) -> Span:
    """The glyph of a must-have; a dot for one that is not known and that nobody asks of a small pilot."""
    return gate_glyph(state) if asked or state != GateState.UNKNOWN else ("·", "quiet")


def gate_words(state: GateState, *, asked: bool = True) -> Span:
    """The state in words."""
    _, ink, words = _LOOKS[state]
    return (words, ink) if asked or state != GateState.UNKNOWN else ("not asked of a small pilot", "quiet")


def level_span(level: float | None) -> Span:
    """A level from 0 to 3 as dots with its figure; ``?`` where it is not known."""
    if level is None:
        return "··· ?", "warning"
    whole = int(level)
    ink: Ink = "bad" if whole == 0 else "warning" if whole == 1 else "good"
    return f"{'■' * whole}{'□' * (3 - whole)} {whole}", ink
