"""Every place and page of the screens over a store whose every text is hostile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pilotboard.tui.start import PLACES
from pilotboard.usecases.workspace import Clock, Workspace
from tests.hostile import DAY, make_hostile
from tests.tui.desk import at_work
from tests.tui.test_kit import picture, settled
from tests.tui.test_nasty import check

PAGES = ("P-01", "P-07", "P07-01", "P07-05", "F-01", "F-20", "S-1", "S-100", "R-01", "R-40", "ID-01", "G-01")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "store.db"
    make_hostile(path)
    return path


@pytest.fixture
def ws(hostile: Path) -> Iterator[Workspace]:
    made = Workspace(str(hostile), "priya", Clock(DAY))
    yield made
    made.close()


@pytest.mark.parametrize("place", [place.id for place in PLACES])
async def test_every_place(ws: Workspace, tmp_path: Path, place: str) -> None:
    async with at_work(ws, tmp_path, place, (140, 40)) as (app, pilot):
        check(app)
        assert len(picture(app).split()) > 10
        for key in ("down", "down", "tab", "down", "G"):
            await pilot.press(key)
            await settled(app, pilot)
            check(app)
        await pilot.press("enter")
        await settled(app, pilot)
        check(app)
        await pilot.press("ctrl+p")
        await settled(app, pilot)
        check(app)


@pytest.mark.parametrize("key", PAGES)
async def test_every_kind_of_page(ws: Workspace, tmp_path: Path, key: str) -> None:
    async with at_work(ws, tmp_path, key, (80, 24)) as (app, pilot):
        check(app)
        for press in ("G", "g"):
            await pilot.press(press)
            await settled(app, pilot)
            check(app)
