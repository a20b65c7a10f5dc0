"""What people decide about a pilot."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from pilotboard.domain.decisions import SYNONYMS, DecisionKind, DecisionStep
from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import Day, Line, Note, Prose, Title, word_of, wrong


class DecisionDraft(Draft):
    """A decision: whose word it is, what, by whom, why; with conditions, the Board's item and vote, the next review."""

    kind: Annotated[DecisionKind, word_of(DecisionKind, SYNONYMS)]
    step: Annotated[DecisionStep, word_of(DecisionStep)] = DecisionStep.STAFF
    by: Title
    reason: Note
    conditions: Prose = ""
    item: Line = ""
    vote: Line = ""
    on: Day | None = None
    review_on: Day | None = None

    @model_validator(mode="after")
    def _in_step(self) -> DecisionDraft:
        if self.step == DecisionStep.STAFF and (self.item or self.vote):
            field = "item" if self.item else "vote"
            raise wrong("An agenda item and a vote belong to the Board.", "Record it as the Board's act.", field)
        if self.on is not None and self.review_on is not None and self.review_on < self.on:
            raise wrong("The next review is before the decision.", "Take a later day.", "review_on")
        return self
