"""A table as every reader gives it: rows of text, by position."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

_CUSTOM = re.compile(
    r"^(?:custom field|campo personalizado|campo personalizzato|benutzerdefinierte[srn]? feld|champs? personnalises?"
    r"|aangepast veld|anpassat falt) (?=.)"
)


@dataclass(slots=True)
class Table:
    """Rows of equal width under a header. Names may repeat or be empty: a column is its position.

    ``lines[i]`` is where row ``i`` begins in the file (a line, a row of the sheet, the place of a card).
    ``above`` are the rows that stood above the header.
    """

    header: list[str]
    rows: list[list[str]]
    lines: list[int]
    header_line: int
    above: list[list[str]] = field(default_factory=list)
    blank_rows: int = 0

    def column(self, position: int) -> list[str]:
        """The cells of a column, top to bottom."""
        return [row[position] for row in self.rows]

    def title(self, position: int) -> str:
        """The column's name, or its place when it has none."""
        return self.header[position].strip() or f"(column {position + 1})"


def level(rows: list[list[str]], header: list[str]) -> list[str]:
    """Make all rows as wide as the widest: the header grows empty names, short rows empty cells."""
    width = len(header)
    for row in rows:
        width = max(width, len(row))
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return [*header, *[""] * (width - len(header))]


@lru_cache(maxsize=8192)
def normalised(name: str) -> str:
    """A column's name for comparing: no case, accents, signs; single blanks; Jira's "Custom field (...)" opened."""
    plain = unicodedata.normalize("NFKD", name[:400].casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    words = " ".join("".join(char if char.isalnum() else " " for char in letters).split())
    return _CUSTOM.sub("", words)


def squeezed(name: str) -> str:
    """A normalised name without blanks: ``Issue key``, ``issue_key`` and ``issuekey`` are one."""
    return normalised(name).replace(" ", "")
