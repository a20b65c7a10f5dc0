"""Cells into values, strictly: what is not exactly one of ours is told, never bent.

Functions raise ``BadValue`` with a message for the report.
"""

from __future__ import annotations

import re

from pilotboard.domain.intake import PersonRef
from pilotboard.domain.text import clean, folded, has_visible
from pilotboard.importing.moments import BadValue

MAX_LABEL = 40
MAX_LABELS = 30
MAX_ESTIMATE = 100

MARKS = frozenset(("1", "x", "yes", "y", "true", "✓", "✔", "sí", "si", "oui", "ja", "sim", "はい", "1.0"))
"""What people put into a cell to say that the column's name holds."""

_WHOLE = re.compile(r"([0-9]{1,6})(?:[.,]0{1,6})?")
_NUMBER = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,6}))?")
_RATING = re.compile(
    r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*(?:(?:/|of|von|de|sur|van|su|out of)\s*([0-9]{1,3})|\s*[-–:=(].{0,60})?"
)
_STARS = re.compile(r"([★⭐]{1,10})[☆]{0,10}")
_MAILED = re.compile(r"(?P<name>[^<>]*?)\s*<\s*(?P<mail>[^<>\s]+@[^<>\s]+)\s*>")
_MAIL = re.compile(r"[^\s@<>\",;]+@[^\s@<>\",;]+\.[^\s@<>\",;.]{2,}")
_LISTED = re.compile(r"\[\s*+(?:(?:'[^']*+'|\"[^\"]*+\")\s*+,?+\s*+)*+\]")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_TICK = re.compile(r"\s*(?:[-*]\s+)?\[(?P<tick>[ xX✓]?)\]\s*(?P<text>.*)")


def whole(text: str, most: int = MAX_ESTIMATE) -> int:
    """A whole number from 0; ``3.0`` is 3 (spreadsheets and Jira write it so), ``2.5`` is refused."""
    found = _WHOLE.fullmatch(text.strip())
    if found is None or not text.isascii() or int(found[1]) > most:
        raise BadValue(f"Only a whole number from 0 to {most} will do.")
    return int(found[1])


def is_number(text: str) -> bool:
    """Whether a cell is a plain number."""
    return text.isascii() and _NUMBER.fullmatch(text.strip()) is not None


def rating(text: str, high: int) -> float:
    """The number of a rating: ``4``, ``4/5``, ``4 - good``, ``★★★★``. Raises ``BadValue`` when it has none.

    A rating that names another scale than ``high`` is refused; whether it lies on the scale is not looked at.
    """
    said = text.strip()
    stars = _STARS.fullmatch(said)
    if stars is not None:
        return float(len(stars[1]))
    found = _RATING.fullmatch(said[:80]) if said.isprintable() else None
    if found is None:
        raise BadValue("This is not a rating.")
    if found[2] and int(found[2]) != high:
        raise BadValue(f"This rating is on another scale (up to {int(found[2])}, not {high}).")
    return float(found[1].replace(",", "."))


def person(text: str, mail: str = "") -> PersonRef | None:
    """The first person that a cell names: ``Ana Ruiz``, ``Ana Ruiz <ana@example.org>``, ``ana@example.org``."""
    names = people(text)
    mail = mail.strip() if _MAIL.fullmatch(mail.strip()) else ""
    if not names:
        return PersonRef("", mail) if mail else None
    first = names[0]
    return PersonRef(first.name, first.mail or mail)


def people(text: str) -> list[PersonRef]:
    """Everybody a cell names; several stand on lines of their own or behind semicolons."""
    found = []
    for part in re.split(r"[;\n]", text):
        said = clean(part).text[:200]
        if not has_visible(said):
            continue
        mailed = _MAILED.fullmatch(said)
        if mailed is not None:
            found.append(PersonRef(mailed["name"].strip('" '), mailed["mail"]))
        else:
            found.append(PersonRef("", said) if _MAIL.fullmatch(said) else PersonRef(said))
    return found


def several(text: str) -> list[str]:
    """The parts of a cell that holds several words: on lines, behind semicolons or commas, or ``['a', 'b']``."""
    said = text.strip()
    if said.startswith("[") and len(said) < 5000 and _LISTED.fullmatch(said):
        parts = [one or other for one, other in _QUOTED.findall(said)]
    elif "\n" in said:
        parts = said.split("\n")
    else:
        parts = re.split(r"[;,]", said)
    return [part.strip() for part in parts if part.strip()]


def labels(texts: list[str]) -> tuple[tuple[str, ...], bool]:
    """Labels each once however written, in their order; and whether one had to be shortened or left out."""
    kept: dict[str, str] = {}
    cut = False
    for text in texts:
        word = " ".join(clean(text).text.replace(",", " ").split())
        if not has_visible(word):
            continue
        if len(word) > MAX_LABEL:
            word, cut = word[: MAX_LABEL - 1].rstrip() + "…", True
        kept.setdefault(folded(word), word)
    return tuple(kept.values())[:MAX_LABELS], cut or len(kept) > MAX_LABELS


def checklist(text: str) -> list[tuple[str, bool]]:
    """Lines of a checklist, ticked (``[x] text``) or not; without lines, parts behind semicolons."""
    parts = text.split("\n") if "\n" in text else text.split(";")
    found = []
    for part in parts:
        ticked = _TICK.fullmatch(part)
        line = clean(ticked["text"] if ticked else part).text
        if has_visible(line):
            found.append((line, bool(ticked and ticked["tick"].strip())))
    return found


def is_mark(text: str) -> bool:
    """Whether a cell says "yes, this one"."""
    return text.strip().casefold() in MARKS
