"""Between the fields of a form, which hold text, and the values that use cases take.

Only what differs from the opened form is saved, so that two people who change different fields never meet. When they
did change the same one, both texts are compared, and what was chosen is saved over what was shown - not over a third
version that came in between.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from pilotboard.domain.changes import Opened, Outcome
from pilotboard.domain.dates import parse_day
from pilotboard.domain.errors import Conflict, FieldConflict, InvalidInput
from pilotboard.domain.numbers import parse_figure, parse_whole
from pilotboard.tui.dialogs.form_spec import Field, FormSpec

MOST_WHOLE = 1_000_000_000_000
"""The largest number a field reads; each noun has narrower bounds of its own."""

Edit = Callable[[Mapping[str, object], Opened], Outcome]
Add = Callable[[Mapping[str, object]], Outcome]


def text_of(value: object) -> str:
    """A value as its field shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, list | tuple):
        return ", ".join(text_of(one) for one in value)
    return str(value)


def value_of(field: Field, text: str, today: date) -> object:
    """What a field holds, as use cases take it; nothing typed is None where the field is no text.

    Raises InvalidInput naming the field.
    """
    typed = text.strip()
    if field.kind == "words":
        return tuple(word.strip() for word in typed.split(",") if word.strip())
    if field.kind == "flag":
        return typed == "yes"
    if field.kind in {"text", "long"}:
        return text
    if not typed:
        return None
    if field.kind == "number":
        return parse_whole(typed, 0, MOST_WHOLE, field.name)
    if field.kind == "figure":
        return parse_figure(typed, field.name)
    if field.kind == "date":
        return parse_day(typed, today, field.name)
    return typed


def values_of(fields: Sequence[Field], texts: Mapping[str, str], today: date) -> dict[str, object]:
    """The values of all fields. Raises InvalidInput for the first that cannot be read."""
    return {field.name: value_of(field, texts[field.name], today) for field in fields}


def new_form(form_id: str, title: str, fields: Sequence[Field], add: Add, today: date) -> FormSpec:
    """A form that adds something."""
    return FormSpec(
        form_id, title, fields, lambda texts: add(values_of(fields, texts, today)), check=_check(fields, today)
    )


def texts_of(opened: Opened) -> dict[str, str]:
    """What is stored, as the fields of its form show it."""
    return {name: text_of(value) for name, value in opened.values.items()}


def edit_form(form_id: str, title: str, fields: Sequence[Field], edit: Edit, opened: Opened, today: date) -> FormSpec:
    """A form over something that is stored; `fields` begin with the texts of what was opened."""
    start = {field.name: field.value for field in fields}

    def changes(texts: Mapping[str, str]) -> dict[str, object]:
        touched = [field for field in fields if texts[field.name] != start[field.name]]
        return values_of(touched, texts, today)

    def save(texts: Mapping[str, str], base: Opened) -> Outcome:
        try:
            return edit(changes(texts), base)
        except Conflict as conflict:
            raise _as_texts(conflict) from None

    def resolve(texts: dict[str, str], conflict: Conflict) -> Outcome:
        by_name = {field.name: field for field in fields}
        shown = {
            one.name: value_of(by_name[one.name], str(one.theirs), today)
            for one in conflict.fields
            if one.name in by_name
        }
        return save(texts, Opened(opened.version, {**opened.values, **shown}))

    return FormSpec(form_id, title, fields, lambda texts: save(texts, opened), _check(fields, today), resolve)


def _as_texts(conflict: Conflict) -> Conflict:
    fields = [
        FieldConflict(one.name, text_of(one.base), text_of(one.mine), text_of(one.theirs)) for one in conflict.fields
    ]
    return Conflict(
        conflict.message,
        conflict.kept,
        conflict.hint,
        conflict.at,
        fields=fields,
        who=conflict.who,
        when=conflict.when,
    )


def _check(fields: Sequence[Field], today: date) -> Callable[[dict[str, str]], dict[str, str]]:
    def check(texts: dict[str, str]) -> dict[str, str]:
        wrong: dict[str, str] = {}
        for field in fields:
            text: Any = texts[field.name]
            if field.required and not text.strip():
                wrong[field.name] = f"{field.label} needs at least one visible character."
                continue
            try:
                value_of(field, text, today)
            except InvalidInput as error:
                wrong[field.name] = " ".join(part for part in (error.message, error.hint) if part)
        return wrong

    return check
