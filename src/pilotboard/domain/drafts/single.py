"""One text on its own, checked as a field of a draft would be (a reason, a new title, a note)."""

from __future__ import annotations

from pilotboard.domain.drafts.checks import field_words, over_words
from pilotboard.domain.drafts.fields import TEXT, TITLE
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.text import clean, has_visible


def line(field: str, text: str, most: int = TITLE) -> str:
    """One clean line that is not empty. Raises ``InvalidInput`` naming ``field``."""
    return _checked(field, clean(text).text, most)


def prose(field: str, text: str, most: int = TEXT) -> str:
    """Clean text of any number of lines that is not empty. Raises ``InvalidInput`` naming ``field``."""
    return _checked(field, clean(text, lines=True).text, most)


def _checked(field: str, text: str, most: int) -> str:
    if not has_visible(text):
        raise InvalidInput(f"{field_words(field)} needs at least one visible character.", field=field)
    if len(text) > most:
        message = f"{field_words(field)} is {over_words(len(text), most)}."
        raise InvalidInput(message, "", f"It may have {most:,} characters.", field=field)
    return text
