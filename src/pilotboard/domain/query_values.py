"""The values of a filter line: what is typed after ``field:`` as a word, a number, a day, a school year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.query_words import problem
from pilotboard.domain.text import shortened, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pilotboard.domain.query_fields import Field
    from pilotboard.domain.query_words import Value
    from pilotboard.domain.years import SchoolYearRow

    Given = str | int | date | SchoolYearRow | None

NOTHING = frozenset(("none", "nobody", "empty"))
"""Values (outside quotes) that ask for a field that is not filled in."""


def read_value(
    line: str, field: Field, value: Value, today: date | None, years: Sequence[SchoolYearRow]
) -> str | int | date | SchoolYearRow | None:
    """A typed value as its field takes it; ``None`` asks for what is not filled in. Raises ``FilterError``."""
    said = value.text.strip()
    if not said:
        raise problem(line, f"{field.name} has no value.", value.at, _example(field))
    if field.kind == "person" and said.casefold() in ("me", "@me"):
        return "me"
    if field.optional and not value.quoted and said.casefold() in NOTHING:
        return None
    if field.kind == "number":
        if not re.fullmatch("[0-9]{1,9}", said):
            raise problem(line, f"{field.name} takes a whole number.", value.at, _example(field))
        return int(said)
    if field.kind == "word":
        return _word(line, field, said, value.at)
    try:
        if field.kind == "date":
            return _day(said, today)
        if field.kind == "year":
            return _year(said, years, today)
    except InvalidInput as wrong:
        raise problem(line, wrong.message, value.at, wrong.hint) from None
    return said


def _day(said: str, today: date | None) -> date:
    from pilotboard.domain.dates import parse_day, parse_day_strict

    return parse_day_strict(said) if today is None else parse_day(said, today)


def _year(said: str, years: Sequence[SchoolYearRow], today: date | None) -> SchoolYearRow:
    from pilotboard.domain.years import find_year

    return find_year(years, said, today)


def _word(line: str, field: Field, said: str, at: int) -> str:
    synonyms = field.synonyms or {}
    low = said.casefold()
    word = synonyms.get(low, low)
    if word not in field.values:
        word = word.replace("-", "_").replace(" ", "_")
    if word in field.values:
        return str(word)
    from pilotboard.domain.nearest import did_you_mean

    near = did_you_mean(said, (*field.values, *synonyms))
    hint = f"{near} Known words: {', '.join(field.values)}.".lstrip()
    raise problem(line, f'"{brief(said)}" is not a {field.name}.', at, hint)


def brief(text: str) -> str:
    """Typed text inside a sentence: its marks visible, no longer than a few words."""
    return shortened(shown(text), 40)


def _example(field: Field) -> str:
    examples = {
        "number": f"{field.name}>=3",
        "date": f"{field.name}<2026-12-01",
        "person": f"{field.name}:me",
        "year": f"{field.name}:2025-26",
    }
    example = examples.get(field.kind, f"{field.name}:{field.values[0] if field.values else 'word'}")
    return f"For example {example}."
