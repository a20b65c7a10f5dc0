"""The Plan screen over a real store, driven by keys: the tree, what is added below what, the goal of a pilot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pilotboard.domain.plan import PlanLevel
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.dialogs.form import Form
from pilotboard.tui.screens.pilot import PilotPage
from pilotboard.usecases import pilots, plan
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_goal, a_pilot, make_store
from tests.domain.nasty import NASTY
from tests.tui.desk import at_work
from tests.tui.test_kit import picture, settled
from tests.tui.test_nasty import check

At = Callable[..., AbstractAsyncContextManager["Desk"]]


class Desk:
    """Somebody at the screen: keys in, the picture out."""

    def __init__(self, app: PilotboardApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    async def keys(self, *keys: str) -> str:
        """Press keys, then look."""
        await self.pilot.press(*keys)
        await settled(self.app, self.pilot)
        return picture(self.app)


@pytest.fixture
def ws(sqlite_path: Path) -> Iterator[Workspace]:
    made = make_store(str(sqlite_path))
    yield made
    made.close()


@pytest.fixture
def at(ws: Workspace, tmp_path: Path) -> At:
    @asynccontextmanager
    async def sitting(place: str = "plan", size: tuple[int, int] = (100, 34)) -> AsyncIterator[Desk]:
        async with at_work(ws, tmp_path, place, size) as (app, pilot):
            yield Desk(app, pilot)

    return sitting


def goal_of(ws: Workspace, pilot: str = "P-01") -> str | None:
    return pilots.show_pilot(ws, pilot).row.goal_key


async def test_an_empty_plan_says_how_it_begins(at: At) -> None:
    async with at() as desk:
        seen = await desk.keys()
        assert "press n to write down a priority" in " ".join(seen.split())


async def test_from_a_priority_down_to_the_pilot_by_keys(at: At, ws: Workspace) -> None:
    a_pilot(ws, "Reading texts")
    async with at() as desk:
        assert "1 PILOT WITHOUT AN OPEN GOAL" in await desk.keys()
        await desk.keys("n", *"Every child reads", "ctrl+s")
        assert "PR-01  Every child reads" in picture(desk.app)
        await desk.keys("home", "a", *"Reach families", "ctrl+s")
        await desk.keys("down", "a", *"Nine in ten", "ctrl+s")
        seen = await desk.keys("down")
        lines = [line.rstrip() for line in seen.splitlines()]
        assert any(line.startswith("    ST-01  Reach families") for line in lines), seen
        assert any("G-01  Nine in ten" in line for line in lines)
        assert "no pilot serves it yet" in seen
        await desk.keys("a")
        await desk.keys("enter")
        assert goal_of(ws) == "G-01"
        assert "1 pilot at work on it" in picture(desk.app)
        await desk.keys("u")
        assert goal_of(ws) is None


async def test_a_pilot_is_given_another_goal_or_none(at: At, ws: Workspace) -> None:
    goal, other = a_goal(ws, title="Nine in ten"), a_goal(ws, title="Calm mornings")
    a_pilot(ws, "Reading texts", goal=goal)
    async with at() as desk:
        await desk.keys("down", "down", "down", "m")
        await desk.keys("down", "enter")
        assert goal_of(ws) == other
        await desk.keys("m")
        await desk.keys("up", "up", "enter")
        assert goal_of(ws) is None
        assert "1 PILOT WITHOUT AN OPEN GOAL" in picture(desk.app)
        await desk.keys("enter")
        assert isinstance(desk.app.screen, PilotPage)


async def test_closing_asks_when_something_is_open_below(at: At, ws: Workspace) -> None:
    a_goal(ws, title="Nine in ten")
    async with at() as desk:
        seen = await desk.keys("x")
        assert "and all below it?" in seen
        assert "G-01 Nine in ten" in seen
        await desk.keys("y")
        assert plan.show_plan(ws).hidden == 3
        seen = await desk.keys()
        assert "v shows 3 closed" in seen
        assert "ST-01" not in seen
        seen = await desk.keys("v")
        assert "closed 2026-03-18" in seen
        await desk.keys("home", "R")
        assert [row.closed_on for row in plan.list_plan(ws, PlanLevel.PRIORITY).rows] == [None]
        await desk.keys("u", "u")
        assert plan.show_plan(ws).hidden == 0


async def test_a_goal_is_closed_at_once_and_a_slip_removed(at: At, ws: Workspace) -> None:
    a_goal(ws, title="Nine in ten")
    async with at() as desk:
        await desk.keys("end", "x")
        assert plan.list_plan(ws, PlanLevel.GOAL).rows[0].closed_on == date(2026, 3, 18)
        await desk.keys("u")
        await desk.keys("end", "X")
        await desk.keys("y")
        assert plan.list_plan(ws, PlanLevel.GOAL).total == 0


async def test_enter_opens_the_form_and_saves(at: At, ws: Workspace) -> None:
    a_goal(ws, title="Nine in ten")
    async with at() as desk:
        await desk.keys("end", "enter")
        assert isinstance(desk.app.screen, Form)
        await desk.keys("end", *" or more", "ctrl+s")
        assert plan.show_plan_row(ws, PlanLevel.GOAL, "G-01").row.title == "Nine in ten or more"


async def test_a_day_that_has_gone_by_stands_out(at: At, ws: Workspace) -> None:
    a_goal(ws, title="Nine in ten", due_on=date(2026, 3, 2))
    async with at() as desk:
        seen = await desk.keys("end")
        assert "! Mon 2 Mar" in seen
        assert "1 past its day" in seen
        assert "2 w late" in seen


async def test_a_filter_keeps_what_a_line_belongs_to(at: At, ws: Workspace) -> None:
    a_pilot(ws, "Reading texts", goal=a_goal(ws, title="Nine in ten"))
    a_goal(ws, title="Calm mornings")
    async with at() as desk:
        seen = await desk.keys("slash", *"texts", "enter")
        assert "G-01" in seen
        assert "PR-01" in seen
        assert "PR-02" not in seen


async def test_on_a_wide_terminal_the_thing_stands_beside_the_plan(at: At, ws: Workspace) -> None:
    a_pilot(ws, "Reading texts", goal=a_goal(ws, title="Nine in ten", description="Counted at the door."))
    async with at(size=(140, 40)) as desk:
        assert "STRATEGIES" in await desk.keys()
        seen = await desk.keys("down", "down")
        assert "Counted at the door." in seen
        seen = await desk.keys("tab", "end", "enter")
        assert isinstance(desk.app.screen, PilotPage), seen


@pytest.mark.parametrize("key", ["PR-01", "ST-01", "G-01"])
async def test_open_leads_to_the_line(at: At, ws: Workspace, key: str) -> None:
    a_goal(ws)
    async with at(key) as desk:
        seen = await desk.keys()
        assert any(line.lstrip().startswith(f"{key}  ") for line in seen.splitlines()[-4:]), seen


@pytest.mark.parametrize("size", [(60, 15), (140, 40)])
async def test_nasty_words_harm_nothing(at: At, ws: Workspace, size: tuple[int, int]) -> None:
    for start in range(0, len(NASTY), 12):
        text = " ".join(("x", *NASTY[start : start + 12]))
        a_goal(ws, title=text[:200], description=text)
    async with at(size=size) as desk:
        for _ in range(12):
            await desk.keys("down")
            check(desk.app)
        await desk.keys("e")
        check(desk.app)
        await desk.keys("escape", "x")
        check(desk.app)
