"""Workbooks (XLSX): values only, through python-calamine, behind caps of our own.

The library never sees the file as it came: the parts it needs are unpacked under the caps, looked through for cells
that would spread a sheet over millions of empty ones, and handed over in a fresh archive.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pilotboard.importing.archive import unpack
from pilotboard.importing.limits import MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, STEP, BadFile, Cancelled
from pilotboard.importing.tabular import below_header

if TYPE_CHECKING:
    from collections.abc import Mapping

    from python_calamine import CalamineWorkbook

    from pilotboard.importing.limits import Progress
    from pilotboard.importing.table import Table

_PARTS = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/[^/]+\.xml|xl/_rels/[^/]+\.rels|xl/worksheets/[^/]+\.xml")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)([0-9]*)["']""")
_DEEPEST = MAX_ROWS + 1000


def is_workbook(data: bytes) -> bool:
    """Whether a zip file is an XLSX workbook."""
    return b"xl/workbook.xml" in data[-MAX_CELL * 8 :] or b"xl/workbook.xml" in data[: MAX_CELL * 8]


def read_workbook(data: bytes, progress: Progress | None = None) -> tuple[Table, list[str], dict[str, list[list[str]]]]:
    """The table of the largest sheet, sentences about it, and the first rows of the other sheets by name.

    Raises ``BadFile``, ``Cancelled``.
    """
    parts = unpack(data, lambda name: _PARTS.fullmatch(name) is not None)
    for name, content in parts.items():
        if _SHEET.fullmatch(name):
            _check_places(content)
        if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
            raise BadFile("The workbook holds a document type, which no spreadsheet program writes.", "Save it again.")
    sheets = _sheets(_repacked(parts), progress)
    if not any(sheets.values()):
        raise BadFile("The workbook has no sheet with anything in it.", "Choose another file.")
    largest = max(
        sheets, key=lambda name: sum(1 for row in sheets[name] if any(row)) * max(map(len, sheets[name]), default=0)
    )
    rows = sheets.pop(largest)
    said = [f'sheet "{largest}"'] if sheets else []
    table = below_header(rows, list(range(1, len(rows) + 1)))
    return table, said, {name: rows[:20] for name, rows in sheets.items()}


def _check_places(sheet: bytes) -> None:
    """Refuse a sheet whose cells are strewn so far that the rectangle around them is too large."""
    if b"\0" in sheet[:1000]:
        raise BadFile("The workbook is written in an unusual encoding.", "Save it again from its program.")
    columns: set[bytes] = set()
    deepest = 0
    for letters, digits in set(_PLACE.findall(sheet)):
        columns.add(letters)
        if len(digits) > 9:
            raise BadFile("A cell of the workbook has no possible place.", "Save it again from its program.")
        deepest = max(deepest, int(digits or 0))
    deepest = max(deepest, sheet.count(b"<row"))
    if deepest > _DEEPEST:
        raise BadFile(f"The sheet reaches down to row {deepest:,}; {MAX_ROWS:,} is the most.", "Delete what is below.")
    width = max((_column_number(letters) for letters in columns), default=0)
    if width > MAX_COLUMNS or width * deepest > MAX_CELLS:
        raise BadFile(f"The sheet is too large: {deepest:,} rows of {width:,} columns.", "Delete what is not needed.")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:6].upper():
        number = number * 26 + letter - 64
    return number


def _repacked(parts: Mapping[str, bytes]) -> io.BytesIO:
    fresh = io.BytesIO()
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    fresh.seek(0)
    return fresh


def _sheets(data: io.BytesIO, progress: Progress | None) -> dict[str, list[list[str]]]:
    from python_calamine import CalamineError, load_workbook

    try:
        with load_workbook(data) as book:
            return {name: _rows(book, name, progress) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError, OverflowError) as fault:
        raise _unreadable() from fault
    except BaseException as fault:
        # A panic of the library's compiled part: it derives from BaseException and has no importable class.
        if type(fault).__name__ == "PanicException":
            raise _unreadable() from None
        raise


def _unreadable() -> BadFile:
    return BadFile("The workbook cannot be read.", "Open it, save it as XLSX and try again.")


def _rows(book: CalamineWorkbook, name: str, progress: Progress | None) -> list[list[str]]:
    rows: list[list[str]] = []
    found = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    for cells in found:
        if len(rows) % STEP == 0 and progress is not None and not progress(len(rows), len(found)):
            raise Cancelled
        row = [cell if cell.__class__ is str else _text(cell) for cell in cells]
        if row and max(map(len, row)) > MAX_CELL:
            raise BadFile(f"A cell is longer than {MAX_CELL:,} characters.", "Shorten it.", line=len(rows) + 1)
        rows.append(row)
    return rows


def _text(cell: object) -> str:
    """A value as text that every reader further on understands: ISO days and times, plain numbers."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell) if isinstance(cell, (int, timedelta)) else ""
