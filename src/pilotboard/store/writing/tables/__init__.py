"""Every table of the store; importing this package completes `SQLModel.metadata`."""

from sqlalchemy.orm import configure_mappers

from pilotboard.store.writing.tables.board import BoardState
from pilotboard.store.writing.tables.calendar import CalendarDay, SchoolYear
from pilotboard.store.writing.tables.costs import CostLine, PilotProgramme, Programme
from pilotboard.store.writing.tables.decisions import (
    CriteriaSet,
    Criterion,
    Decision,
    DecisionRule,
    GateCheck,
    GateWaiver,
    PilotSummary,
    Rating,
    RuleAmendment,
)
from pilotboard.store.writing.tables.feedback import Feedback, FeedbackTheme, SeverityJudgement, Theme
from pilotboard.store.writing.tables.ideas import Idea, SupportRequest
from pilotboard.store.writing.tables.intake import ImportBatch, ImportLink, ImportMap
from pilotboard.store.writing.tables.items import (
    AcceptanceCriterion,
    BacklogItem,
    ItemEvent,
    ItemLabel,
    ItemLink,
    ItemNote,
    Label,
)
from pilotboard.store.writing.tables.journal import Journal, JournalRow
from pilotboard.store.writing.tables.organisation import Counter, LabelOverride, Organisation
from pilotboard.store.writing.tables.people import Person
from pilotboard.store.writing.tables.pilots import Pilot, PilotSite
from pilotboard.store.writing.tables.plan import Goal, Priority, Strategy
from pilotboard.store.writing.tables.retros import RetroAction, RetroNote, RetroParticipant, Retrospective
from pilotboard.store.writing.tables.sites import Site
from pilotboard.store.writing.tables.sprints import Amendment, DailyNote, Impediment, Sprint, SprintItem, SprintRecord
from pilotboard.store.writing.tables.teams import Membership, Team

__all__ = [
    "AcceptanceCriterion",
    "Amendment",
    "BacklogItem",
    "BoardState",
    "CalendarDay",
    "CostLine",
    "Counter",
    "CriteriaSet",
    "Criterion",
    "DailyNote",
    "Decision",
    "DecisionRule",
    "Feedback",
    "FeedbackTheme",
    "GateCheck",
    "GateWaiver",
    "Goal",
    "Idea",
    "Impediment",
    "ImportBatch",
    "ImportLink",
    "ImportMap",
    "ItemEvent",
    "ItemLabel",
    "ItemLink",
    "ItemNote",
    "Journal",
    "JournalRow",
    "Label",
    "LabelOverride",
    "Membership",
    "Organisation",
    "Person",
    "Pilot",
    "PilotProgramme",
    "PilotSite",
    "PilotSummary",
    "Priority",
    "Programme",
    "Rating",
    "RetroAction",
    "RetroNote",
    "RetroParticipant",
    "Retrospective",
    "RuleAmendment",
    "SchoolYear",
    "SeverityJudgement",
    "Site",
    "Sprint",
    "SprintItem",
    "SprintRecord",
    "Strategy",
    "SupportRequest",
    "Team",
    "Theme",
]

# Every write needs this; done here it is part of what the screens load ahead, not of the first change.
configure_mappers()
