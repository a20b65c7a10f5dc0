"""What people write about items."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import (
    Day,
    Estimate,
    LabelWords,
    Line,
    Lines,
    Note,
    Prose,
    Ref,
    Title,
    WebLink,
    word_of,
    wrong,
)
from pilotboard.domain.items import STATE_WORDS, ItemState, ItemType


class ItemChanges(Draft):
    """Fields of an item that may be edited. ``assignee`` is a key, a name or ``me``; ``None`` is nobody."""

    title: Title = ""
    type: Annotated[ItemType, word_of(ItemType)] = ItemType.STORY
    description: Prose = ""
    estimate: Estimate | None = None
    assignee: Ref | None = None
    due: Day | None = None
    labels: LabelWords = ()


class ItemDraft(ItemChanges):
    """A new item; ``criteria`` are the lines of its checklist."""

    title: Title
    state: Annotated[ItemState, word_of(ItemState, STATE_WORDS)] = ItemState.BACKLOG
    criteria: Lines = ()

    @model_validator(mode="after")
    def _not_dropped(self) -> ItemDraft:
        if self.state == ItemState.DROPPED:
            raise wrong("A new item cannot be dropped.", "Add it, then drop it with a reason.", field="state")
        return self


class CriterionChanges(Draft):
    """A line of the checklist."""

    text: Title = ""


class NoteDraft(Draft):
    """A note on an item."""

    text: Note


class LinkDraft(Draft):
    """A web address on an item; without a title the address stands for itself."""

    url: WebLink
    title: Line = ""


class ReasonDraft(Draft):
    """Why an item is blocked or dropped."""

    reason: Title
