"""A file, read: its table, and what was understood on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pilotboard.domain.much_at_once import all_kept
from pilotboard.importing.archive import is_zip, unpack
from pilotboard.importing.boards import Board, looks_like_json, read_board
from pilotboard.importing.limits import MAX_FILE, BadFile, brief, counted
from pilotboard.importing.own_list import is_own_list, read_own_list
from pilotboard.importing.table import Table, normalised
from pilotboard.importing.tabular import decode, read_text
from pilotboard.importing.workbook import is_workbook, read_workbook

if TYPE_CHECKING:
    from pilotboard.importing.limits import Progress

_PLAN_NAMES = ("plan name", "nombre del plan", "nom du plan", "planname", "plannaam", "nome do plano", "nome piano")


@dataclass(slots=True)
class Source:
    """What a file holds. ``kind`` is csv, xlsx or trello; ``said`` tells what was recognised, as short phrases.

    ``container`` is what the file names as the home of its ids (a board, a plan); ``""`` when it names none.
    """

    name: str
    kind: str
    table: Table
    said: list[str] = field(default_factory=list)
    container: str = ""
    board: Board | None = None


@all_kept()
def read_source(data: bytes, name: str = "", progress: Progress | None = None) -> Source:
    """Recognise and read a file by what it holds (``name`` is only for people).

    Raises ``BadFile`` (what is wrong, with line and column where there is one) and ``Cancelled``.
    """
    if len(data) > MAX_FILE:
        raise BadFile(f"The file is larger than {MAX_FILE // 1024 // 1024} MB.", "Divide it and import the parts.")
    if not data.strip():
        raise BadFile("The file is empty.", "Choose another file.")
    if is_zip(data):
        return _workbook(data, name, progress) if is_workbook(data) else _zipped(data, progress)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BadFile("This is an old or a protected Excel file.", "Open it and save it as XLSX without a password.")
    text, encoding = decode(data)
    if is_own_list(text):
        return _told(Source(name, "csv", read_own_list(text), ["a list that pilotboard wrote"]))
    if looks_like_json(text):
        return _board(text, name, encoding)
    table, said = read_text(text, progress)
    return _told(Source(name, "csv", table, [encoding, *said], _plan(table.above)))


def _told(source: Source) -> Source:
    """Add what every table says: where its header stands and how many rows are below."""
    table = source.table
    if table.above:
        source.said.append(f"header in line {table.header_line:,}")
    source.said.append(counted(len(table.rows), "row"))
    return source


def _workbook(data: bytes, name: str, progress: Progress | None) -> Source:
    table, said, others = read_workbook(data, progress)
    plan = _plan(table.above) or next(filter(None, (_plan(rows) for rows in others.values())), "")
    return _told(Source(name, "xlsx", table, ["workbook", *said], plan))


def _board(text: str, name: str, encoding: str) -> Source:
    board = read_board(text)
    said = [encoding, f'Trello board "{brief(board.name)}"', counted(len(board.table.rows), "card")]
    moves = sum(len(card.moves) for card in board.cards)
    if moves:
        said.append(f"{counted(moves, 'move')} between lists, kept as history")
    if board.lost_moves:
        said.append(f"{counted(board.lost_moves, 'move')} of cards that are gone, left out")
    return Source(name, "trello", board.table, said, board.id, board)


def _zipped(data: bytes, progress: Progress | None) -> Source:
    """The one table in a zip file, as Google sends the answers of a form."""
    members = unpack(data, lambda name: name.lower().endswith((".csv", ".tsv", ".txt")))
    if len(members) != 1:
        raise BadFile(f"The zip file holds {counted(len(members), 'table')}.", "Unpack it and import the one you mean.")
    (inner, content), *_ = members.items()
    if not content.strip():
        raise BadFile("The file in the zip file is empty.", "Choose another file.")
    text, encoding = decode(content)
    table, said = read_text(text, progress)
    return _told(Source(inner, "csv", table, ["zip file", encoding, *said]))


def _plan(rows: list[list[str]]) -> str:
    """The name of a plan, where a sheet says "Plan name" beside or above it."""
    for index, row in enumerate(rows):
        for place, cell in enumerate(row):
            if normalised(cell) in _PLAN_NAMES:
                below = rows[index + 1][place] if index + 1 < len(rows) and place < len(rows[index + 1]) else ""
                beside = row[place + 1] if place + 1 < len(row) else ""
                return beside.strip() or below.strip()
    return ""
