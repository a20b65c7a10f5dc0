"""The Ideas screen and the page of an idea over a real store, driven by keys."""

from __future__ import annotations

import pytest

from pilotboard.domain.ideas import IdeaState
from pilotboard.domain.support import SupportAnswer
from pilotboard.tui.dialogs.form import Form
from pilotboard.tui.screens.idea import IdeaPage
from pilotboard.tui.screens.ideas import IdeasScreen
from pilotboard.tui.screens.pilot import PilotPage
from pilotboard.usecases import ideas, pilots, support
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, an_idea
from tests.domain.nasty import NASTY
from tests.tui.test_kit import picture, settled
from tests.tui.test_nasty import check
from tests.tui.test_plan import At, at, ws

__all__ = ["at", "ws"]  # fixtures


def state(ws: Workspace, key: str = "ID-01") -> IdeaState:
    return ideas.show_idea(ws, key).row.state


def asked(ws: Workspace, **more: object) -> str:
    return support.ask_support(ws, {"kind": "money", "text": "Forty headphones", **more}).keys[0]


async def test_the_empty_screen_says_how_to_begin(at: At) -> None:
    async with at("ideas") as desk:
        seen = " ".join((await desk.keys()).split())
        assert "Anyone can propose one in a minute: press n" in seen
        assert "No support is asked for. S asks" in seen
        seen = await desk.keys("S")
        assert "there is none yet" in seen


async def test_an_idea_is_proposed_in_a_minute(at: At, ws: Workspace) -> None:
    async with at("ideas") as desk:
        await desk.keys("n", *"Quiet room", "tab", *"They arrive upset", "ctrl+s")
        found = ideas.show_idea(ws, "ID-01").row
        assert (found.title, found.need, found.proposed_by) == ("Quiet room", "They arrive upset", "Ana Ruiz")
        seen = picture(desk.app)
        assert "WAITING FOR AN ANSWER 1" in seen
        assert "1 idea waits" in seen


async def test_looked_into_then_accepted_as_a_pilot(at: At, ws: Workspace) -> None:
    an_idea(ws, "Quiet room", need="They arrive upset")
    async with at("ideas") as desk:
        await desk.keys("s", *"Six of ten", "ctrl+s")
        assert state(ws) == IdeaState.ASSESSED
        assert "looked into" in picture(desk.app)
        await desk.keys("a")
        assert isinstance(desk.app.screen, Form)
        assert "They arrive upset" in picture(desk.app)
        await desk.keys("end", *" at noon", "ctrl+s")
        made = pilots.show_pilot(ws, "P-01")
        assert (made.row.title, made.aim) == ("Quiet room at noon", "They arrive upset")
        seen = picture(desk.app)
        assert "ANSWERED 1" in seen
        assert "P-01" in seen
        await desk.keys("u")
        assert state(ws) == IdeaState.ASSESSED
        assert pilots.list_pilots(ws).total == 0


async def test_declined_with_a_reason_and_taken_up_again(at: At, ws: Workspace) -> None:
    an_idea(ws, "Drones")
    async with at("ideas") as desk:
        await desk.keys("d")
        await desk.keys(*"No need behind it", "enter")
        assert state(ws) == IdeaState.DECLINED
        assert "declined: No need behind it" in picture(desk.app)
        seen = await desk.keys("a")
        assert "ID-01 has its answer already" in seen
        await desk.keys("R")
        assert state(ws) == IdeaState.PROPOSED


async def test_support_is_asked_for_and_answered(at: At, ws: Workspace) -> None:
    an_idea(ws, "Quiet room")
    a_pilot(ws, "Reading texts")
    async with at("ideas") as desk:
        await desk.keys("S", *"Two hours a week", "ctrl+s")
        row = support.show_support(ws, "SU-01")
        assert (row.for_key, row.kind) == ("ID-01", "time")
        assert "! 1" in picture(desk.app)
        seen = await desk.keys("tab")
        assert "w answer" in seen.splitlines()[-1]
        assert "a accept" not in seen.splitlines()[-1]
        await desk.keys("w", "right", "right", "ctrl+s")
        assert "needs a note" in picture(desk.app)
        await desk.keys(*"Not before May", "ctrl+s")
        row = support.show_support(ws, "SU-01")
        assert (row.answer, row.note) == (SupportAnswer.DECLINED, "Not before May")
        assert "Ana Ruiz: Not before May" in picture(desk.app)
        await desk.keys("R")
        assert support.show_support(ws, "SU-01").waiting
        await desk.keys("enter")
        assert isinstance(desk.app.screen, IdeaPage)


async def test_a_request_leads_to_its_pilot(at: At, ws: Workspace) -> None:
    asked(ws, pilot=a_pilot(ws, "Reading texts"))
    async with at("SU-01") as desk:
        seen = await desk.keys()
        assert type(desk.app.screen) is IdeasScreen
        assert "for P-01 Reading texts" in seen
        await desk.keys("enter")
        opened: object = desk.app.screen
        assert isinstance(opened, PilotPage)


async def test_the_page_tells_all_of_an_idea(at: At, ws: Workspace) -> None:
    an_idea(ws, "Quiet room", need="They arrive upset", for_whom="The youngest", might_help="An adult")
    asked(ws, idea="ID-01")
    async with at("ID-01", size=(100, 40)) as desk:
        seen = await desk.keys()
        for words in ("They arrive upset", "The youngest", "An adult", "Forty headphones", "Nobody has looked into"):
            assert words in seen
        await desk.keys("s", *"Six of ten", "ctrl+s")
        await desk.keys("a")
        await desk.keys("ctrl+s")
        seen = picture(desk.app)
        assert "Six of ten" in seen
        assert "It has become P-01 Quiet room" in seen
        assert "has become P-01" in seen


async def test_a_slip_is_removed(at: At, ws: Workspace) -> None:
    an_idea(ws, "A slip")
    async with at("ideas") as desk:
        await desk.keys("X")
        await desk.keys("y")
        assert ideas.list_ideas(ws).total == 0
        await desk.keys("u")
        assert ideas.list_ideas(ws).total == 1


async def test_a_filter_asks_the_ideas(at: At, ws: Workspace) -> None:
    an_idea(ws, "Drones")
    an_idea(ws, "Quiet room")
    async with at("ideas") as desk:
        seen = await desk.keys("slash", *"quiet", "enter")
        assert "Quiet room" in seen
        assert "Drones" not in seen


@pytest.mark.parametrize("size", [(60, 15), (140, 40)])
async def test_nasty_words_harm_nothing(at: At, ws: Workspace, size: tuple[int, int]) -> None:
    for start in range(0, len(NASTY), 12):
        text = " ".join(("x", *NASTY[start : start + 12]))
        key = an_idea(ws, text[:200], need=text, for_whom=text, might_help=text)
        ideas.assess_idea(ws, key, text)
        support.answer_support(ws, asked(ws, idea=key, text=text), "partly", text)
        asked(ws, idea=key, text=text)
    ideas.decline_idea(ws, "ID-01", f"x {NASTY[1]} {NASTY[-1]}"[:200])
    ideas.accept_idea(ws, "ID-02")
    async with at("ideas", size=size) as desk:
        for row in ideas.list_ideas(ws).rows:
            check(desk.app)
            desk.app.go_found("idea", row.key)
            await settled(desk.app, desk.pilot)
            check(desk.app)
            await desk.keys("end")
            check(desk.app)
            await desk.keys("escape", "down")
        await desk.keys("tab", "down", "w")
        check(desk.app)


async def test_the_page_of_a_pilot_leads_back_to_its_idea_and_to_what_is_asked_for_it(at: At, ws: Workspace) -> None:
    ideas.accept_idea(ws, an_idea(ws, "Quiet room"))
    asked(ws, pilot="P-01")
    async with at("P-01", size=(100, 60)) as desk:
        seen = await desk.keys()
        assert "ID-01 Quiet room, proposed by Ana Ruiz" in seen
        assert "Forty headphones" in seen
        desk.app.screen.open_row((("idea", "ID-01"), "", 0))  # type: ignore[attr-defined]  # a page of ours
        await settled(desk.app, desk.pilot)
        assert isinstance(desk.app.screen, IdeaPage)
