"""From what was typed to a draft, and from pydantic's errors to sentences for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError

from pilotboard.domain.dates import HINT
from pilotboard.domain.errors import FieldProblem, InvalidInput
from pilotboard.domain.nearest import did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class Draft(BaseModel):
    """Checked input. Strict: nothing is turned into something else on the way; unknown fields are refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, validate_default=False)

    _removed: int = PrivateAttr(default=0)

    @property
    def removed(self) -> int:
        """How many control characters had to be taken out of its texts (only after ``validate``)."""
        return self._removed

    def given(self) -> dict[str, Any]:
        """The fields that were handed in, with their checked values; the others were not touched."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}

    @classmethod
    def checked(cls, values: Mapping[str, object]) -> Self:
        """See ``validate``."""
        tally = {"removed": 0}
        try:
            draft = cls.model_validate(dict(values), context=tally)
        except ValidationError as wrong:
            raise _invalid(wrong, tuple(cls.model_fields)) from None
        draft._removed = tally["removed"]
        return draft


D = TypeVar("D", bound=Draft)


def validate(model: type[D], values: Mapping[str, object]) -> D:
    """The draft of these values. Raises ``InvalidInput`` that names every field at fault, in words."""
    return model.checked(values)


def field_words(name: str) -> str:
    """``blocked_reason`` -> ``Blocked reason``."""
    return name.replace("_", " ").capitalize()


def _invalid(wrong: ValidationError, known: tuple[str, ...]) -> InvalidInput:
    problems: dict[str, FieldProblem] = {}
    for error in wrong.errors(include_url=False, include_input=False):
        problem = _problem(error, known)
        problems.setdefault(problem.field, problem)
    fields = tuple(problems.values())
    first = fields[0]
    more = len(fields) - 1
    message = (
        first.message
        if not more
        else f"{first.message} {more} more {'field needs' if more == 1 else 'fields need'} a look."
    )
    kept = "" if "nothing saved" in first.message else "Nothing was saved."
    return InvalidInput(message, kept, first.hint, field=first.field, fields=fields)


def _problem(error: ErrorDetails, known: tuple[str, ...]) -> FieldProblem:
    place = [part for part in error["loc"] if part != "function-wrap[validate]"]
    name = str(place[0]) if place else ""
    words = field_words(name) if name else "This"
    if len(place) > 1 and isinstance(place[1], int):
        words = f"{words} {place[1] + 1}"
    context = error.get("ctx") or {}
    if error["type"] == "pilotboard":
        about = str(context.get("field") or name)
        return FieldProblem(about, str(context["message"]).replace(FIELD, words), str(context.get("hint", "")))
    if error["type"] == "extra_forbidden":
        near = did_you_mean(name, known)
        return FieldProblem(
            name, f'There is no field "{name[:40]}".', f"{near} Fields are {', '.join(known)}.".lstrip()
        )
    if error["type"] == "missing":
        return FieldProblem(name, f"{words} is missing.")
    return FieldProblem(name, *_plain(error, words))


FIELD = "\x00"
"""Stands for the field's name in the messages of ``drafts.fields``."""

_SHAPES = {
    "string_type": "takes text.",
    "bool_type": "is yes or no.",
    "tuple_type": "takes a list.",
    "list_type": "takes a list.",
}


def _plain(error: ErrorDetails, words: str) -> tuple[str, str]:
    kind = error["type"]
    if kind.startswith(("date", "time")):
        return f"{words} is not a date.", HINT
    shape = _SHAPES.get(kind)
    if shape is not None:
        return f"{words} {shape}", ""
    if kind == "too_long":
        return f"{words} has too many entries; {error['ctx']['max_length']} at most, nothing saved.", ""
    return f"{words} cannot be taken as it is.", ""
