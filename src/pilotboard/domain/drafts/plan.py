"""What people write about the strategic plan."""

from __future__ import annotations

from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import Day, Prose, Ref, Title


class PriorityChanges(Draft):
    """Fields of a priority that may be edited."""

    title: Title = ""
    description: Prose = ""


class PriorityDraft(PriorityChanges):
    """A new priority."""

    title: Title


class StrategyChanges(PriorityChanges):
    """Fields of a strategy that may be edited; ``priority`` is a key or a title."""

    priority: Ref = ""


class StrategyDraft(StrategyChanges):
    """A new strategy of a priority."""

    title: Title
    priority: Ref


class GoalChanges(PriorityChanges):
    """Fields of a goal that may be edited; ``strategy`` is a key or a title, ``due_on`` the day to reach it by."""

    strategy: Ref = ""
    due_on: Day | None = None


class GoalDraft(GoalChanges):
    """A new goal of a strategy."""

    title: Title
    strategy: Ref
