"""Where the header row stands: real files have titles, dates and blank lines above it."""

from __future__ import annotations

import re
from statistics import median

from pilotboard.importing.table import squeezed

_LOOK = 40
_VALUE = re.compile(r"[\d\s.,:/+%$€£-]*(?:\s?[apAP]\.?[mM]\.?)?")


def find_header(rows: list[list[str]]) -> int:
    """The index of the row that names the columns; 0 when none stands out.

    It is the first row about as full as the rows below it whose cells are mostly words, each different. A later
    row wins only when the presets know clearly more of its names.
    """
    first = rows[:_LOOK]
    full = [sum(1 for cell in row if cell.strip()) for row in rows[: _LOOK * 5]]
    usual = median([count for count in full if count] or [1])
    candidates = [
        index for index, row in enumerate(first) if full[index] >= max(1, 0.6 * usual) and _names(row, full[index])
    ]
    if not candidates:
        return next((index for index, count in enumerate(full) if count), 0)
    best = candidates[0]
    known = _known(first[best])
    for index in candidates[1:]:
        more = _known(first[index])
        if more > 2 * known and (more >= 3 or more >= max(2, 0.5 * full[index])):
            best, known = index, more
    return best


def _names(row: list[str], full: int) -> bool:
    """Whether most cells could be names of columns."""
    words = sum(1 for cell in row if cell.strip() and not _VALUE.fullmatch(cell.strip()[:40]))
    return words >= max(1, 0.6 * full)


def _known(row: list[str]) -> int:
    """How many cells of a row are names that some preset knows."""
    from pilotboard.importing.catalogue import every_name

    names = every_name()
    return len({name for cell in row if cell.strip() and (name := squeezed(cell)) in names})
