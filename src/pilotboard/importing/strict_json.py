"""JSON without its loose ends: a key twice, NaN, depth beyond 50 and endless numbers are refused, with the place."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from pilotboard.importing.limits import MAX_DEPTH, BadFile, place_of

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)


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
    """The first thing that is refused, found by walking the tokens."""
    keys: list[set[str] | None] = []
    expects_key = False
    for found in _TOKEN.finditer(text):
        token = found[0]
        message = ""
        if token in "{[":
            keys.append(set() if token == "{" else None)
            expects_key = token == "{"
            if len(keys) > MAX_DEPTH:
                message = f"The JSON is nested more than {MAX_DEPTH} deep."
        elif token in "}]":
            if keys:
                keys.pop()
            expects_key = False
        elif token == ",":
            expects_key = bool(keys) and keys[-1] is not None
        elif token[0] == '"':
            seen = keys[-1] if keys and expects_key else None
            if seen is not None:
                key = json.loads(token, strict=False)
                if key in seen:
                    message = "The JSON has the same key twice in one object."
                seen.add(key)
                expects_key = False
        elif token.lstrip("-") in ("NaN", "Infinity"):
            message = "The JSON holds NaN or Infinity, which are no numbers."
        elif len(token) > 30 or (token[0] in "-0123456789" and "e" in token.lower()):
            message = "The JSON holds a number that is too large." if _endless(token) else ""
        if message:
            line, column = place_of(text, found.start())
            return BadFile(message, "Export it again.", line=line, column=column)
    return BadFile("The JSON is nested too deep.", "Export it again.")


def _endless(token: str) -> bool:
    try:
        return len(token) > 30 or not math.isfinite(float(token))
    except ValueError:
        return False
