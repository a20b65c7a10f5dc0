"""Answers that say nothing ("N/A", "None", blank): counted apart, never as a voice about something."""

from __future__ import annotations

from pilotboard.domain.text import folded, has_visible

_NOTHING = frozenset(
    {
        *("n/a", "na", "n.a.", "n.a", "not applicable", "null", "x", "?"),
        *("none", "none.", "nil", "nothing", "nothing to add", "no comment", "no comments", "skip", "skipped"),
        *("no answer", "no response", "not answered", "did not answer", "prefer not to say"),
        *("-", "--", "---", ".", "..", "..."),
    }
)


def no_content(text: str) -> bool:
    """Whether an answer says nothing. A bare "no" may be an answer to its question and has content."""
    return not has_visible(text) or folded(text) in _NOTHING
