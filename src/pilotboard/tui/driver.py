"""Fewer bytes to the terminal: over SSH every byte of a key press counts.

Textual ends each piece of a line with a reset and starts the next with its whole style. Here only what differs
between two pieces is sent.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from textual.driver import Driver

_SGR = re.compile(r"\x1b\[([\d;]*)m")
_ON_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
_BLANKS = re.compile(" {12,}")
_SEEN_ON_BLANKS = frozenset("4789")
Look = tuple[frozenset[str], str, str]
_PLAIN: Look = (frozenset(), "39", "49")


@lru_cache(maxsize=4096)
def _parsed(codes: str) -> Look | None:
    """Attributes, foreground and background of a style, or ``None`` for what is better left as it is."""
    marks: set[str] = set()
    front, behind = "39", "49"
    parts = iter(codes.split(";"))
    for part in parts:
        if part in ("38", "48"):
            kind = next(parts, "")
            size = 3 if kind == "2" else 1 if kind == "5" else 0
            colour = ";".join([part, kind, *(next(parts, "0") for _ in range(size))])
            if not size:
                return None
            front, behind = (colour, behind) if part == "38" else (front, colour)
        elif part in _ON_OFF:
            marks.add(part)
        elif part.isdigit() and (30 <= int(part) <= 37 or 90 <= int(part) <= 97 or part == "39"):
            front = part
        elif part.isdigit() and (40 <= int(part) <= 47 or 100 <= int(part) <= 107 or part == "49"):
            behind = part
        else:
            return None
    return frozenset(marks), front, behind


@lru_cache(maxsize=8192)
def _step(before: Look, after: Look) -> str:
    """The shortest sequence that turns one look into the other."""
    if before == after:
        return ""
    if after == _PLAIN:
        return "\x1b[0m"
    codes: list[str] = []
    gone = before[0] - after[0]
    codes += sorted({_ON_OFF[mark] for mark in gone})
    kept = before[0] - gone
    if gone & {"1", "2"}:  # one code ends both
        kept -= {"1", "2"}
    codes += sorted(after[0] - kept)
    if before[1] != after[1]:
        codes.append(after[1])
    if before[2] != after[2]:
        codes.append(after[2])
    fresh = ";".join(["0", *sorted(after[0]), *(code for code in after[1:] if code not in ("39", "49"))])
    short = ";".join(codes)
    return f"\x1b[{min(short, fresh, key=len)}m"


def _erase(found: re.Match[str]) -> str:
    size = len(found[0])
    return f"\x1b[{size}X\x1b[{size}C"


def leaner(data: str, blanks: bool = True) -> str:
    """The same picture in fewer bytes; anything that is not a plain style stays as it is.

    With ``blanks`` long runs of them are erased instead of written; the terminal must then fill what it erases
    with the background colour.
    """
    pieces = _SGR.split(data)
    if len(pieces) < 4:
        return data
    out = [pieces[0]]
    sent = wanted = _PLAIN
    for codes, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if codes in ("", "0"):
            wanted = _PLAIN
        else:
            look = _parsed(codes)
            if look is None:
                out.append(_step(sent, _PLAIN) + f"\x1b[{codes}m")
                sent = wanted = _PLAIN
                if text:
                    out.append(text)
                continue
            wanted = look
        if text:
            if text[0] == "\x1b" and wanted == _PLAIN:
                # Only the cursor moves here: keep the style for what comes next.
                out.append(text)
            else:
                plain = blanks and not wanted[0] & _SEEN_ON_BLANKS
                out.append(_step(sent, wanted) + (_BLANKS.sub(_erase, text) if plain else text))
                sent = wanted
    out.append(_step(sent, _PLAIN))
    return "".join(out)


@lru_cache(maxsize=4)
def lean(driver: type[Driver]) -> type[Driver]:
    """A driver that writes the same picture in fewer bytes."""

    # GNU screen does not fill with the background colour unless it is told to.
    blanks = not os.environ.get("TERM", "").startswith("screen")

    class LeanDriver(cast("Any", driver)):  # type: ignore[misc]
        def write(self, data: str) -> None:
            super().write(leaner(data, blanks) if len(data) > 64 else data)

    return cast("type[Driver]", LeanDriver)
