"""From what was typed to a draft, and from pydantic's errors to sentences for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError, ValidationInfo, model_validator

from pilotboard.domain.errors import FieldProblem, InvalidInput
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.text import shortened, shown

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

FIELD = "\x00"
"""Stands for the field's name in the messages of ``drafts.fields``."""

_FIELD_WORDS = {
    "due": "Due date",
    "url": "Web address",
    "handle": "Short name",
    "start": "First day",
    "end": "Last day",
    "starts_on": "First day",
    "ends_on": "Last day",
    "formed_on": "Day formed",
    "dissolved_on": "Day dissolved",
    "closed_on": "Day closed",
    "population": "Number of people",
    "reach": "People reached",
    "small_limit": "The limit of a small pilot",
    "on": "Day",
    "review_on": "Day of the next look",
    "ended_on": "Day ended",
    "owner_after": "Who answers for it afterwards",
}


class Draft(BaseModel):
    """Checked input. Strict: nothing is turned into something else on the way; unknown fields are refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    _removed: int = PrivateAttr(default=0)

    @property
    def removed(self) -> int:
        """How many control characters had to be taken out of its texts (counted by ``validate``)."""
        return self._removed

    @model_validator(mode="after")
    def _count_removed(self, info: ValidationInfo) -> Self:
        if isinstance(info.context, dict):
            self._removed = info.context["removed"]
        return self

    def given(self) -> dict[str, Any]:
        """The fields that were handed in, with their checked values; the others were not touched."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}


D = TypeVar("D", bound=Draft)


def validate(model: type[D], values: Mapping[str, object]) -> D:
    """The draft of these values. Raises ``InvalidInput`` that names every field at fault, in words."""
    named = {shown(str(name)): value for name, value in values.items()}
    try:
        return model.model_validate(named, context={"removed": 0})
    except ValidationError as wrong:
        raise _invalid(wrong, tuple(model.model_fields)) from None


def field_words(name: str) -> str:
    """A field's name at the start of a sentence: ``definition_of_done`` -> ``Definition of done``."""
    return _FIELD_WORDS.get(name) or name.replace("_", " ").capitalize()


def over_words(length: int, most: int) -> str:
    """``1,204 characters over, nothing saved``."""
    over = length - most
    return f"{over:,} character{'' if over == 1 else 's'} over, nothing saved"


def _invalid(wrong: ValidationError, known: tuple[str, ...]) -> InvalidInput:
    problems: dict[str, FieldProblem] = {}
    for error in wrong.errors(include_url=False, include_input=False):
        problem = _problem(error, known)
        problems.setdefault(problem.field, problem)
    first, *others = problems.values()
    message = first.message
    if others:
        message += f" {len(others)} more {'field needs' if len(others) == 1 else 'fields need'} a look."
    kept = "" if "nothing saved" in message else "Nothing was saved."
    return InvalidInput(message, kept, first.hint, fields=problems.values())


def _problem(error: ErrorDetails, known: tuple[str, ...]) -> FieldProblem:
    name = str(error["loc"][0]) if error["loc"] else ""
    words = field_words(name)
    if error["type"] == "pilotboard":
        context = error["ctx"]
        return FieldProblem(context["field"] or name, context["message"].replace(FIELD, words), context["hint"])
    if error["type"] == "extra_forbidden":
        hint = f"{did_you_mean(name, known)} Fields are {', '.join(known)}.".lstrip()
        return FieldProblem(name, f'There is no field "{shortened(name, 40)}".', hint)
    if error["type"] == "missing":
        return FieldProblem(name, f"{words} is missing.")
    return FieldProblem(name, f"{words} cannot be taken as it is.")
