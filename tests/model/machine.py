"""Two people at work, step by step, in pilotboard and in the model; after each step both must look the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import ClassVar
from unittest import mock

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pilotboard.domain import ranks
from pilotboard.domain.changes import Opened, Outcome
from pilotboard.domain.errors import Conflict, InvalidInput, NotFound, Refusal, UndoRefused
from pilotboard.domain.items import ItemState
from pilotboard.usecases import board, history, item_moves, item_order, item_parts, items, pilots
from pilotboard.usecases.workspace import Clock, Workspace
from tests.model import look
from tests.model.sprints import Refused
from tests.model.turning import Turning
from tests.model.world import Content, Entry
from tests.soak import programme, sound

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
CROWDED = 4
"""A rank may be so long at most in half of the runs: a list is soon full and gets a fresh order."""
RECENT = 8
"""So many of the newest entries somebody chooses from in the history."""

PEOPLE = st.sampled_from(programme.PEOPLE)
PILOTS = st.sampled_from([1, 2, 3])
TEAMS = st.sampled_from([1, 2, None])
STATES = st.sampled_from([state.value for state in ItemState])
BOARD = st.sampled_from(["ready", "in_progress", "review", "done"])
WORDS = st.sampled_from(["Books", "Buses", "[/] quiet", "Größe"])
LABELS = st.lists(st.sampled_from(["Later", "Parents", "Urgent"]), unique=True, max_size=2)
WHY = st.sampled_from(["", "Needed", "Needed"])
NUMBER = st.integers(0, 999)
NUMBERS = st.lists(NUMBER, min_size=1, max_size=3)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": WORDS,
        "description": st.sampled_from(["", "Two\nlines"]),
        "estimate": st.sampled_from([None, 0, 3]),
        "assignee": st.sampled_from([None, "U-01", "U-02"]),
        "due": st.sampled_from([None, date(2026, 3, 20)]),
        "labels": LABELS.map(sorted).map(tuple),
    },
).filter(bool)
TEAM_NAMES = {1: "Heron", 2: "Ibis", None: ""}


class Ticking(Clock):
    """Each act has a moment of its own, so that a moment put back wrong is seen."""

    at: ClassVar[datetime] = START

    def now(self) -> datetime:
        """The moment of this act."""
        return self.at

    def today(self) -> date:
        """Its day."""
        return self.at.date()


class Machine(RuleBasedStateMachine):
    """`fresh` gives a store with the programme in it; `steps` counts over all runs."""

    fresh: ClassVar[Callable[[], AbstractContextManager[str]]]
    steps: ClassVar[list[int]] = [0]

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        store = self.open.enter_context(type(self).fresh())
        Ticking.at = START
        self.ws = self.open.enter_context(programme.opened(store, clock=Ticking()))
        self.world = Turning({1: 1, 2: 1, 3: None}, now=START)
        self.forms: list[tuple[str, Opened, Content]] = []
        self.seen: dict[str, tuple[int, Content]] = {}
        self.ids: list[int] = []
        self.begun = self.ws.newest_entry()

    @initialize(crowded=st.booleans(), count=st.integers(2, 8))
    def begin(self, crowded: bool, count: int) -> None:
        """Some items to begin with; in crowded runs ranks are short."""
        if crowded:
            self.open.enter_context(mock.patch.object(ranks, "LONGEST", CROWDED))
        for number in range(count):
            self.add("ben", 1 + number % 2, "backlog", [], 1)

    def teardown(self) -> None:
        """At the end the store is sound and its journal complete."""
        try:
            flaws = sound.flaws(self.ws)
        finally:
            self.open.close()
        assert flaws == []

    def desk(self, user: str) -> Workspace:
        """The store as that person sees it."""
        self.ws.act_as(user)
        return self.ws

    def later(self, time: timedelta) -> None:
        """Time passes."""
        Ticking.at += time
        self.world.now = Ticking.at

    # --- doing it twice ---------------------------------------------------------------------------------------------

    def both(
        self,
        user: str,
        act: Callable[[Workspace], Outcome],
        work: Callable[[], Iterable[str]],
        refusal: type[Exception] | tuple[type[Exception], ...] = (),
    ) -> None:
        """One act in both; `refusal` is how pilotboard refuses what the model refuses."""
        self.steps[0] += 1
        self.later(timedelta(minutes=7))
        try:
            entry = self.world.act(user, work)
        except Refused as refused:
            self.refused(refused, lambda: act(self.desk(user)), refusal)
            return
        outcome = act(self.desk(user))
        self.same_entry(entry, outcome)

    def same_entry(self, entry: Entry | None, outcome: Outcome) -> None:
        """Both wrote a line of the journal, or neither did."""
        assert (outcome.entry > 0) == (entry is not None), outcome
        if entry is not None:
            self.ids.append(outcome.entry)
            if entry.keys:
                assert outcome.keys == entry.keys

    def refused(
        self, why: Refused, act: Callable[[], Outcome], kind: type[Exception] | tuple[type[Exception], ...]
    ) -> None:
        """Pilotboard refuses too, and names no more than what is in the way."""
        with pytest.raises(Conflict if why.fields else kind) as caught:
            act()
        said = caught.value
        assert {one.name for one in getattr(said, "fields", ()) if isinstance(said, Conflict)} == why.fields
        assert not isinstance(said, UndoRefused) or (kind is UndoRefused and set(said.rows) <= why.names)

    def picked(self, numbers: Iterable[int]) -> list[str]:
        """Some of the items there are, each once."""
        there = self.world.items()
        return list(dict.fromkeys(there[number % len(there)] for number in numbers))

    def some_items(self) -> bool:
        """Whether there are any items."""
        return bool(self.world.items())

    # --- acts -------------------------------------------------------------------------------------------------------

    @rule(user=PEOPLE, pilot=PILOTS, state=BOARD, labels=LABELS, criteria=st.integers(0, 2))
    def add(self, user: str, pilot: int, state: str, labels: list[str], criteria: int) -> None:
        """A new item."""
        title, lines = f"Item {len(self.world.entries)}", [f"Line {number}" for number in range(criteria)]
        self.both(
            user,
            lambda ws: items.add_item(
                ws, f"P-{pilot:02d}", {"title": title, "state": state, "labels": labels, "criteria": lines}
            ),
            lambda: [self.world.add(pilot, {"title": title, "state": state}, sorted(labels), lines)],
        )

    @precondition(some_items)
    @rule(user=PEOPLE, number=NUMBER, changes=CHANGES, why=WHY)
    def edit(self, user: str, number: int, changes: Content, why: str) -> None:
        """Fields of an item, without a form."""
        (key,) = self.picked([number])
        self.both(
            user,
            lambda ws: items.edit_item(ws, key, changes, reason=why),
            lambda: self._edited(key, changes, why),
            InvalidInput,
        )

    def _edited(self, key: str, changes: Content, why: str) -> list[str]:
        self.world.edit(key, dict(changes), why)
        return [key]

    @precondition(some_items)
    @rule(number=NUMBER)
    def open_form(self, number: int) -> None:
        """Somebody opens a form and leaves it open."""
        (key,) = self.picked([number])
        opened = items.opened_item(items.show_item(self.ws, key))
        self.forms.append((key, opened, look.form(self.world, key)))
        for name, value in look.form(self.world, key).items():
            assert opened.values[name] == value, name

    @precondition(lambda self: self.forms)
    @rule(user=PEOPLE, number=NUMBER, changes=CHANGES, whole=st.booleans(), why=WHY)
    def save_form(self, user: str, number: int, changes: Content, whole: bool, why: str) -> None:
        """The form is saved: only what was changed in it, or the whole of it."""
        key, opened, base = self.forms.pop(number % len(self.forms))
        given = {**base, **changes} if whole else changes
        mine = {name: value for name, value in given.items() if value != base[name]}

        def work() -> list[str]:
            self.world.item(key)
            now = look.form(self.world, key)
            clashes = [name for name in mine if now[name] not in (base[name], mine[name])]
            if clashes:
                raise Refused(fields=clashes)
            return self._edited(key, mine, why)

        self.both(user, lambda ws: items.edit_item(ws, key, given, opened, reason=why), work, (NotFound, InvalidInput))

    @precondition(some_items)
    @rule(number=NUMBER, theirs=CHANGES, mine=CHANGES, whole=st.booleans())
    def edit_together(self, number: int, theirs: Content, mine: Content, whole: bool) -> None:
        """One person has a form open while the other changes the item."""
        self.open_form(number)
        self.edit("ana", number, theirs, "Needed")
        self.save_form("ben", len(self.forms) - 1, mine, whole, "Needed")

    @precondition(some_items)
    @rule(user=PEOPLE, numbers=NUMBERS, state=STATES, reason=st.sampled_from(["", "No longer needed"]))
    def move(self, user: str, numbers: list[int], state: str, reason: str) -> None:
        """Items to a state."""
        keys = self.picked(numbers)
        self.both(
            user,
            lambda ws: item_moves.move_items(ws, keys, state, reason),
            lambda: [key for key in keys if self.world.move(key, state, reason)],
            InvalidInput,
        )

    @precondition(some_items)
    @rule(user=PEOPLE, numbers=NUMBERS, reason=st.sampled_from(["Waiting", "Ill"]))
    def block(self, user: str, numbers: list[int], reason: str) -> None:
        """Something is in the way of items."""
        keys = self.picked(numbers)
        self.both(
            user,
            lambda ws: item_moves.block_items(ws, keys, reason),
            lambda: [key for key in keys if self.world.block(key, reason)],
            Refusal,
        )

    @precondition(some_items)
    @rule(user=PEOPLE, numbers=NUMBERS)
    def unblock(self, user: str, numbers: list[int]) -> None:
        """Nothing is in the way any more."""
        keys = self.picked(numbers)
        self.both(
            user,
            lambda ws: item_moves.unblock_items(ws, keys),
            lambda: [key for key in keys if self.world.unblock(key)],
        )

    @precondition(some_items)
    @rule(user=PEOPLE, numbers=NUMBERS, person=st.sampled_from(["me", None, "U-02"]))
    def assign(self, user: str, numbers: list[int], person: str | None) -> None:
        """Items to a person or to nobody."""
        keys = self.picked(numbers)
        found = {"me": "U-01" if user == "ana" else "U-02"}.get(person or "", person)

        def work() -> list[str]:
            changed = [key for key in keys if self.world.item(key)["assignee"] != found]
            for key in changed:
                self.world.edit(key, {"assignee": found})
            return changed

        self.both(user, lambda ws: item_moves.assign_items(ws, keys, person), work)

    @precondition(some_items)
    @rule(user=PEOPLE, numbers=NUMBERS, at=NUMBER, before=st.booleans())
    def rank(self, user: str, numbers: list[int], at: int, before: bool) -> None:
        """Items to another place in their list."""
        keys, (there,) = self.picked(numbers), self.picked([at])
        place = {"before": there} if before else {"after": there}

        def work() -> list[str]:
            self.world.rank(keys, there, before)
            return keys

        self.both(user, lambda ws: item_order.rank_items(ws, keys, **place), work, InvalidInput)

    @precondition(some_items)
    @rule(user=PEOPLE, number=NUMBER, count=st.integers(1, 2))
    def split(self, user: str, number: int, count: int) -> None:
        """New items from one."""
        (key,) = self.picked([number])
        titles = [f"Part {part}" for part in range(count)]
        self.both(
            user, lambda ws: item_order.split_item(ws, key, titles), lambda: [key, *self.world.split(key, titles)]
        )

    @precondition(some_items)
    @rule(user=PEOPLE, numbers=NUMBERS)
    def remove(self, user: str, numbers: list[int]) -> None:
        """Items are deleted."""
        keys = self.picked(numbers)

        def work() -> list[str]:
            for key in keys:
                self.world.remove(key)
            return keys

        self.both(user, lambda ws: items.remove_items(ws, keys), work, Refusal)

    @precondition(some_items)
    @rule(user=PEOPLE, number=NUMBER)
    def note(self, user: str, number: int) -> None:
        """A note on an item: the item itself stays as it is."""
        (key,) = self.picked([number])

        def work() -> list[str]:
            self.world.make("note", key, key=key, text="Heard", who=user)
            return [key]

        self.both(user, lambda ws: item_parts.add_note(ws, key, "Heard"), work)

    @precondition(some_items)
    @rule(user=PEOPLE, number=NUMBER, met=st.booleans())
    def check(self, user: str, number: int, met: bool) -> None:
        """The first line of a checklist is met, or is not."""
        (key,) = self.picked([number])
        lines = items.show_item(self.desk(user), key).criteria
        if not lines:
            return

        def work() -> list[str]:
            self.world.rows[self.world.parts("criterion", key)[0]]["met"] = met
            return [key]

        self.both(user, lambda ws: item_parts.check_criterion(ws, key, lines[0].id, met), work)

    @rule(user=PEOPLE, pilot=PILOTS, team=TEAMS, why=WHY)
    def move_pilot(self, user: str, pilot: int, team: int | None, why: str) -> None:
        """A pilot to another team, with its items."""
        to = None if team is None else f"T-{team:02d}"

        def work() -> list[str]:
            self.world.move_pilot(pilot, team, TEAM_NAMES[team], why)
            return []

        self.both(user, lambda ws: pilots.move_pilot(ws, f"P-{pilot:02d}", to, reason=why), work, InvalidInput)

    @rule(
        user=PEOPLE,
        team=st.sampled_from([1, 2]),
        state=BOARD,
        changes=st.fixed_dictionaries(
            {},
            optional={
                "label": st.sampled_from(["", "Now"]),
                "limit": st.sampled_from([None, 1, 3]),
                "hidden": st.booleans(),
            },
        ),
    )
    def column(self, user: str, team: int, state: str, changes: Content) -> None:
        """How a board shows a state."""

        def work() -> list[str]:
            self.world.set_column(team, state, changes)
            return [f"T-{team:02d}"]

        self.both(user, lambda ws: board.set_column(ws, f"T-{team:02d}", ItemState(state), changes), work)

    # --- back and forth ---------------------------------------------------------------------------------------------

    @rule(presses=st.lists(st.tuples(PEOPLE, st.sampled_from(["undo", "undo", "redo"])), min_size=1, max_size=5))
    def undo_and_redo(self, presses: list[tuple[str, str]]) -> None:
        """The undo key and the redo key, pressed a few times."""
        for user, kind in presses:
            entry = self.world.next_redo(user) if kind == "redo" else self.world.next_undo(user)
            verb = history.redo if kind == "redo" else history.undo
            self.back(user, entry, kind, partial(verb, self.desk(user)))
            look.lists(self.ws, self.world)

    @rule(pilot=PILOTS, team=TEAMS, state=BOARD, redo=st.booleans())
    def pilot_goes_and_comes_back(self, pilot: int, team: int | None, state: str, redo: bool) -> None:
        """A pilot moves, somebody adds an item to it, the move is undone."""
        known = len(self.world.entries)
        self.move_pilot("ana", pilot, team, "Needed")
        moved = self.world.entries[known:]
        self.add("ben", pilot, state, [], 0)
        for entry in moved:
            self.back("ana", entry, "undo", partial(history.undo, self.desk("ana"), self.ids[entry.id - 1]))
        if redo:
            self.undo_and_redo([("ana", "redo")])

    @precondition(some_items)
    @rule(numbers=NUMBERS, theirs=NUMBERS, at=NUMBER, redo=st.booleans())
    def items_go_and_come_back(self, numbers: list[int], theirs: list[int], at: int, redo: bool) -> None:
        """Items are removed, somebody moves others to new places, the removal is undone."""
        self.remove("ana", numbers)
        if self.some_items():
            self.rank("ben", theirs, at, before=True)
        self.undo_and_redo([("ana", "undo"), ("ana", "redo"), ("ana", "undo")] if redo else [("ana", "undo")])

    @precondition(lambda self: self.world.entries)
    @rule(user=PEOPLE, number=NUMBER)
    def undo_that(self, user: str, number: int) -> None:
        """One of the newest entries, chosen in the history, anybody's."""
        chosen = entry = self.world.entries[-1 - number % min(len(self.world.entries), RECENT)]
        if entry.kind == "redo" and entry.reverts is not None:
            undone = self.world.entries[entry.reverts - 1]
            entry = self.world.entries[(undone.reverts or 0) - 1]
        self.back(user, entry, "undo", lambda: history.undo(self.desk(user), self.ids[chosen.id - 1]))

    def back(self, user: str, entry: Entry | None, kind: str, act: Callable[[], Outcome]) -> None:
        """An entry is turned back in both."""
        self.steps[0] += 1
        self.later(timedelta(minutes=7))
        if entry is None:
            self.refused(Refused(), act, Refusal)
            return
        try:
            found = self.world.turn_back(user, entry, kind)
        except Refused as refused:
            self.refused(refused, act, UndoRefused)
            return
        self.same_entry(found, act())

    # --- looking ----------------------------------------------------------------------------------------------------

    @invariant()
    def looks_the_same(self) -> None:
        """Lists, boards, pages and the history."""
        ws = self.ws
        rows = look.lists(ws, self.world)
        look.boards(ws, self.world, rows)
        look.pages(ws, self.world)
        look.journal(ws, self.world, self.ids, self.begun)
        for key, row in rows.items():
            version, content = self.seen.get(key, (0, {}))
            now = self.world.rows["item", key]
            assert row.version > version or (row.version == version and now == content), key
            self.seen[key] = (row.version, dict(now))
