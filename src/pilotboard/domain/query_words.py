"""A filter line cut into words, quotes, fields and parentheses (the first half of ``domain.query``)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pilotboard.domain.errors import FilterError
from pilotboard.domain.text import shown

_SPACE = re.compile(r"\s+")
_FIELD = re.compile(r"([^\W\d][\w-]*)(<=|>=|[:=<>])")
_LEAD = re.compile(r"<=|>=|[<>=]")
_WORD = re.compile(r'[^\s()"]+')
_VALUE = re.compile(r'[^\s(),"]+')
_ADDRESS = re.compile(r'https?://[^\s()"]*|mailto:[^\s()"]+', re.IGNORECASE)
_JOINERS: dict[str, Literal["or", "and", "not"]] = {"OR": "or", "AND": "and", "NOT": "not", "|": "or", "&": "and"}


class Value(NamedTuple):
    """One value of a field: as typed, where it stands, and whether it stood in quotes."""

    text: str
    at: int
    quoted: bool = False


class Token(NamedTuple):
    """One piece of the line. ``field``, ``operator`` and ``values`` are there for ``field:value`` only."""

    kind: Literal["(", ")", "or", "and", "not", "word", "quoted", "field"]
    text: str
    at: int
    field: str = ""
    operator: str = ""
    values: tuple[Value, ...] = ()


def problem(text: str, message: str, at: int, hint: str = "") -> FilterError:
    """The error for a spot of a filter line."""
    return FilterError(message, hint=hint, text=shown(text), position=max(0, min(at, len(text))))


def tokens(text: str) -> list[Token]:
    """All pieces of a (cleaned) line, in order. Raises ``FilterError`` for a quote that is never closed."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        space = _SPACE.match(text, at)
        if space is not None:
            at = space.end()
            continue
        token, at = _token(text, at)
        found.append(token)
    return found


def _token(text: str, at: int) -> tuple[Token, int]:
    char = text[at]
    if char == "(":
        return Token("(", char, at), at + 1
    if char == ")":
        return Token(")", char, at), at + 1
    if char == '"':
        inside, end = _quoted(text, at)
        return Token("quoted", inside, at), end
    if char == "-" and at + 1 < len(text) and not text[at + 1].isspace() and text[at + 1] != ")":
        return Token("not", char, at), at + 1
    found = _FIELD.match(text, at)
    if found is not None and not _ADDRESS.match(text, at):
        return _field(text, found)
    word = _WORD.match(text, at)
    end = word.end() if word is not None else at + 1
    said = text[at:end]
    return Token(_JOINERS.get(said, "word"), said, at), end


def _field(text: str, found: re.Match[str]) -> tuple[Token, int]:
    values: list[Value] = []
    at = found.end()
    operator = "=" if found[2] == ":" else found[2]
    lead = _LEAD.match(text, at) if found[2] == ":" else None
    if lead is not None:  # due:<2026-12-01 reads like due<2026-12-01
        operator, at = lead[0], lead.end()
    while True:
        value = _VALUE.match(text, at)
        if at < len(text) and text[at] == '"':
            inside, end = _quoted(text, at)
            values.append(Value(inside, at, quoted=True))
        elif value is not None:
            end = value.end()
            values.append(Value(value[0], at))
        else:
            end = at
            values.append(Value("", at))
        at = end
        if at >= len(text) or text[at] != ",":
            break
        at += 1
    return Token("field", text[found.start() : at], found.start(), found[1].casefold(), operator, tuple(values)), at


def _quoted(text: str, at: int) -> tuple[str, int]:
    end = text.find('"', at + 1)
    if end < 0:
        raise problem(text, "This quote is never closed.", at, 'Close it with another ".')
    return text[at + 1 : end], end + 1
