"""Today on the screen: as many lines as fit, and the way to where all are listed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pilotboard.domain.today import Block, TodayBlock, TodayLine
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.lines.today import ALL_AT, LEAST, fitting, rooms, rows_of
from pilotboard.tui.screens.filtering import Filtering
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.usecases import items, memberships
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, a_team, a_voice, as_user, make_store, some_items
from tests.tui.desk import at_work
from tests.tui.test_kit import picture, settled


def blocks(*totals: int, read: int = 60) -> list[TodayBlock]:
    """Blocks with so many lines, of which some may not have been read."""
    return [
        TodayBlock(Block.VOICES, tuple(TodayLine("new", f"F-{n}", "x") for n in range(min(total, read))), total)
        for total in totals
    ]


@pytest.mark.parametrize("totals", [(0,), (1, 9), (4, 4, 4), (2, 3, 90), (30, 1, 30)])
@pytest.mark.parametrize("above", [0, 4])
def test_as_many_lines_as_fit_and_never_one_more_left_out(totals: tuple[int, ...], above: int) -> None:
    made = blocks(*totals)
    least = rows_of(made, [min(total, LEAST) for total in totals], above)
    for room in range(1, 80):
        shown = fitting(made, room, above)
        assert all(lines >= min(total, LEAST) for lines, total in zip(shown, totals, strict=True))
        assert all(total - lines != 1 for lines, total in zip(shown, totals, strict=True))
        assert rows_of(made, shown, above) <= max(room, least)
        if room >= rows_of(made, totals, above) and max(totals) <= 60:
            assert shown == list(totals)


def test_what_was_not_read_is_counted() -> None:
    assert fitting(blocks(200), 500) == [60]


@pytest.mark.parametrize(("left", "right", "below", "expected"), [(5, 4, 0, 31), (5, 4, 40, 5), (40, 4, 40, 15)])
def test_nothing_takes_more_than_half_from_the_other(left: int, right: int, below: int, expected: int) -> None:
    beside, under = rooms(left, right, below, 31)
    assert beside == expected
    assert under == (30 - beside if below else 0)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """Team Heron with Ana, who has eleven items; eleven voices about its pilot, three about another team's."""
    ws = make_store(str(tmp_path / "today.db"))
    team = a_team(ws, "Team Heron")
    memberships.join_team(ws, team, {"person": "U-01", "role": "developer", "share": 50})
    pilot = a_pilot(ws, "Reading texts", team=team)
    for key in some_items(ws, pilot, 11, state="ready"):
        items.edit_item(ws, key, {"assignee": "U-01"})
    some_items(ws, pilot, 4)
    for n in range(11):
        a_voice(ws, pilot, f"Voice {n}", on=date(2026, 3, 2))
    other = a_pilot(ws, "Walking bus", team=a_team(ws, "Team Otter"))
    for n in range(3):
        a_voice(ws, other, f"Other {n}", on=date(2026, 3, 2))
    yield ws
    ws.close()


async def press(app: PilotboardApp, pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)
    await settled(app, pilot)


async def test_a_tall_terminal_shows_every_line(school: Workspace, tmp_path: Path) -> None:
    async with at_work(school, tmp_path, "today", (140, 40)) as (app, pilot):
        seen = picture(app)
        assert seen.count("P01-") == 11 + 1  # the story tells the first one again
        assert all(f"Voice {n}" in seen for n in range(11))
        assert "more" not in seen.replace("more ▾", "")
        await pilot.resize_terminal(140, 24)
        await settled(app, pilot)
        assert "and " in picture(app)
        await pilot.resize_terminal(140, 40)
        await settled(app, pilot)
        assert all(f"Voice {n}" in picture(app) for n in range(11))


async def test_a_short_one_shows_some_of_each_block_in_sight(school: Workspace, tmp_path: Path) -> None:
    async with at_work(school, tmp_path, "today", (80, 24)) as (app, _):
        seen = picture(app)
        assert "MINE  11" in seen
        assert "VOICES WAITING FOR AN ANSWER  11" in seen
        assert seen.count(" more\n") + seen.count(" more ") >= 2
        (listed,) = (one for one in app.screen.query(LineList) if one.display and one.size.height)
        assert listed.max_scroll_y == 0


async def test_enter_on_and_more_opens_the_place_where_all_are_listed(school: Workspace, tmp_path: Path) -> None:
    async with at_work(school, tmp_path, "today", (80, 24)) as (app, pilot):
        await press(app, pilot, "end")
        assert "enter opens the place where all are listed" in picture(app)
        await press(app, pilot, "enter")
        seen = picture(app)
        assert "Feedback · Team Heron" in seen
        assert "WAITING FOR AN ANSWER 11" in seen
        assert " / waiting" in " ".join(seen.split())
        assert isinstance(app.focused, LineList)
        await press(app, pilot, "escape")
        assert isinstance(app.screen, Filtering)
        assert app.screen.filter_text == ""


async def test_mine_opens_the_backlog_filtered_to_me_twice_over(school: Workspace, tmp_path: Path) -> None:
    async with at_work(school, tmp_path, "today", (80, 24)) as (app, pilot):
        for _ in range(2):
            await press(app, pilot, "1", "home")
            while "enter opens the place" not in picture(app):
                await press(app, pilot, "down")
            await press(app, pilot, "enter")
            assert "11 items that fit “assignee:me”" in picture(app)


async def test_a_coach_sees_all_teams_there(school: Workspace, tmp_path: Path) -> None:
    from pilotboard.usecases import people

    people.edit_person(school, "U-01", {"role": "coach"})
    coach = as_user(school, "ana.ruiz")
    async with at_work(coach, tmp_path, "today", (80, 24)) as (app, pilot):
        await press(app, pilot, "end", "enter")
        assert "WAITING FOR AN ANSWER 14" in picture(app)
        assert "Team Heron" not in picture(app).splitlines()[0]
    coach.close()


def test_every_block_leads_to_a_place_that_takes_its_filter(school: Workspace, tmp_path: Path) -> None:
    from pilotboard.tui.places import load_screen
    from pilotboard.tui.start import PLACES

    by_id = {place.id: place for place in PLACES}
    assert set(ALL_AT) == set(Block)
    for place, text in ALL_AT.values():
        assert load_screen(by_id[place]).FILTERS or not text
