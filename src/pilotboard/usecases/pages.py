"""A list as a door asks for it: filtered, sorted, cut to some lines, with the number of all that met the filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.nearest import did_you_mean
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.domain.matching import Subject

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

        rows = kept(rows, filter_text, subject(), me=ws.actor.name, today=ws.today())
    rows.sort(key=sort_key)
    return Page(rows if limit is None else rows[:limit], len(rows))
