"""A list as a door asks for it: filtered, sorted, cut to some lines, with the number of all that met the filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.nearest import did_you_mean
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.years import SchoolYearRow

Row = TypeVar("Row")
Sorts = Mapping[str, Callable[[Row], Any]]


class Page(NamedTuple, Generic[Row]):
    """Some lines of a list, and how many there are in all."""

    rows: list[Row]
    total: int


def check_sort(sort: str, sorts: Iterable[str], plural: str) -> None:
    """Raises InvalidInput when a list cannot be sorted so."""
    known = tuple(sorts)
    if sort not in known:
        hint = f"{did_you_mean(sort, known)} Sort by {', '.join(known)}.".lstrip()
        raise InvalidInput(f'{plural} cannot be sorted by "{sort}".', "", hint, field="sort")


def years_for(ws: Workspace, filter_text: str) -> list[SchoolYearRow]:
    """The school years, when the filter may ask for one."""
    if "year" not in filter_text.casefold():
        return []
    from pilotboard.store.reading import calendar

    return ws.read(calendar.years)


def year_in(ws: Workspace, filter_text: str, subject: Callable[[], Subject[Row]]) -> SchoolYearRow | None:
    """The school year that everything a filter finds lies in, so that only that much is read. Raises FilterError."""
    years = years_for(ws, filter_text)
    if not years:
        return None
    from pilotboard.domain.query import parse_filter, year_asked

    return year_asked(parse_filter(filter_text, subject().fields, ws.today(), years))


def page(
    ws: Workspace,
    rows: list[Row],
    filter_text: str,
    subject: Callable[[], Subject[Row]],
    sort_key: Callable[[Row], Any],
    limit: int | None,
) -> Page[Row]:
    """The lines of `rows` that meet the filter, sorted, `limit` at most. Raises FilterError."""
    if filter_text.strip():
        from pilotboard.domain.matching import kept

        years = years_for(ws, filter_text)
        rows = kept(rows, filter_text, subject(), me=ws.actor.name, today=ws.today(), years=years)
    rows.sort(key=sort_key)
    return Page(rows if limit is None else rows[:limit], len(rows))
