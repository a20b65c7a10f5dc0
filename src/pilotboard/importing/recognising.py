"""Which preset a file belongs to, and which of its columns is what: names first, then what the cells look like."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pilotboard.domain.intake import Target
from pilotboard.domain.nearest import distance
from pilotboard.importing.catalogue import ORDER, Preset, preset
from pilotboard.importing.fields import FIELDS, Kind
from pilotboard.importing.shapes import Shape, fit, shape_of
from pilotboard.importing.table import normalised, squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pilotboard.importing.source import Source
    from pilotboard.importing.table import Table

_FILLERS = frozenset(("id", "name", "date", "time", "dttm", "at", "on", "of", "field", "text", "value"))
_WEAK_WORDS = """
name title id no number key status state type date url link links cycle form group source who owner project board item
task plan data nom nome naam nombre column note notes size kind stage open closed created updated nummer tipo
"""
_WEAK = frozenset(_WEAK_WORDS.split())
"""Words that end many a column's name without telling what it holds."""

SURE = 0.5
"""Below this a column is not mapped by its name."""


@dataclass(frozen=True, slots=True)
class Match:
    """A column, the field it is taken for, how sure (0 to 1), and why."""

    position: int
    field: str
    confidence: float
    reason: str


def shapes_of(table: Table) -> list[Shape]:
    """What each column looks like."""
    return [shape_of(table, position) for position in range(len(table.header))]


def recognise(source: Source, shapes: Sequence[Shape], target: Target | None = None) -> tuple[Preset, float]:
    """The preset that fits best and how well (0 to 1); with ``target`` only presets for it."""
    names = [squeezed(name) for name in source.table.header]
    for name in ORDER:
        found = preset(name)
        if source.kind not in found.kinds or (target is not None and found.target is not target):
            continue
        if found.first and names and names[0] in found.first and shapes[0].dates >= SURE:
            return found, 0.95
        if found.signature and all(any(name in names for name in one) for one in found.signature):
            return found, 0.95
        if source.kind == "trello" and name == "trello":
            return found, 1.0
    generic = [
        preset(name) for name in ("items", "voices", "sprints", *(("pilots",) if target is Target.PILOTS else ()))
    ]
    scored = [(one, _weight(one, source.table, shapes)) for one in generic if target in (None, one.target)]
    best, weight = max(scored, key=lambda one: one[1])
    return best, round(min(0.9, weight / 8), 2)


def _weight(found: Preset, table: Table, shapes: Sequence[Shape]) -> float:
    """How much of what tells a target is in a file."""
    fields = FIELDS[found.target]
    matches = match_columns(found, table, shapes)
    best: dict[str, float] = {}
    for match in matches:
        best[match.field] = max(best.get(match.field, 0), match.confidence * fields[match.field].weight)
    return sum(best.values())


_CERTAIN = ("trello", "pilotboard")
"""Files whose columns are what their names say, whatever stands in them."""


def match_columns(found: Preset, table: Table, shapes: Sequence[Shape]) -> list[Match]:
    """Columns taken for fields: each column once, each field once unless several columns may feed it."""
    fields = FIELDS[found.target]
    ranked: list[tuple[float, int, int, Match]] = []
    for position, name in enumerate(table.header):
        if not shapes[position].filled or squeezed(name) in found.private:
            continue
        for field, (score, rank, reason) in _named(found.name, name[:400]).items():
            suits = 1.0 if found.name in _CERTAIN else fit(shapes[position], fields[field].kind, field)
            if suits < 0.3 or (shapes[position].mark and fields[field].kind is not Kind.MARK and reason != "name"):
                continue
            confidence = round(score * (0.7 + 0.3 * suits), 2)
            if confidence >= SURE:
                ranked.append((-confidence, rank, position, Match(position, field, confidence, reason)))
    taken: set[int] = set()
    used: dict[str, str] = {}
    matches = []
    for _, _, position, match in sorted(ranked, key=lambda one: one[:3]):
        name = squeezed(table.header[position])
        if position in taken or (match.field in used and not _joins(match.field, name, used, found)):
            continue
        taken.add(position)
        used.setdefault(match.field, name)
        matches.append(match)
    return sorted(matches, key=lambda one: one.position)


def _joins(field: str, name: str, used: dict[str, str], found: Preset) -> bool:
    """Whether a further column may feed a field: when it bears the same name, or the field is made of many."""
    if not FIELDS[found.target][field].many:
        return False
    return used[field] == name or field in ("estimate", "text", "rating", "theme_mark")


@lru_cache(maxsize=8192)
def _named(preset_name: str, name: str) -> dict[str, tuple[float, int, str]]:
    """The fields that a column's name speaks for: how strongly, its rank among that field's names, why."""
    found = preset(preset_name)
    plain = squeezed(name)
    fields: dict[str, tuple[float, int, str]] = {}
    for field, rank in found.aliases.get(plain, {}).items():
        fields[field] = (1.0, rank, "name")
    if fields or not found.loose or not plain:
        return fields
    return _contained(found, normalised(name).split()) or _nearly(found, plain)


def _contained(found: Preset, words: list[str]) -> dict[str, tuple[float, int, str]]:
    """Fields whose name ends a longer one, or begins one that only a filler ends; the longest such name counts."""
    fields: dict[str, tuple[float, int, str]] = {}
    for size in range(min(len(words) - 1, 4), 0, -1):
        parts = [words[-size:]]
        if all(word in _FILLERS for word in words[size:]):
            parts.append(words[:size])
        for part in parts:
            if size == 1 and (part[0] in _WEAK or len(part[0]) < 3):
                continue
            for field, rank in found.aliases.get("".join(part), {}).items():
                strong = 0.8 if len(words) - size <= 2 else 0.65
                fields.setdefault(field, (strong, rank + 100, f'"{" ".join(part)}" in its name'))
        if fields:
            break
    return fields


def _nearly(found: Preset, plain: str) -> dict[str, tuple[float, int, str]]:
    """Fields whose name differs by one slip."""
    fields: dict[str, tuple[float, int, str]] = {}
    if 5 <= len(plain) <= 40:
        for alias, known in found.aliases.items():
            if abs(len(alias) - len(plain)) <= 1 and len(alias) >= 5 and distance(plain, alias, 1) <= 1:
                for field, rank in known.items():
                    fields.setdefault(field, (0.75, rank + 200, "nearly its name"))
    return fields


def questions(found: Preset, table: Table, shapes: Sequence[Shape], taken: set[int]) -> list[Match]:
    """For feedback: columns without a known name that look like answers, ratings or marks of themes."""
    matches = []
    marks = [
        place for place, shape in enumerate(shapes) if shape.mark and place not in taken and table.header[place].strip()
    ]
    marks = [place for place in marks if shapes[place].share < 0.9]
    if len(marks) >= 3:
        matches += [Match(place, "theme_mark", 0.7, "one mark under a heading") for place in marks]
        taken = taken | set(marks)
    form = bool(found.first)
    for place, shape in enumerate(shapes):
        name = table.header[place]
        if place in taken or not shape.filled or not name.strip() or squeezed(name) in found.private:
            continue
        if _looks_like_answers(shape, form):
            matches.append(Match(place, "text", 0.6 if form else 0.5, "cells read like answers"))
        elif form and shape.numbers == 1 and 2 <= shape.different <= 11:
            matches.append(Match(place, "rating", 0.6, "small numbers, like a scale"))
    return matches


def _looks_like_answers(shape: Shape, form: bool) -> bool:
    """Words of some length that differ from row to row; a short form needs not differ much."""
    varied = shape.different > max(2, 0.3 * shape.filled) or (form and shape.filled < 10)
    return varied and shape.words > 0.8 and shape.dates < 0.2 and shape.mails < 0.2 and shape.length > 12


def first_dates(matches: list[Match], found: Preset, shapes: Sequence[Shape]) -> list[Match]:
    """For feedback without a column named as its date: the first column that holds dates."""
    if found.target is not Target.VOICES or any(match.field == "date" for match in matches):
        return []
    taken = {match.position for match in matches}
    for place, shape in enumerate(shapes):
        if place not in taken and shape.dates > 0.9 and fit(shape, Kind.TIME, "date"):
            return [Match(place, "date", 0.55, "cells are dates")]
    return []
