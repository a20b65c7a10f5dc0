"""What the page of a pilot reads, in a thread."""

from __future__ import annotations

from typing import NamedTuple

from pilotboard.domain.costs import CostSummary
from pilotboard.domain.ideas import IdeaRow
from pilotboard.domain.journal import EntryView
from pilotboard.domain.pilots import PilotDetail, SprintStep
from pilotboard.domain.programmes import ProgrammeRow
from pilotboard.domain.scale import PilotCase
from pilotboard.domain.support import SupportRow
from pilotboard.usecases import cases, costs, feedback, history, ideas, items, pilots, programmes, support
from pilotboard.usecases.organisation import show_organisation
from pilotboard.usecases.workspace import Workspace

SHOWN_ITEMS = 30
SHOWN_ENTRIES = 12


class PilotStory(NamedTuple):
    """Everything on the page of a pilot; ``sign`` stands before money."""

    detail: PilotDetail
    work: items.ItemPage
    entries: list[EntryView]
    voices: feedback.PilotVoices
    strip: list[SprintStep]
    money: CostSummary
    replaces: list[ProgrammeRow]
    sign: str
    case: PilotCase
    support: list[SupportRow]
    ideas: list[IdeaRow]


def read_story(ws: Workspace, key: str) -> PilotStory:
    """The pilot, its money, its sprints, its decision, its open work, its newest history. Raises NotFound."""
    detail = pilots.show_pilot(ws, key)
    replaces = programmes.list_programmes(ws, f"pilot:{detail.row.key}").rows if detail.replaces else []
    return PilotStory(
        detail,
        items.list_items(ws, "open", scope=key, sort="state", limit=SHOWN_ITEMS),
        history.history(ws, key, limit=SHOWN_ENTRIES),
        feedback.pilot_voices(ws, key),
        pilots.sprint_strip(ws, key),
        costs.pilot_costs(ws, key),
        replaces,
        show_organisation(ws).money,
        cases.pilot_case(ws, key),
        support.pilot_support(ws, key),
        ideas.ideas_of_pilot(ws, key),
    )
