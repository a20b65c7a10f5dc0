"""Filters as they are typed: while somebody types, plain words are looked for in texts that were read once."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.items import item_fields
from pilotboard.domain.query import And, Text, parse_filter
from pilotboard.domain.text import folded
from pilotboard.store.reading import items as reading
from pilotboard.usecases import item_filters, items

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pilotboard.domain.query import Expr
    from pilotboard.store.reading.reader import Reader
    from pilotboard.usecases.workspace import Workspace

MOST_TEXT = 30_000_000
"""Characters of text that are kept at most; a store with more is asked for every letter."""


class _Texts(NamedTuple):
    """The search texts of items in their order, as of an entry of the journal."""

    ids: array[int]
    bodies: list[str]
    as_of: int


class _Found(NamedTuple):
    """What the last words left, as places in the texts: more letters can only leave fewer."""

    words: tuple[str, ...]
    places: list[int]


class ItemSieve:
    """Finds items as `items.item_ids` does, in one team or pilot (`scope`) or all; cheap until it is filled."""

    def __init__(self, ws: Workspace, scope: str | None) -> None:
        self.scope = scope
        self._ws = ws
        self._texts: _Texts | None = None
        self._found: _Found | None = None

    def fill(self) -> None:
        """Read the texts, when they are not too many."""
        as_of = self._ws.newest_entry()

        def query(reader: Reader) -> _Texts | None:
            condition = item_filters.condition(self._ws, reader, "", self.scope)
            if reading.text_length(reader, condition) > MOST_TEXT:
                return None
            return _Texts(*reading.texts(reader, condition), as_of)

        self._found, self._texts = None, self._ws.read(query)

    def item_ids(self, filter_text: str) -> array[int]:
        """The ids of the items that meet the filter, in order. Raises FilterError."""
        texts, words = self._texts, self._words(filter_text)
        if texts is None or not words:
            return items.item_ids(self._ws, filter_text, scope=self.scope)
        if self._ws.newest_entry() != texts.as_of:
            self._texts = None  # somebody changed something: what was read may no longer be so
            return items.item_ids(self._ws, filter_text, scope=self.scope)
        found = _sift(texts.bodies, words, self._found)
        self._found = _Found(words, found)
        return array("q", [texts.ids[place] for place in found])

    def _words(self, filter_text: str) -> tuple[str, ...]:
        """The folded words of a filter that is nothing but words; a digit may also mean a key, which is no text."""
        if any(char.isdigit() for char in filter_text):
            return ()
        expression = parse_filter(filter_text, item_fields(), self._ws.today())
        parts: Iterable[Expr | None] = expression.parts if isinstance(expression, And) else (expression,)
        words = [folded(part.text) for part in parts if isinstance(part, Text)]
        return tuple(words) if len(words) == len(tuple(parts)) else ()


def _sift(bodies: Sequence[str], words: tuple[str, ...], before: _Found | None) -> list[int]:
    """The places of the texts that hold every word."""
    first, *others = sorted(words, key=len, reverse=True)
    if before is not None and all(any(old in new for new in words) for old in before.words):
        places = [place for place in before.places if first in bodies[place]]
    else:
        places = [place for place, body in enumerate(bodies) if first in body]
    for word in others:
        places = [place for place in places if word in bodies[place]]
    return places
