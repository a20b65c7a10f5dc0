"""The calendar on the screen: weeks drawn by line, days written down, changed, taken out, and the turn of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.dialogs.confirm import Confirm
from pilotboard.tui.dialogs.form import Form
from pilotboard.tui.dialogs.pick import Pick
from pilotboard.tui.dialogs.turn import Turn
from pilotboard.tui.screens.calendar import CalendarScreen
from pilotboard.tui.screens.sprint import SprintPage
from pilotboard.tui.widgets.week_list import WeekList
from pilotboard.usecases import calendar, history, parking, pilots, sprint_life, sprint_scope, teams, years
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_pilot, a_team, make_store, some_items
from tests.domain.nasty import NASTY
from tests.tui.desk import at_work
from tests.tui.test_kit import picture, settled


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """A team with a pilot whose decision is due; a school year, a break, a half day of the team."""
    made = make_store(str(tmp_path / "year.db"))
    years.add_year(made, {"name": "2025-26", "start": date(2025, 8, 18), "end": date(2026, 6, 5)})
    team = a_team(made, "Heron")
    a_pilot(made, "Reading texts", team=team, decision_due=date(2026, 3, 20))
    spring = {"name": "Spring break", "kind": "break", "start": date(2026, 4, 6), "end": date(2026, 4, 10)}
    calendar.add_day(made, spring)
    calendar.add_day(made, {"name": "Fair", "kind": "half_day", "start": DAY}, team)
    yield made
    made.close()


async def press(app: PilotboardApp, pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)


def line_of(app: PilotboardApp, words: str) -> str:
    """The first line below the tabs with these words."""
    return next((line for line in picture(app).splitlines()[2:] if words in line), "")


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_weeks_are_drawn_with_what_differs(ws: Workspace, tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_work(ws, tmp_path, "calendar", size) as (app, pilot):
        assert "Heron works Mon-Fri as everybody does · 2025-26, week 31 of 42" in line_of(app, "Calendar ")
        assert "[18◐]19" in line_of(app, "Fair")
        await press(app, pilot, "right")
        assert " 18◐[19] 20" in line_of(app, "Fair")
        await press(app, pilot, "left")
        assert "P-01 decision due" in line_of(app, "Fair")
        assert "6- 7- 8- 9- 10-" in " ".join(line_of(app, "Spring break").split())
        assert "Wed 18 Mar 2026  half a day of work" in line_of(app, "half a day of work")
        await press(app, pilot, "right", "right")
        assert "P-01 decision due: Reading texts" in picture(app)
        await press(app, pilot, "l", "l", "l")
        assert app.screen.query_one(WeekList).cursor_day == date(2026, 3, 23)
        await press(app, pilot, "h", "up", "o")
        assert app.screen.query_one(WeekList).cursor_day == DAY
        await press(app, pilot, "g")
        assert "SCHOOL YEAR 2025-26" in picture(app)


async def test_days_are_written_down_changed_and_taken_out(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path, "calendar") as (app, pilot):
        await press(app, pilot, "down", "space", "right", "n")
        assert isinstance(app.screen, Form)
        await press(app, pilot, *"Snow", "ctrl+s")
        row = calendar.show_day(ws, "D-3")
        assert (row.name, row.kind, row.start, row.end, row.team_key) == (
            "Snow",
            "break",
            date(2026, 3, 25),
            date(2026, 3, 26),
            "T-01",
        )
        assert "25-" in line_of(app, "Snow")
        assert app.screen.query_one(WeekList).stretch == (date(2026, 3, 26), date(2026, 3, 26))
        await press(app, pilot, "e")
        assert isinstance(app.screen, Form)
        await press(app, pilot, *" day", "ctrl+s")
        assert calendar.show_day(ws, "D-3").name == "Snow day"
        await press(app, pilot, "X", "y")
        assert calendar.list_days(ws).total == 2
        await press(app, pilot, "u")
        assert calendar.list_days(ws).total == 3
        await press(app, pilot, "right", "e")
        assert len(app.screen_stack) == 1  # nothing differs on that day: nothing opens


async def test_enter_opens_what_stands_on_the_day(ws: Workspace, tmp_path: Path) -> None:
    sprint = {"team": "T-01", "goal": "Texts", "start": date(2026, 3, 16), "end": date(2026, 3, 17)}
    sprint_life.plan_sprint(ws, sprint)
    async with at_work(ws, tmp_path, "calendar") as (app, pilot):
        await press(app, pilot, "left", "enter")
        opened: list[type] = [type(app.screen)]
        await press(app, pilot, "escape", "right", "enter")
        assert [*opened, type(app.screen)] == [SprintPage, Form]


async def test_the_week_and_a_school_year_have_forms(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path, "calendar") as (app, pilot):
        await press(app, pilot, "w", "tab", "ctrl+u", *"mon-thu", "ctrl+s")
        assert calendar.weeks(ws).teams == {"T-01": "1234"}
        assert "Heron works Mon-Thu ·" in line_of(app, "Calendar ")
        await press(app, pilot, "y", "enter")
        assert isinstance(app.screen, Form)
        await press(app, pilot, "ctrl+s")
        assert [year.name for year in years.list_years(ws)] == ["2026-27", "2025-26"]
        await press(app, pilot, "G")
        app.screen.query_one(WeekList).go_to(date(2027, 6, 4))
        await press(app, pilot, "X", "y")
        assert [year.name for year in years.list_years(ws)] == ["2025-26"]


async def test_the_year_is_turned_in_three_steps_and_back(ws: Workspace, tmp_path: Path) -> None:
    other = a_pilot(ws, "Homework club", team="T-01")
    async with at_work(ws, tmp_path, "calendar") as (app, pilot):
        await press(app, pilot, "T")
        assert isinstance(app.screen, Pick)
        await press(app, pilot, "enter")
        assert isinstance(app.screen, Turn)
        await press(app, pilot, "down", "p", "x", "c")
        assert "1 team and no pilots go on" not in picture(app)
        await press(app, pilot, "escape")
        assert history.history(ws, limit=1)[0].action == "pilots.add"
        await press(app, pilot, "T", "enter", "down", "p", "x", "enter")
        assert isinstance(app.screen, Confirm)
        await press(app, pilot, "T")
        assert isinstance(app.screen, Confirm)  # the key that led here never confirms
        await press(app, pilot, "y")
        assert pilots.show_pilot(ws, "P-01").row.parked_on == DAY
        assert pilots.show_pilot(ws, other).row.closed_on == DAY
        assert teams.show_team(ws, "T-01").row.at_work
        assert [year.name for year in years.list_years(ws)] == ["2026-27", "2025-26"]
        await press(app, pilot, "u")
        assert pilots.show_pilot(ws, other).row.at_work
        assert [year.name for year in years.list_years(ws)] == ["2025-26"]


async def test_a_running_sprint_stops_the_turn_with_its_name(ws: Workspace, tmp_path: Path) -> None:
    values = {"team": "T-01", "goal": "Texts", "start": DAY, "end": date(2026, 3, 27)}
    sprint_life.plan_sprint(ws, values)
    sprint_scope.plan_items(ws, some_items(ws, "P-01", 1), "S-1")
    sprint_life.start_sprint(ws, "S-1")
    async with at_work(ws, tmp_path, "calendar") as (app, pilot):
        await press(app, pilot, "T", "enter")
        assert isinstance(app.screen, CalendarScreen)
        assert "S-1 of Heron is still running" in picture(app)


async def test_parked_pilots_and_teams_are_seen_and_taken_up_by_key(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path, "pilots") as (app, pilot):
        await press(app, pilot, "K")
        assert "‖ parked" in line_of(app, "Reading texts")
        assert pilots.show_pilot(ws, "P-01").row.parked_on == DAY
        await press(app, pilot, "K")
        assert pilots.show_pilot(ws, "P-01").row.at_work
        await press(app, pilot, "0", "K")
        assert "‖ parked" in line_of(app, "T-01")
        assert "0 at work · 1 parked" in line_of(app, "Teams ")
        parking.unpark_team(ws, "T-01")


async def test_an_empty_calendar_says_how_to_begin(tmp_path: Path) -> None:
    empty = make_store(str(tmp_path / "empty.db"))
    async with at_work(empty, tmp_path, "calendar", (140, 40)) as (app, pilot):
        assert "n writes down days, y the school year" in line_of(app, "Calendar ")
        await press(app, pilot, "T")
        assert "y writes down the first one" in picture(app)
    empty.close()


async def test_nasty_names_are_drawn_as_they_are(ws: Workspace, tmp_path: Path) -> None:
    for place, text in enumerate(NASTY):
        if text.strip():
            day = date(2026, 2, 2).toordinal() + place % 60
            calendar.add_day(ws, {"name": text[:100], "start": date.fromordinal(day)})
    async with at_work(ws, tmp_path, "calendar", (140, 40)) as (app, pilot):
        await press(app, pilot, "pageup", "pagedown", "down", "enter")
        assert "\x1b" not in picture(app)
