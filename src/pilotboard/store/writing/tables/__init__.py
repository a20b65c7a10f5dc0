"""Every table of the store; importing this package completes `SQLModel.metadata`."""

from sqlalchemy.orm import configure_mappers

from pilotboard.store.writing.tables.board import BoardState
from pilotboard.store.writing.tables.calendar import CalendarDay, SchoolYear
from pilotboard.store.writing.tables.feedback import Feedback, FeedbackTheme, SeverityJudgement, Theme
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
    "Counter",
    "DailyNote",
    "Feedback",
    "FeedbackTheme",
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
    "PilotSite",
    "RetroAction",
    "RetroNote",
    "RetroParticipant",
    "Retrospective",
    "SchoolYear",
    "SeverityJudgement",
    "Site",
    "Sprint",
    "SprintItem",
    "SprintRecord",
    "Team",
    "Theme",
]

# Every write needs this; done here it is part of what the screens load ahead, not of the first change.
configure_mappers()
