"""A paper as CSV: for a list its header and its rows; for a paper its sections one below the other.

Text that a spreadsheet would take for a formula gets a ``'`` before it; an import takes it away again.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from pilotboard.domain.document import (
    NOT_ABOUT_PEOPLE,
    Bullets,
    Chart,
    Facts,
    Kind,
    Note,
    Paragraph,
    Quotes,
    Table,
)
from pilotboard.domain.text import FORMULA_STARTS, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pilotboard.domain.document import Block, Document, Value

_STARTS = frozenset(FORMULA_STARTS)
_FORM = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""


def csv_file(document: Document) -> bytes:
    """The paper as UTF-8 with a byte order mark, lines ending as RFC 4180 says."""
    text = StringIO(newline="")
    text.write(_FORM)
    csv.writer(text).writerows(_rows(document))
    return text.getvalue().encode("utf-8", "replace")


def guarded(text: str) -> str:
    """A text as a cell that no spreadsheet calculates."""
    if text[:1] not in _STARTS and text.isascii() and text.isprintable():
        return text
    said = shown(text, lines=True)
    return f"'{said}" if said.startswith(FORMULA_STARTS) else said


def plain(value: Value) -> str:
    """A value as it stands in a cell: numbers as they are, days as YYYY-MM-DD, nothing for unknown."""
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return value.isoformat() if not isinstance(value, int | float) else str(value)


def _rows(document: Document) -> Iterator[Sequence[Value]]:
    if document.is_list:
        (table,) = document.sections[0].blocks
        assert isinstance(table, Table)
        yield [column.title for column in table.columns]
        yield from _cells(table)
        return
    yield [guarded(document.title), guarded(document.subtitle)]
    yield [guarded(document.organisation), document.as_of.isoformat()]
    for line in (document.audience_line, NOT_ABOUT_PEOPLE, document.as_of_line):
        yield [line]
    for section in document.sections:
        yield []
        yield [guarded(section.heading)]
        for block in section.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[Sequence[Value]]:
    match block:
        case Paragraph():
            yield [guarded(text) for text in (block.label, block.text) if text]
        case Note():
            yield [guarded(block.text)]
        case Bullets():
            yield from ([guarded(item)] for item in block.items)
        case Facts():
            yield ["Fact", "Value", "n", "Day"]
            for one in block.items:
                yield [guarded(one.label), plain(one.value), plain(one.n), plain(one.on)]
        case Quotes():
            yield ["Key", "Said", "As", "Day", "Answer"]
            for said in block.items:
                yield [guarded(cell) for cell in (said.key, said.text, said.who)] + [
                    plain(said.on),
                    guarded(said.answer),
                ]
        case Table():
            yield from _table(block)
        case Chart():
            yield from _table(block.table)


def _cells(table: Table) -> Iterable[Sequence[Value]]:
    """Rows as the writer takes them: it writes numbers as they are, days as YYYY-MM-DD, nothing for unknown.

    One look at all texts together tells whether any of them has to be looked at by itself.
    """
    texts = [value for row in table.rows for value in row if isinstance(value, str)]
    whole = "".join(texts)
    if _STARTS.isdisjoint([text[:1] for text in texts]) and shown(whole, lines=True) == whole:
        return table.rows
    return ([guarded(value) if isinstance(value, str) else value for value in row] for row in table.rows)


def _table(table: Table) -> Iterator[Sequence[Value]]:
    if table.title:
        yield [guarded(table.title)]
    yield [guarded(column.title) + (" (share)" if column.kind == Kind.SHARE else "") for column in table.columns]
    yield from _cells(table)
    if table.note:
        yield [guarded(table.note)]
