"""Ideas that anyone may propose: a need, for whom, what might help; looked into, then a pilot or a no with its reason.

Support that people ask for has its kinds and answers here, too; what becomes of a request stands in ``domain.support``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.errors import Refusal

if TYPE_CHECKING:
    from datetime import date

    from pilotboard.domain.matching import Subject
    from pilotboard.domain.support import SupportRow


class IdeaState(StrEnum):
    """What has become of an idea."""

    PROPOSED = "proposed"
    ASSESSED = "assessed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class IdeaRow(NamedTuple):
    """An idea as one line of a list, with its texts.

    ``proposed_by`` is a name; ``support`` counts requests without an answer. ``pilot_key`` is the pilot it became.
    """

    id: int
    key: str
    title: str
    need: str
    for_whom: str
    might_help: str
    assessment: str
    state: IdeaState
    reason: str
    proposed_by: str
    proposed_on: date
    answered_on: date | None
    site_key: str | None
    site: str | None
    goal_key: str | None
    goal: str | None
    pilot_key: str | None
    pilot: str | None
    support: int
    version: int

    @property
    def waiting(self) -> bool:
        """Whether it has neither become a pilot nor been declined."""
        return self.state in (IdeaState.PROPOSED, IdeaState.ASSESSED)

    def days(self, today: date) -> int:
        """Whole days from the proposal to the answer, or to today."""
        return max(((self.answered_on or today) - self.proposed_on).days, 0)


class IdeaDetail(NamedTuple):
    """The page of an idea: the support that is asked for it, the oldest first."""

    row: IdeaRow
    support: tuple[SupportRow, ...]


def aim_of(row: IdeaRow) -> str:
    """The aim that a pilot begins with: the need, and for whom."""
    whom = f"For: {row.for_whom}" if row.for_whom else ""
    return "\n".join(filter(None, (row.need, whom)))


def about_of(row: IdeaRow) -> str:
    """What a pilot begins with beside its aim: what might help, and what looking into the need has shown."""
    helps = f"What might help: {row.might_help}" if row.might_help else ""
    found = f"What we found when we looked into the need: {row.assessment}" if row.assessment else ""
    return "\n\n".join(filter(None, (helps, found)))


def check_waiting(row: IdeaRow) -> None:
    """Only an idea without an answer is looked into, accepted or declined. Raises ``Refusal``."""
    if row.state == IdeaState.ACCEPTED:
        raise Refusal(f"{row.key} has become {row.pilot_key} {row.pilot}.", kept="Nothing was changed.", at=row.key)
    if row.state == IdeaState.DECLINED:
        raise Refusal(
            f"{row.key} has been declined: {row.reason}",
            kept="Nothing was changed.",
            hint="Take it up again first, if the reason no longer holds.",
            at=row.key,
        )


def reopened(row: IdeaRow) -> IdeaState:
    """Where a declined idea goes when it is taken up again. Raises ``Refusal`` for one that was not declined."""
    if row.state == IdeaState.ACCEPTED:
        check_waiting(row)
    if row.state != IdeaState.DECLINED:
        raise Refusal(f"{row.key} is still waiting for an answer.", kept="Nothing was changed.", at=row.key)
    return open_state(row.assessment)


def open_state(assessment: str) -> IdeaState:
    """The state of an idea without an answer."""
    return IdeaState.ASSESSED if assessment else IdeaState.PROPOSED


def waiting_words(rows: list[IdeaRow], today: date) -> str:
    """``3 ideas wait, the oldest 12 days``, or that none does."""
    waiting = [row.days(today) for row in rows if row.waiting]
    if not waiting:
        return "no idea waits" if rows else ""
    many, longest = len(waiting), max(waiting)
    wait = "1 idea waits" if many == 1 else f"{many} ideas wait"
    return wait + (f", the oldest {longest} day{'' if longest == 1 else 's'}" if longest else "")


def idea_subject() -> Subject[IdeaRow]:
    """What a filter over ideas may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import YEAR, Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the idea's key, such as ID-04"),
            Field("title", "text", "words of the title"),
            Field("state", "word", "proposed, assessed, accepted or declined", values=tuple(IdeaState)),
            Field("by", "person", "who proposed it; me or a name", aliases=("proposed_by",)),
            Field("on", "date", "the day it was proposed", aliases=("proposed_on",)),
            YEAR,
            Field("site", "text", "where the need was seen", optional=True),
            Field("goal", "text", "the goal of the plan it would serve", optional=True),
            Field("pilot", "text", "the pilot it became", optional=True),
            Field("waiting", "flag", "without an answer yet", aliases=("open",)),
            Field("support", "number", "requests for support without an answer"),
        ),
        {
            "key": lambda row: row.key,
            "title": lambda row: row.title,
            "state": lambda row: row.state,
            "by": lambda row: row.proposed_by,
            "on": lambda row: row.proposed_on,
            "year": lambda row: (row.proposed_on, row.proposed_on),
            "site": lambda row: None if row.site_key is None else (row.site_key, row.site or ""),
            "goal": lambda row: None if row.goal_key is None else (row.goal_key, row.goal or ""),
            "pilot": lambda row: None if row.pilot_key is None else (row.pilot_key, row.pilot or ""),
            "waiting": lambda row: row.waiting,
            "support": lambda row: row.support,
        },
        lambda row: (row.key, row.title, row.need, row.for_whom, row.might_help, row.assessment, row.reason),
    )
