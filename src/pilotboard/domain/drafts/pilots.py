"""What people write about pilots."""

from __future__ import annotations

from pydantic import model_validator

from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import Day, People, Prose, Ref, Refs, ShortName, Title, in_order


class PilotChanges(Draft):
    """Fields of a pilot that may be edited. Team, sponsor, coach, sites and goal are keys or names."""

    title: Title = ""
    aim: Prose = ""
    hypothesis: Prose = ""
    prediction: Prose = ""
    description: Prose = ""
    partners: Prose = ""
    research: Prose = ""
    owner_after: ShortName = ""
    reach: People | None = None
    team: Ref | None = None
    sponsor: Ref | None = None
    coach: Ref | None = None
    sites: Refs = ()
    replaces: Refs = ()
    goal: Ref | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    decision_due: Day | None = None
    closed_on: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> PilotChanges:
        in_order(self, "starts_on", "ends_on")
        return self


class PilotDraft(PilotChanges):
    """A new pilot: a title is enough to begin."""

    title: Title
