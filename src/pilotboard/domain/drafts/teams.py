"""What people write about teams, memberships and the columns of a team's board."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from pilotboard.domain.dates import STRICT_HINT
from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import (
    Day,
    Limit,
    Name,
    Prose,
    Ref,
    Share,
    ShortLine,
    YesNo,
    in_order,
    word_of,
    wrong,
)
from pilotboard.domain.teams import MembershipRole


class TeamChanges(Draft):
    """Fields of a team that may be edited."""

    name: Name = ""
    purpose: Prose = ""
    charter: Prose = ""
    agreements: Prose = ""
    definition_of_ready: Prose = ""
    definition_of_done: Prose = ""
    formed_on: Day | None = None
    dissolved_on: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> TeamChanges:
        in_order(self, "formed_on", "dissolved_on")
        return self


class TeamDraft(TeamChanges):
    """A new team."""

    name: Name


class MembershipChanges(Draft):
    """Fields of a membership that may be edited; ``end`` ``None`` means still there."""

    role: Annotated[MembershipRole, word_of(MembershipRole)] = MembershipRole.DEVELOPER
    share: Share = 100
    start: Day | None = None
    end: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> MembershipChanges:
        if "start" in self.model_fields_set and self.start is None:
            raise wrong("A membership needs its first day.", STRICT_HINT, field="start")
        in_order(self, "start", "end")
        return self


class MembershipDraft(MembershipChanges):
    """A person joins a team; ``person`` is a key or a name."""

    person: Ref
    start: Day


class ColumnChanges(Draft):
    """A column of the board: its own name (empty = the common word), the most at once, whether it is hidden."""

    label: ShortLine = ""
    limit: Limit | None = None
    hidden: YesNo = False
