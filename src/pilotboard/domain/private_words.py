"""What in a free text may tell who somebody is: names, numbers of persons, mail addresses, phone numbers.

A warning, never a refusal: the writer looks and decides. Nothing here changes the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pilotboard.domain.text import folded, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_WARNINGS = 50


class PrivateKind(StrEnum):
    """What kind of thing was found."""

    NAME = "name"
    MAIL = "mail"
    PHONE = "phone"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class PrivateWord:
    """One place in a text: characters ``start`` up to (not with) ``end``, and what they look like."""

    kind: PrivateKind
    start: int
    end: int
    found: str

    def words(self) -> str:
        """``"Ana Ruiz" looks like a name``."""
        what = {
            PrivateKind.NAME: "a name",
            PrivateKind.MAIL: "a mail address",
            PrivateKind.PHONE: "a phone number",
            PrivateKind.NUMBER: "the number of a person",
        }
        return f'"{shown(self.found)}" looks like {what[self.kind]}'


_MAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SOCIAL = re.compile(r"(?<![\w-])[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}(?![\w-])")
_DIGITS = re.compile(r"(?<![\w.,/-])(?:\+\s?)?\(?[0-9](?:[0-9 ().\u2011/-]{4,24})[0-9](?!\w)")
_LABELLED = re.compile(
    r"\b(?:id|no|number|student|pupil|case|ssn|ref)\b\.?(?:\s+(?:id|no|number))?\s*[:#.]?\s*#?([a-z]{0,3}-?[0-9]{3,12})\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\w.,/$€£%-])#?[0-9]{6,12}(?![\w%]|[.,/-][0-9])")
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2})"
    r"|(?:19|20)[0-9]{2}[-/ ](?:19|20)[0-9]{2}"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Coach|Principal|Sr|Sra|Señor|Señora|Maestra|Maestro)\.?\s+"
    r"([^\W\d_][\w'’-]+(?:\s+[^\W\d_a-z][\w'’-]+)?)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PHONE_DIGITS = range(7, 16)


class NameFinder:
    """Knows the people of a store and finds them in texts. Built once, cheap to ask.

    Found: a full name in any case; a single part of a name (three letters or more) where it is written with a
    capital, because "grace" and "mark" are words too; and whoever is called Mr or Ms somebody, known or not.
    """

    __slots__ = ("_full", "_lengths", "_parts")

    def __init__(self, names: Iterable[str]) -> None:
        """``names`` are full names; short names (``ana.ruiz``) will do as well."""
        self._full: set[tuple[str, ...]] = set()
        self._parts: set[str] = set()
        for name in names:
            words = tuple(folded(word) for word in _WORD.findall(name))
            if len(words) > 1:
                self._full.add(words)
            self._parts.update(word for word in words if len(word) >= 3)
        self._lengths = sorted({len(words) for words in self._full}, reverse=True)

    def find(self, text: str) -> list[PrivateWord]:
        """Every name in the text, in order; a full name once, not word by word."""
        words = list(_WORD.finditer(text))
        keys = [folded(word[0].removesuffix("'s").removesuffix("’s")) for word in words]
        found = []
        place = 0
        while place < len(words):
            count = next(
                (n for n in self._lengths if n <= len(keys) - place and tuple(keys[place : place + n]) in self._full), 0
            ) or int(keys[place] in self._parts and words[place][0][:1].isupper())
            if count:
                start, end = words[place].start(), words[place + count - 1].end()
                found.append(PrivateWord(PrivateKind.NAME, start, end, text[start:end]))
            place += max(count, 1)
        return found


def private_words(text: str, names: NameFinder | None = None) -> tuple[PrivateWord, ...]:
    """What may tell who somebody is, in the order of the text; nothing is told twice (the longer find counts)."""
    found = [_at(PrivateKind.MAIL, match) for match in _MAIL.finditer(text)]
    found += [_at(PrivateKind.NUMBER, match) for match in _SOCIAL.finditer(text)]
    found += [_at(PrivateKind.PHONE, match) for match in _DIGITS.finditer(text) if _is_phone(match[0])]
    found += [
        PrivateWord(PrivateKind.NUMBER, match.start(1), match.end(1), match[1]) for match in _LABELLED.finditer(text)
    ]
    found += [_at(PrivateKind.NUMBER, match) for match in _BARE.finditer(text)]
    found += [PrivateWord(PrivateKind.NAME, match.start(1), match.end(1), match[1]) for match in _TITLED.finditer(text)]
    if names is not None:
        found += names.find(text)
    kept: list[PrivateWord] = []
    for one in sorted(found, key=lambda word: (word.start - word.end, word.start)):
        place = bisect_left(kept, one.start, key=lambda word: word.start)
        clear_before = place == 0 or kept[place - 1].end <= one.start
        if clear_before and (place == len(kept) or one.end <= kept[place].start):
            kept.insert(place, one)
    return tuple(kept[:MOST_WARNINGS])


def private_warning(text: str, names: NameFinder | None = None) -> str:
    """One sentence for under the field, or nothing: what was found and what to do."""
    found = private_words(text, names)
    if not found:
        return ""
    said = "; ".join(one.words() for one in found[:3])
    more = f"; {len(found) - 3} more" if len(found) > 3 else ""
    return f"{said}{more}. Leave out what tells who it is, unless they want to be known."


def _at(kind: PrivateKind, match: re.Match[str]) -> PrivateWord:
    return PrivateWord(kind, match.start(), match.end(), match[0])


def _is_phone(text: str) -> bool:
    """Digits in groups, or with a plus: 7 to 15 of them; a date and a bare run of digits are none."""
    digits = sum(char.isdigit() for char in text)
    grouped = any(not char.isdigit() for char in text.strip())
    return digits in _PHONE_DIGITS and grouped and not _DATE.fullmatch(text.strip())
