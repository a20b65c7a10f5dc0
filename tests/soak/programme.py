"""A small programme to write into: two people, two teams, three pilots, some items.

U-01 Ana Ruiz (ana)      T-01 Heron     P-01 Reading texts (Heron)
U-02 Ben Okoye (ben)     T-02 Ibis      P-02 Late buses (Heron)     P-03 Quiet rooms (no team)
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pilotboard.domain.changes import Written
from pilotboard.domain.organisation import LabelSet
from pilotboard.domain.people import PersonRole
from pilotboard.store.location import locate
from pilotboard.store.writing import items
from pilotboard.store.writing.create import begin, create
from pilotboard.store.writing.tables import Person, Pilot, Team
from pilotboard.store.writing.unit import Tx
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
        ws.write("programme.make", lambda tx: _fill(tx, count))


def _fill(tx: Tx, count: int) -> Written:
    for name, handle in (("Ana Ruiz", "ana"), ("Ben Okoye", "ben")):
        number = tx.next_number("person")
        tx.add(Person(number=number, name=name, handle=handle, role=PersonRole.MEMBER, folded=name.casefold()))
    heron, _ibis = (tx.add(Team(number=tx.next_number("team"), name=name)) for name in ("Heron", "Ibis"))
    for title, team in (("Reading texts", heron.stored_id), ("Late buses", heron.stored_id), ("Quiet rooms", None)):
        tx.add(Pilot(number=tx.next_number("pilot"), title=title, team_id=team, created_at=tx.now))
    for number in range(1, count + 1):
        items.add(tx, 1, items.NewItem(f"Item {number}"))
    return Written("Made the programme.")


def copy(template: Path, store: Path) -> None:
    """A fresh store from one that nobody has open: quicker than making it anew."""
    shutil.copyfile(template, store)
