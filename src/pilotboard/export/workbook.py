"""A paper as an XLSX workbook: a first sheet that reads like the paper, and a sheet for every table.

Numbers are numbers and days are days. Text is written as text: nothing in it is calculated or becomes a link.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

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
)
from pilotboard.domain.text import FORMULA_STARTS, folded, shortened, shown

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from pilotboard.domain.document import Block, Document, Value

MAX_CELL = 32_767
LOOKED_AT = 100
"""Rows that say how wide a column has to be."""
_BAD_NAME = re.compile(r"[\[\]:*?/\\]")
_WIDEST, _LEAST = 60, 9
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
    "default_date_format": "yyyy-mm-dd",
}


def workbook_file(document: Document) -> bytes:
    """The paper as a workbook."""
    from xlsxwriter import Workbook

    data = BytesIO()
    book = Workbook(data, _OPTIONS)
    noon = datetime(document.as_of.year, document.as_of.month, document.as_of.day, 12, tzinfo=UTC)
    book.set_properties({"title": shown(document.title), "comments": document.audience_line, "created": noon})
    _Book(book, document).write()
    book.close()
    return data.getvalue()


class _Book:
    """One workbook being written."""

    def __init__(self, book: Workbook, document: Document) -> None:
        self.book = book
        self.document = document
        self.names: set[str] = {"history"}
        money = shown(document.money).replace('"', "")
        look: dict[str, dict[str, Any]] = {
            "text": {"text_wrap": True},
            "guarded": {"text_wrap": True, "quote_prefix": True},
            "number": {"num_format": "#,##0.##"},
            "whole": {"num_format": "#,##0"},
            "money": {"num_format": f'"{money}"#,##0'},
            "share": {"num_format": "0.#%"},
            "wholeshare": {"num_format": "0%"},
            "date": {"num_format": "yyyy-mm-dd", "align": "left"},
            "head": {"bold": True, "text_wrap": True, "bottom": 1, "font_color": "#22303a", "bg_color": "#eef1f4"},
            "title": {"bold": True, "font_size": 18},
            "heading": {"bold": True, "font_size": 13, "font_color": "#0b6e69"},
            "label": {"font_color": "#5b6670", "text_wrap": True},
            "quiet": {"font_color": "#5b6670", "text_wrap": True, "italic": True},
            "closed": {"bold": True, "font_color": "#8a3b12", "text_wrap": True},
        }
        self.formats = {name: book.add_format({"valign": "top", **one}) for name, one in look.items()}

    def write(self) -> None:
        """Every sheet."""
        if self.document.is_list:
            (table,) = self.document.sections[0].blocks
            assert isinstance(table, Table)
            self.table_sheet(table, self.document.title)
            return
        first = self.sheet("Paper")
        first.set_column(0, 0, 26)
        first.set_column(1, 1, 70)
        first.set_column(2, 4, 11)
        at = self.about(first)
        for section in self.document.sections:
            at += 1
            self.text(first, at, 0, section.heading, "heading")
            at += 1
            for block in section.blocks:
                at = self.block(first, at, block, section.heading)

    def sheet(self, title: str) -> Worksheet:
        """A new sheet; its name is short, allowed, and the only one of its kind."""
        base = shortened(_BAD_NAME.sub(" ", shown(title)).strip(" '") or "Table", 28)
        name, count = base, 1
        while folded(name) in self.names:
            count += 1
            name = f"{shortened(base, 26)} {count}"
        self.names.add(folded(name))
        made = self.book.add_worksheet(name)
        made.set_footer(f"&L{self.document.audience_line}&R&P / &N")
        made.set_landscape()
        made.fit_to_pages(1, 0)
        return made

    def about(self, sheet: Worksheet) -> int:
        """The head of the paper; the result is the next free row."""
        document = self.document
        self.text(sheet, 0, 0, document.title, "title")
        lines = [
            (document.subtitle, ""),
            (f"{document.organisation}, {document.as_of.isoformat()}", ""),
            (document.audience_line, "closed"),
            (NOT_ABOUT_PEOPLE, "label"),
            (document.as_of_line, "label"),
        ]
        at = 1
        for line, look in lines:
            if line:
                sheet.merge_range(at, 0, at, 3, "", self.formats[look or "text"])
                self.text(sheet, at, 0, line, look)
                at += 1
        return at

    def block(self, sheet: Worksheet, at: int, block: Block, heading: str) -> int:
        """One block; the result is the next free row."""
        match block:
            case Paragraph():
                self.text(sheet, at, 0, block.label, "label")
                self.text(sheet, at, 1, block.text)
                return at + 1
            case Note():
                return self.below(sheet, at, [(block.text, "quiet")])
            case Bullets():
                return self.below(sheet, at, [(item, "") for item in block.items])
            case Facts():
                return self.facts(sheet, at, block)
            case Quotes():
                return self.quotes(sheet, at, block)
            case Table() | Chart():
                table = block if isinstance(block, Table) else block.table
                return self.pointed(sheet, at, table, heading)

    def below(self, sheet: Worksheet, at: int, texts: list[tuple[str, str]]) -> int:
        """Texts one below the other, each with its look; the result is the next free row."""
        for place, (text, look) in enumerate(texts):
            self.text(sheet, at + place, 1, text, look)
        return at + len(texts)

    def facts(self, sheet: Worksheet, at: int, block: Facts) -> int:
        """A row a fact: its name, its value, its n and its day."""
        for place, one in enumerate(block.items):
            self.text(sheet, at + place, 0, one.label, "label")
            self.value(sheet, at + place, 1, one.value, one.kind)
            if one.n is not None:
                self.text(sheet, at + place, 2, "n", "label")
                self.value(sheet, at + place, 3, one.n, Kind.NUMBER)
            self.value(sheet, at + place, 4, one.on, Kind.DATE)
        return at + len(block.items)

    def quotes(self, sheet: Worksheet, at: int, block: Quotes) -> int:
        """What was said, by whom and when, and the answer below."""
        if not block.items:
            return self.below(sheet, at, [(block.empty, "quiet")])
        for said in block.items:
            self.text(sheet, at, 0, f"{said.key}, {said.who}", "label")
            self.value(sheet, at, 2, said.on, Kind.DATE)
            said_text = (said.text, "") if said.text else (NOT_QUOTED, "quiet")
            at = self.below(sheet, at, [said_text, *([(said.answer, "")] if said.answer else [])])
        return at

    def pointed(self, sheet: Worksheet, at: int, table: Table, heading: str) -> int:
        """A table on a sheet of its own, named on the first one."""
        self.text(sheet, at, 0, table.title, "label")
        if not table.rows:
            self.text(sheet, at, 1, table.empty, "quiet")
            return at + 1
        name = self.table_sheet(table, table.title or heading)
        self.text(
            sheet, at, 1, f"{len(table.rows):,} row{'' if len(table.rows) == 1 else 's'}: sheet “{name}”", "quiet"
        )
        if table.note:
            at += 1
            self.text(sheet, at, 1, table.note)
        return at + 1

    def table_sheet(self, table: Table, title: str) -> str:
        """The rows below a head that stays in sight; the result is the name of the sheet."""
        sheet = self.sheet(title)
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, shown(column.title), self.formats["head"])
            longest = max((_length(row[place]) for row in table.rows[:LOOKED_AT]), default=0)
            sheet.set_column(place, place, min(max(longest, len(column.title), _LEAST) + 2, _WIDEST))
        kinds = [column.kind for column in table.columns]
        for at, row in enumerate(table.rows, start=1):
            for place, value in enumerate(row):
                self.value(sheet, at, place, value, kinds[place])
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        return str(sheet.get_name())

    def value(self, sheet: Worksheet, row: int, column: int, value: Value, kind: Kind) -> None:
        """One typed cell; unknown stays empty."""
        if value is None:
            return
        if isinstance(value, str):
            self.text(sheet, row, column, value)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.formats["date"])
        else:
            sheet.write_number(row, column, value, self.formats[_look(value, kind)])

    def text(self, sheet: Worksheet, row: int, column: int, text: str, look: str = "") -> None:
        """Text as text; what begins like a formula keeps a mark that it is none."""
        if not text:
            return
        said = shown(text, lines=True)
        usual = "guarded" if said.startswith(FORMULA_STARTS) else "text"
        sheet.write_string(row, column, said[:MAX_CELL], self.formats[look or usual])


def _look(value: float, kind: Kind) -> str:
    if kind == Kind.MONEY:
        return "money"
    if kind == Kind.SHARE:
        return "wholeshare" if float(value * 100).is_integer() else "share"
    return "whole" if isinstance(value, int) or value.is_integer() else "number"


def _length(value: Value) -> int:
    if isinstance(value, str):
        return max((len(line) for line in value.split("\n")), default=0)
    return 10
