"""A sprint played on the screens by a recorded script of keys, from plan to amendment; what each screen says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pilotboard.domain.errors import InputError
from pilotboard.settings import read_settings
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.start import PLACES, make_shell
from pilotboard.usecases import impediments, sprint_life, sprint_scope, sprints
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_pilot, a_team, as_user, make_store, some_items
from tests.domain.nasty import NASTY
from tests.tui.test_kit import picture, settled

SCRIPT = """
4 P                                                planning, from the backlog
n text:Families_read_more ctrl+s                   a sprint: its goal; the days are proposed
space space space                                  three items into it
l space h                                          one out again, from the other pane
s y                                                start: what is in it is the commitment
L L L                                              the first card to done
d text:All_is_well enter                           the daily check-in
i text:No_paper enter                              something is in the way
P n text:Next ctrl+s                               the next sprint is planned
3 x c enter text:Two_families enter                review: the leftover is carried, the result is written, closed
s A text:It_was_three enter                        a correction beside the record
"""


@asynccontextmanager
async def screens(path: Path, size: tuple[int, int] = (100, 30), at: str = "board") -> AsyncIterator[Pilot[int]]:
    """The screens over the store, as Ana Ruiz."""
    ws = as_user(Workspace(str(path), "ana.ruiz"), "ana.ruiz")
    ws.clock = ws.clock._replace(frozen=DAY)
    app = PilotboardApp(make_shell(ws, read_settings(), at), PLACES)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await settled(app, pilot)
        yield pilot
    ws.close()


async def play(pilot: Pilot[int], script: str) -> None:
    """Type a script: a line is keys, then two blanks and what they are for; text:a_b types words."""
    for line in script.strip().splitlines():
        for key in line.split("  ")[0].split():
            if key.startswith("text:"):
                await pilot.press(*("space" if char == "_" else char for char in key.removeprefix("text:")))
            else:
                await pilot.press(key)
            await settled(pilot.app, pilot)  # type: ignore[arg-type]


@pytest.fixture
def path(sqlite_path: Path) -> Path:
    """Team Heron with a pilot and four items in its backlog."""
    ws = make_store(str(sqlite_path))
    some_items(ws, a_pilot(ws, "Reading texts", team=a_team(ws, "Team Heron")), 4)
    ws.close()
    return sqlite_path


@pytest.fixture
def running(path: Path) -> Path:
    """The same with S-1 running: two items, one of them done, and something in the way."""
    ws = as_user(make_at(path), "ana.ruiz")
    sprint_life.plan_sprint(ws, {"team": "T-01", "start": DAY, "end": DAY, "goal": "Families read more"})
    sprint_scope.plan_items(ws, ["P01-01", "P01-02"], "S-1")
    sprint_life.start_sprint(ws, "S-1")
    impediments.add_impediment(ws, {"title": "No paper", "item": "P01-02"})
    ws.close()
    return path


def make_at(path: Path) -> Workspace:
    ws = Workspace(str(path), "ana.ruiz")
    ws.clock = ws.clock._replace(frozen=DAY)
    return ws


async def test_a_sprint_is_played_by_a_recorded_script(path: Path) -> None:
    async with screens(path) as pilot:
        await play(pilot, SCRIPT)
        text = picture(pilot.app)  # type: ignore[arg-type]
        assert "S-1 · Families read more" in text
    ws = make_at(path)
    found = sprints.show_sprint(ws, "S-1")
    assert (found.row.state, found.row.goal, found.result) == ("closed", "Families read more", "Two families")
    assert [(one.item_key, one.outcome, one.next_sprint) for one in found.items] == [
        ("P01-02", "done", None),
        ("P01-03", "carried", "S-2"),
    ] or [one.outcome for one in found.items] == ["done", "carried"]
    assert (found.row.committed.items, found.row.done.items, found.row.carried.items) == (2, 1, 1)
    assert [note.text for note in found.notes] == ["All is well"]
    assert [one.title for one in found.impediments] == ["No paper"]
    assert [one.text for one in found.amendments] == ["It was three"]
    assert found.record is not None
    assert found.record.content["result"] == "Two families"
    ws.close()


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_board_of_a_running_sprint_says_how_it_stands(running: Path, size: tuple[int, int]) -> None:
    async with screens(running, size) as pilot:
        text = picture(pilot.app)  # type: ignore[arg-type]
        for words in ("S-1 · Families read more", "day 1 of 1 · 0 of 2 done", "left ", "P01-01"):
            assert words in text
        assert "P01-03" not in text
        assert ("ideal" in text) == (size[1] == 40)
        await pilot.press("v")
        await settled(pilot.app, pilot)  # type: ignore[arg-type]
        assert "more in the backlog" in picture(pilot.app)  # type: ignore[arg-type]


async def test_the_story_tells_what_is_in_the_way(running: Path) -> None:
    async with screens(running) as pilot:
        await pilot.press("j")
        await settled(pilot.app, pilot)  # type: ignore[arg-type]
        assert "I-01 asks the team: No paper" in picture(pilot.app)  # type: ignore[arg-type]


async def test_taking_out_of_a_running_sprint_asks_why_and_keeps_the_answer(running: Path) -> None:
    async with screens(running) as pilot:
        await play(pilot, "H")
        assert "needs a reason" in picture(pilot.app)  # type: ignore[arg-type]
        await play(pilot, "text:too_big enter")
    ws = make_at(running)
    found = {one.item_key: one for one in sprints.show_sprint(ws, "S-1").items}
    assert found["P01-01"].removed_reason == "too big"
    ws.close()


async def test_review_waits_until_everything_is_decided(running: Path) -> None:
    async with screens(running) as pilot:
        await play(pilot, "x c")
        assert "There is no planned sprint" in picture(pilot.app)  # type: ignore[arg-type]
        await play(pilot, "b enter")
        assert "P01-02 not decided yet" in picture(pilot.app)  # type: ignore[arg-type]
        await play(pilot, "d text:no_time enter enter enter")
    ws = make_at(running)
    outcomes = {one.item_key: one.outcome for one in sprints.show_sprint(ws, "S-1").items}
    assert outcomes == {"P01-01": "returned", "P01-02": "dropped"}
    ws.close()


async def test_the_page_of_a_sprint_turns_its_charts(running: Path) -> None:
    async with screens(running, (60, 20), "S-1") as pilot:
        assert any(0x2800 < ord(char) < 0x2900 for char in picture(pilot.app))  # type: ignore[arg-type]
        await play(pilot, "c")
        assert "0 of 2 done on day 1 of 1" in picture(pilot.app)  # type: ignore[arg-type]
        await play(pilot, "v")
        assert "BURNUP" in picture(pilot.app)  # type: ignore[arg-type]
        assert DAY.isoformat() in picture(pilot.app)  # type: ignore[arg-type]
        await play(pilot, "v c")
        assert "known after 3 closed sprints" in picture(pilot.app)  # type: ignore[arg-type]
        await play(pilot, "G e escape i text:Still_no_paper enter")
    ws = make_at(running)
    assert len(impediments.list_impediments(ws).rows) == 2
    ws.close()


async def test_without_a_team_or_a_sprint_the_screens_say_how_to_begin(path: Path) -> None:
    async with screens(path, at="planning") as pilot:
        assert "Press n to plan one" in picture(pilot.app)  # type: ignore[arg-type]
        await play(pilot, "3 s")
        assert "This team has not run a" in picture(pilot.app)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(60, 15), (100, 30)])
async def test_nasty_texts_break_no_screen_of_a_sprint(running: Path, size: tuple[int, int]) -> None:
    ws = make_at(running)
    for text in NASTY:
        if text.strip() and len(text) < 150:
            with suppress(InputError):
                sprint_life.note_day(ws, "S-1", text)
                impediments.add_impediment(ws, {"title": text, "team": "T-01"})
    with_goal = next(text for text in NASTY if "[/" in text)
    sprint_life.edit_sprint(ws, "S-1", {"goal": with_goal})
    ws.close()
    for place in ("board", "planning", "S-1"):
        async with screens(running, size, place) as pilot:
            await play(pilot, "G")
            shown = picture(pilot.app)  # type: ignore[arg-type]
            assert not any(char in shown for char in "\x1b\x07\x9b\u202e")
