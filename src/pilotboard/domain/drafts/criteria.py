"""What people write about criteria: a new version of the set, and what they find for a pilot."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from pilotboard.domain.criteria import MOST_CRITERIA, TOP, CriterionView, check_set
from pilotboard.domain.drafts.checks import FIELD, Draft, validate
from pilotboard.domain.drafts.fields import Line, Name, Prose, Title, line, whole, wrong

CRITERION = 60

CriterionName = Annotated[str, line(CRITERION, 1)]
Level = Annotated[int, whole(0, TOP)]


class CriterionDraft(Draft):
    """One criterion: its weight of 100 and what each level means."""

    name: CriterionName
    weight: Annotated[int, whole(0, 100)]
    level_0: Title
    level_1: Title
    level_2: Title
    level_3: Title

    def view(self) -> CriterionView:
        """The criterion as the rules read it."""
        return CriterionView(self.name, self.weight, (self.level_0, self.level_1, self.level_2, self.level_3))


def _criteria(value: object) -> tuple[CriterionView, ...]:
    if not isinstance(value, list | tuple) or len(value) > MOST_CRITERIA:
        raise wrong(f"{FIELD} takes a list of at most {MOST_CRITERIA}.")
    found = []
    for one in value:
        if not isinstance(one, dict):
            raise wrong("A criterion has a name, a weight and four levels.")
        found.append(validate(CriterionDraft, one).view())
    return check_set(found)


class CriteriaSetDraft(Draft):
    """A new version of the criteria, whole, and why it was made. Each comes as the fields of ``CriterionDraft``."""

    criteria: Annotated[tuple[CriterionView, ...], BeforeValidator(_criteria)]
    note: Line = ""


class RatingDraft(Draft):
    """What one person finds on a criterion; no level = "I cannot tell". Without ``rater`` it is the one who types."""

    criterion: CriterionName
    level: Level | None = None
    note: Prose = ""
    rater: Name | None = None
