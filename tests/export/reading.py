"""Files read back by other programs than those that wrote them: what stands in a paper, as words."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pypdfium2

from pilotboard.domain.document import Document, Kind, Table, words

_VOID = frozenset(("meta", "link", "br", "rect", "line", "polyline", "img"))


class Page(HTMLParser):
    """A page as a browser takes it: its elements, what they say, and what they may do."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.cells: list[str] = []
        self.headings: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag in _VOID:
            return
        self.open.append(tag)
        if tag in ("td", "dd"):
            self.cells.append("")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open.pop() == tag, f"{tag} closes nothing"

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.texts.append(data)
        if {"td", "dd"} & set(self.open):
            self.cells[-1] += data

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def markdown_cells(data: bytes) -> list[str]:
    """The cells of all tables, as Markdown shows them."""
    found = []
    for line in data.decode().split("\n"):
        if line.startswith("| "):
            cells = line.removeprefix("| ").removesuffix(" |").split(" | ")
            found += [unescaped(cell) for cell in cells]
    return found


def unescaped(text: str) -> str:
    """Markdown as it is shown: what a backslash stands before is itself."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text.replace("<br>", "\n"))


def workbook_cells(data: bytes) -> list[Any]:
    """Every cell of every sheet; none of them may be a formula or a link."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None
                found.append(cell.value)
    return found


def csv_rows(data: bytes) -> list[list[str]]:
    """The rows of a file of separated values."""
    assert data.startswith(b"\xef\xbb\xbf")
    return [*csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


def pdf_text(data: bytes) -> str:
    """What stands on all pages."""
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def json_leaves(data: bytes) -> list[Any]:
    """Every value in the document."""

    def walk(value: Any) -> Iterator[Any]:
        if isinstance(value, dict):
            for one in value.values():
                yield from walk(one)
        elif isinstance(value, list):
            for one in value:
                yield from walk(one)
        else:
            yield value

    return [*walk(json.loads(data))]


def values(document: Document, *kinds: Kind) -> list[Any]:
    """Every known value of these kinds in the facts, tables and charts of a paper."""
    found: list[Any] = []
    for block in document.blocks():
        table = block if isinstance(block, Table) else getattr(block, "table", None)
        if table is not None:
            for row in table.rows:
                found += [one for one, column in zip(row, table.columns, strict=True) if column.kind in kinds]
        for fact in getattr(block, "items", ()):
            if getattr(fact, "kind", None) in kinds:
                found.append(fact.value)
    return [value for value in found if value is not None]


def figures(document: Document) -> list[tuple[Any, str]]:
    """Every figure and day of a paper, with the words that people read for it."""
    return [
        (value, words(value, kind, document.money))
        for kind in (Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.DATE)
        for value in values(document, kind)
    ]


def as_day(value: Any) -> Any:
    """A moment of a workbook at midnight as its day."""
    return value.date() if isinstance(value, datetime) else value
