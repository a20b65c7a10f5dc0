"""From a file to a proposal: a map with confidence, guesses marked as guesses, choices told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pilotboard.domain.intake import Target
from pilotboard.importing.catalogue import Preset, preset
from pilotboard.importing.deciding import decide
from pilotboard.importing.limits import brief
from pilotboard.importing.mapping import Column, ImportMap, checked, fitted, occurrence
from pilotboard.importing.proposal import Choice, ColumnView, Proposal
from pilotboard.importing.recognising import Match, first_dates, match_columns, questions, recognise, shapes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pilotboard.importing.shapes import Shape
    from pilotboard.importing.source import Source


def propose(source: Source, preset_name: str | None = None, target: Target | None = None) -> Proposal:
    """The best reading of a file; ``preset_name`` or ``target`` settle that part beforehand.

    Raises ``NotFound`` for an unknown preset.
    """
    shapes = shapes_of(source.table)
    if preset_name is None:
        found, confidence = recognise(source, shapes, target)
    else:
        found, confidence = preset(preset_name), 1.0
    matches = match_columns(found, source.table, shapes)
    if found.target is Target.VOICES:
        matches += first_dates(matches, found, shapes)
        more = questions(found, source.table, shapes, {match.position for match in matches})
        wide = bool(found.first) or not _has(matches, "text")
        matches += [match for match in more if wide or match.field == "theme_mark"]
    mapping = _first_map(found, source, matches)
    mapping, choices = decide(mapping, found, source, shapes)
    return _proposal(source, mapping, found, confidence, shapes, matches, choices)


def propose_with(source: Source, saved: ImportMap) -> Proposal:
    """The proposal that a saved or edited map makes for a file: its choices stand, what they leave open is told."""
    shapes = shapes_of(source.table)
    found = preset(saved.preset)
    laid, missing = fitted(checked(saved), source.table)
    laid = replace(laid, container=laid.container or source.container)
    matches = [Match(column.position, column.field, 1.0, "map") for column in laid.columns]
    decided, choices = decide(laid, found, source, shapes)
    return replace(_proposal(source, decided, found, 1.0, shapes, matches, choices), missing=tuple(missing))


def _has(matches: Sequence[Match], field: str) -> bool:
    return any(match.field == field for match in matches)


def _first_map(found: Preset, source: Source, matches: Sequence[Match]) -> ImportMap:
    header = source.table.header
    columns = tuple(
        Column(match.position, header[match.position], match.field, occurrence(header, match.position))
        for match in sorted(matches, key=lambda one: one.position)
    )
    mapped = {column.field for column in columns}
    rule = found.done_rule if found.done_rule != "resolution" or "resolution" in mapped else "status"
    return ImportMap(found.name, found.target, columns, source.container, done_rule=rule)


def _proposal(
    source: Source,
    mapping: ImportMap,
    found: Preset,
    confidence: float,
    shapes: Sequence[Shape],
    matches: Sequence[Match],
    choices: Sequence[Choice],
) -> Proposal:
    by_place = {match.position: match for match in matches}
    views = []
    for position, shape in enumerate(shapes):
        match = by_place.get(position)
        views.append(
            ColumnView(
                position=position,
                name=source.table.title(position),
                field=match.field if match else "",
                confidence=match.confidence if match else 0.0,
                reason=match.reason if match else "",
                filled=shape.filled,
                rows=shape.rows,
                sample=brief(shape.sample[0], 40) if shape.sample else "",
            )
        )
    return Proposal(
        map=mapping,
        title=found.title,
        confidence=confidence,
        said=tuple(source.said),
        columns=tuple(views),
        choices=tuple(choices),
        rows=len(source.table.rows),
    )
