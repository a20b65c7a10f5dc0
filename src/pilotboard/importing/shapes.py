"""What the cells of a column look like, from a sample: the second opinion beside its name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilotboard.importing.fields import Kind
from pilotboard.importing.moments import take_apart
from pilotboard.importing.values import MARKS, is_number

if TYPE_CHECKING:
    from pilotboard.importing.table import Table

_SAMPLE = 400


@dataclass(frozen=True, slots=True)
class Shape:
    """A column in figures: cells filled, different ones, and shares (0 to 1) of the sample that are dates, numbers ...

    ``different`` counts over the whole column; ``only`` is the one value it has when there is just one.
    """

    filled: int
    different: int
    rows: int
    sample: tuple[str, ...]
    dates: float
    numbers: float
    mails: float
    long: float
    words: float
    length: float
    only: str

    @property
    def share(self) -> float:
        """How full the column is, 0 to 1."""
        return self.filled / self.rows if self.rows else 0.0

    @property
    def unique(self) -> bool:
        """Whether no two filled cells are alike."""
        return self.filled > 0 and self.different == self.filled

    @property
    def mark(self) -> bool:
        """Whether every filled cell says the same "yes"."""
        return self.different == 1 and self.only.strip().casefold() in MARKS


def shape_of(table: Table, position: int) -> Shape:
    """Look at a column: all cells for how full and how different, about 400 spread over it for the rest."""
    counts = Counter(table.column(position))
    for blank in [cell for cell in counts if not cell or cell.isspace()]:
        del counts[blank]
    filled = counts.total()
    different = list(counts)
    picked = different[:: max(1, len(different) // _SAMPLE)][:_SAMPLE]
    total = len(picked) or 1
    return Shape(
        filled=filled,
        different=len(different),
        rows=len(table.rows),
        sample=tuple(picked[:5]),
        dates=sum(1 for cell in picked if take_apart(cell) is not None or _iso(cell)) / total,
        numbers=sum(1 for cell in picked if is_number(cell)) / total,
        mails=sum(1 for cell in picked if "@" in cell and " " not in cell.strip()) / total,
        long=sum(1 for cell in picked if len(cell) > 60 or "\n" in cell) / total,
        words=sum(1 for cell in picked if any(map(str.isalpha, cell))) / total,
        length=sum(map(len, picked)) / total,
        only=different[0] if len(different) == 1 else "",
    )


def _iso(cell: str) -> bool:
    return len(cell) >= 10 and cell[4:5] == "-" and cell[7:8] == "-" and cell[:4].isdigit() and cell[5:7].isdigit()


def fit(shape: Shape, kind: Kind, name: str) -> float:
    """How well cells suit a field, 0 (cannot be) to 1; an empty column says nothing (0.5)."""
    if not shape.filled:
        return 0.5
    if kind is Kind.TIME:
        return shape.dates if shape.dates >= 0.5 else 0.0
    if kind is Kind.WHOLE:
        return shape.numbers if shape.numbers >= 0.5 else 0.0
    if kind is Kind.RATING:
        return 1.0 if shape.different <= 101 and shape.long < 0.2 and shape.dates < 0.5 else 0.0
    if kind is Kind.ID:
        return 1.0 if shape.unique else max(0.35, 0.6 * shape.different / shape.filled)
    if kind in (Kind.LINE, Kind.PROSE, Kind.PERSON):
        return _text_fit(shape, kind)
    if kind is Kind.MAIL:
        return shape.mails
    if kind is Kind.MARK:
        return 1.0 if shape.mark or shape.different <= 3 else 0.2
    if kind is Kind.WORD:
        many = shape.different > max(30, 0.5 * shape.filled)
        return 0.5 if (many and name != "sprint") or shape.long > 0.5 else 1.0
    return 1.0


def _text_fit(shape: Shape, kind: Kind) -> float:
    if shape.dates > 0.8 or (shape.numbers > 0.9 and kind is not Kind.LINE):
        return 0.0
    if kind is Kind.LINE:
        return max(0.3, 1 - shape.numbers) * (0.6 if shape.long > 0.9 and shape.length > 200 else 1)
    return 1.0
