"""The filter language: what people type after ``/`` and scripts after ``--filter``.

::

    reading text                 both words, anywhere in the text
    "reading text"               exactly so
    state:review  label:a,b      a field; a comma means or
    year:2025-26    year:this    a school year; this, last and next one
    due<2026-12-01  estimate>=3  comparisons: < <= > >= = (or : for =)
    assignee:me  due:none        yourself; not filled in
    blocked  unassigned  mine    flags
    -label:later  NOT blocked    the opposite
    a OR b   (a OR b) c          either (in capitals); parentheses up to 20 deep

``parse_filter`` gives a small tree or raises ``FilterError`` with the position of the spot, and nothing else,
whatever is typed. The store turns the tree into SQL with parameters; no typed text ever becomes SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilotboard.domain.errors import FilterError
from pilotboard.domain.query_values import brief, read_value
from pilotboard.domain.query_words import problem, tokens
from pilotboard.domain.text import clean, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from pilotboard.domain.query_fields import Field
    from pilotboard.domain.query_values import Given
    from pilotboard.domain.query_words import Token
    from pilotboard.domain.years import SchoolYearRow


MAX_DEPTH = 20
MAX_LENGTH = 2000
MAX_WORDS = 200

_UNOPENED = "This closing parenthesis has no opening one."
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Text:
    """Text that must occur somewhere; ``exact`` when it stood in quotes (blanks count)."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag that must hold."""

    field: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A field against values, any of which will do; ``None`` among them means "not filled in".

    ``operator`` is one of ``= < <= > >=``; all but ``=`` have exactly one value, never ``None``. Numbers come
    as ``int``, days as ``date``, all else as ``str``; the person ``me`` is oneself.
    """

    field: str
    operator: str
    values: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    of: Expr


@dataclass(frozen=True, slots=True)
class And:
    """All of them; at least two."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them; at least two stand here."""

    parts: tuple[Expr, ...]


Expr = Text | Flag | Compare | Not | And | Or


def parse_filter(
    text: str, fields: Mapping[str, Field], today: date | None = None, years: Sequence[SchoolYearRow] = ()
) -> Expr | None:
    """The tree of a filter line; ``None`` for an empty one. Raises ``FilterError`` and nothing else.

    ``today`` is what "today", "+3d" or "fri" count from; without it only YYYY-MM-DD is taken. ``years`` are the school
    years that ``year:2025-26`` may name.
    """
    if len(text) > MAX_LENGTH:
        over = len(text) - MAX_LENGTH
        raise FilterError(
            f"The filter is {over:,} character{'s' * (over > 1)} over; it may have {MAX_LENGTH:,}.",
            text=shown(text[:60]),
            position=0,
        )
    line = clean(text).text
    return _Parser(line, fields, today, years).parse()


class _Parser:
    """Recursive descent with its own depth count, so that Python's limit is never reached."""

    def __init__(
        self, text: str, fields: Mapping[str, Field], today: date | None, years: Sequence[SchoolYearRow]
    ) -> None:
        self.text = text
        self.fields = fields
        self.names = {field.name: field for field in fields.values()}
        self.names.update({alias: field for field in fields.values() for alias in field.aliases})
        self.today = today
        self.years = years
        self.tokens = tokens(text)
        self.place = 0
        self.depth = 0

    def parse(self) -> Expr | None:
        """The whole line."""
        if not self.tokens:
            return None
        words = [token for token in self.tokens if token.kind in ("word", "quoted", "field")]
        if len(words) > MAX_WORDS:
            raise self.error(f"A filter may have {MAX_WORDS} words at most.", words[MAX_WORDS].at)
        found = self.either()
        if self.place < len(self.tokens):
            raise self.error(_UNOPENED, self.tokens[self.place].at)
        return found

    def error(self, message: str, at: int, hint: str = "") -> FilterError:
        return problem(self.text, message, at, hint)

    def peek(self) -> str:
        return self.tokens[self.place].kind if self.place < len(self.tokens) else ""

    def either(self) -> Expr:
        parts = [self.all()]
        while self.peek() == "or":
            self.place += 1
            parts.append(self.all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all(self) -> Expr:
        parts: list[Expr] = []
        while (kind := self.peek()) not in ("", ")", "or"):
            if kind == "and":
                self.place += 1
                if not parts or self.peek() in ("", ")", "or", "and"):
                    at = self.tokens[self.place - 1].at
                    raise self.error("AND needs something on both sides.", at, "Words side by side already mean and.")
                continue
            parts.append(self.one())
        if not parts:
            at = self.tokens[self.place].at if self.place < len(self.tokens) else len(self.text)
            if self.peek() == ")" and self.depth == 0:
                raise self.error(_UNOPENED, at)
            raise self.error("Something is missing here.", at, "Put a word on both sides of OR, and in parentheses.")
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self) -> Expr:
        token = self.tokens[self.place]
        self.place += 1
        if token.kind == "not":
            if self.peek() in ("", ")", "or", "and"):
                raise self.error("There is nothing here to leave out.", token.at, "Write -word or NOT word.")
            return Not(self.deeper(token, self.one))
        if token.kind == "(":
            inner = self.deeper(token, self.either)
            if self.peek() != ")":
                raise self.error("This parenthesis is never closed.", token.at, "Close it with ).")
            self.place += 1
            return inner
        if token.kind == "field":
            return self.compare(token)
        if token.kind == "quoted":
            if not token.text.strip():
                raise self.error("There is nothing between these quotes.", token.at)
            return Text(token.text, exact=True)
        field = self.names.get(token.text.casefold())
        return Flag(field.name) if field is not None and field.kind == "flag" else Text(token.text)

    def deeper(self, token: Token, step: Callable[[], Expr]) -> Expr:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = f"A filter may be {MAX_DEPTH} parentheses deep at most."
            raise self.error(message, token.at, "Write it with fewer of them.")
        found = step()
        self.depth -= 1
        return found

    def compare(self, token: Token) -> Expr:
        field = self.names.get(token.field)
        if field is None:
            raise self.unknown_field(token)
        if field.kind == "flag":
            return self.flag(field, token)
        if token.operator != "=":
            if field.kind not in ("number", "date"):
                message = f"{field.name} cannot be compared with {token.operator}."
                raise self.error(message, token.at, f"Write {field.name}:value.")
            if len(token.values) > 1:
                raise self.error(f"{token.operator} takes one value.", token.values[1].at)
        values = tuple(read_value(self.text, field, value, self.today, self.years) for value in token.values)
        if token.operator != "=" and None in values:
            raise self.error(f"{token.operator} needs a value to compare with.", token.values[0].at)
        return Compare(field.name, token.operator, values)

    def flag(self, field: Field, token: Token) -> Expr:
        said = token.values[0].text.casefold()
        if token.operator != "=" or len(token.values) != 1 or said not in _YES:
            at = token.values[0].at
            raise self.error(f"{field.name} is yes or no.", at, f"Write {field.name} or -{field.name}.")
        return Flag(field.name) if _YES[said] else Not(Flag(field.name))

    def unknown_field(self, token: Token) -> FilterError:
        from pilotboard.domain.nearest import did_you_mean

        near = did_you_mean(token.field, self.names)
        hint = f"{near} Known fields: {', '.join(self.fields)}.".lstrip()
        return self.error(f'There is no field "{brief(token.field)}".', token.at, hint)


def year_asked(expression: Expr | None) -> SchoolYearRow | None:
    """The one school year that everything found must lie in: what a store may look up by its days."""
    match expression:
        case Compare("year", _, (only,)):
            from pilotboard.domain.years import SchoolYearRow

            return only if isinstance(only, SchoolYearRow) else None
        case And(parts):
            return next(filter(None, map(year_asked, parts)), None)
    return None
