"""What people write about ideas."""

from __future__ import annotations

from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import Note, Prose, Ref, Title


class IdeaChanges(Draft):
    """Fields of an idea that may be edited; site and goal are keys or names."""

    title: Title = ""
    need: Prose = ""
    for_whom: Prose = ""
    might_help: Prose = ""
    site: Ref | None = None
    goal: Ref | None = None


class IdeaDraft(IdeaChanges):
    """A new idea: a title is enough to begin."""

    title: Title


class AssessmentDraft(Draft):
    """What was found when the need was looked into."""

    assessment: Note


class DeclineDraft(Draft):
    """Why nothing comes of an idea for now."""

    reason: Title
