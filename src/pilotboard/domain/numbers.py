"""Whole numbers as people type them."""

from __future__ import annotations

import re

from pilotboard.domain.errors import InvalidInput

_WHOLE = re.compile("-?[0-9]{1,18}")


def parse_whole(text: str, least: int, most: int, field: str) -> int:
    """The number that plain digits write, within bounds. ``+3``, ``1_000``, ``3.0``, ``٣`` are refused.

    Raises ``InvalidInput`` naming ``field``.
    """
    said = text.strip()
    if _WHOLE.fullmatch(said) and least <= int(said) <= most:
        return int(said)
    words = field.replace("_", " ").capitalize()
    raise InvalidInput(f"{words} takes a whole number from {least:,} to {most:,}.", field=field)
