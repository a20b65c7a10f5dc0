"""Filters over lists that are read whole (pilots, teams, people, sites): which lines meet the tree of a filter.

Items are too many for that: the store turns their filters into SQL. Both read the same language and mean the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pilotboard.domain.query import And, Compare, Expr, Flag, Not, Or, Text, parse_filter
from pilotboard.domain.query_fields import Field
from pilotboard.domain.text import folded
from pilotboard.domain.years import SchoolYearRow

if TYPE_CHECKING:
    from pilotboard.domain.query_values import Given

Row = TypeVar("Row")
Days = tuple[date | None, date | None]
"""From a day to a day, both counted, for a field that takes a school year; ``None`` is without an end."""
Value = bool | int | date | str | tuple[str, ...] | Days | None

_SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}
_WHOLE = ("word", "number", "date")


@dataclass(frozen=True, slots=True)
class Subject(Generic[Row]):
    """What may be asked of the lines of a list: each field with how its value is read, and the text searched freely.

    A text or person field may have several values (the key and the name of a team); one that fits will do.
    """

    fields: Mapping[str, Field]
    values: Mapping[str, Callable[[Row], Value]]
    text: Callable[[Row], tuple[str | None, ...]]


def kept(
    rows: Iterable[Row],
    line: str,
    subject: Subject[Row],
    *,
    me: str | None = None,
    today: date | None = None,
    years: Sequence[SchoolYearRow] = (),
) -> list[Row]:
    """The rows that meet the filter line, in the order given; all of them for an empty line.

    `me` is the name that "me" stands for, `years` are the school years there are. Raises FilterError with the spot.
    """
    expression = parse_filter(line, subject.fields, today, years)
    if expression is None:
        return list(rows)
    return [row for row in rows if _meets(expression, row, subject, me)]


def _meets(node: Expr, row: Row, subject: Subject[Row], me: str | None) -> bool:
    match node:
        case And(parts):
            return all(_meets(part, row, subject, me) for part in parts)
        case Or(parts):
            return any(_meets(part, row, subject, me) for part in parts)
        case Not(inner):
            return not _meets(inner, row, subject, me)
        case Flag(name):
            return bool(subject.values[name](row))
        case Text(text, _):
            wanted = folded(text)
            return any(wanted in folded(part) for part in subject.text(row) if part)
        case Compare(name, operator, values):
            found = subject.values[name](row)
            field = subject.fields[name]
            return any(_fits(field, operator, found, value, me) for value in values)


def _fits(field: Field, operator: str, found: Any, wanted: Given, me: str | None) -> bool:
    if isinstance(wanted, SchoolYearRow):
        return found is not None and wanted.shares(*found)
    if wanted is None or found is None or found == ():
        return wanted is None and (found is None or found == ())
    if field.kind in _WHOLE:
        return _SIGNS[operator](found, wanted)
    several = found if isinstance(found, tuple) else (str(found),)
    if field.kind == "person" and wanted == "me":
        return me is not None and any(folded(one) == folded(me) for one in several)
    said = folded(str(wanted))
    return any(said in folded(one) for one in several)
