"""Whatever a person did, in whatever order: taking it all back restores every row, doing it again brings it back."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotboard.domain.errors import InputError, Refusal
from pilotboard.domain.items import ItemState
from pilotboard.store.reading import pilot_facts
from pilotboard.usecases import (
    board,
    criteria,
    decision_rules,
    gates,
    history,
    items,
    memberships,
    organisation,
    people,
    pilots,
    sites,
    teams,
)
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_person, a_pilot, a_site, a_team, an_item, make_store, some_items
from tests.decision_builders import RULE, check, decide
from tests.usecases.content import content

Act = Callable[[], object]


class Doer:
    """Does things at random, like a busy person who sometimes errs; what is refused has changed nothing."""

    def __init__(self, ws: Workspace, seed: int) -> None:
        self.ws = ws
        self.chance = random.Random(seed)
        self.done = 0

    def one(self, kind: str, number: int) -> str:
        """A key of that kind that may or may not be there."""
        return f"{kind}-{self.chance.randint(1, number)}"

    def item(self) -> str:
        return f"P{self.chance.randint(1, 3)}-{self.chance.randint(1, 8)}"

    def some(self) -> list[str]:
        known = [row.key for row in items.list_items(self.ws).rows]
        return self.chance.sample(known, min(len(known), self.chance.randint(1, 4))) or [self.item()]

    def day(self) -> date:
        return DAY + timedelta(days=self.chance.randint(-40, 40))

    def acts(self) -> list[Act]:
        ws, chance = self.ws, self.chance
        text = f"text {chance.randint(1, 5)}"
        label = chance.choice(["Urgent", "urgent", "later", "paper"])
        state = chance.choice(list(ItemState))
        return [
            lambda: an_item(ws, self.one("p", 3), text, labels=[label], criteria=["one", "two"]),
            lambda: items.edit_item(ws, self.item(), {"title": text, "estimate": chance.randint(0, 9)}),
            lambda: items.edit_items(ws, self.some(), {"due": self.day(), "assignee": "me", "labels": [label]}),
            lambda: items.move_items(ws, self.some(), state, "why not"),
            lambda: items.move_items(ws, self.some(), chance.choice(["done", "doing", "review"])),
            lambda: items.block_items(ws, self.some(), text),
            lambda: items.unblock_items(ws, self.some()),
            lambda: items.rank_items(ws, self.some(), before=self.item()),
            lambda: items.rank_items(ws, self.some(), after=self.item()),
            lambda: items.split_item(ws, self.item(), [text, "more"]),
            lambda: items.remove_items(ws, self.some()),
            lambda: items.add_note(ws, self.item(), text),
            lambda: items.add_link(ws, self.item(), "https://example.org/a"),
            lambda: items.remove_link(ws, self.item(), chance.randint(1, 3)),
            lambda: items.add_criterion(ws, self.item(), text),
            lambda: items.check_criterion(ws, self.item(), chance.randint(1, 4)),
            lambda: items.remove_criterion(ws, self.item(), chance.randint(1, 4)),
            lambda: items.add_labels(ws, self.some(), [label, "x"]),
            lambda: items.remove_labels(ws, self.some(), [label]),
            lambda: pilots.move_pilot(ws, self.one("p", 3), chance.choice([None, "t-1", "t-2", "t-3"])),
            lambda: pilots.edit_pilot(ws, self.one("p", 3), {"sites": ["l-1"], "aim": text, "coach": "me"}),
            lambda: pilots.close_pilot(ws, self.one("p", 3)),
            lambda: pilots.reopen_pilot(ws, self.one("p", 3)),
            lambda: pilots.remove_pilot(ws, self.one("p", 4)),
            lambda: a_pilot(ws, text, team=self.one("t", 3)),
            lambda: a_team(ws, text),
            lambda: teams.edit_team(ws, self.one("t", 3), {"charter": text}),
            lambda: teams.dissolve_team(ws, self.one("t", 3)),
            lambda: teams.remove_team(ws, self.one("t", 4)),
            lambda: memberships.join_team(
                ws, self.one("t", 3), {"person": self.one("u", 3), "share": 40, "start": self.day()}
            ),
            lambda: memberships.change_membership(ws, chance.randint(1, 5), {"share": 20}, from_day=self.day()),
            lambda: memberships.leave_team(ws, self.one("t", 3), self.one("u", 3), self.day()),
            lambda: memberships.remove_membership(ws, chance.randint(1, 5)),
            lambda: people.edit_person(ws, self.one("u", 3), {"site": "l-1", "active": chance.random() < 0.5}),
            lambda: people.remove_person(ws, self.one("u", 4)),
            lambda: a_person(ws, text),
            lambda: sites.edit_site(ws, "l-1", {"name": text}),
            lambda: sites.remove_site(ws, self.one("l", 3)),
            lambda: a_site(ws, text),
            lambda: board.set_column(ws, self.one("t", 3), ItemState.REVIEW, {"limit": chance.randint(1, 4)}),
            lambda: organisation.set_label(ws, "item", chance.choice(["job", "thing", ""])),
            *self.judging(text),
        ]

    def judging(self, text: str) -> list[Act]:
        """What a decision rests on, and the decision."""
        ws, chance = self.ws, self.chance
        share, levels = chance.random(), {name: chance.choice([None, 0, 1, 2, 3]) for name in ("equity", "feasibility")}
        waiver = {"gate": "G6", "by": text, "plan": text, "due": DAY + timedelta(days=9)}
        weights = {"equity": 15 + chance.randint(-5, 5)}
        weights["effectiveness"] = 40 - weights["equity"]

        def reweigh() -> object:
            held = criteria.show_criteria(ws).criteria
            return criteria.edit_criteria(ws, [one._replace(weight=weights.get(one.name, one.weight)) for one in held])

        return [
            lambda: decision_rules.write_rule(ws, self.one("p", 3), {**RULE, "baseline_n": chance.randint(9, 99)}),
            lambda: decision_rules.remove_rule(ws, self.one("p", 3)),
            lambda: check(ws, self.one("p", 3), "G5", value=share),
            lambda: check(ws, self.one("p", 3), "G4", chance=share, half_width=0.02, n=90),
            lambda: gates.waive_gate(ws, self.one("p", 3), waiver),
            lambda: gates.unwaive_gate(ws, self.one("p", 3), "G6"),
            lambda: criteria.rate(ws, self.one("p", 3), levels, by=chance.choice([None, "Ben"])),
            reweigh,
            lambda: decide(ws, self.one("p", 3), chance.choice(["scale", "extend", "adapt", "stop"])),
        ]

    def do(self, number: int) -> None:
        before = self.ws.newest_entry()
        for _ in range(number):
            with suppress(Refusal, InputError):
                self.chance.choice(self.acts())()
        self.done = self.ws.newest_entry() - before

    def go(self, step: Callable[[Workspace], object]) -> None:
        for _ in range(self.done):
            step(self.ws)


@contextmanager
def a_world(url: str) -> Iterator[Workspace]:
    """Two teams, three pilots (one without a team), some items, two more people, a site."""
    ws = make_store(url)
    a_person(ws), a_person(ws), a_site(ws)
    one, two = a_team(ws), a_team(ws)
    memberships.join_team(ws, one, {"person": "u-2", "share": 50})
    for team in (one, two, None):
        some_items(ws, a_pilot(ws, team=team, sites=["l-1"]), 4)
    try:
        yield ws
    finally:
        ws.close()


def check_there_and_back(ws: Workspace, seed: int, number: int) -> None:
    before = content(ws)
    doer = Doer(ws, seed)
    doer.do(number)
    after = content(ws)
    doer.go(history.undo)
    assert content(ws) == before
    assert ws.read(pilot_facts.differing) == []
    doer.go(history.redo)
    assert content(ws) == after
    assert ws.read(pilot_facts.differing) == []
    with pytest.raises(Refusal):
        history.redo(ws)
    doer.go(history.undo)
    assert content(ws) == before


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 30))
def test_all_undone_is_as_before_and_all_redone_as_after(seed: int, number: int) -> None:
    with tempfile.TemporaryDirectory() as folder, a_world(str(Path(folder) / "store.db")) as ws:
        check_there_and_back(ws, seed, number)


@pytest.mark.parametrize("seed", range(3))
def test_the_same_on_both_stores(store_url: str, seed: int) -> None:
    with a_world(store_url) as ws:
        check_there_and_back(ws, seed, 40)


def test_the_random_person_gets_something_done(sqlite_path: Path) -> None:
    with a_world(str(sqlite_path)) as ws:
        doer = Doer(ws, 7)
        doer.do(120)
        acted = {entry.action for entry in history.history(ws, limit=1000)}
    assert doer.done > 30
    assert len(acted) > 20, acted
