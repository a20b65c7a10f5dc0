"""What people write about sites."""

from __future__ import annotations

from typing import Annotated

from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import Name, Population, Prose, YesNo, word_of
from pilotboard.domain.sites import SiteKind


class SiteChanges(Draft):
    """Fields of a site that may be edited; ``population`` ``None`` means not known."""

    name: Name = ""
    kind: Annotated[SiteKind, word_of(SiteKind)] = SiteKind.SCHOOL
    focal: YesNo = False
    population: Population | None = None
    note: Prose = ""
    active: YesNo = True


class SiteDraft(SiteChanges):
    """A new site."""

    name: Name
