"""Every table of the store; importing this package completes `SQLModel.metadata`."""

from sqlalchemy.orm import configure_mappers

from pilotboard.store.writing.tables.board import BoardState
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
from pilotboard.store.writing.tables.sites import Site
from pilotboard.store.writing.tables.teams import Membership, Team

__all__ = [
    "AcceptanceCriterion",
    "BacklogItem",
    "BoardState",
    "Counter",
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
    "Site",
    "Team",
]

# Every write needs this; done here it is part of what the screens load ahead, not of the first change.
configure_mappers()
