"""JSON without its loose ends: a key twice, NaN, depth beyond 50 and endless numbers are refused, with the place."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from pilotboard.importing.limits import MAX_DEPTH, BadFile, place_of

_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)


class _Loose(ValueError):
    """Something that Python's reader would let through."""


def load(text: str) -> Any:
    """The value of a JSON text. Raises ``BadFile`` with line and column."""
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_finite, parse_int=_whole
        )
    except json.JSONDecodeError as fault:
        line, column = place_of(text, fault.pos)
        raise BadFile("This is no JSON.", "Export it again.", line=line, column=column) from None
    except (_Loose, RecursionError):
        raise _placed(text) from None
    if _depth(value) > MAX_DEPTH:
        raise _placed(text)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Loose
    return found


def _constant(_: str) -> Any:
    raise _Loose


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _Loose
    return number


def _whole(digits: str) -> int:
    if len(digits) > 30:
        raise _Loose
    return int(digits)


def _depth(value: Any) -> int:
    depth = 0
    level = [value]
    while level and depth <= MAX_DEPTH:
        level = [
            child
            for node in level
            if isinstance(node, (dict, list))
            for child in (node.values() if isinstance(node, dict) else node)
            if isinstance(child, (dict, list))
        ]
        depth += 1
    return depth


def _placed(text: str) -> BadFile:
    """The first thing that is refused, found by walking the pieces."""
    walk = _Walk()
    for found in _PIECE.finditer(text):
        message = walk.step(found[0])
        if message:
            line, column = place_of(text, found.start())
            return BadFile(message, "Export it again.", line=line, column=column)
    return BadFile("The JSON is nested too deep.", "Export it again.")


class _Walk:
    """Keeps the keys of the objects that are open while the pieces of a JSON text go by."""

    def __init__(self) -> None:
        self._keys: list[set[str] | None] = []
        self._expects_key = False

    def step(self, piece: str) -> str:
        """Take the next piece; the result says what is wrong with it, if anything."""
        if piece in "{[":
            self._keys.append(set() if piece == "{" else None)
            self._expects_key = piece == "{"
            return f"The JSON is nested more than {MAX_DEPTH} deep." if len(self._keys) > MAX_DEPTH else ""
        if piece in "}]":
            del self._keys[-1:]
            self._expects_key = False
        elif piece == ",":
            self._expects_key = bool(self._keys) and self._keys[-1] is not None
        elif piece[0] == '"':
            return self._text(piece)
        elif piece.lstrip("-") in ("NaN", "Infinity"):
            return "The JSON holds NaN or Infinity, which are no numbers."
        elif _endless(piece):
            return "The JSON holds a number that is too large."
        return ""

    def _text(self, piece: str) -> str:
        seen = self._keys[-1] if self._keys and self._expects_key else None
        if seen is None:
            return ""
        self._expects_key = False
        key = json.loads(piece, strict=False)
        if key in seen:
            return "The JSON has the same key twice in one object."
        seen.add(key)
        return ""


def _endless(piece: str) -> bool:
    """Whether a number has more than 30 digits or none at all would hold it."""
    try:
        return piece[0] in "-0123456789" and (len(piece) > 30 or not math.isfinite(float(piece)))
    except ValueError:
        return False
