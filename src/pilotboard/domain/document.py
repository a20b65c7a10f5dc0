"""A paper before it has a format: sections of blocks with typed values. Every format is written from this alone.

Numbers stay numbers and days stay days, so that a workbook can calculate with them; an unknown value is ``None`` and
is never written as 0. Beside a figure stand its n and its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from pilotboard.domain.dates import MONTH_NAMES
from pilotboard.domain.text import shown

if TYPE_CHECKING:
    from pilotboard.domain.charts import ChartSpec

Value = str | int | float | date | None
"""What a cell holds; ``None`` is unknown."""

UNKNOWN = "–"
"""How an unknown value is shown to people."""

NOT_ABOUT_PEOPLE = "This paper is about the work. It is not for evaluating employees."
"""Stands on every paper."""
MOST_UPRIGHT = 8
"""Columns of a table up to which a printed page stands upright."""
SHORT = 18
"""Characters of a text that gets just its room in a table."""


NOT_QUOTED = "may not be quoted"
"""Stands where the words of a voice would."""


class Audience(StrEnum):
    """For whom a paper is made."""

    INTERNAL = "internal"
    BOARD_CLOSED = "board-closed"
    BOARD = "board"
    PUBLIC = "public"


class Kind(StrEnum):
    """What the values of a column are. Money is in whole units, a share goes from 0 to 1."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MONEY = "money"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its key in data, its heading, what it holds."""

    key: str
    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences. ``label`` stands before them, for short texts that are named."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark about what is shown, such as what was left out and why."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short texts one below the other."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A named value; ``n`` is how many it rests on, ``on`` its day where it is not the day of the paper."""

    label: str
    value: Value
    kind: Kind = Kind.TEXT
    n: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Named values one below the other."""

    items: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under typed columns; ``empty`` is said when there are none, ``note`` below it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    empty: str = "None."
    note: str = ""

    def longest(self, place: int) -> int:
        """How many characters the longest text of a column has; 0 for a column of figures or days."""
        if self.columns[place].kind != Kind.TEXT:
            return 0
        return max((len(str(row[place] or "")) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its sentence and its table; ``n`` is how many it rests on."""

    spec: ChartSpec
    n: int | None = None

    @property
    def table(self) -> Table:
        """The figures of the chart; what a column holds is read from its cells."""
        spec = self.spec
        kinds = [_kind_of([row[place] for row in spec.rows]) for place in range(len(spec.columns))]
        columns = tuple(Column(title.lower(), title, kind) for title, kind in zip(spec.columns, kinds, strict=True))
        rows = tuple(tuple(_read(cell, kind) for cell, kind in zip(row, kinds, strict=True)) for row in spec.rows)
        return Table(spec.title, columns, rows, note=self.sentence)

    @property
    def sentence(self) -> str:
        """What the chart says, with its n."""
        return self.spec.sentence if self.n is None else f"{self.spec.sentence} (n {self.n:,})"


@dataclass(frozen=True, slots=True)
class Quote:
    """What a voice said (``text``, "" when it may not be quoted), as what it spoke, and the answer it was given."""

    key: str
    text: str
    who: str
    answer: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Quotes:
    """Voices one below the other."""

    items: tuple[Quote, ...]
    empty: str = "None."


Block = Paragraph | Note | Bullets | Facts | Table | Chart | Quotes


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A paper: ``kind`` is its word in data (``sprint-report``), ``slug`` what a file of it is called.

    ``as_of`` is the day of every figure that names no other; ``money`` the sign before amounts. A list is one table
    and nothing else: rows that another program, or an import, reads. ``one_page``: set smaller where it is printed,
    so that it fits on one.
    """

    kind: str
    title: str
    subtitle: str
    organisation: str
    audience: Audience
    as_of: date
    sections: tuple[Section, ...]
    slug: str
    money: str = "$"
    is_list: bool = False
    one_page: bool = False

    @property
    def audience_line(self) -> str:
        """For whom it is; stands on every page of a paper that is not for everybody in the house."""
        if self.audience == Audience.BOARD_CLOSED:
            return "For a closed session of the Board only. It is not safe to publish."
        return "For use inside the organisation."

    @property
    def as_of_line(self) -> str:
        """The day of the figures."""
        return f"Figures as of {day_words(self.as_of)}, where no other day is named."

    def fitted(self) -> Document:
        """The same paper, to be printed on one page."""
        return replace(self, one_page=True)

    def blocks(self) -> Iterator[Block]:
        """Every block, in order."""
        for section in self.sections:
            yield from section.blocks

    @property
    def lies(self) -> bool:
        """Whether its pages lie on their side when printed: a table of it is too wide for an upright one."""
        return any(isinstance(one, Table) and len(one.columns) > MOST_UPRIGHT for one in self.blocks())


def day_words(day: date) -> str:
    """``20 Nov 2026``."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def words(value: Value, kind: Kind, money: str = "$") -> str:
    """A value as people read it: ``1,204``, ``4.8``, ``91 %``, ``$41,000``, ``20 Nov 2026``; ``–`` when unknown."""
    return shown(value, lines=True) if isinstance(value, str) else _worded(value, kind, money)


@lru_cache(maxsize=4096)
def _worded(value: float | date | None, kind: Kind, money: str) -> str:
    """Figures and days come back in every table; texts are never kept."""
    if value is None:
        return UNKNOWN
    if isinstance(value, date):
        return day_words(value)
    if kind == Kind.SHARE:
        return f"{_plain(round(value * 100, 1))} %"
    if kind == Kind.MONEY:
        sign = "-" if value < 0 else ""
        return f"{sign}{shown(money)}{_plain(abs(value))}"
    return _plain(value)


def beside(fact: Fact) -> str:
    """What stands beside the value of a fact: `` (n 12, 20 Nov 2026)``; nothing when nothing is named."""
    parts = [f"n {fact.n:,}"] if fact.n is not None else []
    parts += [day_words(fact.on)] if fact.on is not None else []
    return f" ({', '.join(parts)})" if parts else ""


def fact_words(fact: Fact, money: str = "$") -> str:
    """The value of a fact with its n and its day: ``4.5 (n 12, 20 Nov 2026)``."""
    return words(fact.value, fact.kind, money) + beside(fact)


def _plain(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")


def _kind_of(cells: list[str]) -> Kind:
    """What cells of text hold: days, numbers, or texts."""
    filled = [cell for cell in cells if cell]
    for kind in (Kind.DATE, Kind.NUMBER):
        try:
            values = [_read(cell, kind) for cell in filled]
        except ValueError:
            continue
        if values:
            return kind
    return Kind.TEXT


def _read(cell: str, kind: Kind) -> Value:
    if kind == Kind.TEXT:
        return cell
    if not cell:
        return None
    if kind == Kind.DATE:
        return date.fromisoformat(cell)
    number = float(cell.replace(",", ""))
    return int(number) if number.is_integer() else number
