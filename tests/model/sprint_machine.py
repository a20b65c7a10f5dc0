"""The same two people run sprints: days pass, and what was told of a day is never told otherwise."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from pilotboard.domain.errors import InputError, Refusal
from pilotboard.domain.leftovers import LeftoverDecision
from pilotboard.domain.sprint_states import ItemOutcome
from pilotboard.usecases import sprint_life, sprint_scope
from tests.model import look_sprints
from tests.model.machine import NUMBER, NUMBERS, PEOPLE, WHY, Machine, Ticking
from tests.model.sprints import Figures

NO = (InputError, Refusal)
FATES = st.lists(st.sampled_from(["carried", "returned", "dropped"]), min_size=1, max_size=3)


class SprintMachine(Machine):
    """`told` keeps, for each day of a sprint that runs, what its burndown said when the day ended."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[int, dict[date, Figures]] = {}

    def some_sprints(self) -> bool:
        """Whether there are any."""
        return bool(self.world.sprints())

    def chosen(self, number: int, *states: str) -> int:
        """One of the sprints there are; one that stands there already, when there is one."""
        found = self.world.sprints()
        likely = [one for one, content in found.items() if content["state"] in states] if number % 4 else []
        return (likely or list(found))[number % len(likely or found)]

    @rule(hours=st.sampled_from([13, 24, 72]))
    def night(self, hours: int) -> None:
        """It is another day."""
        self.later(timedelta(hours=hours))

    def later(self, time: timedelta) -> None:
        """Time passes: what the burndown says by now is what it will say of this day."""
        self.remember()
        super().later(time)

    def remember(self) -> set[int]:
        """Keep today's figures of the sprints that run, which are returned."""
        running = {number for number, one in self.world.sprints().items() if one["state"] == "active"}
        for number in running:
            self.told.setdefault(number, {})[Ticking.at.date()] = self.world.figures(number)
        return running

    @rule(
        user=PEOPLE,
        team=st.sampled_from([1, 2]),
        ahead=st.sampled_from([0, 0, 14, 28]),
        days=st.sampled_from([7, 13]),
        goal=st.sampled_from(["", "Goal", "Goal", "Goal"]),
        numbers=NUMBERS,
        start=st.booleans(),
    )
    def plan_sprint(
        self, user: str, team: int, ahead: int, days: int, goal: str, numbers: list[int], start: bool
    ) -> None:
        """A new sprint, soon with items, and often started at once."""
        first = Ticking.at.date() + timedelta(days=ahead)
        last = first + timedelta(days=days)
        known = len(self.world.entries)
        self.both(
            user,
            lambda ws: sprint_life.plan_sprint(
                ws, {"team": f"T-{team:02d}", "start": first, "end": last, "goal": goal}
            ),
            lambda: [f"S-{self.world.plan_sprint(team, first, last, goal)}"],
            NO,
        )
        if len(self.world.entries) > known:
            new = self.world.numbers["sprint"]
            theirs = [key for key in self.world.items() if self.world.rows["item", key]["team"] == team]
            self._plan(user, [theirs[number % len(theirs)] for number in numbers] if theirs else [], new, "")
            if start:
                self._start(user, new)

    @precondition(lambda self: self.some_sprints() and self.some_items())
    @rule(user=PEOPLE, numbers=NUMBERS, number=NUMBER, why=WHY)
    def plan_items(self, user: str, numbers: list[int], number: int, why: str) -> None:
        """Items into a sprint."""
        self._plan(user, self.picked(numbers), self.chosen(number, "planned", "active"), why)

    def _plan(self, user: str, keys: list[str], sprint: int, why: str) -> None:
        keys = list(dict.fromkeys(keys))
        self.both(
            user,
            lambda ws: sprint_scope.plan_items(ws, keys, f"S-{sprint}", why),
            lambda: self.world.plan_items(keys, sprint, why),
            NO,
        )

    @precondition(Machine.some_items)
    @rule(user=PEOPLE, numbers=NUMBERS, why=WHY)
    def unplan_items(self, user: str, numbers: list[int], why: str) -> None:
        """Items out of the sprint they stand in."""
        inside = [key for key in self.world.items() if self.world.rows["item", key]["sprint"] is not None]
        keys = list(dict.fromkeys(inside[one % len(inside)] for one in numbers)) if inside else self.picked(numbers)
        self.both(
            user,
            lambda ws: sprint_scope.unplan_items(ws, keys, why),
            lambda: [key for key in keys if self.world.leave_sprint(key, why)],
            NO,
        )

    @precondition(some_sprints)
    @rule(user=PEOPLE, number=NUMBER)
    def start_sprint(self, user: str, number: int) -> None:
        """A sprint starts."""
        self._start(user, self.chosen(number, "planned"))

    def _start(self, user: str, sprint: int) -> None:
        self.both(
            user,
            lambda ws: sprint_life.start_sprint(ws, f"S-{sprint}"),
            lambda: self._on(sprint, self.world.start_sprint, sprint),
            NO,
        )

    def _on(self, sprint: int, act: Any, *arguments: Any) -> list[str]:
        act(*arguments)
        return [f"S-{sprint}"]

    @precondition(some_sprints)
    @rule(user=PEOPLE, number=NUMBER, fates=FATES, why=WHY, result=st.sampled_from([None, "Done well"]))
    def close_sprint(self, user: str, number: int, fates: list[str], why: str, result: str | None) -> None:
        """A sprint is closed, with a fate for each leftover."""
        sprint = self.chosen(number, "active")
        left = self.world.left_over(sprint)
        decided = {key: (fates[place % len(fates)], why) for place, key in enumerate(left)}
        self.both(
            user,
            lambda ws: sprint_life.close_sprint(
                ws,
                f"S-{sprint}",
                [LeftoverDecision(key, ItemOutcome(fate), reason) for key, (fate, reason) in decided.items()],
                result,
            ),
            lambda: self._on(sprint, self.world.close_sprint, sprint, decided, result),
            NO,
        )

    @precondition(some_sprints)
    @rule(user=PEOPLE, number=NUMBER, why=WHY)
    def cancel_sprint(self, user: str, number: int, why: str) -> None:
        """A sprint is cancelled."""
        sprint = self.chosen(number, "planned", "active")
        self.both(
            user,
            lambda ws: sprint_life.cancel_sprint(ws, f"S-{sprint}", why),
            lambda: self._on(sprint, self.world.cancel_sprint, sprint, why),
            NO,
        )

    @precondition(some_sprints)
    @rule(user=PEOPLE, number=NUMBER, goal=st.sampled_from(["", "Another"]))
    def edit_sprint(self, user: str, number: int, goal: str) -> None:
        """Another goal."""
        sprint = self.chosen(number, "planned", "active")
        self.both(
            user,
            lambda ws: sprint_life.edit_sprint(ws, f"S-{sprint}", {"goal": goal}),
            lambda: self._on(sprint, self.world.edit_sprint, sprint, {"goal": goal}),
            NO,
        )

    @precondition(some_sprints)
    @rule(user=PEOPLE, number=NUMBER)
    def remove_sprint(self, user: str, number: int) -> None:
        """A sprint that never started goes."""
        sprint = self.chosen(number, "planned")
        self.both(
            user,
            lambda ws: sprint_life.remove_sprint(ws, f"S-{sprint}"),
            lambda: self._on(sprint, self.world.remove_sprint, sprint),
            NO,
        )

    @precondition(some_sprints)
    @rule(user=PEOPLE, number=NUMBER)
    def amend_sprint(self, user: str, number: int) -> None:
        """A correction beside a record."""
        sprint = self.chosen(number, "closed")
        self.both(
            user,
            lambda ws: sprint_life.amend_sprint(ws, f"S-{sprint}", "Seen later"),
            lambda: self._on(sprint, self.world.amend_sprint, sprint),
            NO,
        )

    @precondition(some_sprints)
    @rule(number=NUMBER, numbers=NUMBERS, at=NUMBER, state=st.sampled_from(["done", "ready", "review"]))
    def day_of_a_sprint(self, number: int, numbers: list[int], at: int, state: str) -> None:
        """Something is done in a running sprint; the next day it is taken back, and perhaps done again."""
        del number
        inside = [key for key in self.world.items() if self.world.rows["item", key]["sprint"] is not None]
        if not inside:
            return
        there = self.world.items()
        self.move("ana", [there.index(inside[one % len(inside)]) for one in numbers], state, "")
        if at % 2:
            self.night(24)
        self.undo_and_redo([("ana", "undo")] if at % 3 else [("ana", "undo"), ("ana", "redo")])

    @invariant()
    def tells_the_same(self) -> None:
        """Sprints, what is in them, and each day of those that run."""
        look_sprints.sprints_of(self.ws, self.world)
        running = self.remember()
        for number in self.told.keys() - running:
            if ("sprint", number) not in self.world.rows or self.world.rows["sprint", number]["state"] == "planned":
                del self.told[number]
        for number in running:
            look_sprints.days_of(self.ws, number, self.told[number])
