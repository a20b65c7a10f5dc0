"""What the processes of these tests do: acts through the use cases, told one by one over a pipe.

A planted fault makes a writer do what the house forbids; the checks must see it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any, NamedTuple
from uuid import uuid4

from pilotboard.domain.changes import Outcome
from pilotboard.domain.errors import PilotboardError
from pilotboard.usecases import history, items
from pilotboard.usecases.workspace import Workspace
from tests.races.faults import PLANTED

STATES = ("backlog", "ready", "in_progress", "review", "done")
KEYS = tuple(f"P01-{number:02d}" for number in range(1, 13))


class Act(NamedTuple):
    """One intent that can be done again: the same operation id, the same words."""

    verb: str
    operation_id: str
    values: Mapping[str, Any] = {}


class Said(NamedTuple):
    """What a writer tells: `about` (it begins), `done` with the journal entry, or `refused`."""

    word: str
    act: Act
    entry: int = 0


def choose(dice: random.Random) -> Act:
    """An act that a person might do next."""
    operation_id = uuid4().hex
    some = dice.sample(KEYS, dice.randint(1, 5))
    choices: list[tuple[int, str, dict[str, Any]]] = [
        (4, "add", {"title": f"Added {operation_id}", "labels": dice.sample(["Urgent", "Later", "Parents"], 2)}),
        (4, "edit", {"key": some[0], "changes": {"title": f"Edited {operation_id}", "estimate": dice.randint(0, 100)}}),
        (4, "move", {"keys": some, "state": dice.choice(STATES)}),
        (2, "rank", {"keys": some[:2], "before": dice.choice([key for key in KEYS if key not in some[:2]])}),
        (2, "block", {"keys": some[:1], "reason": f"Waiting {operation_id}"}),
        (1, "split", {"key": some[0], "titles": [f"Part one {operation_id}", f"Part two {operation_id}"]}),
        (2, "undo", {}),
    ]
    _, verb, values = dice.choices(choices, [weight for weight, *_ in choices])[0]
    return Act(verb, operation_id, values)


def do(ws: Workspace, act: Act) -> Outcome:
    """Do it, or learn that it was done already."""
    verbs: dict[str, Callable[..., Outcome]] = {
        "add": lambda **values: items.add_item(ws, "P-01", values, act.operation_id),
        "edit": lambda **values: items.edit_item(ws, operation_id=act.operation_id, **values),
        "move": lambda **values: items.move_items(ws, operation_id=act.operation_id, **values),
        "rank": lambda **values: items.rank_items(ws, operation_id=act.operation_id, **values),
        "block": lambda **values: items.block_items(ws, operation_id=act.operation_id, **values),
        "split": lambda **values: items.split_item(ws, operation_id=act.operation_id, **values),
        "undo": lambda: history.undo(ws, operation_id=act.operation_id),
    }
    return verbs[act.verb](**act.values)


def write(store: str, user: str, seed: int, fault: str, link: Connection) -> None:
    """Write until killed, and look at the list and the history after each act, as the screens do."""
    PLANTED[fault]()
    dice = random.Random(seed)
    ws = Workspace(store, user)
    while True:
        act = choose(dice)
        link.send(Said("about", act))
        if fault == "told before it is saved":
            link.send(Said("done", act, ws.newest_entry() + 1))
        try:
            outcome = do(ws, act)
        except PilotboardError:
            link.send(Said("refused", act))
        else:
            link.send(Said("done", act, outcome.entry))
        items.list_items(ws, scope="T-01")
        history.history(ws, limit=20)
