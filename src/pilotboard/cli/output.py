"""Everything that goes to standard output: tables, pages of one thing, sentences, and the JSON document.

Piped output is plain text without escapes and is never cut; on a terminal the widest texts are cut to fit. Texts that
people wrote reach a table through `domain.text.shown`; in JSON they stand as stored, with everything that could steer
a terminal written as an escape of JSON.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.errors import EnvironmentFault
from pilotboard.domain.text import shown

if TYPE_CHECKING:
    from datetime import datetime

    from pilotboard.cli.line import Line

SCHEMA = "pilotboard/1"
GAP = "  "
ROWS_AT_ONCE = 1000
"""So many rows of a document are held in memory at a time."""
LEAST = 8
"""No column is cut narrower than this."""


class Column(NamedTuple):
    """A column of a table: its heading, whether it holds figures (set to the right), whether it may be cut."""

    title: str
    right: bool = False
    elastic: bool = False


class Output:
    """Standard output of one command; made by `cli.app`, handed on in the session."""

    def __init__(self, line: Line) -> None:
        self.json = line.json
        self.quiet = line.quiet
        self._terminal = sys.stdout.isatty()
        if not _is_utf8() and isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a question mark beats no list at all
        self._bold = self._terminal and line.color and os.environ.get("TERM", "dumb") != "dumb"

    def document(self, kind: str, data: Iterable[Mapping[str, object]], **meta: object) -> None:
        """The one JSON document of a command, a row a line."""
        from json import JSONEncoder

        encode = JSONEncoder(ensure_ascii=not _is_utf8(), default=_plain).encode
        self._write(f'{{"schema": "{SCHEMA}", "kind": "{kind}", "data": [')
        rows = (_escaped(encode(row)) for row in data)
        begun = False
        while part := list(islice(rows, ROWS_AT_ONCE)):
            self._write((",\n" if begun else "\n") + ",\n".join(part))
            begun = True
        end = "\n" if begun else ""
        self._write(f'{end}], "meta": {_escaped(encode(meta))}}}\n')

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]], empty: str = "") -> None:
        """Rows under headings; `empty` is the sentence when there are none. Cells may hold anything.

        Columns with nothing in them are left out.
        """
        cells = [[shown(cell) for cell in row] for row in rows]
        if not cells:
            self.text(empty)
            return
        columns, cells = _filled(columns, cells)
        titles = [column.title for column in columns]
        widths = [max(map(width, column)) for column in zip(titles, *cells, strict=True)]
        if self._terminal:
            widths = _fitted(columns, widths, terminal_width())
        head = _aligned(columns, titles, widths)
        lines = [_aligned(columns, row, widths) for row in cells]
        self._write("\n".join([f"\x1b[1m{head}\x1b[0m" if self._bold else head, *lines]) + "\n")

    def page(self, title: str, fields: Iterable[tuple[str, str]]) -> None:
        """One thing: its title, then a line a field. Empty fields are left out; long texts keep their lines."""
        known = [(name, value) for name, value in fields if value]
        margin = max((width(name) for name, _ in known), default=0) + len(GAP)
        heading = shown(title)
        lines = [f"\x1b[1m{heading}\x1b[0m" if self._bold else heading]
        for name, value in known:
            first, *others = shown(value, lines=True).split("\n")
            lines.append(f"{name}{' ' * (margin - width(name))}{first}".rstrip())
            lines += [f"{' ' * margin}{other}".rstrip() for other in others]
        self._write("\n".join(lines) + "\n")

    def text(self, text: str) -> None:
        """Lines as they are, made safe; nothing when there is nothing."""
        if text:
            self._write(shown(text, lines=True).rstrip("\n") + "\n")

    def stream(self, lines: Iterable[str]) -> None:
        """Lines of a document that is plain ASCII already, with their ends, written as they come."""
        parts = iter(lines)
        while part := list(islice(parts, ROWS_AT_ONCE)):
            self._write("".join(part))

    def said(self, sentence: str) -> None:
        """What was done; `--quiet` keeps it back."""
        if not self.quiet:
            self.text(sentence)

    def flush(self) -> None:
        """Hand everything over. Raises EnvironmentFault when it cannot be written, BrokenPipeError as it is."""
        self._write("")

    def _write(self, text: str) -> None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as fault:
            raise EnvironmentFault(
                f"The output could not be written ({fault.strerror or fault}).",
                kept="What was saved stays saved.",
                hint="Is the disk full? Write somewhere else.",
            ) from None


def width(text: str) -> int:
    """How many cells a text takes on a terminal."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _filled(columns: Sequence[Column], rows: list[list[str]]) -> tuple[list[Column], list[list[str]]]:
    """The columns that hold something, and their cells."""
    full = [place for place in range(len(columns)) if place == 0 or any(row[place] for row in rows)]
    return [columns[place] for place in full], [[row[place] for place in full] for row in rows]


def moment(at: datetime) -> str:
    """A moment as people read it, in the time of this machine."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _cut(text: str, most: int) -> str:
    if width(text) <= most:
        return text
    if text.isascii():
        return text[: most - 1] + "…"
    from rich.cells import set_cell_size

    return set_cell_size(text, most - 1).rstrip() + "…"


def _aligned(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> str:
    cells = []
    for column, text, most in zip(columns, row, widths, strict=True):
        cut = _cut(text, most)
        pad = " " * (most - width(cut))
        cells.append(pad + cut if column.right else cut + pad)
    return GAP.join(cells).rstrip()


def _fitted(columns: Sequence[Column], widths: list[int], room: int) -> list[int]:
    """Widths that fit the terminal: the widest of the elastic columns give way first."""
    over = sum(widths) + len(GAP) * (len(widths) - 1) - room
    elastic = [place for place, column in enumerate(columns) if column.elastic]
    found = list(widths)
    while over > 0 and elastic:
        widest = max(elastic, key=lambda place: found[place])
        if found[widest] <= LEAST:
            break
        others = [found[place] for place in elastic if found[place] < found[widest]]
        step = min(over, found[widest] - max([LEAST, *others]) or 1)
        found[widest] -= step
        over -= step
    return found


def terminal_width() -> int:
    """Cells across; 80 where there is no terminal."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _is_utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def _plain(value: object) -> object:
    """Days and moments as ISO text; a set of words sorted."""
    iso = getattr(value, "isoformat", None)
    if iso is not None:
        return iso()
    raise TypeError(f"{type(value).__name__} has no place in a document")


def _escaped(text: str) -> str:
    """JSON text in which whatever `shown` would mark is written as `\\u....`; it reads back as stored."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == shown(char) else f"\\u{ord(char):04x}" for char in text)
