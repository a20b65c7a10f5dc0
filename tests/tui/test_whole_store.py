"""Everything into one file and back, on the screens, driven by keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.course import Course
from pilotboard.tui.dialogs.progress import Progress, how_far
from pilotboard.tui.dialogs.prompt import Prompt
from pilotboard.usecases import items, store_file
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_board, make_store
from tests.tui.desk import at_work
from tests.tui.test_kit import picture, settled


@pytest.fixture
def ws(sqlite_path: Path) -> Iterator[Workspace]:
    made = make_store(str(sqlite_path))
    a_board(made)
    yield made
    made.close()


async def say(app: PilotboardApp, pilot: Pilot[int], text: str) -> None:
    """Write that into the line that is asked for, and press enter."""
    assert isinstance(app.screen, Prompt)
    app.screen.query_one(Input).value = text
    await pilot.press("enter")
    await settled(app, pilot)


async def save_to(app: PilotboardApp, pilot: Pilot[int], place: Path) -> None:
    await pilot.press("ctrl+p")
    await settled(app, pilot)
    await pilot.press(*"save everything", "enter")
    await settled(app, pilot)
    assert "~/pilotboard-2026-03-18.json" in picture(app)
    await say(app, pilot, str(place))


async def test_saved_from_the_palette(ws: Workspace, tmp_path: Path) -> None:
    place = tmp_path / "whole.json"
    async with at_work(ws, tmp_path / "desk", "board") as (app, pilot):
        await save_to(app, pilot, place)
        await settled(app, pilot)
        assert "Saved the whole store to" in picture(app)
        assert json.loads(place.read_text())["kind"] == "whole_store"
        place.write_text("mine")
        await save_to(app, pilot, place)
        assert "Replace" in picture(app)
        await pilot.press("escape")
        await settled(app, pilot)
        assert place.read_text() == "mine"
        await save_to(app, pilot, place)
        await pilot.press("y")
        await settled(app, pilot)
        assert json.loads(place.read_text())["kind"] == "whole_store"
        await save_to(app, pilot, tmp_path / "no" / "folder.json")
        assert "cannot be written" in picture(app)
        await save_to(app, pilot, Path("~nobody-of-that-name/x"))
        assert "is no path here" in picture(app)


async def test_loaded_into_a_new_store_from_the_import_screen(ws: Workspace, tmp_path: Path) -> None:
    place = tmp_path / "whole.json"
    store_file.save_store(ws, str(place))
    async with at_work(ws, tmp_path / "desk", "import") as (app, pilot):
        await pilot.press("o")
        await pilot.press(*str(place), "enter")
        await settled(app, pilot)
        assert "whole.json holds a whole store" in picture(app)
        await say(app, pilot, str(ws.location.path))
        assert "not empty" in picture(app)
        await pilot.press("o")
        await pilot.press(*str(place), "enter")
        await settled(app, pilot)
        await say(app, pilot, str(tmp_path / "new.db"))
        await settled(app, pilot)
        assert "Loaded the whole store of Riverside Unified" in " ".join(picture(app).split())
    new = ws.beside(str(tmp_path / "new.db"), "ana.ruiz")
    assert [row.key for row in items.list_items(new).rows] == [row.key for row in items.list_items(ws).rows]
    new.close()


async def test_it_can_be_stopped(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path / "desk", "board") as (app, pilot):
        answers: list[object] = []

        def work(course: Course) -> str:
            course(40, 100)
            course.stopped.wait(20)
            return "" if course(50, 100) else "stopped"

        await app.push_screen(Progress("Saving everything", work), answers.append)
        for _ in range(2000):
            await pilot.pause()
            if "40 of 100" in picture(app):
                break
        assert "40 of 100" in picture(app)
        await pilot.press("escape")
        await settled(app, pilot)
        await settled(app, pilot)
        assert answers == ["stopped"]


def test_how_far_it_is_in_words() -> None:
    assert how_far(Course()) == ""
    assert how_far(Course(2000)) == "2,000"
    assert how_far(Course(5000, 10_000)) == f"{'█' * 16}{'░' * 16} 5,000 of 10,000"
    assert how_far(Course(12, 10)).startswith("█" * 32)
