"""What a foreign file may be at the most, and how one that cannot be read is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.errors import InputError, Refusal
from pilotboard.domain.text import shortened, shown

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_FILE = 20 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 100
MAX_ROWS = 100_000
MAX_COLUMNS = 16_384
MAX_CELL = 32 * 1024
MAX_CELLS = 20_000_000
MAX_DEPTH = 50
MAX_MEMBERS = 10_000

STEP = 1000
"""Rows between two reports of progress."""

KEPT = "Nothing was changed."

if TYPE_CHECKING:
    Progress = Callable[[int, int], bool]
    """Told how many rows of how many are done; answers whether to go on."""


class BadFile(InputError):
    """A file that cannot be taken at all. ``line`` and ``column`` (from 1) tell the place when there is one."""

    code = "bad_file"

    def __init__(self, message: str, hint: str = "", *, line: int | None = None, column: int | None = None) -> None:
        self.line = line
        self.column = column
        place = "" if line is None else f"line {line:,}" + ("" if column is None else f", column {column:,}")
        super().__init__(f"{message[:-1]} ({place})." if place else message, KEPT, hint, place or None)


class Cancelled(Refusal):
    """The person stopped the import while the file was being read."""

    code = "cancelled"

    def __init__(self) -> None:
        super().__init__("The import was stopped.", KEPT)


def place_of(text: str, position: int) -> tuple[int, int]:
    """Line and column (from 1) of a position in a text with any kind of line ends."""
    before = text[:position]
    line = before.count("\n") + before.count("\r") - before.count("\r\n") + 1
    start = max(before.rfind("\n"), before.rfind("\r")) + 1
    return line, position - start + 1


def brief(value: str, most: int = 60) -> str:
    """A value from a file as it may stand in a report: one line, no controls, short."""
    return shortened(shown(value[: most * 4]).strip(), most)


def counted(number: int, one: str, many: str = "") -> str:
    """``1 row``, ``3,204 rows``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
