"""School years, and the turn from one to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from pilotboard.domain.dates import friendly_day
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.text import folded, shortened, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_YEAR_DAYS = 400


class TurnChoice(StrEnum):
    """What happens to a team or a pilot at the turn of the year: it goes on, ends, or waits for a while."""

    CARRY = "carry"
    CLOSE = "close"
    PARK = "park"


@dataclass(frozen=True, slots=True)
class SchoolYearRow:
    """A school year; both days count."""

    id: int
    name: str
    start: date
    end: date
    version: int

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.start <= day <= self.end

    def shares(self, first: date | None, last: date | None) -> bool:
        """Whether a stretch has a day in it; both ends count, ``None`` is without an end."""
        return (first is None or first <= self.end) and (last is None or last >= self.start)


def year_of(years: Iterable[SchoolYearRow], day: date) -> SchoolYearRow | None:
    """The school year a day lies in; ``None`` in the summer between two."""
    return next((year for year in years if year.holds(day)), None)


def this_year(years: Iterable[SchoolYearRow], day: date) -> SchoolYearRow | None:
    """The school year of a day; in the summer the one that comes, else the last one there was."""
    by_start = sorted(years, key=lambda year: year.start)
    found = year_of(by_start, day) or next((year for year in by_start if year.start > day), None)
    return found or (by_start[-1] if by_start else None)


def find_year(years: Iterable[SchoolYearRow], text: str, today: date | None = None) -> SchoolYearRow:
    """The school year that somebody means: ``2025-26``, ``2025/26``, ``2025``; with `today` also ``this`` or ``next``.

    Raises ``InvalidInput`` with the nearest one.
    """
    by_start = sorted(years, key=lambda year: year.start)
    said = folded(text.strip()).removesuffix(" year")
    if today is not None and said in _SPOKEN:
        now = this_year(by_start, today)
        at = -1 if now is None else by_start.index(now) + _SPOKEN[said]
        if 0 <= at < len(by_start):
            return by_start[at]
    same = [year for year in by_start if folded(year.name) == said]
    span = re.fullmatch(r"(\d{4})(?:\s*[-/–]\s*(?:\d\d)?(\d\d))?", said)
    if not same and span is not None:
        ends = span[2]
        same = [
            year
            for year in by_start
            if str(year.start.year) == span[1] and ends in (None, f"{year.end.year % 100:02d}")
        ]
    if len(same) == 1:
        return same[0]
    raise _no_year(text, [year.name for year in by_start])


_SPOKEN = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1}


def _no_year(text: str, names: list[str]) -> InvalidInput:
    from pilotboard.domain.nearest import did_you_mean

    if not names:
        hint = "None is written down yet: pilotboard calendar add-year."
    else:
        hint = f"{did_you_mean(text, names)} Known: {', '.join(shown(name) for name in names[-6:])}.".lstrip()
    return InvalidInput(f'There is no school year "{shortened(shown(text), 40)}".', hint=hint, field="year")


def usual_name(start: date, end: date) -> str:
    """``2026-27``; ``2026`` for a year that ends where it begins."""
    return str(start.year) if start.year == end.year else f"{start.year}-{end.year % 100:02d}"


def next_year(year: SchoolYearRow) -> tuple[str, date, date]:
    """A first proposal for the year after: its name, and the same weekdays 52 weeks on."""
    step = timedelta(weeks=52)
    return usual_name(year.start + step, year.end + step), year.start + step, year.end + step


def check_year(name: str, start: date, end: date, others: Iterable[SchoolYearRow]) -> None:
    """The rules of a school year against the others; raises ``InvalidInput`` that names the other one."""
    if end < start:
        raise InvalidInput("The school year ends before it begins.", hint="Swap the two days.", field="end")
    days = (end - start).days + 1
    if days > MAX_YEAR_DAYS:
        raise InvalidInput(f"A school year has at most {MAX_YEAR_DAYS} days; this one has {days:,}.", field="end")
    for other in others:
        said = f'"{shown(other.name)}" ({friendly_day(other.start)} {other.start.year} to '
        said += f"{friendly_day(other.end)} {other.end.year})"
        if folded(other.name) == folded(name):
            raise InvalidInput(f"There is a school year {said} already.", hint="Give another name.", field="name")
        if other.start <= end and start <= other.end:
            hint = "Let it begin the day after, or change the other one."
            raise InvalidInput(f"It overlaps with the school year {said}.", hint=hint, field="start")
