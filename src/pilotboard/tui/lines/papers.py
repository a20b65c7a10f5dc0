"""A paper as it is looked at on the screen before it is written: the same blocks, drawn by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pilotboard.domain.document import (
    NOT_ABOUT_PEOPLE,
    NOT_QUOTED,
    Bullets,
    Chart,
    Facts,
    Kind,
    Note,
    Paragraph,
    Quotes,
    Table,
    day_words,
    fact_words,
    words,
)
from pilotboard.tui.drawing import Span, fit, width
from pilotboard.tui.widgets.page import Part, Section

if TYPE_CHECKING:
    from pilotboard.domain.document import Block, Document

MOST_ROWS = 200
"""Rows of a table that are shown; the paper has all."""
CHART_ROWS = 12
LEAST_TEXT = 12
_LABEL = 40
_GAP = "  "
_RIGHT = frozenset((Kind.NUMBER, Kind.MONEY, Kind.SHARE))


def paper_sections(document: Document, cells: int) -> list[Section]:
    """The paper as sections of a page that is so many cells wide."""
    head = [
        Part("head", document.subtitle, "soft"),
        Part("head", f"{document.organisation} · {day_words(document.as_of)}", "quiet"),
        Part("head", document.audience_line, "quiet" if document.audience.value == "internal" else "warning"),
        Part("head", NOT_ABOUT_PEOPLE, "quiet"),
    ]
    found = [Section(document.title, [part for part in head if part.text])]
    for section in document.sections:
        parts = [part for block in section.blocks for part in _parts(block, document.money, cells)]
        found.append(Section(section.heading, parts))
    return found


def _parts(block: Block, money: str, cells: int) -> Iterator[Part]:
    match block:
        case Paragraph():
            yield Part("text", block.text, lead=((f"{block.label}: ", "quiet"),) if block.label else ())
        case Note():
            yield Part("note", block.text, "quiet")
        case Bullets():
            yield from (Part("text", item, lead=(("· ", "quiet"),)) for item in block.items)
        case Facts():
            most = min(_LABEL, cells // 2)
            room = min(max((width(one.label) for one in block.items), default=0), most)
            for one in block.items:
                yield Part("fact", fact_words(one, money), lead=((fit(one.label, room) + _GAP, "quiet"),))
        case Table():
            yield from _table(block, money, cells)
        case Chart():
            yield from _chart(block, cells)
        case Quotes():
            yield from _quotes(block)


def _quotes(block: Quotes) -> Iterator[Part]:
    if not block.items:
        yield Part("note", block.empty, "quiet")
    for one in block.items:
        day = f", {day_words(one.on)}" if one.on else ""
        yield Part("quote", f"“{one.text}”" if one.text else NOT_QUOTED, "soft" if one.text else "quiet", _BAR)
        yield Part("quote", f"{one.who}{day} ({one.key})", "quiet", _BAR)
        if one.answer:
            yield Part("quote", one.answer, "text", _BAR)
        yield Part("gap", "")


_BAR: tuple[Span, ...] = (("▏ ", "accent"),)


def _chart(block: Chart, cells: int) -> Iterator[Part]:
    from pilotboard.domain.chart_braille import draw

    yield Part("chart", block.spec.title, "soft")
    for line in draw(block.spec, min(cells, 76), CHART_ROWS).plain().split("\n"):
        yield Part("chart", "", lead=((line, "text"),))
    yield Part("chart", block.sentence, "quiet")
    yield Part("gap", "")


def _table(table: Table, money: str, cells: int) -> Iterator[Part]:
    """Rows with aligned columns; the widest texts give way first."""
    if table.title:
        yield Part("table", table.title, "soft")
    if not table.rows:
        yield Part("note", table.empty, "quiet")
        return
    kinds = [column.kind for column in table.columns]
    rows = [
        [words(value, kind, money).split("\n")[0] for value, kind in zip(row, kinds, strict=True)]
        for row in table.rows[:MOST_ROWS]
    ]
    titles = [column.title for column in table.columns]
    widths = _fitted([max(map(width, column)) for column in zip(titles, *rows, strict=True)], kinds, cells)
    yield Part("table", "", lead=((_line(titles, kinds, widths), "quiet"),))
    for row in rows:
        yield Part("table", "", lead=((_line(row, kinds, widths), "text"),))
    hidden = [title for title, room in zip(titles, widths, strict=True) if not room]
    if hidden:
        yield Part("note", f"Also in the paper: {', '.join(hidden)}.", "quiet")
    more = len(table.rows) - MOST_ROWS
    if more > 0:
        yield Part("note", f"… and {more:,} more in the paper.", "quiet")
    if table.note:
        yield Part("note", table.note, "quiet")
    yield Part("gap", "")


def _line(cells: Sequence[str], kinds: Sequence[Kind], widths: Sequence[int]) -> str:
    parts = [
        fit(cell, room, "right" if kind in _RIGHT else "left")
        for cell, kind, room in zip(cells, kinds, widths, strict=True)
        if room
    ]
    return _GAP.join(parts).rstrip()


def _fitted(widths: list[int], kinds: Sequence[Kind], room: int) -> list[int]:
    """Widths that fit the room: texts give way, down to 12; figures and days never; then the last columns go (0)."""
    found = list(widths)

    def over() -> int:
        kept = [one for one in found if one]
        return sum(kept) + len(_GAP) * (len(kept) - 1) - room

    texts = [place for place, kind in enumerate(kinds) if kind == Kind.TEXT]
    while over() > 0:
        wide = [place for place in texts if found[place] > LEAST_TEXT]
        kept = [place for place, one in enumerate(found) if one]
        if wide:
            found[max(wide, key=lambda place: found[place])] -= 1
        elif len(kept) > 2:
            found[kept[-1]] = 0
        else:
            found[kept[-1]] = max(found[kept[-1]] - over(), 1)
            break
    return found
