"""Numbers as people type them."""

from __future__ import annotations

import re

from pilotboard.domain.errors import InvalidInput

_WHOLE = re.compile("-?[0-9]{1,18}")
_FIGURE = re.compile(r"[-\u2212]?[0-9]{1,12}(?:\.[0-9]{1,9})?")
_PERCENT = 100


def parse_whole(text: str, least: int, most: int, field: str) -> int:
    """The number that plain digits write, within bounds. ``+3``, ``1_000``, ``3.0``, ``٣`` are refused.

    Raises ``InvalidInput`` naming ``field``.
    """
    said = text.strip()
    if _WHOLE.fullmatch(said) and least <= int(said) <= most:
        return int(said)
    words = field.replace("_", " ").capitalize()
    raise InvalidInput(f"{words} takes a whole number from {least:,} to {most:,}.", field=field)


def parse_figure(text: str, field: str) -> float:
    """The number that digits write, with a point where it is not whole: ``12``, ``-0.5``; ``85 %`` is 0.85.

    Raises ``InvalidInput`` naming ``field``.
    """
    said = text.strip()
    digits = said.removesuffix("%").rstrip()
    if _FIGURE.fullmatch(digits):
        value = float(digits.replace("\u2212", "-"))
        return value / _PERCENT if digits != said else value
    words = field.replace("_", " ").capitalize()
    raise InvalidInput(f"{words} takes a number.", hint="Write 12, 0.85 or 85 %.", field=field)
