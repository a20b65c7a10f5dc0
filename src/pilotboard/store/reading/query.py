"""Filters as SQL: the tree of `domain.query` becomes a condition with bound values; typed text never becomes SQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.text import folded

if TYPE_CHECKING:
    from pilotboard.domain import query
    from pilotboard.domain.query_values import Given


class Condition(NamedTuple):
    """SQL over the aliases i (item), p (pilot), t (team), a (assignee); `joins` tells whether p, t or a occur."""

    sql: str
    values: dict[str, object]
    joins: bool


IN_HEAD = "%{}%\n%"
"""A search text (`domain.text.search_text`) with something in its first line: the title or the name."""
IN_BODY = "%\n%{}%"
"""A search text with something after its first line."""

EVERYTHING = Condition("1 = 1", {}, joins=False)

_NUMBERS = {"estimate": "i.estimate"}
_DAYS = {"due": "i.due_on"}
_MOMENTS = {"created": "i.created_at", "started": "i.started_at", "finished": "i.finished_at"}
_WORDS = {"state": "i.state", "type": "i.type"}
_FLAGS = {
    "blocked": "i.blocked_since IS NOT NULL",
    "unassigned": "i.assignee_id IS NULL",
    "open": "i.state NOT IN ('done', 'dropped') AND i.archived_at IS NULL",
    "archived": "i.archived_at IS NOT NULL",
    "carried": "EXISTS (SELECT 1 FROM sprint_item c WHERE c.item_id = i.id AND c.carried_from IS NOT NULL)",
}
_PILOT = "'p-' || CASE WHEN p.number < 10 THEN '0' ELSE '' END || CAST(p.number AS TEXT)"
_KEY = (
    "'p' || CASE WHEN p.number < 10 THEN '0' ELSE '' END || CAST(p.number AS TEXT) || '-'"
    " || CASE WHEN i.number < 10 THEN '0' ELSE '' END || CAST(i.number AS TEXT)"
)
_TEAM = "'t-' || CASE WHEN t.number < 10 THEN '0' ELSE '' END || CAST(t.number AS TEXT)"
_PERSON = "'u-' || CASE WHEN a.number < 10 THEN '0' ELSE '' END || CAST(a.number AS TEXT)"


def item_condition(expression: query.Expr | None, *, person_id: int | None, today: date) -> Condition:
    """The condition of an item filter. `person_id` is who "me" is; `today` what "overdue" counts from."""
    if expression is None:
        return EVERYTHING
    compiler = _Compiler(person_id, today)
    return Condition(compiler.sql(expression), compiler.values, compiler.joins)


def escaped(text: str) -> str:
    """Typed text as part of a LIKE pattern (ESCAPE is the backslash): folded, its % and _ meant as they are."""
    return folded(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def both(first: Condition, second: Condition) -> Condition:
    """A condition that asks for both; their values must have different names."""
    return Condition(
        f"({first.sql}) AND ({second.sql})", {**first.values, **second.values}, first.joins or second.joins
    )


class _Compiler:
    def __init__(self, person_id: int | None, today: date) -> None:
        self.values: dict[str, object] = {}
        self.joins = False
        self._person_id = person_id
        self._today = today

    def sql(self, node: query.Expr) -> str:
        from pilotboard.domain import query  # a list without a filter does without it

        match node:
            case query.And(parts):
                return "(" + " AND ".join(self.sql(part) for part in parts) + ")"
            case query.Or(parts):
                return "(" + " OR ".join(self.sql(part) for part in parts) + ")"
            case query.Not(inner):
                return f"NOT COALESCE({self.sql(inner)}, FALSE)"
            case query.Flag(name):
                return self._flag(name)
            case query.Text(text, _):
                return self._anywhere(text)
            case query.Compare():
                return self._compare(node)

    def _bind(self, value: object) -> str:
        name = f"q{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _like(self, expression: str, text: str, form: str = "%{}%") -> str:
        return f"{expression} LIKE {self._bind(form.format(escaped(text)))} ESCAPE '\\'"

    def _anywhere(self, text: str) -> str:
        found = [self._like("i.folded", text)]
        if any(char.isdigit() for char in text):
            self.joins = True
            found.append(self._like(_KEY, text))
        return "(" + " OR ".join(found) + ")"

    def _flag(self, name: str) -> str:
        if name == "mine":
            return self._assignee("me")
        if name == "overdue":
            return f"(i.due_on < {self._bind(self._today)} AND i.state NOT IN ('done', 'dropped'))"
        return f"({_FLAGS[name]})"

    def _compare(self, node: query.Compare) -> str:
        return "(" + " OR ".join(self._one(node, value) for value in node.values) + ")"

    def _one(self, node: query.Compare, value: Given) -> str:
        field = node.field
        if value is not None and not isinstance(value, (str, int, date)):
            return self._lived(value.start, value.end)
        if field in _NUMBERS or field in _DAYS:
            column = _NUMBERS.get(field) or _DAYS[field]
            return f"{column} IS NULL" if value is None else f"{column} {node.operator} {self._bind(value)}"
        if field in _MOMENTS:
            return self._moment(_MOMENTS[field], node.operator, value)
        if field in _WORDS:
            return f"{_WORDS[field]} = {self._bind(value)}"
        return self._text(field, None if value is None else str(value))

    def _text(self, field: str, text: str | None) -> str:
        if field == "assignee":
            return self._assignee(text)
        if field == "label":
            return self._label(text)
        if field == "note":
            return self._note(text)
        if field == "sprint":
            return self._sprint(text)
        if field == "title":
            return self._like("i.folded", text or "", IN_HEAD)
        if field == "description":
            return "i.description = ''" if text is None else self._like("i.folded", text, IN_BODY)
        self.joins = True
        if field == "key":
            return self._like(_KEY, text or "")
        if field == "pilot":
            return f"({self._like(_PILOT, text or '')} OR {self._like('p.folded', text or '', IN_HEAD)})"
        if text is None:
            return "i.team_id IS NULL"
        return f"({self._like(_TEAM, text)} OR {self._like('t.folded', text, IN_HEAD)})"

    def _assignee(self, text: str | None) -> str:
        if text is None:
            return "i.assignee_id IS NULL"
        if text == "me":
            return "FALSE" if self._person_id is None else f"i.assignee_id = {self._bind(self._person_id)}"
        self.joins = True
        return f"({self._like('a.folded', text)} OR {self._like(_PERSON, text)})"

    def _label(self, text: str | None) -> str:
        if text is None:
            return "NOT EXISTS (SELECT 1 FROM item_label il WHERE il.item_id = i.id)"
        worn = "SELECT il.item_id FROM label l JOIN item_label il ON il.label_id = l.id"
        return f"i.id IN ({worn} WHERE l.folded = {self._bind(folded(text))})"

    def _sprint(self, text: str | None) -> str:
        if text is None:
            return "i.sprint_id IS NULL"
        said = self._bind(folded(text))
        known = f"'s-' || CAST(s.number AS TEXT) = {said} OR s.state = {said} OR {self._like('s.folded', text)}"
        return f"EXISTS (SELECT 1 FROM sprint s WHERE s.id = i.sprint_id AND ({known}))"

    def _note(self, text: str | None) -> str:
        notes = "SELECT 1 FROM item_note n WHERE n.item_id = i.id"
        if text is None:
            return f"NOT EXISTS ({notes})"
        return f"EXISTS ({notes} AND {self._like('n.folded', text)})"

    def _lived(self, first: date, last: date) -> str:
        """Items that were there between two days: written down by the last, done or dropped not before the first."""
        begins = self._bind(datetime.combine(first, time(), UTC))
        ends = self._bind(datetime.combine(last, time(), UTC) + timedelta(days=1))
        over = f"i.finished_at IS NULL AND (i.state <> 'dropped' OR i.state_since >= {begins})"
        return f"(i.created_at < {ends} AND (i.finished_at >= {begins} OR ({over})))"

    def _moment(self, column: str, operator: str, value: Given) -> str:
        """A day against a moment: the day is a stretch from its first moment (UTC) to the next day's."""
        if not isinstance(value, date):
            return f"{column} IS NULL"
        begins = datetime.combine(value, time(), UTC)
        ends = begins + timedelta(days=1)
        if operator == "=":
            return f"({column} >= {self._bind(begins)} AND {column} < {self._bind(ends)})"
        bound = {"<": ("<", begins), ">=": (">=", begins), "<=": ("<", ends), ">": (">=", ends)}
        sign, edge = bound[operator]
        return f"{column} {sign} {self._bind(edge)}"
