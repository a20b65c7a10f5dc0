"""Taking a text out for good: what is left in its place, and which words are meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.text import has_visible

MARK = "[taken out]"
"""What stands where a text was."""

LEAST = 2
"""Fewer characters than this would take half the alphabet out."""


def everything(text: str) -> str:
    """The mark instead of a whole text; nothing stays nothing."""
    return MARK if has_visible(text) else text


def passage(words: str) -> Callable[[str], str]:
    """Takes these words out of a text, in any case and over any blanks. Raises InvalidInput for too few of them."""
    parts = words.split()
    if sum(map(len, parts)) < LEAST:
        raise InvalidInput("Say which words: at least two letters.", "Nothing was changed.", field="text")
    meant = re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE)

    def take(text: str) -> str:
        return meant.sub(MARK, text)

    return take


def each_text(content: Any, take: Callable[[str], str]) -> Any:
    """A document (lists, objects, texts, numbers) with `take` done to every text that is no name of a field."""
    if isinstance(content, str):
        return take(content)
    if isinstance(content, list):
        return [each_text(one, take) for one in content]
    if isinstance(content, Mapping):
        return {name: each_text(value, take) for name, value in content.items()}
    return content
