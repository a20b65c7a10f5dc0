"""A small programme to write into: two people, two teams, three pilots, some items.

U-01 Ana Ruiz (ana)      T-01 Heron     P-01 Reading texts (Heron)
U-02 Ben Okoye (ben)     T-02 Ibis      P-02 Late buses (Heron)     P-03 Quiet rooms (no team)
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pilotboard.domain.organisation import LabelSet
from pilotboard.store.location import locate
from pilotboard.store.writing.create import begin, create
from pilotboard.usecases import items, people, pilots, teams
from pilotboard.usecases.workspace import Clock, Workspace

PEOPLE = ("ana", "ben")


@contextmanager
def opened(store: str, user: str = "ana", clock: Clock | None = None) -> Iterator[Workspace]:
    """The store as that person sees it; closed afterwards."""
    workspace = Workspace(store, user, clock)
    try:
        yield workspace
    finally:
        workspace.close()


def make(store: str, count: int = 0) -> None:
    """Make the store with its programme, and `count` items in P-01."""
    create(locate(store))
    with opened(store, "steward") as ws:
        ws.write(
            "organisation.begin",
            lambda tx: begin("Riverside", LabelSet.SCRUM, "UTC", sample=True, created_at=tx.now, tx=tx),
        )
        people.add_person(ws, {"name": "Ana Ruiz", "handle": "ana"})
        people.add_person(ws, {"name": "Ben Okoye", "handle": "ben"})
        teams.add_team(ws, {"name": "Heron"})
        teams.add_team(ws, {"name": "Ibis"})
        pilots.add_pilot(ws, {"title": "Reading texts", "team": "Heron"})
        pilots.add_pilot(ws, {"title": "Late buses", "team": "Heron"})
        pilots.add_pilot(ws, {"title": "Quiet rooms"})
        for number in range(1, count + 1):
            items.add_item(ws, "P-01", {"title": f"Item {number}"})


def copy(template: Path, store: Path) -> None:
    """A fresh store from one that nobody has open: quicker than making it anew."""
    shutil.copyfile(template, store)
