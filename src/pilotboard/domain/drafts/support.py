"""What people write about support."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import Note, Prose, Ref, word_of, wrong
from pilotboard.domain.support import SupportAnswer, SupportKind


class SupportChanges(Draft):
    """Fields of a request that may be edited."""

    kind: Annotated[SupportKind, word_of(SupportKind)] = SupportKind.TIME
    text: Note = ""


class SupportDraft(SupportChanges):
    """A new request: for one pilot or for one idea, each by key or title."""

    kind: Annotated[SupportKind, word_of(SupportKind)]
    text: Note
    pilot: Ref | None = None
    idea: Ref | None = None

    @model_validator(mode="after")
    def _for_one(self) -> SupportDraft:
        if (self.pilot is None) == (self.idea is None):
            raise wrong("A request is for one pilot or for one idea.", "Name one of them.", field="pilot")
        return self


class SupportAnswerDraft(Draft):
    """The answer to a request."""

    answer: Annotated[SupportAnswer, word_of(SupportAnswer)]
    note: Prose = ""
