"""Text files with separated values: encoding, separator, header, rows.

Nothing is guessed silently: what was recognised comes back as sentences. A file that cannot be read without doubt
(an open quote, a NUL, broken UTF-8, a cell over the cap) is refused with line and column.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from pilotboard.domain.text import FORMULA_STARTS
from pilotboard.importing.headers import find_header
from pilotboard.importing.limits import MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, STEP, BadFile, Cancelled, place_of
from pilotboard.importing.table import Table, level

if TYPE_CHECKING:
    from pilotboard.importing.limits import Progress

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_SAMPLE = 65_536
_BREAK = re.compile("\r\n|[\r\n]")
_QUOTED = re.compile(r'"(?:[^"]|"")*+"(?!")')
_GUARDED = re.compile(r"'[=+\-@'\t\r]")
_SEP_LINE = re.compile(r"sep=([,;\t])\r?\n?", re.IGNORECASE)


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding. Raises ``BadFile`` with the place of what fits none."""
    if data.startswith(codecs.BOM_UTF8):
        return _decoded(data[3:], "utf-8"), "UTF-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16"), "UTF-16"
    wide = _wide(data)
    if wide:
        return _decoded(data, wide), "UTF-16"
    try:
        text, name = data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as fault:
        text, name = _western(data, fault), "Windows-1252"
    return _without_nul(text), name


def _without_nul(text: str) -> str:
    nul = text.find("\0")
    if nul < 0:
        return text
    line, column = place_of(text, nul)
    raise BadFile("The file holds a NUL character.", "Is it a text file? Save it as CSV.", line=line, column=column)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode(encoding, "replace")
        line, column = place_of(before, len(before))
        message = f"The file says it is {encoding.upper()}, but a character is broken."
        raise BadFile(message, "Export it again.", line=line, column=column) from None
    return _without_nul(text)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of western text is zero."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.4 and even * 10 < odd:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.4 and odd * 10 < even else ""


def _western(data: bytes, fault: UnicodeDecodeError) -> str:
    """Windows-1252, unless the file is plainly UTF-8 with a broken spot."""
    loose = data.decode("utf-8", "surrogateescape")
    broken = sum(1 for char in re.findall("[\udc80-\udcff]", loose))
    whole = sum(1 for char in re.findall("[^\x00-\x7f\udc80-\udcff]", loose))
    undefined = re.search(rb"[\x81\x8d\x8f\x90\x9d]", data)
    if whole <= 3 * broken and undefined is None:
        return data.decode("cp1252")
    before = data[: fault.start].decode("utf-8")
    line, column = place_of(before, len(before))
    raise BadFile(
        "A character is neither UTF-8 nor Windows-1252.", "Save the file again as UTF-8.", line=line, column=column
    )


def separator_of(text: str) -> str:
    """The separator that gives most rows the same number of cells; a comma when there is only one column."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    best, best_score = ",", (0.0, 0)
    for separator in SEPARATORS:
        widths = _widths(sample, separator)
        if not widths:
            continue
        common = max(set(widths), key=lambda width: (widths.count(width) if width > 1 else 0, width))
        score = (round(widths.count(common) / len(widths), 2) if common > 1 else 0.0, common)
        if score > best_score:
            best, best_score = separator, score
    return best


def _widths(sample: str, separator: str) -> list[int]:
    widths: list[int] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if any(row):
                widths.append(len(row))
            if len(widths) >= 200:
                break
    except csv.Error:
        pass
    return widths[:-1] if len(widths) > 1 and len(sample) == _SAMPLE else widths


def read_text(text: str, progress: Progress | None = None) -> tuple[Table, list[str]]:
    """The table in a text and the sentences about it. Raises ``BadFile``, ``Cancelled``."""
    told = _SEP_LINE.match(text)
    separator = told[1] if told else separator_of(text)
    rows, lines = _records(text[told.end() :] if told else text, separator, progress)
    if told:
        lines = [line + 1 for line in lines]
    widest = max(map(len, rows), default=0)
    return below_header(rows, lines), [f"separated by {SEPARATORS[separator]}" if widest > 1 else "one column"]


def below_header(rows: list[list[str]], lines: list[int]) -> Table:
    """The table whose header is found among the first rows; blank rows are left out and counted."""
    found = find_header(rows)
    body = rows[found + 1 :]
    full = [index for index, row in enumerate(body) if any(map(str.strip, row))]
    if len(full) > MAX_ROWS:
        raise BadFile(f"The file has more than {MAX_ROWS:,} rows.", "Divide it and import the parts.")
    kept = [body[index] for index in full]
    width = max(map(len, rows), default=0)
    if width * len(kept) > MAX_CELLS:
        raise BadFile(f"The table is too large: {len(kept):,} rows of {width:,} columns.", "Leave out columns.")
    header = level(kept, rows[found] if rows else [])
    return Table(
        header=header,
        rows=kept,
        lines=[lines[found + 1 + index] for index in full],
        header_line=lines[found] if lines else 1,
        above=rows[:found],
        blank_rows=len(body) - len(kept),
    )


def _records(text: str, separator: str, progress: Progress | None) -> tuple[list[list[str]], list[int]]:
    """Every record, and the line that each begins in."""
    rows: list[list[str]] = []
    lines = [1]
    total = text.count("\n") + 1
    guarded = _GUARDED.search(text) is not None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    before, broken = -1, False
    while before < len(rows) and not broken:
        before = len(rows)
        if progress is not None and not progress(before, total):
            raise Cancelled
        try:
            for row in islice(reader, STEP):
                rows.append(row)
                lines.append(reader.line_num + 1)
        except csv.Error:
            broken = True
        _check_sizes(rows[before:], lines[before:])
        if guarded:
            rows[before:] = [[*map(_unguarded, row)] for row in rows[before:]]
        if len(rows) > 2 * MAX_ROWS:
            raise BadFile(f"The file has more than {MAX_ROWS:,} rows.", "Divide it and import the parts.")
    if broken:
        raise _fault(text, separator, lines[-1])
    return rows, lines[:-1]


def _check_sizes(rows: list[list[str]], lines: list[int]) -> None:
    if (
        max(map(len, chain.from_iterable(rows)), default=0) <= MAX_CELL
        and max(map(len, rows), default=0) <= MAX_COLUMNS
    ):
        return
    for line, row in zip(lines, rows, strict=False):
        if row and max(map(len, row)) > MAX_CELL:
            raise _too_long(line)
        if len(row) > MAX_COLUMNS:
            raise BadFile(f"A row has more than {MAX_COLUMNS:,} cells.", "Leave out columns.", line=line)


def _unguarded(cell: str) -> str:
    """A cell without the ``'`` that kept a spreadsheet from calculating it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_STARTS else cell


def _too_long(line: int) -> BadFile:
    return BadFile(
        f"A cell is longer than {MAX_CELL:,} characters.", "Shorten it, or leave that column out.", line=line
    )


def _fault(text: str, separator: str, start: int) -> BadFile:
    """What is wrong in the record that begins at line ``start``, and where."""
    position = 0
    for _ in range(start - 1):
        found = _BREAK.search(text, position)
        position = found.end() if found else len(text)
    while position < len(text):
        if text[position] != '"':
            position = _next_field(text, position, separator)
            continue
        opened = position
        closing = _QUOTED.match(text, position)
        line, column = place_of(text, opened)
        if closing is None:
            hint = "Close the quote, or export the file again."
            return BadFile("A quote is opened and never closed.", hint, line=line, column=column)
        if closing.end() - opened > MAX_CELL:
            break
        position = closing.end()
        if position < len(text) and text[position] not in (separator, "\r", "\n"):
            line, column = place_of(text, position)
            hint = "A quote inside a quoted cell is written twice."
            return BadFile("There is text after a closing quote.", hint, line=line, column=column)
        position += 1
    return _too_long(start)


def _next_field(text: str, position: int, separator: str) -> int:
    """Where the next cell begins, from the start of a cell without quotes."""
    found = re.compile(f"[{separator}\r\n]").search(text, position)
    return found.end() if found else len(text)
