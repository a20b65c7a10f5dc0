"""Workbooks: values only, and workbooks made to hurt."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from datetime import date, datetime

import pytest

from pilotboard.importing.limits import BadFile, Cancelled
from pilotboard.importing.source import read_source
from tests.importing.samples import Cell, sheet, workbook, zipped


def refused(data: bytes) -> BadFile:
    with pytest.raises(BadFile) as caught:
        read_source(data)
    return caught.value


def test_values_come_as_plain_text() -> None:
    rows: list[list[Cell]] = [
        ["Title", "Points", "Due", "At", "Open", "Share"],
        ["Größe\nzwei", 3.0, date(2026, 9, 20), datetime.fromisoformat("2026-09-20 15:30"), True, 0.25],
        ["Only a title"],
    ]
    source = read_source(workbook({"Tasks": rows}))
    assert source.kind == "xlsx"
    assert source.table.rows == [
        ["Größe\nzwei", "3", "2026-09-20", "2026-09-20 15:30:00", "true", "0.25"],
        ["Only a title", "", "", "", "", ""],
    ]


def test_the_largest_sheet_is_read_and_said_and_rows_keep_their_numbers() -> None:
    tasks = [["Exported"], [], ["Task Name", "Progress"], ["a", "Completed"], [], ["b", "In progress"]]
    source = read_source(workbook({"Plan name": [["Plan name"], ["Reading pilot"]], "Tasks": tasks}))
    assert source.table.header == ["Task Name", "Progress"]
    assert (source.table.header_line, source.table.lines) == (3, [4, 6])
    assert 'sheet "Tasks"' in source.said
    assert source.container == "Reading pilot"


def test_cells_far_away_are_refused_before_they_fill_the_memory() -> None:
    far = sheet([["a"]]).replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    assert (
        "row 1,048,576"
        in refused(workbook({"S": []}, xl__worksheets__sheet0="", **{"xl__worksheets__sheet0.xml": far})).message
    )
    wide = sheet([["a"]]).replace("</sheetData>", '<row r="90000"><c r="XFD90000"><v>1</v></c></row></sheetData>')
    assert "too large" in refused(workbook({"S": []}, **{"xl__worksheets__sheet0.xml": wide})).message


def test_a_file_that_grows_too_much_is_refused() -> None:
    blank = "<worksheet>" + " " * 30_000_000 + "</worksheet>"
    assert "100 times" in refused(workbook({"S": []}, **{"xl__worksheets__sheet0.xml": blank})).message


def test_a_file_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(zipped({"xl/workbook.xml": b"<x>" + b" " * 5_000_000}))
    size = struct.pack("<I", 5_000_003)
    assert data.count(size) == 2
    assert refused(bytes(data.replace(size, struct.pack("<I", 10)))).message


def test_more_than_a_hundred_megabytes_are_refused() -> None:
    noise = bytes(range(256)) * 4096
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(40):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", noise[number:] * 3)
        archive.writestr("xl/workbook.xml", "<x/>")
    assert refused(data.getvalue()).message


@pytest.mark.parametrize(
    "part",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>',
        "<worksheet><sheetData><row",
        '<worksheet><sheetData><row r="99999999999"/></sheetData></worksheet>',
        '<worksheet><sheetData><row r="1"><c r="ZZZZZZZZ1"><v>1</v></c></row></sheetData></worksheet>',
    ],
)
def test_strange_sheets_are_refused(part: str) -> None:
    assert refused(workbook({"S": []}, **{"xl__worksheets__sheet0.xml": part})).message


def test_damaged_and_foreign_files_are_refused() -> None:
    good = workbook({"S": [["Title"], ["a"]]})
    assert refused(good[: len(good) // 2]).message
    assert refused(zipped({"xl/workbook.xml": b"<workbook/>"})).message
    assert "0 tables" in refused(zipped({"readme.pdf": b"x"})).message
    assert "password" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600).hint


def test_an_empty_workbook_is_refused() -> None:
    assert "no sheet" in refused(workbook({"S": []})).message


def test_reading_a_workbook_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        read_source(workbook({"S": [["Title"], ["a"]]}), "f.xlsx", lambda done, total: False)


def test_the_library_is_loaded_for_workbooks_only() -> None:
    code = (
        "import sys; from pilotboard.importing.source import read_source;"
        "from pilotboard.importing.proposing import propose; from pilotboard.importing.drafting import parse;"
        "source = read_source(b'Title,Status\\na,Done\\n'); print(len(parse(source, propose(source).map).items));"
        "print(sorted({'python_calamine', 'pydantic', 'sqlmodel', 'sqlite3', 'textual', 'click'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "[]"]
