"""The kinds of fields that drafts are made of: one type each, with its bounds and its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from pilotboard.domain.dates import FIRST_DAY, HINT, LAST_DAY, STRICT_HINT
from pilotboard.domain.drafts.checks import FIELD, field_words, over_words
from pilotboard.domain.nearest import did_you_mean, either
from pilotboard.domain.text import clean, folded, has_visible, shortened, shown

TITLE = 200
TEXT = 20_000
NAME = 120
LABEL = 40
EMAIL = 200
URL = 2000
MOST_LABELS = 30
MOST_LINES = 100

_HANDLE = re.compile(r"\w[\w.-]*")
_EMAIL = re.compile(r"[^\s@<>\",;]+@[^\s@<>\",;]+\.[^\s@<>\",;.]{2,}")
_WEB = re.compile(r"https?://[^\s/?#@<>\"]+(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+", re.IGNORECASE)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")


def wrong(message: str, hint: str = "", field: str = "") -> PydanticCustomError:
    """The error of a field; ``FIELD`` in the message stands for the field's name."""
    return PydanticCustomError("pilotboard", "{message}", {"message": message, "hint": hint, "field": field})


def _cleaned(value: object, info: ValidationInfo, lines: bool) -> str:
    if not isinstance(value, str):
        raise wrong(f"{FIELD} takes text.")
    found = clean(value, lines)
    if isinstance(info.context, dict):
        info.context["removed"] += found.removed
    return found.text


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        raise wrong(f"{FIELD} is {over_words(len(text), most)}.", f"It may have {most:,} characters.")
    return text


def line(most: int, least: int = 0) -> BeforeValidator:
    """One line of clean text of at most ``most`` characters; with ``least`` something must be visible."""

    def check(value: object, info: ValidationInfo) -> str:
        text = _cleaned(value, info, lines=False)
        if has_visible(text):
            return _bounded(text, most)
        if least:
            raise wrong(f"{FIELD} needs at least one visible character.")
        return ""

    return BeforeValidator(check)


def prose(most: int = TEXT, least: int = 0) -> BeforeValidator:
    """Clean text of any number of lines."""

    def check(value: object, info: ValidationInfo) -> str:
        text = _cleaned(value, info, lines=True)
        if has_visible(text):
            return _bounded(text, most)
        if least:
            raise wrong(f"{FIELD} needs at least one visible character.")
        return ""

    return BeforeValidator(check)


def whole(least: int, most: int) -> BeforeValidator:
    """A whole number in that range; nothing else is turned into one."""

    def check(value: object) -> int:
        if type(value) is not int or not least <= value <= most:
            raise wrong(f"{FIELD} takes a whole number from {least:,} to {most:,}.")
        return value

    return BeforeValidator(check)


E = TypeVar("E", bound=StrEnum)


def word_of(enum: type[E], synonyms: dict[str, str] | None = None) -> BeforeValidator:
    """One of the words of ``enum``, as the member or as people type it."""

    def check(value: object) -> E:
        if isinstance(value, enum):
            return value
        if not isinstance(value, str):
            raise wrong(f"{FIELD} takes a word.", f"Take {either(enum)}.")
        said = " ".join(value.casefold().split())[:60]
        word = (synonyms or {}).get(said, said.replace(" ", "_").replace("-", "_"))
        for member in enum:
            if member.value == word:
                return member
        near = did_you_mean(said, [*enum, *(synonyms or {})])
        hint = f"{near} Take {either(enum)}.".lstrip()
        raise wrong(f'"{shortened(shown(value), 40)}" is not a choice for {FIELD}.', hint)

    return BeforeValidator(check)


def _day(value: object) -> date:
    if type(value) is not date:
        raise wrong(f"{FIELD} takes a date.", HINT)
    if not FIRST_DAY <= value <= LAST_DAY:
        raise wrong(f"{FIELD} is out of range.", STRICT_HINT)
    return value


def _link(value: object, info: ValidationInfo) -> str:
    text = _bounded(_cleaned(value, info, lines=False), URL)
    if _WEB.fullmatch(text) or _MAIL.fullmatch(text):
        return text
    raise wrong("This is no web address.", "It begins with https://, http:// or mailto: and holds no blanks.")


def _email(value: object, info: ValidationInfo) -> str:
    text = _bounded(_cleaned(value, info, lines=False), EMAIL)
    if text and not _EMAIL.fullmatch(text):
        raise wrong("This is no mail address.", "It looks like ana.ruiz@example.org.")
    return text


def _handle(value: object, info: ValidationInfo) -> str:
    text = _bounded(_cleaned(value, info, lines=False).casefold(), LABEL)
    if not _HANDLE.fullmatch(text):
        raise wrong("This cannot be a short name.", "Use letters, digits, dots and dashes, such as ana.ruiz.")
    return text


def _zone(value: object) -> str:
    if not isinstance(value, str) or len(value) > 60 or not _ZONE.fullmatch(value):
        raise wrong("This is no time zone.", "It looks like America/Los_Angeles.")
    return value


def _items(value: object, most: int) -> list[object]:
    if isinstance(value, str) or not isinstance(value, Iterable) or isinstance(value, dict | bytes):
        raise wrong(f"{FIELD} takes a list.")
    found = list(value)
    if len(found) > most:
        raise wrong(f"{FIELD} has {len(found) - most:,} too many, nothing saved.", f"There may be {most} at most.")
    return found


def _labels(value: object, info: ValidationInfo) -> tuple[str, ...]:
    """Labels sorted, each once however it is written."""
    kept: dict[str, str] = {}
    for one in _items(value, MOST_LABELS):
        text = _bounded(_cleaned(one, info, lines=False), LABEL)
        if not has_visible(text):
            raise wrong("A label needs at least one visible character.")
        if "," in text:
            raise wrong("A label has no comma.", "Write two labels instead.")
        kept.setdefault(folded(text), text)
    return tuple(sorted(kept.values()))


def _lines(value: object, info: ValidationInfo) -> tuple[str, ...]:
    found = []
    for place, one in enumerate(_items(value, MOST_LINES), 1):
        text = _cleaned(one, info, lines=False)
        if not has_visible(text):
            raise wrong(f"{FIELD} {place} needs at least one visible character.")
        if len(text) > TITLE:
            raise wrong(f"{FIELD} {place} is {over_words(len(text), TITLE)}.")
        found.append(text)
    return tuple(found)


def _ref(value: object, info: ValidationInfo) -> str:
    text = _cleaned(value, info, lines=False)
    if not has_visible(text):
        raise wrong(f"{FIELD} is missing.", "Give a key or a name.")
    return _bounded(text, NAME)


def _refs(value: object, info: ValidationInfo) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_ref(one, info) for one in _items(value, MOST_LINES)))


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise wrong(f"{FIELD} is yes or no.")
    return value


Title = Annotated[str, line(TITLE, 1)]
Line = Annotated[str, line(TITLE)]
Prose = Annotated[str, prose()]
Note = Annotated[str, prose(least=1)]
Name = Annotated[str, line(NAME, 1)]
ShortName = Annotated[str, line(NAME)]
ShortLine = Annotated[str, line(LABEL)]
Estimate = Annotated[int, whole(0, 100)]
Share = Annotated[int, whole(1, 100)]
Limit = Annotated[int, whole(1, 99)]
People = Annotated[int, whole(0, 100_000_000)]
Money = Annotated[int, whole(0, 1_000_000_000_000)]
Population = Annotated[int, whole(0, 10_000_000)]
Day = Annotated[date, BeforeValidator(_day)]
WebLink = Annotated[str, BeforeValidator(_link)]
Email = Annotated[str, BeforeValidator(_email)]
Handle = Annotated[str, BeforeValidator(_handle)]
TimeZone = Annotated[str, BeforeValidator(_zone)]
LabelWords = Annotated[tuple[str, ...], BeforeValidator(_labels)]
Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]
Ref = Annotated[str, BeforeValidator(_ref)]
Refs = Annotated[tuple[str, ...], BeforeValidator(_refs)]
YesNo = Annotated[bool, BeforeValidator(_yes)]


def in_order(values: Any, first: str, last: str) -> None:
    """Raises when the day ``last`` of a draft lies before its day ``first``; open ends are in order."""
    start, end = getattr(values, first), getattr(values, last)
    if start is not None and end is not None and end < start:
        raise wrong(
            f"{field_words(last)} ({end.isoformat()}) is before {field_words(first).lower()} ({start.isoformat()}).",
            "Swap the two days, or leave the later one open.",
            field=last,
        )
