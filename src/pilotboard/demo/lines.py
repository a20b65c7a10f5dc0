"""The stored form of the sample's items: their columns as the steps of their tale go by, and their order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from random import Random

from pilotboard.demo.calendar import SchoolDays
from pilotboard.demo.material import Pilot
from pilotboard.demo.tales import Step, Tale
from pilotboard.domain.items import EventKind, ItemState, check_move
from pilotboard.domain.ranks import spread
from pilotboard.domain.text import search_text

_ORDER = (
    ItemState.DONE,
    ItemState.REVIEW,
    ItemState.IN_PROGRESS,
    ItemState.READY,
    ItemState.BACKLOG,
    ItemState.DROPPED,
)
_APART = 5


class Lists:
    """The order of every list as it is today: what is further on stands higher, the rest roughly by age."""

    def __init__(self, tales: Iterable[tuple[Pilot, list[Tale]]]) -> None:
        members: dict[object, list[tuple[Pilot, Tale]]] = {}
        for pilot, told in tales:
            members.setdefault(pilot.team or pilot.number, []).extend((pilot, tale) for tale in told)
        self._ranks: dict[tuple[int, int], str] = {}
        for name, held in members.items():
            chance = Random(f"list {name}")
            places = {id(tale): self._place(tale, chance) for _, tale in held}
            held.sort(key=lambda one: places[id(one[1])])
            for (pilot, tale), rank in zip(held, spread(len(held)), strict=True):
                self._ranks[pilot.number, tale.number] = rank

    @staticmethod
    def _place(tale: Tale, chance: Random) -> tuple[int, bool, float]:
        item = tale.item
        shuffled = chance.uniform(-_APART, _APART) if item.state == ItemState.BACKLOG else 0
        return (_ORDER.index(item.state), bool(item.blocked), tale.number + shuffled)

    def rank(self, pilot: Pilot, tale: Tale) -> str:
        """The item's place in its list."""
        return self._ranks[pilot.number, tale.number]


class ItemLine:
    """A row of backlog_item, kept in step with its tale. Links to other rows hold what tells those from others."""

    def __init__(self, pilot: Pilot, tale: Tale, rank: str, days: SchoolDays) -> None:
        item = tale.item
        self.pilot = pilot
        self.tale = tale
        self._met_before = self._met = False
        self._started: datetime | None = None
        self.columns: dict[str, object] = {
            "pilot_id": pilot.number,
            "team_id": pilot.team,
            "number": tale.number,
            "title": item.title,
            "type": item.type,
            "state": ItemState.BACKLOG,
            "rank": rank,
            "estimate": item.estimate,
            "assignee_id": None,
            "due_on": None if item.due is None else days.ahead(item.due),
            "description": item.description,
            "blocked_reason": "",
            "blocked_since": None,
            "drop_reason": "",
            "created_at": tale.steps[0].at,
            "started_at": None,
            "finished_at": None,
            "state_since": tale.steps[0].at,
            "folded": search_text(item.title, item.description),
        }

    def take(self, step: Step) -> None:
        """Bring the columns to where they are after the step."""
        match step.kind:
            case EventKind.CREATED:
                if self.tale.item.state in {ItemState.BACKLOG, ItemState.READY, ItemState.DROPPED}:
                    self.columns["assignee_id"] = self.tale.assignee
            case EventKind.BLOCKED:
                self.columns |= {"blocked_reason": step.detail, "blocked_since": step.at}
            case EventKind.UNBLOCKED:
                self.columns |= {"blocked_reason": "", "blocked_since": None}
            case EventKind.STATE | EventKind.REOPENED:
                self._move(step)
            case None if not step.detail:
                self._met = True
            case _:
                pass

    def _move(self, step: Step) -> None:
        assert step.before is not None
        assert step.after is not None
        moved = check_move(step.before, step.after, step.at, started_at=self._started, reason=step.detail or None)
        assert moved is not None
        assert moved.kind == step.kind
        self._started = moved.started_at
        self.columns |= {
            "state": step.after,
            "state_since": step.at,
            "started_at": moved.started_at,
            "finished_at": moved.finished_at,
            "drop_reason": step.detail if step.after == ItemState.DROPPED else "",
        }
        if step.after == ItemState.IN_PROGRESS:
            self.columns["assignee_id"] = self.tale.assignee

    def newly_met(self) -> list[int]:
        """Lines of the checklist that were ticked since the last call."""
        if self._met == self._met_before:
            return []
        self._met_before = self._met
        return [place for place, (met, _) in enumerate(self.tale.item.checklist) if met]
