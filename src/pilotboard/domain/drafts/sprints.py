"""What people write about sprints and what is in a team's way."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import Day, Line, Note, Prose, Ref, Title, in_order, word_of
from pilotboard.domain.impediments import Level


class SprintChanges(Draft):
    """Fields of a sprint that may be edited. ``prediction`` is said before, ``result`` at the review."""

    goal: Line = ""
    prediction: Prose = ""
    result: Prose = ""
    start: Day | None = None
    end: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> SprintChanges:
        in_order(self, "start", "end")
        return self


class SprintDraft(SprintChanges):
    """A new sprint of a team (key or name); the goal may come later, before it starts."""

    team: Ref
    start: Day
    end: Day


class DailyNoteDraft(Draft):
    """What somebody says at the daily check-in; without a day it is today."""

    text: Note
    day: Day | None = None


class AmendmentDraft(Draft):
    """A correction of a closed sprint."""

    text: Note


class ImpedimentChanges(Draft):
    """Fields of an impediment that may be edited; ``owner`` is a key, a name or ``me``."""

    title: Title = ""
    level: Annotated[Level, word_of(Level)] = Level.TEAM
    owner: Ref | None = None
    item: Ref | None = None


class ImpedimentDraft(ImpedimentChanges):
    """Something in a team's way."""

    title: Title
    team: Ref


class AnswerDraft(Draft):
    """The answer to an impediment."""

    answer: Note
