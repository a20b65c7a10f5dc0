"""The one place that makes text safe: ``clean`` for what comes in, ``shown`` for what goes out.

Taken out (or made visible): C0 controls, DEL, C1 controls, lone surrogates, noncharacters of the last two code
points, the bidirectional embeddings, overrides and isolates (U+202A-202E, U+2066-2069), and combining marks
beyond eight in a row. Kept: tab and newline where lines are wanted (a space elsewhere), the left-to-right and
right-to-left marks (Arabic and Hebrew need them and they cannot reorder what stands around them), joiners
(emoji, Indic and Persian scripts need them). The text is not normalised: it stays as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MAX_MARKS = 8
"""How many combining marks may follow one another on a letter."""

FORMULA_STARTS = ("=", "+", "-", "@", "'", "\t", "\r")
"""How a text begins that a spreadsheet would calculate; in files of separated values it gets a ``'`` before it."""

_BAD = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\ufffe\uffff"
# Compiled (and kept by `re`) on first use: plain text, the common case, needs none of them.
_CONTROL = f"[{_BAD}]"
_BREAK = "\r\n|[\r\n\u2028\u2029]"
_BLANKS = "[\t\r\n\u2028\u2029]+"
_MARK_RUN = rf"[^\w\x00-\u02ff]{{{MAX_MARKS + 1},}}"

_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u200b\u200c\u200d\u200e\u200f"
    "\u2060\u2061\u2062\u2063\u2064\u206a\u206b\u206c\u206d\u206e\u206f\u2800\u3164\ufeff\uffa0"
)

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Mn", "Mc", "Me", "Zs", "Zl", "Zp"))

_MARKS: dict[int, str] = {code: chr(0x2400 + code) for code in range(0x20)}
_MARKS[0x7F] = "\u2421"
_MARKS[0x09] = " "
_MARKS.update(dict.fromkeys(range(0x80, 0xA0), "\ufffd"))
_MARKS.update(dict.fromkeys((0xFFF9, 0xFFFA, 0xFFFB, 0xFFFE, 0xFFFF), "\ufffd"))
_MARKS.update(
    {
        0x202A: "\u21c9",
        0x202B: "\u21c7",
        0x202C: "\u21ce",
        0x202D: "\u21c9",
        0x202E: "\u21c7",
        0x2066: "\u21c9",
        0x2067: "\u21c7",
        0x2068: "\u21c9",
        0x2069: "\u21ce",
    }
)


class Cleaned(NamedTuple):
    """Text that may be stored, and how many characters had to be taken out of it."""

    text: str
    removed: int


def clean(text: str, lines: bool = False) -> Cleaned:
    """Take out what must never reach a terminal or a file.

    With ``lines`` newlines and tabs stay (all line ends become ``\\n``); without, each run of them becomes one
    space. Blank ends are cut off; neither counts as removed. Cleaning twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return Cleaned(text.strip(), 0)
    if text.isprintable():
        capped = _cap_marks(text)
        return Cleaned(capped.strip(), len(text) - len(capped))
    kept, removed = re.subn(_CONTROL, "", re.sub(_BREAK, "\n", text) if lines else re.sub(_BLANKS, " ", text))
    capped = _cap_marks(kept)
    return Cleaned(capped.strip(), removed + len(kept) - len(capped))


def shown(text: str, lines: bool = False) -> str:
    """Any stored text as it may go to a terminal, a table or a file. Never raises, never emits a control.

    What ``clean`` would take out shows as a mark (escape as ``␛``, others as ``�`` or an arrow); one line
    unless ``lines``. Text that is already clean comes back as it is.
    """
    if text.isascii() and text.isprintable():
        return text
    if text.isprintable():
        return _cap_marks(text)
    text = re.sub(_BREAK, "\n", text) if lines else re.sub(_BLANKS, " ", text)
    return _cap_marks(re.sub(_CONTROL, _mark, text))


def folded(text: str) -> str:
    """Text as it is compared in a search: compatible forms joined, case folded, blanks single."""
    if text.isascii():
        return " ".join(text.lower().split())
    # Folding can bring up characters that compose or fold again, so it is done until nothing changes.
    done = text
    for _ in range(4):
        before = done
        done = unicodedata.normalize("NFKC", done.casefold())
        if done == before:
            break
    return " ".join(done.split())


def search_text(head: str, *body: str) -> str:
    """What is kept for searching: the folded head (a title, a name), a newline, all the rest folded into one line."""
    return f"{folded(head)}\n{folded(' '.join(body))}"


def has_visible(text: str) -> bool:
    """Whether anything can be seen: not only blanks, joiners, zero-width characters or bare marks."""
    return any(
        not char.isspace()
        and char not in _INVISIBLE
        and (char.isalnum() or unicodedata.category(char) not in _UNSEEN)
        and not re.match(_CONTROL, char)
        for char in text
    )


def shortened(text: str, most: int) -> str:
    """Text of at most ``most`` characters for a sentence; what is cut ends in an ellipsis."""
    return text if len(text) <= most else text[: max(most - 1, 0)].rstrip() + "…"


def _mark(found: re.Match[str]) -> str:
    return _MARKS.get(ord(found[0]), "\ufffd")


def _cap_marks(text: str) -> str:
    """Drop combining marks beyond ``MAX_MARKS`` in a row."""
    if not re.search(_MARK_RUN, text):
        return text
    out: list[str] = []
    run = 0
    for char in text:
        if ord(char) >= 0x300 and unicodedata.category(char)[0] == "M":
            run += 1
            if run > MAX_MARKS:
                continue
        elif char not in _INVISIBLE:  # a joiner between marks does not start a fresh letter
            run = 0
        out.append(char)
    return "".join(out)
