"""What both kinds of drafts share: the cells of a row by field, cleaned; errors and remarks with their places."""

from __future__ import annotations

import hashlib
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

from pilotboard.domain.intake import Parsed, Remark, RowError
from pilotboard.domain.text import clean, has_visible, shortened
from pilotboard.importing.catalogue import preset
from pilotboard.importing.fields import FIELDS, Kind
from pilotboard.importing.limits import brief
from pilotboard.importing.mapping import Dates
from pilotboard.importing.moments import BadValue, DateReader, analyse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from pilotboard.importing.mapping import ImportMap
    from pilotboard.importing.table import Table

MAX_ID = 200
MAX_TITLE = 200
MAX_PROSE = 20_000


def one_line(cell: str) -> str:
    """A cell as one clean line; ``""`` when nothing in it can be seen."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    text = clean(cell).text
    return text if has_visible(text) else ""


class Reading:
    """One pass over a table by a map. A row is read between one ``turn_to`` and the next."""

    def __init__(self, table: Table, mapping: ImportMap, zone: tzinfo = UTC) -> None:
        self.table = table
        self.mapping = mapping
        self.found = Parsed(
            target=mapping.target,
            preset=mapping.preset,
            source=preset(mapping.preset).source,
            fields=mapping.fields,
            rows=len(table.rows),
        )
        self.places = {name: mapping.positions(name) for name in FIELDS[mapping.target]}
        self._dates = {
            column.position: self._reader(column.name, column.position, zone)
            for column in mapping.columns
            if FIELDS[mapping.target][column.field].kind is Kind.TIME or column.field == "note"
        }
        self._seen: set[tuple[str, str]] = set()
        self._settings = self._fingerprint(zone)
        self._order: tuple[tuple[str, int], ...] = ()
        self.hash_over()
        self.row: list[str] = []
        self.line = 0
        self.id = ""
        self.wrong = False

    def _reader(self, name: str, position: int, zone: tzinfo) -> DateReader:
        dates = self.mapping.dates.get(name, Dates())
        if f"dates:{name}" in self.mapping.pending:
            column = analyse(self.table.column(position))
            return DateReader(column.order if column.sure else "", False, zone)
        if not dates.order:
            column = analyse(self.table.column(position))
            dates = Dates(column.order if column.sure else "", dates.other)
        return DateReader(dates.order, dates.other, zone)

    def _fingerprint(self, zone: tzinfo) -> str:
        """What the hash of every row begins with: how its cells are understood."""
        mapping = self.mapping
        orders = sorted({reader.order for reader in self._dates.values()} - {""})
        return repr(
            (mapping.done_rule, mapping.buckets, mapping.scale, sorted(mapping.fixed.items()), orders, str(zone))
        )

    def turn_to(self, index: int) -> None:
        """Turn to a row."""
        self.row = self.table.rows[index]
        self.line = self.table.lines[index]
        self.wrong = False
        self.id = one_line(self.cell("external_id"))
        if len(self.id) > MAX_ID:
            self.error("external_id", f"An id may have {MAX_ID} characters.", self.id)

    def cell(self, field: str) -> str:
        """The cell of a field as it is, ``""`` when it is not mapped; of several columns the first that is filled."""
        for place in self.places[field]:
            if self.row[place]:
                return self.row[place]
        return ""

    def cells(self, field: str) -> list[str]:
        """All filled cells of a field, left to right."""
        return [self.row[place] for place in self.places[field] if self.row[place].strip()]

    def line_of(self, field: str, most: int = MAX_TITLE) -> str:
        """A cell as one clean line of at most ``most`` characters; the map's fixed word when the cell is empty."""
        cell = self.cell(field)
        return (shortened(one_line(cell), most) if cell else "") or self.mapping.fixed.get(field, "")

    def prose_of(self, field: str) -> str:
        """A cell as clean text of any number of lines."""
        cell = self.cell(field)
        return self.cleaned(field, cell) if cell else ""

    def cleaned(self, field: str, cell: str) -> str:
        """Text of several lines without what must not be stored; a remark tells how much was taken out."""
        if cell.isascii() and cell.isprintable():
            return cell.strip()
        text, removed = clean(cell, lines=True)
        if removed:
            self.remark(field, f"{removed} control character{'' if removed == 1 else 's'} taken out.", cell)
        return text if has_visible(text) else ""

    def moment(self, field: str) -> datetime | None:
        """The time in a field, aware UTC; an error of the row when it is none."""
        for place in self.places[field]:
            text = self.row[place]
            if text and not text.isspace():
                return self._tried(field, text, self._dates[place].moment)
        return None

    def day(self, field: str) -> date | None:
        """The day in a field; an error of the row when it is none."""
        for place in self.places[field]:
            cell = self.row[place]
            if cell and not cell.isspace():
                try:
                    return self._dates[place].day(cell)
                except BadValue as fault:
                    self.error(field, str(fault), cell)
        return None

    def dates_of(self, place: int) -> DateReader:
        """How the dates of a column are read."""
        return self._dates[place]

    def _tried(self, field: str, text: str, read: Callable[[str], datetime]) -> datetime | None:
        try:
            return read(text)
        except BadValue as fault:
            self.error(field, str(fault), text)
            return None

    def error(self, field: str, message: str, value: str = "") -> None:
        """The row cannot go in."""
        self.wrong = True
        self.found.errors.append(RowError(self.line, brief(self.id), field, message, brief(value)))

    def remark(self, field: str, message: str, value: str = "") -> None:
        """Something to know about a row that goes in."""
        self.found.remarks.append(Remark(self.line, brief(self.id), field, message, brief(value)))

    def container(self) -> str:
        """The home of the row's id: from its column, else the file's."""
        return self.line_of("container") or self.mapping.container

    def first_time(self, container: str, external_id: str) -> bool:
        """Whether the id is new in this file; the same id again is an error of the row."""
        key = (container, external_id)
        if key in self._seen:
            self.error("external_id", "The same id stands in an earlier row.", external_id)
            return False
        self._seen.add(key)
        return True

    def hash(self, *more: str) -> str:
        """A fingerprint of the mapped cells of the row and of how they are understood."""
        row = self.row
        mapped = [label + row[place] for label, place in self._order if row[place]]
        text = "\x1f".join((self._settings, *mapped, *more))
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def hash_over(self, fields: frozenset[str] | None = None) -> None:
        """Choose the fields that the hash covers (all mapped ones without ``fields``), in an order of their own.

        Neither columns that change places nor mapped ones that are empty in a row change its hash.
        """
        chosen = [
            (column.field, column.nth, column.position)
            for column in self.mapping.columns
            if (fields is None or column.field in fields) and column.position in self.places[column.field]
        ]
        self._order = tuple((f"{field}={nth}=", position) for field, nth, position in sorted(chosen))
