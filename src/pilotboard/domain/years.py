"""School years, and the turn from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from pilotboard.domain.dates import friendly_day
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.text import folded, shown

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


def year_of(years: Iterable[SchoolYearRow], day: date) -> SchoolYearRow | None:
    """The school year a day lies in; ``None`` in the summer between two."""
    return next((year for year in years if year.holds(day)), None)


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
