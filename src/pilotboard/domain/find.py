"""Finding things by their text: what a hit shows, and the piece of text around what was found."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pilotboard.domain.text import clean, folded, shortened

HitKind = Literal[
    "pilot",
    "item",
    "sprint",
    "impediment",
    "action",
    "feedback",
    "priority",
    "strategy",
    "goal",
    "idea",
    "support",
    "programme",
    "decision",
    "team",
    "person",
    "site",
]

MAX_TEXT = 200
MAX_WORDS = 8
SNIPPET = 80
_LEAD = 24


class FindHit(NamedTuple):
    """A thing that was found: `where` is the field, `snippet` the text around it ("" for a title, a name, a key).

    `at` is the key of the thing on whose page it stands, when it has none of its own (an action: its retrospective).
    """

    kind: HitKind
    key: str
    title: str
    where: str
    snippet: str
    at: str = ""


def find_words(text: str) -> tuple[str, ...]:
    """The words looked for, folded, each once, a few at most; nothing when nothing can be looked for."""
    return tuple(dict.fromkeys(folded(clean(text).text[:MAX_TEXT]).split()[:MAX_WORDS]))


def place_of(words: tuple[str, ...], texts: dict[str, str]) -> tuple[str, str]:
    """The first field that holds one of the words, with the piece around it; ("", "") when none does."""
    for where, text in texts.items():
        if any(word in folded(text) for word in words):
            return where, snippet(words, text)
    return "", ""


def snippet(words: tuple[str, ...], text: str) -> str:
    """One line of the text around the first of the words."""
    line = " ".join(text.split())
    # Folding makes some letters two ("ß" is "ss"): each folded letter keeps where it came from.
    pieces = [(piece, place) for place, char in enumerate(line) for piece in char.casefold()]
    low = "".join(piece for piece, _ in pieces)
    spots = [pieces[spot][1] for word in words if (spot := low.find(word)) >= 0]
    start = max(min(spots, default=0) - _LEAD, 0)
    start = 0 if start == 0 else line.find(" ", start, start + _LEAD) + 1 or start
    return ("…" if start else "") + shortened(line[start:], SNIPPET)
