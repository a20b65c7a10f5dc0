"""Days and times as foreign programs write them.

Whether 03/04/2026 is in March or April cannot be told from one cell: the order is chosen once per column, from all
its cells. A cell with a month's name, with the year first or with a number above 12 tells its order by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.dates import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

DMY, MDY = "dmy", "mdy"
ORDER_WORDS = {DMY: "day/month/year", MDY: "month/day/year"}

_LONGEST = 60
_EARLIEST = 1970
_KEPT = 50_000
_MONTHS = """
january february march april may june july august september october november december
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
januar februar maerz april mai juni juli august september oktober november dezember
januari februari maart april mei juni juli augustus september oktober november december
janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari mars april maj juni juli augusti september oktober november december
jan feb mrt apr mei jun jul aug sep okt nov dec
"""
_TIME = r"""(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?
    \s*(?P<half>[ap]\.?\s?m\.?(?![a-z]))?\s*(?P<zone>z|(?:gmt|utc)?\s?[+-]\d{1,2}(?::?\d{2})?|gmt|utc)?"""
_NUMBERS = re.compile(
    rf"(?P<a>\d{{1,4}})(?P<mark>[./-])(?P<b>\d{{1,2}})(?P=mark)(?P<c>\d{{1,4}})\.?(?:[\sT,]\s*{_TIME})?",
    re.IGNORECASE | re.VERBOSE,
)
_NAMED = re.compile(
    rf"(?:[^\W\d]{{2,12}}\.?,?\s+)?(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|º|er)?[\s/.-]*(?:de\s|of\s)?\s?(?P<month>[^\W\d_]{{3,10}})\.?,?"
    rf"[\s/.-]+(?:de\s|del\s)?\s?(?P<year>\d{{4}}|\d{{2}})\b,?(?:[\sT]\s*(?:um\s|at\s|a\slas\s|om\s)?{_TIME})?",
    re.IGNORECASE | re.VERBOSE,
)
_MONTH_FIRST = re.compile(
    rf"(?:[^\W\d]{{2,12}}\.?,\s+)?(?P<month>[^\W\d_]{{3,10}})\.?[\s-]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?P<year>\d{{4}}),?"
    rf"(?:[\sT]\s*(?:at\s)?{_TIME})?",
    re.IGNORECASE | re.VERBOSE,
)


class BadValue(ValueError):
    """A cell that cannot be read as what its column is mapped to; the message is for the report."""


class Parts(NamedTuple):
    """A date taken apart. ``open`` means ``first`` and ``second`` may be day and month or month and day."""

    open: bool
    first: int
    second: int
    year: int
    hour: int = 0
    minute: int = 0
    second_of: int = 0
    micro: int = 0
    zone: tzinfo | None = None
    half: bool = False

    @property
    def fits(self) -> str:
        """``dmy``, ``mdy`` (only that order gives a day), ``both``, or ``""`` when it tells its order itself."""
        if not self.open or (self.first > 12 and self.second > 12):
            return ""
        if self.first > 12:
            return DMY
        return MDY if self.second > 12 else "both"


@dataclass(slots=True)
class DateColumn:
    """What all cells of a column say about their order. ``order`` is ``""`` when no cell needs one.

    ``sure`` tells whether some cell decides it; ``other`` counts the cells that fit only the other order, by the
    way they are written (an example and how many).
    """

    filled: int = 0
    readable: int = 0
    open: int = 0
    order: str = ""
    sure: bool = True
    timed: int = 0
    other: dict[str, int] = field(default_factory=dict)


def analyse(cells: Iterable[str], hint: str = "") -> DateColumn:
    """Choose the order of a column once, from all its cells; ``hint`` is taken when nothing decides."""
    found = DateColumn()
    fits: Counter[str] = Counter()
    shapes: dict[str, dict[str, tuple[str, int]]] = {DMY: {}, MDY: {}}
    halves = 0
    for text, count in Counter(cells).items():
        if not text.strip():
            continue
        found.filled += count
        parts = take_apart(text)
        if parts is None:
            continue
        found.readable += count
        found.timed += count if parts.hour or parts.minute or parts.second_of else 0
        fits[parts.fits] += count
        halves += count if parts.half else 0
        if parts.fits in shapes:
            shape = re.sub(r"\d", "0", text.strip()[:40])
            example, before = shapes[parts.fits].get(shape, (text.strip(), 0))
            shapes[parts.fits][shape] = (example, before + count)
    found.open = fits[DMY] + fits[MDY] + fits["both"]
    if found.open:
        if fits[DMY] or fits[MDY]:
            found.order = MDY if fits[MDY] > fits[DMY] else DMY
        else:
            found.sure = False
            found.order = hint or (MDY if halves else DMY)
        other = DMY if found.order == MDY else MDY
        found.other = dict(sorted(shapes[other].values(), key=lambda one: -one[1]))
    return found


class DateReader:
    """Reads the cells of one column. ``other`` tells whether cells that fit only the other order are read in it.

    ``zone`` is where the file's clock stood: times without a zone of their own are taken as local there.
    """

    def __init__(self, order: str, other: bool, zone: tzinfo = UTC) -> None:
        self.order = order
        self.other = other
        self.zone = zone
        self._days: dict[str, date] = {}
        self._moments: dict[str, datetime] = {}

    def moment(self, text: str) -> datetime:
        """The time that a cell tells, aware UTC (a day alone is its first minute). Raises ``BadValue``."""
        known = self._moments.get(text)
        if known is not None:
            return known
        found = self._read(text)
        try:
            if found.tzinfo is None:
                found = found.replace(tzinfo=self.zone)
            found = found.astimezone(UTC) if found.tzinfo is not UTC else found
        except (OverflowError, ValueError):
            raise BadValue("This is not a date.") from None
        if len(self._moments) < _KEPT:
            self._moments[text] = found
        return found

    def day(self, text: str) -> date:
        """The day that a cell tells, as it is written there. Raises ``BadValue``; 2000 to 2100 only."""
        known = self._days.get(text)
        if known is None:
            known = self._read(text).date()
            if not FIRST_DAY <= known <= LAST_DAY:
                raise BadValue("This day is out of range (2000 to 2100).")
            if len(self._days) < _KEPT:
                self._days[text] = known
        return known

    def _read(self, text: str) -> datetime:
        if text[4:5] == "-" and text[:4].isdigit():
            try:
                found = datetime.fromisoformat(text)
            except ValueError:
                pass
            else:
                return self._ranged(found)
        parts = take_apart(text)
        if parts is None:
            raise BadValue("This is not a date.")
        month, day = parts.first, parts.second
        if parts.open:
            fits = parts.fits
            if not self.order:
                raise BadValue("Day and month cannot be told apart; choose an order for this column.")
            if fits in (DMY, MDY) and fits != self.order and not self.other:
                raise BadValue(f"This fits only {ORDER_WORDS[fits]}; the column is {ORDER_WORDS[self.order]}.")
            if (fits if fits in (DMY, MDY) else self.order) == DMY:
                month, day = day, month
        try:
            found = datetime(parts.year, month, day, parts.hour, parts.minute, parts.second_of, parts.micro, parts.zone)
        except ValueError:
            raise BadValue("This is not a day of the calendar.") from None
        return self._ranged(found)

    @staticmethod
    def _ranged(found: datetime) -> datetime:
        if not _EARLIEST <= found.year <= LAST_DAY.year:
            raise BadValue("This date is out of range (1970 to 2100).")
        return found


def take_apart(text: str) -> Parts | None:
    """The parts of a date however it is written, or ``None`` when it is none."""
    said = text.strip()
    if not 6 <= len(said) <= _LONGEST:
        return None
    found = _NUMBERS.fullmatch(said)
    if found is not None:
        return _from_numbers(found)
    if not said[0].isalnum() or not any(map(str.isdigit, said)):
        return None
    said = " ".join(said.split())
    found = _NAMED.fullmatch(said) or _MONTH_FIRST.fullmatch(said)
    if found is None:
        return None
    month = _MONTH_NAMES.get(_plain(found["month"]))
    return None if month is None else _timed(found, False, month, int(found["day"]), _year(found["year"]))


def _from_numbers(found: re.Match[str]) -> Parts | None:
    first, second, third = found["a"], found["b"], found["c"]
    if len(first) == 4:
        return _timed(found, False, int(second), int(third), int(first)) if len(third) <= 2 else None
    if len(first) > 2 or len(third) not in (2, 4):
        return None
    return _timed(found, True, int(first), int(second), _year(third))


def _timed(found: re.Match[str], is_open: bool, first: int, second: int, year: int) -> Parts | None:
    if found["hour"] is None:
        return Parts(is_open, first, second, year)
    hour = int(found["hour"])
    half = (found["half"] or "")[:1].lower()
    if half:
        if not 1 <= hour <= 12:
            # 24-hour clocks with a stray AM or PM occur; only a contradiction is refused.
            if hour > 23 or (half == "a" and hour > 12):
                return None
        else:
            hour = hour % 12 + (12 if half == "p" else 0)
    micro = int((found["fraction"] or "0")[:6].ljust(6, "0"))
    return Parts(
        is_open,
        first,
        second,
        year,
        hour,
        int(found["minute"]),
        int(found["second"] or 0),
        micro,
        _zone(found["zone"]),
        bool(half),
    )


def _zone(said: str | None) -> tzinfo | None:
    if not said:
        return None
    digits = re.search(r"([+-])(\d{1,2}):?(\d{2})?", said)
    if digits is None:
        return UTC
    minutes = int(digits[2]) * 60 + int(digits[3] or 0)
    return timezone(timedelta(minutes=min(minutes, 14 * 60)) * (-1 if digits[1] == "-" else 1))


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


def _plain(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(char))


def _month_names() -> dict[str, int]:
    """Names and their beginnings of three letters and more, as far as they mean one month."""
    found: dict[str, set[int]] = {}
    for line in _MONTHS.split("\n"):
        for number, name in enumerate(line.split(), 1):
            for length in range(3, len(name) + 1):
                found.setdefault(name[:length], set()).add(number)
    return {name: next(iter(numbers)) for name, numbers in found.items() if len(numbers) == 1}


_MONTH_NAMES = _month_names()
