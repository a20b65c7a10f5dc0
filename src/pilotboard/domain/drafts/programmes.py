"""What people write about programmes that exist already."""

from __future__ import annotations

from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import Day, Money, People, Prose, ShortName, Title


class ProgrammeChanges(Draft):
    """Fields of a programme that may be edited."""

    name: Title = ""
    owner: ShortName = ""
    yearly_cost: Money | None = None
    reach: People | None = None
    review_on: Day | None = None
    ended_on: Day | None = None
    note: Prose = ""


class ProgrammeDraft(ProgrammeChanges):
    """A programme that is not known yet: a name is enough."""

    name: Title
